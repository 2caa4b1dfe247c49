"""The system asks for a file to be opened, by a double click or a drop onto the program's icon: it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent

import mlp_core as mlp
from mlp_gui.app import Program
from mlp_gui.options import Options
from mlp_gui.state.table_import import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.application import Application


@pytest.fixture
def project(tmp_path: Path) -> str:
    """Return the path of a project about moons."""
    experiment = mlp.EXAMPLES["moons"]
    mlp.save_project(tmp_path / "moons.mlp", mlp.Project.of(experiment, mlp.Timeline(experiment.build()[2])))
    return str(tmp_path / "moons.mlp")


def ask(app: Application, path: str) -> None:
    """Ask as the system does."""
    QCoreApplication.sendEvent(app, QFileOpenEvent(path))


def test_files_are_opened_whenever_they_are_asked_for(
    qapp: Application, project: str, tmp_path: Path, qtbot: QtBot
) -> None:
    """One that was asked for before the window stood is what it begins with; later a table, and a project again."""
    ask(qapp, project)
    program = Program(Options(), parent=qapp)
    program.open()
    program.window.show()
    session = program.session
    assert session is not None
    qtbot.waitUntil(lambda: session.title == "Moons", timeout=20_000)
    assert session.undo_stack.count() == 0
    (tmp_path / "houses.csv").write_text("area,price\n1,2\n3,4\n5,6\n", encoding="utf-8")
    ask(qapp, str(tmp_path / "houses.csv"))
    tables = session.own_data.tables
    qtbot.waitUntil(lambda: tables.stage is Stage.CHOOSING, timeout=20_000)
    tables.close()
    session.open_example("xor")
    ask(qapp, project)
    qtbot.waitUntil(lambda: session.title == "Moons", timeout=20_000)
    program.window.close()
