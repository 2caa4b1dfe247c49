"""An error in what Qt calls is told, and the process goes on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mlp_gui.whole_errors import whole_errors

SCRIPT = """
import sys
import numpy as np
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from mlp_gui.whole_errors import forget_handling, whole_errors

class Broken(QWidget):
    def event(self, event):
        if event.type() == QEvent.Type.User:
            np.zeros(3) + np.zeros(2)
        return super().event(event)

    def paintEvent(self, _event):
        int("no number")

def hook(kind, error, _trace):
    forget_handling(error)
    print(kind.__name__, error, repr(error.__context__))

sys.excepthook = hook
app = QApplication([])
widget = Broken()
widget.show()
QApplication.postEvent(widget, QEvent(QEvent.Type.User))
QTimer.singleShot(300, app.quit)
sys.exit(whole_errors(app.exec)())
"""


def test_errors_of_c_code_in_events_do_not_end_the_process() -> None:
    """Below Python 3.12 each of them did: what NumPy and int() raise, in a paint and in another event."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "invalid literal for int()" in done.stdout
    assert "could not be broadcast together" in done.stdout
    assert all(line.endswith("None") for line in done.stdout.strip().splitlines())


def test_errors_that_reach_the_caller_have_no_other_behind_them() -> None:
    """What is being handled meanwhile is nobody's cause, and is gone from the chain; results are handed on."""
    with pytest.raises(ValueError, match="int") as caught:
        whole_errors(int)("no number")
    assert caught.value.__context__ is None
    assert whole_errors(int)("3") == 3
