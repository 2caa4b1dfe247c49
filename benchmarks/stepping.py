"""Frames while stepping: what the graph by itself, and then the whole window, costs while a step is told."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer, Slot

import mlp_core as mlp
from benchmarks.report import Bound, Row
from mlp_gui.app import Program, application
from mlp_gui.look import ThemeController
from mlp_gui.options import Options
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import RunStatus, Snapshot
from mlp_gui.views.network import NetworkView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.effort import Effort

SIZE: Final = (838, 486)
"""Of the graph in a window of 1440 x 900."""

FRAME_MS: Final = 16.7
LONGEST_MS: Final = 20.0
SPEED: Final = 4.0
STEPS: Final = 24
LEAST_MS: Final = 0.5
"""Between two beats with less work than this nothing was painted."""

CASES: Final = (
    ((4, 8, 8, 3), "tanh", "term"),
    ((4, 8, 8, 3), "tanh", "layer"),
    ((4, 8, 8, 3), "tanh", "phase"),
    ((64, 64, 32, 10), "relu", "layer"),
    ((64, 64, 32, 10), "relu", "unit"),
)

WINDOWS: Final = ((1440, 900), (1280, 800))
WINDOW_CASES: Final = tuple((name, grain) for name in ("xor_steps", "4-8-8-3") for grain in ("term", "unit", "layer"))
"""What is stepped through in the whole window: an example, or example blobs with more features and layers."""

_FEATURES: Final = ("x1", "x2", "x1_squared", "x2_squared")


class Beats(QObject):
    """Notes how much work the thread of the window does between two beats of a fast timer.

    Parameters
    ----------
    parent : QObject
        Owner.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.milliseconds: list[float] = []
        self._before = time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def stop(self) -> None:
        """Note nothing more."""
        self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        now = time.thread_time()
        self.milliseconds.append(1000.0 * (now - self._before))
        self._before = now


def measure_stepping(effort: Effort) -> Iterator[Row]:
    """Play through a training step on the graph, four steps a second.

    Parameters
    ----------
    effort : Effort
        With a single round it is only shown to run.

    Yields
    ------
    Row
        Two for each network and grain, and two for each window, network and grain.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application()
    steps = STEPS if effort.rounds > 1 else 2
    for sizes, activation, grain in CASES:
        work = f"frames while stepping by {grain}, {'-'.join(map(str, sizes))}"
        yield from _rows(work, _play(sizes, activation, grain, steps))
    for size in WINDOWS if effort.rounds > 1 else WINDOWS[:1]:
        for name, grain in WINDOW_CASES:
            work = f"whole window while stepping by {grain}, {name}, {size[0]} x {size[1]}"
            yield from _rows(work, _play_in_window(size, name, grain, steps))


def _rows(work: str, milliseconds: list[float]) -> Iterator[Row]:
    """Yield how many of the frames are short, and the longest."""
    frames = np.array([each for each in milliseconds if each >= LEAST_MS] or [np.nan])
    detail = (
        f"p50 {np.percentile(frames, 50):.1f} ms, p99 {np.percentile(frames, 99):.1f} ms, "
        f"{int(np.sum(frames >= FRAME_MS))} of {len(frames)} frames over {FRAME_MS} ms"
    )
    share = 100.0 * float(np.mean(frames < FRAME_MS))
    yield Row(work, f"frames under {FRAME_MS} ms", detail, share, Bound(99.0, unit="%"))
    yield Row(work, "longest frame", detail, float(frames.max()), Bound(LONGEST_MS, at_most=True, unit="ms"))


@contextmanager
def _beating(owner: QObject) -> Iterator[Beats]:
    """Listen, while the collector leaves alone what stays, as the program has it when it has started."""
    gc.collect()
    gc.freeze()
    beats = Beats(owner)
    try:
        yield beats
    finally:
        beats.stop()
        gc.unfreeze()


def _play_in_window(size: tuple[int, int], name: str, grain: str, steps: int) -> list[float]:
    """Play some steps of a run in the program's own window; return the milliseconds of work between beats."""
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        is_example = name in mlp.EXAMPLES
        program = Program(Options(example=name if is_example else "blobs", theme="light", size=size), settings)
        session = program.furnish()
        program.window.show()
        if not is_example:
            hidden = tuple(map(int, name.split("-")[1:-1]))
            session.set_data(features=_FEATURES[: int(name.partition("-")[0])])
            session.set_network(hidden_sizes=hidden, hidden_activations=("tanh",) * len(hidden))
        _run_events(1.0)
        stepping = session.stepping
        stepping.set_active(True)
        stepping.set_granularity(grain)
        stepping.set_speed(SPEED)
        _run_events(1.5)
        with _beating(program) as beats:
            stepping.toggle_playing()
            _run_events(steps / SPEED)
        stepping.set_active(False)
        program.window.close()
        program.end()
        program.window.deleteLater()
        program.deleteLater()
        settings.sync()
    return beats.milliseconds


def _play(sizes: tuple[int, ...], activation: str, grain: str, steps: int) -> list[float]:
    """Play some steps; return the milliseconds of work between beats."""
    owner = QObject()
    view, session = _open(sizes, activation, owner)
    stepping = session.stepping
    stepping.set_granularity(grain)
    stepping.set_speed(SPEED)
    _run_events(0.3)
    with _beating(owner) as beats:
        stepping.toggle_playing()
        _run_events(steps / SPEED)
    stepping.set_active(False)
    view.close()
    view.deleteLater()
    owner.deleteLater()
    _run_events(0.05)
    return beats.milliseconds


def _open(sizes: tuple[int, ...], activation: str, owner: QObject) -> tuple[NetworkView, Session]:
    """Show the graph of a network on noise, before a training step."""
    rng = np.random.default_rng(0)
    points, labels = rng.normal(size=(320, sizes[0])), rng.integers(0, sizes[-1], 320)
    dataset = mlp.Dataset.from_arrays(points, labels, n_classes=sizes[-1])
    network = mlp.Network(sizes, hidden=activation, output="softmax", rng=1)
    experiment = mlp.EXAMPLES["blobs"]
    trainer = mlp.Trainer(network, dataset, replace(experiment.training, batch_size=32), rng=1)
    trainer.run_steps(200)
    theme_controller, session = ThemeController(owner), Session(experiment, owner)
    theme_controller.set_mode("light")
    view = NetworkView(session, theme_controller, Preferences(parent=owner))
    view.resize(*SIZE)
    view.show()
    session.receive_snapshot(
        Snapshot(
            run_id=session.run_id,
            experiment=experiment,
            dataset=dataset,
            network=network.frozen_copy(),
            gradient=None,
            epoch=trainer.epoch,
            batch=0,
            n_batches=trainer.n_batches,
            step=trainer.step_count,
            learning_rate=0.1,
            history=trainer.history.view(),
            steps_per_second=0.0,
            status=RunStatus.PAUSED,
        )
    )
    session.stepping.set_active(True)
    session.stepping.receive_trace(session.run_id, mlp.trace_next(trainer))
    return view, session


def _run_events(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(1000.0 * seconds), loop.quit)
    loop.exec()
