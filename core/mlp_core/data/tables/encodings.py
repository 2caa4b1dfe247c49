"""Which encoding a text file has: by its mark, by its zeros, by whether it is valid UTF-8, else Western European."""

from __future__ import annotations

import codecs
from typing import Final

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)

_TEXT_CONTROLS: Final = b"\t\n\r\f\x1a"
_CONTROLS: Final = bytes(code for code in range(32) if code not in _TEXT_CONTROLS) + b"\x7f"
_MOST_CONTROLS: Final = 0.002
_ZERO_SHARE: Final = 0.3


def codec_of(encoding: str, head: bytes) -> str:
    """Return Python's name of what reads an encoding that was asked for, whether or not a text begins with a mark."""
    has_mark = any(head.startswith(mark) for mark, _, name in MARKS if name == encoding)
    if encoding == "utf-8":
        return "utf-8-sig"
    if encoding == "utf-16" and not has_mark:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return "utf-16-be" if even > odd else "utf-16-le"
    return "utf-32-le" if encoding == "utf-32" and not has_mark else encoding


def encoding_of(head: bytes) -> tuple[str, str] | None:
    """Return what reads the encoding of a text, by Python's name, and its name in `ENCODINGS`.

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
    for mark, codec, name in MARKS:
        if head.startswith(mark):
            return codec, name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > _ZERO_SHARE * half and even == 0:
        return "utf-16-le", "utf-16"
    if even > _ZERO_SHARE * half and odd == 0:
        return "utf-16-be", "utf-16"
    if len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head):
        return None
    if decodes(head, "utf-8"):
        return "utf-8", "utf-8"
    return ("cp1252", "cp1252") if decodes(head, "cp1252") else ("latin-1", "latin-1")


def decodes(head: bytes, codec: str) -> bool:
    """Whether bytes, whose last character may be cut, are text in an encoding."""
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(head)
    except UnicodeError:
        return False
    return True
