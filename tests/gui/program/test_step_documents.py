"""File > Export while stepping: the step as a LaTeX file, and the training step as a worksheet that can be printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

import mlp_core as mlp
from mlp_core.explain.worksheet import worksheet
from mlp_gui.export.worksheet_formulas import plain_number
from mlp_gui.export.worksheet_pdf import worksheet_pdf
from mlp_gui.views.equations.document import told_document
from mlp_gui.window.step_documents import worksheet_formats
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PdfReader
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping

TIMEOUT = 60_000
"""A worksheet is set in seconds, also where other tests have the processor."""
EMBEDDED = {"/FontFile", "/FontFile2", "/FontFile3"}


def _written(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, name: str, answer: tuple[Path, str]
) -> str:
    """Choose an action, answer its dialog, and return what the window then tells."""
    session = program.session
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(answer[0]), answer[1]))
    session.notices.close()
    program.window.window_actions[name].trigger()
    qtbot.waitUntil(lambda: session.notices.current is not None, timeout=TIMEOUT)
    return session.notices.current.text


def _read(path: Path) -> PdfReader:
    reader = pytest.importorskip("pypdf").PdfReader(path)
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            assert EMBEDDED & set(inner.get_object()["/FontDescriptor"]), "a font of this machine is needed to read it"
    return reader


def _results(reader: PdfReader, pages: range) -> list[str]:
    """Return the numbers that stand alone, behind the number of an exercise and in the boxes."""
    text = "\n".join(reader.pages[page].extract_text() for page in pages)
    return [line for line in text.splitlines() if re.fullmatch(r"[−0-9.·⁻¹²³⁴⁵⁶⁷⁸⁹⁰ ]+", line)]


def test_a_worksheet_asks_for_what_its_solution_says(
    program: Program, stepping: Stepping, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """As many pages of questions as of solution, fonts within; every result of the trace, and none in the questions."""
    stepping.set_sample(1)
    stepping.set_decimals(5)
    stepping.set_notation("delta")
    trace = stepping.trace
    assert trace is not None
    both = next(words for words, (paper, parts) in worksheet_formats().items() if paper == "A4" and len(parts) == 2)
    path = tmp_path / "sheet.pdf"
    told = _written(program, monkeypatch, qtbot, "export_worksheet", (path, both))
    assert told == f"The worksheet was saved as {path}."
    reader = _read(path)
    half = len(reader.pages) // 2
    assert len(reader.pages) == 2 * half
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    expected = worksheet(trace, 1, "delta", decimals=5)
    weights = [plain_number(given.number) for given in expected.parameters if given.quantity.input >= 0]
    wanted = [plain_number(exercise.result) for exercise in expected.exercises]
    numbers = [str(place) for place in range(1, len(wanted) + 1)]
    questions, solution = _results(reader, range(half)), _results(reader, range(half, 2 * half))
    assert sorted(questions) == sorted([*weights, *numbers])
    assert sorted(solution) == sorted([*weights, *numbers, *wanted])
    assert "Write every number with 5 decimals" in " ".join(reader.pages[0].extract_text().split())


def test_questions_alone_on_letter_paper(
    program: Program, stepping: Stepping, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """To hand out, on the other paper; a missing suffix is added."""
    alone = next(
        words for words, (paper, parts) in worksheet_formats().items() if (paper, len(parts)) == ("US letter", 1)
    )
    assert alone.startswith("Questions")
    _written(program, monkeypatch, qtbot, "export_worksheet", (tmp_path / "sheet", alone))
    reader = _read(tmp_path / "sheet.pdf")
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [612, 792]
    assert "Solution" not in "".join(page.extract_text() for page in reader.pages)


def test_what_is_too_large_is_said_before_a_file_is_asked_for(
    program: Program, stepping: Stepping, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """No dialog, and a sentence with the network's shape and what is possible."""
    stepping.receive_trace(program.session.run_id, trace_of((20, 20, 3), 1))

    def asked(*_: object) -> tuple[str, str]:
        pytest.fail("a file was asked for")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
    with qtbot.waitSignal(program.session.notice_posted):
        program.window.window_actions["export_worksheet"].trigger()
    assert program.session.notices.current is not None
    assert "20-20-3 has 483 weights and biases; a worksheet is for 60 at most" in program.session.notices.current.text


def test_a_worksheet_is_given_up_between_exercises(qapp: object) -> None:
    """Whoever closes the window does not wait for the last page."""
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked == 12

    with pytest.raises(mlp.Cancelled):
        worksheet_pdf(worksheet(trace_of((2, 2, 1), 1), 0), "XOR", "A4", cancelled=cancelled)
    assert asked == 12


def test_the_step_is_saved_as_latex(
    program: Program, stepping: Stepping, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """What is copied is also saved; neither document is offered where no step is stepped through."""
    actions = program.window.window_actions
    assert not actions["export_derivation"].isEnabled()
    assert "go one step forward" in actions["export_derivation"].toolTip(), "it says why it is grey"
    assert "go one step forward" in actions["copy_derivation"].statusTip()
    assert actions["export_worksheet"].isEnabled()
    stepping.set_granularity("unit")
    while stepping.step is None or stepping.step.operation is not mlp.Operation.ACTIVATE:
        stepping.forward()
    made = stepping.step.makes
    qtbot.waitUntil(lambda: stepping.has_arrived(made), timeout=TIMEOUT)
    _written(program, monkeypatch, qtbot, "export_derivation", (tmp_path / "step.tex", ""))
    assert (tmp_path / "step.tex").read_bytes().decode() == told_document(stepping)
    assert "every line" in actions["export_derivation"].toolTip()
    stepping.set_active(False)
    assert not actions["export_derivation"].isEnabled()
    assert "While stepping" in actions["export_derivation"].toolTip()
    assert not actions["export_worksheet"].isEnabled()
