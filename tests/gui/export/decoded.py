"""What is in a film, for tests: its pictures, and how long each stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import av
import numpy as np
from PySide6.QtGui import QImage, QImageReader

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Decoded:
    """A film, read again.

    Attributes
    ----------
    frames : list of ndarray, shape (height, width, 3), int
        Red, green, blue.
    milliseconds : list of int
        At which each begins, and the film ends.
    """

    frames: list[np.ndarray]
    milliseconds: list[int]


def decoded(path: Path) -> Decoded:
    """Read a film; an animated WebP by Qt, since FFmpeg writes those but reads none."""
    return _read_webp(path) if path.suffix == ".webp" else _read_video(path)


def _read_video(path: Path) -> Decoded:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        pictures = list(container.decode(video=0))
        starts = [round(1000 * float(picture.pts * stream.time_base)) for picture in pictures]
        end = round(container.duration / 1000)
    return Decoded([picture.to_ndarray(format="rgb24").astype(int) for picture in pictures], [*starts, end])


def _read_webp(path: Path) -> Decoded:
    reader = QImageReader(str(path))
    frames, times = [], [0]
    for _ in range(reader.imageCount()):
        frames.append(pixels_of(reader.read()))
        times.append(times[-1] + reader.nextImageDelay())
    return Decoded(frames, times)


def pixels_of(image: QImage) -> np.ndarray:
    """Return an image as ndarray, shape (height, width, 3), int: red, green, blue."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), 2::-1].astype(int)
