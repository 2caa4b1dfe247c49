"""How a file is to be read as a table: what was recognised, or what somebody says instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SPACES: Final = " "
"""Stands for columns that are set apart by any number of spaces."""

DELIMITERS: Final = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "bar",
    SPACES: "spaces",
    ":": "colon",
}
"""The usual delimiters and what they are called; any other character can be one too."""

DECIMAL_MARKS: Final = {".": "point", ",": "comma"}
"""What can stand between the whole part of a number and the rest."""

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "iso8859-15": "Latin-9",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "mac-roman": "Mac Roman",
    "shift_jis": "Shift JIS",
    "gb18030": "GB 18030",
}
"""The encodings that can be asked for: Python's name, and the usual one."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The layout of a table in its file.

    As a wish, "" and None leave a part to be recognised. In a table that was read every part stands that its kind of
    file has: the first four for text, heading and sheet for Excel; for Excel, Parquet and NPZ the decimal mark as well
    where numbers with marks stand in texts.

    Attributes
    ----------
    encoding : str
        A name of `ENCODINGS`.
    delimiter : str
        One character; `SPACES` for any number of them.
    decimal : str
        A name of `DECIMAL_MARKS`.
    heading : bool or None
        Whether the first row names the columns.
    sheet : str
        Name of the sheet.
    """

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    heading: bool | None = None
    sheet: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is the layout of a text file."""
        return bool(self.encoding)

    @property
    def is_possible(self) -> bool:
        """Whether each part is one that a file can be read by."""
        return (
            self.encoding in ("", *ENCODINGS)
            and len(self.delimiter) <= 1
            and self.delimiter not in ("\n", "\r", '"')
            and self.decimal in ("", *DECIMAL_MARKS)
        )


AS_RECOGNISED: Final = TableLayout()
