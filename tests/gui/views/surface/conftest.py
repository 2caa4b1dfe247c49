"""A surface view with a worker behind it, ended after each test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.training.controller import TrainingController
from mlp_gui.views.surface import SurfaceView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.surface_picture import SurfacePicture


@dataclass
class Stage:
    """A shown view with what feeds it."""

    session: Session
    theme_controller: ThemeController
    view: SurfaceView
    qtbot: QtBot

    @property
    def picture(self) -> SurfacePicture:
        """The picture of now."""
        assert self.session.surface.picture is not None
        return self.session.surface.picture

    def train(self, n_steps: int = 20) -> None:
        """Take steps one by one, so that the path has a point for each."""
        for _ in range(n_steps):
            with self.qtbot.waitSignal(self.session.snapshot_changed, timeout=20_000):
                self.session.step_batch()

    def settle(self) -> SurfacePicture:
        """Wait until the picture is fine, of what is chosen and of this moment; paint it."""
        surface = self.session.surface

        def rests() -> bool:
            picture, request = surface.picture, surface.request()
            if picture is None or request is None or not picture.is_fine:
                return False
            return picture.request.number == request.number and picture.snapshot is request.snapshot

        self.qtbot.waitUntil(rests, timeout=20_000)
        self.view.grab()
        return self.picture


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    """Return a shown view of 900x500 in the light theme, of XOR as the lecture steps through it."""
    session, theme_controller = Session(mlp.EXAMPLES["xor_steps"]), ThemeController()
    theme_controller.set_mode("light")
    controller = TrainingController(session)
    controller.field_service.set_active(False)
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=20_000)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    view = SurfaceView(session, theme_controller, Preferences(settings, session))
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    stage = Stage(session, theme_controller, view, qtbot)
    stage.settle()
    yield stage
    assert controller.shutdown()
