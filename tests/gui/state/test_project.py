"""The file that a run belongs to: saved and opened through the real worker and the real disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.requests import Seek
from mlp_gui.state.session import Session
from mlp_gui.training.controller import TrainingController

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.snapshot import Notice

TIMEOUT = 20_000


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """Return a session with a worker, paused at epoch 0."""
    session = Session(mlp.EXAMPLES["spiral"].with_training(optimizer="adam"))
    controller = TrainingController(session)
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=TIMEOUT)
    yield session
    assert controller.shutdown()
    controller.deleteLater()
    session.deleteLater()


def train_to(session: Session, step: int, qtbot: QtBot) -> None:
    """Train up to a step."""
    session.request_posted.emit(Seek(0, step))
    wait_for(session, step, qtbot)


def wait_for(session: Session, step: int, qtbot: QtBot) -> None:
    """Wait until the run that is shown stands at a step."""
    qtbot.waitUntil(
        lambda: (
            session.snapshot is not None and (session.snapshot.run_id, session.snapshot.step) == (session.run_id, step)
        ),
        timeout=TIMEOUT,
    )


def save(session: Session, path: Path, qtbot: QtBot) -> None:
    """Save, and wait until it is done."""
    with qtbot.waitSignal(session.project.saved, timeout=TIMEOUT):
        session.project.save(str(path))


def parameter(session: Session, index: int) -> float:
    """Return one of the parameters that are shown."""
    assert session.snapshot is not None
    return float(session.snapshot.network.parameters[index])


def parameters(session: Session) -> bytes:
    """Return the parameters that are shown."""
    assert session.snapshot is not None
    return session.snapshot.network.parameters.tobytes()


def test_save_change_open_and_go_on(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    """What was saved comes back after other things were done, and trains on to the same numbers."""
    path = tmp_path / "spiral.mlp"
    session.set_training(learning_rate=0.01)
    train_to(session, 40, qtbot)
    session.stepping.set_notation("lab")
    assert session.project.is_modified
    save(session, path, qtbot)
    assert not session.project.is_modified
    assert session.project.name == "spiral.mlp"
    saved, experiment = parameters(session), session.experiment
    train_to(session, 90, qtbot)
    assert session.project.is_modified
    later = parameters(session)
    session.open_example("xor")
    session.stepping.set_notation("delta")
    with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
        session.project.open(str(path))
    wait_for(session, 40, qtbot)
    assert session.experiment == experiment
    assert session.stepping.notation == "lab"
    assert parameters(session) == saved
    assert not session.project.is_modified
    train_to(session, 90, qtbot)
    assert parameters(session) == later
    train_to(session, 13, qtbot)
    assert session.stepping.timeline is not None
    assert session.stepping.timeline.last_step == 90


def test_painted_points_and_a_table_come_back(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    """Points painted while it trained, the conditions that stop it, and one's own table are all in the file."""
    train_to(session, 10, qtbot)
    session.set_data(painted=mlp.Painting().with_points([(0.5, 0.5, 1.0), (-1.0, 2.0, 0.0)]))
    session.set_experiment(replace(session.experiment, stopping=mlp.StoppingConfig(epochs=50)), "stop")
    train_to(session, 25, qtbot)
    painted = session.experiment
    save(session, tmp_path / "painted.mlp", qtbot)
    table = mlp.read_table_text("a,b,kind\n" + "".join(f"{row},{row % 3},{'xy'[row % 2]}\n" for row in range(20)))
    data = mlp.table_config(mlp.TableData(table, mlp.TableChoice.proposed(table)))
    session.set_experiment(replace(session.experiment, data=data), "own table")
    train_to(session, 5, qtbot)
    own = session.experiment
    save(session, tmp_path / "own.mlp", qtbot)
    for name, experiment, step in (("painted.mlp", painted, 25), ("own.mlp", own, 5)):
        with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
            session.project.open(str(tmp_path / name))
        wait_for(session, step, qtbot)
        assert session.experiment == experiment
        assert session.snapshot is not None
        assert session.snapshot.dataset.n_points == mlp.load_dataset(experiment.data).n_points


def test_opening_is_a_step_of_undo(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    """Undo returns to the run before and to its file, and redo to the one that was opened."""
    first, second = tmp_path / "one.mlp", tmp_path / "two.mlp"
    save(session, first, qtbot)
    train_to(session, 20, qtbot)
    save(session, second, qtbot)
    with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
        session.project.open(str(first))
    wait_for(session, 0, qtbot)
    assert session.project.name == "one.mlp"
    session.undo_stack.undo()
    wait_for(session, 20, qtbot)
    assert session.project.name == "two.mlp"
    session.undo_stack.redo()
    wait_for(session, 0, qtbot)
    assert session.project.name == "one.mlp"


@pytest.mark.parametrize("content", [b"", b"x1,x2\n1,2\n", b"PK\x03\x04 and no end"])
def test_a_bad_file_changes_nothing(session: Session, tmp_path: Path, qtbot: QtBot, content: bytes) -> None:
    """The run goes on being what it is, and the notice names the file and what is wrong."""
    path = tmp_path / "bad.mlp"
    path.write_bytes(content)
    train_to(session, 7, qtbot)
    run_id = session.run_id
    with qtbot.waitSignal(session.notice_posted, timeout=TIMEOUT) as posted:
        session.project.open(str(path))
    notice: Notice = posted.args[0]
    assert notice.level == "error"
    assert notice.text.startswith("bad.mlp cannot be opened: it")
    assert (session.run_id, session.project.path) == (run_id, "")
    wait_for(session, 7, qtbot)


def test_a_place_that_cannot_be_written(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    """A saving that fails says so, and the run stays unsaved."""
    session.set_training(learning_rate=0.01)
    with qtbot.waitSignal(session.notice_posted, timeout=TIMEOUT) as posted:
        session.project.save(str(tmp_path / "gone" / "a.mlp"))
    assert "cannot be saved: No such file" in posted.args[0].text
    assert session.project.is_modified
    assert not session.project.path


def test_a_copy_belongs_to_no_one(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    """A copy leaves the run with the file that it has, as modified as it is; opened as one, it has no file."""
    session.set_training(learning_rate=0.01)
    with qtbot.waitSignal(session.project.copied, timeout=TIMEOUT):
        session.project.save_copy(str(tmp_path / "copy.mlp"))
    assert session.project.is_modified
    assert not session.project.path
    with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
        session.project.open(str(tmp_path / "copy.mlp"), as_copy=True)
    assert session.project.is_modified
    assert not session.project.path


def test_opening_while_it_trains(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    """A project is opened at the moment that it was saved at, and stands still there, whatever ran before."""
    path = tmp_path / "at-30.mlp"
    train_to(session, 30, qtbot)
    save(session, path, qtbot)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step > 100, timeout=TIMEOUT)
    with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
        session.project.open(str(path))
    wait_for(session, 30, qtbot)
    assert session.status.value == "paused"


def test_the_way_of_an_opened_run_reaches_back(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    """What shows the way so far begins at the first step again, with the jump of a weight set by hand and the rest."""
    path = tmp_path / "way.mlp"
    train_to(session, 20, qtbot)
    session.set_parameter(0, 3.0)
    qtbot.waitUntil(lambda: parameter(session, 0) == 3.0, timeout=TIMEOUT)
    for step in (40, 60, 80):
        train_to(session, step, qtbot)
    train_to(session, 60, qtbot)
    way = {(point.step, point.parameters.tobytes()): point for point in session.surface.path.points}
    save(session, path, qtbot)
    session.open_example("xor")
    wait_for(session, 0, qtbot)
    with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
        session.project.open(str(path))
    wait_for(session, 60, qtbot)
    opened = session.surface.path.points
    assert session.surface.path.run_id == session.run_id
    assert [point.step for point in opened] == sorted(point.step for point in opened)
    assert {opened[0].step, opened[-1].step} == {0, 80}
    known = [point for point in opened if (point.step, point.parameters.tobytes()) in way]
    assert {0, 60, 80} <= {point.step for point in known}
    assert all(point.epoch == way[point.step, point.parameters.tobytes()].epoch for point in known)
    assert any(point.is_jump for point in opened)
    train_to(session, 90, qtbot)
    assert [point.step for point in session.surface.path.points][-2:] == [80, 90]


def test_an_example_is_no_part_of_the_project_that_it_takes_the_place_of(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    """Save would have written the example over the project; Undo brings back the run and its file, unchanged."""
    train_to(session, 20, qtbot)
    save(session, tmp_path / "mine.mlp", qtbot)
    before = session.experiment
    session.open_example("circle")
    assert session.project.path == ""
    assert session.project.is_modified
    wait_for(session, 0, qtbot)
    session.undo_stack.undo()
    wait_for(session, 20, qtbot)
    assert session.experiment == before
    assert session.project.name == "mine.mlp"
    assert not session.project.is_modified
    session.undo_stack.redo()
    assert session.project.name == ""
