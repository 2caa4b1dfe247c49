"""Takes the README's moving picture: the real window goes through one training step, drawn without a display.

`make animation` writes docs/one-step.webp. Time is made, not waited for, so that each frame is where it belongs.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.Image import Image

    from mlp_gui.app import Program

PICTURE: Final = Path(__file__).resolve().parent.parent / "docs" / "one-step.webp"
SIZE: Final = (1280, 860)
EXAMPLE: Final = "xor_steps"
SAMPLE: Final = 1
"""x = (0, 1), t = 1: its products are not all zero."""
FRAME_MS: Final = 50
SPEED: Final = 0.75
"""Steps a second, of which pulses have their pace."""
HOLD_MS: Final = 900
"""How long each line stands, so that its equation can be read."""
END_MS: Final = 3000
QUALITY: Final = 80
PATIENCE_SECONDS: Final = 60.0


class Clock:
    """Seconds that pass only when a frame has been taken."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class Film:
    """Presents the step-through and takes its frames.

    Parameters
    ----------
    program : Program
        With its window on the screen.
    """

    def __init__(self, program: Program) -> None:
        from mlp_gui.views.equations import EquationsView
        from mlp_gui.views.network.stepping import StepCanvas

        self._program = program
        session = program.session
        assert session is not None
        self._session = session
        self._stepping = session.stepping
        wait_until(lambda: session.snapshot is not None)
        session.presentation.start()
        wait_until(lambda: self._stepping.trace is not None)
        self._stepping.set_sample(SAMPLE)
        self._stepping.set_speed(SPEED)
        canvas, equations = program.window.findChild(StepCanvas), program.window.findChild(EquationsView)
        assert canvas is not None
        assert equations is not None
        self._canvas, self._equations = canvas, equations
        self._clock = Clock()
        canvas.flight.clock = self._clock

    def frames(self) -> Iterator[tuple[Image, int]]:
        """Yield each frame with the milliseconds that it stands."""
        walk, stepping = self._stepping.walk, self._stepping
        assert walk is not None
        first_unit = next(unit for unit in walk.sequence("unit") if unit.phase.value == "forward")
        # Inputs and target are there.
        stepping.go_to(first_unit.first - 1)
        wait_until(self._is_settled)
        yield self._frame(), HOLD_MS
        while stepping.position < walk.end:
            # The first unit is told term by term; the others by units, or it would take a minute.
            stepping.set_granularity("term" if stepping.position < first_unit.last else "unit")
            stepping.forward()
            wait_until(self._is_settled)
            while self._canvas.flight.stage:
                yield self._frame(), FRAME_MS
                self._clock.now += FRAME_MS / 1000
                self._canvas.flight.tick()
            yield self._frame(), END_MS if stepping.position == walk.end else HOLD_MS

    def _is_settled(self) -> bool:
        """Whether the formulas are set, and the units' answers over the plane drawn in full."""
        return self._session.unit_field is not None and self._equations.canvas.is_settled

    def _frame(self) -> Image:
        from PIL import Image
        from PySide6.QtGui import QImage

        picture = self._program.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        size, line = (picture.width(), picture.height()), picture.bytesPerLine()
        return Image.frombytes("RGB", size, bytes(picture.constBits()), "raw", "RGB", line)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Let the program work until something is so.

    Raises
    ------
    TimeoutError
        If it is not so within a minute.
    """
    from PySide6.QtCore import QCoreApplication, QEventLoop

    end = monotonic() + PATIENCE_SECONDS
    while not is_so():
        if monotonic() > end:
            raise TimeoutError("the window did not get as far as the picture needs it")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def take(picture: Path) -> None:
    """Open the window on a screen of its own, with settings of its own, and write the picture."""
    from PySide6.QtCore import QSettings

    from mlp_gui.app import Program, application
    from mlp_gui.options import Options

    with tempfile.TemporaryDirectory() as folder:
        screen = Path(folder) / "screen.json"
        width, height = SIZE
        described = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        screen.write_text(json.dumps({"screens": [described]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        app = application()
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        program = Program(Options(example=EXAMPLE, theme="light", size=SIZE), settings)
        program.preferences.set_value("pointer_ring", False)
        program.furnish()
        program.window.show()
        try:
            images, times = zip(*Film(program).frames(), strict=True)
        finally:
            program.window.close()
            app.processEvents()
    images[0].save(
        picture, save_all=True, append_images=images[1:], duration=list(times), loop=0, quality=QUALITY, method=6
    )


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
