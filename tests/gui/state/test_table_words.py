"""The sentences of a table's preview say what becomes of its rows and of its gaps."""

from __future__ import annotations

from dataclasses import replace

import mlp_core as mlp
from mlp_gui.state.table_import import with_table
from mlp_gui.state.table_words import used_rows

TABLE = "colour,size,grade\nred,1,3\n,2,4\nblue,,5\nred,4,6\n"


def said_of(text: str, **fields: str) -> str:
    """Return what is said of the rows of a table, with these fields of its choice."""
    table = mlp.read_table_text(text)
    data = mlp.TableData(table, replace(mlp.TableChoice.proposed(table), **fields))
    return used_rows(data, with_table(mlp.Experiment(), data))


def test_rows_are_told_in_one_way() -> None:
    """However few there are, all of them are all."""
    assert said_of("a,b\n1,2\n3,4\n") == "All 2 rows can be used."
    assert said_of("a,b\n1,2\n3,4\n5,7\n") == "All 3 rows can be used."


def test_gaps_are_said_to_be_filled() -> None:
    """A mean is none of categories: what they get is said, and in which columns."""
    said = said_of(TABLE, missing="median", target="grade", task="regression")
    assert said == (
        "All 4 rows can be used. Gaps are filled in size with the median, "
        "in colour with the most frequent category of the training part."
    )
    said = said_of(TABLE, missing="drop", target="grade", task="regression")
    assert said == "2 of 4 rows can be used; 2 with gaps are left out."
