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


def test_names_with_numbers_are_sorted_by_these() -> None:
    """As they are counted: the tenth class comes after the second."""
    names = [f"class {number}" for number in (10, 2, 0, 1, 11)]
    table = mlp.read_table_text("a;b\n" + "".join(f"{name};{row}\n" for row, name in enumerate(names * 3)))
    assert table.columns[0].categories == ("class 0", "class 1", "class 2", "class 10", "class 11")


def test_no_time_and_no_counter_is_proposed_as_target() -> None:
    """They are the last columns of many files, and nothing that anybody wants to predict."""
    rows = "".join(f"{row % 5}.5,{row * row % 7}.25,2024-01-{1 + row:02},{row}\n" for row in range(20))
    choice = mlp.TableChoice.proposed(mlp.read_table_text("a,b,when,number\n" + rows))
    assert (choice.target, choice.inputs) == ("b", ("a", "when"))
    alone = mlp.read_table_text("a,when\n" + "".join(f"{row % 5}.5,2024-01-{1 + row:02}\n" for row in range(20)))
    assert mlp.TableChoice.proposed(alone).target == "a"
