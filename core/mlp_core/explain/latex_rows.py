"""Cuts a line of mathematics into rows as wide as a page, with room and brackets as LaTeX would not give by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_EQUALS = " = "
_PAIRS = (("{", "}"), ("[", "]"), ("(", ")"))
_RELATIONS = (r"\mathrel{:=}", r"\leftarrow", "=")
ROW = 78.0
"""Digits that a row of mathematics has room for between the margins of A4, the narrower of the usual papers."""
_LEAST_ROOM = 30.0
_WIDE = 36.0
"""From so many digits what stands left of the relation gets a row of its own."""
_QUAD = 2.0
_SIGN_WIDTHS = {
    "+": 2.5,
    "-": 2.5,
    "=": 2.6,
    r"\leftarrow": 3.0,
    r"\cdot": 1.5,
    r"\quad": _QUAD,
    r"\sum": 2.2,
    "~": 1.5,
}
_LETTER = 1.15
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.")
_SMALL = re.compile(r"[_^](?:\{[^{}]*\}|[^{\\])")
_SMALL_WIDTH = 0.75
_UPRIGHT = re.compile(r"\\(?:text|operatorname)\{([^{}]*)\}")
_NO_WIDTH = re.compile(
    r"\\(?:left|right|bigg[lr]|Big[lr]|bar|hat|tilde|wide[a-z]+|overline|boxed|mathbf|mathcal|mathrel|[td]?frac|sqrt)\b"
    r"|[{}_^\s&]"
)
_FRACTION = re.compile(r"\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}")
_FUNCTION = re.compile(r"\\(?:log|ln|max|min|exp|tanh|sin)\b")
_SIGN = re.compile(r" (?=[+-] )")
_BESIDE = re.compile(r"\} (?=\\(?:frac|boxed)\{)")
_BRACKET = re.compile(r"\\(?:left|right)\s*[()]|[()]")
_HIGH = re.compile(r"\\(?:frac|boxed)\b")


def as_formula(latex: str, numbers: str) -> str:
    """Return a line in symbols, and in numbers where there are any, for a formula of a document; see `aligned`."""
    return f"\\begin{{aligned}}\n{aligned(latex, numbers)}\n\\end{{aligned}}"


def aligned(latex: str, numbers: str) -> str:
    """Return a line in symbols, and below it the same in numbers, aligned at its first relation.

    Parameters
    ----------
    latex, numbers : str
        As an `Explanation` has them; no numbers where they are not known yet.

    Returns
    -------
    str
        Rows for amsmath's `aligned` or `align*`, long ones broken before signs.
    """
    latex, numbers = with_room(_breakable(latex.strip())), with_room(_breakable(numbers.strip()))
    for relation in _RELATIONS:
        left, found, right = latex.partition(relation)
        if not found:
            continue
        room = max(ROW - width_of(left), _LEAST_ROOM)
        if right.strip():
            symbols = f"{left}&{broken(f'{relation}{right}', room)}"
            return f"{symbols} \\\\\n&{broken(f'= {numbers}', room)}" if numbers else symbols
        return f"{left}&{broken(f'{relation} {numbers}', room)}"
    # A line without a left side, as a product is, or one number that is read.
    width = width_of(latex)
    if width > _WIDE:
        return f"&{broken(latex, ROW)} \\\\\n&{broken(f'= {numbers}', ROW)}"
    return f"{latex} &{broken(f'= {numbers}', ROW - width)}"


def _breakable(latex: str) -> str:
    """Return mathematics that has no room in one row with brackets that may stand in two."""
    if width_of(latex) <= ROW:
        return latex
    return latex.replace(r"\left(", "(").replace(r"\right)", ")")


def with_room(latex: str) -> str:
    r"""Return mathematics with brackets as high as what they hold, and a little room between fractions and boxes.

    The brackets are of a fixed size, as those of `\left` and `\right` must stand in one row.
    """
    ends: dict[int, str] = {}
    opened: list[int] = []
    for found in _BRACKET.finditer(latex):
        if len(found.group()) > 1:
            continue
        if found.group() == "(":
            opened.append(found.start())
        elif opened:
            first = opened.pop()
            high = _HIGH.findall(latex[first : found.start()])
            if high:
                size = "bigg" if r"\frac" in high else "Big"
                ends[first], ends[found.start()] = rf"\{size}l(", rf"\{size}r)"
    grown = "".join(ends.get(place, letter) for place, letter in enumerate(latex))
    return _BESIDE.sub(r"} \\, ", grown)


def rows_at_relations(row: str, room: float) -> list[str]:
    """Return a row of mathematics in several where it has no room in one, each equality in its own.

    Parameters
    ----------
    row : str
        It begins with its first equals sign. Those inside of braces or brackets, as of a condition, hold together.
    room : float
        In digits.
    """
    if width_of(row) <= room:
        return [row]
    rows = [""]
    for part in row.split(_EQUALS):
        is_open = any(rows[-1].count(opening) > rows[-1].count(closing) for opening, closing in _PAIRS)
        if is_open:
            rows[-1] += f"{_EQUALS}{part}"
        else:
            rows.append(f"= {part}" if rows[-1] else part)
    return rows[1:]


def broken(row: str, room: float) -> str:
    """Return a row of mathematics in several where it has no room in one, each but the first with its sign in front.

    It is broken outside of braces only, before a plus or minus.
    """
    rows, reached = [""], 0.0
    for part in at_signs(row):
        width = width_of(part)
        if reached and reached + width > room:
            rows.append(part)
            reached = _QUAD + width
        else:
            rows[-1] = f"{rows[-1]} {part}" if rows[-1] else part
            reached += width
    return " \\\\\n&\\quad ".join(rows)


def width_of(latex: str) -> float:
    """Return about how wide mathematics is set, in digits."""
    small = sum(width_of(found[1:]) for found in _SMALL.findall(latex)) * _SMALL_WIDTH
    latex = _UPRIGHT.sub(r"\1", _SMALL.sub("", latex))
    latex = _FRACTION.sub(_wider_half, _FUNCTION.sub("abc", latex.replace("{-}", "~")))
    latex = _NO_WIDTH.sub("", latex)
    return small + sum(_SIGN_WIDTHS.get(token, 1.0 if token.isdigit() else _LETTER) for token in _TOKEN.findall(latex))


def _wider_half(fraction: re.Match[str]) -> str:
    return max(fraction.groups(), key=len)


def at_signs(row: str) -> Iterator[str]:
    """Yield a row piece by piece, cut before the signs that no braces hold."""
    held = ""
    for part in _SIGN.split(row):
        held = f"{held} {part}" if held else part
        if held.count("{") == held.count("}") and held.count(r"\left") == held.count(r"\right"):
            yield held
            held = ""
    if held:
        yield held
