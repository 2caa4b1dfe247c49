"""The frame clock: asks the worker for a frame when the window is ready, and lets it go when that is painted."""

from __future__ import annotations

from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

from mlp_gui.training.pacing import BREATH, frame_interval

if TYPE_CHECKING:
    from mlp_gui.training.gate import Gate

UNPAINTED_SECONDS: Final = 0.05
"""After this a snapshot counts as shown: the window is hidden, or nothing in it changed."""
HIDDEN_FRAME: Final = 0.1
REMEMBERED_FRAMES: Final = 8
"""An even number: at full speed long frames and short ones alternate, and the median lies between the two."""


class FrameClock(QObject):
    """When the window takes a snapshot and when the worker may go on.

    A frame goes: `ask` the worker; it answers with a snapshot and parks; `begin` when the views have it; `painted` when
    the window has handled its UpdateRequest, which lets the worker go; after an interval that depends on how long that
    took, ask again. So training and painting take turns, and painting takes about a sixth at full speed.

    Parameters
    ----------
    gate : Gate
        What is shared with the worker.
    parent : QObject, optional
        Owner.

    Signals
    -------
    frame_painted : float
        Seconds from a snapshot reaching the views to the window having painted it.
    frame_ended
        The window shows the moment, or is hidden: what is given to it now is a painting of its own.
    """

    frame_painted = Signal(float)
    frame_ended = Signal()

    def __init__(self, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self._full_speed = True
        self._is_followed = False
        self._is_at_rest = False
        self._is_painted = False
        self._began_at: float | None = None
        self._refreshes: deque[float] = deque(maxlen=REMEMBERED_FRAMES)
        self._next_timer = self._single_shot()
        self._next_timer.timeout.connect(self._on_frame_due)
        self._unpainted_timer = self._single_shot()
        self._unpainted_timer.timeout.connect(self._on_unpainted)

    @property
    def refresh_seconds(self) -> float:
        """What a refresh of the window takes, as a rule: one hiccup does not count. 0.0 before the first."""
        if not self._refreshes:
            return 0.0
        ordered, middle = sorted(self._refreshes), len(self._refreshes) // 2
        return (ordered[middle] + ordered[-middle - 1]) / 2

    @property
    def has_frame(self) -> bool:
        """Whether a moment is being shown, and what is given to the views now would be painted with it."""
        return self._began_at is not None

    def set_full_speed(self, full_speed: bool) -> None:
        """Leave training its time (true), or show every frame that can be (false)."""
        self._full_speed = full_speed

    @Slot(bool)
    def set_followed(self, followed: bool) -> None:
        """Show more frames at full speed, or not: somebody follows the loss surface."""
        self._is_followed = followed

    def start(self) -> None:
        """Ask for the first frame."""
        self._gate.ask_for_frame()

    def stop(self) -> None:
        """Ask for nothing any more."""
        self._next_timer.stop()
        self._unpainted_timer.stop()
        self._began_at = None
        self._gate.open()

    def begin(self, *, at_rest: bool = False) -> float:
        """Note that a snapshot is now being given to the views, and when; called before they have it.

        Parameters
        ----------
        at_rest : bool
            Whether training has come to rest: painting takes nobody's time, and another half of the moment may come.
        """
        self._is_at_rest = at_rest
        if self._began_at is None:
            self._began_at = perf_counter()
        self._next_timer.stop()
        return self._began_at

    def given(self) -> None:
        """Note that the views have the snapshot: painting is next, or nothing if the window is hidden."""
        if self._began_at is None:
            return
        if self._is_painted:
            self._unpainted_timer.start(_milliseconds(UNPAINTED_SECONDS))
        else:
            self._finish(HIDDEN_FRAME)

    def painted(self) -> None:
        """Let the worker go on: the window has handled its UpdateRequest."""
        self._is_painted = True
        if self._began_at is None:
            return
        refresh = perf_counter() - self._began_at
        self._refreshes.append(refresh)
        leaves_time = self._full_speed and not self._is_at_rest
        interval = frame_interval(self.refresh_seconds, full_speed=leaves_time, is_followed=self._is_followed)
        self._finish(max(interval - refresh, BREATH))
        self.frame_painted.emit(refresh)

    def _finish(self, pause: float) -> None:
        self._began_at = None
        self._unpainted_timer.stop()
        self._gate.open()
        self._next_timer.start(_milliseconds(pause))
        self.frame_ended.emit()

    @Slot()
    def _on_frame_due(self) -> None:
        self._gate.ask_for_frame()

    @Slot()
    def _on_unpainted(self) -> None:
        self._is_painted = False
        if self._began_at is not None:
            self._finish(HIDDEN_FRAME)

    def _single_shot(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        return timer


def _milliseconds(seconds: float) -> int:
    return max(1, round(1000.0 * seconds))


def paint_now() -> None:
    """Paint what was asked to be, rather than together with the next moment: two short paintings, not one long."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)
