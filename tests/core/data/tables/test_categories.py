"""A column of numbers can be said to be a category: codes are no amounts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp

TEXT = "code,size,price\n" + "".join(f"{(7, 10, 200)[row % 3]},{row},{row}.5\n" for row in range(29)) + ",7,3.5\n"


def test_each_number_is_an_input_of_its_own() -> None:
    """In the order of the numbers, one-hot; a gap is filled by the most frequent one."""
    table = mlp.read_table_text(TEXT)
    choice = mlp.TableChoice(("code", "size"), "price", "regression", "mean")
    assert mlp.TableData(table, choice).point_names == ("code", "size")
    data = mlp.TableData(table, replace(choice, categories=("code",)))
    assert data.point_names == ("code = 7", "code = 10", "code = 200", "size")
    assert data != mlp.TableData(table, choice)
    dataset = mlp.load_dataset(mlp.table_config(data))
    assert set(dataset.points[:, :3].sum(axis=1)) == {1.0}
    known = table.columns[0].values[:29]
    np.testing.assert_array_equal(dataset.points[:29, :3], known[:, np.newaxis] == [7.0, 10.0, 200.0])


def test_too_many_different_numbers_are_refused_by_name() -> None:
    """A measured value is no category; the message says what to do."""
    table = mlp.read_table_text("a,b\n" + "".join(f"{row}.5,1\n" for row in range(101)))
    with pytest.raises(mlp.DataError, match=r"101 different numbers in column 'a'.*read it as numbers"):
        mlp.TableData(table, mlp.TableChoice(("a",), "b", "regression", "drop", ("a",)))
