"""The installed PySide6 keeps its reference counts: some releases lose one to True or None at every call, and abort."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

class Sender(QObject):
    told = Signal(bool)

app = QApplication([])
sender = Sender()
for _ in range(5_000):
    sender.told.emit(True)
widget = QWidget()
for _ in range(20_000):
    widget.update()
"""


def test_toolkit_keeps_its_references() -> None:
    """Thousands of emits of True and of calls that return None leave the interpreter alive."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
