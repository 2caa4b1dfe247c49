"""A real session and its three forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.panels import DataPanel, FormColumn, NetworkPanel, TrainingPanel
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.widgets import CollapsibleSection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def theme_controller(qapp: QApplication) -> Iterator[ThemeController]:
    """Return a light look at 100 %, without motion."""
    controller = ThemeController(qapp)
    controller.set_mode("light")
    controller.set_motion(False)
    yield controller
    controller.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """Return a session about the spiral."""
    session = Session(mlp.EXAMPLES["spiral"])
    yield session
    session.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, theme_controller: ThemeController) -> QWidget:
    """Return the window that holds the forms, made once the fonts are set."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def column(window: QWidget, session: Session, theme_controller: ThemeController) -> FormColumn:
    """Return the column of the three forms, shown at its own width, all rows open."""
    preferences = Preferences(parent=window)
    column = FormColumn(theme_controller, window)
    for kind in (DataPanel, NetworkPanel, TrainingPanel):
        panel = kind(session, theme_controller, preferences, column.ground)
        column.add(panel)
        for section in panel.findChildren(CollapsibleSection):
            section.set_open(True)
    column.resize(264, 1500)
    window.resize(264, 1500)
    window.show()
    return column


@pytest.fixture
def data_panel(column: FormColumn) -> DataPanel:
    """Return the form of the data."""
    return column.findChild(DataPanel)


@pytest.fixture
def network_panel(column: FormColumn) -> NetworkPanel:
    """Return the form of the network."""
    return column.findChild(NetworkPanel)


@pytest.fixture
def training_panel(column: FormColumn) -> TrainingPanel:
    """Return the form of the training."""
    return column.findChild(TrainingPanel)
