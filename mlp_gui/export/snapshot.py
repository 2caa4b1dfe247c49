"""Trains for a number of epochs, waits until the window shows the result, and takes its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from mlp_gui.export.formulas_set import formulas_are_set
from mlp_gui.export.window_picture import save_window_picture
from mlp_gui.state.snapshot import RunStatus

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

# Epochs asked for at a time: the worker has something to do while the window paints, and the count stays exact.
EPOCHS_AT_A_TIME: Final = 25

# The field of the units is computed coarse first and fine after; this long nothing newer has come.
SETTLED_MILLISECONDS: Final = 500
PATIENCE_MILLISECONDS: Final = 10 * 60 * 1000


class SnapshotTaker(QObject):
    """Steps exactly so many epochs and then saves the window; ends the event loop either way.

    Parameters
    ----------
    window : QWidget
        The window to draw.
    session : Session
        What trains in it.
    epochs : int
        Epochs to train.
    name : str
        Path of the picture.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    problem : str
        Why there is no picture of the trained network, or "".
    """

    def __init__(
        self, window: QWidget, session: Session, epochs: int, name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._epochs = epochs
        self._name = name
        self._asked = 0
        self.problem = ""
        self._settled = self._single_shot(SETTLED_MILLISECONDS)
        self._settled.timeout.connect(self._on_settled)
        self._patience = self._single_shot(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._on_patience_lost)

    def start(self) -> None:
        """Begin; the event loop has to run."""
        self._session.set_speed(None)
        self._session.snapshot_changed.connect(self._on_snapshot_changed)
        self._session.unit_field_changed.connect(self._on_unit_field_changed)
        self._patience.start()
        if self._session.snapshot is not None:
            self._on_snapshot_changed(self._session.snapshot)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if snapshot.status is RunStatus.DIVERGED:
            self.problem = f"training diverged after {snapshot.epoch} epochs"
            self._settled.start()
        elif snapshot.epoch >= self._epochs:
            self._settled.start()
        elif snapshot.epoch >= self._asked:
            count = min(EPOCHS_AT_A_TIME, self._epochs - self._asked)
            self._asked += count
            for _ in range(count):
                self._session.step_epoch()

    @Slot(object)
    def _on_unit_field_changed(self, _unit_field: object) -> None:
        if self._settled.isActive():
            self._settled.start()

    @Slot()
    def _on_settled(self) -> None:
        snapshot, field = self._session.snapshot, self._session.unit_field
        is_late = snapshot is None or (field is not None and field.step != snapshot.step)
        if is_late or not self._is_step_told():
            self._settled.start()
            return
        if not save_window_picture(self._window, self._name):
            self.problem = f"the picture could not be written to {self._name}"
        self._finish()

    def _is_step_told(self) -> bool:
        """Whether all views of step mode have caught up; so they have where it is off, or its step cannot be taken."""
        stepping, snapshot = self._session.stepping, self._session.snapshot
        if not stepping.active or (snapshot is not None and snapshot.status is RunStatus.DIVERGED):
            return True
        return stepping.trace is not None and formulas_are_set(self._window)

    @Slot()
    def _on_patience_lost(self) -> None:
        self.problem = f"training did not reach epoch {self._epochs} in ten minutes"
        self._finish()

    def _finish(self) -> None:
        self._patience.stop()
        self._settled.stop()
        QCoreApplication.quit()

    def _single_shot(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer
