"""Error signals that have travelled stay as dots on their edges: one picture a gap, kept until another one arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

import mlp_core as mlp
from mlp_gui.views.network.stepping.chip_lines import weight_of
from mlp_gui.views.network.stepping.edge_layers import GapPicture, blank_gap
from mlp_gui.views.network.stepping.style import sign_colour

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from mlp_gui.look import Theme
    from mlp_gui.views.network.curves import EdgeCurves
    from mlp_gui.views.network.stepping.shown import StepShown

MOST_MARKED = 32
"""With more edges than this none carries dots: they could not be told apart."""

_NONE_YET = frozenset((None, mlp.Phase.INPUT, mlp.Phase.FORWARD, mlp.Phase.LOSS))


def dotted_pen(colour: QColor) -> QPen:
    """Return a pen that leaves dots."""
    pen = QPen(colour, 2.4, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.1, 3.4])
    return pen


class SignalDots:
    """The pictures of the dots, gap by gap."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[tuple[object, ...], GapPicture]] = {}

    def pictures(self, shown: StepShown, ratio: float) -> list[GapPicture]:
        """Return the dots of each gap that has any, painting those that have changed."""
        curves, theme = shown.layout.curves, shown.style.theme
        found = []
        for gap, signs in signs_of_gaps(shown):
            key = (curves, theme, ratio, signs.tobytes())
            kept = self._kept.get(gap)
            if kept is None or kept[0] != key:
                kept = key, _paint(curves, gap, signs, theme, ratio)
                self._kept[gap] = kept
            found.append(kept[1])
        return found


def signs_of_gaps(shown: StepShown) -> list[tuple[int, np.ndarray]]:
    """Return each gap with signals that have passed, and the signs of those of its edges; 0 where none has."""
    curves, numbers = shown.layout.curves, shown.numbers
    phase = None if shown.step is None else shown.step.phase
    if len(curves) > MOST_MARKED or numbers.sample < 0 or numbers.trace.rule is not None or phase in _NONE_YET:
        return []
    found = [(gap, _signs(shown, gap)) for gap in range(1, len(curves.starts) - 1)]
    return [(gap, signs) for gap, signs in found if signs.any()]


def _signs(shown: StepShown, gap: int) -> np.ndarray:
    """Return the sign of the signal that has passed each edge of a gap; 0 where none has."""
    layout, numbers = shown.layout, shown.numbers
    first, last = layout.curves.starts[gap : gap + 2]
    places = [weight_of(layout, edge) for edge in range(first, last)]
    sent = numbers.trace.network.weights[gap] * numbers.trace.deltas[gap][numbers.sample][:, None]
    sign = -1.0 if numbers.flips else 1.0
    signs = [
        sign * float(sent[unit, source]) if layout.is_single(edge) and numbers.signals(gap, unit, source) else 0.0
        for edge, (_, unit, source) in enumerate(places, first)
    ]
    return np.sign(signs).astype(np.int8)


def _paint(curves: EdgeCurves, gap: int, signs: np.ndarray, theme: Theme, ratio: float) -> GapPicture:
    picture = blank_gap(curves, gap, ratio)
    with QPainter(picture.image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-picture.corner)
        paint_dots(painter, curves, gap, signs, theme)
    return picture


def paint_dots(painter: QPainter, curves: EdgeCurves, gap: int, signs: np.ndarray, theme: Theme) -> None:
    """Paint dots along those edges of a gap whose sign is not 0."""
    for edge, sign in enumerate(signs.tolist(), curves.starts[gap]):
        if sign:
            painter.setPen(dotted_pen(sign_colour(sign, theme, error=True)))
            painter.drawPolyline([QPointF(*point) for point in curves.points[edge].tolist()])
