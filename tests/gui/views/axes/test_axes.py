"""Axes: ticks are round and few, scales go there and back, dashes keep their phase."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from mlp_gui.look import ThemeController
from mlp_gui.look.numbers import MINUS
from mlp_gui.views.axes import (
    LinearScale,
    LogScale,
    PlotStyle,
    dashed_segments,
    draw_sheet,
    fit_frame,
    linear_ticks,
    log_bounds,
    log_tick_text,
    log_ticks,
    nice_upper,
    polyline_segments,
    tick_count,
    tick_text,
)
from mlp_gui.views.axes.frame import _middle_gap, _ticks_with_room


def test_the_plane_of_the_playground_gets_its_five_ticks() -> None:
    """From -6 to 6 in five ticks, both ends among them."""
    positions, step = linear_ticks(-6.0, 6.0, 5)
    assert positions.tolist() == [-6.0, -3.0, 0.0, 3.0, 6.0]
    assert [tick_text(tick, step) for tick in positions.tolist()] == ["−6", "−3", "0", "3", "6"]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 12))
def test_linear_ticks_lie_inside_and_are_few(low: float, span: float, most: int) -> None:
    """Whatever the range: no tick outside, not more than wanted, evenly apart."""
    positions, step = linear_ticks(low, low + span, most)
    assert len(positions) <= most
    assert (positions >= low - 1e-6 * span).all()
    assert (positions <= low + span * (1 + 1e-6)).all()
    assert np.allclose(np.diff(positions), step)


@given(st.floats(1e-250, 1e250), st.floats(1.0, 1e30))
def test_log_bounds_enclose_the_values(smallest: float, ratio: float) -> None:
    """Both values lie between the ends, which differ."""
    largest = smallest * ratio
    low, high = log_bounds(smallest, largest)
    assert low <= smallest * (1 + 1e-6)
    assert high >= largest * (1 - 1e-6)
    assert high > low * 1.5


def test_log_ticks() -> None:
    """Powers of ten with eight minors between; 1, 2, 5 within a decade; every other power where it is long."""
    majors, minors = log_ticks(0.01, 1.0, 5)
    assert majors.tolist() == pytest.approx([0.01, 0.1, 1.0])
    assert len(minors) == 16
    assert [log_tick_text(value) for value in majors.tolist()] == ["0.01", "0.1", "1"]
    assert log_ticks(0.2, 1.0, 5)[0].tolist() == pytest.approx([0.2, 0.5, 1.0])
    majors, _ = log_ticks(1e-12, 1.0, 5)
    assert len(majors) <= 5
    assert log_tick_text(float(majors[0])).startswith("10⁻")


@pytest.mark.parametrize(
    ("low", "high", "most", "exponents"),
    [
        (1e-17, 1.0, 4, [-15, -10, -5, 0]),
        (1.0, 1e160, 6, [0, 50, 100, 150]),
        (1e-8, 1e2, 5, [-6, -3, 0]),
        (1e-2, 1e2, 2, [-2, 0, 2]),
    ],
)
def test_many_decades_have_round_exponents(low: float, high: float, most: int, exponents: list[int]) -> None:
    """Multiples of 2, 3, 5, 10, ... wherever the axis begins, two of them at least, and no bar of ticks between."""
    majors, minors = log_ticks(low, high, most)
    assert np.rint(np.log10(majors)).tolist() == exponents
    assert not len(minors)


@pytest.mark.parametrize(
    ("value", "expected"), [(0.02, 0.02), (318.0, 350.0), (101.0, 125.0), (9.9, 10.0), (1e300, 1e300)]
)
def test_nice_upper(value: float, expected: float) -> None:
    """The next round number."""
    assert nice_upper(value) == pytest.approx(expected)


def test_an_axis_of_next_to_nothing_has_a_length() -> None:
    """Of the smallest float there is too: a scale divides by it."""
    assert nice_upper(5e-324) > 0.0


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (-0.5, 0.25, "−0.50"),
        (0.0, 0.5, "0.0"),
        (12000.0, 2000.0, "12,000"),
        (2e9, 1e9, "2×10⁹"),
        (1.25e-9, 0.25e-9, "1.25×10⁻⁹"),
        (-1.125e7, 1.25e6, f"{MINUS}1.125×10⁷"),
        (1.5e7, 2.5e6, "1.5×10⁷"),
        (1e7, 2.5e6, "10⁷"),
        (1000.0, 500.0, "1,000"),
    ],
)
def test_tick_texts(value: float, step: float, text: str) -> None:
    """Decimals of the step, also before a power of ten, a true minus, grouped digits."""
    assert tick_text(value, step) == text


@pytest.mark.parametrize("kind", [LinearScale, LogScale])
def test_scales_go_there_and_back(kind: type[LinearScale] | type[LogScale]) -> None:
    """A pixel's value lies at that pixel; one number and an array agree."""
    scale = kind(0.01, 10.0, 200.0, 20.0)
    for value in (0.01, 0.5, 10.0):
        assert scale.value(scale.pixel(value)) == pytest.approx(value)
    values = np.array([0.02, 3.0, np.nan])
    assert scale.pixels(values)[:2] == pytest.approx([scale.pixel(0.02), scale.pixel(3.0)])
    assert np.isnan(scale.pixels(values)[2])


def test_a_log_scale_draws_zero_at_its_foot() -> None:
    """Zero has no logarithm, and a place."""
    assert LogScale(0.1, 1.0, 100.0, 0.0).pixel(0.0) == 100.0


def test_pieces_leave_out_what_is_not_finite() -> None:
    """A gap on both sides of nan."""
    x, y = np.arange(5.0), np.array([0.0, 1.0, np.nan, 3.0, 4.0])
    assert polyline_segments(x, y).tolist() == [[0.0, 0.0, 1.0, 1.0], [3.0, 3.0, 4.0, 4.0]]


def test_dashes_cover_their_share_and_keep_their_phase() -> None:
    """Four of six and a half pixels are drawn; more points at the end move no dash."""
    x = np.linspace(0.0, 650.0, 40)
    dashes = dashed_segments(x, np.zeros(40), 4.0, 2.5)
    assert (dashes[:, 2] - dashes[:, 0]).sum() == pytest.approx(400.0)
    longer = dashed_segments(np.append(x, 700.0), np.zeros(41), 4.0, 2.5)
    assert np.allclose(longer[: len(dashes)], dashes)


def test_a_bent_sheet_is_filled_cell_by_cell_and_leaves_out_what_is_not_finite(qapp: object) -> None:
    """Neighbours of one colour are one strip, and look as if each had been filled alone."""
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    x, y = np.meshgrid(np.linspace(0.0, 40.0, 5), np.linspace(0.0, 20.0, 3))
    nodes = np.stack((x, y), axis=-1)
    nodes[0, 4] = np.nan
    colours = np.array([[0xFF0000FF] * 4, [0xFFFF0000, 0xFFFF0000, 0xFF00FF00, 0xFF00FF00]], dtype=np.uint32)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    draw_sheet(painter, nodes, colours)
    painter.end()
    found = [[image.pixel(5 + 10 * column, 5 + 10 * row) for column in range(4)] for row in range(2)]
    assert found == [[0xFF0000FF] * 3 + [0xFFFFFFFF], [0xFFFF0000] * 2 + [0xFF00FF00] * 2]


def test_the_name_of_an_axis_with_one_tick_keeps_clear_of_its_number() -> None:
    """It stands half-way to the end, not on the number."""
    assert _middle_gap(np.array([50.0]), 50.0, 100.0) == 75.0
    assert _middle_gap(np.array([20.0, 50.0, 80.0]), 50.0, 100.0) == 65.0
    assert _middle_gap(np.array([20.0, 50.0, 80.0]), 50.0, 0.0) == 35.0
    assert _middle_gap(np.array([]), 50.0, 100.0) == 50.0


@pytest.mark.parametrize("name", ["lot size", "predicted ×10³", "c0", "𝑥"])
@pytest.mark.parametrize("span", [(1650.0, 16_200.0), (20_000.0, 210_000.0), (-0.5, 1.1)])
@pytest.mark.parametrize("length", [60.0, 80.0, 110.0, 230.0, 600.0])
@pytest.mark.usefixtures("qapp")
def test_numbers_of_an_axis_do_not_collide(name: str, span: tuple[float, float], length: float) -> None:
    """However narrow the plot; the name stands below them before it costs the axis its second number."""
    style = PlotStyle.of(ThemeController())
    scale = LinearScale(*span, 0.0, length)
    ticks, step, has_gap = _ticks_with_room(style, scale, name)
    widths = [style.tick_metrics.horizontalAdvance(tick_text(tick, step)) for tick in ticks.tolist()]
    ends = [(at - width / 2.0, at + width / 2.0) for at, width in zip(scale.pixels(ticks), widths, strict=True)]
    assert all(left > right for (_, right), (left, _) in itertools.pairwise(ends))
    assert len(ticks) >= (2 if length >= 230.0 else 1)
    assert has_gap is False or len(ticks) >= 2


@pytest.mark.parametrize("span", [(0.0, 1.0), (-1.1, 1.3), (-0.05, 2.3)])
@pytest.mark.usefixtures("qapp")
def test_an_upright_name_keeps_clear_of_the_numbers(span: tuple[float, float]) -> None:
    """Left of the plot there is room for both at every height, with as many decimals as the ticks have there."""
    style = PlotStyle.of(ThemeController())
    for height in range(60, 900, 20):
        frame = fit_frame(QSizeF(372.0, height), style, 80.0, (0.0, 1.0), span, equal=False)
        ticks, step = linear_ticks(*span, tick_count(frame.plot.height(), style.px(44)))
        widest = max(style.tick_metrics.horizontalAdvance(tick_text(tick, step)) for tick in ticks.tolist())
        assert frame.plot.left() - style.px(8) - widest - style.label_metrics.height() >= 0.0
