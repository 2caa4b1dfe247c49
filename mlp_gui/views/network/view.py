"""The network view: the session's newest moment as a picture, and gestures on it as requests to the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QAction

from mlp_gui.look.reading_pace import ReadingPace
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.network import descriptions, fills, structure
from mlp_gui.views.network.background import EdgeJob, EdgePicture, EdgeRenderer
from mlp_gui.views.network.canvas_style import canvas_style
from mlp_gui.views.network.edges import EdgeLook
from mlp_gui.views.network.editing_canvas import EditingCanvas
from mlp_gui.views.network.focus import kept_focus
from mlp_gui.views.network.frame import Frame, FrameRequest, make_frame
from mlp_gui.views.network.heat import LayerScales
from mlp_gui.views.network.interaction import ZOOM_STEP
from mlp_gui.views.network.legend import legend_content
from mlp_gui.views.network.matrix_picture import MatrixPicture
from mlp_gui.views.network.menu import Choice, build_menu
from mlp_gui.views.network.scene import EMPTY, Hit, Scene

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    import mlp_core as mlp
    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot, UnitField
    from mlp_gui.views.network.card import Card
    from mlp_gui.views.network.controls import Button
    from mlp_gui.views.network.stepping import StepCanvas


class NetworkView(EditingCanvas):
    """The network as a graph on which it can be changed.

    Parameters
    ----------
    session : Session
        Owner of what is shown; takes the requests.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        "patterns", "show_unit_maps" and "show_gradients" decide how it looks.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Scene(structure.of_experiment(session.experiment)), session, theme_controller, parent)
        self._preferences = preferences
        self._scales = LayerScales()
        self._pace = ReadingPace()
        self._renderer = EdgeRenderer(self)
        self._is_stale = True
        self._shown_run = -1
        self._dataset: mlp.Dataset | None = None
        self._matrix = MatrixPicture(self)
        self._step_canvas: StepCanvas | None = None
        self.setObjectName("network_view")
        self.setAccessibleName("Network")
        self._connect()
        self.lay_out()

    def _connect(self) -> None:
        session, cursor = self._session, self._session.cursor
        session.experiment_changed.connect(self._on_experiment_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.unit_field_changed.connect(self._on_unit_field_changed)
        cursor.hovered_changed.connect(self._on_hovered_changed)
        cursor.selected_changed.connect(self._on_selected_changed)
        self._look.theme_changed.connect(self._on_theme_changed)
        self._preferences.changed.connect(self._on_preference_changed)
        self._renderer.rendered.connect(self._on_edges_rendered)
        session.stepping.active_changed.connect(self._on_step_mode_changed)

    # The session speaks.

    @Slot(object)
    def _on_experiment_changed(self, experiment: mlp.Experiment) -> None:
        if self._session.run_id != self._shown_run:
            self._editor.close_editor()
            self._show_structure(structure.of_experiment(experiment))

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if not self.isVisible():
            self._is_stale = True
            return
        if snapshot.run_id != self._shown_run or snapshot.dataset is not self._dataset:
            self._shown_run, self._dataset = snapshot.run_id, snapshot.dataset
            self._show_structure(structure.of_snapshot(snapshot))
            self._fill_inputs()
        self._request_frame()
        if self._card is not None:
            self.show_card()
        if self._matrix.isVisible():
            self._matrix.set_network(snapshot.network)

    @Slot(object)
    def _on_unit_field_changed(self, field: UnitField) -> None:
        if self.isVisible():
            self._fill_layers(field)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self._shown.style = canvas_style(self._look)
        self._editor.set_theme(self._shown.style.theme)
        self.lay_out()
        self._refresh_all()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name in ("patterns", "show_unit_maps", "show_gradients"):
            self._shown.dashed = self._preferences.patterns
            self._refresh_all()

    @Slot(bool)
    def _on_step_mode_changed(self, active: bool) -> None:
        """Load and make the canvas of the step mode when that is first entered: the start does not wait for it."""
        if active and self._step_canvas is None:
            from mlp_gui.views.network.stepping import StepCanvas

            self._step_canvas = StepCanvas(self._session, self._look, self._preferences, self)

    def snapshot_shown(self) -> Snapshot | None:
        """Return the newest snapshot if it is of the network shown."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.network.sizes != self.scene.structure.network_sizes:
            return None
        return snapshot

    def _shows_maps(self) -> bool:
        return self._preferences.show_unit_maps and (self._dataset is None or self._dataset.points.shape[1] <= 2)

    def _selected_sample(self) -> int:
        selected = self._session.cursor.selected
        return selected.sample if selected is not None and selected.kind == "sample" else -1

    # From numbers to what is shown.

    def _show_structure(self, wanted: structure.Structure) -> None:
        if wanted == self.scene.structure:
            return
        self.scene.set_structure(wanted)
        self._scales.reset()
        self.hide_card()
        self._matrix.hide()
        self._shown.frame = self._shown.edge_picture = None
        self._shown.hovered = self._shown.selected = EMPTY
        self._focus = kept_focus(self._focus, self.scene.layout)
        self.setAccessibleDescription(descriptions.network_summary(wanted))
        self.lay_out()
        self._fill_inputs()
        self._fill_layers(self._session.unit_field)
        self._refresh_legend()

    def _refresh_all(self) -> None:
        """Show everything anew from the session's newest moment."""
        self._is_stale = False
        snapshot = self._session.snapshot
        self._shown.dashed = self._preferences.patterns
        self._picture.forget_all()
        self._shown_run = -1
        self._shown.fills = [None] * len(self.scene.layout.columns)
        if snapshot is not None and snapshot.run_id == self._session.run_id:
            self._on_snapshot_changed(snapshot)
            self._fill_layers(self._session.unit_field)
        self.update()

    def _fill_inputs(self) -> None:
        if self._dataset is not None and self._shown.fills:
            theme, ratio = self._shown.style.theme, self.devicePixelRatioF()
            self._shown.fills[0] = fills.input_fill(self.scene, self._dataset, theme, ratio)
            self._picture.forget_tiles()

    def _fill_layers(self, field: UnitField | None) -> None:
        if field is None or not self._shows_maps() or not fills.fits(self.scene, field):
            return
        theme, ratio = self._shown.style.theme, self.devicePixelRatioF()
        self._shown.fills[1:] = fills.layer_fills(self.scene, field, self._scales, theme, ratio)
        self._picture.forget_tiles(1)
        self._refresh_legend()
        self.update_content()

    def _request_frame(self) -> None:
        snapshot = self.snapshot_shown()
        if snapshot is None:
            return
        self._shown.is_moving = snapshot.status is RunStatus.RUNNING
        gradients = self._preferences.show_gradients
        request = FrameRequest(
            snapshot, self.scene.network_groups, gradients, not self._shows_maps(), self._selected_sample()
        )
        self._shown.errors = request.shows_gradients
        if self.scene.is_live:
            self._shown.edge_picture = None
            self._take_frame(make_frame(request))
        else:
            look = EdgeLook(
                self._shown.style.theme, request.shows_gradients, self._shown.dashed, ratio=self.devicePixelRatioF()
            )
            layout = self.scene.layout
            self._renderer.request(
                EdgeJob(request, self.scene.curves, self.scene.camera, look, layout.width, layout.height)
            )

    @Slot(object)
    def _on_edges_rendered(self, picture: EdgePicture) -> None:
        if picture.job.curves is self.scene.curves and picture.job.look.theme is self._shown.style.theme:
            self._shown.edge_picture = picture
            self._take_frame(picture.frame)

    def _take_frame(self, frame: Frame) -> None:
        self._shown.frame = frame
        if frame.activations is not None:
            features = self._shown.fills[0]
            self._shown.fills = fills.number_fills(self.scene, frame, self._scales)
            if self._shown.fills[0] is None:
                self._shown.fills[0] = features
            self._picture.forget_tiles(0 if features is None else 1)
        self._picture.forget_network(with_chips=self._pace.is_due(self._shown.is_moving))
        self._refresh_legend()
        self.update_content()

    def _refresh_legend(self) -> None:
        shown, frame = self._shown, self._shown.frame
        scales = [
            (layer.title, self._scales.scale(index, layer.activation))
            for index, layer in enumerate(self.scene.structure.layers)
        ]
        content = legend_content(frame.largest if frame else 0.0, shown.errors, shown.dashed, scales)
        if content != shown.legend:
            shown.legend = content
            self.update_legend()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        if self._step_canvas is not None:
            self._step_canvas.setGeometry(self.rect())
        self._editor.close_editor()
        self.hide_card()
        self.lay_out()
        self._matrix.place()
        if self.isVisible():
            self._refresh_all()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh_all()

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
            self._matrix.hide()
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
            self._matrix.open(gap, snapshot.network, self.scene.structure, self._shown.style)

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
