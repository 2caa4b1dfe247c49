"""Every number of one training step of a sigmoid network with squared error, by PyTorch's automatic differentiation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = mlp.Kind


class OneStep:
    """A step of plain gradient descent on the summed loss, computed a second way.

    Parameters
    ----------
    trace : mlp_core.Trace
        Only its network, its batch and its learning rate are taken; every other number is computed here.
    """

    def __init__(self, trace: mlp.Trace) -> None:
        network = trace.network
        self.inputs = torch.tensor(trace.inputs)
        self.targets = torch.tensor(trace.targets)
        self.weights = [torch.tensor(weights).requires_grad_() for weights in network.weights]
        self.biases = [torch.tensor(biases).requires_grad_() for biases in network.biases]
        self.rate = trace.config.learning_rate
        self.z: list[torch.Tensor] = []
        self.y: list[torch.Tensor] = []
        below = self.inputs
        for weights, biases in zip(self.weights, self.biases, strict=True):
            z = below @ weights.T + biases
            y = torch.sigmoid(z)
            z.retain_grad()
            y.retain_grad()
            self.z.append(z)
            self.y.append(y)
            below = y
        self.losses = 0.5 * (below - self.targets) ** 2
        self.losses.sum().backward()

    def value(self, quantity: mlp.Quantity) -> float:
        """Return the number that a quantity has to be."""
        k, i, j, s = quantity.layer, quantity.unit, quantity.input, quantity.sample
        with torch.no_grad():
            return float(torch.as_tensor(_VALUES[quantity.kind](self, k, i, j, s)).detach())

    def below(self, layer: int) -> torch.Tensor:
        """Return what a layer reads."""
        return self.y[layer - 1] if layer else self.inputs

    def delta(self, layer: int) -> torch.Tensor:
        """Return dL/dz of a layer; the summed loss makes it each sample's own."""
        gradient = self.z[layer].grad
        assert gradient is not None
        return gradient

    def error(self, layer: int) -> torch.Tensor:
        """Return dL/dy of a layer."""
        gradient = self.y[layer].grad
        assert gradient is not None
        return gradient

    def gradient(self, k: int, i: int, j: int, s: int) -> torch.Tensor:
        """Return the gradient of a weight, or of a bias with j -1; of one sample, or with s -1 of all."""
        if s >= 0:
            return self.delta(k)[s, i] * (self.below(k)[s, j] if j >= 0 else 1.0)
        gradient = self.weights[k].grad if j >= 0 else self.biases[k].grad
        assert gradient is not None
        return gradient[i, j] if j >= 0 else gradient[i]

    def parameter(self, k: int, i: int, j: int) -> torch.Tensor:
        """Return a weight, or a bias with j -1."""
        return self.weights[k][i, j] if j >= 0 else self.biases[k][i]


_VALUES: dict[mlp.Kind, Callable[[OneStep, int, int, int, int], object]] = {
    Kind.INPUT: lambda o, k, i, j, s: o.inputs[s, i],
    Kind.TARGET: lambda o, k, i, j, s: o.targets[s, i],
    Kind.WEIGHT: lambda o, k, i, j, s: o.weights[k][i, j],
    Kind.BIAS: lambda o, k, i, j, s: o.biases[k][i],
    Kind.PRODUCT: lambda o, k, i, j, s: o.weights[k][i, j] * o.below(k)[s, j] if j >= 0 else o.biases[k][i],
    Kind.PRE_ACTIVATION: lambda o, k, i, j, s: o.z[k][s, i],
    Kind.ACTIVATION: lambda o, k, i, j, s: o.y[k][s, i],
    Kind.LOSS: lambda o, k, i, j, s: o.losses[s].sum() if s >= 0 else o.losses.sum(),
    Kind.LOSS_SLOPE: lambda o, k, i, j, s: o.error(k)[s, i],
    Kind.ACTIVATION_SLOPE: lambda o, k, i, j, s: o.y[k][s, i] * (1 - o.y[k][s, i]),
    Kind.DELTA_PRODUCT: lambda o, k, i, j, s: o.weights[k][i, j] * o.delta(k)[s, i],
    Kind.DELTA_SUM: lambda o, k, i, j, s: o.error(k)[s, i],
    Kind.DELTA: lambda o, k, i, j, s: o.delta(k)[s, i],
    Kind.WEIGHT_GRADIENT: lambda o, k, i, j, s: o.gradient(k, i, j, s),
    Kind.BIAS_GRADIENT: lambda o, k, i, j, s: o.gradient(k, i, j, s),
    Kind.LEARNING_RATE: lambda o, k, i, j, s: o.rate,
    Kind.BATCH_SIZE: lambda o, k, i, j, s: len(o.inputs),
    Kind.CHANGE: lambda o, k, i, j, s: -o.rate * o.gradient(k, i, j, -1),
    Kind.PARAMETER_AFTER: lambda o, k, i, j, s: o.parameter(k, i, j) - o.rate * o.gradient(k, i, j, -1),
}
