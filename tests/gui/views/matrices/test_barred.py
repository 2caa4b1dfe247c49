"""A bar over a symbol can be told from the letter below it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

from mlp_gui.look import ThemeController
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.matrices.barred import BAR, paint_symbol, without_bars


def _rows_with_ink(symbol: str) -> np.ndarray:
    """Return which rows of a picture of a symbol are not empty: shape (60,), bool."""
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.black)
    paint_symbol(painter, PlotStyle.of(ThemeController()), QPointF(20.0, 40.0), symbol)
    painter.end()
    levels = np.frombuffer(image.constBits(), np.uint8).reshape(60, 80, 4)[:, :, 0]
    return (levels < 160).any(axis=1)


@pytest.mark.parametrize("letter", ["𝐖", "𝐛", "𝐳"])
def test_there_is_air_between_a_letter_and_its_bar(qapp: object, letter: str) -> None:
    """Gradient and weights are called alike but for the bar: it must not run into the serifs."""
    plain, barred = _rows_with_ink(letter), _rows_with_ink(letter + BAR)
    top = int(np.argmax(plain))
    assert (barred[top:] == plain[top:]).all(), "the letter is the same"
    assert not barred[top - 1], "air"
    assert barred[:top].any(), "the bar"


def test_bars_are_taken_out_with_their_places() -> None:
    """What is behind a letter with a bar stays."""
    assert without_bars(f"𝐖{BAR}|₄") == ("𝐖|₄", [0])
    assert without_bars("∂𝐸/∂𝐖") == ("∂𝐸/∂𝐖", [])
