"""What every script that is written has in it: numbers to the last bit, and texts that cannot end a docstring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


def literal(values: npt.NDArray[np.floating[Any]]) -> str:
    """Return numbers as nested lists in Python's own writing, which reads back as the same float64."""
    return repr(np.asarray(values, np.float64).tolist())


def plain(text: str) -> str:
    """Return a text that can stand in a docstring or a comment, whatever it holds."""
    return text.replace("\\", "/").replace('"', "'").replace("\n", " ").replace("\r", " ")
