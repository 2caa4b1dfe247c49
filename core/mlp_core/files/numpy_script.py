"""A trained network as a Python script that needs NumPy alone: what it reads, computes and answers, line by line."""

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
    "sigmoid": "1.0 / (1.0 + np.exp(-z))",
    "tanh": "np.tanh(z)",
    "relu": "np.maximum(z, 0.0)",
    "leaky_relu": "np.maximum(z, 0.01 * z)",
    "elu": "np.maximum(z, 0.0) + np.expm1(np.minimum(z, 0.0))",
    "softplus": "np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))",
    "silu": "z / (1.0 + np.exp(-z))",
    "sine": "np.sin(z)",
    "step": "np.heaviside(z, 0.0)",
    "step_inclusive": "np.heaviside(z, 1.0)",
    "sign": "2.0 * np.heaviside(z, 1.0) - 1.0",
    "softmax": "softmax(z)",
}
_SOFTMAX: Final = (
    "",
    "def softmax(z):",
    '    """Return probabilities that sum to 1 in each row."""',
    "    e = np.exp(z - z.max(axis=1, keepdims=True))",
    "    return e / e.sum(axis=1, keepdims=True)",
    "",
)
_FEATURES: Final = {
    "x1_squared": "points[:, 0] ** 2",
    "x2_squared": "points[:, 1] ** 2",
    "x1_x2": "points[:, 0] * points[:, 1]",
    "sin_x1": "np.sin(points[:, 0])",
    "sin_x2": "np.sin(points[:, 1])",
}


def numpy_script(network: Network, dataset: Dataset, title: str = "") -> str:
    """Write a network down as a script.

    Its `predict(points)` takes points as the user knows them, with features and normalisation inside, and gives
    answers in the user's own units. Run as a program it answers the first samples of the data.

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
        Python, with all numbers to the last bit.
    """
    shape = "-".join(str(size) for size in network.sizes)
    names = ", ".join(dataset.point_names)
    lines = [
        f'"""{plain(title) or "A network"}: a multilayer perceptron {shape}. Needs NumPy alone."""',
        "",
        "import numpy as np",
        "",
    ]
    for layer in range(network.layer_count):
        lines += [
            f"# Layer {layer + 1}: one row per unit.",
            f"W{layer + 1} = np.array({literal(network.weights[layer])})",
            f"b{layer + 1} = np.array({literal(network.biases[layer])})",
            "",
        ]
    if network.activation_names[-1] == "softmax":
        lines += _SOFTMAX
    lines += ["", "def inputs_of(points):", f'    """Return what the network reads of points ({plain(names)})."""']
    lines += [f"    {line}" for line in _input_lines(dataset.input_map)]
    lines += ["", "", "def predict(points):"]
    lines.append('    """Return the answers to points, shape (n_points, n_outputs)."""')
    lines.append("    a = inputs_of(np.asarray(points, dtype=float))")
    lines += [f"    {line}" for line in (*_layer_lines(network), *_value_lines(dataset))]
    lines += ["    return a", "", "", 'if __name__ == "__main__":']
    lines.append(f"    print(predict({literal(dataset.points[:4])}))")
    return "\n".join(lines) + "\n"


def _input_lines(input_map: InputMap) -> list[str]:
    if all(feature.is_coordinate for feature in input_map.features):
        columns = [feature.inputs[0] for feature in input_map.features]
        everything = columns == list(range(input_map.n_coordinates))
        lines = ["inputs = points" if everything else f"inputs = points[:, {columns}]"]
    else:
        parts = [
            f"points[:, {feature.inputs[0]}]" if feature.is_coordinate else _FEATURES[feature.name]
            for feature in input_map.features
        ]
        lines = [f"inputs = np.column_stack([{', '.join(parts)}])"]
    if not input_map.is_normalised:
        return [*lines, "return inputs"]
    # Divided as the program does it, so that the last bit is the same.
    return [
        *lines,
        f"shift = np.array({literal(input_map.shift)})",
        f"scale = np.array({literal(input_map.scale)})",
        "return (inputs - shift) / scale",
    ]


def _layer_lines(network: Network) -> list[str]:
    lines = []
    for layer, activation in enumerate(network.activations):
        formula = _FORMULAS[activation.name]
        if isinstance(activation, Sigmoid) and activation.beta != 1.0:
            formula = f"1.0 / (1.0 + np.exp(-{activation.beta!r} * z))"
        lines.append(f"z = a @ W{layer + 1}.T + b{layer + 1}")
        lines.append("a = z" if formula == "z" else f"a = {formula}")
    return ['with np.errstate(over="ignore"):', *(f"    {line}" for line in lines)]


def _value_lines(dataset: Dataset) -> list[str]:
    if dataset.is_compression and dataset.input_map.is_normalised:
        shift, scale = (f"np.array({literal(each)})" for each in dataset.output_units)
        return [f"a = a * {scale} + {shift}"]
    if dataset.is_classification or (dataset.value_shift, dataset.value_scale) == (0.0, 1.0):
        return []
    return [f"a = a * {dataset.value_scale!r} + {dataset.value_shift!r}"]
