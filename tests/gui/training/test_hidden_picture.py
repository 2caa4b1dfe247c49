"""The picture of the hidden space: points and grid are where the network's own numbers put them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.hidden_space import HiddenRequest
from mlp_gui.state.snapshot import RunStatus, Snapshot
from mlp_gui.training.hidden_picture import CELLS, LINES, MOST_POINTS, compute_hidden


def snapshot_of(example: str) -> Snapshot:
    """Return the first moment of an example."""
    experiment = mlp.EXAMPLES[example]
    dataset, network, _ = experiment.build()
    history = mlp.History("accuracy")
    history.append(0, (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
    return Snapshot(
        1, experiment, dataset, network.frozen_copy(), None, 0, 0, 1, 0, 0.1, history.view(), 0.0, RunStatus.PAUSED
    )


@pytest.mark.parametrize(("example", "layer"), [("xor_steps", 0), ("spiral", 1), ("sine", 0)])
def test_points_and_grid_are_the_layers_own_answers(example: str, layer: int) -> None:
    """Each point, each node and each point of a line, pushed through the network and projected."""
    snapshot = snapshot_of(example)
    dataset, network = snapshot.dataset, snapshot.network
    picture = compute_hidden(HiddenRequest(snapshot, layer, None))

    def seen(points: np.ndarray) -> np.ndarray:
        inputs = dataset.input_map(points[:, : dataset.n_coordinates])
        return picture.plane.project(network.forward(inputs)[1][layer])

    np.testing.assert_allclose(picture.points, seen(dataset.points[picture.rows]), atol=1e-12)
    assert len(picture.rows) == dataset.n_points
    for before, after in zip(picture.curves_before, picture.curves, strict=True):
        np.testing.assert_allclose(after, seen(before), atol=2e-5)
    nodes = picture.nodes_before.reshape(-1, 2)
    if len(nodes):
        np.testing.assert_allclose(picture.nodes.reshape(-1, 2), seen(nodes), atol=2e-5)


def test_cells_have_the_answer_of_their_middles() -> None:
    """As many cells as lie between the nodes, each with the output there; a line of one input has none."""
    snapshot = snapshot_of("circle")
    picture = compute_hidden(HiddenRequest(snapshot, 0, None))
    n_cells = CELLS[1]
    assert picture.nodes.shape == (n_cells + 1, n_cells + 1, 2)
    assert len(picture.curves) == 2 * (LINES + 1)
    cells = picture.cells
    assert cells is not None
    middles = (picture.nodes_before[:-1, :-1] + picture.nodes_before[1:, 1:]) / 2.0
    expected = snapshot.network.predict(snapshot.dataset.input_map(middles.reshape(-1, 2)))[:, 0]
    np.testing.assert_allclose(cells.output[0].ravel(), expected, atol=2e-5)
    assert compute_hidden(HiddenRequest(snapshot_of("sine"), 0, None)).cells is None


def test_two_units_before_the_output_have_its_line_and_their_whole_range() -> None:
    """XOR's two steps: the line parts the corners, and the axes hold 0 and 1."""
    snapshot = snapshot_of("hand_xor_steps")
    picture = compute_hidden(HiddenRequest(snapshot, 0, None))
    ((normal, offset),) = picture.lines
    np.testing.assert_array_equal(picture.points @ normal + offset > 0.0, snapshot.dataset.labels == 1)
    for low, high in picture.ranges:
        assert low < 0.0 < 1.0 < high
    assert not compute_hidden(HiddenRequest(snapshot_of("spiral"), 1, None)).lines


def test_axes_stay_while_the_points_fit_in() -> None:
    """A picture of the next moment keeps the former one's axes; far from fitting, it takes its own."""
    snapshot = snapshot_of("circle")
    first = compute_hidden(HiddenRequest(snapshot, 0, None))
    moved = snapshot.network.copy()
    moved.set_parameters(moved.parameters * 1.02)
    later = replace(snapshot, network=moved.frozen_copy())
    assert compute_hidden(HiddenRequest(later, 0, first)).ranges == first.ranges
    moved.set_parameters(moved.parameters * 0.05)
    assert compute_hidden(HiddenRequest(replace(later, network=moved.frozen_copy()), 0, first)).ranges != first.ranges


def test_a_large_data_set_shows_every_so_many_points() -> None:
    """At most two thousand."""
    snapshot = snapshot_of("circle")
    points = np.random.default_rng(0).uniform(-6.0, 6.0, (2400, 2))
    dataset = mlp.Dataset.from_arrays(points, (points[:, 0] > 0.0).astype(int))
    picture = compute_hidden(HiddenRequest(replace(snapshot, dataset=dataset), 0, None))
    assert MOST_POINTS // 2 < len(picture.rows) <= MOST_POINTS


def test_gives_up_when_nobody_wants_it_any_more() -> None:
    """Between the grid's chunks."""
    with pytest.raises(mlp.Cancelled):
        compute_hidden(HiddenRequest(snapshot_of("spiral"), 1, None), cancelled=lambda: True)
