"""Losses become heights on round scales, linear or logarithmic, whatever they are."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mlp_gui.views.surface.heights import MOST_DECADES, Heights


@pytest.mark.parametrize(
    ("losses", "is_log", "low", "high"),
    [
        ((0.0014, 0.49), True, -3.0, 0.0),
        ((0.02, 0.9), True, -2.0, 0.0),
        ((0.0, 0.1, 1.0), True, -1.0, 0.0),
        ((1e-30, 1.0), True, -8.0, 0.0),
        ((0.03, 0.48), False, 0.0, 0.6),
        ((0.2, 0.28), False, 0.2, 0.3),
        ((0.5, math.inf, math.nan, 1.0), False, 0.4, 1.0),
    ],
)
def test_the_ends_are_round_and_hold_the_losses(
    losses: tuple[float, ...], is_log: bool, low: float, high: float
) -> None:
    """So that they move seldom while training moves the losses; what is no finite number does not count."""
    heights = Heights.of(np.array(losses), is_log)
    assert (heights.low, heights.high) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


@pytest.mark.parametrize("is_log", [True, False])
@pytest.mark.parametrize("losses", [(), (0.0, 0.0), (math.inf, math.nan), (0.3, 0.3, 0.3), (-1.0, -0.5)])
def test_there_is_a_scale_for_any_losses(losses: tuple[float, ...], is_log: bool) -> None:
    """Flat ones, none, and none that is finite."""
    heights = Heights.of(np.array(losses), is_log)
    assert heights.high > heights.low
    parts = heights.parts(np.array([*losses, 0.0, 1.0, math.inf, math.nan]))
    assert np.isfinite(parts).all()
    assert ((parts >= 0.0) & (parts <= 1.0)).all()
    assert all(0.0 <= place <= 1.0 + 1e-9 for place, _ in heights.ticks(6))
    heights.levels()


def test_what_is_infinite_is_highest_and_what_is_zero_lowest() -> None:
    """Nothing of the map is left without a colour."""
    heights = Heights.of(np.array([0.01, 1.0]), True)
    assert heights.parts(np.array([0.0, 0.01, 0.1, 1.0, 5.0, math.inf, math.nan])).tolist() == pytest.approx(
        [0.0, 0.0, 0.5, 1.0, 1.0, 1.0, 1.0]
    )


def test_the_cap_cuts_the_upper_end() -> None:
    """Half the range gives the lower half all colours."""
    heights = Heights.of(np.array([0.0, 1.0]), False, cap=0.5)
    assert heights.parts(np.array([0.25, 0.5, 0.75])).tolist() == [0.5, 1.0, 1.0]


@pytest.mark.parametrize(("low", "high"), [(0.001, 1.0), (0.02, 0.9), (1e-7, 1.0), (0.69, 0.71)])
@pytest.mark.parametrize("is_log", [True, False])
def test_level_lines_are_neither_few_nor_many(low: float, high: float, is_log: bool) -> None:
    """Equal steps of loss, or of its logarithm, inside the scale."""
    levels = Heights.of(np.array([low, high]), is_log).levels()
    assert 4 <= len(levels) <= 30
    assert ((levels > 0.0) & (levels < 1.0)).all()
    assert np.ptp(np.diff(levels)) < 1e-9


def test_a_decade_has_ten_levels() -> None:
    """A tenth of a decade from one to the next."""
    heights = Heights.of(np.array([0.1, 1.0]), True)
    assert heights.levels() == pytest.approx(np.arange(1, 10) / 10.0)


@pytest.mark.parametrize(
    ("low", "high", "most", "texts"),
    [
        (-3.0, 0.0, 12, ["0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]),
        (-3.0, 0.0, 7, ["0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]),
        (-3.0, 0.0, 4, ["0.001", "0.01", "0.1", "1"]),
        (-8.0, 0.0, 3, ["10⁻⁸", "10⁻⁵", "0.01"]),
        (0.0, 1.0, 5, ["1", "2", "5", "10"]),
    ],
)
def test_numbers_of_a_logarithmic_scale(low: float, high: float, most: int, texts: list[str]) -> None:
    """As many as there is room for, and always round."""
    assert [text for _, text in Heights(True, low, high).ticks(most)] == texts


def test_a_logarithmic_scale_is_never_longer_than_its_decades() -> None:
    """A loss of almost zero does not make all others alike."""
    heights = Heights.of(np.geomspace(1e-300, 1.0, 50), True)
    assert heights.high - heights.low <= MOST_DECADES + 2.0


def test_counts_have_whole_marks_and_a_range_of_one_at_least() -> None:
    """Where nobody errs, the scale goes from 0 to 1; between there is nothing to mark."""
    heights = Heights.of(np.zeros(4), False, least=1.0, is_count=True)
    assert (heights.low, heights.high) == (0.0, 1.0)
    assert [text for _, text in heights.ticks(6)] == ["0", "1"]
    counts = Heights.of(np.arange(4.0), False, least=1.0, is_count=True)
    assert [text for _, text in counts.ticks(9)] == [*"0123"]
    assert counts.levels() * 3.0 == pytest.approx([0.5, 1.5, 2.5])


def test_the_end_of_a_log_scale_says_that_lower_losses_lie_at_it() -> None:
    """As 0 does, over the grid or at the current point alone; a linear scale has a place for it."""
    with_zero = Heights.of(np.array((0.0, 0.1, 1.0)), True)
    assert with_zero.ticks(8)[0] == (0.0, "≤0.1")
    assert not any(text.startswith("≤") for _, text in with_zero.ticks(8)[1:])
    without = Heights.of(np.array((0.1, 1.0)), True)
    assert without.ticks(8)[0] == (pytest.approx(0.0), "0.1")
    assert without.holding(0.1).ticks(8) == without.ticks(8)
    assert without.holding(0.0).ticks(8)[0] == (0.0, "≤0.1")
    assert Heights.of(np.array((1e-30, 1.0)), True).ticks(8)[0][1].startswith("≤")
    linear = Heights.of(np.array((0.0, 1.0)), False)
    assert linear.holding(0.0).ticks(8)[0][1] == "0.0"


def test_many_counts_have_few_level_lines() -> None:
    """A line between each two of a hundred counts is noise; of a few, each has its own."""
    few, many = np.arange(9.0), np.arange(140.0)
    assert len(Heights.of(few, False, is_count=True).levels()) >= 8
    assert len(Heights.of(many, False, is_count=True).levels()) <= 12


@pytest.mark.parametrize("is_log", [True, False])
def test_losses_that_hardly_differ_have_colours_of_their_own(is_log: bool) -> None:
    """A plane over two of thousands of weights is no flat blue: its range is most of the scale's."""
    losses = np.linspace(44.536, 44.546, 50)
    parts = Heights.of(losses, is_log).parts(losses)
    assert parts.max() - parts.min() > 0.6
