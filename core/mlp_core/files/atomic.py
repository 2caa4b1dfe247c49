"""Writing a file so that it is always the old one or the new one, whatever happens in between."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_PART: Final = ".part"

_LEFT_BEHIND: Final = 3600.0
"""Seconds after which an unfinished file is one whose writer was ended."""


def replace_file(path: str | os.PathLike[str], write: Callable[[BinaryIO], None]) -> None:
    """Write a file beside `path`, have it reach the disk, and put it in its place in one step.

    Parameters
    ----------
    path : path-like
        What is to be replaced, or made; a link is followed.
    write : callable
        `write(stream)` writes the contents.

    Raises
    ------
    OSError
        If the file cannot be written; the old one is as it was.
    """
    target = Path(os.path.realpath(path))
    _clear_left_behind(target)
    part = target.with_name(f".{target.name}.{os.getpid()}{_PART}")
    try:
        with part.open("wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _clear_left_behind(target: Path) -> None:
    """Delete unfinished files of writers that were ended in the middle."""
    for part in target.parent.glob(f".{target.name}.*{_PART}"):
        try:
            if time.time() - part.stat().st_mtime > _LEFT_BEHIND:
                part.unlink()
        except OSError:
            continue


def _sync_folder(folder: Path) -> None:
    """Have the new name reach the disk too, on systems where a folder can be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
