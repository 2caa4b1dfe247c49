"""Biases on chips: never a number that is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from mlp_gui.views.network.chips import bias_look, fitting_number

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


def test_a_chip_is_kept_as_long_as_it_would_look_the_same() -> None:
    """Another digit that is written, another sign or another shade is another look; smaller changes are not."""
    look = bias_look(1.2512, 4.0)
    assert bias_look(1.2514, 4.0) == look
    assert bias_look(1.2612, 4.0) != look
    assert bias_look(1.2488, 4.0) != look
    assert bias_look(1.2512, 2.0) != look
    assert bias_look(-0.0001, 4.0) != bias_look(0.0001, 4.0)
    assert bias_look(float("1e20"), 1e20) == bias_look(float("1e20"), 1e20)
    assert bias_look(float("nan"), 1.0).shade == 0
