"""How many pixels stand for each logical one: those of the screen, or of the picture that is being taken."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

_of_picture: list[float] = []


@contextmanager
def for_picture(ratio: float) -> Iterator[None]:
    """Have everything that is painted meanwhile, and kept for the next painting, so fine.

    Whoever keeps what it painted has to be told to forget it, before and after.
    """
    _of_picture.append(ratio)
    try:
        yield
    finally:
        _of_picture.pop()


def is_for_picture() -> bool:
    """Tell whether a picture is being taken: what is painted has to be there at once, and is not painted again."""
    return bool(_of_picture)


def pixel_ratio(widget: QWidget) -> float:
    """Return the pixels for each logical one of a widget; to be asked while painting, not kept."""
    return _of_picture[-1] if _of_picture else widget.devicePixelRatioF()
