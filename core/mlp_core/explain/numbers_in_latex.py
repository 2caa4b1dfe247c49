"""How a number is written in an equation: fixed decimals with true minus signs, or a fraction where that is exact."""

from __future__ import annotations

import math
from fractions import Fraction

_LARGEST_DENOMINATOR = 64
_LARGEST_FIXED = 1e6
_FINEST = 15


def number_in_latex(
    value: float,
    decimals: int = 4,
    *,
    fractions: bool = False,
    short: bool = False,
    digits: int = 0,
    remainder: float = 0.0,
) -> str:
    r"""Return a number as LaTeX.

    What would keep too few digits, such as what rounds to 0 without being 0, and what is very large, is written with a
    power of ten.

    Parameters
    ----------
    value : float
        Any number; what is not finite becomes `\infty` or a word.
    decimals : int
        Digits after the point.
    fractions : bool
        Write a fraction where its nearest double is the very number, and its denominator at most 64.
    short : bool
        Write only the digits that count: for settings, indices, and inputs that are whole.
    digits : int
        Significant digits that fixed decimals have to leave of what is not 0; 0 for those of `wants_power`.
    remainder : float
        What a subtraction leaves of the number: it is written so fine that the digits of that are left, as of
        1 - 0.9999546 and not of 1 - 1.0000. 0.0 for a number that nothing is taken from.
    """
    if not math.isfinite(value):
        return r"\mathrm{nan}" if math.isnan(value) else r"{-}\infty" if value < 0.0 else r"\infty"
    sign = "{-}" if value < 0.0 else ""
    size = abs(value)
    if fractions:
        fraction = Fraction(size).limit_denominator(_LARGEST_DENOMINATOR)
        if float(fraction) == size and fraction.numerator < _LARGEST_FIXED:
            return sign + _written(fraction)
    if short:
        return sign + _short(size)
    of_power = max(decimals - 2, 1)
    is_cut = size > 0.0 < abs(remainder) < math.inf and wants_power(remainder, decimals)
    # The remainder is written with a power of ten: its last digit is theirs too.
    finest = of_power - _exponent(remainder) if is_cut else 0
    if size >= _LARGEST_FIXED or wants_power(size, decimals, digits):
        apart = finest + _exponent(size) if is_cut else 0
        return sign + _with_power(f"{size:.{min(max(of_power, apart), _FINEST)}e}")
    text = f"{size:.{min(max(decimals, finest), _FINEST)}f}"
    return (sign if float(text) else "") + text


def wants_power(value: float, decimals: int, digits: int = 0) -> bool:
    """Tell whether fixed decimals would leave too little of a number to go on computing with: fewer than two digits.

    What they write exactly, such as 0.0005 with four, and one decimal's 0.3 leave enough.

    Parameters
    ----------
    value : float
        Finite.
    decimals : int
        Digits after the point.
    digits : int
        Significant digits that are wanted; 0 for two, or one where there is one decimal.
    """
    size = abs(value)
    text = f"{size:.{decimals}f}"
    if float(text) == size:
        return False
    least = digits or (2 if decimals > 1 else 1)
    return len(text.replace(".", "").lstrip("0")) < least


def in_brackets(number: str) -> str:
    """Return a number as it stands behind an operator: in brackets if it is negative."""
    if not number.startswith("{-}"):
        return number
    return rf"\left( {number} \right)" if r"\frac" in number else f"({number})"


def as_base(number: str) -> str:
    """Return a number as it stands below an exponent: in brackets unless it is plain digits."""
    if number.replace(".", "").isdigit():
        return number
    return rf"\left( {number} \right)" if r"\frac" in number else f"({number})"


def _exponent(value: float) -> int:
    return math.floor(math.log10(abs(value)))


def _written(fraction: Fraction) -> str:
    if fraction.denominator == 1:
        return str(fraction.numerator)
    return rf"\frac{{{fraction.numerator}}}{{{fraction.denominator}}}"


def _short(size: float) -> str:
    text = repr(size).removesuffix(".0")
    return _with_power(text) if "e" in text else text


def _with_power(text: str) -> str:
    digits, power = text.split("e")
    ten = f"10^{{{int(power)}}}".replace("{-", "{{-}")
    return ten if float(digits) == 1.0 else rf"{digits} \cdot {ten}"
