"""The window while it trains at full speed: how long refreshes take, whether events wait, what training keeps."""

from __future__ import annotations

import gc
import os
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer, Slot

import mlp_core as mlp
from benchmarks.report import Bound, Row
from mlp_gui.app import Program, application
from mlp_gui.cli import Options
from mlp_gui.starting import end_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.effort import Effort
    from mlp_gui.state.session import Session

EXAMPLES: Final = ("xor", "circle", "spiral", "moons", "blobs", "plane", "sine")
SIZE: Final = (1440, 900)
FRAME_MS: Final = 16.7
BEAT_MS: Final = 10
WINDOW_BLOCKS: Final = 10
"""A block with the window lasts as many blocks of a peer: it has to hold several frames."""
MOST_ROUNDS: Final = 9


@dataclass(slots=True)
class Measured:
    """What was seen in one example.

    Attributes
    ----------
    refreshes : list of float
        Seconds from a snapshot reaching the views to the window having painted it.
    beats : list of float
        Seconds between two handled events of a timer of `BEAT_MS`.
    kept : list of float
        Steps a second beside the window over steps a second without, round by round.
    speeds : list of float
        Steps a second beside the window.
    seconds : float
        For how long the window was watched.
    """

    refreshes: list[float] = field(default_factory=list)
    beats: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    speeds: list[float] = field(default_factory=list)
    seconds: float = 0.0


class Watch(QObject):
    """Writes down refreshes and heartbeats while it is on."""

    def __init__(self, measured: Measured, parent: QObject) -> None:
        super().__init__(parent)
        self._measured = measured
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._on_beat)

    def start(self) -> None:
        """Begin to listen to the heart."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Listen no more."""
        self._timer.stop()

    @Slot(float)
    def on_frame_painted(self, seconds: float) -> None:
        """Note a refresh."""
        if self._timer.isActive():
            self._measured.refreshes.append(seconds)

    @Slot()
    def _on_beat(self) -> None:
        now = time.perf_counter()
        self._measured.beats.append(now - self._last)
        self._last = now


def measure_window(effort: Effort) -> Iterator[Row]:
    """Train each example at full speed in the window, between blocks of the same training without it.

    Parameters
    ----------
    effort : Effort
        How long a block lasts and how many rounds there are.

    Yields
    ------
    Row
        Three for each example.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application()
    for name in EXAMPLES:
        yield from _rows(mlp.EXAMPLES[name].title, _measure(name, effort))


def _measure(name: str, effort: Effort) -> Measured:
    measured = Measured()
    _, _, trainer = mlp.EXAMPLES[name].build()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        program = Program(Options(example=name, theme="light", size=SIZE), settings)
        session = program.furnish()
        end_start()
        assert program.controller is not None
        watch = Watch(measured, program)
        program.controller.frame_clock.frame_painted.connect(watch.on_frame_painted)
        program.window.show()
        session.set_speed(None)
        block = WINDOW_BLOCKS * effort.block_seconds
        _train_in_window(session, block)
        _train_alone(trainer, effort.block_seconds)
        alone = [_train_alone(trainer, block / 2)]
        for _ in range(min(MOST_ROUNDS, effort.rounds)):
            watch.start()
            measured.speeds.append(_train_in_window(session, block))
            watch.stop()
            measured.seconds += block
            alone.append(_train_alone(trainer, block / 2))
            measured.kept.append(2.0 * measured.speeds[-1] / (alone[-2] + alone[-1]))
        program.window.close()
        program.end()
        program.window.deleteLater()
        program.deleteLater()
        settings.sync()
        gc.unfreeze()
    return measured


def _train_in_window(session: Session, seconds: float) -> float:
    """Play for some time in the window; return the steps a second."""
    before = 0 if session.snapshot is None else session.snapshot.step
    started = time.perf_counter()
    session.play()
    _run_events(seconds)
    session.pause()
    ended = time.perf_counter()
    # The snapshot of the pause says how far it came.
    _run_events(0.1)
    return 0.0 if session.snapshot is None else (session.snapshot.step - before) / (ended - started)


def _train_alone(trainer: mlp.Trainer, seconds: float) -> float:
    """Train as the worker does, but without a window; return the steps a second."""
    before, started = trainer.step_count, time.perf_counter()
    while time.perf_counter() - started < seconds:
        trainer.run_steps(20)
    return (trainer.step_count - before) / (time.perf_counter() - started)


def _run_events(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(1000.0 * seconds), loop.quit)
    loop.exec()


def _rows(title: str, measured: Measured) -> Iterator[Row]:
    work = f"window at full speed, {title}"
    yield from frame_rows(work, measured)
    yield Row(
        work,
        "the same training without a window",
        f"{statistics.median(measured.speeds):,.0f} steps a second beside the window",
        100.0 * statistics.median(measured.kept),
        Bound(75.0, unit="%"),
    )


def frame_rows(work: str, measured: Measured) -> Iterator[Row]:
    """Yield the share of refreshes that are short enough, and the longest wait between handled events.

    Parameters
    ----------
    work : str
        What was done meanwhile.
    measured : Measured
        What was seen.
    """
    refreshes = 1000.0 * np.array(measured.refreshes or [np.nan])
    beats = 1000.0 * np.array(measured.beats or [np.nan])
    yield Row(
        work,
        f"refreshes under {FRAME_MS} ms",
        f"p50 {np.percentile(refreshes, 50):.1f} ms, p99 {np.percentile(refreshes, 99):.1f} ms, "
        f"{len(measured.refreshes) / max(measured.seconds, 1e-9):.0f} a second",
        100.0 * float(np.mean(refreshes < FRAME_MS)),
        Bound(99.0, unit="%"),
    )
    yield Row(
        work,
        "longest wait between events",
        f"p50 {np.percentile(beats, 50):.1f} ms, p99 {np.percentile(beats, 99):.1f} ms, a timer of {BEAT_MS} ms",
        float(beats.max()),
        Bound(50.0, at_most=True, unit="ms"),
    )
