"""The window with the loss surface open while it trains and a large region is computed: frames, waits, pictures."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QObject, QSettings, QThreadPool, QTimer, Slot

import mlp_core as mlp
from benchmarks.report import Bound, Row
from benchmarks.window import MOST_ROUNDS, SIZE, WINDOW_BLOCKS, Measured, Watch, frame_rows
from mlp_gui.app import Program, application
from mlp_gui.cli import Options
from mlp_gui.starting import end_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.effort import Effort
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.state.surface_picture import SurfacePicture

EXAMPLES: Final = ("xor", "spiral")
SPEEDS: Final = ((None, "full speed"), (100.0, "100 steps a second"))
REGION: Final = 256
REGION_MS: Final = 100
PICTURES: Final = 10.0
"""Surfaces a second that it has to show."""


class _Region:
    """Computes the decision region of a snapshot's network once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.is_done = False

    def run(self) -> None:
        """Compute; called by the pool."""
        dataset = self._snapshot.dataset
        x_range, y_range = dataset.domain
        mlp.decision_grid(
            self._snapshot.network,
            dataset.input_map,
            x_range,
            y_range if dataset.n_coordinates == 2 else None,
            REGION,
        )
        self.is_done = True


class _Regions(QObject):
    """Has the region of the newest moment computed some times a second, one after another, as a view does."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pool = QThreadPool(self)
        self._region: _Region | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(REGION_MS)
        self._timer.timeout.connect(self._on_due)
        self._timer.start()
        self.count = 0

    def stop(self) -> None:
        """End with the region that is being computed."""
        self._timer.stop()
        self._pool.waitForDone()

    @Slot()
    def _on_due(self) -> None:
        if self._session.snapshot is not None and (self._region is None or self._region.is_done):
            self._region = _Region(self._session.snapshot)
            self._pool.start(self._region.run)
            self.count += 1


class _Pictures(QObject):
    """Counts the surfaces that are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.count = 0

    @Slot(object)
    def on_picture_changed(self, _picture: SurfacePicture | None) -> None:
        """Count one."""
        self.count += 1


def measure_surface_window(effort: Effort) -> Iterator[Row]:
    """Train in the window with map and relief open, while a pool computes regions of 256 x 256.

    Parameters
    ----------
    effort : Effort
        How long a block lasts and how many rounds there are.

    Yields
    ------
    Row
        Three for each example and speed.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application()
    for name in EXAMPLES:
        for speed, told in SPEEDS:
            measured, pictures, regions = _measure(name, speed, effort)
            yield from _rows(f"surface and region, {told}, {mlp.EXAMPLES[name].title}", measured, pictures, regions)


def _measure(name: str, speed: float | None, effort: Effort) -> tuple[Measured, float, float]:
    measured = Measured()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        program = Program(Options(example=name, theme="light", size=SIZE), settings)
        program.preferences.override("surface_drawing", "both")
        session = program.furnish()
        end_start()
        assert program.controller is not None
        watch, pictures = Watch(measured, program), _Pictures(program)
        program.controller.frame_clock.frame_painted.connect(watch.on_frame_painted)
        session.surface.picture_changed.connect(pictures.on_picture_changed)
        program.window.show()
        program.window.contents.surface.toggleViewAction().trigger()
        session.set_speed(speed)
        block = WINDOW_BLOCKS * effort.block_seconds
        _train(session, block)
        regions = _Regions(session, program)
        pictures.count, started = 0, time.perf_counter()
        for _ in range(min(MOST_ROUNDS, effort.rounds)):
            watch.start()
            _train(session, block)
            watch.stop()
            measured.seconds += block
        seconds = time.perf_counter() - started
        regions.stop()
        program.window.close()
        program.end()
        program.window.deleteLater()
        program.deleteLater()
        settings.sync()
        gc.unfreeze()
    return measured, pictures.count / measured.seconds, regions.count / seconds


def _train(session: Session, seconds: float) -> None:
    session.play()
    loop = QEventLoop()
    QTimer.singleShot(round(1000.0 * seconds), loop.quit)
    loop.exec()
    session.pause()


def _rows(work: str, measured: Measured, pictures: float, regions: float) -> Iterator[Row]:
    yield from frame_rows(work, measured)
    detail = f"beside {regions:.0f} regions of {REGION}x{REGION} a second"
    yield Row(work, "surfaces a second", detail, pictures, Bound(PICTURES, unit=""))
