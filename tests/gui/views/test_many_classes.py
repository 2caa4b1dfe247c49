"""Fifteen classes whose names begin alike: the confusion matrix and a low legend tell them apart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from mlp_gui.look import ThemeController
from mlp_gui.views.assessment.confusion_table import ConfusionTable
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.decision.legend import LEAST_PITCH, Legend, LegendRow
from mlp_gui.views.short_names import told_apart

NAMES = tuple(f"Category number {number}" for number in range(15))
NUMBERS = tuple(str(number) for number in range(15))


@pytest.fixture
def style(qapp: object) -> PlotStyle:
    """Return the style of the light theme at 100 %."""
    owner = QWidget()
    return PlotStyle.of(ThemeController(owner))


@pytest.mark.parametrize(
    ("names", "common", "rests"),
    [
        (NAMES, "Category number", NUMBERS),
        (("class 10", "class 11"), "class", ("10", "11")),
        (("digit1", "digit12"), "digit", ("1", "12")),
        (("healthy", "sick"), "", ("healthy", "sick")),
        (("red", "red wine"), "", ("red", "red wine")),
        (("Iris-setosa", "Iris-virginica"), "Iris-", ("setosa", "virginica")),
        (("setosa", "sepal"), "", ("setosa", "sepal")),
        (("alone",), "", ("alone",)),
    ],
)
def test_what_tells_names_apart(names: tuple[str, ...], common: str, rests: tuple[str, ...]) -> None:
    """Words and numbers stay whole, and every name has something left."""
    assert told_apart(names) == (common, rests)


def test_rows_and_columns_of_the_matrix_are_called_alike(style: PlotStyle) -> None:
    """Both by their numbers where the names have no room, both in full where they have."""
    low = ConfusionTable.fit(style, QRectF(0.0, 0.0, 372.0, 260.0), NAMES)
    assert (low.names, low.common) == (NUMBERS, "Category number")
    wide = ConfusionTable.fit(style, QRectF(0.0, 0.0, 4000.0, 700.0), NAMES)
    assert (wide.names, wide.common) == (NAMES, "")
    two = ConfusionTable.fit(style, QRectF(0.0, 0.0, 190.0, 200.0), ("class 0", "class 1"))
    assert (two.names, two.common) in ((("0", "1"), "class"), (("class 0", "class 1"), ""))
    wanted = ConfusionTable.wanted_width(style, ("healthy", "sick"))
    assert style.tick_metrics.horizontalAdvance("healthy") <= (
        ConfusionTable.fit(style, QRectF(0.0, 0.0, wanted, 300.0), ("healthy", "sick")).head_room
    )


@pytest.mark.parametrize("n_lines", [18, 10, 7, 5, 4])
def test_a_low_legend_names_what_it_can_and_counts_the_rest(style: PlotStyle, n_lines: int) -> None:
    """Nothing stands below its end, no class goes unsaid, and the parts are never cut for them."""
    colour = style.theme.ink
    rows = tuple(LegendRow("class", name, colour) for name in NAMES)
    parts = (LegendRow("train", "train", colour), LegendRow("test", "test", colour), LegendRow("line", "edge", colour))
    legend = Legend("highest output", (), (*rows, *parts))
    lines = legend.lines(style, style.px(120), n_lines * style.px(LEAST_PITCH) + 1.0)
    shown = [row for line in lines for row in line]
    assert len(lines) <= n_lines
    more = [int(row.text.removeprefix("+").removesuffix(" more")) for row in shown if row.kind == "more"]
    assert sum(row.kind == "class" for row in shown) + sum(more) == len(NAMES)
    assert shown[-3:] == list(parts)
    assert bool(more) == (n_lines < 8)
    image = QImage(200, 400, QImage.Format.Format_RGB32)
    image.fill(style.theme.panel)
    with QPainter(image) as painter:
        legend.paint(painter, style, QRectF(0.0, 0.0, style.px(112), n_lines * style.px(LEAST_PITCH) + style.px(20)))
    ends = range(int(style.px(122)), 200)
    assert all(image.pixelColor(x, y) == style.theme.panel for x in ends for y in range(400)), "nothing leaves its room"
