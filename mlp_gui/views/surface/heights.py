"""Heights: how a loss becomes a place between 0 and 1, for colours, level lines and the relief alike."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mlp_gui.look.numbers import compact
from mlp_gui.views.axes import linear_ticks, log_tick_text, tick_text

MOST_DECADES: Final = 8.0
_MOST_LEVELS: Final = 22
_ROUND: Final = 0.02
"""How far a loss may be from its first digit to be written as that."""
_MOST_OF_MANY: Final = 10
"""Level lines of counts that are too many for one between each two."""
_FLAT: Final = 1e-4
"""Decades, or share of the loss: what differs by less looks flat, as most of it may be rounding."""


@dataclass(frozen=True, slots=True)
class Heights:
    """A scale of losses.

    Attributes
    ----------
    is_log : bool
        Whether equal ratios are equal heights.
    low, high : float
        What lies at 0 and at 1: losses, or their decimal logarithms.
    is_count : bool
        Whether they are whole numbers, and have no marks between.
    has_lower : bool
        Whether there are losses below a logarithmic scale's low end, as 0 is: they lie at it, and its mark says so.
    """

    is_log: bool
    low: float
    high: float
    is_count: bool = False
    has_lower: bool = False

    @classmethod
    def of(
        cls, losses: np.ndarray, is_log: bool, cap: float = 1.0, least: float = 0.0, *, is_count: bool = False
    ) -> Heights:
        """Return a scale with round ends that holds the losses, so that it moves seldom while they do.

        Parameters
        ----------
        losses : ndarray, any shape
            What is finite counts; on a logarithmic scale what is positive.
        is_log : bool
            Whether equal ratios are equal heights.
        cap : float
            Share of the range that is left of it, from its low end; above 0.
        least : float
            The least range of a linear scale: what differs by less looks flat.
        is_count : bool
            Whether losses are whole numbers.
        """
        finite = losses[np.isfinite(losses)]
        least_loss = float(finite.min()) if finite.size else 0.0
        if is_log:
            finite = np.log10(finite[finite > 0.0])
        if not finite.size:
            return cls(is_log, -1.0, 0.0)
        low, high = float(finite.min()), float(finite.max())
        if is_log:
            low = max(low, high - MOST_DECADES)
        step = _step(max(high - low, _FLAT if is_log else max(_FLAT * abs(high), 1e-9, least)), 4)
        low = math.floor(low / step + 1e-9) * step
        high = max(math.ceil(high / step - 1e-9) * step, low + (0.0 if is_log else least), low + step)
        has_lower = is_log and least_loss < 10.0**low * (1.0 - 1e-9)
        return cls(is_log, low, low + cap * (high - low), is_count, has_lower)

    def holding(self, loss: float) -> Heights:
        """Return the same scale, which says of a loss below its low end that this lies at it."""
        is_lower = self.is_log and loss < 10.0**self.low * (1.0 - 1e-9)
        return replace(self, has_lower=True) if is_lower else self

    def parts(self, losses: np.ndarray) -> np.ndarray:
        """Return where losses lie: float64 in [0, 1], what is beyond at the nearer end, what is no number at 1."""
        with np.errstate(divide="ignore", invalid="ignore"):
            values = np.log10(np.maximum(losses, 0.0)) if self.is_log else np.asarray(losses, np.float64)
            parts = (values - self.low) / (self.high - self.low)
        result: np.ndarray = np.clip(np.nan_to_num(parts, nan=1.0, posinf=1.0, neginf=0.0), 0.0, 1.0)
        return result

    def levels(self) -> np.ndarray:
        """Return where level lines lie, shape (n_levels,): every tenth of a decade where there are few decades.

        Between two counts there is one, as long as they are few.
        """
        span = self.high - self.low
        if self.is_count:
            apart = 1.0 if span <= _MOST_LEVELS else max(_step(span, _MOST_OF_MANY), 1.0)
            between: np.ndarray = (np.arange(math.floor(self.low), math.ceil(self.high), apart) + 0.5 - self.low) / span
            return between
        step = max(_step(span, _MOST_LEVELS), 0.1) if self.is_log and span > 1.0 - 1e-9 else _step(span, _MOST_LEVELS)
        first = math.floor(self.low / step + 1e-9) + 1
        last = math.ceil(self.high / step - 1e-9) - 1
        places: np.ndarray = (np.arange(first, last + 1) * step - self.low) / span
        return places

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Return places and texts of at most `most` round losses, by rising loss; "≤0.1" where there are lower ones."""
        marks = self._round_marks(most)
        if not self.has_lower:
            return marks
        # Where no round loss is at the end, it is marked all the same, and what would run into it is left out.
        end = (0.0, f"≤{_text(10.0**self.low)}")
        return [end, *(mark for mark in marks if mark[0] > 0.5 / max(most, 1))]

    def _round_marks(self, most: int) -> list[tuple[float, str]]:
        if not self.is_log:
            values, step = linear_ticks(self.low, self.high, max(most, 2), self.is_count)
            return [(self._place(value), tick_text(value, step)) for value in values.tolist()]
        for multiples in ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,)):
            decades = range(math.floor(self.low), math.ceil(self.high) + 1)
            candidates = [10.0**decade * multiple for decade in decades for multiple in multiples]
            inside = [value for value in candidates if self.low - 1e-9 <= math.log10(value) <= self.high + 1e-9]
            if len(inside) <= most:
                break
        if len(inside) < 2:
            values, step = linear_ticks(10.0**self.low, 10.0**self.high, max(most, 2))
            return [(self._place(math.log10(value)), tick_text(value, step)) for value in values.tolist() if value > 0]
        stride = math.ceil(len(inside) / max(most, 1))
        return [(self._place(math.log10(value)), _text(value)) for value in inside[::stride]]

    def _place(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)


def _step(span: float, most: int) -> float:
    """Return the finest of 1, 2 and 5 times a power of ten that goes at most `most` times into a span."""
    magnitude = 10.0 ** math.floor(math.log10(span / most))
    return next(factor * magnitude for factor in (1.0, 2.0, 5.0, 10.0, 20.0) if span / (factor * magnitude) <= most)


def _text(value: float) -> str:
    exponent = math.floor(math.log10(value) + 1e-9)
    if abs(round(value / 10.0**exponent) / (value / 10.0**exponent) - 1.0) > _ROUND:
        return compact(value, 2)
    if value / 10.0**exponent < 1.5 or not -4 <= exponent <= 3:
        return log_tick_text(value)
    return f"{value:.{max(0, -exponent)}f}"
