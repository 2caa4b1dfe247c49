"""`python -m benchmarks`: measure everything, print the table and write it to build/benchmarks.md."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.effort import FULL, SMOKE
from benchmarks.grid import measure_grid
from benchmarks.machine import describe_machine
from benchmarks.report import markdown_table
from benchmarks.side_by_side import measure_side_by_side
from benchmarks.startup import measure_startup
from benchmarks.steps import measure_steps
from benchmarks.surface import measure_surface
from benchmarks.way_back import measure_way_back
from mlp_core.threads import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.effort import Effort
    from benchmarks.report import Row


def _measure_window(effort: Effort) -> Iterable[Row]:
    """Measure the window; this and those below are the groups that need Qt."""
    from benchmarks.window import measure_window

    return measure_window(effort)


def _measure_stepping(effort: Effort) -> Iterable[Row]:
    """Measure the frames of a step's motion."""
    from benchmarks.stepping import measure_stepping

    return measure_stepping(effort)


def _measure_surface_window(effort: Effort) -> Iterable[Row]:
    """Measure the window with the loss surface open."""
    from benchmarks.surface_window import measure_surface_window

    return measure_surface_window(effort)


MEASURES: dict[str, Callable[[Effort], Iterable[Row]]] = {
    # First: large blocks freed by others would change what the peers' arrays cost (see there).
    "grid": measure_grid,
    "steps": measure_steps,
    "side_by_side": measure_side_by_side,
    "surface": measure_surface,
    "way_back": measure_way_back,
    "startup": measure_startup,
    "window": _measure_window,
    "stepping": _measure_stepping,
    "surface_window": _measure_surface_window,
}
"""Every group of figures by name; a new one is a function of the effort that gives rows."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command line; that of the process where left out.

    Returns
    -------
    int
        0: a figure that is not reached is told, but a busy machine is not an error.
    """
    options = _parser().parse_args(arguments)
    effort = SMOKE if options.smoke else FULL
    rows: list[Row] = []
    with one_blas_thread():
        for name in options.only or MEASURES:
            for row in MEASURES[name](effort):
                rows.append(row)
                print(" | ".join(cell for cell in row.cells() if cell), flush=True)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(_document(rows, smoke=options.smoke, only=options.only), encoding="utf-8")
    print(f"Written to {options.output}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the speed against the peers.")
    parser.add_argument("--smoke", action="store_true", help="only prove that the benchmarks run: figures mean nothing")
    parser.add_argument("--only", nargs="+", choices=list(MEASURES), help="groups to measure; all where left out")
    parser.add_argument("--output", type=Path, default=Path("build/benchmarks.md"), help="the table (%(default)s)")
    return parser


def _document(rows: Sequence[Row], *, smoke: bool, only: Sequence[str] | None) -> str:
    command = "python -m benchmarks"
    if smoke:
        command += " --smoke"
    if only:
        command += f" --only {' '.join(only)}"
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    warning = "**A smoke run: the figures below mean nothing.**\n\n" if smoke else ""
    return (
        f"# Benchmarks\n\n{warning}{today}, `{command}`, one BLAS thread.\n{describe_machine()}.\n\n"
        "A figure is the peer's processor time over ours for the same work, unless the row says otherwise: the\n"
        "median over blocks that stand between blocks of ours. Before, all have arrived at the same loss from the\n"
        "same weights and batches.\n"
        f"\n{markdown_table(rows)}"
    )


if __name__ == "__main__":
    sys.exit(main())
