"""Fixtures of the tracer: a view on a real step-through of traced networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.views.tracer import TracerView
from tests.gui.views.equations.stages import Stage, staged, trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    import mlp_core as mlp


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage[TracerView]]:
    """Return a shown view of the dock's size."""
    with staged(TracerView, (601, 204), qtbot) as stage:
        yield stage


@pytest.fixture
def xor_trace() -> mlp.Trace:
    """Return a step of a 2-2-1 network on four samples."""
    return trace_of((2, 2, 1))


@pytest.fixture
def deep_trace() -> mlp.Trace:
    """Return a step of a network with two hidden layers, so that paths add up."""
    return trace_of((3, 3, 3, 2), 2)
