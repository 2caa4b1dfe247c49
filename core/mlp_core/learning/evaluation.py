"""How good a network is on each part of its data: one forward pass over all of it, with buffers made once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.encoding import decode_classes
from mlp_core.learning.metrics import r2, variance_kept
from mlp_core.learning.plan import ForwardBuffers
from mlp_core.network.calls import CallList

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.losses import Loss
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]

_CHUNK_NUMBERS = 1 << 20
_SCORES = {"R2": r2, "variance kept": variance_kept}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Loss and metric of each part at one moment.

    Attributes
    ----------
    losses, metrics : tuple of float
        Of the training, validation and test part; nan where there is no such part. The loss is the mean over the
        samples, without penalty.
    penalty : float
        What the l1 and l2 penalties add to the training loss.
    metric_name : str
        "accuracy", "R2" or "variance kept".
    """

    losses: tuple[float, float, float]
    metrics: tuple[float, float, float]
    penalty: float
    metric_name: str


class LossPlan:
    """Computes outputs and per-sample losses of fixed samples, chunk by chunk, with nothing allocated but the result.

    Parameters
    ----------
    network : Network
        Read at each run.
    loss : Loss
        Of each sample; from the logits where it can be.
    inputs : ndarray, shape (n_samples, n_inputs + 1)
        Samples with a last column of ones.
    targets : ndarray, shape (n_samples, n_outputs)
        What is right.
    """

    def __init__(self, network: Network, loss: Loss, inputs: Array, targets: Array) -> None:
        self._loss, self._activation = loss, network.activations[-1]
        self._fused = loss.fuses_with(self._activation)
        self._targets = targets.T
        self._last = network.layer_count - 1
        self._calls = CallList(network.dtype)
        n_samples = len(inputs)
        chunk = max(256, _CHUNK_NUMBERS // network.unit_count)
        sizes = {min(chunk, n_samples), n_samples % chunk or chunk}
        buffers = {
            size: ForwardBuffers(network.layout, network.activations, network.parameters, size, keep_logits=self._fused)
            for size in sizes
        }
        if n_samples <= chunk:
            # One pass holds them all: the answers stay where they are computed.
            whole = buffers[n_samples]
            self._record(whole, inputs)
            self.outputs, self._sums = whole.activation_of(self._last), whole.sum_of(self._last)
            return
        self.outputs = np.empty((network.n_outputs, n_samples), network.dtype)
        self._sums = np.empty_like(self.outputs) if self._fused else self.outputs
        for start in range(0, n_samples, chunk):
            rows = inputs[start : start + chunk]
            part = buffers[len(rows)]
            self._record(part, rows)
            for whole_rows, view in (
                (self.outputs, part.activation_of(self._last)),
                (self._sums, part.sum_of(self._last)),
            ):
                self._calls(np.copyto, whole_rows[:, start : start + len(rows)], view)

    def run(self) -> Array:
        """Compute `outputs`, shape (n_outputs, n_samples), and return the losses, shape (n_samples,)."""
        self._calls.run()
        if self._fused:
            return self._loss.values_from_logits(self._sums, self._targets, self._activation)
        return self._loss.values(self.outputs, self._targets)

    def _record(self, buffers: ForwardBuffers, rows: Array) -> None:
        # Units by rows, like all that follows: the product takes half the time on small networks.
        buffers.record_first(np.asfortranarray(rows), self._calls)
        buffers.record_rest(self._calls)


class Evaluator:
    """Evaluates a network on the parts of its data.

    Parameters
    ----------
    network : Network
        Read at each evaluation.
    loss : Loss
        Of each sample.
    parts : tuple of (ndarray, ndarray)
        Inputs with a last column of ones, and targets, of the training, validation and test part.
    metric_name : str
        "accuracy", "R2" or "variance kept".
    threshold : float
        Between the two classes of a single output.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        parts: tuple[tuple[Array, Array], ...],
        metric_name: str,
        threshold: float,
    ) -> None:
        self.metric_name = metric_name
        self._threshold = threshold
        inputs = np.concatenate([part[0] for part in parts])
        targets = np.concatenate([part[1] for part in parts])
        self._plan = LossPlan(network, loss, inputs, targets)
        self._targets = targets
        self._classes = decode_classes(targets, threshold)
        ends = np.cumsum([len(part[0]) for part in parts]).tolist()
        self._parts = [slice(end - len(part[0]), end) for end, part in zip(ends, parts, strict=True)]

    def run(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return the mean losses and the metrics of the parts; nan where there is no such part."""
        # Summed in double precision: a float32 sum over many samples loses digits.
        losses = self._plan.run().astype(np.float64, copy=False)
        outputs = self._plan.outputs.T
        score = _SCORES.get(self.metric_name)
        if score is not None:
            metrics = [score(outputs[part], self._targets[part]) for part in self._parts]
        else:
            right = decode_classes(outputs, self._threshold) == self._classes
            metrics = [_mean(right, part) for part in self._parts]
        return tuple([_mean(losses, part) for part in self._parts]), tuple(metrics)


def _mean(values: npt.NDArray[Any], part: slice) -> float:
    """Return the mean of a part; nan of nothing. Several times faster on short arrays than their own method."""
    size = part.stop - part.start
    return float(np.add.reduce(values[part]) / size) if size else math.nan
