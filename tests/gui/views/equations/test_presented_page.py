"""Presented at 1280 by 720 a line can be read from the last row, with the line before it, its words and its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, QSizeF

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.look.maths import set_formula
from mlp_gui.state.session import Session
from mlp_gui.views.equations.page import Page, lay_out_page
from mlp_gui.views.equations.page_style import NUMBER_PX, SYMBOL_PX, PageStyle
from mlp_gui.views.equations.telling import tell
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PAGE = QSizeF(1280.0, 220.0)
BESIDE_A_QUESTION = QSizeF(884.0, 220.0)
SCALE = 1.2
"""Of a screen 720 pixels high."""
LEAST = 0.8
"""Part of their full size that letters keep from line to line."""


@pytest.fixture
def style(qapp: QApplication) -> Iterator[PageStyle]:
    """Return the style of a presentation on such a screen."""
    controller = ThemeController(qapp)
    controller.set_scale(SCALE)
    yield PageStyle.of(controller, large=True)
    controller.deleteLater()


def pages(trace: mlp.Trace, notation: str, style: PageStyle, size: QSizeF = PAGE) -> Iterator[tuple[mlp.Step, Page]]:
    """Yield each kind of line of a step with its page."""
    session = Session()
    stepping = session.stepping
    stepping.set_active(True)
    stepping.receive_trace(session.run_id, trace)
    stepping.set_notation(notation)
    last = {(line.operation, line.layer): line for line in trace.steps("term", 0)}
    for line in last.values():
        stepping.go_to(line.index)
        narration = tell(stepping)
        assert narration is not None
        yield line, lay_out_page(narration, set_formula, style, size)


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize(("sizes", "n_samples"), [((2, 2, 1), 4), ((4, 8, 8, 3), 30)])
def test_line_before_and_sentence_stay_beside_a_large_pair(
    qtbot: QtBot, style: PageStyle, notation: str, sizes: tuple[int, ...], n_samples: int
) -> None:
    """No line of a step goes without one of them or gets small, in a small network or a dense one."""
    for line, page in pages(trace_of(sizes, n_samples), notation, style):
        assert page.height <= PAGE.height() + 0.01, line
        assert page.heading.previous is not None or line.index == 0, line
        assert not page.heading.sentence.isEmpty(), line
        assert page.grid_style.symbol_px >= style.px(LEAST * SYMBOL_PX) - 0.01, line
        assert page.grid_style.number_px >= style.px(LEAST * NUMBER_PX) - 0.01, line


def test_the_letters_are_as_large_as_the_last_row_needs(style: PageStyle) -> None:
    """The pair in 40 to 44 pixels, and no words below 20."""
    assert 40.0 <= style.px(SYMBOL_PX) <= 44.0
    assert style.sentence_font.pixelSize() >= 20
    assert style.caption_font.pixelSize() >= 20


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize(
    ("sizes", "size"), [((4, 8, 8, 3), PAGE), ((2, 2, 1), BESIDE_A_QUESTION)], ids=["whole", "beside a question"]
)
def test_nothing_stands_on_anything_else(
    qtbot: QtBot, style: PageStyle, notation: str, sizes: tuple[int, ...], size: QSizeF
) -> None:
    """Sentence, line before, pair, words under the term and rule keep apart, and within the page."""
    for line, page in pages(trace_of(sizes, 30), notation, style, size):
        boxes = [page.heading.sentence, QRectF(page.grid_at, QSizeF(page.grid.width, page.grid.height))]
        previous = page.heading.previous
        if previous is not None:
            px, at = page.heading.previous_px, page.heading.previous_at
            boxes.append(QRectF(at.x(), at.y() - previous.ascent * px, previous.advance * px, previous.height * px))
        if page.rule is not None:
            boxes.append(page.rule.rect(page.rule_at, style.px(16)))
        whole = QRectF(0.0, 0.0, size.width(), size.height() + 0.01)
        for place, box in enumerate(boxes):
            assert whole.contains(box), line
            assert not any(box.intersects(other) for other in boxes[:place]), line
