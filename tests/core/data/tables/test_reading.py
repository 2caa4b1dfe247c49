"""Reading tables: every format and layout that a student, a lecturer or an engineer brings gives the same columns."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

import mlp_core as mlp
from mlp_core.data.pictures import picture_shape
from tests.core.data.tables.spreadsheet_files import workbook

ROWS = [(1.5, 2.0, "süß"), (2.5, None, "herb"), (-3.25, 4.0, "süß"), (4.0, 5.0, "herb")]
HEADING = ("length", "width", "taste")


def text_of(delimiter: str, decimal: str = ".", heading: bool = True) -> str:
    """Return the example as lines of cells."""
    lines = [delimiter.join(HEADING)] if heading else []
    for row in ROWS:
        cells = ["" if cell is None else str(cell) for cell in row]
        lines.append(delimiter.join([*(cell.replace(".", decimal) for cell in cells[:2]), cells[2]]))
    return "\n".join(lines) + "\n"


def parquet_file(table: pa.Table) -> bytes:
    """Return a Parquet file."""
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    return stream.getvalue()


def npz_file(**arrays: np.ndarray) -> bytes:
    """Return an NPZ file."""
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def read(folder: Path, contents: bytes, name: str = "given.bin", layout: mlp.TableLayout | None = None) -> mlp.Table:
    """Write a file and read it as a table."""
    (folder / name).write_bytes(contents)
    return mlp.read_table(folder / name, layout or mlp.TableLayout())


LENGTH = np.array([row[0] for row in ROWS])
FILES = {
    "comma": text_of(",").encode(),
    "tab": text_of("\t").encode(),
    "semicolon, decimal comma": text_of(";", ",").encode(),
    "bar": text_of("|").encode(),
    "caret": text_of("^").encode(),
    "UTF-8 with its mark": text_of(",").encode("utf-8-sig"),
    "UTF-16": text_of("\t").encode("utf-16"),
    "UTF-16 without a mark": text_of(",").encode("utf-16-le"),
    "Latin-1": text_of(";", ",").encode("latin-1"),
    "Windows line ends": text_of(",").replace("\n", "\r\n").encode(),
    "Excel's own line": ("sep=;\n" + text_of(";")).encode(),
    "comments first": ("# measured\n# in cm\n" + text_of(",")).encode(),
    "quotes": text_of(",").replace("süß", '"süß"').encode(),
    "Excel": workbook({"notes": [["nothing here"]], "measured": [HEADING, *ROWS]}),
    "old Excel": Path(__file__).with_name("measured.xls").read_bytes(),
    "Parquet": parquet_file(pa.table({name: [row[place] for row in ROWS] for place, name in enumerate(HEADING)})),
    "NPZ": npz_file(
        length=LENGTH,
        width=np.array([2.0, np.nan, 4.0, 5.0]),
        taste=np.array([row[2] for row in ROWS]),
        other=np.zeros(3),
    ),
}


@pytest.mark.parametrize("file", FILES)
def test_the_same_table_in_every_format(file: str, tmp_path: Path) -> None:
    """Format, delimiter, decimal mark and encoding are recognised by the contents alone."""
    table = read(tmp_path, FILES[file])
    assert table.column_names == HEADING
    length, width, taste = table.columns
    np.testing.assert_array_equal(length.values, LENGTH)
    np.testing.assert_array_equal(width.values, [2.0, np.nan, 4.0, 5.0])
    assert (width.kind, width.n_missing) == ("number", 1)
    assert taste.categories == ("herb", "süß")
    np.testing.assert_array_equal(taste.values, [1.0, 0.0, 1.0, 0.0])
    assert taste.examples == ("süß", "herb", "süß", "herb")
    assert not length.values.flags.writeable


@pytest.mark.parametrize(
    ("file", "note"),
    [
        ("NPZ", "Left out: other"),
        ("Parquet", "Parquet"),
    ],
)
def test_what_was_recognised_is_told(file: str, note: str, tmp_path: Path) -> None:
    """The notes say what was recognised, in words of the user."""
    assert any(note in each for each in read(tmp_path, FILES[file]).notes)


def test_without_a_heading_columns_are_numbered() -> None:
    """A first line with a number in it is a row."""
    table = mlp.read_table_text(text_of(",", heading=False))
    assert table.column_names == ("column 1", "column 2", "column 3")
    assert table.n_rows == 4


def test_columns_of_spaces() -> None:
    """Any number of spaces sets columns apart, as in files of measured values."""
    table = mlp.read_table_text("  a    b\n  1.0  20\n 11.5   3\n  2      7\n")
    np.testing.assert_array_equal(table.columns[1].values, [20.0, 3.0, 7.0])


def test_headings_are_unique_and_filled() -> None:
    """Headings that are empty or alike get names of their own."""
    assert mlp.read_table_text("a,a,\n1,2,3\n4,5,6\n").column_names == ("a", "a (2)", "column 3")


def test_cells_that_are_no_numbers_are_told() -> None:
    """A stray text in a column of numbers counts as missing, and the notes name its line."""
    table = mlp.read_table_text("a,b\n" + "".join(f"{row},1\n" for row in range(50)) + "oops,1\n")
    assert (table.columns[0].kind, table.columns[0].n_missing) == ("number", 1)
    assert table.notes == ("1 cell of a is no number (line 52, 'oops'): it counts as a gap.",)


def test_arrays_x_and_y(tmp_path: Path) -> None:
    """A matrix of inputs and a vector of targets are a table with the target last, pictures are flattened."""
    pictures = np.arange(24, dtype=np.uint8).reshape(6, 2, 2)
    table = read(tmp_path, npz_file(X=pictures, y=np.array([0, 1, 0, 1, 0, 1]), names=np.array(["a"])))
    choice = mlp.TableChoice.proposed(table)
    assert choice == mlp.TableChoice(("X 1", "X 2", "X 3", "X 4"), "y", "classification")
    np.testing.assert_array_equal(
        mlp.TableData(table, choice).generate(6, np.random.default_rng(0)).points[1], [4, 5, 6, 7]
    )


@pytest.mark.parametrize("shape", [(5, 6), (5, 6, 1), (1, 5, 6)])
def test_an_array_of_pictures_stays_one(shape: tuple[int, ...], tmp_path: Path) -> None:
    """Its columns are called by their places, by which views know pictures; a vector of as many numbers is none."""
    values = np.random.default_rng(3).integers(0, 255, (6, 30))
    classes = np.array([0, 1, 0, 1, 0, 1])
    for given, expected in ((values.reshape(6, *shape), (5, 6)), (values, None)):
        table = read(tmp_path, npz_file(X=given, y=classes))
        data = mlp.TableData(table, mlp.TableChoice.proposed(table))
        assert picture_shape(data.point_names) == expected
        np.testing.assert_array_equal(data.generate(6, np.random.default_rng(0)).points, values)


def test_the_target_is_guessed() -> None:
    """A target by name, else the last column; whole numbers that come again are classes; a counter is no input."""
    named = mlp.read_table_text(
        "no,species,size\n" + "".join(f"{row},{'ab'[row % 2]},{row}.5\n" for row in range(1, 9))
    )
    assert mlp.TableChoice.proposed(named) == mlp.TableChoice(("size",), "species", "classification")
    value = mlp.read_table_text("a,price\n" + "".join(f"{row % 7},{row}.5\n" for row in range(1, 9)))
    assert mlp.TableChoice.proposed(value) == mlp.TableChoice(("a",), "price", "regression")


def test_reading_tells_progress_and_stops_where_it_is_wished(tmp_path: Path) -> None:
    """Progress rises to the end, and a wish to stop is met at the next block."""
    file = tmp_path / "long.csv"
    file.write_text("a,b\n" + "1.25,2.5\n" * 300_000)
    shares: list[float] = []
    mlp.read_table(file, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 3
    asked: list[bool] = []
    with pytest.raises(mlp.Cancelled):
        mlp.read_table(file, cancelled=lambda: asked.append(True) or len(asked) > 2)
    assert len(asked) == 3


def test_the_digest_is_that_of_the_contents(tmp_path: Path) -> None:
    """The same contents have the same digest, whatever the file is called."""
    one, other = (read(tmp_path, FILES["comma"], name) for name in ("a.csv", "b.txt"))
    assert one.digest == other.digest
    assert one.digest != read(tmp_path, FILES["tab"]).digest
