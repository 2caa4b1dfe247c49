"""What makes the start of the process fast; read before anything heavy is loaded."""

from __future__ import annotations

import gc
import os


def begin_start() -> None:
    """Load NumPy, with one thread and before Qt, and put off the search for garbage.

    More threads make small products slower, and the window stutter. PySide reads the source of every module that is
    loaded after it, for a syntax of its own, and NumPy's is long. Next to nothing that a start makes is garbage, and
    to search for it again and again takes a tenth of the start.
    """
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    gc.disable()
    import numpy  # noqa: F401, ICN001  (loading it is all that is wanted)


def end_start() -> None:
    """Search for garbage from now on, but never again among what the start has made: it stays for good."""
    gc.freeze()
    gc.enable()
