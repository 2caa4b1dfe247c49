"""What stands on the tiles of a table's inputs and of a regression's output is what the user measured."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QFont, QFontMetricsF

import mlp_core as mlp
from mlp_gui.views.network.heat import ValueScale
from mlp_gui.views.network.own_units import OwnUnits
from mlp_gui.views.network.units import fitting


def test_a_z_score_is_turned_back() -> None:
    """The mean of each input, and of the values, is the mean that a user would compute."""
    dataset = mlp.load_dataset(mlp.EXAMPLES["housing"].data)
    own = OwnUnits.of(dataset)
    np.testing.assert_allclose(own.of_inputs(dataset.inputs), dataset.points)
    prices = own.of_outputs(dataset.values)
    assert (prices.min(), prices.max()) == (pytest.approx(25_000.0), pytest.approx(190_000.0))
    shown = own.of_scale(own.range)
    assert (shown.low, shown.high) == (pytest.approx(25_000.0), pytest.approx(190_000.0))


@pytest.mark.parametrize("name", ["circle", "plane", "sine"])
def test_what_has_no_other_units_stays(name: str) -> None:
    """Points that are drawn are learned as they are."""
    own = OwnUnits.of(mlp.load_dataset(mlp.EXAMPLES[name].data))
    scale = ValueScale(0.0, 2.0)
    assert (own.inputs, own.outputs, own.range) == (None, None, None)
    assert own.of_scale(scale) is scale


def test_classes_have_no_units() -> None:
    """Of a table of classes the inputs alone are turned back."""
    own = OwnUnits.of(mlp.load_dataset(mlp.EXAMPLES["iris"].data))
    assert own.outputs is None
    assert own.inputs is not None


def test_a_number_has_one_colour_at_both_ends_of_a_compression() -> None:
    """Where it goes in and where it comes back, in the user's own units too."""
    data = mlp.EXAMPLES["iris"].with_data(task="compression").data
    dataset = mlp.load_dataset(data)
    own = OwnUnits.of(dataset)
    assert own.gives_back
    assert own.of_input_colours(dataset.inputs[7]) is own.range
    assert abs(dataset.inputs).max() <= own.range.high <= 1.5 * abs(dataset.inputs).max()
    np.testing.assert_allclose(own.of_inputs(dataset.inputs[7]), own.of_outputs(dataset.inputs[7]))
    classes = OwnUnits.of(mlp.load_dataset(mlp.EXAMPLES["iris"].data))
    assert classes.of_input_colours(np.array([0.1, 2.5])).high == 3.0


def test_thousands_fit_into_a_small_tile(qapp: object) -> None:
    """As few letters as the tile is wide, and nothing rather than a number that is cut."""
    metrics = QFontMetricsF(QFont())
    width = metrics.horizontalAdvance
    assert fitting(5108.0, metrics, width("5,108")) == "5,108"
    assert fitting(5108.0, metrics, width("5.1k")) == "5.1k"
    assert fitting(-68_211.0, metrics, width("−68k")) == "−68k"
    assert fitting(1_250_000.0, metrics, width("1.2M")) == "1.2M"
    assert fitting(5108.0, metrics, width("5") / 2) == ""
