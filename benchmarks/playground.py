"""A peer in JavaScript, run by Node.js: the forward pass node by node, as TensorFlow Playground has it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from benchmarks.tasks import Start

PROGRAM = "node"
_SCRIPT = Path(__file__).with_suffix(".mjs")


def has_program() -> bool:
    """Tell whether there is a Node.js."""
    return shutil.which(PROGRAM) is not None


class Playground:
    """The grid of a network in a process of its own, which measures its own processor time.

    Parameters
    ----------
    start : Start
        The weights.
    low, high : float
        Ends of both axes.
    resolution : int
        Points along each.
    """

    def __init__(self, start: Start, low: float, high: float, resolution: int) -> None:
        network = {
            "weights": [weight.tolist() for weight in start.weights],
            "biases": [bias.tolist() for bias in start.biases],
            "low": low,
            "high": high,
            "resolution": resolution,
        }
        self._process = subprocess.Popen(
            [PROGRAM, str(_SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self._outputs = np.array(json.loads(self._ask(json.dumps(network))))

    def output(self) -> np.ndarray:
        """Return the output over the grid, shape (n_points,)."""
        return self._outputs

    def run(self, n_times: int) -> int:
        """Compute so many grids."""
        self.seconds(n_times)
        return n_times

    def seconds(self, n_times: int) -> float:
        """Compute so many grids; return the processor seconds that they took, all together."""
        return float(self._ask(str(n_times)))

    def end(self) -> None:
        """End the process."""
        self._process.communicate()

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        return self._process.stdout.readline()
