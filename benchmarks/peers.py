"""Which peers are there: none of them is needed to run the rest."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from benchmarks.report import Row

if TYPE_CHECKING:
    from benchmarks.report import Bound


def installed(package: str) -> bool:
    """Tell whether a package can be imported, by its import name."""
    return importlib.util.find_spec(package) is not None


def missing_row(work: str, title: str, package: str, bound: Bound | None) -> Row:
    """Return the line of the table for a peer that is not there.

    Parameters
    ----------
    work, title : str
        What would have been compared with whom.
    package : str
        What would have to be installed.
    bound : Bound or None
        What would have to be reached.
    """
    return Row(work, title, bound=bound, note=f"{package} is not installed")
