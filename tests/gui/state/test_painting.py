"""Painting: strokes become part of the experiment, the run goes on, and what cannot be learned is never asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state import edits
from mlp_gui.state.requests import ChangePoints, Configure
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from tests.gui.state.conftest import Listener

REACH = (0.3, 0.3)


@pytest.fixture
def painting(session: Session) -> Session:
    """Return a session whose brush is held over the points of XOR."""
    session.receive_snapshot(first_snapshot(session))
    session.own_data.painting.set_active(True)
    return session


def dataset(session: Session) -> mlp.Dataset:
    """Return the points of the session's experiment."""
    return mlp.load_dataset(session.experiment.data)


def test_a_stroke_is_one_step_of_undo(painting: Session, listener: Listener) -> None:
    """Points are added along a drag, spaced by the brush, under the same run; one undo takes the stroke away."""
    brush, run_id, before = painting.own_data.painting, painting.run_id, painting.experiment
    n_points, n_undo = dataset(painting).n_points, painting.undo_stack.count()
    brush.set_label(1)
    brush.begin((0.0, 0.0), REACH)
    for x in (0.1, 0.35, 0.4, 0.7, 1.2):
        brush.stroke_to((x, 0.0), REACH)
    brush.end()
    brush.begin((0.5, 1.0), REACH)
    brush.end()
    assert painting.run_id == run_id
    assert dataset(painting).points[n_points:].tolist() == [[0.0, 0.0], [0.35, 0.0], [0.7, 0.0], [1.2, 0.0], [0.5, 1.0]]
    assert set(dataset(painting).labels[n_points:].tolist()) == {1}
    assert painting.undo_stack.count() == n_undo + 2
    assert painting.undo_stack.undoText() == "paint points"
    painting.undo_stack.undo()
    assert dataset(painting).n_points == n_points + 4
    painting.undo_stack.undo()
    assert painting.experiment == before
    painting.undo_stack.redo()
    assert dataset(painting).n_points == n_points + 4
    assert {type(request) for request in listener.requests} == {ChangePoints}


def test_the_last_training_point_stays(painting: Session, listener: Listener) -> None:
    """The eraser takes whole classes away, but never the last training point; the user is told once a stroke."""
    brush = painting.own_data.painting
    brush.set_tool("erase")
    brush.begin((0.5, 0.5), (9.0, 9.0))
    brush.stroke_to((0.4, 0.5), (9.0, 9.0))
    brush.end()
    assert len(dataset(painting).train) == 1
    assert [notice.level for notice in listener.notices] == ["warning"]
    assert "last training point stays" in listener.texts
    assert painting.undo_stack.undoText() == "erase points"


def test_points_move_with_the_brush(painting: Session) -> None:
    """The point below the brush follows it and keeps its class; beside a point nothing is held."""
    brush, before = painting.own_data.painting, dataset(painting)
    brush.set_tool("move")
    brush.begin(before.points[2].tolist(), REACH)
    brush.stroke_to((0.4, 0.6), REACH)
    brush.stroke_to((0.45, 0.55), REACH)
    brush.end()
    assert dataset(painting).points[2].tolist() == [0.45, 0.55]
    assert dataset(painting).labels.tolist() == before.labels.tolist()
    assert painting.undo_stack.undoText() == "move point"
    moved = painting.experiment
    brush.begin((-0.5, 1.5), REACH)
    brush.stroke_to((0.0, 0.0), REACH)
    brush.end()
    assert painting.experiment is moved


def test_painting_begins_from_scratch(painting: Session) -> None:
    """Nothing changes before the first point; that takes the place of all others, as one step of undo."""
    brush, before = painting.own_data.painting, painting.experiment
    brush.set_starts_over(True)
    assert painting.experiment is before
    brush.begin((0.2, 0.3), REACH)
    brush.stroke_to((0.9, 0.3), REACH)
    brush.end()
    assert dataset(painting).points.tolist() == [[0.2, 0.3], [0.9, 0.3]]
    assert not brush.starts_over
    assert brush.counts == (2, -1, 0)
    brush.take_back()
    assert painting.experiment == before


def test_other_points_forget_what_was_erased(painting: Session) -> None:
    """With another seed the drawn points are others: the erased ones are forgotten, the added ones stay."""
    brush = painting.own_data.painting
    brush.begin((0.2, 0.3), REACH)
    brush.set_tool("erase")
    brush.begin(dataset(painting).points[0].tolist(), (1e-6, 1e-6))
    assert brush.counts == (1, 1, 0)
    painting.set_data(seed=7)
    assert brush.counts == (1, 0, 0)
    painting.choose_dataset("circle")
    assert brush.counts == (0, 0, 0)


def test_heights_are_values_in_the_units_of_the_data(session: Session) -> None:
    """On a line of a table, whose values are normalised, a point is painted where the brush is."""
    table = mlp.read_table_text("x,y\n" + "".join(f"{row / 4},{100 + row * row}\n" for row in range(30)))
    data = mlp.TableData(table, mlp.TableChoice(("x",), "y", "regression"))
    session.set_experiment(edits.choose_table(session.experiment, data), "use table")
    session.receive_snapshot(first_snapshot(session))
    before = dataset(session)
    session.own_data.painting.begin((3.0, 0.5), REACH)
    session.own_data.painting.end()
    height = before.value_shift + 0.5 * before.value_scale
    painted = session.experiment.data.painted
    assert painted is not None
    assert painted.added == ((3.0, pytest.approx(height)),)
    after = dataset(session)
    assert after.values[-1, 0] * after.value_scale + after.value_shift == pytest.approx(height)


def test_data_of_many_inputs_say_why_not(session: Session, listener: Listener) -> None:
    """Flowers have four measures: the brush stays where it is, and a word says why."""
    session.choose_dataset("iris")
    session.receive_snapshot(first_snapshot(session))
    session.own_data.painting.set_active(True)
    assert not session.own_data.painting.active
    assert "one or two inputs" in listener.texts


def test_rubbish_paints_nothing(session: Session, listener: Listener) -> None:
    """Rubbish strokes change nothing, and a brush that was never put down paints nothing."""
    session.receive_snapshot(first_snapshot(session))
    before = session.experiment
    session.own_data.painting.stroke_to((0.0, 0.0), REACH)
    session.own_data.painting.begin((float("nan"), 0.0), REACH)
    session.own_data.painting.begin((1e9, 0.0), (0.0, 0.0))
    assert session.experiment is before
    assert not [request for request in listener.requests if isinstance(request, Configure | ChangePoints)]
