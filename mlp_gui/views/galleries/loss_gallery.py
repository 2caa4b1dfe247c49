"""The loss gallery: every loss over the prediction with the sample's point, and where cross-entropy comes from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, QSizeF

import mlp_core as mlp
from mlp_gui.look.numbers import fixed, fixed_or_power
from mlp_gui.views.axes import nice_upper
from mlp_gui.views.galleries.gallery import Gallery
from mlp_gui.views.galleries.loss_curves import Answer, answer_of, entropy, information
from mlp_gui.views.galleries.loss_layout import LossLayout, arrange
from mlp_gui.views.galleries.loss_legend import LossRow, paint_names, paint_rows
from mlp_gui.views.galleries.plot import Curve, Plot, Point

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_N_POINTS: Final = 401
_HEIGHT: Final = 3.0
_FARTHEST: Final = 1e12
_DASH_OF: Final = {
    "absolute_error": "dashed",
    "categorical_cross_entropy": "dashed",
    "perceptron": "dashed",
    "zero_one": "dotted",
}
_COLOUR_OF: Final = {
    "squared_error": 1,
    "absolute_error": 4,
    "binary_cross_entropy": 0,
    "categorical_cross_entropy": 5,
    "hinge": 2,
    "perceptron": 3,
}


class LossGallery(Gallery):
    """All losses over the prediction y for the target of the sample that is walked.

    Notes
    -----
    Targets are put into the code that each loss needs. Beside it information -log p, entropy and cross-entropy over
    the probability p, for outputs that are one.
    """

    object_name = "loss_gallery"
    spoken_name = "Losses"

    def _build(self) -> None:
        self._answer: Answer | None = None
        self._plot: Plot | None = None
        self._information_plot: Plot | None = None
        self._rows: tuple[LossRow, ...] = ()

    @property
    def message(self) -> str:
        """What is written in place of a picture, or ""."""
        self.catch_up()
        return "" if self._plot is not None else "The losses stand here while you step through training."

    @property
    def answer(self) -> Answer | None:
        """The output that is looked at."""
        self.catch_up()
        return self._answer

    @property
    def rows(self) -> tuple[LossRow, ...]:
        """The legend: every loss with its value and slope at the prediction."""
        self.catch_up()
        return self._rows

    @property
    def plot(self) -> Plot | None:
        """The losses over the prediction."""
        self.catch_up()
        return self._plot

    @property
    def information_plot(self) -> Plot | None:
        """Information, entropy and cross-entropy, or None for a regression."""
        self.catch_up()
        return self._information_plot

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(601, 230)

    def _refresh(self) -> None:
        self._answer = answer = answer_of(self._session)
        if answer is None:
            self._plot = self._information_plot = None
            self._rows = ()
            self._say("")
            return
        losses = [each for each in mlp.LOSSES.values() if answer.suits(each) or each.name == answer.loss]
        self._rows = tuple(_row(answer, each) for each in losses)
        self._plot = self._loss_plot(answer, losses)
        self._information_plot = self._entropy_plot(answer) if answer.is_class else None
        letters, whole = self._letters, answer.target == round(answer.target)
        target = fixed(answer.target, 0 if whole else self._decimals)
        y = answer.prediction
        shown = f", {letters.output} = {fixed_or_power(y, self._decimals)}" if y is not None else ""
        numbers = f"{letters.target} = {target}{shown}"
        self._say(f"output {answer.unit + 1}, {numbers}", numbers, f"output {answer.unit + 1}", "")
        self.setAccessibleDescription(self._subtitle_forms[0])

    def _loss_plot(self, answer: Answer, losses: list[mlp.Loss]) -> Plot:
        low, high = span(answer)
        key = (answer.target, answer.is_class, answer.has_signs, answer.loss, low, high)
        curves = self._kept_curves("losses", key, lambda: self._loss_curves(answer, losses, low, high))
        point, at, top = None, answer.prediction, _HEIGHT
        current = next((row for row in self._rows if row.is_current), None)
        value = math.nan if current is None or current.value is None else current.value
        if at is not None and current is not None and math.isfinite(value):
            point = Point(at, value, current.slope)
            top = max(top, nice_upper(max(value * 1.1, 1e-9)))
        if not answer.is_class:
            top = max(0.5 * (high - answer.target) ** 2, top)
        letters = self._letters
        title = f"{letters.loss}({letters.output})"
        return Plot(title, "", (low, high), (0.0, top), curves, point, at, letters.output)

    def _loss_curves(self, answer: Answer, losses: list[mlp.Loss], low: float, high: float) -> tuple[Curve, ...]:
        # Ends of (0, 1) and the kinks lie on the grid.
        x = np.union1d(np.linspace(low, high, _N_POINTS), [1e-6, 0.5 - 1e-9, 0.5, 0.5 + 1e-9, 1.0 - 1e-6, 0.0])
        ordered = sorted(losses, key=lambda loss: loss.name == answer.loss)
        return tuple(self._curve(each, x, answer.values(each, x), answer.loss) for each in ordered)

    def _curve(self, loss: mlp.Loss, x: np.ndarray, y: np.ndarray, current: str) -> Curve:
        theme = self._style.theme
        if loss.name == current:
            return Curve(loss.title, x, y, theme.ink, 2.25)
        place = _COLOUR_OF.get(loss.name)
        colour = theme.text3 if place is None else theme.classes[place]
        return Curve(loss.title, x, y, colour, 1.5, _DASH_OF.get(loss.name, ""))

    def _entropy_plot(self, answer: Answer) -> Plot:
        key = (answer.is_positive, self._letters.target)
        curves = self._kept_curves("information", key, lambda: self._information_curves(answer))
        y = answer.prediction
        at = y if y is not None and 0.0 < y < 1.0 else None
        point = None
        if at is not None and answer.is_judged:
            height = -math.log(at if answer.is_positive else 1.0 - at)
            point = Point(at, height)
        return Plot("", "", (0.0, 1.0), (0.0, _HEIGHT), curves, point, at, "𝑝")

    def _information_curves(self, answer: Answer) -> tuple[Curve, ...]:
        theme = self._style.theme
        p = np.union1d(np.linspace(0.0, 1.0, _N_POINTS), [1e-4, 1.0 - 1e-4])
        crossed = information(p) if answer.is_positive else information(1.0 - p)
        return (
            Curve("information −log p", p, information(p), theme.classes[4], 1.5, "dashed"),
            Curve("entropy H(p)", p, entropy(p), theme.classes[2], 1.5),
            Curve(
                f"cross-entropy with {self._letters.target}",
                p,
                crossed,
                theme.ink,
                2.0,
                "" if not answer.is_positive else "dotted",
            ),
        )

    def arrangement(self) -> LossLayout:
        """Return where plots and legends stand at the size of now."""
        self.catch_up()
        has_second = self._information_plot is not None
        return arrange(QSizeF(self.size()), self._style, len(self._rows), has_second=has_second)

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:  # noqa: ARG002
        assert self._plot is not None
        style, second, parts = self._style, self._information_plot, self.arrangement()
        self._painters[0].paint(painter, style, parts.plot, self._plot)
        more = second.curves if second is not None else ()
        if parts.has_values:
            paint_rows(painter, style, parts.legend, self._rows, self._plot.curves, self._letters.loss)
        else:
            titles = [row.title for row in self._rows]
            ordered = sorted(self._plot.curves, key=lambda curve: titles.index(curve.name))
            paint_names(painter, style, parts.legend, (*ordered, *more), parts.columns)
        if second is not None:
            self._painters[1].paint(painter, style, parts.second, second)
            if not parts.names.isNull():
                paint_names(painter, style, parts.names, more)


def _row(answer: Answer, loss: mlp.Loss) -> LossRow:
    is_current = loss.name == answer.loss
    if answer.prediction is None:
        return LossRow(loss.name, loss.title, None, None, is_current)
    at = np.array([answer.prediction])
    value = float(answer.values(loss, at)[0]) if answer.is_judged else None
    slope = float(answer.slopes(loss, at)[0]) if answer.has_slope else None
    return LossRow(loss.name, loss.title, value, slope, is_current)


def span(answer: Answer) -> tuple[float, float]:
    """Return the ends of the axis of predictions."""
    if not answer.is_class:
        far = 2.0 if answer.prediction is None else max(2.0, 1.2 * abs(answer.prediction - answer.target))
        far = nice_upper(min(far, _FARTHEST))
        return answer.target - far, answer.target + far
    low, high = (-2.0, 2.0) if answer.has_signs else (-0.5, 1.5)
    if answer.prediction is not None:
        # Weights of 1e300 can be typed; whole numbers so far out are too long for an array of floats.
        prediction = min(max(answer.prediction, -_FARTHEST), _FARTHEST)
        low, high = min(low, float(math.floor(prediction))), max(high, float(math.ceil(prediction)))
    return low, high
