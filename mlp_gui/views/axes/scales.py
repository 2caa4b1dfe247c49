"""Scales: from values to pixels of an axis and back, for single numbers and whole arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np


class Scale(Protocol):
    """One axis: values between `low` and `high` lie between the pixels `start` and `end`."""

    @property
    def low(self) -> float:
        """The value at `start`."""

    @property
    def high(self) -> float:
        """The value at `end`."""

    def pixel(self, value: float) -> float:
        """Return where one value lies."""

    def pixels(self, values: np.ndarray) -> np.ndarray:
        """Return where each value lies: float64, shaped like `values`."""

    def value(self, pixel: float) -> float:
        """Return the value that lies at a pixel."""


@dataclass(frozen=True, slots=True)
class LinearScale:
    """Equal differences are equal distances."""

    low: float
    high: float
    start: float
    end: float

    def pixel(self, value: float) -> float:
        """Return where one value lies."""
        return self.start + (value - self.low) * (self.end - self.start) / (self.high - self.low)

    def pixels(self, values: np.ndarray) -> np.ndarray:
        """Return where each value lies: float64, shaped like `values`."""
        factor = (self.end - self.start) / (self.high - self.low)
        pixels: np.ndarray = (np.asarray(values, dtype=np.float64) - self.low) * factor + self.start
        return pixels

    def value(self, pixel: float) -> float:
        """Return the value that lies at a pixel."""
        return self.low + (pixel - self.start) * (self.high - self.low) / (self.end - self.start)


@dataclass(frozen=True, slots=True)
class LogScale:
    """Equal ratios are equal distances; what is not positive, or lies below `low`, is drawn at `start`."""

    low: float
    high: float
    start: float
    end: float

    def pixel(self, value: float) -> float:
        """Return where one value lies."""
        if math.isnan(value):
            return math.nan
        share = math.log10(max(value, self.low) / self.low) / math.log10(self.high / self.low)
        return self.start + share * (self.end - self.start)

    def pixels(self, values: np.ndarray) -> np.ndarray:
        """Return where each value lies: float64, shaped like `values`; nan stays nan."""
        shares = np.log10(np.maximum(values, self.low) / self.low) / math.log10(self.high / self.low)
        pixels: np.ndarray = shares * (self.end - self.start) + self.start
        return pixels

    def value(self, pixel: float) -> float:
        """Return the value that lies at a pixel."""
        share = (pixel - self.start) / (self.end - self.start)
        return float(self.low * (self.high / self.low) ** share)
