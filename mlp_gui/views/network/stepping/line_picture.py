"""A step painted as lines and letters, for pictures that stay sharp at any size: only maps are pixels there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from mlp_gui.views.network.camera import Camera
from mlp_gui.views.network.edges import style_edges
from mlp_gui.views.network.line_picture import paint_edges
from mlp_gui.views.network.stepping.legend import paint_legend
from mlp_gui.views.network.stepping.picture import Pictures, paint_step
from mlp_gui.views.network.stepping.signal_dots import paint_dots, signs_of_gaps
from mlp_gui.views.network.stepping.sprites import NoSprites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter

    from mlp_gui.views.network.stepping.edge_layers import EdgeTask, GapKey
    from mlp_gui.views.network.stepping.shown import StepShown


class Lines(Pictures):
    """Keeps nothing as pixels: edges, dots and cards are painted where they stand, each line as one."""

    def __init__(self) -> None:
        super().__init__(None, NoSprites())

    def make(self, task: EdgeTask) -> Iterator[None]:  # noqa: ARG002
        """Make nothing beforehand."""
        return iter(())

    def has_all(self, task: EdgeTask) -> bool:  # noqa: ARG002
        """Tell that all edges are there: they are painted in their places."""
        return True

    def put_down_gap(self, painter: QPainter, task: EdgeTask, key: GapKey) -> None:
        """Paint the edges of a gap."""
        first, last = task.curves.starts[key.gap : key.gap + 2]
        self._paint(painter, task, np.arange(first, last))

    def put_down_edges(self, painter: QPainter, task: EdgeTask, some: np.ndarray, clip: QRectF) -> None:  # noqa: ARG002
        """Paint some edges over the others."""
        self._paint(painter, task, some)

    def put_down_dots(self, painter: QPainter, shown: StepShown, ratio: float) -> None:  # noqa: ARG002
        """Paint what has travelled back."""
        for gap, signs in signs_of_gaps(shown):
            paint_dots(painter, shown.layout.curves, gap, signs, shown.style.theme)

    def _paint(self, painter: QPainter, task: EdgeTask, some: np.ndarray) -> None:
        style = style_edges(task.values, task.largest)
        paint_edges(painter, task.curves, Camera(), style, task.look, some)


def paint_as_lines(painter: QPainter, shown: StepShown) -> None:
    """Paint everything that belongs to a picture of a step, in canvas pixels.

    Parameters
    ----------
    painter : QPainter
        Its state is restored.
    shown : StepShown
        What to paint; gets its chips.
    """
    painter.save()
    painter.fillRect(QRectF(0.0, 0.0, shown.layout.width, shown.layout.height), shown.style.theme.canvas)
    paint_step(painter, shown, 1.0, Lines())
    paint_legend(painter, shown)
    painter.restore()
