"""Films of the whole program: each frame shows one moment exactly, and the window that ordered it never notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QSize

import mlp_core as mlp
from mlp_gui.export.film_script import stops_of
from mlp_gui.export.film_taker import frame_image
from mlp_gui.film_program import FilmProgram
from mlp_gui.look.pixel_ratio import for_picture
from mlp_gui.state.cursor import Mark
from mlp_gui.state.film_order import STEP, FilmOrder, FilmWishes
from mlp_gui.state.framing import Framing
from mlp_gui.state.snapshot import RunStatus
from tests.gui.export.decoded import Decoded, decoded, pixels_of
from tests.gui.program.hands import choose_example

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

SIZE = (320, 180)
PATIENCE = 20_000
TOLERANCE = 2.5
"""Mean difference of a colour from 0 to 255 that encoding may make; two moments are further apart."""


def film(program: Program, wishes: FilmWishes, path: Path, qtbot: QtBot) -> tuple[FilmProgram, Decoded]:
    """Film what a program shows in this process, and read the film again."""
    making = FilmProgram(program, FilmOrder(str(path), wishes), path.parent, program)
    with qtbot.waitSignal(making.ended, timeout=PATIENCE) as ended:
        making.start()
    assert ended.args == ["", ""]
    return making, decoded(path)


def pictures_now(making: FilmProgram) -> np.ndarray:
    """Return what the filmed page shows at this moment."""
    assert making.filmed is not None
    return pixels_of(frame_image(making.filmed, QSize(*SIZE)))


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return how far two pictures are apart, as a mean over all colours."""
    return float(np.abs(one - other).mean())


def test_the_past_of_a_training_is_filmed_from_its_start_to_now(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """The first frame is the first moment and the last is now, as the same page paints them; the run ends as it was."""
    session = program.session
    for _ in range(30):
        session.step_epoch()
    qtbot.waitUntil(lambda: session.snapshot.epoch == 30, timeout=PATIENCE)
    before = session.snapshot
    wishes = FilmWishes(views=("network", "decision_dock"), width=SIZE[0], height=SIZE[1], rate=10, seconds=0.6)
    with for_picture(1.0):
        making, found = film(program, wishes, tmp_path / "past.mp4", qtbot)
        assert len(found.frames) == 6
        assert found.milliseconds[-1] == 600
        assert session.snapshot.step == before.step
        np.testing.assert_array_equal(session.snapshot.network.parameters, before.network.parameters)
        now = pictures_now(making)
        session.stepping.scrub(0)
        qtbot.waitUntil(lambda: session.snapshot.step == 0 and program.controller.is_idle, timeout=PATIENCE)
        start = pictures_now(making)
    assert difference(found.frames[-1], now) < TOLERANCE
    assert difference(found.frames[0], start) < TOLERANCE
    apart = [difference(one, other) for one, other in zip(found.frames, found.frames[1:], strict=False)]
    assert min(apart) > 0.0
    assert difference(start, now) > TOLERANCE


def test_a_step_is_filmed_line_by_line(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """It begins before the first line and ends with every number there; pulses are under way in between."""
    choose_example(program, "xor_steps", qtbot)
    session = program.session
    wishes = FilmWishes(
        kind=STEP, grain="phase", views=("network", "equations_dock"), suffix=".gif", width=SIZE[0], height=SIZE[1],
        rate=10, seconds=2.0,
    )  # fmt: skip
    with for_picture(1.0):
        making, found = film(program, wishes, tmp_path / "step.gif", qtbot)
        stepping = session.stepping
        assert stepping.position == stepping.walk.end
        assert difference(found.frames[-1], pictures_now(making)) < TOLERANCE
    assert len(found.frames) == 20
    assert found.milliseconds[-1] == 2000
    n_different = len({frame.tobytes() for frame in found.frames})
    assert n_different > stops_of(stepping.walk, "phase")


def test_training_that_diverges_ends_its_film(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """What there is until then is kept, and it is said why there is no more."""
    session = program.session
    session.set_training(learning_rate=1e9, loss="squared_error")
    session.set_output_activation("identity")
    session.set_layer_activation(0, "identity")
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=PATIENCE)
    wishes = FilmWishes(width=SIZE[0], height=SIZE[1], rate=10, seconds=1.0, from_start=False, more_epochs=100)
    making = FilmProgram(program, FilmOrder(str(tmp_path / "far.webp"), wishes), tmp_path, program)
    with for_picture(1.0), qtbot.waitSignal(making.ended, timeout=PATIENCE) as ended:
        making.start()
    problem, note = ended.args
    assert problem == ""
    assert "diverged in epoch" in note
    assert 1 <= len(decoded(tmp_path / "far.webp").frames) < 10


@pytest.mark.parametrize("rate", [1e200, 1e60])
def test_an_epoch_that_diverges_ends_its_film(program: Program, tmp_path: Path, qtbot: QtBot, rate: float) -> None:
    """At its first training step or at a later one; what there is until then is kept, and why is said."""
    session = program.session
    session.set_experiment(mlp.EXAMPLES["plane"].with_training(batch_size=16), "take the plane")
    session.set_training(learning_rate=rate, optimizer="sgd")
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=PATIENCE)
    wishes = FilmWishes(kind=STEP, grain="batch", whole_epoch=True, width=SIZE[0], height=SIZE[1], rate=10, seconds=3.0)
    making = FilmProgram(program, FilmOrder(str(tmp_path / "far.webp"), wishes), tmp_path, program)
    with for_picture(1.0), qtbot.waitSignal(making.ended, timeout=PATIENCE) as ended:
        making.start()
    problem, note = ended.args
    assert problem == ""
    assert "not finite" in note
    assert 1 <= len(decoded(tmp_path / "far.webp").frames) < 30


def test_the_past_of_a_run_that_diverged_is_filmed_to_its_end(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """A window that shows a run as diverged from the beginning films all moments until then."""
    experiment = mlp.EXAMPLES["plane"]
    timeline = mlp.Timeline(experiment.build()[2])
    timeline.run_steps(20)
    timeline.configure(experiment.with_training(learning_rate=1e200).training)
    with pytest.raises(mlp.DivergenceError):
        timeline.run_steps(1000)
    session = program.session
    session.project.take(mlp.Project.of(experiment, timeline), "", "run.mlp")
    qtbot.waitUntil(lambda: session.status is RunStatus.DIVERGED, timeout=PATIENCE)
    wishes = FilmWishes(width=SIZE[0], height=SIZE[1], rate=10, seconds=0.6)
    with for_picture(1.0):
        _, found = film(program, wishes, tmp_path / "past.mp4", qtbot)
    assert len(found.frames) == 6
    assert session.snapshot.step == timeline.moments.now.step


def test_the_network_is_filmed_as_closely_as_it_is_looked_at(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """What stands in the middle of the window stands in the middle of the film, though the run comes only later."""
    session, network = program.session, program.window.contents.network
    order = FilmOrder(
        str(tmp_path / "film.mp4"),
        FilmWishes(width=SIZE[0], height=SIZE[1], rate=10, seconds=0.2, from_start=False, more_epochs=1),
        framing=Framing(3.0, 0.75, 0.5, ((0, 0, 8),)),
        selected=Mark("unit", layer=0, unit=1),
    )
    experiment = mlp.EXAMPLES["digits"]
    session.project.take(mlp.Project.of(experiment, mlp.Timeline(experiment.build()[2])), "", "run.mlp")
    making = FilmProgram(program, order, tmp_path, program)
    with for_picture(1.0), qtbot.waitSignal(making.ended, timeout=PATIENCE) as ended:
        making.start()
    assert ended.args == ["", ""]
    assert network.framing.zoom == pytest.approx(3.0)
    assert (network.framing.x, network.framing.y) == pytest.approx((0.75, 0.5), abs=0.05)
    assert network.framing.opened == ((0, 0, 8),)
    assert session.cursor.selected == order.selected


def test_a_film_of_the_training_shows_it_whatever_the_window_was_doing(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    """The run's file says that its window was stepping, or racing: the film explores all the same."""
    session, window = program.session, program.window
    experiment = mlp.EXAMPLES["xor"]
    wishes = FilmWishes(width=SIZE[0], height=SIZE[1], rate=10, seconds=0.2, from_start=False, more_epochs=1)
    for mode in ("step", "race"):
        layout = f'{{"docks": {{}}, "mode": "{mode}", "step": ["unit", 0, 3]}}'
        project = mlp.Project.of(experiment, mlp.Timeline(experiment.build()[2]), layout=layout)
        session.project.take(project, "", "run.mlp")
        assert window.layout_memory.mode == mode
        with for_picture(1.0):
            _, found = film(program, wishes, tmp_path / f"{mode}.mp4", qtbot)
        assert window.layout_memory.mode == "explore"
        assert len(found.frames) == 2
