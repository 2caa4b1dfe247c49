"""What makes the start of the process fast; read before anything heavy is loaded."""

from __future__ import annotations

import gc
import os
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS: Final = ("mlp_core", "mlp_gui", "mlp_resources")
NO_SYNTAX_OF_PYSIDE: Final = 0


def begin_start() -> None:
    """Load NumPy, with one thread, then Qt, and put off the search for garbage.

    More threads make small products slower, and the window stutter. Next to nothing that a start makes is garbage, and
    to search for it again and again takes a tenth of the start.
    """
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    gc.disable()
    # PySide reads the source of every module that is loaded after it, for a syntax of its own, and NumPy's is long.
    import_module("numpy")
    spare_sources()


def spare_sources() -> None:
    """Load Qt, and tell PySide that no module of ours uses its own syntax: reading them all takes a tenth of the start.

    Where PySide keeps that otherwise, they are read, and nothing is lost but time.
    """
    try:
        known = getattr(import_module("PySide6.support.feature"), "pyside_feature_dict", None)
    except ImportError:
        return
    if isinstance(known, dict):
        for package in OURS:
            found = find_spec(package)
            for place in (found and found.submodule_search_locations) or ():
                known.update(dict.fromkeys(_modules_in(place, package), NO_SYNTAX_OF_PYSIDE))


def _modules_in(folder: str, package: str) -> Iterator[str]:
    """Yield the names of a package and of all modules in it, without loading any."""
    yield package
    with os.scandir(folder) as entries:
        for entry in entries:
            name, _, ending = entry.name.partition(".")
            if ending == "py":
                yield f"{package}.{name}"
            elif not ending and not name.startswith("__") and entry.is_dir():
                yield from _modules_in(entry.path, f"{package}.{name}")


def end_start() -> None:
    """Search for garbage from now on, but never again among what the start has made: it stays for good."""
    gc.freeze()
    gc.enable()
