"""What was recognised of a file can be said otherwise, and each row is found again in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.data.tables.layout import ENCODINGS
from mlp_core.data.tables.reading import layout_of_file
from tests.core.data.tables.spreadsheet_files import workbook
from tests.core.data.tables.test_reading import FILES, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("file", "layout"),
    [
        ("comma", mlp.TableLayout("utf-8", ",", ".", True)),
        ("semicolon, decimal comma", mlp.TableLayout("utf-8", ";", ",", True)),
        ("UTF-16 without a mark", mlp.TableLayout("utf-16", ",", ".", True)),
        ("Latin-1", mlp.TableLayout("cp1252", ";", ",", True)),
        ("Excel", mlp.TableLayout(heading=True, sheet="measured")),
        ("Parquet", mlp.TableLayout()),
    ],
)
def test_a_table_knows_how_it_was_read(file: str, layout: mlp.TableLayout, tmp_path: Path) -> None:
    """Every part that its kind of file has; asking for the same gives the same table."""
    table = read(tmp_path, FILES[file])
    assert table.layout == layout
    again = mlp.read_table(tmp_path / "given.bin", layout)
    assert again.layout == layout
    np.testing.assert_array_equal(again.columns[0].values, table.columns[0].values)


def test_every_part_can_be_said_otherwise() -> None:
    """Delimiter, decimal mark and heading, each alone."""
    text = "1,5;7\n3,5;8\n5,5;9\n"
    assert mlp.read_table_text(text).column_names == ("column 1", "column 2")
    by_comma = mlp.read_table_text(text, layout=mlp.TableLayout(delimiter=","))
    assert by_comma.columns[1].kind == "text"
    named = mlp.read_table_text(text, layout=mlp.TableLayout(heading=True))
    assert named.column_names == ("1,5", "7")
    by_point = mlp.read_table_text(text, layout=mlp.TableLayout(decimal="."))
    assert [column.kind for column in by_point.columns] == ["text", "number"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_reads_plain_letters(encoding: str, tmp_path: Path) -> None:
    """Each that is offered is one that Python has, with a mark or without."""
    path = tmp_path / "plain.csv"
    path.write_bytes("a,b\n1,2\n3,4\n".encode(encoding))
    table = mlp.read_table(path, mlp.TableLayout(encoding=encoding))
    assert table.column_names == ("a", "b")
    assert table.layout.encoding == encoding


def test_letters_follow_the_encoding(tmp_path: Path) -> None:
    """Cyrillic taken for Western European is mended by a choice; what does not fit the choice is refused by name."""
    path = tmp_path / "letters.csv"
    path.write_bytes("имя,b\n1,2\n3,4\n".encode("cp1251"))
    assert mlp.read_table(path).column_names[0] != "имя"
    assert mlp.read_table(path, mlp.TableLayout(encoding="cp1251")).column_names[0] == "имя"
    with pytest.raises(mlp.DataError, match=r"letters\.csv has characters that are not UTF-8; choose another encoding"):
        mlp.read_table(path, mlp.TableLayout(encoding="utf-8"))


def test_what_was_refused_still_has_a_layout(tmp_path: Path) -> None:
    """So that another one can be chosen for it; what is no text has none."""
    path = tmp_path / "mine.csv"
    path.write_bytes(b"a%b\n1%2\n3%4\n")
    with pytest.raises(mlp.DataError, match="set apart by semicolon"):
        mlp.read_table(path, mlp.TableLayout(delimiter=";"))
    refused = layout_of_file(path, mlp.TableLayout(delimiter=";"))
    assert refused == (mlp.TableLayout("utf-8", ";", ".", True), ())
    path.write_bytes(FILES["Excel"][:300])
    assert layout_of_file(path, mlp.TableLayout()) is None
    assert layout_of_file(tmp_path / "gone.csv", mlp.TableLayout()) is None


def test_another_layout_is_another_table() -> None:
    """The same bytes read otherwise are other data, so that an experiment over them changes."""
    tables = [mlp.read_table_text("1,2\n3,4\n5,6\n", layout=mlp.TableLayout(heading=on)) for on in (False, True)]
    choices = [mlp.TableChoice((table.column_names[0],), table.column_names[1], "regression") for table in tables]
    first, second = (mlp.TableData(table, choice) for table, choice in zip(tables, choices, strict=True))
    assert first != second
    assert len(first.rows) == len(second.rows) + 1


def test_every_sheet_can_be_chosen(tmp_path: Path) -> None:
    """The first with a table is taken by itself; all are named; one without a table is refused by its name."""
    sheets = {"notes": [["nothing"]], "one": [["a", "b"], [1, 2], [3, 4]], "two": [["c", "d"], [5, 6], [7, 8]]}
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(sheets))
    table = mlp.read_table(path)
    assert (table.layout.sheet, table.sheets) == ("one", ("notes", "one", "two"))
    other = mlp.read_table(path, mlp.TableLayout(sheet="two"))
    assert other.column_names == ("c", "d")
    with pytest.raises(mlp.DataError, match="neither numbers nor categories"):
        mlp.read_table(path, mlp.TableLayout(sheet="two", heading=False))
    refused = layout_of_file(path, mlp.TableLayout(sheet="two", heading=False))
    assert refused == (mlp.TableLayout(heading=False, sheet="two"), table.sheets)
    for sheet, words in (("notes", "has no table in sheet 'notes'"), ("gone", "has no sheet 'gone'")):
        with pytest.raises(mlp.DataError, match=words):
            mlp.read_table(path, mlp.TableLayout(sheet=sheet))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a,b\n1,2\n3,4\n", [2, 3]),
        ("1,2\n3,4", [1, 2]),
        ("# one\n# two\na,b\n1,2\n3,4\n", [4, 5]),
        ("a,b\n1,2\n\n\n3,4\n5,6\n\n7,8", [2, 5, 6, 8]),
        ('a,b\n"1\n",2\n3,4\n', [2, 4]),
        ("a,b\r\n1,2\r\n\r\n3,4\r\n", [2, 4]),
        ("a b\n1   2\n\n3 4\n", [2, 4]),
    ],
)
def test_rows_are_found_in_a_text(text: str, lines: list[int]) -> None:
    """A row is called by the line in which it begins, whatever was left out before it."""
    table = mlp.read_table_text(text)
    assert [table.number(row) for row in range(table.n_rows)] == lines


def test_rows_are_found_over_blocks(tmp_path: Path) -> None:
    """Lines are counted on where one block of a long file ends and another begins."""
    rows = [
        f'{row},"{"x" * (row % 150)}{chr(10) if row % 17 == 0 else ""}"' + "\n" * (row % 13 == 0)
        for row in range(20_000)
    ]
    text = "a,b\n" + "\n".join(rows) + "\n"
    lines = np.cumsum([0, *(row.count("\n") + 1 for row in rows[:-1])]) + 2
    path = tmp_path / "long.csv"
    path.write_text(text, encoding="utf-8", newline="")
    table = mlp.read_table(path)
    assert table.n_rows == 20_000
    assert [table.number(row) for row in range(0, 20_000, 97)] == lines[::97].tolist()


def test_lines_that_run_ahead_too_often_are_not_kept() -> None:
    """Ten thousand blank lines between rows: these are then counted by themselves."""
    table = mlp.read_table_text("a,b\n" + "1,2\n\n" * 11_000)
    assert (table.first_line, table.place(20)) == (0, "row 21")


def test_rows_are_found_in_a_sheet(tmp_path: Path) -> None:
    """A row of a sheet is called by the number that stands beside it there."""
    book = workbook({"a": [["a note"], [], ["x", "y"], [1, 2], [None, None], [3, 4], [5, 6]]})
    table = read(tmp_path, book, "book.xlsx")
    assert [table.place(row) for row in range(3)] == ["row 4", "row 6", "row 7"]
