"""Letters that pdfLaTeX does not know by itself: what it sets in their place, so that a document always compiles."""

from __future__ import annotations

import unicodedata
from typing import Final

_ACCENTS: Final = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c",
}  # fmt: skip
"""Signs above and below a letter, and the commands that set them in every encoding."""
_KNOWN: Final = frozenset(chr(code) for code in range(0xC0, 0x100)) - frozenset("ÐðÞþ×÷")
"""Letters of western Europe, which it sets in every encoding."""
_SIGNS: Final = {
    "°": r"$^{\circ}$", "±": r"$\pm$", "÷": r"$\div$", "×": r"$\times$", "«": r"$\ll$", "»": r"$\gg$", "“": "``",
    "”": "''", "‘": "`", "’": "'", "—": "---", "•": r"$\bullet$", "€": "EUR", "£": r"\pounds{}", "©": "(c)",
}  # fmt: skip
"""Signs that names of columns have now and then."""
_GREEK: Final = {
    "GAMMA": "Gamma", "DELTA": "Delta", "THETA": "Theta", "LAMDA": "Lambda", "XI": "Xi", "PI": "Pi", "SIGMA": "Sigma",
    "UPSILON": "Upsilon", "PHI": "Phi", "PSI": "Psi", "OMEGA": "Omega",
}  # fmt: skip
"""Great letters with a form of their own; the others look like A, B, E, ..."""
_LIKE_LATIN: Final = {
    "ALPHA": "A", "BETA": "B", "EPSILON": "E", "ZETA": "Z", "ETA": "H", "IOTA": "I", "KAPPA": "K", "MU": "M", "NU": "N",
    "OMICRON": "O", "RHO": "P", "TAU": "T", "CHI": "X",
}  # fmt: skip


def preamble_for(text: str) -> str:
    r"""Return lines of a preamble that let pdfLaTeX set every letter of a text; XeLaTeX and LuaLaTeX take a font.

    Parameters
    ----------
    text : str
        All that follows.

    Returns
    -------
    str
        With a line for each letter that needs one: what is like it, or its number in brackets.
    """
    strange = sorted({letter for letter in text if not letter.isascii()} - _KNOWN)
    lines = [rf"  \DeclareUnicodeCharacter{{{ord(letter):04X}}}{{{stand_in(letter)}}}" for letter in strange]
    hint = ["  % Letters that its font lacks: choose another one with \\setmainfont{...}."] if strange else []
    return "\n".join(
        [r"\usepackage{iftex}", r"\ifPDFTeX", r"  \usepackage[utf8]{inputenc}", *lines, r"\else",
         r"  \usepackage{fontspec}", *hint, r"\fi", ""]
    )  # fmt: skip


def stand_in(letter: str) -> str:
    """Return commands of LaTeX that set something in a letter's place."""
    known = _SIGNS.get(letter) or _greek(letter)
    if known:
        return known
    alike = unicodedata.normalize("NFKD", letter)
    base, signs = alike[:1], alike[1:]
    if base.isascii() and base.isalpha() and signs and all(sign in _ACCENTS for sign in signs):
        for sign in signs:
            base = rf"\{_ACCENTS[sign]}{{{base}}}"
        return base
    if alike.isascii() and alike.isalnum():
        return alike
    # Joiners and variation selectors have no form.
    return "" if unicodedata.category(letter) in ("Cf", "Mn", "Me", "Cc") else f"[U+{ord(letter):04X}]"


def _greek(letter: str) -> str:
    """Return a letter of Greek as mathematics has it; "" for any other. Its accents go."""
    base = unicodedata.normalize("NFKD", letter)[0]
    words = unicodedata.name(base, "").split()
    if base == "ς":
        return r"$\varsigma$"
    if len(words) != 4 or words[0] != "GREEK" or words[2] != "LETTER":
        return ""
    name = words[3]
    if words[1] == "CAPITAL":
        return rf"$\{_GREEK[name]}$" if name in _GREEK else _LIKE_LATIN.get(name, "")
    if name == "OMICRON":
        return "$o$"
    return rf"$\{name.lower().replace('lamda', 'lambda')}$" if name in _GREEK or name in _LIKE_LATIN else ""
