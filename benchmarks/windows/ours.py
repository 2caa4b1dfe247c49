"""Our own start: `python -m benchmarks.windows.ours` prints when the frame and the full window were painted."""

import os
import sys

from mlp_gui.options import Options
from mlp_gui.starting import begin_start

begin_start()

from PySide6.QtCore import QObject, Slot  # noqa: E402  (after that, as in the program)

from benchmarks.windows.first_frames import FrameWatch  # noqa: E402
from mlp_gui.app import Program, application, open_program  # noqa: E402


class Ending(QObject):
    """Ends the program at the first frame of the full window."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._is_first = True

    @Slot(float)
    def on_painted(self, clock: float) -> None:
        """Say when it was, of the first frame and of the first full one."""
        is_full = self._program.session is not None
        if self._is_first or is_full:
            print(clock)
        self._is_first = False
        if is_full:
            # Training and its thread are not what is measured.
            sys.stdout.flush()
            os._exit(0)


app = application()
program = open_program(Options(size=(1440, 900)), parent=app)
watch = FrameWatch(program.window)
ending = Ending(program)
watch.painted.connect(ending.on_painted)
sys.exit(app.exec())
