"""What makes the start of the process fast; read before anything heavy is loaded."""

from __future__ import annotations

import gc
import os


def begin_start() -> None:
    """Give NumPy one thread before it is loaded, and put off the search for garbage.

    More threads make small products slower, and the window stutter. Next to nothing that a start makes is garbage, and
    to search for it again and again takes a tenth of the start.
    """
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    gc.disable()


def end_start() -> None:
    """Search for garbage from now on, but never again among what the start has made: it stays for good."""
    gc.freeze()
    gc.enable()
