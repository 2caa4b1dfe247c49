"""Values of a table are read in the user's own units, however the network has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.views.decision.legend import bar_labels
from mlp_gui.views.decision.line import LinePicture

if TYPE_CHECKING:
    from tests.gui.views.decision.conftest import Stage

PRICES = "size,price\n" + "".join(f"{row},{100_000 + 2_000 * row}\n" for row in range(1, 41))


@pytest.fixture
def priced(stage: Stage) -> Stage:
    """Return a view on a table of prices that a network with a single line answers with their mean."""
    table = mlp.read_table_text(PRICES)
    choice = mlp.TableChoice(("size",), "price", "regression")
    dataset = mlp.load_dataset(mlp.table_config(mlp.TableData(table, choice)))
    network = mlp.Network([1, 1], output="identity", initializer="zeros", rng=1)
    stage.show_run(dataset, network)
    return stage


def test_the_answer_and_the_axis_are_prices(priced: Stage) -> None:
    """A network that answers 0 answers the training part's mean price; the axis has room for prices."""
    picture = priced.view.picture
    assert isinstance(picture, LinePicture)
    scale = picture.scale
    dataset = picture.dataset
    mean = float(np.mean(dataset.in_units(dataset.values[dataset.train])))
    assert scale.in_units(0.0) == pytest.approx(mean)
    assert [text for _, text in bar_labels(scale)] == [
        "180,000",
        "141,000",
        "102,000",
    ]  # from the dearest to the cheapest
    assert picture.frame is not None
    assert picture.frame.plot.left() > 50.0
