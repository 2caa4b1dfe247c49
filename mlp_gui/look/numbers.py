"""Numbers as the window writes and reads them: true minus signs, fixed decimals in a column, units apart."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from mlp_core.explain.numbers_in_latex import wants_power

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUS = "−"
SMALL_LOSS: Final = 0.01
LARGE_LOSS: Final = 1e4
"""Between them a loss has four decimals where it is told by itself."""
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _special(value: float) -> str:
    """Return the text of a number that is not finite, or "" for a finite one."""
    if math.isnan(value):
        return "n/a"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    return ""


def fixed(value: float, decimals: int = 2) -> str:
    """Return `value` with so many decimals and its thousands apart; what rounds to zero has no sign."""
    special = _special(value)
    if special:
        return special
    text = f"{value:,.{decimals}f}"
    if text.startswith("-"):
        return MINUS + text[1:] if _is_something(text) else text[1:]
    return text


def signed(value: float, decimals: int = 2) -> str:
    """Return `value` with its sign always written, "+1.38" or "−0.05"; what rounds to zero has none."""
    text = fixed(value, decimals)
    if text.startswith(MINUS) or text == "n/a":
        return text
    return f"+{text}" if value > 0.0 and _is_something(text) else text


def _is_something(text: str) -> bool:
    """Tell whether a number is not told as zero."""
    return text.strip("-+0,.") != ""


def fixed_or_power(
    value: float, decimals: int = 2, *, with_sign: bool = False, power_decimals: int | None = None
) -> str:
    """Return `value` with so many decimals, or as "4.54×10⁻⁵" where these would leave less than two digits of it.

    Before a power of ten stand as many decimals as an equation has there, where `power_decimals` does not say fewer.
    """
    if not math.isfinite(value) or not wants_power(value, decimals):
        return signed(value, decimals) if with_sign else fixed(value, decimals)
    usual = max(decimals - 2, 1)
    digits = usual if power_decimals is None else min(power_decimals, usual)
    mantissa, power = f"{value:.{digits}e}".split("e")
    plus = "+" if with_sign and value > 0.0 else ""
    return f"{plus}{mantissa}×10{superscript(int(power))}".replace("-", MINUS)


def compact(value: float, digits: int = 3, *, trimmed: bool = True) -> str:
    """Return `value` in few letters, with about `digits` significant digits: "0.0503", "12.3", "1,250", "2.5×10⁻⁶".

    Trailing zeros after the point are left off, unless `trimmed` is false: for a number that changes in its place.
    """
    special = _special(value)
    if special:
        return special
    if value == 0.0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    shorten = _trimmed if trimmed else str
    if exponent < -4 or exponent >= 6:
        mantissa, power = f"{value:.{digits - 1}e}".split("e")
        return f"{shorten(mantissa)}×10{superscript(int(power))}".replace("-", MINUS)
    decimals = max(digits - 1 - exponent, 0)
    return shorten(f"{value:,.{decimals}f}").replace("-", MINUS)


def in_place(loss: float) -> str:
    """Return a loss that changes in its place: with four decimals, or with three digits where it is small or large."""
    is_usual = loss == 0.0 or SMALL_LOSS <= loss < LARGE_LOSS
    return fixed(loss, 4) if is_usual else compact(loss, trimmed=False)


def alike(values: Sequence[float], digits: int = 2) -> list[str]:
    """Return numbers that stand beside one another in few letters: with the same power of ten where one needs it."""
    texts = [compact(value, digits) for value in values]
    powers = [math.floor(math.log10(abs(value))) for value in values if value and math.isfinite(value)]
    if not any("×" in text for text in texts) or not powers:
        return texts
    power = max(powers)
    # In two factors: the smallest numbers are not multiples of a float.
    shown = [value / 10.0 ** (power // 2) / 10.0 ** (power - power // 2) for value in values]
    told = [_trimmed(fixed(value, max(digits, 1))) for value in shown]
    return [text if text == "0" else f"{text}×10{superscript(power)}" for text in told]


def superscript(power: int) -> str:
    """Return a whole number as an exponent: "⁻⁶"."""
    return str(power).translate(_SUPERSCRIPTS)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: int) -> str:
    """Return a whole number with its thousands set apart: "101,770"."""
    return f"{value:,}".replace("-", MINUS)


def counted(value: int, singular: str, plural: str = "") -> str:
    """Return "1 unit" or "8 units"."""
    return f"{grouped(value)} {singular if value == 1 else plural or singular + 's'}"


def parse_number(text: str) -> float:
    """Read a finite number as people type it: true minus signs, "1e-3", "1×10⁻³", "0,01", thousands "12,345".

    Raises
    ------
    ValueError
        With a sentence for the user, where the text is empty, no number, or not finite.
    """
    cleaned = text.strip().replace(MINUS, "-").replace("\u00a0", "").replace(" ", "")
    if not cleaned:
        raise ValueError("Type a number.")
    if "×10" in cleaned:
        mantissa, power = cleaned.split("×10", 1)
        cleaned = f"{mantissa}e{power.translate(str.maketrans('⁰¹²³⁴⁵⁶⁷⁸⁹⁻^', '0123456789- ')).strip()}"
    cleaned = cleaned.replace(",", "" if _GROUPED.fullmatch(cleaned) else ".")
    try:
        value = float(cleaned)
    except ValueError:
        raise ValueError(f"“{text.strip()}” is not a number.") from None
    if not math.isfinite(value):
        raise ValueError("The number must be finite.")
    return value
