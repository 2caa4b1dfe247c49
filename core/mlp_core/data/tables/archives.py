"""NPZ and NPY: NumPy's named arrays; a matrix X with targets y, columns of one length, or pictures."""

from __future__ import annotations

import io
import math
import tokenize
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.data.pictures import LEAST_PIXELS
from mlp_core.data.tables.column_making import column_of_cells, column_of_numbers, unique_names
from mlp_core.data.tables.decimal_mark import ROWS_LOOKED_AT, decimal_mark_of_texts
from mlp_core.data.tables.layout import AS_RECOGNISED, TableLayout
from mlp_core.data.tables.limits import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, megabytes
from mlp_core.data.tables.strays import Strays, with_strays
from mlp_core.data.tables.table import Table
from mlp_core.errors import MlpError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlp_core.data.tables.file_source import FileSource
    from mlp_core.data.tables.table import Column

_INPUTS: Final = ("x", "data", "inputs", "features", "images", "x_train", "train_x", "train_images", "arr_0")
_TARGETS: Final = ("y", "target", "targets", "labels", "label", "y_train", "train_y", "train_labels", "arr_1")
_READ_SHARE: Final = 0.5
# Whatever a header can go wrong by: it is parsed as Python's literals, and its numbers are anything.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    tokenize.TokenError,
)


def read_arrays(source: FileSource, wish: TableLayout = AS_RECOGNISED) -> Table:
    """Read an NPZ or NPY file, never unpickling anything.

    Raises
    ------
    DataError
        If the file is broken or too large, or its arrays make no table.
    Cancelled
        If that was wished.
    """
    contents = io.BytesIO(source.read())
    arrays = _npz(source, contents) if source.head(2) == b"PK" else {"data": _array(source, "data", contents)}
    return _table(source, arrays, wish)


def _npz(source: FileSource, contents: io.BytesIO) -> dict[str, NDArray[Any]]:
    arrays = {}
    try:
        with zipfile.ZipFile(contents) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith(".npy")]
            size = sum(part.file_size for part in parts)
            if size > 2 * MAX_BYTES:
                raise source.error(f"unpacks to {megabytes(size)}, more than fit; keep a part of its arrays")
            for place, part in enumerate(parts):
                source.tell(_READ_SHARE * place / len(parts))
                with archive.open(part) as stream:
                    name = part.filename.removesuffix(".npy")
                    arrays[name] = _array(source, name, stream)
    except _DAMAGE as error:
        raise _damaged(source, error) from None
    return arrays


def _array(source: FileSource, name: str, stream: Any) -> NDArray[Any]:
    """Return one array, whose size is known before any of it is read."""
    try:
        version = np.lib.format.read_magic(stream)
        read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, is_fortran, dtype = read_header(stream)
        if dtype.hasobject:
            raise source.error(f"has Python objects in array {name!r}, which are never opened; store numbers or text")
        n_cells = math.prod(shape)
        if n_cells > MAX_CELLS or n_cells * dtype.itemsize > 2 * MAX_BYTES or min(shape, default=0) < 0:
            raise source.error(f"has an array {name!r} of shape {shape}, more than fits; keep a part of its rows")
        raw = stream.read(n_cells * dtype.itemsize)
        flat = np.frombuffer(raw, dtype, n_cells)
        return flat.reshape(shape, order="F" if is_fortran else "C")
    except _DAMAGE as error:
        raise _damaged(source, error) from None


def _damaged(source: FileSource, error: Exception) -> Exception:
    if isinstance(error, MlpError):
        return error
    why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return source.error(f"is a damaged file of NumPy arrays ({why}); store it again")


def _table(source: FileSource, arrays: dict[str, NDArray[Any]], wish: TableLayout) -> Table:
    lengths = {name: array.shape[0] for name, array in arrays.items() if array.ndim and array.dtype.kind in "biufUSmM"}
    if not lengths:
        raise source.error("has no array of numbers or text; it needs a matrix X and targets y, or named columns")
    inputs, target = _named(lengths, _INPUTS), _named(lengths, _TARGETS)
    if inputs and target and lengths[inputs] == lengths[target]:
        names, note = [inputs, target], f"Array {inputs!r} has the inputs, {target!r} the target."
    else:
        n_rows = lengths[inputs] if inputs else max(lengths.values())
        names = [name for name, length in lengths.items() if length == n_rows]
        note = f"Arrays of {n_rows:,} rows are columns: {', '.join(names[:5])}{', ...' if len(names) > 5 else ''}."
    left_out = [name for name in arrays if name not in names]
    notes = [note, *([f"Left out: {', '.join(left_out[:5])}."] if left_out else [])]
    n_columns = sum(_width(arrays[name]) for name in names)
    if n_columns > MAX_COLUMNS:
        raise source.error(f"has {n_columns:,} columns; keep the {MAX_COLUMNS:,} at most that matter")
    headings: list[str] = []
    cells: list[NDArray[Any]] = []
    for name in names:
        array = arrays[name]
        matrix = array.reshape(array.shape[0], _width(array)) if array.size else array.reshape(array.shape[0], -1)
        headings += _headings(name, array, matrix.shape[1])
        cells += list(matrix.T)
    columns: list[Column] = []
    strays: list[Strays | None] = []
    unique = unique_names(headings)
    texts = (
        _texts(source, name, values[:ROWS_LOOKED_AT]) if values.dtype.kind in "SU" else []
        for name, values in zip(headings, cells, strict=True)
    )
    decimal = decimal_mark_of_texts(texts, wish.decimal)
    for place, (name, values) in enumerate(zip(unique, cells, strict=True)):
        source.tell(_READ_SHARE + (1.0 - _READ_SHARE) * place / len(cells))
        column, stray = _column(source, name, values, decimal.mark)
        columns.append(column)
        strays.append(stray)
    layout = TableLayout(decimal=decimal.mark if decimal.is_marked else "")
    notes += decimal.notes(unique)
    table = Table(source.name, source.path, source.digest(), tuple(columns), tuple(notes), layout=layout)
    return with_strays(table, strays)


def _headings(name: str, array: NDArray[Any], width: int) -> list[str]:
    """Return what the columns of an array are called: of pictures their places, by which they are known as such."""
    if array.ndim == 1:
        return [name]
    shape = tuple(length for length in array.shape[1:] if length != 1)
    if array.ndim > 2 and len(shape) == 2 and width >= LEAST_PIXELS:
        return [f"row {row}, column {column}" for row in range(1, shape[0] + 1) for column in range(1, shape[1] + 1)]
    return [f"{name} {place}" for place in range(1, width + 1)]


def _named(lengths: dict[str, int], wanted: tuple[str, ...]) -> str | None:
    found = {name.lower(): name for name in lengths}
    return next((found[name] for name in wanted if name in found), None)


def _width(array: NDArray[Any]) -> int:
    return math.prod(array.shape[1:])


def _column(source: FileSource, name: str, values: NDArray[Any], decimal: str) -> tuple[Column, Strays | None]:
    if values.dtype.kind in "SU":
        return column_of_cells(name, _texts(source, name, values), decimal)
    try:
        return column_of_numbers(name, values), None
    except (ValueError, TypeError, OverflowError):
        raise source.error(f"has dates in array {name!r} that no unit is told of; store it again") from None


def _texts(source: FileSource, name: str, values: NDArray[Any]) -> list[str]:
    if values.dtype.kind == "S":
        return [bytes(cell).decode("utf-8", "replace") for cell in values]
    try:
        return [str(cell).encode("utf-8", "replace").decode() for cell in values]
    except ValueError:
        raise source.error(f"has broken text in array {name!r}; store it again") from None
