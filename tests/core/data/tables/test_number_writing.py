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


@pytest.mark.parametrize(
    ("cells", "numbers", "read_as", "not_as"),
    [
        (["1,200", "950", "12,500"], [1200, 950, 12500], "whole number 1200", "1.2"),
        (["1.200", "950", "12.500"], [1200, 950, 12500], "whole number 1200", "1.2"),
        (["1.234", "2.345", "3.456"], [1.234, 2.345, 3.456], "decimal number 1.234", "1234"),
        (["1.234", "2", "1050"], [1.234, 2, 1050], "decimal number 1.234", "1234"),
        (["1.234", "-999", "3.456"], [1.234, -999, 3.456], "decimal number 1.234", "1234"),
        (["0.123", "1.234", "150"], [0.123, 1.234, 150], "", ""),
        (["1.234", "2.5", "150"], [1.234, 2.5, 150], "", ""),
    ],
)
def test_hundreds_beside_thousands_decide(cells: list[str], numbers: list[float], read_as: str, not_as: str) -> None:
    """Whole numbers end where those with a mark begin: it groups digits. What is not certain is told."""
    text = "\n".join(["price\tb", *(f"{cell}\t{number}" for number, cell in enumerate(cells))])
    table = mlp.read_table_text(text)
    np.testing.assert_array_equal(table.columns[0].values, numbers)
    note = f"{cells[0]} in price was read as the {read_as}; choose the other decimal mark if it means {not_as}."
    assert table.notes == ((note,) if read_as else ())
    wished = mlp.read_table_text(text, layout=table.layout)
    np.testing.assert_array_equal(wished.columns[0].values, numbers)
    assert wished.notes == ()


def test_doubtful_numbers_are_told_of_in_files_of_every_kind(tmp_path: Path) -> None:
    """Texts of a sheet, of Parquet and of NPZ leave the same doubt."""
    cells = ["1,044", "2,500", "3,750"]
    note = "1,044 in a was read as the whole number 1044; choose the other decimal mark if it means 1.044."
    sheet = workbook({"measured": [["a", "b"], *([cell, 1.5] for cell in cells)]})
    columns = parquet_file(pa.table({"a": cells, "b": [1.5] * 3}))
    for contents in (sheet, columns, npz_file(a=np.array(cells), b=np.ones(3))):
        assert note in read(tmp_path, contents).notes


def test_a_minus_sign_is_one() -> None:
    """As this program writes it, and as a text program makes a dash of it."""
    column = column_of(["\u22121,5", "\u20132,5", "3,5e\u22121"], "1")
    np.testing.assert_array_equal(column.values, [-1.5, -2.5, 0.35])


def test_single_quotes_are_quotes() -> None:
    """Around numbers and texts, also with a delimiter in them; an apostrophe of a word is none."""
    table = mlp.read_table_text("a,b\n'Smith, J','1.5'\n'Miller','2.5'\n'Smith, J','-3'\n'Miller','7'\n")
    assert table.columns[0].categories == ("Miller", "Smith, J")
    np.testing.assert_array_equal(table.columns[1].values, [1.5, 2.5, -3, 7])
    words = mlp.read_table_text("a,b\n'n Boot,1\n'n Auto,2\n'n Boot,2\n'n Boot,2\n")
    assert words.columns[0].categories == ("'n Auto", "'n Boot")


@pytest.mark.parametrize(
    ("cells", "numbers", "unit"),
    [
        (["12%", "13.5 %", "-7%"], [12, 13.5, -7], "%"),
        (["3 kg", "4.5 kg", "5kg"], [3, 4.5, 5], "kg"),
        (["$10.50", "-$3", "$ 1,200.00"], [10.5, -3, 1200], "$"),
        (["3,50 \u20ac", "1.200,00 \u20ac", "\u2212950,00 \u20ac"], [3.5, 1200, -950], "\u20ac"),
        (["2 stars", "3 stars", "5 stars"], [2, 3, 5], "stars"),
    ],
)
def test_a_unit_beside_all_numbers_is_told(cells: list[str], numbers: list[float], unit: str) -> None:
    """The numbers are read, and the note and the axis say of what they are."""
    table = mlp.read_table_text("\n".join(["a;b", *(f"{cell};{row % 2}" for row, cell in enumerate(cells))]))
    np.testing.assert_array_equal(table.columns[0].values, numbers)
    assert table.notes == (f"Read as numbers: a in {unit}.",)
    data = mlp.TableData(table, mlp.TableChoice(("a",), "b", "classification"))
    assert data.point_names == (f"a ({unit})",)


@pytest.mark.parametrize("cells", [["7b", "8b", "9b"], ["1 kg", "300 g", "2 kg"], ["Q1", "Q2", "Q3"]])
def test_what_is_no_unit_of_all_is_left_a_text(cells: list[str]) -> None:
    """Names with digits are no amounts, nor are different units one column of numbers."""
    assert column_of(cells, "1").kind == "text"


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
