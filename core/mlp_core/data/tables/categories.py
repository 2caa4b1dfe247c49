"""A column of numbers read as categories: class codes, postal codes, days of a week."""

from __future__ import annotations

import numpy as np

from mlp_core.data.tables.dates import written_moment
from mlp_core.data.tables.table import CATEGORY, Column


def as_categories(column: Column) -> Column:
    """Return a column of numbers as one of categories, each different number being one, in their order.

    Parameters
    ----------
    column : Column
        Of numbers; dates and times among them get their dates and times as names.
    """
    different = np.unique(column.values[~np.isnan(column.values)])
    places = np.searchsorted(different, column.values).astype(np.float64)
    places[np.isnan(column.values)] = np.nan
    names = tuple(written(column, value) for value in different.tolist())
    return Column(column.name, CATEGORY, places, names, column.n_missing, column.examples)


def written(column: Column, value: float) -> str:
    """Return a number of a column as its user knows it: "7", "2.5", or the date that it stands for."""
    if column.unit:
        return written_moment(value, column.unit, column.origin)
    return str(int(value)) if value.is_integer() else repr(value)
