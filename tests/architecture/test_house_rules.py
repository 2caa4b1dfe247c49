"""Rules of the house that no linter knows: no sleeping tests, no closures in connections, no endless files."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import PRODUCT, name_of, python_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_FILE = 600
FEW = 0.1  # of the files may be longer than LONG_FILE
LONG_FILE = 400

ALL = (*PRODUCT, "tests", "benchmarks", "tools")


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call with the dotted name of what it calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def offences(folders: tuple[str, ...], is_offence: Callable[[str, ast.Call], bool]) -> list[str]:
    """Return "file:line" of each call for which `is_offence(name, call)` holds."""
    return [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files(*folders)
        for name, call in calls(ast.parse(path.read_text(encoding="utf-8")))
        if is_offence(name, call)
    ]


def test_no_test_sleeps() -> None:
    """A test waits for a signal or a condition, never for time to pass."""

    def sleeps(name: str, call: ast.Call) -> bool:
        return name in {"time.sleep", "sleep", "QTest.qWait", "QTest.qSleep", "QThread.msleep", "qtbot.wait"}

    assert not offences(("tests",), sleeps)


def test_connections_hold_no_closures() -> None:
    """A lambda, a partial or a local function in `connect` keeps its widget alive and may run on another thread."""
    found = []
    for path in python_files(*PRODUCT):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        local_functions = {
            inner.name
            for outer in ast.walk(tree)
            if isinstance(outer, ast.FunctionDef)
            for inner in ast.walk(outer)
            if isinstance(inner, ast.FunctionDef) and inner is not outer
        }
        for name, call in calls(tree):
            if not name.endswith((".connect", ".singleShot")):
                continue
            for argument in call.args:
                is_lambda = isinstance(argument, ast.Lambda)
                is_partial = isinstance(argument, ast.Call) and ast.unparse(argument.func).endswith("partial")
                is_local = isinstance(argument, ast.Name) and argument.id in local_functions
                if is_lambda or is_partial or is_local:
                    found.append(f"{name_of(path)}:{call.lineno}")
    assert not found


def test_product_does_not_print() -> None:
    """The window and the command line's own writer speak to the user; nothing prints in between."""
    assert not offences(PRODUCT, lambda name, call: name == "print")


def test_files_stay_readable() -> None:
    """No file is longer than the longest allowed, and few are long."""
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*ALL)}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FILE}
    long_files = {name: length for name, length in lengths.items() if length > LONG_FILE}
    assert len(long_files) <= FEW * len(lengths), long_files


@pytest.mark.parametrize("word", ["utils", "helper", "helpers", "manager", "common", "misc"])
def test_files_say_what_they_are(word: str) -> None:
    """A file is named after the concept in it."""
    assert not [name_of(path) for path in python_files(*ALL) if path.stem == word or path.parent.name == word]
