"""Arrays as the bytes of .npy files: numbers only, of a few kinds, and as many as there are bytes for."""

from __future__ import annotations

from io import BytesIO
from math import prod
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mlp_core.files.archive import UnreadableError

Array = npt.NDArray[Any]

KINDS: Final = ("<f8", "<f4", "<i8", "<u8")
_MOST_AXES: Final = 2
_LONGEST_HEADER: Final = 4096


def to_npy(array: Array) -> bytes:
    """Return the file of an array, in C order and little-endian."""
    stream = BytesIO()
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    np.lib.format.write_array_header_1_0(stream, np.lib.format.header_data_from_array_1_0(little))
    # A table may be large: its numbers are copied once.
    return b"".join((stream.getvalue(), little.data.cast("B"))) if little.size else stream.getvalue()


def from_npy(name: str, content: bytes) -> Array:
    """Return the array of a file, read-only and without a copy.

    Parameters
    ----------
    name : str
        What to call it in a message.
    content : bytes
        The file.

    Raises
    ------
    UnreadableError
        If it holds objects, other numbers, more axes, or not as many numbers as it says.
    """
    stream = BytesIO(content)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise UnreadableError(f"its array {name} is of another version")
        shape, in_columns, dtype = np.lib.format.read_array_header_1_0(stream, max_header_size=_LONGEST_HEADER)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError, OverflowError) as error:
        raise UnreadableError(f"its array {name} has a damaged header") from error
    if dtype.str not in KINDS or in_columns or len(shape) > _MOST_AXES:
        raise UnreadableError(f"its array {name} is not of plain numbers")
    start = stream.tell()
    if any(isinstance(side, bool) or not 0 <= side <= len(content) for side in shape):
        raise UnreadableError(
            f"its array {name} says that it has the shape {shape}, and its {len(content):,} bytes cannot hold that"
        )
    if prod(shape) * dtype.itemsize != len(content) - start:
        raise UnreadableError(f"its array {name} says that it has the shape {shape}, and has other numbers of bytes")
    numbers = np.frombuffer(content, dtype, offset=start) if prod(shape) else np.empty(0, dtype)
    numbers.flags.writeable = False
    return numbers.reshape(shape)
