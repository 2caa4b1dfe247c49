"""A table with a choice of columns, checked and ready to learn from: points, targets and their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_core.data.dataset import COMPRESSION, REGRESSION, TASKS
from mlp_core.data.generators.clean import CleanPoints
from mlp_core.data.tables.categories import as_categories, written
from mlp_core.data.tables.limits import MAX_CATEGORIES, MAX_CLASSES, MAX_INPUTS, MAX_MAGNITUDE
from mlp_core.data.tables.table import CATEGORY, EMPTY, NUMBER, TEXT
from mlp_core.data.tables.table_choice import MISSING
from mlp_core.errors import ArgumentError, DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlp_core.data.dataset import Range
    from mlp_core.data.tables.layout import TableLayout
    from mlp_core.data.tables.table import Column, Table
    from mlp_core.data.tables.table_choice import TableChoice

    Rows = NDArray[np.int64]

LEAST_ROWS: Final = 2

_MARGIN: Final = 0.1
_FEW: Final = 50  # times more rows than are drawn: then single ones are picked instead of shuffling all


@dataclass(frozen=True, eq=False)
class TableData:
    """A table and what is to be learned from it; equal where contents, layout and choice are equal.

    Attributes
    ----------
    table : Table
        What was read.
    choice : TableChoice
        What is learned.
    point_names : tuple of str
        Names of the coordinates: a column of numbers is one, a column of categories one for each of them.
    class_names : tuple of str
        The classes, also those that a compression only shows; empty for regression.
    rows : ndarray of int64
        Rows of the table that can be used, ascending: those with a target, and without gaps where these are dropped.
    one_hot : tuple of (int, int)
        Coordinates from the first up to the second (left out) are the categories of one column.
    domain : ((float, float), (float, float))
        Range to draw of the first two coordinates, or of a single one and the target.

    Raises
    ------
    DataError
        If it cannot be learned from; the message names the file, the column or line and what to do.
    ArgumentError
        If the task or what becomes of missing values is unknown.
    """

    table: Table
    choice: TableChoice
    point_names: tuple[str, ...] = field(init=False, repr=False)
    class_names: tuple[str, ...] = field(init=False, repr=False)
    rows: Rows = field(init=False, repr=False)
    one_hot: tuple[tuple[int, int], ...] = field(init=False, repr=False)
    domain: tuple[Range, Range] = field(init=False, repr=False)
    _inputs: tuple[Column, ...] = field(init=False, repr=False)
    _target: Column | None = field(init=False, repr=False)
    _labels: NDArray[np.int64] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        choice = self.choice
        if choice.task not in TASKS:
            raise ArgumentError(f"task is {choice.task!r}; it must be one of {', '.join(TASKS)}.")
        if choice.missing not in MISSING:
            raise ArgumentError(f"missing is {choice.missing!r}; it must be one of {', '.join(MISSING)}.")
        self._set("_inputs", self._checked_inputs())
        self._set("_target", self._checked_target())
        self._set("rows", self._usable_rows())
        self.rows.flags.writeable = False
        for column in (*self._inputs, *self._targets):
            self._check_numbers(column)
        self._set("one_hot", self._one_hot_groups())
        self._set("point_names", self._point_names())
        if choice.task == COMPRESSION and len(self.point_names) < 2:
            raise self._error("gives one input, and a compression needs two or more; choose another column too")
        target = None if choice.task == REGRESSION else self._target
        labels, names = (None, ()) if target is None else self._classes(target)
        self._set("_labels", labels)
        self._set("class_names", names)
        self._set("domain", self._drawn_range())

    def __eq__(self, other: object) -> bool:
        """Compare contents and choice, not the arrays."""
        if not isinstance(other, TableData):
            return NotImplemented
        return self._key == other._key

    def __hash__(self) -> int:
        """Agree with `==`."""
        return hash(self._key)

    @property
    def _key(self) -> tuple[str, TableLayout, TableChoice]:
        return self.table.digest, self.table.layout, self.choice

    @property
    def input_columns(self) -> tuple[Column, ...]:
        """The columns that go in, as they are read: of numbers or of categories."""
        return self._inputs

    @property
    def n_rows(self) -> int:
        """Rows that can be used."""
        return int(self.rows.size)

    def generate(self, n_points: int, rng: np.random.Generator) -> CleanPoints:
        """Draw rows without repeating any; all of them in their order where as many are asked for.

        Parameters
        ----------
        n_points : int
            From 1 to `n_rows`. More of them come on top of those that there are, unless there are few of many.
        rng : numpy.random.Generator
            Draws.

        Returns
        -------
        CleanPoints
            Coordinates, NaN where a value is missing and to be filled; class numbers or values, 0 without a target.
        """
        if n_points >= self.n_rows:
            chosen = np.arange(self.n_rows)
        elif n_points * _FEW < self.n_rows:
            chosen = np.sort(rng.choice(self.n_rows, n_points, replace=False, shuffle=False))
        else:
            chosen = np.sort(rng.permutation(self.n_rows)[:n_points])
        rows = self.rows[chosen]
        if self._labels is not None:
            return CleanPoints(self._points(rows), self._labels[chosen], self.table.numbers(rows))
        values = np.zeros(rows.size) if self._target is None else self._target.values[rows]
        return CleanPoints(self._points(rows), values, self.table.numbers(rows))

    @property
    def _targets(self) -> tuple[Column, ...]:
        return () if self._target is None else (self._target,)

    def _points(self, rows: Rows) -> NDArray[np.float64]:
        points = np.empty((rows.size, len(self.point_names)))
        place = 0
        for column in self._inputs:
            values = column.values[rows]
            if column.kind == NUMBER:
                points[:, place] = values
                place += 1
                continue
            codes = np.arange(len(column.categories))
            block = points[:, place : place + codes.size]
            block[:] = values[:, np.newaxis] == codes
            block[np.isnan(values)] = np.nan
            place += codes.size
        return points

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _checked_inputs(self) -> tuple[Column, ...]:
        names = self.choice.inputs
        if not names:
            raise self._error("has no column to learn from; it needs one of numbers or categories beside the target")
        if len(set(names)) < len(names):
            raise self._error("has a column chosen twice as input; choose each once")
        columns = tuple(self._as_chosen(self._column(name)) for name in names)
        for column in columns:
            if column.name == self.choice.target:
                raise self._error(f"has column {column.name!r} chosen as input and as target; it can be one of them")
            if column.kind == TEXT:
                raise self._error(f"has text in column {column.name!r}, which no network reads; leave the column out")
        n_inputs = sum(max(len(column.categories), 1) for column in columns)
        if n_inputs > MAX_INPUTS:
            raise self._error(f"gives {n_inputs:,} inputs; choose columns that give at most {MAX_INPUTS:,}")
        return columns

    def _as_chosen(self, column: Column) -> Column:
        """Return a column as it is, or as categories where its numbers are said to be some."""
        if column.kind != NUMBER or column.name not in self.choice.categories:
            return column
        n_different = np.unique(column.values[~np.isnan(column.values)]).size
        if n_different > MAX_CATEGORIES:
            raise self._error(
                f"has {n_different:,} different numbers in column {column.name!r}, and at most {MAX_CATEGORIES} can be "
                "categories; read it as numbers or leave the column out"
            )
        return as_categories(column)

    def _checked_target(self) -> Column | None:
        if self.choice.task == COMPRESSION and not self.choice.target:
            return None
        target = self._column(self.choice.target)
        if self.choice.task == REGRESSION and target.kind != NUMBER:
            raise self._error(
                f"has {target.kind} in column {target.name!r}, the target of a regression, which needs numbers; "
                "choose classification or another target"
            )
        if target.kind == TEXT:
            raise self._error(
                f"has text in column {target.name!r}, too many different ones for classes; choose another"
            )
        return target

    def _column(self, name: str) -> Column:
        column = self.table.column(name)
        if column is None:
            raise self._error(f"has no column {name!r}; choose one of those that it has")
        if column.kind == EMPTY:
            raise self._error(f"has no value in column {name!r}; leave the column out")
        return column

    def _usable_rows(self) -> Rows:
        usable = np.ones(self.table.n_rows, bool)
        for target in self._targets:
            usable &= ~np.isnan(target.values)
        if self.choice.missing == "drop":
            for column in self._inputs:
                if column.n_missing:
                    usable &= ~np.isnan(column.values)
        rows = np.flatnonzero(usable)
        if rows.size < LEAST_ROWS:
            why = "without gaps" if self.choice.missing == "drop" else "with a target"
            raise self._error(
                f"has {rows.size} of {self.table.n_rows} rows {why}, and at least {LEAST_ROWS} are needed; "
                "leave out columns with many gaps, or fill the gaps"
            )
        return rows

    def _check_numbers(self, column: Column) -> None:
        if np.isnan(column.values[self.rows]).all():
            raise self._error(f"has no value in column {column.name!r} where there is a target; leave the column out")
        # A comparison with NaN is false, as it should be here.
        wrong = np.flatnonzero(np.abs(column.values) > MAX_MAGNITUDE)
        if wrong.size:
            value = column.values[wrong[0]]
            raise self._error(
                f"has {value:g} in column {column.name!r}, {self.table.place(int(wrong[0]))}, which is too large to "
                "learn from; correct it, clear the cell or leave the column out"
            )

    def _one_hot_groups(self) -> tuple[tuple[int, int], ...]:
        groups = []
        place = 0
        for column in self._inputs:
            width = max(len(column.categories), 1)
            if column.kind == CATEGORY:
                groups.append((place, place + width))
            place += width
        return tuple(groups)

    def _point_names(self) -> tuple[str, ...]:
        names: list[str] = []
        for column in self._inputs:
            if column.kind == NUMBER:
                names.append(f"{column.name} ({column.unit})" if column.unit else column.name)
            else:
                names.extend(f"{column.name} = {category}" for category in column.categories)
        return tuple(names)

    def _classes(self, target: Column) -> tuple[NDArray[np.int64], tuple[str, ...]]:
        """Return the class numbers of the usable rows, and the names of the classes that occur there."""
        values = target.values[self.rows]
        found, labels = np.unique(values, return_inverse=True)
        if found.size < 2:
            raise self._error(
                f"has a single class in column {target.name!r}; choose a target with two different values or more"
            )
        if found.size > MAX_CLASSES:
            raise self._error(
                f"has {found.size:,} different values in column {target.name!r}, whose classes may be at most "
                f"{MAX_CLASSES}; choose regression or another column"
            )
        categories = target.categories
        names = [categories[int(code)] if categories else written(target, float(code)) for code in found]
        return np.asarray(labels, np.int64), tuple(names)

    def _drawn_range(self) -> tuple[Range, Range]:
        columns = [self._range_of(column) for column in self._inputs[:2]]
        if len(self.point_names) == 1:
            assert self._target is not None, "without a target there are two inputs or more"
            target = self._target.values[self.rows] if self._labels is None else self._labels
            return columns[0], _padded(float(target.min()), float(target.max()))
        if len(columns) < 2 or self._inputs[0].kind == CATEGORY:
            columns.insert(0, columns[0])
        return columns[0], columns[1]

    def _range_of(self, column: Column) -> Range:
        if column.kind == CATEGORY:
            return _padded(0.0, 1.0)
        values = column.values[self.rows]
        return _padded(float(np.nanmin(values)), float(np.nanmax(values)))

    def _error(self, what: str) -> DataError:
        return DataError(f"{self.table.name} {what}.")


def _padded(low: float, high: float) -> Range:
    margin = _MARGIN * (high - low) or 1.0
    return low - margin, high + margin
