"""The start loads what the filled window shows, and nothing that is asked for later: so it stays fast."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM: Final = """
import linecache
import sys
from mlp_gui.options import Options
from mlp_gui.starting import begin_start
begin_start()
from PySide6.QtCore import QSettings
from mlp_gui.app import Program, application
app = application()
program = Program(Options(), QSettings(sys.argv[1], QSettings.Format.IniFormat))
program.window.show()
program.furnish()
app.processEvents()
print(*sys.modules)
print(*(path for path in linecache.cache if "mlp_core" in path or "mlp_gui" in path))
program.window.close()
"""
"""Fills the window as the program does, paints it, and says what is loaded then."""

LATER: Final = {
    "what explains a training step": (
        "mlp_core.explain.chain",
        "mlp_core.explain.derivation",
        "mlp_core.explain.notation",
        "mlp_core.explain.trace",
    ),
    "judging predictions": ("mlp_gui.state.prediction", "mlp_gui.state.question"),
    "exports": ("mlp_gui.export.svg_drawing", "mlp_gui.export.view_picture"),
    "reading tables": ("mlp_core.data.tables.reading", "mlp_gui.training.table_reading"),
    "what Help shows": ("mlp_gui.window.about",),
    "parts of Python that take milliseconds": ("html", "importlib.resources", "json"),
    "races": ("mlp_core.races", "mlp_gui.views.races"),
    "loss surfaces": ("mlp_core.surface", "mlp_gui.training.surface_plane", "mlp_gui.views.surface"),
    "the step-through": (
        "mlp_gui.lecture.prediction_bar",
        "mlp_gui.lecture.transport_bar",
        "mlp_gui.views.equations",
        "mlp_gui.views.galleries",
        "mlp_gui.views.matrices",
        "mlp_gui.views.network.stepping",
        "mlp_gui.views.paper",
        "mlp_gui.views.tracer",
        "mlp_gui.window.galleries",
        "mlp_gui.window.step_bars",
    ),
    "presenting": ("mlp_gui.lecture.presenter_drawer", "mlp_gui.window.presenter_mode"),
    "the hidden space": ("mlp_gui.views.hidden_space",),
    "pictures of the window": ("mlp_gui.export.snapshot",),
    "films": ("av", "mlp_gui.export.film_process", "mlp_gui.export.film_taker", "mlp_gui.window.film_dialog"),
    "libraries for what comes later": ("contourpy", "matplotlib", "pyqtgraph", "ziamath"),
}
"""By what they are for: modules and packages that a user who has just started has not asked for."""


class Start(NamedTuple):
    """What a start has loaded.

    Attributes
    ----------
    modules : list of str
        Names of all modules, in the order in which they were loaded.
    sources : list of str
        Our files whose source was read after they were loaded.
    """

    modules: list[str]
    sources: list[str]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Return what is loaded when the window is filled and painted."""
    folder: Path = tmp_path_factory.mktemp("start")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, str(folder / "settings.ini")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    modules, sources = done.stdout.splitlines()
    return Start(modules.split(), sources.split())


@pytest.mark.parametrize("purpose", LATER)
def test_the_filled_window_has_not_loaded(start: Start, purpose: str) -> None:
    """What nobody has asked for yet is not there: it is loaded when it is first used."""
    assert not sorted(set(start.modules).intersection(LATER[purpose]))


def test_the_filled_window_is_there(start: Start) -> None:
    """What is shown at once has been loaded, so that the test above speaks of a filled window."""
    shown = {"mlp_gui.views.network", "mlp_gui.views.decision", "mlp_gui.views.loss", "mlp_gui.panels"}
    assert shown <= set(start.modules)


def test_numpy_comes_before_qt(start: Start) -> None:
    """PySide reads the source of every module that is loaded after it; NumPy's is long."""
    assert start.modules.index("numpy") < start.modules.index("PySide6")


def test_our_sources_are_not_read(start: Start) -> None:
    """Not by PySide either, which looks for a syntax of its own in whatever is loaded after it."""
    assert not start.sources
