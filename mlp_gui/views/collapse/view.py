"""The linear collapse: the product of a linear network's matrices, and one layer's line on top of the network's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton

from mlp_gui.look.numbers import compact
from mlp_gui.views.axes import PlotStyle, draw_segments, fit_frame, is_square, paint_axes
from mlp_gui.views.collapse.matrix import matrix_size, paint_matrix, shown_cells
from mlp_gui.views.decision.marks import SampleColours, draw_samples, mark_radius
from mlp_gui.views.decision.naming import symbol
from mlp_gui.views.decision.output_scale import OutputScale
from mlp_gui.views.watched_view import WatchedView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.collapse import CollapsePicture
    from mlp_gui.state.session import Session

_WAITING: Final = "The collapse appears as soon as the network is ready."
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_MOST_FACTORS: Final = 4


class CollapseView(WatchedView):
    """Product, bias, and the same decision line twice. While it is hidden nothing is computed.

    Parameters
    ----------
    session : Session
        Its network is collapsed.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        The dock.
    """

    object_name = "collapse_view"
    spoken_name = "Linear collapse"
    wanted_size = (372, 330)
    least_size = (280, 200)

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(session.regions.collapse, theme_controller, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._collapse = session.regions.collapse
        self._session = session
        self._style = PlotStyle.of(theme_controller)
        self.make_linear = QPushButton("Make the hidden layers linear", self)
        self.make_linear.setObjectName("make_linear")
        self.make_linear.setToolTip("Gives every hidden layer the identity as its activation; Undo takes it back.")
        self.make_linear.clicked.connect(self._on_make_linear)
        session.experiment_changed.connect(self._on_experiment_changed)
        self._arrange()

    @property
    def message(self) -> str:
        """What is written in place of the collapse, or "" where there is one."""
        return self._collapse.obstacle or (_WAITING if self._collapse.picture is None else "")

    @property
    def formula(self) -> str:
        """What is multiplied, with the shapes: "W = W₂ W₁"."""
        count = len(self._session.experiment.network.hidden_sizes) + 1
        numbers = range(count, 0, -1)
        names = [f"𝐖{str(number).translate(_SUBSCRIPTS)}" for number in numbers]
        if count > _MOST_FACTORS:
            names = [*names[:2], "⋯", names[-1]]
        return f"𝐖 = {' '.join(names)}"

    @property
    def verdict(self) -> str:
        """How far the one layer's sums are from the network's over the training points, in words."""
        picture = self._collapse.picture
        if picture is None:
            return ""
        return f"differs by at most {compact(picture.difference, 2)}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the message."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Offer to make the layers linear where that is what is missing."""
        self.make_linear.setVisible("activation" in self._collapse.obstacle)
        hint = self.make_linear.sizeHint()
        self.make_linear.resize(hint)
        self.make_linear.move((self.width() - hint.width()) // 2, round(self.height() * 0.5) + self._style_px(44))
        picture = self._collapse.picture
        if picture is None:
            self.setAccessibleDescription(self.message)
        else:
            self.setAccessibleDescription(f"{self.formula}. {self.verdict}")
        self.update()

    def _style_px(self, length: int) -> int:
        return self._theme_controller.px(length)

    @Slot()
    def _on_make_linear(self) -> None:
        self._collapse.make_linear()

    @Slot(object)
    def _on_picture_changed(self, _picture: CollapsePicture | None) -> None:
        self._arrange()

    @Slot(object)
    def _on_experiment_changed(self, _experiment: object) -> None:
        self._arrange()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the message, or product, bias and the two lines."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._style.theme.panel)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            picture = self._collapse.picture
            if self.message or picture is None:
                self._paint_message(painter)
            else:
                self._paint_plane(painter, picture, self._paint_numbers(painter, picture))

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(self._style.label_font)
        painter.setPen(self._style.theme.text2)
        margin = self._style.px(28)
        box = QRectF(margin, 0.0, self.width() - 2.0 * margin, self.height() * 0.5 + self._style.px(32))
        align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        painter.drawText(box, align, self.message)

    def _paint_numbers(self, painter: QPainter, picture: CollapsePicture) -> float:
        """Paint formula, product and bias; return where they end."""
        style = self._style
        left, top = style.px(14), style.px(6)
        line = QRectF(left, top, self.width() - 2.0 * left, style.px(22))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(style.symbol_font)
        painter.setPen(style.theme.text)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, self.formula)
        painter.setFont(style.tick_font)
        painter.setPen(style.theme.text3)
        room = line.width() - style.symbol_metrics.horizontalAdvance(self.formula) - style.px(12)
        verdict = style.tick_metrics.elidedText(self.verdict, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, verdict)
        product, bias = shown_cells(picture.weights), shown_cells(picture.biases[:, None])
        top = line.bottom() + style.px(4)
        for name, cells in (("𝐖", product), ("𝐛", bias)):
            width, height = matrix_size(style, cells)
            painter.setFont(style.symbol_font)
            painter.setPen(style.theme.text)
            named = f"{name} ="
            reach = style.symbol_metrics.horizontalAdvance(named) + style.px(6)
            painter.drawText(QRectF(left, top, reach, height), Qt.AlignmentFlag.AlignLeft | middle, named)
            paint_matrix(painter, style, QPointF(left + reach, top), cells)
            left += reach + width + style.px(18)
        return top + matrix_size(style, product)[1] + style.px(6)

    def _paint_plane(self, painter: QPainter, picture: CollapsePicture, top: float) -> None:
        """Paint the network's boundary, broad and pale, and the one layer's line on top of it."""
        if picture.line is None and not len(picture.network_boundary):
            return
        style, dataset = self._style, picture.snapshot.dataset
        room = QSizeF(self.width(), max(self.height() - top, 80.0))
        texts = ("all layers", "one layer", "")
        legend = max(style.label_metrics.horizontalAdvance(text) for text in texts) + style.px(24)
        frame = fit_frame(room, style, legend, *dataset.domain, equal=is_square(*dataset.domain)).moved_down(top)
        paint_axes(painter, style, frame, *(symbol(name) for name in dataset.point_names[:2]))
        broad = QColor(style.theme.ink)
        broad.setAlphaF(0.28)
        painter.save()
        painter.setClipRect(frame.plot, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(broad, 9.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        draw_segments(painter, frame.segments(picture.network_boundary))
        if picture.line is not None:
            painter.setPen(QPen(style.theme.ink, 1.75))
            draw_segments(painter, frame.segments(picture.line.reshape(1, 4)))
        scale = OutputScale.of(picture.snapshot)
        colours = SampleColours(dataset, style.theme, scale)
        radius = mark_radius(frame.plot.width(), dataset.n_points)
        draw_samples(painter, dataset, ("train",), dataset.train, frame.positions(dataset.points), colours, radius)
        painter.restore()
        for number, (text, colour, width) in enumerate(
            (("all layers", broad, 9.0), ("one layer", style.theme.ink, 1.75))
        ):
            y = frame.legend.top() + style.px(10 + 20 * number)
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(frame.legend.left(), y), QPointF(frame.legend.left() + style.px(14), y))
            painter.setPen(style.theme.text2)
            painter.setFont(style.label_font)
            box = QRectF(frame.legend.left() + style.px(20), y - style.px(10), legend, style.px(20))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
