"""What a line costs does not grow with the batch or the layers: of a long sum some terms are told and set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.session import Session
from mlp_gui.views.equations.telling import FEW_TERMS, tell, told_latex
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.stepping import Stepping

MOST_COLUMNS = 14 + 6 * FEW_TERMS


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    """Return a session that steps."""
    session = Session()
    session.stepping.set_active(True)
    return session


def stand_at(session: Session, trace: mlp.Trace, operation: mlp.Operation) -> Stepping:
    """Stand at the first line of a kind."""
    stepping = session.stepping
    stepping.receive_trace(session.run_id, trace)
    stepping.go_to(next(line.index for line in trace.steps("term", 0) if line.operation is operation))
    return stepping


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize("operation", [mlp.Operation.REDUCE, mlp.Operation.REDUCE_LOSS, mlp.Operation.SUM])
def test_a_line_of_a_large_batch_has_as_many_columns_as_one_of_a_small_one(
    session: Session, notation: str, operation: mlp.Operation
) -> None:
    """With 30 samples and with 600, over 40 inputs: what is said, and what has to be set for it, is as much."""
    session.stepping.set_notation(notation)
    counts = []
    for n_samples in (30, 600):
        narration = tell(stand_at(session, trace_of((40, 2, 1), n_samples), operation))
        assert narration is not None
        assert len(narration.entries) <= MOST_COLUMNS
        counts.append((len(narration.entries), len(set(narration.formulas()))))
    (columns, formulas), (more_columns, more_formulas) = counts
    assert more_columns == columns
    assert more_formulas <= formulas + 2 * FEW_TERMS  # other numbers may be alike
    assert more_formulas <= 2 * MOST_COLUMNS


def test_the_line_before_a_long_one_is_short(session: Session) -> None:
    """It has one row only."""
    stepping = stand_at(session, trace_of((40, 2, 1), 600), mlp.Operation.REDUCE)
    stepping.go_to(stepping.position + 1)
    narration = tell(stepping)
    assert narration is not None
    assert narration.previous
    assert all(len(form) <= 40 for form in narration.previous)


def test_every_term_is_told_and_copied_where_that_is_wanted(session: Session) -> None:
    """The state remembers that a long sum is open; what is copied is whole in any case."""
    stepping = stand_at(session, trace_of((40, 2, 1), 4), mlp.Operation.SUM)
    few, latex = tell(stepping), told_latex(stepping)
    stepping.set_every_term(True)
    every = tell(stepping)
    assert few is not None
    assert every is not None
    assert sum(entry.left_out for entry in few.entries) + FEW_TERMS == 41
    assert not any(entry.left_out for entry in every.entries)
    assert all(f"x_{{{source}}}" in latex for source in range(1, 41))
    assert told_latex(stepping) == latex
