"""What a start of the program is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line.

    Attributes
    ----------
    example : str or None
        Name of the example to open; None for the default.
    theme : str or None
        "light", "dark" or "system" for this start; None for what is remembered.
    snapshot : Path or None
        Where to write a picture of the window instead of opening it.
    epochs : int
        Epochs to train before the picture is taken.
    size : tuple of two int, or None
        Width and height of the window in pixels before `scale`; None for what is remembered.
    scale : float
        Pixels of the picture for each pixel of the window.
    project : Path or None
        The project file to open instead of an example.
    table : Path or None
        The table to look at when the window stands.
    register : bool
        Whether to tell the desktop of the program instead of opening it.
    autosave : str
        Folder for copies of the run, from which it can be restored; "" for none.
    """

    example: str | None = None
    theme: str | None = None
    snapshot: Path | None = None
    epochs: int = 300
    size: tuple[int, int] | None = None
    scale: float = 1.0
    project: Path | None = None
    table: Path | None = None
    register: bool = False
    autosave: str = ""
