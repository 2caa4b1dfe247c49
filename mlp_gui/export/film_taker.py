"""Takes a film frame by frame: a script moves the run, each picture is taken when all of it shows the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from PySide6.QtCore import QObject, QPoint, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from mlp_gui.export.film_script import Take
from mlp_gui.export.film_writer import FilmError
from mlp_gui.export.formulas_set import formulas_are_set
from mlp_gui.look.pixel_ratio import for_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.export.film_script import FilmScript
    from mlp_gui.export.film_writer import FilmWriter

LOOK_MS: Final = 2
"""Between two looks at whether what is to be seen is there."""
_ALL: Final = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren


class Computing(Protocol):
    """Whoever computes what views show beside the training."""

    @property
    def is_idle(self) -> bool:
        """Whether every picture of the newest moment is there that is wanted."""


class FilmTaker(QObject):
    """Has a script led through, and every frame of it written.

    Parameters
    ----------
    widget : QWidget
        What is filmed.
    script : FilmScript
        What happens.
    writer : FilmWriter
        Where it goes.
    size : QSize
        Of the film, pixels.
    computing : Computing
        Asked before each picture whether it can be taken.
    parent : QObject
        Owner.

    Signals
    -------
    progressed : int
        So many frames were taken.
    ended : str, str
        The film is whole, or why it is not; and a note for the user.
    """

    progressed = Signal(int)
    ended = Signal(str, str)

    def __init__(
        self,
        widget: QWidget,
        script: FilmScript,
        writer: FilmWriter,
        size: QSize,
        computing: Computing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._widget = widget
        self._script = script
        self._takes: Iterator[Take] = script.takes()
        self._writer = writer
        self._size = size
        self._computing = computing
        self._wants_frame = False
        self._is_finishing = False
        self._last: np.ndarray | None = None
        self._done = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Begin; the event loop has to run."""
        self._timer.start()

    def give_up(self) -> None:
        """Take no more, and leave nothing."""
        self._timer.stop()
        self._writer.give_up()

    @Slot()
    def _on_timeout(self) -> None:
        try:
            self._writer.check()
            if self._is_finishing:
                if self._writer.is_done:
                    self._writer.check()
                    self._end("")
            elif self._wants_frame:
                self._take_frame()
            else:
                self._go_on()
        except FilmError as error:
            self._end(str(error))

    def _go_on(self) -> None:
        take = next(self._takes, None)
        if take is None:
            self._is_finishing = True
            self._writer.finish()
        elif take is Take.SAME and self._last is not None:
            self._write(self._last)
        elif take is not Take.WAIT:
            self._wants_frame = True
            self._take_frame()

    def _take_frame(self) -> None:
        """Take the picture, if all is there that belongs to it; what painting it has set off has to come too."""
        if not self._is_settled():
            return
        pixels = self._pixels()
        if self._is_settled():
            self._wants_frame = False
            self._last = pixels
            self._write(pixels)

    def _write(self, pixels: np.ndarray) -> None:
        self._writer.put(pixels)
        self._done += 1
        self.progressed.emit(self._done)

    def _is_settled(self) -> bool:
        return self._computing.is_idle and formulas_are_set(self._widget)

    def _pixels(self) -> np.ndarray:
        """Return what is seen now, shape (height, width, 4), uint8: blue, green, red and one that does not count."""
        image = frame_image(self._widget, self._size)
        width, height = image.width(), image.height()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
        return rows[:, :width].copy()

    def _end(self, problem: str) -> None:
        self._timer.stop()
        if problem:
            self._writer.give_up()
        self.ended.emit(problem, self._script.note)


def frame_image(widget: QWidget, size: QSize) -> QImage:
    """Return a widget as it is painted now, cut to a size in pixels; without what only a pointer could use."""
    ratio = widget.devicePixelRatioF()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(widget.palette().window().color())
    with for_picture(ratio):
        widget.render(image, QPoint(), renderFlags=_ALL)
    return image
