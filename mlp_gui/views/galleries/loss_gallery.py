"""The loss gallery: every loss over the prediction with the sample's point, and where cross-entropy comes from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt

import mlp_core as mlp
from mlp_gui.look.numbers import fixed, signed
from mlp_gui.views.axes import nice_upper
from mlp_gui.views.galleries.gallery import Gallery
from mlp_gui.views.galleries.loss_curves import Answer, answer_of, entropy, information
from mlp_gui.views.galleries.plot import Curve, Plot, Point, paint_plot, paint_stroke

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

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


@dataclass(frozen=True, slots=True)
class LossRow:
    """One line of the legend.

    Attributes
    ----------
    name, title : str
        Of the loss.
    value, slope : float or None
        At the prediction; None where that is not known, nan where the loss is not defined there.
    is_current : bool
        Whether the network is trained with it.
    """

    name: str
    title: str
    value: float | None
    slope: float | None
    is_current: bool


class LossGallery(Gallery):
    """All losses over the prediction y for the target of the sample that is walked.

    Parameters
    ----------
    session : Session
        Gives the step-through and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Taken as every view takes it.
    parent : QWidget, optional
        The dock.

    Notes
    -----
    Targets are put into the code that each loss needs. Beside it information -log p, entropy and cross-entropy over
    the probability p, for outputs that are one.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,  # noqa: ARG002
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, theme_controller, parent)
        self.setObjectName("loss_gallery")
        self.setAccessibleName("Losses")
        self._answer: Answer | None = None
        self._plot: Plot | None = None
        self._information_plot: Plot | None = None
        self._rows: tuple[LossRow, ...] = ()

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: none."""
        return []

    @property
    def is_ready(self) -> bool:
        """Whether there is a training step."""
        return self._plot is not None

    @property
    def message(self) -> str:
        """What is written in place of a picture, or ""."""
        return "" if self.is_ready else "The losses stand here while you step through training."

    @property
    def answer(self) -> Answer | None:
        """The output that is looked at."""
        return self._answer

    @property
    def rows(self) -> tuple[LossRow, ...]:
        """The legend: every loss with its value and slope at the prediction."""
        return self._rows

    @property
    def plot(self) -> Plot | None:
        """The losses over the prediction."""
        return self._plot

    @property
    def information_plot(self) -> Plot | None:
        """Information, entropy and cross-entropy, or None for a regression."""
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
        decimals = self._session.stepping.decimals
        losses = [each for each in mlp.LOSSES.values() if answer.suits(each) or each.name == answer.loss]
        self._rows = tuple(_row(answer, each) for each in losses)
        self._plot = self._loss_plot(answer, losses)
        self._information_plot = self._entropy_plot(answer) if answer.is_class else None
        y = "" if answer.prediction is None else f", y = {fixed(answer.prediction, decimals)}"
        whole = answer.target == round(answer.target)
        self._say(f"output {answer.unit + 1}, t = {fixed(answer.target, 0 if whole else decimals)}{y}")
        self.setAccessibleDescription(self._subtitle)

    def _loss_plot(self, answer: Answer, losses: list[mlp.Loss]) -> Plot:
        low, high = span(answer)
        # Ends of (0, 1) and the kinks lie on the grid.
        x = np.union1d(np.linspace(low, high, _N_POINTS), [1e-6, 0.5 - 1e-9, 0.5, 0.5 + 1e-9, 1.0 - 1e-6, 0.0])
        ordered = sorted(losses, key=lambda loss: loss.name == answer.loss)
        curves = tuple(self._curve(each, x, answer.values(each, x), answer.loss) for each in ordered)
        point, top = None, _HEIGHT
        current = next((row for row in self._rows if row.is_current), None)
        value = math.nan if current is None or current.value is None else current.value
        if answer.prediction is not None and current is not None and math.isfinite(value):
            point = Point(answer.prediction, value, current.slope)
            top = max(top, nice_upper(max(value * 1.1, 1e-9)))
        if not answer.is_class:
            top = max(0.5 * (high - answer.target) ** 2, top)
        return Plot("𝐿(𝑦)", "", (low, high), (0.0, top), curves, point, "𝑦")

    def _curve(self, loss: mlp.Loss, x: np.ndarray, y: np.ndarray, current: str) -> Curve:
        theme = self._style.theme
        if loss.name == current:
            return Curve(loss.title, x, y, theme.ink, 2.25)
        place = _COLOUR_OF.get(loss.name)
        colour = theme.text3 if place is None else theme.classes[place]
        return Curve(loss.title, x, y, colour, 1.5, _DASH_OF.get(loss.name, ""))

    def _entropy_plot(self, answer: Answer) -> Plot:
        theme = self._style.theme
        p = np.union1d(np.linspace(0.0, 1.0, _N_POINTS), [1e-4, 1.0 - 1e-4])
        crossed = information(p) if answer.is_positive else information(1.0 - p)
        curves = (
            Curve("information −log p", p, information(p), theme.classes[4], 1.5, "dashed"),
            Curve("entropy H(p)", p, entropy(p), theme.classes[2], 1.5),
            Curve("cross-entropy with t", p, crossed, theme.ink, 2.0, "" if not answer.is_positive else "dotted"),
        )
        point = None
        y = answer.prediction
        if y is not None and 0.0 < y < 1.0:
            height = -math.log(y if answer.is_positive else 1.0 - y)
            point = Point(y, height)
        return Plot("", "", (0.0, 1.0), (0.0, _HEIGHT), curves, point, "𝑝")

    def _paint(self, painter: QPainter) -> None:
        assert self._plot is not None
        area = QRectF(self.rect())
        style = self._style
        legend = min(style.px(218), area.width() * 0.46)
        right = self._information_plot
        is_wide = right is not None and area.width() >= style.px(540)
        second = style.px(176) if is_wide else 0.0
        first = area.width() - legend - second
        paint_plot(painter, style, QRectF(0, 0, first, area.height()), self._plot)
        self._paint_legend(painter, QRectF(first, style.px(8), legend - style.px(4), area.height()))
        if is_wide and right is not None:
            room = style.px(52)
            box = QRectF(first + legend, 0, second, area.height() - room)
            paint_plot(painter, style, box, right)
            self._paint_names(painter, QRectF(box.left() + style.px(40), box.bottom(), second, room), right.curves)

    def _paint_legend(self, painter: QPainter, box: QRectF) -> None:
        """Paint a line for each loss: its stroke, its name, and where known its value and slope."""
        assert self._plot is not None
        style, theme = self._style, self._style.theme
        line = min(style.px(21), (box.height() - style.px(12)) / (len(self._rows) + 1))
        number = style.tick_metrics.horizontalAdvance("+00.000")
        ends = (box.right() - number - style.px(6), box.right())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(style.symbol_font)
        painter.setPen(theme.text2)
        for end, title in zip(ends, ("𝐿", "𝐿′"), strict=True):
            painter.drawText(QRectF(end - number, box.top(), number, line), right, title)
        curves = {curve.name: curve for curve in self._plot.curves}
        for place, row in enumerate(self._rows, start=1):
            at = QRectF(box.left(), box.top() + place * line, box.width(), line)
            if row.is_current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.cursor_soft)
                painter.drawRoundedRect(at.adjusted(-4, 0, 4, 0), 4, 4)
            paint_stroke(painter, curves[row.title], QPointF(at.left(), at.center().y()), style.px(14))
            painter.setFont(style.tick_font)
            painter.setPen(theme.text if row.is_current else theme.text2)
            name = QRectF(at.left() + style.px(20), at.top(), ends[0] - number - at.left() - style.px(20), line)
            short = style.tick_metrics.elidedText(_short(row.title), Qt.TextElideMode.ElideRight, name.width())
            painter.drawText(name, left, short)
            texts = (_text(row.value, with_sign=False), _text(row.slope, with_sign=True))
            for end, text in zip(ends, texts, strict=True):
                painter.drawText(QRectF(end - number, at.top(), number, line), right, text)

    def _paint_names(self, painter: QPainter, box: QRectF, curves: tuple[Curve, ...]) -> None:
        style = self._style
        line = box.height() / len(curves)
        for place, curve in enumerate(curves):
            at = QRectF(box.left(), box.top() + place * line, box.width(), line)
            paint_stroke(painter, curve, QPointF(at.left(), at.center().y()), style.px(14))
            painter.setFont(style.tick_font)
            painter.setPen(style.theme.text2)
            painter.drawText(at.adjusted(style.px(20), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, curve.name)


def _row(answer: Answer, loss: mlp.Loss) -> LossRow:
    is_current = loss.name == answer.loss
    if answer.prediction is None:
        return LossRow(loss.name, loss.title, None, None, is_current)
    at = np.array([answer.prediction])
    value, slope = float(answer.values(loss, at)[0]), float(answer.slopes(loss, at)[0])
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


def _text(value: float | None, *, with_sign: bool) -> str:
    """Return a number of the legend: nothing where it is not known, a dash where there is none."""
    if value is None:
        return ""
    if math.isnan(value):
        return "–"
    return signed(value, 3) if with_sign else fixed(value, 3)


def _short(title: str) -> str:
    """Return a loss's title in fewer letters."""
    return title.replace("Categorical", "Categ.").replace("cross-entropy", "cross-ent.")
