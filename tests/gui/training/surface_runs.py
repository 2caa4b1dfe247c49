"""Surfaces of a session as tests ask for them: trained a little, at rest, of a plane that is wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.state.surface_picture import SurfacePicture, SurfaceRequest


def picture_of(session: Session) -> SurfacePicture:
    """Return what is shown; there has to be something."""
    assert session.surface.picture is not None
    return session.surface.picture


def rests(session: Session) -> Callable[[], bool]:
    """Return what tells whether the picture is fine and of the moment that is shown."""

    def is_fine() -> bool:
        picture, snapshot = session.surface.picture, session.snapshot
        return picture is not None and picture.is_fine and picture.snapshot is snapshot

    return is_fine


def train(session: Session, qtbot: QtBot, n_steps: int = 12) -> None:
    """Take steps one by one, so that the path has a point for each."""
    for _ in range(n_steps):
        with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
            session.step_batch()


def request_of(session: Session, **fields: object) -> SurfaceRequest:
    """Return what a picture is computed from, of a plane with these fields."""
    session.surface.set_active(True)
    request = session.surface.request()
    assert request is not None
    return replace(request, plane=replace(request.plane, **fields))
