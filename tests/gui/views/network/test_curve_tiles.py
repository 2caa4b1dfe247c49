"""Curves of units with one raw input, drawn as pixels."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from mlp_gui.views.network.curve_tiles import REACH, CurveLook, draw_curves

INK, MIDDLE, GROUND = QColor("#102030"), QColor("#a0a0a0"), 0xFF80C0E0


def _drawn(places: np.ndarray, side: int = 41) -> np.ndarray:
    strips = np.full(places.shape, GROUND, dtype=np.uint32)
    return draw_curves(places, strips, CurveLook(side, 1.0, INK, MIDDLE))


def test_a_constant_answer_is_a_level_line_at_its_height() -> None:
    """The ink lies where the answer is, the middle line at half the height, the ground everywhere else."""
    pixels = _drawn(np.array([[0.5] * 9, [-1.0] * 9]))
    for unit, place in enumerate((0.5, -1.0)):
        row = int(41 * (0.5 - REACH * place))
        assert ((pixels[unit, row] & 0xFF) < 0x40).all()
        assert (pixels[unit, 0] == GROUND).all()
        assert (pixels[unit, 20] != GROUND).all()


def test_a_jump_is_drawn_without_a_gap() -> None:
    """Every row between the two levels of a step has ink in some column."""
    pixels = _drawn(np.repeat([[-1.0, 1.0]], 12, axis=1))
    rows = range(int(41 * (0.5 - REACH)) + 1, int(41 * (0.5 + REACH)))
    dark = (pixels[0] & 0xFF) < 0x60
    assert all(dark[row].any() for row in rows)
