"""The canvas kept at the session's newest moment: from snapshots, fields, data and looks to what is painted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from mlp_gui.look.pixel_ratio import is_for_picture, pixel_ratio
from mlp_gui.look.reading_pace import ReadingPace
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.network import descriptions, fills, structure
from mlp_gui.views.network.background import EdgeJob, EdgePicture, EdgeRenderer, FrameAnswer, paint_job
from mlp_gui.views.network.canvas_style import canvas_style
from mlp_gui.views.network.edges import EdgeLook
from mlp_gui.views.network.editing_canvas import EditingCanvas
from mlp_gui.views.network.focus import kept_focus
from mlp_gui.views.network.frame import Frame, FrameRequest, make_frame
from mlp_gui.views.network.heat import LayerScales
from mlp_gui.views.network.legend import legend_content
from mlp_gui.views.network.matrix_picture import MatrixPicture
from mlp_gui.views.network.own_units import OwnUnits
from mlp_gui.views.network.point_values import paint_point_values
from mlp_gui.views.network.scene import EMPTY, Scene
from mlp_gui.views.network.units import SMALLEST_WITH_NUMBER

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    import mlp_core as mlp
    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.state.picked_point import PointValues
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot, UnitField


class LiveCanvas(EditingCanvas):
    """The network of the newest snapshot, in the newest look; hidden it does no work, and catches up when shown.

    Parameters
    ----------
    session : Session
        Owner of what is shown.
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
        self._own = OwnUnits()
        self._point: tuple[float, ...] | None = None
        self._matrix = MatrixPicture(self)
        self._follow()
        self.lay_out()

    def _follow(self) -> None:
        session = self._session
        session.experiment_changed.connect(self._on_experiment_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.unit_field_changed.connect(self._on_unit_field_changed)
        session.regions.picked.changed.connect(self._on_picked_changed)
        self._look.theme_changed.connect(self._on_theme_changed)
        self._preferences.changed.connect(self._on_preference_changed)
        self._renderer.rendered.connect(self._on_edges_rendered)

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
            self._own = OwnUnits.of(snapshot.dataset)
            self._show_structure(structure.of_snapshot(snapshot))
            self._scales.give(len(snapshot.network.sizes) - 2, self._own.range)
            self._fill_inputs()
        elif not snapshot.views.has_pictures:
            return
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
    def _on_picked_changed(self, _values: PointValues | None) -> None:
        if self._picked_point() != self._point and not self._shows_maps() and self.isVisible():
            self._request_frame()
        self.update_content()

    def paint_over(self, painter: QPainter) -> None:
        """Paint what every unit answers at the picked point."""
        values = self._session.regions.picked.values
        if values is not None:
            paint_point_values(painter, self.scene, self._shown.style, values, self._own, self.numbered_columns)

    @property
    def numbered_columns(self) -> frozenset[int]:
        """Columns whose tiles have the numbers of the picked point or the selected sample in them."""
        return frozenset(
            number
            for number, (fill, column) in enumerate(zip(self._shown.fills, self.scene.layout.columns, strict=False))
            if fill is not None and fill.values is not None and column.tile >= SMALLEST_WITH_NUMBER
        )

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.lay_out()
        self._editor.set_theme(self._look.theme)
        self._matrix.set_style(canvas_style(self._look))
        self._refresh_all()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name in ("patterns", "show_unit_maps", "show_gradients"):
            self._shown.dashed = self._preferences.patterns
            self._refresh_all()

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

    def _picked_point(self) -> tuple[float, ...] | None:
        """Return the point of this run that was picked; None where the selected sample has its place, or nothing."""
        picked, snapshot = self._session.regions.picked, self.snapshot_shown()
        values = None if picked.point is None else picked.values
        if values is None or snapshot is None or len(values.point) != snapshot.dataset.n_coordinates:
            return None
        return values.point

    # From numbers to what is shown.

    def _show_structure(self, wanted: structure.Structure) -> None:
        if wanted == self.scene.structure:
            return
        self.scene.set_structure(wanted)
        self._scales.reset()
        self.hide_card()
        self._matrix.close_picture()
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
            theme, ratio = self._shown.style.theme, pixel_ratio(self)
            self._shown.fills[0] = fills.input_fill(self.scene, self._dataset, theme, ratio)
            self._picture.forget_tiles()

    def _fill_layers(self, field: UnitField | None) -> None:
        if field is None or not self._shows_maps() or not fills.fits(self.scene, field):
            return
        theme, ratio = self._shown.style.theme, pixel_ratio(self)
        self._shown.fills[1:] = fills.layer_fills(self.scene, field, self._scales, theme, ratio)
        self._picture.forget_tiles(1)
        if not self._shown.is_moving:
            self._refresh_legend()  # else it follows the frames, at the pace of reading
        self.update_content()

    def _request_frame(self) -> None:
        snapshot = self.snapshot_shown()
        if snapshot is None:
            return
        self._shown.is_moving = snapshot.status is RunStatus.RUNNING
        gradients = self._preferences.show_gradients
        self._point = self._picked_point()
        request = FrameRequest(
            snapshot, self.scene.network_groups, gradients, not self._shows_maps(), self._selected_sample(), self._point
        )
        self._shown.errors = request.shows_gradients
        if self.scene.is_live:
            self._shown.edge_picture = None
            self._take_small_frame(request)
        else:
            look = EdgeLook(
                self._shown.style.theme, request.shows_gradients, self._shown.dashed, ratio=pixel_ratio(self)
            )
            layout = self.scene.layout
            job = EdgeJob(request, self.scene.curves, self.scene.camera, look, layout.width, layout.height)
            if is_for_picture():
                self._on_edges_rendered(paint_job(job))
            else:
                self._renderer.request(job)

    def _take_small_frame(self, request: FrameRequest) -> None:
        """Show a network's edges at once; means over many samples when they are there, and the last ones until then."""
        if request.is_cheap or is_for_picture():
            self._take_frame(make_frame(request))
        else:
            frame = make_frame(replace(request, with_activations=False))
            self._take_frame(frame.with_units_of(self._shown.frame))
            self._renderer.request(request)

    @Slot(object)
    def _on_edges_rendered(self, picture: EdgePicture | FrameAnswer) -> None:
        if isinstance(picture, FrameAnswer):
            self._on_means_computed(picture)
        elif picture.job.curves is self.scene.curves and picture.job.look.theme is self._shown.style.theme:
            self._shown.edge_picture = picture
            self._take_frame(picture.frame)

    def _on_means_computed(self, answer: FrameAnswer) -> None:
        asked, frame = answer.request, self._shown.frame
        is_wanted = self.scene.is_live and not self._shows_maps() and asked.groups == self.scene.network_groups
        if frame is not None and is_wanted and (asked.sample, asked.point) == (self._selected_sample(), self._point):
            self._take_frame(frame.with_units_of(answer.frame))
            if self._card is not None:
                self.show_card()

    def _take_frame(self, frame: Frame) -> None:
        self._shown.frame = frame
        if frame.activations is not None:
            features = self._shown.fills[0]
            theme, ratio = self._shown.style.theme, pixel_ratio(self)
            self._shown.fills = fills.number_fills(self.scene, frame, self._scales, self._own, theme, ratio)
            has_numbers = self._shown.fills[0] is not None
            if not has_numbers:
                self._shown.fills[0] = features
            self._picture.forget_tiles(0 if has_numbers or features is None else 1)
        is_due = self._pace.is_due(self._shown.is_moving)
        self._picture.forget_network(with_chips=is_due)
        if is_due:
            self._refresh_legend()
        self.update_content()

    def _refresh_legend(self) -> None:
        shown, frame = self._shown, self._shown.frame
        scales = [
            (layer.title, self._scales.scale(index, layer.activation))
            for index, layer in enumerate(self.scene.structure.layers)
        ]
        title, scale = scales[-1]
        scales[-1] = title, self._own.of_scale(scale)
        is_mean = frame is not None and frame.averaged > 0
        content = legend_content(frame.largest if frame else 0.0, shown.errors, shown.dashed, scales, is_mean=is_mean)
        if content != shown.legend:
            shown.legend = content
            self.update_legend()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
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
