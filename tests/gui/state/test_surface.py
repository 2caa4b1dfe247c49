"""The surface's state: which plane is shown, what it asks for, what it takes, and how weights are taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.state.moments import MOST_MARKED
from mlp_gui.state.requests import SetParameters
from mlp_gui.state.surface_picture import CONTENTS, NOW, START, Reading, SurfacePicture
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import SurfaceRequest
    from tests.gui.state.conftest import Listener


@pytest.fixture
def surface(session: Session) -> Surface:
    """Return the surface of a session that has its first moment, looked at."""
    session.receive_snapshot(first_snapshot(session))
    session.surface.set_active(True)
    return session.surface


def _asked(surface: Surface) -> SurfaceRequest:
    request = surface.request()
    assert request is not None
    return request


def picture_of(request: SurfaceRequest) -> SurfacePicture:
    """Return a small picture of the two parameters that are asked for."""
    snapshot = request.snapshot
    axes = mlp.parameter_axes(snapshot.network, request.plane.first, request.plane.second)
    lines = np.linspace(-1.0, 1.0, 3)
    grid = mlp.LossGrid(axes, lines, lines, np.arange(9.0).reshape(3, 3), np.zeros((3, 3)))
    here = axes.project(snapshot.network.parameters[np.newaxis])
    return SurfacePicture(
        request, grid, (0.0, 0.0), 1.0, here[0], 0.0,
        {name: Reading(grid.total, 1.0, 1.0, np.ones(2)) for name in CONTENTS},
        here, np.zeros(1), np.zeros(1, bool), path_is_on=True, has_penalty=False, is_fine=True,
    )  # fmt: skip


def test_nobody_looks_and_nothing_is_asked_for(session: Session) -> None:
    """A hidden view costs nothing: there is no request."""
    session.receive_snapshot(first_snapshot(session))
    assert session.surface.request() is None


def test_the_first_two_parameters_are_the_first_axes(surface: Surface) -> None:
    """Both weights of the first unit."""
    plane = _asked(surface).plane
    network = _asked(surface).snapshot.network
    assert (plane.first, plane.second) == (network.weight_index(0, 0, 0), network.weight_index(0, 0, 1))


def test_choosing_the_other_axis_swaps_both(surface: Surface) -> None:
    """A plane has two different parameters, whatever is chosen."""
    surface.choose_parameter(0, 5)
    surface.choose_parameter(1, 9)
    surface.choose_parameter(0, 9)
    assert (_asked(surface).plane.first, _asked(surface).plane.second) == (9, 5)
    surface.choose_parameter(1, 10_000)
    assert (_asked(surface).plane.first, _asked(surface).plane.second) == (9, 5)


def test_clicks_in_the_network_choose_the_axes(session: Session, surface: Surface) -> None:
    """While picking, the first click is the first axis and the second the second; else clicks are clicks."""
    network = _asked(surface).snapshot.network
    before = surface.plane
    session.cursor.set_selected(Mark("weight", layer=1, unit=0, input=2))
    assert surface.plane == before
    surface.picking.set_on(True)
    session.cursor.set_selected(Mark("bias", layer=0, unit=1))
    session.cursor.set_selected(Mark("unit", layer=0, unit=1))
    session.cursor.set_selected(Mark("weight", layer=1, unit=0, input=3))
    assert surface.indices(network) == (network.bias_index(0, 1), network.weight_index(1, 0, 3))
    surface.choose_kind("line")
    assert surface.picking.is_on
    surface.choose_kind("random")
    assert not surface.picking.is_on
    surface.picking.set_on(True)
    surface.set_active(False)
    assert not surface.picking.is_on


def test_another_network_gets_its_own_first_axes(session: Session, surface: Surface) -> None:
    """Places of parameters mean nothing in a network of other sizes."""
    surface.choose_parameter(0, 5)
    session.add_layer(1)
    session.receive_snapshot(first_snapshot(session))
    assert _asked(surface).plane.first == _asked(surface).snapshot.network.weight_index(0, 0, 0)


def test_a_stale_picture_is_dropped(session: Session, surface: Surface, qtbot: QtBot) -> None:
    """Of another plane, of another run, or when nobody looks any more."""
    stale = picture_of(_asked(surface))
    surface.choose_half(2.0)
    fresh = picture_of(_asked(surface))
    with qtbot.assertNotEmitted(surface.picture_changed):
        surface.receive_picture(stale)
    with qtbot.waitSignal(surface.picture_changed):
        surface.receive_picture(fresh)
    assert surface.picture is fresh
    session.reset()
    with qtbot.assertNotEmitted(surface.picture_changed):
        surface.receive_picture(fresh)


def test_a_plane_that_stays_hands_its_axes_on(surface: Surface) -> None:
    """The next request has what the last picture showed, unless other axes were chosen."""
    surface.receive_picture(picture_of(_asked(surface)))
    request = _asked(surface)
    assert surface.picture is not None
    assert request.base is surface.picture.axes
    assert (request.centre, request.half) == ((0.0, 0.0), 1.0)
    surface.choose_kind("random")
    assert _asked(surface).base is None


@pytest.mark.parametrize(("low", "cap", "kept"), [(1e-9, 2.0, (1e-3, 1.0)), (1e9, 0.0, (1e3, 0.05))])
def test_spans_and_caps_stay_in_their_range(
    surface: Surface, low: float, cap: float, kept: tuple[float, float]
) -> None:
    """What is typed or turned beyond the end is the end."""
    surface.choose_half(low)
    surface.set_cap(cap)
    assert (surface.plane.half, surface.cap) == kept


def test_taking_a_point_is_one_step_of_undo(session: Session, surface: Surface, listener: Listener) -> None:
    """The parameters of the plane's point are asked for at once, and the old ones on undo."""
    picture = picture_of(_asked(surface))
    surface.receive_picture(picture)
    before = picture.snapshot.network.parameters
    surface.take(3.5, -2.5)
    session.undo_stack.undo()
    taken, undone = (request for request in listener.requests if isinstance(request, SetParameters))
    indices = (picture.plane.first, picture.plane.second)
    assert dict(zip(taken.indices, taken.values, strict=True)) == dict(zip(indices, (3.5, -2.5), strict=True))
    assert undone.values == tuple(before[list(undone.indices)].tolist())
    assert taken.edit_id == undone.edit_id != 0


def test_nothing_is_taken_from_a_picture_of_another_run(session: Session, surface: Surface, listener: Listener) -> None:
    """While the next network is being made a click says so, and does nothing else."""
    surface.receive_picture(picture_of(_asked(surface)))
    session.reset()
    listener.requests.clear()
    surface.take(1.0, 1.0)
    assert not listener.requests
    assert "still being made" in listener.texts


def test_nothing_is_taken_from_a_picture_of_other_axes(surface: Surface, listener: Listener) -> None:
    """A click that means a line, while the picture is still that of a plane, asks to be done again."""
    surface.receive_picture(picture_of(_asked(surface)))
    listener.requests.clear()
    surface.take(1.0)
    assert not listener.requests
    assert "still being drawn" in listener.texts


def test_nothing_is_taken_from_a_picture_of_a_larger_network(
    session: Session, surface: Surface, listener: Listener
) -> None:
    """A click on the old picture, when the next network is there and its picture is not, asks to be done again."""
    surface.receive_picture(picture_of(_asked(surface)))
    session.add_layer(1)
    session.receive_snapshot(first_snapshot(session))
    listener.requests.clear()
    surface.take(1.0, 1.0)
    assert not listener.requests
    assert "still being drawn" in listener.texts


def test_a_problem_takes_the_picture_away(surface: Surface, qtbot: QtBot) -> None:
    """It is said in words, until there is a picture again."""
    surface.receive_picture(picture_of(_asked(surface)))
    with qtbot.waitSignal(surface.picture_changed, check_params_cb=lambda picture: picture is None):
        surface.receive_problem(_asked(surface), "The path has no main directions yet.")
    assert surface.problem == "The path has no main directions yet."
    surface.receive_picture(picture_of(_asked(surface)))
    assert surface.problem == ""


def test_loss_and_penalty_are_shown_apart(surface: Surface, qtbot: QtBot) -> None:
    """Without computing anything anew; what comes later is shown the same way."""
    request = _asked(surface)
    surface.receive_picture(picture_of(request))
    with qtbot.waitSignal(surface.picture_changed, check_params_cb=lambda picture: picture.shown == "penalty"):
        surface.choose_shown("penalty")
    assert surface.request().number == request.number
    surface.receive_picture(picture_of(request))
    assert surface.picture.shown == "penalty"
    surface.choose_shown("something else")
    assert surface.shown == "penalty"


def test_a_line_leads_from_the_start_to_now(session: Session, surface: Surface) -> None:
    """Unless others are chosen; the same moment twice changes places."""
    first = session.snapshot.network.parameters
    surface.choose_kind("between")
    session.receive_snapshot(first_snapshot(session, network=_moved(session, 1.0), step=7, epoch=7))
    start, end = _asked(surface).ends
    assert (start.key, end.key, start.epoch, end.epoch) == (START, NOW, 0.0, 7.0)
    assert np.array_equal(start.parameters, first)
    assert np.array_equal(end.parameters, first + 1.0)
    surface.choose_moment(0, NOW)
    assert [moment.key for moment in _asked(surface).ends] == [NOW, START]


def test_moments_are_marked_and_gone_with_their_run(session: Session, surface: Surface, qtbot: QtBot) -> None:
    """A marked moment keeps its weights while the run goes on; another run begins with none."""
    session.receive_snapshot(first_snapshot(session, network=_moved(session, 1.0), step=3, epoch=3))
    with qtbot.waitSignal(surface.moments.changed):
        surface.mark_moment()
    surface.mark_moment()
    assert surface.moments.is_marked
    (marked,) = surface.moments.marked
    session.receive_snapshot(first_snapshot(session, network=_moved(session, 2.0), step=9, epoch=9))
    assert not surface.moments.is_marked
    surface.choose_moment(0, marked.key)
    start, end = _asked(surface).ends
    assert np.array_equal(start.parameters + 2.0, end.parameters)
    assert _asked(surface).plane.axes_key[-2:] == (marked.key, NOW)
    session.reset()
    session.receive_snapshot(first_snapshot(session))
    assert surface.moments.marked == ()
    assert (surface.plane.start, surface.plane.end) == (START, NOW)


def test_the_oldest_mark_goes_where_there_are_too_many(session: Session, surface: Surface) -> None:
    """Marks take room for all weights, so there are only so many."""
    for step in range(1, MOST_MARKED + 3):
        session.receive_snapshot(first_snapshot(session, network=_moved(session, 0.1), step=step, epoch=step))
        surface.mark_moment()
    epochs = [moment.epoch for moment in surface.moments.marked]
    assert epochs == [float(step) for step in range(3, MOST_MARKED + 3)]


def _moved(session: Session, by: float) -> mlp.Network:
    """Return the network of now with all parameters moved."""
    network = session.snapshot.network
    return network.with_parameters(network.parameters + by).frozen_copy()


def test_parabola_and_bowl_are_linear_until_a_scale_is_chosen(session: Session) -> None:
    """G3 and G4: over one parameter, and without a hidden layer, the logarithm would hide the shape; a choice holds."""
    surface = session.surface
    session.receive_snapshot(first_snapshot(session))
    assert surface.is_log
    surface.choose_kind("line")
    assert not surface.is_log
    surface.choose_kind("parameters")
    assert surface.is_log
    assert surface.scale == ""
    session.open_example("two_weights")
    session.receive_snapshot(first_snapshot(session))
    assert not surface.is_log
    surface.set_log(True)
    surface.choose_kind("line")
    assert surface.is_log
    assert surface.scale == "log"


def test_undo_brings_axes_and_marks_back(session: Session, surface: Surface) -> None:
    """What was chosen of a network's own weights, and marked in a run, belongs to the run that undo leads back to."""
    network = _asked(surface).snapshot.network
    surface.choose_parameter(0, network.parameter_count - 1)
    surface.choose_parameter(1, network.parameter_count - 2)
    surface.choose_half(2.0)
    surface.mark_moment()
    marked = surface.moments.marked
    assert len(marked) == 1
    session.set_layer_size(0, 3)
    session.receive_snapshot(first_snapshot(session))
    assert (surface.plane.first, surface.plane.half, surface.moments.marked) == (-1, None, ())
    session.undo_stack.undo()
    session.receive_snapshot(first_snapshot(session))
    assert surface.indices(network) == (network.parameter_count - 1, network.parameter_count - 2)
    assert surface.plane.half == 2.0
    assert surface.moments.marked == marked
    session.reset()
    session.receive_snapshot(first_snapshot(session))
    assert surface.moments.marked == ()
    session.undo_stack.undo()
    session.receive_snapshot(first_snapshot(session))
    assert surface.moments.marked == marked
