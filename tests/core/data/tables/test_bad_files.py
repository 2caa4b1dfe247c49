"""Files that are no tables: each is refused in words that name it, say where, and what to do; none does harm."""

from __future__ import annotations

import io
import os
import random
import struct
import tracemalloc
import zipfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

import mlp_core as mlp
from mlp_core.data.tables.reading import layout_of_file
from tests.core.data.tables.spreadsheet_files import workbook
from tests.core.data.tables.test_reading import FILES, npz_file, parquet_file, read

if TYPE_CHECKING:
    from collections.abc import Iterator

MUTATIONS_PER_SEED = 16

MOST_MEMORY = 2**28
"""Bytes that the reading of such a file may take."""


def npy_header(shape: str, dtype: str = "<f8") -> bytes:
    """Return an NPY file that says it has an array of this shape, and has no numbers."""
    header = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode()


def zipped(**members: bytes) -> bytes:
    """Return a zip file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in members.items():
            archive.writestr(name.replace("_npy", ".npy").replace("__", "/"), contents)
    return packed.getvalue()


def repeating_workbook() -> bytes:
    """Return a small Excel file whose cells say two gigabytes: each refers to the same text of a megabyte."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 2001))
    packed = io.BytesIO(workbook({"a": [["x", "y"], [1, 2]]}))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<sst><si><t>" + "a" * 2**20 + "</t></si></sst>")
        archive.writestr("xl/worksheets/sheet2.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    return packed.getvalue()


def endless_workbook() -> bytes:
    """Return an old Excel file whose directory goes round and round."""
    contents = bytearray(FILES["old Excel"])
    (first_fat,) = struct.unpack_from("<I", contents, 76)
    (directory,) = struct.unpack_from("<I", contents, 48)
    struct.pack_into("<I", contents, (first_fat + 1) * 512 + 4 * directory, directory)
    return bytes(contents)


BAD = {
    "prose": (b"Dear students,\nthis is a letter and no table at all.\nYours\n", "not a table"),
    "prose of equal lines": (b"Dear all,\nthis is a letter\nwith nothing in it.\nall the very best\n", "not a table"),
    "nothing": (b"", "empty"),
    "line ends alone": (b"\n\n\n", "not a table"),
    "one column": (b"a\n1\n2\n3\n", "single column of numbers"),
    "one row": (b"a,b\n1,2\n", "1 row"),
    "heading alone": (b"a,b,c\n", "row"),
    "ragged": (b"a,b\n1,2\n3,4\n5\n7,8\n", "1 cell in line 4"),
    "too many cells": (b"a,b\n1,2\n3,4,5\n7,8\n", "3 cells in line 3"),
    "no numbers": (b"a,b\n" + b"".join(b"text %d,word %d\n" % (row, row) for row in range(99)), "neither numbers"),
    "a title above two columns": (b"Messung vom 3.5.\n\na;b\n1,5;2\n2,5;3\n3,5;4\n", "1 name in line 1,"),
    "numbers in words": (b"a;b\n3 pairs;2 m\n4 dozens;3 km\n7 sets;5 cm\n", "line 2 of column 'a' has '3 pairs'"),
    "ten thousand columns": (b"c" + b",c" * 9_999 + 2 * (b"\n1" + b",1" * 9_999), "10,000 columns"),
    "more names than cells": (b"a,b,c,d\n1,2\n3,4\n5,6\n", "4 names in line 1"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture"),
    "a PDF": (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
    "a program": (bytes(range(256)) * 40, "no table that is known"),
    "zeros": (bytes(5000), "no table that is known"),
    "a zip of something else": (zipped(readme=b"hello"), "neither Excel nor NPZ"),
    "a cut zip": (FILES["Excel"][:300], "damaged"),
    "a cut Parquet file": (FILES["Parquet"][:300], "Parquet"),
    "Excel without a table": (workbook({"a": [["only one cell"]], "b": []}), "no sheet with a table"),
    "Excel with a cell far out": (workbook({"a": [["x", "y"], [1, 2], [2, 3]]}, furthest="XFD1048576"), "more than"),
    "Excel that repeats a long text": (repeating_workbook(), "texts of more than"),
    "an old Excel file without an end": (endless_workbook(), "no end"),
    "a cut old Excel file": (FILES["old Excel"][:2000], "damaged"),
    "NPZ of objects": (zipped(a_npy=npy_header("(3,)", "|O")), "Python objects"),
    "NPZ of a huge shape": (zipped(a_npy=npy_header("(1000000, 1000000)")), "more than fits"),
    "NPZ of a negative shape": (zipped(a_npy=npy_header("(-5,)")), ""),
    "NPZ without its numbers": (zipped(a_npy=npy_header("(1000,)")), "damaged"),
    "NPZ of different lengths": (npz_file(a=np.zeros(3), b=np.zeros(4)), "single column"),
    "NPY of a scalar": (npy_header("()") + bytes(8), "no array"),
    "Parquet of lists": (parquet_file(pa.table({"a": [[1], [2]]})), "no column of numbers or text"),
    "Parquet without rows": (parquet_file(pa.table({"a": pa.array([], pa.float64())})), "no rows"),
    "an endless quote": (b'a,b\n1,"2\n' + b"3,4\n" * 2_000_000, "quotes"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_words(kind: str, tmp_path: Path) -> None:
    """The message names the file and what is wrong with it."""
    contents, words = BAD[kind]
    with pytest.raises(mlp.DataError) as refusal:
        read(tmp_path, contents, "mine.csv")
    assert str(refusal.value).startswith("mine.csv ")
    assert words in str(refusal.value)


def test_a_long_text_that_comes_often_is_kept_once(tmp_path: Path) -> None:
    """A small Parquet file that says ten gigabytes is read in the memory of one of its texts."""
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 1000, pa.int32()), pa.array(["a" * 10_000_000]))
    table = read(tmp_path, parquet_file(pa.table({"long": texts, "number": pa.array(range(1000), pa.float64())})))
    assert [column.kind for column in table.columns] == ["text", "number"]
    assert len(table.columns[0].examples[0]) < 1000
    assert pa.default_memory_pool().max_memory() < MOST_MEMORY


def test_a_gigabyte_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that does not fit is refused by its size, with the limit, before a byte of it is read."""
    file = tmp_path / "huge.csv"
    file.touch()
    os.truncate(file, 2**30)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(mlp.DataError, match=r"huge.csv has 1,024 MB, more than the 256 MB"):
        mlp.read_table(file)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a path that leads nowhere, and one that cannot be."""
    with pytest.raises(mlp.DataError, match="is a folder; choose a file"):
        mlp.read_table(tmp_path)
    for path in (tmp_path / "gone.csv", "bad\0name.csv", "x" * 5000):
        with pytest.raises(mlp.DataError):
            mlp.read_table(path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says is passed on."""
    file = tmp_path / "locked.csv"
    file.write_bytes(FILES["comma"])

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(mlp.DataError, match=r"locked.csv cannot be read \(Permission denied\)"):
        mlp.read_table(file)


def mutants(seed_file: bytes, random_numbers: random.Random) -> Iterator[bytes]:
    """Return broken files: bytes turned, cut out, put in twice, or replaced by what often breaks readers."""
    poison = (
        b'"',
        b"\0",
        b"\xff\xfe",
        b",,,",
        b"\n",
        b"1e999",
        b"-inf",
        b"nan",
        b"\r",
        b"\x93NUMPY",
        b"PK\x03\x04",
        b"PAR1",
    )
    for number in range(MUTATIONS_PER_SEED):
        mutant = bytearray(seed_file)
        for _ in range(1 + number % 6):
            place = random_numbers.randrange(len(mutant))
            end = min(place + random_numbers.randrange(1, 60), len(mutant))
            match random_numbers.randrange(5):
                case 0:
                    mutant[place] = random_numbers.randrange(256)
                case 1:
                    del mutant[place:end]
                case 2:
                    mutant[place:place] = mutant[place:end] * random_numbers.randrange(1, 50)
                case 3:
                    mutant[place:place] = random_numbers.choice(poison)
                case _:
                    mutant[place:end] = bytes([random_numbers.randrange(256)]) * (end - place)
            mutant = mutant or bytearray(b"\0")
        yield bytes(mutant)


def test_there_are_hundreds() -> None:
    """The corpus of bad and hostile tables; that of projects is as large."""
    assert len(BAD) + len(FILES) * MUTATIONS_PER_SEED >= 300


WISHES = (
    mlp.TableLayout(delimiter=";"),
    mlp.TableLayout(delimiter=" ", heading=False),
    mlp.TableLayout(delimiter="a", decimal=","),
    mlp.TableLayout(encoding="utf-16"),
    mlp.TableLayout(encoding="shift_jis", heading=True),
    mlp.TableLayout(encoding="latin-1", delimiter="\t"),
    mlp.TableLayout(sheet="measured", heading=False),
)
"""What a user may say of a file whatever it is."""


@pytest.mark.parametrize("seed", FILES)
def test_mutants_are_read_or_refused(seed: str, tmp_path: Path) -> None:
    """A broken file is a table, or refused with its name, however it is to be read: never another exception."""
    tracemalloc.start()
    refusals = []
    wishes = cycle(WISHES)
    for mutant in mutants(FILES[seed], random.Random(seed)):
        for wish in (mlp.TableLayout(), next(wishes)):
            try:
                table = read(tmp_path, mutant, "mutant.bin", wish)
                mlp.load_dataset(mlp.table_config(mlp.TableData(table, mlp.TableChoice.proposed(table))))
            except mlp.DataError as refusal:
                refusals.append(str(refusal))
                layout_of_file(tmp_path / "mutant.bin", wish)
    assert all(refusal.startswith("mutant.bin ") for refusal in refusals)
    assert max(tracemalloc.get_traced_memory()[1], pa.default_memory_pool().max_memory()) < MOST_MEMORY
    tracemalloc.stop()
