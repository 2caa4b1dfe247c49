"""Numbers on the cards: whatever a network computes can be written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

import mlp_core as mlp
from mlp_gui.look.theme_controller import ThemeController
from mlp_gui.views.network.stepping.numbers import Value
from mlp_gui.views.network.stepping.style import number_text, step_style

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize(
    ("value", "text"), [(math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "n/a"), (1.0, "1"), (0.25, "0.2500")]
)
def test_what_is_not_finite_is_written_too(qapp: QApplication, value: float, text: str) -> None:
    """A loss of weights that were typed in can be infinite: it is said, and nothing raises."""
    owner = QObject()
    style = step_style(ThemeController(owner), 4)
    shown = Value(mlp.Quantity(mlp.Kind.LOSS, value), "known")
    assert number_text(shown, style, qapp.font(), 200.0) == text
