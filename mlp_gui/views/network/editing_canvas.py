"""A canvas on which weights and biases are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Slot

from mlp_gui.state.cursor import Mark
from mlp_gui.views.network import descriptions
from mlp_gui.views.network.canvas_style import rectangle
from mlp_gui.views.network.editing import NumberEditor
from mlp_gui.views.network.picture_canvas import PictureCanvas

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.network.scene import Hit, Scene


class EditingCanvas(PictureCanvas):
    """Opens a field at a weight or bias and asks the session to set what is typed.

    Parameters
    ----------
    scene : Scene
        What is on the canvas.
    session : Session
        Takes the numbers; its cursor may ask for the field from other views.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self, scene: Scene, session: Session, theme_controller: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(scene, theme_controller, parent)
        self._session = session
        self._editor = NumberEditor(self)
        self._editor.set_theme(theme_controller.theme)
        self._editor.accepted.connect(self._on_number_accepted)
        session.cursor.edit_requested.connect(self._on_edit_requested)

    def snapshot_shown(self) -> Snapshot | None:
        """Return the newest snapshot if it is of the network shown."""
        raise NotImplementedError

    @Slot(object)
    def _on_edit_requested(self, mark: Mark) -> None:
        if mark.kind in ("weight", "bias", "unit"):
            self.edit(mark)

    def edit_bias(self, layer: int, unit: int) -> None:
        """Open the field for the bias of a unit."""
        self.edit(Mark("bias", layer=layer, unit=unit))

    def edit(self, mark: Mark) -> None:
        """Open the field for a weight or a bias; for a unit, its bias."""
        snapshot = self.snapshot_shown()
        if mark.kind == "unit":
            mark = Mark("bias", layer=mark.layer, unit=mark.unit)
        hit = self.scene.hit_of(mark)
        if snapshot is None or hit.kind not in ("edge", "bias"):
            return
        self.hide_card()
        value = float(snapshot.network.parameters[self._parameter_index(snapshot, mark)])
        name = (
            f"The weight {descriptions.edge_title(self.scene, hit.edge)}"
            if hit.kind == "edge"
            else f"The bias of {self.scene.structure.unit_title(mark.layer, mark.unit)}"
        )
        self._editor.setFont(self._look.font(12))
        self._editor.open(mark, value, name, self._edit_place(hit), self._look.scale)

    def _edit_place(self, hit: Hit) -> QPointF:
        if hit.kind == "edge":
            return self.place_of(hit).center()
        column = self.scene.layout.columns[hit.column]
        chip = column.bias_rect(hit.row) or column.tile_rect(hit.row)
        return rectangle(self.scene.camera.rect_to_canvas(chip)).center()

    @staticmethod
    def _parameter_index(snapshot: Snapshot, mark: Mark) -> int:
        if mark.kind == "weight":
            return snapshot.network.weight_index(mark.layer, mark.unit, mark.input)
        return snapshot.network.bias_index(mark.layer, mark.unit)

    @Slot(object, float)
    def _on_number_accepted(self, mark: Mark, value: float) -> None:
        snapshot = self.snapshot_shown()
        if snapshot is not None:
            self._session.set_parameter(self._parameter_index(snapshot, mark), value)
