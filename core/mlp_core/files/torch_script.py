"""A trained network as a PyTorch module with its weights, in a script of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_core.files.script_parts import literal, plain
from mlp_core.network.activations import Sigmoid

if TYPE_CHECKING:
    from mlp_core.data.dataset import Dataset
    from mlp_core.data.features import InputMap
    from mlp_core.network.network import Network

_FORMULAS: Final = {
    "identity": "z",
    "sigmoid": "torch.sigmoid(z)",
    "tanh": "torch.tanh(z)",
    "relu": "torch.relu(z)",
    "leaky_relu": "nn.functional.leaky_relu(z, 0.01)",
    "elu": "nn.functional.elu(z)",
    "softplus": "torch.logaddexp(z, torch.zeros_like(z))",
    "silu": "nn.functional.silu(z)",
    "sine": "torch.sin(z)",
    "step": "torch.heaviside(z, torch.zeros((), dtype=z.dtype))",
    "step_inclusive": "torch.heaviside(z, torch.ones((), dtype=z.dtype))",
    "sign": "2 * torch.heaviside(z, torch.ones((), dtype=z.dtype)) - 1",
    "softmax": "torch.softmax(z, dim=1)",
}
_FEATURES: Final = {
    "x1_squared": "points[:, 0] ** 2",
    "x2_squared": "points[:, 1] ** 2",
    "x1_x2": "points[:, 0] * points[:, 1]",
    "sin_x1": "torch.sin(points[:, 0])",
    "sin_x2": "torch.sin(points[:, 1])",
}


def torch_script(network: Network, dataset: Dataset, title: str = "") -> str:
    """Write a network down as a `torch.nn.Module` that can be trained further.

    Its `forward` takes points as the user knows them, with features and normalisation inside, and gives answers in
    the user's own units. It computes in the network's dtype.

    Parameters
    ----------
    network : Network
        What answers.
    dataset : Dataset
        How points become inputs, and answers values.
    title : str
        For the first line.

    Returns
    -------
    str
        Python, with a class `Perceptron` and a function `load()` that gives it its weights.
    """
    shape = "-".join(str(size) for size in network.sizes)
    dtype = f"torch.{network.dtype.name}"
    sizes = list(zip(network.sizes, network.sizes[1:], strict=False))
    lines = [
        f'"""{plain(title) or "A network"}: a multilayer perceptron {shape} as a PyTorch module."""',
        "",
        "import torch",
        "from torch import nn",
        "",
        "",
        "class Perceptron(nn.Module):",
        f'    """Answers points ({plain(", ".join(dataset.point_names))})."""',
        "",
        "    def __init__(self):",
        "        super().__init__()",
        *(
            f"        self.layer{layer} = nn.Linear({before}, {after}, dtype={dtype})"
            for layer, (before, after) in enumerate(sizes, start=1)
        ),
        f'        self.register_buffer("shift", torch.tensor({literal(dataset.input_map.shift)}, dtype={dtype}))',
        f'        self.register_buffer("scale", torch.tensor({literal(dataset.input_map.scale)}, dtype={dtype}))',
        "",
        "    def forward(self, points):",
        f"        a = ({_inputs(dataset.input_map)} - self.shift) / self.scale",
    ]
    for layer, activation in enumerate(network.activations, start=1):
        formula = _FORMULAS[activation.name]
        if isinstance(activation, Sigmoid) and activation.beta != 1.0:
            formula = f"torch.sigmoid({activation.beta!r} * z)"
        lines += [f"        z = self.layer{layer}(a)", f"        a = {formula}"]
    if dataset.is_compression:
        lines.append("        a = a * self.scale + self.shift")
    elif not dataset.is_classification and (dataset.value_shift, dataset.value_scale) != (0.0, 1.0):
        lines.append(f"        a = a * {dataset.value_scale!r} + {dataset.value_shift!r}")
    lines += [
        "        return a",
        "",
        "",
        "def load():",
        '    """Return the network with its trained weights."""',
        "    network = Perceptron()",
        "    with torch.no_grad():",
    ]
    for layer in range(network.layer_count):
        for name, values in (("weight", network.weights[layer]), ("bias", network.biases[layer])):
            lines.append(f"        network.layer{layer + 1}.{name}[:] = torch.tensor({literal(values)}, dtype={dtype})")
    lines += [
        "    return network",
        "",
        "",
        'if __name__ == "__main__":',
        f"    print(load()(torch.tensor({literal(dataset.points[:4])}, dtype={dtype})))",
    ]
    return "\n".join(lines) + "\n"


def _inputs(input_map: InputMap) -> str:
    if all(feature.is_coordinate for feature in input_map.features):
        columns = [feature.inputs[0] for feature in input_map.features]
        return "points" if columns == list(range(input_map.n_coordinates)) else f"points[:, {columns}]"
    parts = [
        f"points[:, {feature.inputs[0]}]" if feature.is_coordinate else _FEATURES[feature.name]
        for feature in input_map.features
    ]
    return f"torch.stack([{', '.join(parts)}], dim=1)"
