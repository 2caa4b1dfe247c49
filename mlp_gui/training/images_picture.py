"""The pictures among the data, the first layer's weights as pictures, and which samples are taken for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_core.data.pictures import picture_shape, weight_pictures
from mlp_gui.state.images import ImagesPicture

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.watched_picture import MomentRequest

_LARGEST: Final = 1e150
"""Weights of a run that diverged are drawn as this."""


def compute_images(request: MomentRequest, _cancelled: Callable[[], bool] | None = None) -> ImagesPicture:
    """Answer every sample, and put points and weights into rows and columns.

    Parameters
    ----------
    request : MomentRequest
        Of data that are pictures.
    """
    snapshot = request.snapshot
    dataset, network = snapshot.dataset, snapshot.network
    shape = picture_shape(dataset.point_names)
    units = weight_pictures(network, dataset)
    if shape is None or units is None:
        raise mlp.ArgumentError("these data are no pictures.")
    low, high = float(dataset.points.min()), float(dataset.points.max())
    samples = (dataset.points - low) / ((high - low) or 1.0)
    largest = min(float(np.nanmax(np.abs(units))), _LARGEST)
    answers, wrong = np.empty(0, np.int64), np.empty(0, np.int64)
    part = "test" if len(dataset.test) else "train"
    if dataset.is_classification:
        threshold = mlp.decision_threshold(network.activation_names[-1], snapshot.experiment.training.loss)
        answers = mlp.decode_classes(network.predict(dataset.inputs), threshold)
        rows = dataset.test if len(dataset.test) else dataset.train
        wrong = rows[answers[rows] != dataset.labels[rows]]
    shares = np.clip(units, -largest, largest) / (largest or 1.0)
    return ImagesPicture(snapshot, samples.reshape(-1, *shape), shares, largest, answers, wrong, part)
