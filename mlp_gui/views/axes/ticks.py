"""Ticks: round numbers along an axis, and the texts that stand beside them."""

from __future__ import annotations

import math

import numpy as np

from mlp_gui.look.numbers import MINUS

_EXPONENT_STEPS = (1, 2, 3, 5, 10, 20, 25, 50, 100)
_MOST_DECADES = 6
"""With more of them on a logarithmic axis the multiples between them would be a grey bar."""
_MOST_DECIMALS = 8
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def linear_ticks(low: float, high: float, most: int, whole: bool = False) -> tuple[np.ndarray, float]:
    """Return round positions inside [low, high], and their step.

    Parameters
    ----------
    low, high : float
        Ends of the axis; both finite, low < high.
    most : int
        The largest number of ticks wanted, at least 2.
    whole : bool
        True where only whole numbers make sense, as for epochs.

    Returns
    -------
    positions : ndarray, shape (n_ticks,), float64
        Multiples of the step; n_ticks <= most.
    step : float
        Their distance. A step whose multiples meet both ends is preferred over a slightly finer one.
    """
    span = high - low
    magnitude = 10.0 ** math.floor(math.log10(span / max(most, 2)))
    if whole:
        magnitude = max(magnitude, 1.0)
    fallback: tuple[np.ndarray, float] | None = None
    for factor in (1.0, 2.0, 2.5, 3.0, 5.0, 10.0, 20.0, 50.0):
        step = factor * magnitude
        if whole and step != round(step):
            continue
        positions = _multiples(low, high, step)
        if len(positions) > most:
            continue
        meets_ends = len(positions) > 1 and _is_multiple(low, step) and _is_multiple(high, step)
        if meets_ends:
            return positions, step
        if fallback is None and factor != 3.0:
            fallback = positions, step
        if factor >= 5.0:
            break
    assert fallback is not None, (low, high, most)
    return fallback


def _is_multiple(value: float, step: float) -> bool:
    return abs(value / step - round(value / step)) < 1e-6


def _multiples(low: float, high: float, step: float) -> np.ndarray:
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return np.arange(first, last + 1, dtype=np.float64) * step


def nice_upper(value: float) -> float:
    """Return the first round number at or above `value` (> 0): an axis that ends there need not move at once."""
    # Powers of ten end before floats do; a softmax far out has slopes of 5e-324.
    value = max(value, 1e-300)
    magnitude = 10.0 ** math.floor(math.log10(value))
    for factor in (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0):
        if factor * magnitude >= value * (1 - 1e-12):
            return factor * magnitude
    return 10.0 * magnitude


def log_bounds(smallest: float, largest: float) -> tuple[float, float]:
    """Return the ends of a logarithmic axis around two positive values.

    Whole decades where the values span one or more (twice the last decade is enough for values just above it), else
    the nearest of 1, 2 and 5 times a power of ten, so that a curve that hardly moves still fills its axis.
    """
    low, high = 10.0 ** math.floor(math.log10(smallest) + 1e-9), 10.0 ** math.ceil(math.log10(largest) - 1e-9)
    if high / low <= 10.0 * (1 + 1e-9):
        steps = [factor * low for factor in (1.0, 2.0, 5.0, 10.0)]
        low = max([step for step in steps[:-1] if step <= smallest * (1 + 1e-9)], default=low)
        high = min([step for step in steps if step >= largest * (1 - 1e-9) and step > low], default=10.0 * low)
    elif largest < 0.2 * high * (1 + 1e-9):
        high *= 0.2 if largest > 0.1 * high * (1 + 1e-9) else 0.1
    return low, high


def log_ticks(low: float, high: float, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Return positions of major (labelled) and minor ticks of a logarithmic axis.

    Parameters
    ----------
    low, high : float
        Ends of the axis, positive.
    most : int
        The largest number of major ticks wanted, at least 2.

    Returns
    -------
    majors, minors : ndarray, float64
        Powers of ten with their multiples between them; within one decade 1, 2 and 5. Over many decades the powers
        whose exponents are multiples of 2, 3, 5, 10, ..., and nothing between them.
    """
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    decades = 10.0 ** np.arange(first, last + 1, dtype=np.float64)
    multiples = np.outer(decades, np.arange(2, 10)).ravel()
    if high / low < 10.0 * (1 - 1e-9):
        majors = _between(np.outer(decades, (1.0, 2.0, 5.0)).ravel(), low, high)
        return majors, _between(multiples, low, high)
    exponents = np.arange(first, last + 1)
    stride = _exponent_step(exponents, most)
    majors = _between(decades[exponents % stride == 0], low, high)
    return majors, _between(multiples if stride == 1 and last - first <= _MOST_DECADES else decades[:0], low, high)


def _exponent_step(exponents: np.ndarray, most: int) -> int:
    """Return the round step of exponents that leaves at most so many of them, but two at least."""
    counts = [int(np.count_nonzero(exponents % step == 0)) for step in _EXPONENT_STEPS]
    pairs = [(step, count) for step, count in zip(_EXPONENT_STEPS, counts, strict=True) if count >= 2]
    few = [step for step, count in pairs if count <= most]
    return few[0] if few else pairs[-1][0] if pairs else 1


def _between(values: np.ndarray, low: float, high: float) -> np.ndarray:
    inside: np.ndarray = values[(values >= low * (1 - 1e-9)) & (values <= high * (1 + 1e-9))]
    return inside


def tick_text(value: float, step: float) -> str:
    """Return the text of a linear tick: as many decimals as its step needs, a true minus, grouped digits."""
    if abs(step) >= 1e6 or abs(step) < 1e-4:
        return _scientific(value, step)
    decimals = 0
    while decimals < 5 and not _is_multiple(step, 10.0**-decimals):
        decimals += 1
    text = f"{abs(value):,.{decimals}f}"
    return MINUS + text if value < 0 and float(f"{value:.{decimals}f}") != 0.0 else text


def log_tick_text(value: float) -> str:
    """Return the text of a logarithmic tick: 1,000, 1, 0.1, 0.001 and beyond that 10⁻⁴."""
    exponent = math.floor(math.log10(value) + 1e-9)
    if -3 <= exponent <= 3:
        return f"{value:,.{max(0, -exponent)}f}"
    return _scientific(value, 10.0 ** (exponent - 1))


def _scientific(value: float, step: float) -> str:
    """Return a number times a power of ten, with the decimals that tell it from its neighbours a step away."""
    if value == 0.0:
        return "0"
    exponent = int(f"{abs(value):.{_MOST_DECIMALS}e}".split("e")[1])
    enough = (n for n in range(_MOST_DECIMALS + 1) if _is_multiple(step, 10.0 ** (exponent - n)))
    # What is no round step has no last decimal.
    mantissa, power = f"{abs(value):.{next(enough, 1)}e}".split("e")
    power = "10" + str(int(power)).translate(_SUPERSCRIPTS)
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    text = power if mantissa == "1" else f"{mantissa}×{power}"
    return MINUS + text if value < 0 else text
