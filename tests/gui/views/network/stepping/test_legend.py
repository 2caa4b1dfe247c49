"""The numbers at the ends of the step mode's bars."""

from __future__ import annotations

import pytest

from mlp_gui.views.network.heat import ValueScale
from mlp_gui.views.network.stepping.legend import activation_bar

SIGMOID, TANH, SUM = ValueScale(0.5, 0.5), ValueScale(0.0, 1.0), ValueScale(0.0, 4.0)


@pytest.mark.parametrize(
    ("scales", "title", "ends"),
    [
        ((SIGMOID, SIGMOID), "Activation", ("0", "0.5", "1")),
        ((SIGMOID,), "Activation", ("0", "0.5", "1")),
        ((TANH, TANH, SIGMOID), "Hidden | output", ("−1 | 0", "0 | 0.5", "+1 | 1")),
        ((TANH, SUM, SIGMOID), "Activation, by layer", ("0…−4", "", "+1…+4")),
    ],
)
def test_the_activations_bar_tells_each_layers_scale(
    scales: tuple[ValueScale, ...], title: str, ends: tuple[str, str, str]
) -> None:
    """One scale, two of hidden and output layers, or the nearest and the furthest ends where there are more."""
    assert activation_bar(scales) == (title, ends)
