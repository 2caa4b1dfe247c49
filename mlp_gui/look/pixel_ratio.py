"""How many pixels stand for each logical one: those of the screen, or of the picture that is being taken."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

_of_picture: list[float] = []
_of_lines: list[bool] = []


@contextmanager
def for_picture(ratio: float, *, lines: bool = False) -> Iterator[None]:
    """Have everything that is painted meanwhile, and kept for the next painting, so fine.

    Whoever keeps what it painted has to be told to forget it, before and after.

    Parameters
    ----------
    ratio : float
        Pixels for each logical one.
    lines : bool
        Whether the picture is one of lines, which stay sharp at any size.
    """
    _of_picture.append(ratio)
    _of_lines.append(lines)
    try:
        yield
    finally:
        _of_lines.pop()
        _of_picture.pop()


def is_for_picture() -> bool:
    """Tell whether a picture is being taken: what is painted has to be there at once, and is not painted again."""
    return bool(_of_picture)


def is_for_lines() -> bool:
    """Tell whether a picture of lines is being taken: what is else kept as pixels is painted straight into it."""
    return bool(_of_lines) and _of_lines[-1]


def pixel_ratio(widget: QWidget) -> float:
    """Return the pixels for each logical one of a widget; to be asked while painting, not kept."""
    return _of_picture[-1] if _of_picture else widget.devicePixelRatioF()
