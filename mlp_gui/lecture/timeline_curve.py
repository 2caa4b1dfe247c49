"""The loss over the whole run, as a line of a few hundred points for the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

if TYPE_CHECKING:
    from mlp_gui.state.timeline_state import TimelineState

LEAST: Final = 1e-12
MOST_POINTS: Final = 300
"""The curve is a hint of where in the run one is; more points cannot be told apart beside the knob."""


def curve(timeline: TimelineState, width: int, height: float) -> QPolygonF:
    """Return the training loss on a log scale, left to right over the run; empty where there are not two losses.

    Parameters
    ----------
    timeline : TimelineState
        The run.
    width : int
        Pixels that the run is long.
    height : float
        Pixels between the largest loss (at 0) and the smallest.
    """
    history = timeline.history
    span = timeline.last_step - timeline.first_step
    if span <= 0 or width < 2:
        return QPolygonF()
    # Picked before anything is computed: what a long run costs here is what a short one costs.
    count = len(history.train_loss)
    picked = np.linspace(0, count - 1, min(count, MOST_POINTS)).astype(np.int64)
    losses = history.train_loss[picked]
    shown = np.isfinite(losses)
    epochs, losses = history.epochs[picked][shown], losses[shown]
    if len(losses) < 2:
        return QPolygonF()
    steps = np.interp(epochs, timeline.knot_epochs, timeline.knot_steps)
    heights = np.log10(np.maximum(losses, LEAST))
    low, high = float(heights.min()), float(heights.max())
    xs = (steps - timeline.first_step) / span * width
    ys = (high - heights) / (high - low) * height if high > low else np.full(len(heights), height / 2)
    return QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])


def tick_epochs(last_epoch: float, most: int) -> list[int]:
    """Return round epochs from 0 on, at most so many."""
    if last_epoch < 1:
        return [0]
    raw = last_epoch / max(most, 1)
    power = 10.0 ** np.floor(np.log10(max(raw, 1.0)))
    stride = next(int(max(power * factor, 1)) for factor in (1, 2, 5, 10) if power * factor >= raw)
    return list(range(0, int(last_epoch) + 1, stride))
