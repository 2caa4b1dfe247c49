"""Which encoding a text file has: by its mark, by its zeros, by whether it is valid UTF-8, else Western European."""

from __future__ import annotations

import codecs
from typing import Final

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)

_TEXT_CONTROLS: Final = b"\t\n\r\f\x1a"
_CONTROLS: Final = bytes(code for code in range(32) if code not in _TEXT_CONTROLS) + b"\x7f"
_MOST_CONTROLS: Final = 0.002
_ZERO_SHARE: Final = 0.3


def encoding_of(head: bytes) -> tuple[str, str] | None:
    """Return Python's name and the usual name of the encoding of a text.

    A longer analysis of which letters are likely was left out: what is neither UTF-8 nor UTF-16 nor Western European is
    rare in tables, and on the few letters of a heading such guesses are wrong more often than this.

    Parameters
    ----------
    head : bytes
        The first bytes, of which the last character may be cut.

    Returns
    -------
    tuple of two str, or None
        None where the bytes are no text.
    """
    for mark, codec, title in MARKS:
        if head.startswith(mark):
            return codec, title
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > _ZERO_SHARE * half and even == 0:
        return "utf-16-le", "UTF-16"
    if even > _ZERO_SHARE * half and odd == 0:
        return "utf-16-be", "UTF-16"
    if len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head):
        return None
    if decodes(head, "utf-8"):
        return "utf-8", "UTF-8"
    return ("cp1252", "Windows-1252") if decodes(head, "cp1252") else ("latin-1", "Latin-1")


def decodes(head: bytes, codec: str) -> bool:
    """Whether bytes, whose last character may be cut, are text in an encoding."""
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(head)
    except UnicodeError:
        return False
    return True
