"""What the surface says: names of axes, the loss at a point, and the truth beside the plane."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.views.surface.names import parameter_symbol, parameter_title
from mlp_gui.views.surface.readout import loss_at, truth
from mlp_gui.views.surface.trail import BINS, trail_segments


def _picture(a: Any, b: Any, loss: Any, **fields: Any) -> Any:
    grid = SimpleNamespace(a=np.array(a), b=None if b is None else np.array(b), total=np.array(loss))
    training = SimpleNamespace(reduction=fields.pop("reduction", "mean"))
    snapshot = SimpleNamespace(experiment=SimpleNamespace(training=training))
    values = {"is_line": b is None, "has_penalty": False, "plane": SimpleNamespace(part="train"), "snapshot": snapshot}
    return SimpleNamespace(grid=grid, **(values | fields))


@pytest.mark.parametrize(
    ("layer", "unit", "source", "symbol", "place"),
    [
        (0, 1, 0, "w¹₂₁", "Hidden 1, unit 2 ← x"),
        (1, 0, 2, "w²₁₃", "Output ← Hidden 1, unit 3"),
        (0, 2, None, "b¹₃", "Hidden 1, unit 3, bias"),
        (1, 0, None, "b²₁", "Output, bias"),
        (0, 11, 1, "w¹₁₂,₂", "Hidden 1, unit 12 ← y"),
    ],
)
def test_names_of_parameters(layer: int, unit: int, source: int | None, symbol: str, place: str) -> None:
    """Layer above, unit and input below; with a comma where the numbers could be read in two ways."""
    network = mlp.Network([2, 12, 1], rng=0)
    index = network.bias_index(layer, unit) if source is None else network.weight_index(layer, unit, source)
    assert parameter_symbol(network, index) == symbol
    assert parameter_title(("x", "y"), network, index) == f"{symbol}   {place}"


@pytest.mark.parametrize(
    ("point", "loss"), [((0.0, 0.0), 1.0), ((2.0, 1.0), 7.0), ((1.0, 0.5), 3.5), ((0.5, 0.0), 1.5), ((2.1, 0.0), None)]
)
def test_loss_between_the_points_of_a_plane(point: tuple[float, float], loss: float | None) -> None:
    """Bilinear; rows of the grid along the second axis; nothing outside."""
    picture = _picture([0.0, 1.0, 2.0], [0.0, 1.0], [[1.0, 2.0, 3.0], [3.0, 5.0, 7.0]])
    found = loss_at(picture, *point)
    assert math.isnan(found) if loss is None else found == pytest.approx(loss)


def test_loss_between_the_points_of_a_line() -> None:
    """The same with one axis."""
    picture = _picture([0.0, 1.0, 3.0], None, [1.0, 2.0, 4.0])
    assert loss_at(_picture([0.0, 1.0, 2.0], None, [1.0, 2.0, 4.0]), 1.5) == pytest.approx(3.0)
    assert math.isnan(loss_at(picture, -0.5))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"true_loss": 0.0168, "plane_loss": 0.0168}, "True training loss 0.0168, the plane's 0.0168"),
        ({"true_loss": 0.0168, "plane_loss": 0.0184}, "True training loss 0.0168, the plane's 0.0184 (+9.5 %)"),
        ({"true_loss": 0.0, "plane_loss": 0.1}, "True training loss 0, the plane's 0.1"),
        ({"true_loss": 1.0, "plane_loss": math.inf}, "True training loss 1, the plane's ∞"),
        (
            {"true_loss": 1.0, "plane_loss": 1.0, "has_penalty": True, "reduction": "sum"},
            "True training loss, summed + penalty 1, the plane's 1",
        ),
    ],
)
def test_the_truth_beside_the_plane(fields: dict[str, Any], text: str) -> None:
    """Nobody is misled by a plane that the network has left."""
    assert truth(_picture([0.0, 1.0], [0.0, 1.0], np.zeros((2, 2)), **fields)) == text


def test_the_way_changes_its_colour_from_start_to_now_and_has_gaps_at_jumps() -> None:
    """Each piece in the colour of its epoch; none leads to where the hand has set the network."""
    points = np.column_stack((np.arange(33.0), np.zeros(33)))
    jumps = np.zeros(33, bool)
    jumps[20] = True
    pieces = trail_segments(points, np.arange(33.0), jumps)
    assert len(pieces) == BINS
    assert [len(segments) for segments in pieces].count(2) == BINS - 1
    starts = np.concatenate(pieces)[:, 0]
    assert sorted(starts.tolist()) == [start for start in range(32) if start != 19]
    assert pieces[0][0].tolist() == [0.0, 0.0, 1.0, 0.0]
