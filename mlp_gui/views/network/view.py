"""The network view: gestures on the picture of the session's newest moment, as requests to the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction

from mlp_gui.views.network import descriptions
from mlp_gui.views.network.canvas_style import canvas_style
from mlp_gui.views.network.focus import kept_focus
from mlp_gui.views.network.interaction import ZOOM_STEP
from mlp_gui.views.network.live_canvas import LiveCanvas
from mlp_gui.views.network.menu import Choice, build_menu
from mlp_gui.views.network.scene import EMPTY, Hit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.framing import Framing
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.views.network.card import Card
    from mlp_gui.views.network.controls import Button
    from mlp_gui.views.network.stepping import StepCanvas


class NetworkView(LiveCanvas):
    """The network as a graph on which it can be changed.

    Parameters
    ----------
    session : Session
        Owner of what is shown; takes the requests.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        How it looks, see `LiveCanvas`.
    parent : QWidget, optional
        Owner.

    Signals
    -------
    menu_opening : QMenu
        The context menu is about to open: who has something to offer of the whole view adds it.
    """

    menu_opening = Signal(object)  # QMenu

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, theme_controller, preferences, parent)
        self._step_canvas: StepCanvas | None = None
        self.setObjectName("network_view")
        self.setAccessibleName("Network")
        session.cursor.hovered_changed.connect(self._on_hovered_changed)
        session.cursor.selected_changed.connect(self._on_selected_changed)
        session.stepping.active_changed.connect(self._on_step_mode_changed)
        session.title_changed.connect(self._on_title_changed)

    @Slot(str)
    def _on_title_changed(self, _title: str) -> None:
        """Show the whole of another example: how closely and where one looked at the one before says nothing of it."""
        self.drop_focus()
        self.fit()

    @Slot(bool)
    def _on_step_mode_changed(self, active: bool) -> None:
        """Load and make the canvas of the step mode when that is first entered: the start does not wait for it."""
        if active and self._step_canvas is None:
            from mlp_gui.views.network.stepping import StepCanvas

            self._step_canvas = StepCanvas(self._session, self._look, self._preferences, self)
        self.drop_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the window while the canvas of the step mode lies over this one."""
        if self._session.stepping.active:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew, the step mode's canvas too."""
        super().resizeEvent(event)
        if self._step_canvas is not None:
            self._step_canvas.setGeometry(self.rect())

    # Gestures.

    def press_button(self, button: Button) -> None:
        """Ask the session, or move the camera."""
        session = self._session
        if button.action in ("fewer_units", "more_units"):
            size = self.scene.structure.layers[button.index].size
            session.set_layer_size(button.index, size + (1 if button.action == "more_units" else -1))
        elif button.action == "add_layer":
            session.add_layer(button.index)
        elif button.action == "remove_layer":
            session.remove_layer(button.index)
        elif button.action == "close_group":
            self._close_group(button.index)
        elif button.action == "fit":
            self.fit()
        else:
            factor = ZOOM_STEP if button.action == "zoom_in" else 1 / ZOOM_STEP
            self.scene.zoom(factor, self.width() / 2, self.height() / 2)
            self.move_camera()

    def click(self, hit: Hit) -> None:
        """Switch a feature, open a pooled row or a bundle, or select."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if hit.kind == "tile" and self._open_row(hit.column, hit.row):
            return
        if hit.kind == "tile" and hit.column == 0:
            item = self.scene.structure.inputs[self.scene.groups[0][hit.row][0]]
            if item.is_feature:
                self._session.set_feature(item.name, not item.on)
                return
        if hit.kind == "edge" and self.scene.mark_of(hit) is None:
            gap = int(self.scene.curves.gap[hit.edge])
            if not self._open_row(gap, int(self.scene.curves.source[hit.edge])):
                self._open_row(gap + 1, int(self.scene.curves.target[hit.edge]))
            return
        self._session.cursor.set_selected(self.scene.mark_of(hit))

    def double_click(self, hit: Hit) -> None:
        """Edit a weight or a bias; fit on empty canvas."""
        mark = self.scene.mark_of(hit)
        if mark is not None and mark.kind in ("weight", "bias", "unit"):
            self.edit(mark)
        elif hit.kind in ("empty", "column"):
            self.fit()

    def hover(self, hit: Hit, button: Button | None) -> None:
        """Mark what is under the pointer, here and in the other views."""
        super().hover(hit, button)
        self._session.cursor.set_hovered(self.scene.mark_of(hit))

    def make_card(self, hit: Hit) -> Card | None:
        """Return the card of what is hovered, with the numbers of now."""
        if self._editor.isVisible():
            return None
        return descriptions.card_for(self.scene, hit, self.snapshot_shown(), self._shown.frame, self._selected_sample())

    def open_menu(self, hit: Hit, position: QPointF) -> None:
        """Offer what can be done with what is under the pointer."""
        self.hide_card()
        menu = build_menu(self, self.scene, hit, self._look)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._on_menu_triggered)
        self.menu_opening.emit(menu)
        menu.popup(self.mapToGlobal(position.toPoint()))

    @Slot(QAction)
    def _on_menu_triggered(self, action: QAction) -> None:
        choice = action.data()
        if isinstance(choice, Choice):
            owner = self._session if choice.target == "session" else self
            getattr(owner, choice.method)(*choice.arguments)

    def move_camera(self) -> None:
        """Paint for the new camera; of a large network the old picture is moved until the new one is done."""
        self._editor.close_editor()
        self.hide_card()
        self.place_buttons()
        self._picture.forget_all()
        self._fill_inputs()
        self._fill_layers(self._session.unit_field)
        if not self.scene.is_live:
            self._request_frame()
        self.update()

    def fit(self) -> None:
        """Show the whole network."""
        self.scene.fit()
        self.move_camera()

    @property
    def framing(self) -> Framing:
        """How closely, and where, the network is looked at."""
        return self.scene.framing

    def set_framing(self, framing: Framing) -> None:
        """Look at it as another canvas did."""
        self.scene.set_framing(framing)
        self._show_other_rows()
        self.move_camera()

    def drop_focus(self) -> None:
        """Have no tile and no button be the one that keys mean."""
        if self._focus is not None:
            self._focus = None
            self.move_focus()

    def move_focus(self) -> None:
        """Show the focus, and say what has it."""
        self.place_buttons()
        self.update_header()
        self.update_legend()
        if self._focus is None or not self.hasFocus():
            self.setAccessibleDescription(descriptions.network_summary(self.scene.structure))
        elif self._focus.button is not None:
            button = next((one for one in self.all_buttons() if one.key == self._focus.button), None)
            self.setAccessibleDescription(button.text if button else "")
        else:
            hit = Hit("tile", self._focus.column, self._focus.row)
            self.setAccessibleDescription(descriptions.rows_title(self.scene, hit.column, hit.row))
            self._session.cursor.set_hovered(self.scene.mark_of(hit))
        self.update()

    def press_key(self, event: QKeyEvent) -> bool:
        """Add and remove units and layers by key."""
        column = self._focus.column if self._focus is not None else -1
        if column < 1 or not self.scene.structure.layers[column - 1].hidden:
            return False
        layer, size = column - 1, self.scene.structure.layers[column - 1].size
        if event.key() == Qt.Key.Key_Insert:
            self._session.set_layer_size(layer, size + 1)
        elif event.key() != Qt.Key.Key_Delete:
            return False
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._session.remove_layer(layer)
        elif size > 1:
            self._session.set_layer_size(layer, size - 1)
        return True

    def escape(self) -> bool:
        """Close the picture of the weights, or pool what was opened last."""
        if self._matrix.isVisible():
            self._matrix.close_picture()
            return True
        return bool(self.scene.opened) and self._close_group(next(reversed(self.scene.opened)))

    def _open_row(self, column: int, row: int) -> bool:
        opened = self.scene.open_row(column, row)
        if opened:
            self._show_other_rows()
        return opened

    def _close_group(self, column: int) -> bool:
        closed = self.scene.close_group(column)
        if closed:
            self._show_other_rows()
        return closed

    def _show_other_rows(self) -> None:
        self._shown.frame = None
        self._shown.hovered = EMPTY
        self._shown.selected = self.scene.hit_of(self._session.cursor.selected)
        self._focus = kept_focus(self._focus, self.scene.layout)
        self.lay_out()
        self._refresh_all()

    def show_matrix(self, gap: int) -> None:
        """Show the weights between two columns as one picture."""
        snapshot = self.snapshot_shown()
        if snapshot is not None:
            self._matrix.open(gap, snapshot.network, self.scene.structure, canvas_style(self._look))

    # One cursor in all views.

    @Slot(object)
    def _on_hovered_changed(self, mark: Mark | None) -> None:
        hit = self.scene.hit_of(mark)
        if hit != self._shown.hovered and self.scene.mark_of(self._shown.hovered) != mark:
            self._shown.hovered = hit
            self.hide_card()
            self.update_content()

    @Slot(object)
    def _on_selected_changed(self, mark: Mark | None) -> None:
        self._shown.selected = self.scene.hit_of(mark)
        if not self._shows_maps():
            self._request_frame()
        self.update_content()
