"""The matrices as text, for a table sheet: each with its name, its rows in lines, tabs between the columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mlp_core.explain.numbers_in_latex import wants_power
from mlp_gui.look.numbers import grouped
from mlp_gui.views.matrices.symbols import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    import mlp_core as mlp
    from mlp_gui.views.matrices.knowledge import Knowledge
    from mlp_gui.views.matrices.sheet import Sheet
    from mlp_gui.views.matrices.tables import Table

MOST_CELLS: Final = 20_000
"""Cells up to which a table is written out."""
_UNKNOWN: Final = "–"


def as_text(sheet: Sheet, trace: mlp.Trace, knowledge: Knowledge, notation: str, decimals: int) -> str:
    """Return all tables of a sheet, as far as their numbers are known, with plain minus signs."""
    tables = (placed.table for placed in sheet.placed)
    return "\n\n".join(_text_of(table, trace, knowledge, notation, decimals) for table in tables)


def _text_of(table: Table, trace: mlp.Trace, knowledge: Knowledge, notation: str, decimals: int) -> str:
    symbol, layer, word = heading(table, trace, notation)
    name = f"{symbol}{layer} {word}".strip()
    rows, columns = table.shape
    if rows * columns > MOST_CELLS:
        return f"{name}: {grouped(rows)} rows and {grouped(columns)} columns, too many to copy"
    return "\n".join([name, *_lines(table, knowledge, decimals)])


def _lines(table: Table, knowledge: Knowledge, decimals: int) -> Iterator[str]:
    known = knowledge.known_cells(table)
    for values, is_known in zip(table.values.tolist(), known.tolist(), strict=True):
        cells = zip(values, is_known, strict=True)
        yield "\t".join(_number(value, decimals) if shown else _UNKNOWN for value, shown in cells)


def _number(value: float, decimals: int) -> str:
    """Return a number with as many digits as in its cell, as a table sheet reads it."""
    if math.isfinite(value) and wants_power(value, decimals):
        return f"{value:.{max(decimals - 2, 1)}e}"
    text = f"{value:.{decimals}f}"
    return text if value else text.removeprefix("-")
