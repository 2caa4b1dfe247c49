"""Picking axes: while it is on, clicks on weights and biases in the network make them the loss surface's axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mlp_gui.state.surface_picture import LINES

if TYPE_CHECKING:
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.state.surface import Surface


class AxisPicking(QObject):
    """Whether a click on a weight or bias makes it an axis, and which one. Another run ends it.

    Parameters
    ----------
    session : Session
        Whose cursor says what was clicked.
    surface : Surface
        Whose axes are chosen; also the owner.

    Signals
    -------
    changed : bool
        Whether it is on, or which axis is next.
    """

    changed = Signal(bool)

    def __init__(self, session: Session, surface: Surface) -> None:
        super().__init__(surface)
        self._session = session
        self._surface = surface
        self._is_on = False
        self._takes_second = False
        self._run_id = session.run_id
        session.cursor.clicked.connect(self._on_clicked)
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @property
    def is_on(self) -> bool:
        """Whether a click on a weight or bias makes it an axis."""
        return self._is_on

    @property
    def next_axis(self) -> int:
        """The axis, 0 or 1, that the next click chooses."""
        return 1 if self._takes_second and self._surface.plane.kind not in LINES else 0

    @Slot(bool)
    def set_on(self, on: bool) -> None:
        """Let clicks on weights and biases choose the axes, the first one first; or no longer."""
        if on != self._is_on:
            self._is_on = on
            self._takes_second = False
            self.changed.emit(on)

    @Slot()
    def end(self) -> None:
        """Let clicks choose no axes any longer."""
        self.set_on(False)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if snapshot.run_id != self._run_id:
            self._run_id = snapshot.run_id
            self.end()

    @Slot(object)
    def _on_clicked(self, mark: Mark) -> None:
        snapshot = self._session.snapshot
        if not self._is_on or snapshot is None or mark.kind not in ("weight", "bias"):
            return
        network = snapshot.network
        if mark.kind == "weight":
            index = network.weight_index(mark.layer, mark.unit, mark.input)
        else:
            index = network.bias_index(mark.layer, mark.unit)
        axis = self.next_axis
        self._takes_second = not self._takes_second
        self._surface.choose_parameter(axis, index)
        self.changed.emit(True)
