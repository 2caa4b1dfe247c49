"""The look of an application, and the application's own one back afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.look import ThemeController

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def theme_controller(qapp: QApplication) -> Iterator[ThemeController]:
    """Return a light look at 100 %."""
    controller = ThemeController(qapp)
    controller.set_mode("light")
    yield controller
    controller.deleteLater()
    qapp.setStyleSheet("")
