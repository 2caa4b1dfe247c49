"""Names that begin alike, cut to what tells them apart: "0", "1", … "14" of "Category number 0" and so on."""

from __future__ import annotations

import re
from itertools import takewhile

_ENDS_IN_WORD_BREAK = re.compile(r"(.*[\s_\-=:./])?")
_DIGITS = re.compile(r"\d+$")


def told_apart(names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return how all names begin, up to the end of a word or a number's begin, and the rest of each.

    Parameters
    ----------
    names : tuple of str
        At least one.

    Returns
    -------
    common : str
        "" where they do not begin alike, or one would have no rest.
    rests : tuple of str
        `names` then.
    """
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    common = "".join(letters[0] for letters in alike)
    broken = _ENDS_IN_WORD_BREAK.match(common)
    start = broken.group() if broken is not None else ""
    numbered = _DIGITS.sub("", common)
    if len(numbered) > len(start) and all(name[len(numbered) : len(numbered) + 1].isdigit() for name in names):
        start = numbered
    rests = tuple(name[len(start) :] for name in names)
    return (start.strip(), rests) if start and len(names) > 1 and all(rest.strip() for rest in rests) else ("", names)
