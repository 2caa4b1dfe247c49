"""The start: from the beginning of the process to the painted window, beside an empty window of the same libraries."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from benchmarks.report import Bound, Row, duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.effort import Effort

PEER: Final = "an empty PySide6 + pyqtgraph + NumPy window"
MODULES: Final = {"empty": "benchmarks.windows.empty", "ours": "benchmarks.windows.ours"}
"""What is started, each in a process of its own; prints the clock at every moment that counts."""

MOST_ROUNDS: Final = 15
PATIENCE_SECONDS: Final = 120
BOUND: Final = Bound(1.5, at_most=True)


@dataclass(slots=True)
class Starts:
    """What was seen, round by round.

    Attributes
    ----------
    empty : list of float
        Seconds to the empty window's first frame.
    shell, filled : list of float
        Seconds to our first frame, and to the first one with everything in it.
    """

    empty: list[float] = field(default_factory=list)
    shell: list[float] = field(default_factory=list)
    filled: list[float] = field(default_factory=list)

    def ratio(self, seconds: list[float]) -> float:
        """Return the median of the rounds' ratios to the empty window."""
        return statistics.median(ours / empty for ours, empty in zip(seconds, self.empty, strict=True))


def measure_startup(effort: Effort) -> Iterator[Row]:
    """Start both windows in turn, each in a new process without a display.

    Parameters
    ----------
    effort : Effort
        How many rounds there are.

    Yields
    ------
    Row
        One to the first frame, one to the filled window.
    """
    starts = Starts()
    with tempfile.TemporaryDirectory() as folder:
        # The first start of each reads from the disk, and Python writes what it compiled.
        for name in MODULES:
            _start(name, folder)
        for _ in range(min(MOST_ROUNDS, effort.rounds)):
            (empty,) = _start("empty", folder)
            shell, filled = _start("ours", folder)
            starts.empty.append(empty)
            starts.shell.append(shell)
            starts.filled.append(filled)
    for what, seconds in (("a frame on the screen", starts.shell), ("the filled window", starts.filled)):
        both = f"{duration(statistics.median(seconds))}, {duration(statistics.median(starts.empty))}"
        yield Row(f"from the start of the process to {what}", PEER, both, starts.ratio(seconds), BOUND)


def _start(name: str, folder: str) -> list[float]:
    """Run one window in a new process; return the seconds from its start to each moment that it tells."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # users start what has been compiled before
    started = time.perf_counter()
    command = [sys.executable, "-m", MODULES[name]]
    told = subprocess.run(
        command, env=environment, check=False, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    if told.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{told.stderr}")
    return [float(clock) - started for clock in told.stdout.split()]
