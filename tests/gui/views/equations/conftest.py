"""Fixtures of the equations: a view on a real step-through of traced networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.views.equations import EquationsView
from tests.gui.views.equations.stages import Stage, staged, trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    import mlp_core as mlp


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage[EquationsView]]:
    """Return a shown view of the dock's size."""
    with staged(EquationsView, (601, 294), qtbot) as stage:
        yield stage


@pytest.fixture
def xor_trace() -> mlp.Trace:
    """Return a step of a 2-2-1 network on four samples."""
    return trace_of((2, 2, 1))


@pytest.fixture
def wide_trace() -> mlp.Trace:
    """Return a step of a network whose sums have 40 products."""
    return trace_of((40, 3, 1), 1)
