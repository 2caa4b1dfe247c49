"""The start loads what the filled window shows, and nothing that is asked for later: so it stays fast."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM: Final = """
import sys
from mlp_gui.options import Options
from mlp_gui.starting import begin_start
begin_start()
loaded_before_qt = "numpy" in sys.modules and "PySide6" not in sys.modules
from PySide6.QtCore import QSettings
from mlp_gui.app import Program, application
app = application()
program = Program(Options(), QSettings(sys.argv[1], QSettings.Format.IniFormat))
program.window.show()
program.furnish()
app.processEvents()
print(*sys.modules, "numpy-before-qt" if loaded_before_qt else "")
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
    "libraries for what comes later": ("contourpy", "matplotlib", "pyqtgraph", "ziamath"),
}
"""By what they are for: modules and packages that a user who has just started has not asked for."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Return the names of all modules that are loaded when the window is filled and painted."""
    folder: Path = tmp_path_factory.mktemp("start")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, str(folder / "settings.ini")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("purpose", LATER)
def test_the_filled_window_has_not_loaded(loaded: frozenset[str], purpose: str) -> None:
    """What nobody has asked for yet is not there: it is loaded when it is first used."""
    assert not sorted(loaded.intersection(LATER[purpose]))


def test_the_filled_window_is_there(loaded: frozenset[str]) -> None:
    """What is shown at once has been loaded, so that the test above speaks of a filled window."""
    assert {"mlp_gui.views.network", "mlp_gui.views.decision", "mlp_gui.views.loss", "mlp_gui.panels"} <= loaded


def test_numpy_comes_before_qt(loaded: frozenset[str]) -> None:
    """PySide reads the source of every module that is loaded after it; NumPy's is long."""
    assert "numpy-before-qt" in loaded
