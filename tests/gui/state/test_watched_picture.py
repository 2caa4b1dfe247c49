"""A watched picture: wanted while somebody looks, and never shown of another run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.state.watched_picture import MomentPicture, MomentRequest, WatchedPicture
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot


class Moments(WatchedPicture[MomentRequest, MomentPicture]):
    """Shows every moment as it is, or those after the start alone."""

    only_later = False

    def _request_of(self, snapshot: Snapshot) -> MomentRequest:
        return MomentRequest(snapshot)

    def _is_fitting(self, picture: MomentPicture) -> bool:
        return picture.snapshot.step > 0 or not self.only_later


@pytest.fixture
def owner(session: Session) -> Moments:
    """Return the owner, of a session that shows the first moment of its run."""
    session.receive_snapshot(first_snapshot(session))
    return Moments(session)


def compute(owner: Moments) -> MomentPicture:
    """Return the picture that is wanted."""
    request = owner.request()
    assert request is not None
    return MomentPicture(request.snapshot)


def test_nothing_is_wanted_while_nobody_looks(owner: Moments, qtbot: QtBot) -> None:
    """What comes late, when nobody looks any more, is dropped; looking and looking away are each told once."""
    assert owner.request() is None
    with qtbot.waitSignal(owner.wanted_changed):
        owner.set_watched(True)
    with qtbot.assertNotEmitted(owner.wanted_changed):
        owner.set_watched(True)
    picture = compute(owner)
    with qtbot.waitSignal(owner.wanted_changed):
        owner.set_watched(False)
    owner.receive_picture(picture)
    assert owner.picture is None


def test_a_picture_of_another_run_is_never_shown(owner: Moments, session: Session, qtbot: QtBot) -> None:
    """With another network it goes at once, told; one that was still computed does not come back."""
    owner.set_watched(True)
    picture = compute(owner)
    with qtbot.waitSignal(owner.picture_changed, check_params_cb=lambda shown: shown is picture):
        owner.receive_picture(picture)
    assert owner.picture is picture
    with qtbot.waitSignal(owner.picture_changed, check_params_cb=lambda shown: shown is None):
        session.set_network("other sizes", hidden_sizes=(5,))
    assert owner.request() is None, "the new run has no moment yet"
    owner.receive_picture(picture)
    assert owner.picture is None


def test_a_kind_of_picture_says_what_fits(owner: Moments) -> None:
    """What is of something else than is shown now is dropped."""
    owner.set_watched(True)
    owner.only_later = True
    owner.receive_picture(compute(owner))
    assert owner.picture is None
