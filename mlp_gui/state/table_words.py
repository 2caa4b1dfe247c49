"""What a table and a choice of its columns come to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_core.data.tables.layout import DECIMAL_MARKS, DELIMITERS, ENCODINGS
from mlp_gui.look.numbers import compact, counted, grouped

if TYPE_CHECKING:
    from mlp_gui.state.table_import import TableImport
    from mlp_gui.state.table_orders import ReadTable

MOST_LISTED: Final = 4
MOST_NAMED: Final = 6
"""Categories that are named; of more the rest is counted."""

MISSING_TITLES: Final = (
    ("drop", "Leave the row out", "A row with a gap in any chosen column is not used."),
    ("mean", "Fill with the mean", "The mean of the training part; of categories the most frequent one."),
    ("median", "Fill with the median", "The median of the training part; of categories the most frequent one."),
)
HEADINGS: Final = (
    ("names", "Names", "The first row names the columns."),
    ("data", "Data", "The first row is a row of data; columns are numbered."),
)
TASK_TITLES: Final = (
    ("classification", "Classes", "Tell classes apart: each different value of the target is one."),
    ("regression", "Values", "Predict the target's number."),
    ("compression", "Compression", "Give the inputs back through a bottleneck; a target only tells colours."),
)


def layout_titles(tables: TableImport) -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    """Return per part of a file's layout what it is, and what it could be: (value, title, sentence) each.

    A part that the file does not have, or that cannot be otherwise, is left out.
    """
    layout = tables.layout
    titles: dict[str, tuple[str, list[tuple[str, str, str]]]] = {}
    if layout is None:
        return titles
    if len(tables.sheets) > 1:
        titles["sheet"] = layout.sheet, [(name, name, "") for name in tables.sheets]
    if layout.delimiter:
        known = DELIMITERS if layout.delimiter in DELIMITERS else {**DELIMITERS, layout.delimiter: layout.delimiter}
        titles["delimiter"] = layout.delimiter, [(mark, name.capitalize(), "") for mark, name in known.items()]
    if layout.decimal:
        titles["decimal"] = layout.decimal, [(mark, name.capitalize(), "") for mark, name in DECIMAL_MARKS.items()]
    if layout.heading is not None:
        titles["heading"] = "names" if layout.heading else "data", list(HEADINGS)
    if layout.encoding and tables.is_file:
        titles["encoding"] = layout.encoding, [(name, title, "") for name, title in ENCODINGS.items()]
    return titles


def size_of(read: ReadTable) -> str:
    """Return "150 rows, 5 columns"."""
    table = read.table
    return f"{counted(table.n_rows, 'row')}, {counted(len(table.columns), 'column')}"


def listed(categories: tuple[str, ...]) -> str:
    """Return the first of a column's categories, and how many more there are."""
    more = f" and {grouped(len(categories) - MOST_NAMED)} more" if len(categories) > MOST_NAMED else ""
    return ", ".join(categories[:MOST_NAMED]) + more


def used_rows(data: mlp.TableData, experiment: mlp.Experiment) -> str:
    """Say how many rows are learned from, and what becomes of the others and of gaps."""
    all_rows, usable, taken = data.table.n_rows, len(data.rows), experiment.data.n_samples
    said = f"{grouped(usable)} of {counted(all_rows, 'row')} can be used"
    if usable == all_rows:
        said = f"All {counted(all_rows, 'row')} can be used"
    gaps = all_rows - usable
    if taken < usable:
        said += f"; the network begins with {grouped(taken)} of them, drawn by the seed (see Points)"
    elif gaps:
        said += f"; {grouped(gaps)} with gaps are left out"
    return f"{said}. {filled_gaps(data)}".strip()


def filled_gaps(data: mlp.TableData) -> str:
    """Say what comes into gaps of numbers and of categories; "" where none is filled."""
    if data.choice.missing == "drop":
        return ""
    holed = [column for column in data.input_columns if column.n_missing]
    named = {kind: _named([column.name for column in holed if column.kind == kind]) for kind in ("number", "category")}
    fills = {"number": f"the {data.choice.missing}", "category": "the most frequent category"}
    parts = [f"in {named[kind]} with {fill}" for kind, fill in fills.items() if named[kind]]
    return f"Gaps are filled {', '.join(parts)} of the training part." if parts else ""


def proposal(data: mlp.TableData, experiment: mlp.Experiment) -> str:
    """Explain the output layer and the loss that the network gets, and how it is trained."""
    output = mlp.ACTIVATIONS[experiment.network.output_activation].title
    loss = mlp.LOSSES[experiment.training.loss].title
    names, target = data.class_names, data.choice.target
    inputs = counted(len(experiment.data.features), "input")
    many = [(column.name, len(column.categories)) for column in data.input_columns if column.kind == "category"]
    if many:
        inputs += (
            f"; of categories each is an input of its own: {_named([f'{name} ({count})' for name, count in many])}"
        )
    if data.choice.task == "compression":
        narrowest = counted(min(experiment.network.hidden_sizes, default=0), "unit")
        what = f"As many outputs ({output}) give them back through {narrowest}, trained by {_lower(loss)}."
    elif data.choice.task == "regression":
        what = f"One output ({output}) gives {target} itself, trained by {_lower(loss)}."
    elif len(names) == 2:
        what = f"Two classes: one output ({output}) says how much speaks for {names[1]}, trained by {_lower(loss)}."
    else:
        what = f"{len(names)} classes: one output each ({output}), the highest wins, trained by {_lower(loss)}."
    return f"{inputs}. {what} {trained_by(experiment)}"


def trained_by(experiment: mlp.Experiment) -> str:
    """Return "Adam at 0.01 in batches of 32, through a hidden layer of 8 units."."""
    training, sizes = experiment.training, experiment.network.hidden_sizes
    said = f"{mlp.OPTIMIZERS[training.optimizer].title} at {compact(training.learning_rate)}"
    if training.batch_size < experiment.data.n_samples:
        said += f" in batches of {grouped(training.batch_size)}"
    if not sizes:
        return f"{said}, without hidden layers."
    layers = "a hidden layer" if len(sizes) == 1 else "hidden layers"
    units = ", ".join(grouped(size) for size in sizes)
    return f"{said}, through {layers} of {units} unit{'' if sizes == (1,) else 's'}."


def _named(names: list[str]) -> str:
    """Return the first of several names of columns, and how many more there are."""
    more = f" and {counted(len(names) - MOST_LISTED, 'more column')}" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]
