"""Fixtures of the galleries: each on a real step-through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.views.galleries import ActivationGallery, LossGallery
from tests.gui.views.equations.stages import Stage, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def activation_stage(qtbot: QtBot) -> Iterator[Stage[ActivationGallery]]:
    """Return a shown activation gallery."""
    with staged(ActivationGallery, (601, 173), qtbot) as stage:
        yield stage


@pytest.fixture
def loss_stage(qtbot: QtBot) -> Iterator[Stage[LossGallery]]:
    """Return a shown loss gallery."""
    with staged(LossGallery, (601, 230), qtbot) as stage:
        yield stage
