"""The colours: readable wherever they stand, and maps that mean numbers."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from mlp_gui.look.theme import DARK, LIGHT, ColourMap, Theme, blend, contrast

GROUNDS = ("ground", "bar", "panel", "canvas", "field", "hover", "cursor_soft")
TEXTS = (
    "text", "text2", "text3", "positive", "negative", "positive_error", "negative_error", "good", "warning", "error",
)  # fmt: skip
NEEDED = 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), list(product(TEXTS, GROUNDS)))
def test_every_text_is_readable_on_every_ground(theme: Theme, text: str, ground: str) -> None:
    """Text meets a contrast of 4.5, but for captions on the dark cursor's ground, where labels are used."""
    ratio = contrast(getattr(theme, text), getattr(theme, ground))
    if (theme.name, text, ground) == ("dark", "text3", "cursor_soft"):
        assert ratio >= 3.7
    else:
        assert ratio >= NEEDED


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_ink_carries_its_text(theme: Theme) -> None:
    """What is written on a primary button can be read."""
    assert contrast(theme.ink, theme.on_ink) >= NEEDED


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["weight_map", "error_map"])
def test_matrix_cells_keep_their_text_readable(theme: Theme, name: str) -> None:
    """Within 0.45 of the map's range, text on a cell meets 4.5."""
    colour_map = getattr(theme, name)
    for value in np.linspace(-0.45, 0.45, 19):
        assert contrast(theme.text, colour_map.colour(float(value))) >= NEEDED


def test_contrast_is_that_of_the_guidelines() -> None:
    """Black on white is 21, a colour on itself 1, and the order does not matter."""
    white, black, grey = QColor("white"), QColor("black"), QColor("#767676")
    assert contrast(white, black) == pytest.approx(21.0)
    assert contrast(grey, grey) == pytest.approx(1.0)
    assert contrast(white, grey) == contrast(grey, white) == pytest.approx(4.54, abs=0.01)


def test_a_map_reaches_its_stops() -> None:
    """Ends and middle are the colours of the table; in between they are mixed."""
    weight_map = LIGHT.weight_map
    assert weight_map.colour(-1.0) == QColor("#A8430A")
    assert weight_map.colour(1.0) == QColor("#0B5399")
    middle = weight_map.colour(0.0)
    assert max(abs(middle.red() - 0xF4), abs(middle.green() - 0xF4), abs(middle.blue() - 0xF2)) <= 1
    assert DARK.loss_map.colour(0.0) == QColor("#1E1830")


@pytest.mark.parametrize(("value", "end"), [(-7.0, -1.0), (9.0, 1.0), (float("inf"), 1.0), (float("nan"), -1.0)])
def test_a_map_takes_any_number(value: float, end: float) -> None:
    """Numbers outside the range take its nearer end, and what is no number the low one."""
    assert LIGHT.weight_map.colour(value) == LIGHT.weight_map.colour(end)


def test_the_tables_are_ready_for_an_image() -> None:
    """Both tables put the map's colours into a picture, and cannot be changed by accident."""
    colour_map = ColourMap("#102030 #405060", 0.0, 1.0)
    for table in (colour_map.lut[[0, 255]].copy(), colour_map.packed[[0, 255]].copy()):
        image = QImage(table.tobytes(), 2, 1, QImage.Format.Format_RGB32)
        assert image.pixelColor(0, 0) == QColor("#102030")
        assert image.pixelColor(1, 0) == QColor("#405060")
    with pytest.raises(ValueError, match="read-only"):
        colour_map.lut[0, 0] = 1


def test_blend_goes_from_one_colour_to_the_other() -> None:
    """Opacity 0 shows what is below, 1 what is above."""
    above, below = QColor("#FF0000"), QColor("#0000FF")
    assert blend(above, below, 0.0) == below
    assert blend(above, below, 1.0) == above


def test_classes_can_be_told_apart() -> None:
    """Twenty classes have twenty colours in either theme; no tone of the second ten is next to any other colour."""
    for theme in (LIGHT, DARK):
        assert len({colour.name() for colour in theme.classes}) == 20
        for tone in theme.classes[10:]:
            others = [colour for colour in theme.classes if colour is not tone]
            assert all(sum(abs(a - b) for a, b in zip(tone.getRgb(), c.getRgb(), strict=True)) > 50 for c in others)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_racers_can_be_told_apart_and_stand_off_their_grounds(theme: Theme) -> None:
    """Eight racers have eight colours; each can be read on a panel, and seen over its casing."""
    assert len({colour.name() for colour in theme.racers}) == 8
    for colour in theme.racers:
        assert contrast(colour, theme.panel) >= NEEDED
        assert contrast(colour, theme.racer_casing) >= NEEDED
