"""Fixtures of the matrices: a view on a real step-through of traced networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.views.matrices import MatricesView
from tests.gui.views.equations.stages import Stage, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage[MatricesView]]:
    """Return a shown view of the dock's size."""
    with staged(MatricesView, (838, 218), qtbot) as stage:
        yield stage
