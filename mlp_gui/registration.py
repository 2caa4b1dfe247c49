"""Tells a Linux desktop of the program: an entry in its menu, and that a double click on a project opens it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Final

_FILES: Final = (
    ("desktop/mlp-gui.desktop", "applications/mlp-gui.desktop"),
    ("desktop/mlp-gui.xml", "mime/packages/mlp-gui.xml"),
    ("icons/app.svg", "icons/hicolor/scalable/apps/mlp-gui.svg"),
)
_REFRESH: Final = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))


def data_folder() -> Path:
    """Return where a user's own desktop entries stand."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def register(folder: Path, command: str) -> list[Path]:
    """Write the entry, the kind of file and the icon; what was there of an earlier version is replaced.

    Parameters
    ----------
    folder : Path
        From `data_folder`.
    command : str
        What starts the program.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    OSError
        If one cannot be written.
    """
    written = []
    for source, place in _FILES:
        text = resources.files("mlp_resources").joinpath(source).read_text(encoding="utf-8")
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("@COMMAND@", shlex.quote(command)), encoding="utf-8")
        written.append(target)
    for program, place in _REFRESH:
        # Where these are missing the desktop finds out by itself, at the next login.
        if found := shutil.which(program):
            subprocess.run([found, str(folder / place)], check=False, capture_output=True)
    return written


def run_registration() -> int:
    """Register the program that runs for the user who runs it; returns the exit code."""
    if not sys.platform.startswith("linux"):
        sys.stderr.write("mlp-gui: --register is for Linux; here, choose mlp-gui once under Open with.\n")
        return 1
    command = shutil.which("mlp-gui") or str(Path(sys.argv[0]).absolute())
    try:
        written = register(data_folder(), command)
    except OSError as error:
        sys.stderr.write(f"mlp-gui: {error}\n")
        return 1
    sys.stdout.write("".join(f"{path}\n" for path in written))
    return 0
