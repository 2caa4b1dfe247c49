"""Biases on chips: never a number that is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from mlp_gui.views.network.chips import fitting_number

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("value", [0.5, -9.11, 12.08, -99.5, 1234567.0, -1e20, 3e-9])
@pytest.mark.parametrize("width", [44.0, 36.0, 28.0])
def test_a_bias_of_any_size_stays_on_its_chip(qtbot: QtBot, value: float, width: float) -> None:
    """Fewer digits, then a power of ten, then smaller letters; the sign is always there."""
    font = QFont("Inter")
    font.setPixelSize(12)
    text, fitted = fitting_number(value, font, width)
    assert text.startswith("+" if value > 0.001 else "−" if value < 0.0 else "0")
    assert QFontMetricsF(fitted).horizontalAdvance(text) <= width + 3.0


def test_a_large_bias_is_told_by_its_power_of_ten(qtbot: QtBot) -> None:
    """Not by the digits that happen to fit."""
    font = QFont("Inter")
    font.setPixelSize(12)
    assert fitting_number(1234567.0, font, 60.0)[0] == "+1.2×10⁶"
    assert fitting_number(-1e20, font, 60.0)[0] == "−1×10²⁰"
