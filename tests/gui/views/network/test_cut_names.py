"""Names that begin alike are told apart on the canvas too, where there is no room for all of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from mlp_gui.views.network.cut_names import fitting_names

if TYPE_CHECKING:
    from tests.gui.views.network.conftest import Stage

ALIKE = tuple(f"Category number {number}" for number in range(12))


def test_names_that_would_look_alike_keep_their_ends(stage: Stage) -> None:
    """The other names stay as they are, and what is cut by itself alone is cut as ever."""
    font = stage.view._shown.style.caption
    room = QFontMetricsF(font).horizontalAdvance("Category num…") + 1.0
    names = ("age", *ALIKE, "Circumference of the head")
    shown = fitting_names(names, [font] * len(names), room)
    assert shown[0] == "age"
    assert shown[1:13] == [f"…{number}" for number in range(12)]
    assert shown[-1].startswith("Circum")
    assert shown[-1].endswith("…")
    assert fitting_names(names, [font] * len(names), 1000.0) == list(names)


def test_names_without_a_common_word_are_cut_in_the_middle(stage: Stage) -> None:
    """What tells "…metreA" from "…metreB" is at their ends, however long the one word is."""
    font = stage.view._shown.style.caption
    names = ("Perimeterlengthinmillimetreseast", "Perimeterlengthinmillimetreswest")
    shown = fitting_names(names, [font, font], QFontMetricsF(font).horizontalAdvance(names[0]) * 0.6)
    assert len(set(shown)) == 2
    assert all(text.startswith("Peri") for text in shown)
