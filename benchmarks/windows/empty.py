"""The least that a window with our libraries takes: `python -m benchmarks.windows.empty` prints when it was painted."""

import sys

import numpy as np  # noqa: F401  (loading it is what is measured)
import pyqtgraph as pg  # noqa: F401
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.windows.first_frames import FrameWatch


class Ending(QObject):
    """Ends the program at the first frame."""

    @Slot(float)
    def on_painted(self, clock: float) -> None:
        """Say when it was."""
        print(clock)
        QApplication.exit()


app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
watch = FrameWatch(window)
ending = Ending(window)
watch.painted.connect(ending.on_painted)
window.show()
sys.exit(app.exec())
