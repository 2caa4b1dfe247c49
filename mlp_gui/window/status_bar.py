"""The status bar: what training does, where it stands, how fast it is, and how large the losses are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from mlp_gui.look.numbers import grouped, in_place
from mlp_gui.look.reading_pace import ReadingPace
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.widgets.tab_order import placed_in
from mlp_gui.window.readout import Readout

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.snapshot import Snapshot

MEAN_TIP: Final = "The mean of the losses of all {} samples, whatever a training step makes of those of its batch"

STATUS_TEXTS: Final = {RunStatus.RUNNING: "Training", RunStatus.PAUSED: "Paused", RunStatus.DIVERGED: "Diverged"}
STATUS_COLOURS: Final = {RunStatus.RUNNING: "good", RunStatus.PAUSED: "text3", RunStatus.DIVERGED: "error"}


class StatusDot(QWidget):
    """A dot in the colour of what training does; the word beside it says the same."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self._token = "text3"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def set_token(self, token: str) -> None:
        """Take the colour of this name."""
        self._token = token
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a dot of 8 pixels at 100 %."""
        side = self._theme_controller.px(10)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(getattr(self._theme_controller.theme, self._token))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()


class _Row(QWidget):
    """The numbers side by side; those for which there is no room are left out.

    Attributes
    ----------
    giving_way : tuple of QWidget
        Parts that can be left out, the least wanted first.
    gaps : int
        Pixels that stand between parts beyond the layout's own spacing.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.giving_way: tuple[QWidget, ...] = ()
        self.gaps = 0

    def minimumSizeHint(self) -> QSize:
        """Return no width: what has no room is left out."""
        return QSize(0, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Fit the parts again where one of them takes another width."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show as much as there is room for."""
        left = self.width() - self._whole_width
        for part in self.giving_way:
            part.setVisible(left >= 0)
            left += 0 if left >= 0 else part.sizeHint().width()

    @property
    def _whole_width(self) -> int:
        """Return the width with all that can be left out, as the parts ask for it now."""
        layout = self.layout()
        if layout is None:
            return 0
        width = layout.contentsMargins().left() + layout.contentsMargins().right() + self.gaps
        for part in placed_in(layout):
            if isinstance(part, QWidget) and (part in self.giving_way or not part.isHidden()):
                width += part.sizeHint().width()
        return width + layout.spacing() * (layout.count() - 1)


class StatusBar(QStatusBar):
    """Numbers of the newest moment, ten times a second at most while it trains."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self._theme_controller = theme_controller
        self._pace = ReadingPace()
        self._dot = StatusDot(theme_controller, self)
        self.state = QLabel("Loading…", self)
        self.state.setProperty("role", "value")
        self.epoch = Readout(theme_controller, "epoch", "8,888,888", self)
        self.batch = Readout(theme_controller, "batch", "888 of 888", self)
        self.rate = Readout(theme_controller, "steps / s", "888,888", self)
        self.train_loss = Readout(theme_controller, "mean train loss", "8.88×10⁻⁸⁸", self)
        self.train_loss.setToolTip(MEAN_TIP.format("training"))
        self.validation_loss = Readout(theme_controller, "mean validation loss", "8.88×10⁻⁸⁸", self)
        self.validation_loss.setToolTip(MEAN_TIP.format("validation"))
        self.test_loss = Readout(theme_controller, "mean test loss", "8.88×10⁻⁸⁸", self)
        self.test_loss.setToolTip(MEAN_TIP.format("test"))
        self.text_size = QLabel(self)
        self._row = _Row(self)
        layout = QHBoxLayout(self._row)
        layout.setContentsMargins(theme_controller.px(12), 0, 0, 0)
        layout.setSpacing(theme_controller.px(8))
        layout.addWidget(self._dot)
        layout.addWidget(self.state)
        readouts = (self.epoch, self.batch, self.rate, self.train_loss, self.validation_loss, self.test_loss)
        layout.addSpacing(theme_controller.px(12))
        for readout in readouts:
            layout.addWidget(readout)
            layout.addSpacing(theme_controller.px(8))
        layout.addStretch(1)
        self._row.gaps = theme_controller.px(12) + len(readouts) * theme_controller.px(8)
        self._row.giving_way = (self.batch, self.rate, self.epoch)
        self.validation_loss.hide()
        self.addPermanentWidget(self._row, 1)
        self.addPermanentWidget(self.text_size)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @Slot(object)
    def show_status(self, status: RunStatus) -> None:
        """Say what training does."""
        self.state.setText(STATUS_TEXTS[status])
        self._dot.set_token(STATUS_COLOURS[status])
        self._pace.restart()

    def show_moment(self, snapshot: Snapshot) -> None:
        """Show where training stands; while it runs, no more often than can be read."""
        if not self._pace.is_due(snapshot.status is RunStatus.RUNNING):
            return
        self.epoch.set_text(grouped(snapshot.epoch))
        self.batch.set_text(f"{snapshot.batch} of {snapshot.n_batches}")
        self.rate.set_text(grouped(round(snapshot.steps_per_second)))
        train_loss, validation_loss, test_loss = snapshot.losses
        self._show_loss(self.train_loss, train_loss)
        self._show_validation(validation_loss)
        self._show_loss(self.test_loss, test_loss)

    def _show_validation(self, loss: float) -> None:
        """Show it where there is such a part; few networks have one, so it is the first to give way."""
        readout, is_there = self.validation_loss, not math.isnan(loss)
        if is_there is not (readout in self._row.giving_way):
            others = (self.batch, self.rate, self.epoch)
            self._row.giving_way = (readout, *others) if is_there else others
            readout.setVisible(is_there)
            self._row.fit()
        readout.set_text(in_place(loss))

    @staticmethod
    def _show_loss(readout: Readout, loss: float) -> None:
        readout.setVisible(not math.isnan(loss))
        readout.set_text(in_place(loss))

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        small = self._theme_controller.font(12)
        self.state.setFont(self._theme_controller.font(12, 600))
        self.text_size.setFont(small)
        self.text_size.setContentsMargins(0, 0, self._theme_controller.px(12), 0)
        self.text_size.setText(f"{round(100 * self._theme_controller.scale)} %")
        self.text_size.setToolTip("Size of all text (Ctrl+wheel)")
        self._row.fit()
