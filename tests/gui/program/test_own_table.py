"""A table of one's own is opened, looked at and used, by menu, drop and paste; whatever goes wrong changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QPushButton, QScrollArea

import mlp_core as mlp
from mlp_gui.panels.table_preview import TablePreview
from mlp_gui.state.table_import import Stage
from mlp_gui.views.equations.document import told_document
from tests.core.data.tables.spreadsheet_files import workbook
from tests.gui.panels.gestures import choose

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

FLOWERS = "length,width,note,kind\n" + "".join(
    f"{5 + row % 7 / 10},{2 + row % 5 / 10},{'' if row == 4 else row},{('small', 'large', 'odd')[row % 3]}\n"
    for row in range(60)
)


@pytest.fixture
def flowers(tmp_path: Path) -> str:
    """Return the path of a table of three classes, with one gap."""
    path = tmp_path / "flowers.csv"
    path.write_text(FLOWERS, encoding="utf-8")
    return str(path)


def drop(program: Program, *paths: str) -> None:
    """Drop files onto the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    at = QPoint(600, 400)
    QApplication.sendEvent(program.window, QDragEnterEvent(at, Qt.DropAction.CopyAction, data, *keys))
    QApplication.sendEvent(program.window, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, *keys))


def is_open(program: Program) -> bool:
    """Whether a preview is seen."""
    return any(preview.isVisible() for preview in program.window.findChildren(TablePreview))


def preview_of(program: Program) -> TablePreview:
    """Return the preview, which is open."""
    # One that was let go of before may not be gone yet.
    return next(preview for preview in program.window.findChildren(TablePreview) if preview.isVisible())


def wait_for(program: Program, stage: Stage, qtbot: QtBot) -> TablePreview:
    """Wait until the table has come so far, and it is known what can be learned from it."""
    tables = program.session.own_data.tables

    def has_come() -> bool:
        is_known = stage is not Stage.CHOOSING or tables.data is not None or bool(tables.problem)
        return tables.stage is stage and is_known

    qtbot.waitUntil(has_come, timeout=20_000)
    return preview_of(program)


def paste(program: Program, text: str) -> None:
    """Press the key for pasting where the keyboard is after the start."""
    QGuiApplication.clipboard().setText(text)
    program.window.window_actions["paste_data"].trigger()


def press(preview: TablePreview, text: str) -> None:
    """Click the button with that text."""
    button = next(button for button in preview.findChildren(QPushButton) if button.text() == text)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_file_is_opened_chosen_from_and_used(
    program: Program, flowers: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By menu: the preview tells what was recognised; inputs and target are chosen; using it is one step of undo."""
    session = program.session
    before, n_undo = session.experiment, session.undo_stack.count()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (flowers, ""))
    program.window.window_actions["open_data"].trigger()
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    tables = session.own_data.tables
    assert session.experiment is before
    assert tables.choice is not None
    assert tables.choice.target == "kind"
    assert "3 classes" in preview.choices.text
    press(preview, "None")
    qtbot.waitUntil(lambda: "no column to learn from" in preview.choices.problem.text())
    assert not preview.use_button.isEnabled()
    press(preview, "All")
    qtbot.waitUntil(preview.use_button.isEnabled)
    index = preview.columns_view.model().index(1, 0)
    preview.columns_view.model().setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert "width" not in tables.choice.inputs
    target = preview.findChild(QComboBox, "table_target")
    target.setFocus()
    QTest.keyClicks(target, "width")
    qtbot.waitUntil(lambda: tables.data is not None and tables.choice.target == "width")
    assert tables.choice.task == "regression"
    press(preview, "Use this data")
    qtbot.waitUntil(lambda: program.window.findChild(TablePreview) is None)
    assert session.undo_stack.count() == n_undo + 1
    assert session.undo_stack.undoText() == "use flowers.csv"
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=20_000)
    assert session.snapshot.dataset.task == "regression"
    assert "kind = odd" in session.snapshot.dataset.point_names
    session.undo_stack.undo()
    assert session.experiment == before


def test_pasted_cells_are_learned_and_changed_afterwards(program: Program, qtbot: QtBot) -> None:
    """Cells are pasted and used; the form of the data names them, and leads back to the choice of columns."""
    session = program.session
    paste(program, FLOWERS.replace(",", "\t"))
    press(wait_for(program, Stage.CHOOSING, qtbot), "Use this data")
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=20_000)
    row = program.window.contents.forms.column.findChild(QPushButton, "change_table")
    assert row.isVisible()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    data = session.experiment.data.table
    assert data is not None
    assert session.own_data.tables.choice == data.choice
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: program.window.findChild(TablePreview) is None)
    assert session.experiment.data.table is data
    session.set_data(seed=9, train_share=0.5)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    session.own_data.tables.set_inputs(["length"])
    qtbot.waitUntil(preview.use_button.isEnabled)
    press(preview, "Use this data")
    assert (session.experiment.data.seed, session.experiment.data.train_share) == (9, 0.5)
    assert session.experiment.data.table.choice.inputs == ("length",)


def test_misuse_leaves_the_run_alone(program: Program, flowers: str, tmp_path: Path, qtbot: QtBot) -> None:
    """Folders, two files, a sparse gigabyte, binaries, rubbish and cancelling: each is told, and nothing changes."""
    session, tables = program.session, program.session.own_data.tables
    before, run_id = session.experiment, session.run_id
    (tmp_path / "bytes.csv").write_bytes(bytes(range(256)) * 40)
    with (tmp_path / "huge.csv").open("wb") as huge:
        huge.truncate(2**30)
    for name in ("bytes.csv", "huge.csv", "", "missing.csv"):
        drop(program, str(tmp_path / name))
        preview = wait_for(program, Stage.FAILED, qtbot)
        assert len(preview.message.text()) > 20
    drop(program, flowers, flowers)
    assert "2 files" in session.notices.current.text
    for rubbish in ("no table at all", "1", "\x00\x01\x02", "a,b\n1\n2,3,4\n"):
        paste(program, rubbish)
        qtbot.waitUntil(lambda: tables.stage in (Stage.FAILED, Stage.CHOOSING), timeout=20_000)
    tables.close()
    paste(program, "   ")
    assert tables.stage is Stage.CLOSED
    for _ in range(3):
        drop(program, flowers)
        qtbot.waitUntil(lambda: is_open(program), timeout=20_000)
        press(preview_of(program), "Cancel")
    assert tables.stage is Stage.CLOSED
    drop(program, flowers)
    press(wait_for(program, Stage.CHOOSING, qtbot), "Cancel")
    assert (session.experiment, session.run_id) == (before, run_id)


def test_many_columns_are_chosen_by_name(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """Of a thousand columns those are taken whose names have what is typed."""
    names = [f"x{column}" for column in range(1000)] + ["y"]
    rows = "\n".join(",".join(str((row * column) % 17 + row / 10) for column in range(1001)) for row in range(12))
    path = tmp_path / "wide.csv"
    path.write_text(",".join(names) + "\n" + rows, encoding="utf-8")
    drop(program, str(path))
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    tables = program.session.own_data.tables
    press(preview, "None")
    QTest.keyClicks(preview.filter, "x99")
    press(preview, "All")
    qtbot.waitUntil(preview.use_button.isEnabled, timeout=20_000)
    assert tables.choice is not None
    assert tables.choice.inputs == ("x99", *(f"x{column}" for column in range(990, 1000)))
    assert isinstance(tables.data, mlp.TableData)


def test_pasting_with_nothing_copied_says_so(program: Program) -> None:
    """An empty clipboard has not even a kind: a message, and the run is as it was."""
    QGuiApplication.clipboard().clear()
    run_id = program.session.run_id
    program.window.window_actions["paste_data"].trigger()
    assert "The clipboard holds no table" in program.session.notices.current.text
    assert program.session.run_id == run_id


def test_codes_are_said_to_be_categories(program: Program, qtbot: QtBot) -> None:
    """A click on a column's type and a key in its menu; each code is an input then, and back again by F2."""
    tables = program.session.own_data.tables
    rows = "".join(f"{(10115, 20095)[row % 2]}\t{3 * row}\t{row}.5\n" for row in range(9))
    paste(program, f"plz\tsize\tprice\n{rows}")
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    view = preview.columns_view
    cell = view.model().index(0, 1)
    assert (cell.data(), cell.siblingAtColumn(3).data()) == ("number", "10,115 to 20,095")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(cell).center())
    qtbot.waitUntil(view.menu.isVisible)
    QTest.keyClick(view.menu, Qt.Key.Key_Down)
    QTest.keyClick(view.menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tables.data is not None and len(tables.data.point_names) == 3, timeout=20_000)
    assert (cell.data(), cell.siblingAtColumn(3).data()) == ("category", "10115, 20095")
    assert "plz (2)" in preview.choices.text
    QTest.keyClick(view, Qt.Key.Key_F2)
    qtbot.waitUntil(view.menu.isVisible)
    QTest.keyClick(view.menu, Qt.Key.Key_Up)
    QTest.keyClick(view.menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tables.data is not None and len(tables.data.point_names) == 2, timeout=20_000)
    tables.set_reading("price", "category")
    qtbot.waitUntil(lambda: tables.data is not None and tables.data.choice.task == "classification", timeout=20_000)
    press(preview, "Cancel")


def test_a_compression_is_shown_as_one_when_it_is_changed(program: Program, qtbot: QtBot) -> None:
    """Though its table was opened for classes; using it as it is changes nothing, and the way back stays."""
    session = program.session
    paste(program, FLOWERS.replace(",", "\t"))
    press(wait_for(program, Stage.CHOOSING, qtbot), "Use this data")
    session.choose_task("compression")
    before = session.experiment
    session.own_data.tables.reopen()
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    assert preview.choices.task.value == "compression"
    assert preview.choices.target.value == "kind"
    press(preview, "Use this data")
    assert session.experiment is before
    session.own_data.tables.reopen()
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    session.own_data.tables.set_task("classification")
    qtbot.waitUntil(preview.use_button.isEnabled, timeout=20_000)
    press(preview, "Use this data")
    assert session.experiment.data.task == ""
    assert mlp.kind_of(session.experiment.data).task == "classification"


def test_a_wrong_guess_is_put_right(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """The lists show what was recognised; saying otherwise reads the file again at once, and what was chosen stays."""
    path = tmp_path / "houses.csv"
    path.write_bytes("Größe;Preis\n1,5;2\n\n2,5;;\n3,5;4\n".replace(";;", ";").encode("cp1252") + b"4,5;6\n")
    before = program.session.experiment
    drop(program, str(path))
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    tables, choices = program.session.own_data.tables, preview.layout_bar.choices
    shown = {part: choice.shown_text for part, choice in choices.items() if choice.isVisible()}
    assert shown == {"delimiter": "Semicolon", "decimal": "Comma", "heading": "Names", "encoding": "Windows-1252"}
    rows = preview.rows_view.model()
    assert [rows.headerData(row, Qt.Orientation.Vertical) for row in range(4)] == ["2", "4", "5", "6"]
    tables.set_target("Größe")
    choose(choices["encoding"], "mac-roman")
    wait_for(program, Stage.CHOOSING, qtbot)
    assert tables.read.table.column_names[0] != "Größe"
    choose(choices["encoding"], "cp1252")
    wait_for(program, Stage.CHOOSING, qtbot)
    tables.set_target("Größe")
    choose(choices["delimiter"], "|")
    wait_for(program, Stage.FAILED, qtbot)
    assert preview.layout_bar.isVisible()
    choose(choices["delimiter"], ";")
    wait_for(program, Stage.CHOOSING, qtbot)
    assert tables.choice.target == "Größe"
    choose(choices["encoding"], "utf-8")
    wait_for(program, Stage.FAILED, qtbot)
    assert "characters that are not UTF-8" in preview.message.text()
    choose(choices["encoding"], "latin-1")
    wait_for(program, Stage.CHOOSING, qtbot)
    press(preview, "Use this data")
    assert program.session.experiment.data.table.table.layout.encoding == "latin-1"
    program.session.undo_stack.undo()
    assert program.session.experiment == before


def test_another_sheet_is_chosen(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """A workbook shows which of its sheets is read; another is a choice away, also after one without a table."""
    path = tmp_path / "book.xlsx"
    sheets = {"first": [["a", "b"], [1, 2], [3, 4]], "words": [["x"]], "second": [["c", "d"], [5, 6], [7, 8], [9, 1]]}
    path.write_bytes(workbook(sheets))
    drop(program, str(path))
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    tables, sheet = program.session.own_data.tables, preview.layout_bar.choices["sheet"]
    assert sheet.shown_text == "first"
    assert not preview.layout_bar.choices["encoding"].isVisible()
    choose(sheet, "words")
    wait_for(program, Stage.FAILED, qtbot)
    assert "no table in sheet 'words'" in preview.message.text()
    choose(sheet, "second")
    wait_for(program, Stage.CHOOSING, qtbot)
    assert tables.read.table.column_names == ("c", "d")
    assert tables.read.table.n_rows == 3


def test_a_sample_is_called_by_its_row(program: Program, qtbot: QtBot) -> None:
    """A row with a gap is left out, a blank line too: the step-through calls each sample as the file does."""
    session = program.session
    rows = [f"{row},{row % 7},{row % 2}" for row in range(2, 40)]
    rows[3] = "5,,1"
    paste(program, "a,b,kind\n" + "\n".join(rows[:6]) + "\n\n" + "\n".join(rows[6:]) + "\n")
    press(wait_for(program, Stage.CHOOSING, qtbot), "Use this data")
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=20_000)
    session.stepping.set_active(True)
    qtbot.waitUntil(lambda: session.stepping.trace is not None, timeout=20_000)
    place = program.window.findChild(QLabel, "sample_place")
    names = session.snapshot.dataset.sample_names
    assert names.numbers.tolist() == [2, 3, 4, 6, 7, *range(9, 41)]
    stepping, contents = session.stepping, program.window.contents
    name, n_samples = names.name(int(stepping.trace.samples[3])), stepping.sample_count
    stepping.set_sample(3)
    assert place.text() == f"{name}, 4 of {n_samples}"
    qtbot.waitUntil(lambda: contents.matrices.widget().subtitle == place.text(), timeout=20_000)
    qtbot.waitUntil(lambda: contents.tracer.widget().subtitle.endswith(place.text()), timeout=20_000)
    stepping.set_predict(True)
    stepping.forward()
    assert stepping.question.sentence.endswith(f"for {name}?")
    assert name not in stepping.question.brief
    stepping.reveal()
    assert f"{name.capitalize()}, 4 of {n_samples}." in told_document(stepping)
    equations = contents.equations.widget()
    qtbot.waitUntil(lambda: f" {name}" in equations.spoken(), timeout=20_000)


def test_the_preview_follows_the_size_of_text(program: Program, flowers: str, qtbot: QtBot) -> None:
    """Rows have room for their letters whatever the size was at first, and no word of the choices is out of reach."""
    drop(program, flowers)
    preview = wait_for(program, Stage.CHOOSING, qtbot)
    views = (preview.columns_view, preview.rows_view)
    at_first = [view.rowHeight(0) for view in views]
    for scale in (2.0, 1.0):
        program.preferences.set_value("font_scale", scale)
        for view in views:
            qtbot.waitUntil(lambda view=view: view.rowHeight(0) >= view.fontMetrics().height(), timeout=20_000)
        bar = preview.layout_bar
        for choice in bar.choices.values():
            assert not choice.isVisible() or bar.rect().contains(choice.geometry().translated(choice.parent().pos()))
        scroll = preview.findChild(QScrollArea, "table_choices_scroll")
        said = preview.choices.findChild(QLabel, "value_text")
        qtbot.waitUntil(lambda said=said: said.height() >= said.heightForWidth(said.width()), timeout=20_000)
        qtbot.waitUntil(lambda scroll=scroll: preview.choices.width() <= scroll.viewport().width(), timeout=20_000)
    assert [view.rowHeight(0) for view in views] == at_first
    preview.reject()
