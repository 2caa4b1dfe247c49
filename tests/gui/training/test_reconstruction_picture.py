"""What is computed of a compression beside the training: codes, errors, and samples of each group in turn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.reconstruction import ReconstructionRequest
from mlp_gui.state.snapshot import RunStatus, Snapshot
from mlp_gui.training.reconstruction_picture import compute_reconstruction, gallery_of


def snapshot_of(experiment: mlp.Experiment) -> Snapshot:
    """Return the first moment of a compression."""
    dataset, network, _ = experiment.build()
    history = mlp.History("variance kept")
    history.append(0, (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
    return Snapshot(
        1, experiment, dataset, network.frozen_copy(), None, 0, 0, 1, 0, 0.1, history.view(), 0.0, RunStatus.PAUSED
    )


def test_codes_errors_and_pairs_are_the_networks_own() -> None:
    """Each point where the core encodes it, each error and each pair as the network answers, in the user's units."""
    snapshot = snapshot_of(mlp.as_compression(mlp.EXAMPLES["wine"]))
    dataset, network = snapshot.dataset, snapshot.network
    picture = compute_reconstruction(ReconstructionRequest(snapshot))
    back = network.predict(dataset.inputs)
    np.testing.assert_allclose(picture.points, mlp.encode(network, dataset.inputs))
    np.testing.assert_allclose(picture.errors, np.sqrt(np.square(back - dataset.inputs).mean(axis=1)))
    np.testing.assert_allclose(picture.drawn, dataset.in_units(back[picture.gallery]))
    np.testing.assert_allclose(picture.gallery_errors, picture.errors[picture.gallery])
    assert picture.kept == pytest.approx(mlp.variance_kept(back[dataset.test], dataset.inputs[dataset.test]))
    np.testing.assert_allclose(picture.spans[1], dataset.points[dataset.train].max(axis=0))
    assert {*picture.gallery.tolist()} <= {*dataset.test.tolist()}
    assert dataset.groups[picture.gallery[:6]].tolist() == [0, 1, 2, 0, 1, 2]


def test_a_gallery_without_groups_takes_the_first() -> None:
    """In their order."""
    dataset = mlp.load_dataset(replace(mlp.DATASETS["housing"].defaults, task="compression"))
    assert gallery_of(dataset, dataset.test)[:3].tolist() == dataset.test[:3].tolist()


def test_axes_stay_and_directions_do_not_flip() -> None:
    """From one moment to the next, while the points fit in."""
    snapshot = snapshot_of(mlp.as_compression(mlp.EXAMPLES["wine"], 4))
    first = compute_reconstruction(ReconstructionRequest(snapshot))
    moved = replace(snapshot, network=snapshot.network.with_parameters(snapshot.network.parameters * 1.01))
    second = compute_reconstruction(ReconstructionRequest(moved, None, first))
    assert second.ranges == first.ranges
    assert (np.einsum("ij,ij->i", first.plane.axes, second.plane.axes) > 0.9).all()
    place = np.array([[0.3, -0.2]])
    np.testing.assert_allclose(first.plane.project(first.code_at((0.3, -0.2))[np.newaxis]), place, atol=1e-12)


def test_weights_beyond_all_bounds_are_drawn_at_the_edge() -> None:
    """A run that diverged has a picture too, with finite places."""
    snapshot = snapshot_of(mlp.as_compression(mlp.EXAMPLES["iris"]))
    wild = replace(snapshot, network=snapshot.network.with_parameters(snapshot.network.parameters * 1e200))
    picture = compute_reconstruction(ReconstructionRequest(wild))
    assert np.isfinite(picture.points).all()
    assert np.isfinite(picture.ranges).all()


def test_gives_up_when_nobody_wants_it_any_more() -> None:
    """A newer request, or a closed dock, ends the computation."""
    snapshot = snapshot_of(mlp.as_compression(mlp.EXAMPLES["iris"]))
    with pytest.raises(mlp.Cancelled):
        compute_reconstruction(ReconstructionRequest(snapshot), lambda: True)
