"""PyTorch's copy of one of our networks: the same weights, its own mathematics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp


def _activate(name: str, z: Any) -> Any:
    import torch

    if name == "identity":
        return z
    if name == "sine":
        return torch.sin(z)
    if name == "softmax":
        return torch.softmax(z, dim=1)
    return getattr(torch.nn.functional, name)(z)


def _loss_terms(name: str, y: Any, t: Any) -> Any:
    import torch

    if name == "squared_error":
        return (y - t) ** 2 / 2
    if name == "absolute_error":
        return (y - t).abs()
    if name == "hinge":
        return torch.relu(1 - t * y)
    if name == "perceptron":
        return torch.relu(-t * y)
    if name == "binary_cross_entropy":
        return -(t * y.log() + (1 - t) * (1 - y).log())
    return -(t * y.log())


class TorchNetwork:
    """A network of PyTorch tensors that starts from another network's weights.

    Parameters
    ----------
    network : mlp_core.Network
        Read once, never changed.
    """

    def __init__(self, network: mlp.Network) -> None:
        import torch

        self.network = network
        self.weights = [torch.tensor(weight, requires_grad=True) for weight in network.weights]
        self.biases = [torch.tensor(bias, requires_grad=True) for bias in network.biases]

    def outputs(self, inputs: np.ndarray) -> Any:
        """Return the outputs, shape (n_samples, n_outputs)."""
        import torch

        values = torch.as_tensor(inputs)
        for weight, bias, name in zip(self.weights, self.biases, self.network.activation_names, strict=True):
            values = _activate(name, values @ weight.T + bias)
        return values

    def loss(
        self,
        inputs: np.ndarray,
        targets: np.ndarray,
        loss: str,
        *,
        l1: float = 0.0,
        l2: float = 0.0,
        reduction: str = "mean",
    ) -> Any:
        """Return the loss with its penalties, from the formulas of the hand-outs."""
        import torch

        y, t = self.outputs(inputs), torch.as_tensor(targets)
        terms = _loss_terms(loss, y, t)
        total = terms.sum() if reduction == "sum" else terms.sum() / len(inputs)
        for weight in self.weights:
            total = total + l1 * weight.abs().sum() + l2 * (weight**2).sum() / 2
        return total

    def flat_gradient(self) -> np.ndarray:
        """Return the gradients of the last backward pass, laid out like our parameters."""
        return self._flat([tensor.grad for tensor in self.weights], [tensor.grad for tensor in self.biases])

    def flat_parameters(self) -> np.ndarray:
        """Return the present parameters, laid out like ours."""
        return self._flat(self.weights, self.biases)

    def _flat(self, weights: list[Any], biases: list[Any]) -> np.ndarray:
        flat = self.network.parameters.copy()
        for views, tensors in zip(self.network.unflatten(flat), (weights, biases), strict=True):
            for view, tensor in zip(views, tensors, strict=True):
                view[...] = tensor.detach().numpy()
        return flat


@pytest.fixture
def torch_network() -> type[TorchNetwork]:
    """PyTorch's copy of a network, as a class to call."""
    pytest.importorskip("torch")
    return TorchNetwork
