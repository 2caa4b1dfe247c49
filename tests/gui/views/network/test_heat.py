"""Numbers to colours: the neutral value is neutral, scales stay put, and mapping is fast."""

from __future__ import annotations

import time

import numpy as np
import pytest

from mlp_gui.look import LIGHT
from mlp_gui.views.network.heat import LayerScales, ValueScale, field_fill, nice_ceiling
from mlp_gui.views.network.legend import ends_of_all, legend_content, range_rows


def test_the_centre_is_neutral_and_the_ends_are_full() -> None:
    """A sigmoid's 0, 0.5 and 1 take the first, middle and last colour of the map; the lowest y is at the bottom."""
    scale = LayerScales().scale(0, "sigmoid")
    values = np.array([[[0.0, 0.5], [0.5, 1.0]]], dtype=np.float32)
    fill = field_fill(values, [(0, 1)], scale, LIGHT.weight_map)
    packed = LIGHT.weight_map.packed
    image = fill.images[0]
    assert image.pixel(0, 1) == packed[0]
    assert image.pixel(1, 0) == packed[-1]
    assert image.pixel(1, 1) == packed[128]


def test_values_beyond_the_scale_and_not_finite_do_not_break_the_picture() -> None:
    """Infinite values take the map's ends, and one that is no number takes some colour, without a warning."""
    values = np.array([[[np.inf, -np.inf], [1e30, np.nan]]], dtype=np.float32)
    fill = field_fill(values, [(0, 1)], ValueScale(0.0, 1.0), LIGHT.weight_map)
    assert fill.images[0].pixel(0, 0) == LIGHT.weight_map.packed[-1]
    assert fill.images[0].pixel(0, 1) == LIGHT.weight_map.packed[-1]
    assert fill.images[0].pixel(1, 1) == LIGHT.weight_map.packed[0]


@pytest.mark.parametrize("half", [1e300, 1e-320])
def test_a_scale_that_no_float32_has_does_not_break_the_picture(half: float) -> None:
    """Weights of any size can be typed; a plane and a line of what they make are drawn without a warning."""
    for shape in ((1, 2, 2), (1, 4)):
        field_fill(np.full(shape, 0.5, dtype=np.float32), [(0, 1)], ValueScale(0.0, half), LIGHT.weight_map)


def test_an_unbounded_layer_keeps_its_scale_while_values_fit() -> None:
    """The scale of a ReLU layer grows at once, and shrinks only when values fill less than half of it."""
    scales = LayerScales()
    assert scales.scale(0, "relu", 2.7).half == 3.0
    assert scales.scale(0, "relu", 1.6).half == 3.0
    assert scales.scale(0, "relu", 3.1).half == 4.0
    assert scales.scale(0, "relu", 0.9).half == 1.0


@pytest.mark.parametrize("value", [0.0011, 0.7, 1.0, 1.2, 7.4829, 99.0, 1e6])
def test_nice_numbers_lie_just_above(value: float) -> None:
    """A round number is at least the value and less than twice as large."""
    assert value * 0.99 <= nice_ceiling(value) < 2 * value


def test_the_legend_shows_weights_whose_width_is_true() -> None:
    """The largest weight of the legend is round and hardly above the largest weight there is."""
    for largest in (7.4829, 0.043, 15.0, 1.0, 999.0):
        weights = legend_content(largest, False, False, []).weights
        assert weights[0] <= 1.081 * largest
        assert weights[0] >= 0.55 * largest
        assert weights[0] > weights[1] > weights[2] > 0
    assert legend_content(0.0, False, False, []).weights == ()


def test_one_line_for_all_scales_has_numbers() -> None:
    """Of two layers the ends of both, of more those of the nearest and of the furthest."""
    one, two, three = ValueScale(0.0, 1.0), ValueScale(107_500.0, 82_500.0), ValueScale(0.0, 4.0)
    two_rows = legend_content(1.0, False, False, [("Hidden 1", one), ("Output", two)])
    assert range_rows(two_rows, most=1) == [("", "−1 | 25,000", "", "+1 | 190,000")]
    three_rows = legend_content(1.0, False, False, [("Hidden 1", one), ("Hidden 2", three), ("Output", two)])
    assert range_rows(three_rows, most=2) == [("", "25,000…−4", "", "+1…190,000")]
    assert ends_of_all([one, three, ValueScale(0.0, 2.0)]) == ("−1…−4", "0", "+1…+4")


def test_the_fields_of_a_default_network_are_mapped_in_a_millisecond(rng: np.random.Generator) -> None:
    """Eight units of 128 x 128 become images in about a millisecond (bound wide, for slow machines)."""
    values = rng.normal(size=(8, 128, 128)).astype(np.float32)
    groups = [(unit, unit + 1) for unit in range(8)]
    times = []
    for _ in range(9):
        start = time.perf_counter()
        field_fill(values[:, ::2, ::2], groups, ValueScale(0.0, 1.0), LIGHT.weight_map)
        times.append(time.perf_counter() - start)
    assert min(times) < 5e-3
