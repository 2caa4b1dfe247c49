"""What each hidden unit adds to the output over one input, and what it all adds up to: the universal approximator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

import mlp_core as mlp
from mlp_gui.views.axes import dashed_segments, draw_segments, linear_ticks, polyline_segments
from mlp_gui.views.decision.curves import MOST_NAMED_UNITS, pixels_within, unit_curve, unit_line
from mlp_gui.views.decision.legend import LegendRow

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme
    from mlp_gui.views.axes import Frame, PlotStyle

    Range = tuple[float, float]

MOST_UNITS: Final = 64
"""Of more units none is drawn, only their sum."""
_BIAS: Final = (2.0, 3.0)
_SUM: Final = (7.0, 4.0)
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SHRINKS_BELOW: Final = 0.6
_AIR: Final = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """The terms of the first output's sum over the line.

    Attributes
    ----------
    x : ndarray, shape (n_points,)
        Where.
    terms : ndarray, shape (n_units, n_points)
        Weight times activation of each unit of the last hidden layer; none where there are too many.
    bias : float
        Of the output.
    total : ndarray, shape (n_points,)
        All of it together: the output's sum z.
    is_output : bool
        Whether the sum is the answer itself, the output being the identity.
    """

    x: np.ndarray
    terms: np.ndarray
    bias: float
    total: np.ndarray
    is_output: bool

    @classmethod
    def of(cls, network: mlp.Network, grid: mlp.DecisionGrid) -> Contributions:
        """Return the terms of a network's first output over a grid of one coordinate."""
        below = grid.layers[-2] if len(grid.layers) > 1 else grid.inputs
        terms, bias = mlp.unit_contributions(network, below)
        with np.errstate(over="ignore"):  # in a run that diverged
            total = terms.sum(axis=0) + np.float32(bias)
        shown = terms if len(terms) <= MOST_UNITS else terms[:0]
        return cls(grid.x, shown, bias, total, network.activation_names[-1] == "identity")

    @property
    def span(self) -> Range:
        """Least and greatest value of all that is drawn."""
        values = [self.total[np.isfinite(self.total)], self.terms[np.isfinite(self.terms)], np.array([self.bias])]
        joined = np.concatenate([part.ravel() for part in values])
        return float(joined.min()), float(joined.max())

    def paint(self, painter: QPainter, style: PlotStyle, frame: Frame) -> None:
        """Paint the terms thin, the bias dotted, and the sum where the answer is not the sum itself."""
        theme = style.theme
        x = frame.x.pixels(self.x)
        ends = x[[0, -1]]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.text3, 1.4))
        draw_segments(painter, dashed_segments(ends, np.full(2, frame.y.pixel(self.bias)), *_BIAS))
        for unit, values in enumerate(self.terms):
            colour, dashes = unit_line(theme, unit, len(self.terms))
            painter.setPen(QPen(colour, 1.4))
            draw_segments(painter, unit_curve(x, pixels_within(frame, values), dashes))
        if not self.is_output:
            painter.setPen(QPen(theme.ink, 1.4))
            draw_segments(painter, dashed_segments(x, pixels_within(frame, self.total), *_SUM))

    def segments(self, frame: Frame, unit: int) -> np.ndarray:
        """Return one unit's curve in pixels; empty where it is not drawn."""
        if unit >= len(self.terms):
            return np.empty((0, 4))
        return polyline_segments(frame.x.pixels(self.x), pixels_within(frame, self.terms[unit]))

    def legend_rows(self, theme: Theme, layer: int) -> list[LegendRow]:
        """Return what the lines say; `layer` counts from 1."""
        n_units = len(self.terms)
        rows = [LegendRow("caption", "is the sum of" if self.is_output else "made of", theme.text3)]
        if 0 < n_units <= MOST_NAMED_UNITS:
            for unit in range(n_units):
                colour, dashes = unit_line(theme, unit, n_units)
                number = str(unit + 1).translate(_SUBSCRIPTS)
                rows.append(LegendRow("line", f"𝑤{number}ℎ{number}", colour, 1.4, dashes))
        elif n_units:
            rows.append(LegendRow("line", f"𝑤ℎ, layer {layer}", unit_line(theme, 0, n_units)[0], 1.4))
        rows.append(LegendRow("line", "bias 𝑏", theme.text3, 1.4, _BIAS))
        if not self.is_output:
            rows.append(LegendRow("line", "sum 𝑧", theme.ink, 1.4, _SUM))
        return rows


def fitting_range(shown: Range, own: Range, span: Range) -> Range:
    """Return an axis that holds the data's own range and a span, and moves only where it has to.

    Parameters
    ----------
    shown : (float, float)
        The axis as it is.
    own : (float, float)
        The data's.
    span : (float, float)
        What else is to be seen.
    """
    low, high = min(own[0], span[0]), max(own[1], span[1])
    fits = shown[0] <= low and high <= shown[1]
    if fits and (high - low) >= _SHRINKS_BELOW * (shown[1] - shown[0]):
        return shown
    if (low, high) == own:
        return own
    air = _AIR * (high - low)
    low, high = (min(own[0], span[0] - air), max(own[1], span[1] + air))
    _, step = linear_ticks(low, high, 6)
    return float(np.floor(low / step) * step), float(np.ceil(high / step) * step)
