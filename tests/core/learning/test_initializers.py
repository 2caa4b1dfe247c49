"""First weights: the spread that each initializer promises, and the same seed the same weights."""

import math

import numpy as np
import pytest

from mlp_core import errors
from mlp_core.network.initializers import INITIALIZERS

FAN_OUT, FAN_IN = 300, 200
DEVIATIONS = {
    "xavier_uniform": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "xavier_normal": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "he_uniform": math.sqrt(2 / FAN_IN),
    "he_normal": math.sqrt(2 / FAN_IN),
    "lecun_normal": math.sqrt(1 / FAN_IN),
    "uniform": 1 / math.sqrt(12),
    "normal": 0.1,
    "zeros": 0.0,
}


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_weights_are_as_spread_out_as_promised(name: str) -> None:
    """Mean 0 and the standard deviation of the formula, to sampling error."""
    weights = INITIALIZERS[name](FAN_OUT, FAN_IN, np.random.default_rng(1))
    assert weights.shape == (FAN_OUT, FAN_IN)
    assert weights.dtype == np.float64
    assert weights.std() == pytest.approx(DEVIATIONS[name], rel=0.01)
    assert abs(weights.mean()) <= 4 * DEVIATIONS[name] / math.sqrt(weights.size)


@pytest.mark.parametrize("name", ["xavier_uniform", "he_uniform", "uniform"])
def test_even_draws_stay_within_their_limits(name: str) -> None:
    """An even draw ends at sqrt(3) deviations, and nearly reaches them."""
    weights = INITIALIZERS[name](FAN_OUT, FAN_IN, np.random.default_rng(2))
    limit = math.sqrt(3) * DEVIATIONS[name]
    assert 0.99 * limit < np.abs(weights).max() <= limit


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_same_seed_gives_the_same_weights(name: str) -> None:
    """The generator handed in is the only source of chance."""
    initializer = INITIALIZERS[name]
    first = initializer(4, 3, np.random.default_rng(7))
    np.testing.assert_array_equal(first, initializer(4, 3, np.random.default_rng(7)))
    if name != "zeros":
        assert not np.array_equal(first, initializer(4, 3, np.random.default_rng(8)))


def test_only_playgrounds_start_has_biases() -> None:
    """Biases start at 0, and at 0.1 where weights start as in TensorFlow Playground."""
    assert {name: entry.bias for name, entry in INITIALIZERS.items() if entry.bias} == {"uniform": 0.1}


def test_empty_layers_are_refused() -> None:
    """A layer without units or inputs is named."""
    with pytest.raises(errors.ArgumentError, match="not 0 and 3"):
        INITIALIZERS["normal"](0, 3, np.random.default_rng(1))


@pytest.mark.parametrize("name", INITIALIZERS)
def test_initializers_describe_themselves(name: str) -> None:
    """Every initializer has what a menu and a tool-tip need."""
    initializer = INITIALIZERS[name]
    assert initializer.name == name
    assert initializer.title
    assert initializer.summary.endswith(".")
