"""The clock of a step's motion: the view goes to its place, pulses run, and what they make appears."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from mlp_gui.views.network.stepping.pulses import Pulse, PulseWays, eased

DURATION = 0.45
"""Seconds along an edge at one step a second."""

APPEAR = 0.12
"""Seconds in which a value appears at one step a second."""

APPROACH = 0.24
"""Seconds in which the view goes to another unit of a large network."""

FRAME_MS = 16

Clock = Callable[[], float]


class Flight(QObject):
    """The clock of one leg of a step.

    Parameters
    ----------
    parent : QObject
        The canvas.
    clock : callable
        Seconds; tests bring their own.
    """

    #: Something is elsewhere now.
    moved = Signal()
    #: The view stands; pulses set out.
    approached = Signal()
    #: The pulses are there: what they make begins to appear.
    arrived = Signal()
    #: It has appeared.
    landed = Signal()

    def __init__(self, parent: QObject, clock: Clock = perf_counter) -> None:
        super().__init__(parent)
        self.clock = clock
        self.ways: PulseWays | None = None
        self._stage = ""
        self._started = 0.0
        self._seconds = {"approach": 0.0, "fly": 0.0, "appear": 0.0}
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def pulses(self) -> tuple[Pulse, ...]:
        """The pulses under way, or about to set out."""
        return () if self.ways is None else self.ways.pulses

    @property
    def is_on(self) -> bool:
        """Whether pulses are under way."""
        return self.ways is not None

    @property
    def stage(self) -> str:
        """What goes on: "approach", "fly", "appear", or "" for nothing."""
        return self._stage

    @property
    def progress(self) -> float:
        """How far it is in the present stage, from 0 to 1, eased."""
        seconds = self._seconds.get(self._stage, 0.0)
        return eased((self.clock() - self._started) / seconds) if seconds > 0.0 else 1.0

    def start(self, pulses: tuple[Pulse, ...], *, fly: float, appear: float, approach: float = 0.0) -> None:
        """Begin; a former leg is gone.

        Parameters
        ----------
        pulses : tuple of Pulse
            Without any, what the step makes begins to appear as soon as the view stands.
        fly, appear, approach : float
            Seconds of each stage.
        """
        self._seconds = {"approach": approach, "fly": fly if pulses else 0.0, "appear": appear}
        self.ways = PulseWays(pulses) if pulses else None
        self._timer.start()
        self._enter("approach" if approach > 0.0 else "fly")
        if not pulses and approach <= 0.0:
            self.tick()

    def stop(self) -> None:
        """Leave it where it is; nobody is told."""
        self._timer.stop()
        self._stage = ""
        self.ways = None

    @Slot()
    def tick(self) -> None:
        """Move on to now."""
        if not self._stage:
            return
        if self.clock() - self._started < self._seconds[self._stage]:
            self.moved.emit()
        elif self._stage == "approach":
            self._enter("fly")
            self.approached.emit()
        elif self._stage == "fly":
            self._enter("appear")
            self.ways = None
            self.arrived.emit()
        else:
            self.stop()
            self.landed.emit()

    def _enter(self, stage: str) -> None:
        self._stage, self._started = stage, self.clock()
