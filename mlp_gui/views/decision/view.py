"""The decision region: what the network answers over its raw inputs, with the points that it learned from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

import mlp_core as mlp
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.decision.canvas import RegionCanvas
from mlp_gui.views.decision.line import LinePicture
from mlp_gui.views.decision.output_scale import OutputScale
from mlp_gui.views.decision.painting_place import PaintingPlace
from mlp_gui.views.decision.plane import PlanePicture
from mlp_gui.views.decision.show_menu import ShowMenu
from mlp_gui.views.decision.slice import SlicePicture
from mlp_gui.views.decision.truth_table import TruthTablePicture
from mlp_gui.views.sight import Sight
from mlp_gui.widgets.icon_button import IconButton
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QHideEvent, QShowEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.picked_point import PointValues
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.shown_plane import SliceField
    from mlp_gui.state.snapshot import Snapshot, UnitField
    from mlp_gui.state.unit_lines import LinesPicture

_WAITING = "The region appears as soon as the network is ready."
MOST_READ = 20_000
"""Parameters of a network whose truth table is written: of a larger one, nobody reads it as a gate."""
_MODES = (
    ("confidence", "Confidence", "Colour the plane by the output: pale where the network is unsure."),
    ("classes", "Classes", "Colour the plane by the class that the network answers."),
)


class DecisionView(RegionCanvas):
    """Region, boundary and points; hovering reads out one point.

    Parameters
    ----------
    session : Session
        Gives snapshots, fields and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Confidence or classes; whether boundary and held-out points are shown.
    parent : QWidget, optional
        The dock.

    Signals
    -------
    subtitle_changed, title_changed : str
        For the dock's title bar.
    """

    subtitle_changed = Signal(str)
    title_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, theme_controller, preferences, parent)
        self.setObjectName("decision_view")
        self.setAccessibleName("Decision region")
        self.setAccessibleDescription("What the network answers over its inputs. Arrow keys read out a point.")
        self._theme_controller = theme_controller
        self._sight = Sight(self)
        self._sight.changed.connect(self._on_sight_changed)
        self._field: UnitField | None = None
        self._corners: mlp.Corners | None = None
        self._message = _WAITING
        self._is_stale = True

        self._mode_control = SegmentedControl(theme_controller, "Colour the region by", _MODES, self)
        self._mode_control.setObjectName("region_mode")
        self._mode_control.hide()
        self._mode_control.set_value(preferences.region_mode)
        self._mode_control.chosen.connect(self._on_mode_chosen)
        self.menu = ShowMenu(session, preferences, self)
        self._menu_button = IconButton(
            theme_controller, "Show over the region", "eye", "What else is drawn: the units' lines, the boundary.",
            self, side=24, icon_side=15,
        )  # fmt: skip
        self._menu_button.setObjectName("region_menu_button")
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setMenu(self.menu)
        self._menu_button.hide()
        self.painting_place = PaintingPlace(session, theme_controller, preferences, self)
        self.painting_place.room_changed.connect(self._on_room_changed)

        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.unit_field_changed.connect(self._on_unit_field_changed)
        session.cursor.hovered_changed.connect(self._on_cursor_changed)
        session.cursor.selected_changed.connect(self._on_cursor_changed)
        session.stepping.sample_changed.connect(self._on_walk_changed)
        session.stepping.active_changed.connect(self._on_walk_changed)
        session.stepping.position_changed.connect(self._on_position_changed)
        session.stepping.options_changed.connect(self._on_stepping_option_changed)
        session.regions.lines.picture_changed.connect(self._on_lines_changed)
        session.regions.plane.picture_changed.connect(self._on_slice_changed)
        session.regions.plane.plane_changed.connect(self._on_plane_changed)
        session.regions.picked.changed.connect(self._on_picked_changed)
        session.regions.lines.layers_changed.connect(self._on_line_layers_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        preferences.changed.connect(self._on_preference_changed)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: confidence or classes, and what else is drawn."""
        controls: list[QWidget] = [self._mode_control, self._menu_button]
        for control in controls:
            control.show()  # whoever takes it, layouts leave alone what was hidden on purpose
        return controls

    @property
    def subtitle(self) -> str:
        """What stands beside the dock's title: nothing, the legend says it all."""
        return ""

    def _room(self) -> QSizeF:
        return QSizeF(self.width(), self.height() - self.painting_place.taken_height)

    @Slot()
    def _on_room_changed(self) -> None:
        self._lay_out()

    # From the session.

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: Snapshot) -> None:
        self._catch_up()

    @Slot(object)
    def _on_unit_field_changed(self, _field: UnitField) -> None:
        self._catch_up()

    @Slot(object)
    def _on_cursor_changed(self, _mark: Mark | None) -> None:
        self._mark_units()
        self.update()

    @Slot(object)
    def _on_picked_changed(self, _values: PointValues | None) -> None:
        self.update()

    @Slot(object)
    def _on_slice_changed(self, _field: SliceField | None) -> None:
        if self.isVisible() and self._take_slice():
            self._update_plot()

    @Slot()
    def _on_plane_changed(self) -> None:
        """Make another picture: the plane is another one."""
        snapshot = self._snapshot
        if isinstance(self._picture, SlicePicture) and snapshot is not None:
            self._clear_probe()
            self._picture = self._new_picture(snapshot)
            if isinstance(self._picture, SlicePicture):
                self._picture.set_hard(self._is_hard)
            self._take_table(snapshot)
            self._take_slice()
            self._lay_out()

    @Slot(object)
    def _on_lines_changed(self, lines: LinesPicture | None) -> None:
        if isinstance(self._picture, PlanePicture) and self.isVisible():
            self._take_lines(lines)

    @Slot()
    def _on_line_layers_changed(self) -> None:
        if isinstance(self._picture, PlanePicture):
            self._picture.set_lines(self._session.regions.lines.picture)
            self._lay_out()

    @Slot()
    def _on_walk_changed(self) -> None:
        self.update()

    @Slot(object)
    def _on_position_changed(self, _step: mlp.Step | None) -> None:
        """Tell in the truth table and below the pointer what is known by now."""
        if self._probe is not None:
            self._read(self._probe)
        if self._picture is not None and self._picture.table_place is not None:
            self.update(self._picture.table_place.rect.toAlignedRect())

    @Slot(str)
    def _on_stepping_option_changed(self, name: str) -> None:
        if name == "predict" and self._probe is not None:
            self._read(self._probe)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        if self._picture is not None:
            self._picture.forget_colours()
        self._lay_out()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "region_mode":
            self._mode_control.set_value(self._preferences.region_mode)
            if isinstance(self._picture, PlanePicture):
                self._picture.set_hard(self._is_hard)
            self.update()
        elif name == "show_contributions" and isinstance(self._picture, LinePicture):
            self._picture.set_contributions(self._preferences.show_contributions)
            self._lay_out()
        elif name in ("show_boundary", "show_test_points"):
            self._lay_out()
        elif name == "show_truth_table" and self._snapshot is not None:
            self._take_table(self._snapshot)

    @Slot(str)
    def _on_mode_chosen(self, mode: str) -> None:
        self._preferences.set_value("region_mode", mode)

    def _take_lines(self, lines: LinesPicture | None) -> None:
        """Draw newer lines of the units; the legend says so from the first ones of a layer on."""
        picture = self._picture
        if not isinstance(picture, PlanePicture):
            return
        before = picture.line_layers
        picture.set_lines(lines)
        self._mark_units()
        if picture.line_layers != before:
            self._lay_out()
        else:
            self._update_plot()

    def _mark_units(self) -> None:
        if isinstance(self._picture, PlanePicture):
            cursor = self._session.cursor
            marks = [mark for mark in (cursor.hovered, cursor.selected) if mark is not None]
            units = frozenset((mark.layer, mark.unit) for mark in marks if mark.kind in ("unit", "bias"))
            self._picture.set_marked_units(units)

    def _catch_up(self) -> None:
        """Refresh at once, or when shown again."""
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def _refresh(self) -> None:
        """Take the newest snapshot and field, and repaint what they change."""
        self._is_stale = False
        snapshot, field = self._session.snapshot, self._session.unit_field
        if snapshot is None:
            return
        if self._snapshot is None or not _is_same_run(self._snapshot, snapshot):
            self._take_experiment(snapshot)
        self._snapshot = snapshot
        if self._picture is None:
            return
        self._take_table(snapshot)
        if isinstance(self._picture, LinePicture):
            self._picture.set_network(snapshot.network)
        if field is not None and field is not self._field and field.run_id == snapshot.run_id:
            self._field = field
            self._picture.set_grid(field.grid)
            if isinstance(self._picture, LinePicture) and self._picture.needs_layout:
                self._lay_out()
            self._update_plot()
        if self._probe is not None:
            self._read(self._probe)

    def _take_experiment(self, snapshot: Snapshot) -> None:
        """Make another picture where the run or its output scale is another one."""
        before, known = self._snapshot, self._picture
        dataset = snapshot.dataset
        if before is None or dataset is not before.dataset:
            self._corners = mlp.gate_corners(dataset)
        self._name_what_is_shown(dataset)
        if known is not None and before is not None and dataset is before.dataset:
            if known.scale == OutputScale.of(snapshot) and before.network.sizes == snapshot.network.sizes:
                return
        else:
            self._clear_probe()
        picture = self._new_picture(snapshot)
        if isinstance(picture, PlanePicture):
            picture.set_hard(self._is_hard)
        else:
            picture.set_contributions(self._preferences.show_contributions)
        if self._field is not None and known is not None and before is not None and _is_alike(before, snapshot):
            # The last run's region stands for the few milliseconds until this run's comes, instead of a flicker.
            picture.set_grid(self._field.grid)
        else:
            self._field = None
        self._picture = picture
        self._take_slice()
        self._lay_out()
        lines = self._session.regions.lines.picture
        if lines is not None and lines.request.snapshot.run_id == snapshot.run_id:
            self._take_lines(lines)

    def _name_what_is_shown(self, dataset: mlp.Dataset) -> None:
        """Call a fitted curve what it is; offer the colours' switch where a plane has classes."""
        name = "Prediction" if dataset.task == "regression" else "Decision region"
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self.title_changed.emit(name)
        has_colours = dataset.task == "classification" and dataset.n_coordinates > 1
        self._mode_control.setEnabled(has_colours)
        if self._mode_control.parentWidget() is not self:  # whoever took it has a place for it
            self._mode_control.setVisible(has_colours)

    def _take_table(self, snapshot: Snapshot) -> None:
        """Write the truth table of a gate anew; where there is one from now on, or none any more, lay out."""
        picture, network = self._picture, snapshot.network
        if picture is None:
            return
        before, table = picture.table, None
        if self._corners is not None and self._preferences.show_truth_table and network.parameter_count <= MOST_READ:
            facts = mlp.truth_table(network, snapshot.dataset, self._corners, snapshot.experiment.training.loss)
            table = TruthTablePicture(facts, network, snapshot.dataset.point_names, picture.scale)
        picture.table = table
        if table is None and before is None:
            return
        if table is None or before is None or table.shape != before.shape:
            self._lay_out()
        elif picture.table_place is not None:
            self.update(picture.table_place.rect.toAlignedRect())

    def _new_picture(self, snapshot: Snapshot) -> PlanePicture | LinePicture:
        """Return an empty picture that fits the data: a line, a plane, or a plane through many inputs."""
        shown = self._session.regions.plane.slice_of(snapshot.dataset)
        if shown is not None:
            return SlicePicture(snapshot, shown)
        return PlanePicture(snapshot) if snapshot.dataset.n_coordinates == 2 else LinePicture(snapshot)

    def _take_slice(self) -> bool:
        """Take the newest answers over a plane through many inputs; return whether there are any."""
        picture, field = self._picture, self._session.regions.plane.picture
        if not isinstance(picture, SlicePicture) or field is None or field.request.shown is not picture.shown:
            return False
        if field.request.snapshot.run_id != self._session.run_id:
            return False
        picture.set_grid(field.grid)
        return True

    @property
    def _is_hard(self) -> bool:
        return self._preferences.region_mode == "classes"

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._sight.set_shown(True)
        if self._is_stale:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Have nothing computed that nobody sees."""
        super().hideEvent(event)
        self._sight.set_shown(False)

    @Slot(bool)
    def _on_sight_changed(self, seen: bool) -> None:
        self._session.regions.lines.set_watched(seen)
        self._session.regions.plane.set_watched(seen)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what else can be drawn."""
        self.menu.popup(event.globalPos())


def _is_same_run(before: Snapshot, after: Snapshot) -> bool:
    """Tell whether nothing but the parameters can have changed."""
    return before.dataset is after.dataset and before.experiment is after.experiment


def _is_alike(before: Snapshot, after: Snapshot) -> bool:
    """Tell whether a field of the one run may stand for the other's: same plane, same kind of answer."""
    return (
        before.dataset.points.shape[1] == after.dataset.points.shape[1] == 2
        and before.dataset.domain == after.dataset.domain
        and before.dataset.task == after.dataset.task
        and replace(before.experiment.data, painted=None) == replace(after.experiment.data, painted=None)
        and before.network.n_outputs == after.network.n_outputs
    )
