"""What the surface says: names of axes, the loss at a point, and the truth beside the plane."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.views.surface.names import parameter_symbol, parameter_title
from mlp_gui.views.surface.readout import caption, foot, loss_at, probe_rows, truth
from mlp_gui.views.surface.trail import BINS, MOST_PIECES, even_pieces, trail_segments


def _picture(a: Any, b: Any, loss: Any, **fields: Any) -> Any:
    grid = SimpleNamespace(a=np.array(a), b=None if b is None else np.array(b))
    training = SimpleNamespace(reduction=fields.pop("reduction", "mean"))
    snapshot = SimpleNamespace(experiment=SimpleNamespace(training=training))
    values = {
        "is_line": b is None,
        "has_penalty": False,
        "plane": SimpleNamespace(part="train", has_measures=False),
        "snapshot": snapshot,
    }
    values |= {"values": np.array(loss), "shown": "total", "request": SimpleNamespace(ends=None), "n_estimated": 0}
    return SimpleNamespace(grid=grid, **(values | fields))


@pytest.mark.parametrize(
    ("notation", "layer", "unit", "source", "symbol", "place"),
    [
        ("delta", 0, 1, 0, "w₁₂⁽¹⁾", "Hidden 1, unit 2 ← x"),
        ("delta", 1, 0, 2, "w₃₁⁽²⁾", "Output ← Hidden 1, unit 3"),
        ("delta", 0, 2, None, "w₀₃⁽¹⁾", "Hidden 1, unit 3, bias"),
        ("delta", 0, 11, 1, "w₂,₁₂⁽¹⁾", "Hidden 1, unit 12 ← y"),
        ("error_signals", 0, 1, 0, "w₂₁⁽¹⁾", "Hidden 1, unit 2 ← x"),
        ("error_signals", 0, 2, None, "b₃⁽¹⁾", "Hidden 1, unit 3, bias"),
        ("chain", 0, 1, 0, "w₁,₂₁", "Hidden 1, unit 2 ← x"),
    ],
)
def test_names_of_parameters(notation: str, layer: int, unit: int, source: int | None, symbol: str, place: str) -> None:
    """As the formulas of the notation call them, so that a weight has one name wherever it is met."""
    network = mlp.Network([2, 12, 1], rng=0)
    index = network.bias_index(layer, unit) if source is None else network.weight_index(layer, unit, source)
    assert parameter_symbol(network, index, notation) == symbol
    assert parameter_title(("x", "y"), network, index, notation) == f"{symbol}   {place}"


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
        ({"true_loss": 0.0168, "plane_loss": 0.0168}, "Training loss: true 0.0168, on the plane 0.0168"),
        ({"true_loss": 0.0168, "plane_loss": 0.0184}, "Training loss: true 0.0168, on the plane 0.0184 (+9.5 %)"),
        ({"true_loss": 0.0, "plane_loss": 0.1}, "Training loss: true 0, on the plane 0.1"),
        ({"true_loss": 1.0, "plane_loss": math.inf}, "Training loss: true 1, on the plane ∞"),
        (
            {"true_loss": 1.0, "plane_loss": 1.0, "has_penalty": True, "reduction": "sum"},
            "Training loss, summed + penalty: true 1, on the plane 1",
        ),
    ],
)
def test_the_truth_beside_the_plane(fields: dict[str, Any], text: str) -> None:
    """Nobody is misled by a plane that the network has left."""
    assert truth(_picture([0.0, 1.0], [0.0, 1.0], np.zeros((2, 2)), **fields)) == text


def test_a_summed_loss_is_called_so_in_the_least_room_and_on_the_card() -> None:
    """The window's own loss is the mean, and another number; where both are one nothing is said."""
    for reduction, brief, name in (("sum", "Summed: true 0.1391, plane 0.1391.", "summed loss"),
                                   ("mean", "True 0.1391, plane 0.1391.", "loss")):  # fmt: skip
        axes = SimpleNamespace(indices=(), explained=(0.5, 0.25), count=2)
        picture = _picture([0.0, 1.0], [0.0, 1.0], np.ones((2, 2)), true_loss=0.1391, plane_loss=0.1391,
                           reduction=reduction, axes=axes, distance=0.0)  # fmt: skip
        assert foot(picture).split("\n")[-1] == brief
        assert probe_rows(picture, (0.5, 0.5))[-1].name == name


def test_an_estimate_says_so_while_it_moves() -> None:
    """In the foot, however little room there is but for the last form, and on the card; the true loss is exact."""
    axes = SimpleNamespace(indices=(), explained=(0.5, 0.25), count=2)
    picture = _picture([0.0, 1.0], [0.0, 1.0], np.ones((2, 2)), true_loss=0.1391, plane_loss=0.1391, axes=axes,
                       distance=0.0, n_estimated=256, n_samples=1257)  # fmt: skip
    forms = foot(picture).split("\n")
    assert forms[0].endswith("heights estimated on 256 of 1,257 samples while it moves.")
    assert all("256 of 1,257 samples" in form for form in forms[:-1])
    assert probe_rows(picture, (0.5, 0.5))[-1].value.startswith("≈")


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


@pytest.mark.parametrize("n_points", [2, 50, 512])
def test_on_the_relief_the_way_is_cut_into_even_pieces(n_points: int) -> None:
    """However many points it has; what lies beside the ground is left out."""
    u = np.linspace(-0.5, 1.5, n_points)
    pieces, at = even_pieces(np.column_stack((u, u / 2.0)), np.linspace(0.0, 1.0, n_points), np.zeros(n_points, bool))
    assert np.abs(pieces).max() <= 1.0
    assert np.hypot(*(pieces[:, 2:] - pieces[:, :2]).T).max() <= 0.0301
    assert pieces[:, 1] == pytest.approx(pieces[:, 0] / 2.0)
    assert at == pytest.approx((pieces[:, 0] + pieces[:, 2] + 1.0) / 4.0)


def test_a_long_way_has_not_many_more_pieces() -> None:
    """They are longer then, and none bridges a jump."""
    angles = np.linspace(0.0, 60.0, 512)
    ground = 0.9 * np.column_stack((np.cos(angles), np.sin(angles)))
    jumps = np.zeros(512, bool)
    jumps[256] = True
    ground[256:] *= 0.1
    pieces, _ = even_pieces(ground, np.linspace(0.0, 1.0, 512), jumps)
    assert len(pieces) <= MOST_PIECES + 2
    radii = np.hypot(pieces[:, 0], pieces[:, 1]), np.hypot(pieces[:, 2], pieces[:, 3])
    assert ((radii[0] > 0.5) == (radii[1] > 0.5)).all()


def test_a_way_of_one_point_has_no_pieces() -> None:
    """Nor one that stands still."""
    for ground in (np.zeros((1, 2)), np.zeros((5, 2))):
        pieces, at = even_pieces(ground, np.ones(len(ground)), np.zeros(len(ground), bool))
        assert pieces.shape == (0, 4)
        assert at.shape == (0,)


@pytest.mark.parametrize(
    ("count", "distance", "text"),
    [
        (2, 0.0, "there are no other parameters"),
        (3, 0.0, "the other parameter stays as it is now"),
        (3, 0.5, "the other parameter stays as it was; the network is 0.5 beside it"),
        (1202, 0.0, "the other 1,200 parameters stay as they are now"),
        (1202, 2.25, "the other 1,200 parameters stay as they were; the network is 2.25 beside it"),
    ],
)
def test_what_becomes_of_the_other_parameters(count: int, distance: float, text: str) -> None:
    """In whole sentences, whatever their number."""
    picture = SimpleNamespace(
        axes=SimpleNamespace(indices=(0, 1), explained=()),
        distance=distance,
        snapshot=SimpleNamespace(network=SimpleNamespace(parameter_count=count)),
    )
    assert caption(picture) == text
