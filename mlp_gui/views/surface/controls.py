"""The controls of the loss surface: which axes, how much of them, which losses and how they are coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mlp_gui.state.surface import LOWEST_CAP
from mlp_gui.state.surface_picture import CONTENTS
from mlp_gui.views.surface.moment_controls import MomentControls
from mlp_gui.views.surface.names import parameter_symbol, parameter_title
from mlp_gui.widgets import (
    Choice,
    IconButton,
    NumberRange,
    SeedField,
    SegmentedControl,
    SliderField,
    ValueScale,
)
from mlp_gui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.state.surface_picture import Plane, SurfacePicture

WIDE: Final = 600
"""Pixels at 100 % from which everything is shown; below, what is needed more rarely is folded away."""
ROOMY: Final = 1560
"""Pixels at 100 % from which the kinds of axes stand side by side instead of in a list, and all else beside them."""
FOR_CONTENT: Final = 190
"""What the choice between loss and penalty takes of that, where there is one."""
MOST_LISTED: Final = 400
"""Larger networks have too many parameters for a list; there the network view chooses."""
_KINDS: Final = (
    ("parameters", "Two parameters", "The loss over two weights or biases; the others stay as they are."),
    ("random", "Random plane", "Two directions through all parameters, drawn by chance."),
    ("trajectory", "Main directions", "The plane that holds most of the way that training has gone."),
    ("line", "One parameter", "The loss over one weight or bias as a curve, with the next step."),
    ("between", "Two moments", "The loss along the straight line from one moment of the run to another."),
)
_PARTS: Final = (
    ("train", "Training", "The loss on the points that are trained on."),
    ("validation", "Validation", "The loss on the validation points."),
    ("test", "Test", "The loss on the test points."),
)
_FOLLOW: Final = (
    ("follow", "Follow", "The plane goes through the network's parameters, wherever training moves them."),
    ("stay", "Stay", "The plane stays where it is; the network may leave it."),
)
_CONTENTS: Final = (
    ("total", "Both", "Loss and penalty together: what gradient descent descends."),
    ("loss", "Loss", "The loss of the data alone."),
    ("penalty", "Penalty", "What L1 and L2 add, alone."),
)
_SCALES: Final = (
    ("log", "Log", "Heights and colours by the logarithm of the loss."),
    ("linear", "Linear", "Heights and colours by the loss."),
)


class SurfaceControls(QWidget):
    """Fields that show what the surface is, and ask it for something else.

    Parameters
    ----------
    session : Session
        Its surface is what is set.
    theme_controller : ThemeController
        Colours and fonts.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface_controls")
        self._theme_controller = theme_controller
        self._surface = surface = session.surface
        self._listed: tuple[object, ...] = ()
        self._flow = FlowLayout(self)
        self.kind = self._choice("Axes of the loss surface", "surface_kind", 136)
        self.kind.set_items(_KINDS)
        self.kinds = self._segments("Axes of the loss surface", "surface_kinds", _KINDS)
        self.axes = tuple(self._choice(f"Axis {n}", f"surface_axis_{n}", 70) for n in (1, 2))
        for axis, way in zip(self.axes, ("across", "up"), strict=True):
            axis.set_tip(f"The weight or bias that runs {way} the picture.")
        self.pick = IconButton(theme_controller, "Choose the axes in the network", "crosshair",
                               "Click a weight or bias in the network to make it an axis: the first, then the second.",
                               self, side=26, icon_side=15, boxed=True)  # fmt: skip
        self.pick.setCheckable(True)
        self.pick.setObjectName("surface_pick")
        self.more = IconButton(theme_controller, "More controls", "chevron-down",
                               "Span, scale, cap and part of the data.", self, side=26, icon_side=15)  # fmt: skip
        self.more.setObjectName("surface_more")
        self.more.setCheckable(True)
        self.seed = SeedField(theme_controller, "Seed of the directions", "The same seed draws the same directions.",
                              "Draws two other directions.", self)  # fmt: skip
        self.seed.setObjectName("surface_seed")
        self.half = SliderField(
            theme_controller, "Span", ValueScale(0.1, 100.0, logarithmic=True), NumberRange(1e-3, 1e3, factor=1.1),
            "How far each axis reaches to both sides.", self, width=60,
        )  # fmt: skip
        self.half.setObjectName("surface_span")
        self.half.setEnabled(surface.picture is not None)  # until then it is not known how much shows the path
        self.fit = IconButton(theme_controller, "Fit the span", "maximize", "Shows as much as holds the path.", self,
                              side=26, icon_side=15, boxed=True)  # fmt: skip
        self.fit.setObjectName("surface_fit")
        self.follow = self._segments("Follow or stay", "surface_follow", _FOLLOW)
        self.part = self._choice("Part of the data", "surface_part", 92)
        self.part.set_items(_PARTS)
        self.moments = MomentControls(surface, theme_controller, self)
        self.content = self._segments("Loss, penalty or both", "surface_content", _CONTENTS)
        self.scale = self._segments("Scale of the losses", "surface_scale", _SCALES)
        self.cap = SliderField(
            theme_controller, "Cap", ValueScale(LOWEST_CAP, 1.0), NumberRange(LOWEST_CAP, 1.0, percent=True, step=0.05),
            "Share of the losses that has colours and heights of its own; what is higher is cut off.", self, width=52,
        )  # fmt: skip
        self.cap.setObjectName("surface_cap")
        self._further = (
            self._named("Span", self._row(self.half, self.fit)),
            self.follow,
            self.scale,
            self._named("Cap", self.cap),
            self.part,
        )
        self._seed_row = self._named("Seed", self.seed)
        chosen = (self.kind, self.kinds, *self.axes, self.pick, self.moments, self._seed_row)
        for widget in (*chosen, self.content, self.more, *self._further):
            self._flow.addWidget(widget)
        self._connect(session)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self._on_plane_changed(surface.plane)
        self._on_look_changed()
        self.content.hide()

    def _connect(self, session: Session) -> None:
        surface = self._surface
        self.kind.chosen.connect(surface.choose_kind)
        self.kinds.chosen.connect(surface.choose_kind)
        self.axes[0].chosen.connect(self._on_first_chosen)
        self.axes[1].chosen.connect(self._on_second_chosen)
        self.pick.toggled.connect(surface.picking.set_on)
        self.seed.value_changed.connect(surface.choose_seed)
        self.seed.rolled.connect(surface.draw_again)
        self.half.value_changed.connect(surface.choose_half)
        self.fit.clicked.connect(self._on_fit_clicked)
        self.more.toggled.connect(self._on_more_toggled)
        self.follow.chosen.connect(self._on_follow_chosen)
        self.part.chosen.connect(surface.choose_part)
        self.content.chosen.connect(surface.choose_shown)
        self.scale.chosen.connect(self._on_scale_chosen)
        self.cap.value_changed.connect(surface.set_cap)
        surface.plane_changed.connect(self._on_plane_changed)
        surface.look_changed.connect(self._on_look_changed)
        surface.picking.changed.connect(self.pick.setChecked)
        surface.picture_changed.connect(self._on_picture_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        self._session = session
        if session.snapshot is not None:
            self._on_snapshot_changed(session.snapshot)

    # How the fields are made.

    def _choice(self, name: str, object_name: str, width: int) -> Choice:
        choice = Choice(name, self)
        choice.setObjectName(object_name)
        choice.setProperty("flow_width", width)
        return choice

    def _segments(self, name: str, object_name: str, items: tuple[tuple[str, str, str], ...]) -> SegmentedControl:
        control = SegmentedControl(self._theme_controller, name, items, self)
        control.setObjectName(object_name)
        return control

    def _row(self, *widgets: QWidget) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._theme_controller.px(4))
        for widget in widgets:
            layout.addWidget(widget)
        return row

    def _named(self, name: str, widget: QWidget) -> QWidget:
        label = QLabel(name, self)
        label.setProperty("role", "caption")
        row = self._row(label, widget)
        row.setObjectName(f"{name.lower()}_row")
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show all where there is room for all."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_wide = self.width() >= self._theme_controller.px(WIDE)
        roomy = ROOMY + (0 if self.content.isHidden() else FOR_CONTENT)
        is_roomy = self.width() >= self._theme_controller.px(roomy)
        self.kind.setVisible(not is_roomy)
        self.kinds.setVisible(is_roomy)
        self.more.setVisible(not is_wide)
        self.more.set_icon_name("chevron-up" if self.more.isChecked() else "chevron-down")
        # Error measures go down to 0, which a logarithm cannot show.
        idle = self.scale if self._surface.plane.has_measures else None
        for widget in self._further:
            widget.setVisible(widget is not idle and (is_wide or self.more.isChecked()))

    # What is shown.

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._flow.setContentsMargins(px(12), px(4), px(12), px(4))
        # So the usual dock of 372 has them all in one row.
        self._flow.set_gaps(px(5), px(6))
        for choice in (self.kind, *self.axes, self.part):
            choice.setFixedWidth(px(choice.property("flow_width")))
        self._fold()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if self.isVisible():
            self._list_parameters(snapshot)

    def list_parameters(self) -> None:
        """Offer the parameters of the network of now; called when shown."""
        if self._session.snapshot is not None:
            self._list_parameters(self._session.snapshot)

    def _list_parameters(self, snapshot: Snapshot) -> None:
        """Offer the parameters of a network, where they are not too many: then only those that are chosen."""
        network, chosen = snapshot.network, self._surface.indices(snapshot.network)
        is_small = network.parameter_count <= MOST_LISTED
        notation = self._surface.plane.notation
        letters = network.unit_names
        listed = (network.sizes, letters, notation, tuple(snapshot.dataset.input_names), () if is_small else chosen)
        if listed != self._listed:
            self._listed = listed
            names = tuple(snapshot.dataset.input_names)
            indices = range(network.parameter_count) if is_small else sorted(set(chosen))
            items = [(str(index), parameter_title(names, network, index, notation), "") for index in indices]
            short = {str(index): parameter_symbol(network, index, notation) for index in indices}
            for axis in self.axes:
                axis.set_items(items, short)
        for axis, index in zip(self.axes, chosen, strict=True):
            axis.set_value(str(index))
        for row, part in enumerate(("train", "validation", "test")):
            item = self.part.model().index(row, 0)
            has_points = bool(len(getattr(snapshot.dataset, part)))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            self.part.model().setData(item, int(flags.value) if has_points else 0, Qt.ItemDataRole.UserRole - 1)

    @Slot(object)
    def _on_plane_changed(self, plane: Plane) -> None:
        self.kind.set_value(plane.kind)
        self.kinds.set_value(plane.kind)
        self.seed.set_value(plane.seed)
        self.follow.set_value("follow" if plane.follows else "stay")
        self.part.set_value(plane.part)
        if plane.half is not None:
            self.half.setEnabled(True)
            self.half.set_value(plane.half)
        has_parameters = plane.kind in ("parameters", "line")
        for widget, is_shown in (
            (self.axes[0], has_parameters),
            (self.axes[1], plane.kind == "parameters"),
            (self.pick, has_parameters),
            (self._seed_row, plane.kind == "random"),
            (self.moments, plane.kind == "between"),
        ):
            widget.setVisible(is_shown)
        self._fold()
        self.list_parameters()

    @Slot(object)
    def _on_picture_changed(self, picture: SurfacePicture | None) -> None:
        if picture is not None:
            # Whoever looks at the penalty can leave it where there is none any more.
            has_contents = picture.has_penalty or self._surface.shown != CONTENTS[0]
            if has_contents == self.content.isHidden():
                self.content.setVisible(has_contents)
                self._fold()
            self.half.setEnabled(True)
            if self._surface.plane.half is None and picture.half != self.half.value:
                self.half.set_value(picture.half)

    @Slot()
    def _on_look_changed(self) -> None:
        self.scale.set_value("log" if self._surface.is_log else "linear")
        self.cap.set_value(self._surface.cap)
        self.content.set_value(self._surface.shown)

    # What is asked for.

    @Slot(str)
    def _on_first_chosen(self, index: str) -> None:
        self._surface.choose_parameter(0, int(index))

    @Slot(str)
    def _on_second_chosen(self, index: str) -> None:
        self._surface.choose_parameter(1, int(index))

    @Slot(bool)
    def _on_more_toggled(self, _open: bool) -> None:
        self._fold()

    @Slot()
    def _on_fit_clicked(self) -> None:
        self._surface.choose_half(None)

    @Slot(str)
    def _on_follow_chosen(self, value: str) -> None:
        self._surface.choose_follows(value == "follow")

    @Slot(str)
    def _on_scale_chosen(self, value: str) -> None:
        self._surface.set_log(value == "log")
