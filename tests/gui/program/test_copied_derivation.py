"""The derivation of a step is copied as a LaTeX document: every line of it, and no number that is still asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

import mlp_core as mlp
from mlp_gui.views.equations.document import MOST_LINES, told_document
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping


def test_the_menu_copies_every_line_of_the_step(program: Program, stepping: Stepping, qtbot: QtBot) -> None:
    """At the grain of units those of one unit, with their sentences; before the first line there is nothing to copy."""
    action = program.window.window_actions["copy_derivation"]
    stepping.to_start()
    assert not action.isEnabled()
    assert told_document(stepping) == ""
    stepping.set_sample(0)
    stepping.set_granularity("unit")
    while stepping.step is None or stepping.step.operation is not mlp.Operation.ACTIVATE:
        stepping.forward()
    assert action.isEnabled()
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(program.session.notice_posted):
        action.trigger()
    text = QGuiApplication.clipboard().text()
    step, walk = stepping.step, stepping.walk
    assert walk is not None
    lines = [walk.terms[index] for index in range(step.first, step.last + 1)]
    assert len(lines) > 3
    assert text.count(r"\begin{align*}") == len(lines)
    for line in lines:
        explanation = mlp.explain(line, stepping.notation)
        assert explanation.sentence in text
        assert explanation.pieces[-1].number_latex in text
    stepping.set_active(False)
    assert not action.isEnabled()


def test_what_is_asked_for_is_not_given_away(program: Program, stepping: Stepping) -> None:
    """While a question is open the document holds only what was answered or told before."""
    stepping.set_sample(0)
    stepping.set_granularity("term")
    stepping.set_predict(True)
    while stepping.question is None:
        stepping.forward()
    asked = stepping.awaiting
    assert asked is not None
    number = mlp.explain(stepping.walk.terms[stepping.walk.terms.locate(asked)], stepping.notation).pieces[0]
    assert number.number_latex not in told_document(stepping) or number.quantity is None


def test_a_long_step_is_cut_and_says_so(program: Program, stepping: Stepping) -> None:
    """Of a phase of a large network as many lines are written as take no time that is felt."""
    trace = trace_of((20, 20, 3), 1)
    stepping.receive_trace(program.session.run_id, trace)
    stepping.set_sample(0)
    stepping.set_granularity("phase")
    walk = stepping.walk
    assert walk is not None
    forward = next(step for step in trace.steps("phase", 0) if step.phase is mlp.Phase.FORWARD)
    stepping.go_to(forward.last)
    text = told_document(stepping)
    n_lines = forward.last + 1 - forward.first
    assert n_lines > MOST_LINES
    assert text.count(r"\begin{align*}") == MOST_LINES
    assert f"{n_lines - MOST_LINES} lines more are left out." in text
