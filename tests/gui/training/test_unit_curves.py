"""The units' lines as the view gets them: on each the sum is zero, and where its left is the sum is positive."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.snapshot import RunStatus, Snapshot
from mlp_gui.state.unit_lines import LinesRequest
from mlp_gui.training.unit_curves import MOST_UNITS, compute_lines


def snapshot_of(example: str, **network: object) -> Snapshot:
    """Return the first moment of an example, with another network where one is described."""
    experiment = mlp.EXAMPLES[example]
    experiment = replace(experiment, network=replace(experiment.network, **network))
    dataset, built, _ = experiment.build()
    history = mlp.History("accuracy")
    history.append(0, (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
    return Snapshot(
        1, experiment, dataset, built.frozen_copy(), None, 0, 0, 1, 0, 0.1, history.view(), 0.0, RunStatus.PAUSED
    )


@pytest.mark.parametrize(("layer", "tolerance"), [(0, 1e-9), (1, 0.02)])
def test_the_sum_is_zero_on_every_line(layer: int, tolerance: float) -> None:
    """Exactly in the first layer, up to the grid in the second."""
    snapshot = snapshot_of("spiral")
    picture = compute_lines(LinesRequest(snapshot, frozenset({layer})))
    assert [(line.layer, line.unit) for line in picture.lines] == [(layer, unit) for unit in range(8)]
    for line in picture.lines:
        for points in (line.segments[:, :2], line.segments[:, 2:]):
            sums = snapshot.network.forward(snapshot.dataset.input_map(points))[0][layer][:, line.unit]
            assert np.abs(sums).max(initial=0.0) < tolerance


def test_every_normal_points_to_the_positive_side() -> None:
    """A little along the normal from where the name stands, the sum is positive; the other way it is negative."""
    snapshot = snapshot_of("spiral")
    picture = compute_lines(LinesRequest(snapshot, frozenset({0, 1})))
    seen = 0
    for line in picture.lines:
        if line.anchor is None:
            continue
        seen += 1
        assert np.hypot(*line.normal) == pytest.approx(1.0)
        beside = np.array(
            [[a + side * 0.15 * n for a, n in zip(line.anchor, line.normal, strict=True)] for side in (1, -1)]
        )
        sums = snapshot.network.forward(snapshot.dataset.input_map(beside))[0][line.layer][:, line.unit]
        assert sums[0] > 0.0 > sums[1]
    assert seen >= 10


@pytest.mark.parametrize(
    ("example", "lines"),
    [
        ("hand_xor_steps", (((1.0, 1.0), -0.5), ((1.0, 1.0), -1.5))),
        ("hand_xor_half_planes", (((1.0, 1.0), -0.5), ((-1.0, -1.0), 1.5))),
    ],
)
def test_the_hand_outs_lines_are_where_they_say(
    example: str, lines: tuple[tuple[tuple[float, float], float], ...]
) -> None:
    """x1 + x2 = 0.5 and x1 + x2 = 1.5, each with the normal that its formula has, names clear of the four corners."""
    snapshot = snapshot_of(example)
    picture = compute_lines(LinesRequest(snapshot, frozenset({0})))
    for line, (normal, offset) in zip(picture.lines, lines, strict=True):
        ends = line.segments.reshape(2, 2)
        np.testing.assert_allclose(ends @ normal + offset, 0.0, atol=1e-12)
        np.testing.assert_allclose(line.normal, np.array(normal) / np.hypot(*normal), atol=1e-12)
        assert line.anchor is not None
        assert np.hypot(*(snapshot.dataset.points - line.anchor).T).min() > 0.1


def test_units_that_read_squares_have_curves_in_the_first_layer() -> None:
    """With x1 squared among the inputs the first layer is traced like any other."""
    snapshot = snapshot_of("circle")
    experiment = replace(
        snapshot.experiment, data=replace(snapshot.experiment.data, features=("x1", "x2", "x1_squared", "x2_squared"))
    )
    dataset, network, _ = experiment.build()
    snapshot = replace(snapshot, experiment=experiment, dataset=dataset, network=network.frozen_copy())
    for line in compute_lines(LinesRequest(snapshot, frozenset({0}))).lines:
        sums = network.forward(dataset.input_map(line.segments[:, :2]))[0][0][:, line.unit]
        assert np.abs(sums).max(initial=0.0) < 0.02


def test_a_wide_layer_shows_its_first_units_and_the_one_pointed_at() -> None:
    """Hundreds of lines tell nothing; whoever is pointed at has its own."""
    snapshot = snapshot_of("circle", hidden_sizes=(50,), hidden_activations=("tanh",))
    picture = compute_lines(LinesRequest(snapshot, frozenset({0}), frozenset({(0, 45)})))
    assert [line.unit for line in picture.lines] == [*range(MOST_UNITS), 45]


def test_gives_up_when_nobody_wants_it_any_more() -> None:
    """Between two curves, as between the grid's chunks."""
    with pytest.raises(mlp.Cancelled):
        compute_lines(LinesRequest(snapshot_of("spiral"), frozenset({1})), cancelled=lambda: True)
