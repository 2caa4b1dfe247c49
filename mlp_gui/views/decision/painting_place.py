"""Where a plot is painted on: the button in its corner, the bar below it, and the pointer over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Signal, Slot

from mlp_gui.look.pixel_ratio import is_for_picture
from mlp_gui.views.decision.paint_bar import PaintBar
from mlp_gui.views.decision.paint_gestures import PaintGestures
from mlp_gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.decision.canvas import RegionCanvas


class PaintingPlace(QObject):
    """Adds painting to a canvas.

    Parameters
    ----------
    session : Session
        Owner of the brush.
    theme_controller : ThemeController
        Colours and lengths.
    preferences : Preferences
        Whether validation and test points are seen.
    canvas : RegionCanvas
        Where is painted; also the owner.

    Signals
    -------
    room_changed
        The bar leaves the plot more room, or less.
    """

    room_changed = Signal()

    def __init__(
        self, session: Session, theme_controller: ThemeController, preferences: Preferences, canvas: RegionCanvas
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._controller = theme_controller
        self._presentation = session.presentation
        self._painting = session.own_data.painting
        self._dataset: mlp.Dataset | None = None
        self.button = IconButton(
            theme_controller, "Paint points", "brush", "Paint points into the data with the pointer (Ctrl+B).", canvas,
            side=26, icon_side=16,
        )  # fmt: skip
        self.button.setObjectName("paint_button")
        self.button.setCheckable(True)
        self.button.hide()
        self.button.clicked.connect(self._painting.set_active)
        self.bar = PaintBar(session, theme_controller, canvas)
        self.bar.hide()
        self._gestures = PaintGestures(session, preferences, canvas)
        canvas.installEventFilter(self)
        self._painting.active_changed.connect(self._on_active_changed)
        self._painting.changed.connect(self._place)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.presentation.active_changed.connect(self._show_button)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def taken_height(self) -> int:
        """Pixels at the lower edge that are not the plot's."""
        return self.bar.height() if self._painting.active else 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep bar and button at the lower edge before the plot is laid out."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @Slot()
    def _place(self) -> None:
        width, before = self._canvas.width(), self.bar.height()
        if self._painting.active:
            height = self.bar.height_at(width)
            self.bar.setGeometry(QRect(0, self._canvas.height() - height, width, height))
        side, gap = self.button.width(), self._controller.px(4)
        self.button.move(width - side - gap, self._canvas.height() - self.taken_height - side - gap)
        if self._painting.active and self.bar.height() != before:
            self.room_changed.emit()

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        self.button.setChecked(active)
        if active != self.bar.isVisibleTo(self._canvas):
            self.bar.setVisible(active)
            self._place()
            self.room_changed.emit()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if snapshot.dataset is not self._dataset:
            self._dataset = snapshot.dataset
            self._show_button()
            self.bar.show_data(snapshot.dataset)
            self._place()

    @Slot()
    def _show_button(self) -> None:
        """Offer the brush where there is a plane or a line; presenting, the pointer points, and a film has none."""
        if self._presentation.active:
            self._painting.set_active(False)
        has_plot = self._dataset is not None and self._dataset.n_coordinates <= 2
        self.button.setVisible(has_plot and not self._presentation.active and not is_for_picture())

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._place()
