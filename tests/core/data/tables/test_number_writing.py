"""Numbers are read as they were meant: marks between thousands, decimal marks, codes; what is none of them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

import mlp_core as mlp
from tests.core.data.tables.spreadsheet_files import workbook
from tests.core.data.tables.test_reading import npz_file, parquet_file, read

if TYPE_CHECKING:
    from pathlib import Path

AS_RECOGNISED = mlp.TableLayout()


def column_of(
    cells: list[str], beside: str, layout: mlp.TableLayout = AS_RECOGNISED, delimiter: str = ";"
) -> mlp.Column:
    """Read a column that stands beside another one of equal cells."""
    lines = [f"{cell}{delimiter}{beside}" for cell in cells]
    return mlp.read_table_text("\n".join([f"price{delimiter}b", *lines]), layout=layout).columns[0]


@pytest.mark.parametrize(
    ("cells", "beside", "numbers"),
    [
        (["1.036", "950", "2.500"], "0,5", [1036, 950, 2500]),
        (["1.234.567,8", "-1.036", "+2,5"], "1", [1234567.8, -1036, 2.5]),
        (["1,044", "950", "12,500"], "0.5", [1044, 950, 12500]),
        (["1,234,567.8", "1,044.25", ".5"], "1", [1234567.8, 1044.25, 0.5]),
        (["1 036", "12 500,5", "1036"], "0,5", [1036, 12500.5, 1036]),
        (["1\u00a0036", "1\u202f000\u202f000", "7"], "0.5", [1036, 1e6, 7]),
        (["1'036.50", "2\u2019000", "7"], "1", [1036.5, 2000, 7]),
        (["1.234.567", "2.345.678", "3.456.789"], "1", [1234567, 2345678, 3456789]),
    ],
)
def test_thousands_are_numbers(cells: list[str], beside: str, numbers: list[float]) -> None:
    """A mark that groups three digits each stands between thousands, where the decimal mark of the file is another."""
    column = column_of(cells, beside)
    assert (column.kind, column.n_missing) == ("number", 0)
    np.testing.assert_array_equal(column.values, numbers)


@pytest.mark.parametrize(("cell", "mark"), [("1.036", "."), ("1,036", ",")])
def test_what_nothing_decides_has_the_decimal_mark(cell: str, mark: str) -> None:
    """Until somebody says that the other one is it."""
    np.testing.assert_array_equal(column_of([cell] * 3, "1").values, 1.036)
    other = {".": ",", ",": "."}[mark]
    np.testing.assert_array_equal(column_of([cell] * 3, "1", mlp.TableLayout(decimal=other)).values, 1036)
    np.testing.assert_array_equal(column_of([cell] * 3, "1", mlp.TableLayout(decimal=mark)).values, 1.036)


def test_one_certain_cell_outweighs_doubtful_ones() -> None:
    """A thousand of "1.036" say nothing of the decimal mark, a single "0,5" does."""
    np.testing.assert_array_equal(column_of(["1.036"] * 1000 + ["0,5"], "1").values, [1036] * 1000 + [0.5])


@pytest.mark.parametrize("odd", ["1.5", "0.125", "1.0361", "12.34.567", "1.036e3"])
def test_a_mark_is_read_alike_throughout_a_column(odd: str) -> None:
    """Where a point cannot be between thousands in one cell it is in none: better no number than a false one."""
    assert column_of(["1.036", "2.047", "3.058", odd], "0,5").kind == "text"


def test_addresses_do_not_outweigh_a_decimal_point() -> None:
    """What looks like millions in another country counts only where nothing certain stands beside it."""
    text = "a;b;c\n" + "192.168.100.101;192.168.100.102;0.5\n" * 3
    np.testing.assert_array_equal(mlp.read_table_text(text).columns[2].values, 0.5)


def test_quoted_decimal_commas_between_commas() -> None:
    """A file may set its columns apart by commas and still write them in numbers, in quotes."""
    column = column_of(['"1.036,5"', '"0,25"'], "7", delimiter=",")
    np.testing.assert_array_equal(column.values, [1036.5, 0.25])
    thousands = column_of(['"1,044"', '"2,500"'], "7", delimiter=",")
    np.testing.assert_array_equal(thousands.values, [1044, 2500])


def test_thousands_in_the_first_row_are_no_heading() -> None:
    """A row of numbers is one however they are written."""
    assert mlp.read_table_text("1.234,5;3\n1.235,5;4\n1.236,5;4\n").n_rows == 3


@pytest.mark.parametrize(
    ("cells", "numbers", "mark"),
    [
        (["1,044", "2,500", "3,750"], [1044, 2500, 3750], "."),
        (["1 044", "2\u00a0500", "3 750.5"], [1044, 2500, 3750.5], "."),
        (["1.044,5", "2.500", "-3,75"], [1044.5, 2500, -3.75], ","),
    ],
)
def test_texts_are_numbers_in_files_of_every_kind(
    cells: list[str], numbers: list[float], mark: str, tmp_path: Path
) -> None:
    """As a CSV has them, so a sheet, Parquet and NPZ: marks are told alike, and can be said to be the other one."""
    beside = [1.5, 2.5, 3.5]
    files = {
        "csv": ("a,b\n" + "".join(f'"{cell}",1\n' for cell in cells)).encode(),
        "sheet": workbook({"measured": [["a", "b"], *map(list, zip(cells, beside, strict=True))]}),
        "parquet": parquet_file(pa.table({"a": cells, "b": beside})),
        "numbered parquet": parquet_file(pa.table({"a": pa.array(cells).dictionary_encode(), "b": beside})),
        "npz": npz_file(a=np.array(cells), b=np.array(beside)),
    }
    other = mlp.TableLayout(decimal={".": ",", ",": "."}[mark])
    otherwise = read(tmp_path, files["csv"], layout=other).columns[0]
    for kind, contents in files.items():
        table = read(tmp_path, contents)
        assert (table.columns[0].kind, table.layout.decimal) == ("number", mark), kind
        np.testing.assert_array_equal(table.columns[0].values, numbers)
        wished = read(tmp_path, contents, layout=other).columns[0]
        assert wished.kind == otherwise.kind, kind
        np.testing.assert_array_equal(wished.values, otherwise.values)


def test_a_file_without_marks_has_no_decimal_mark_to_choose(tmp_path: Path) -> None:
    """A sheet of numbers and names is of no country."""
    table = read(tmp_path, workbook({"measured": [["a", "b"], [1.5, "x"], [2.5, "y"], [3.5, "x"]]}))
    assert table.layout.decimal == ""


def test_texts_over_many_blocks_are_told_apart(tmp_path: Path) -> None:
    """A long column of texts is read in parts, which count their different texts together."""
    numbers = np.arange(300_000) * 7 % 299_993
    lines = "".join(f"{number:,};1.5\n" for number in numbers.tolist())
    table = read(tmp_path, f"a;b\n{lines}".encode())
    np.testing.assert_array_equal(table.columns[0].values, numbers)


def strays_in(*odd: str) -> list[str]:
    """Return 100 cells, numbers but for some in the middle."""
    return [*map(str, range(40)), *odd, *map(str, range(100 - 40 - len(odd)))]


def test_cells_that_are_no_numbers_are_counted(tmp_path: Path) -> None:
    """How many, of which column, and where the first one stands, in files of every kind."""
    cells = strays_in("abc", "?!", "abc", "x")
    told = "4 cells of price are no numbers (first: {}, 'abc'): they count as gaps."
    text = mlp.read_table_text("price;b\n" + "".join(f"{cell};1\n" for cell in cells))
    assert text.columns[0].n_missing == 4
    assert text.notes == (told.format("line 42"),)
    sheet = read(tmp_path, workbook({"measured": [["price", "b"], *([cell, 1] for cell in cells)]}))
    assert sheet.notes == (told.format("row 42"),)
    columns = pa.table({"price": cells, "b": range(100)})
    assert read(tmp_path, parquet_file(columns)).notes[-1] == told.format("row 41")
    arrays = npz_file(price=np.array(cells), b=np.arange(100))
    assert read(tmp_path, arrays).notes[-1] == told.format("row 41")


def test_many_columns_with_strays_are_summed_up() -> None:
    """Five are named, the others counted; a single cell is told as one."""
    lines = "".join(";".join([cell] * 8) + "\n" for cell in strays_in("abc"))
    notes = mlp.read_table_text("a;b;c;d;e;f;g;h\n" + lines).notes
    assert notes[0] == "1 cell of a is no number (line 42, 'abc'): it counts as a gap."
    assert notes[5:] == ("3 cells of 3 more columns are no numbers and count as gaps.",)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["01067", "80331", "01067", "80331", ""], "category"),
        (["01067", "80331", "10115", "20095", "50667"], "text"),
        (["01067", "80331", "101"], "number"),
        (["007", "012", "100"], "number"),
        (["10115", "80331", "20095"], "number"),
    ],
)
def test_codes_are_no_amounts(cells: list[str], kind: str) -> None:
    """Digits of one length, some with a zero in front, are postal codes and the like."""
    column = column_of(cells, "1")
    assert column.kind == kind
    assert column.examples[0].lstrip("0") == cells[0].lstrip("0")
    assert all(category in cells for category in column.categories)
