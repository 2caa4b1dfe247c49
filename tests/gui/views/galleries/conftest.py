"""Fixtures of the galleries: each on a real step-through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.views.galleries import ActivationGallery, LossGallery
from tests.gui.views.equations.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def activation_stage(qtbot: QtBot) -> Iterator[Stage[ActivationGallery]]:
    """Return a shown activation gallery in the light theme."""
    session, theme_controller = Session(), ThemeController()
    theme_controller.set_mode("light")
    view = ActivationGallery(session, theme_controller, Preferences())
    qtbot.addWidget(view)
    view.resize(601, 173)
    view.show()
    qtbot.waitExposed(view)
    yield Stage(session, theme_controller, view, qtbot)
    view.hide()
    theme_controller.set_mode("system")


@pytest.fixture
def loss_stage(qtbot: QtBot) -> Iterator[Stage[LossGallery]]:
    """Return a shown loss gallery in the light theme."""
    session, theme_controller = Session(), ThemeController()
    theme_controller.set_mode("light")
    view = LossGallery(session, theme_controller, Preferences())
    qtbot.addWidget(view)
    view.resize(601, 230)
    view.show()
    qtbot.waitExposed(view)
    yield Stage(session, theme_controller, view, qtbot)
    view.hide()
    theme_controller.set_mode("system")
