"""What the pool does with a table: reads it, sums its columns up, and finds out whether a choice can be learned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp
from mlp_core.data.tables.layout import AS_RECOGNISED
from mlp_core.data.tables.reading import layout_of_file, layout_of_pasted
from mlp_core.data.tables.table import CATEGORY, NUMBER
from mlp_core.data.tables.table_choice import proposed_task
from mlp_gui.look.numbers import compact
from mlp_gui.state.table_orders import Checked, CheckOrder, ReadTable, Refused
from mlp_gui.state.table_words import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.table_orders import Order, ReadOrder


def do_order(
    order: Order, cancelled: Callable[[], bool], progress: Callable[[float], None]
) -> ReadTable | Checked | Refused:
    """Do what is ordered.

    Raises
    ------
    mlp_core.Cancelled
        If `cancelled()` said so.
    """
    if isinstance(order, CheckOrder):
        return _check(order)
    try:
        table, choice = _read(order, cancelled, progress)
    except mlp.DataError as error:
        return _refused(order, str(error))
    ranges = []
    for column in table.columns:
        if cancelled():
            raise mlp.Cancelled
        ranges.append(_range(column))
    return ReadTable(table, choice, tuple(ranges))


def _check(order: CheckOrder) -> Checked:
    choice = order.choice
    target = order.table.column(choice.target)
    if order.proposes_task and target is not None:
        choice = replace(choice, task=proposed_task(target))
    try:
        return Checked(choice, mlp.TableData(order.table, choice))
    except mlp.MlpError as error:
        return Checked(choice, None, str(error))


def _read(
    order: ReadOrder, cancelled: Callable[[], bool], progress: Callable[[float], None]
) -> tuple[mlp.Table, mlp.TableChoice]:
    if order.used is not None:
        return order.used.table, order.kept or order.used.choice
    layout = order.layout or AS_RECOGNISED
    if order.path:
        table = mlp.read_table(order.path, layout, cancelled=cancelled, progress=progress)
    else:
        table = mlp.read_table_text(order.text, layout=layout)
    return table, _choice_of(table, order.kept)


def _choice_of(table: mlp.Table, kept: mlp.TableChoice | None) -> mlp.TableChoice:
    """Return what was chosen before where the table still has all of it, else what is proposed."""
    usable = {column.name for column in table.columns if column.kind in (NUMBER, CATEGORY)}
    if kept is not None and kept.inputs and {*kept.inputs, *filter(None, (kept.target,))} <= usable:
        return kept
    return mlp.TableChoice.proposed(table)


def _refused(order: ReadOrder, problem: str) -> Refused:
    wish = order.layout or AS_RECOGNISED
    found = layout_of_file(order.path, wish) if order.path else layout_of_pasted(order.text, wish)
    return Refused(problem) if found is None else Refused(problem, *found)


def _range(column: mlp.Column) -> str:
    """Say in a few words what a column holds."""
    if column.kind == "number":
        known = column.values[~np.isnan(column.values)]
        if not len(known):
            return ""
        return f"{compact(float(known.min()))} to {compact(float(known.max()))} {column.measure}".rstrip()
    return listed(column.categories)
