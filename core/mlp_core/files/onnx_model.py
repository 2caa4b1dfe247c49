"""A trained network as an ONNX model: points as the user knows them go in, answers in the user's own units come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.network.activations import Sigmoid

if TYPE_CHECKING:
    import numpy.typing as npt
    from onnx import ModelProto

    from mlp_core.data.dataset import Dataset
    from mlp_core.data.features import Feature
    from mlp_core.network.activation import Activation
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]

_OPSET: Final = 17
_IR_VERSION: Final = 9
"""What runtimes of the last years understand."""


def onnx_model(network: Network, dataset: Dataset, title: str = "") -> ModelProto:
    """Write a network down in operators that every runtime has, in the network's own precision.

    Parameters
    ----------
    network : Network
        What answers.
    dataset : Dataset
        How points become inputs, and answers values.
    title : str
        Told in the model.

    Returns
    -------
    onnx.ModelProto
        From "points", shape (n, n_coordinates), to "answers", shape (n, n_outputs); checked.
    """
    import onnx
    from onnx import helper

    graph = _Graph(network.dtype)
    value = graph.inputs("points", dataset)
    for layer, activation in enumerate(network.activations, start=1):
        weights = graph.constant(f"W{layer}", network.weights[layer - 1])
        biases = graph.constant(f"b{layer}", network.biases[layer - 1])
        value = graph.activation(graph.node("Gemm", value, weights, biases, transB=1), activation)
    value_shift, value_scale = dataset.output_units
    if not dataset.is_classification and (value_shift.any() or (value_scale != 1.0).any()):
        scaled = graph.node("Mul", value, graph.constant("value_scale", value_scale))
        value = graph.node("Add", scaled, graph.constant("value_shift", value_shift))
    graph.node("Identity", value, output="answers")
    kind = helper.np_dtype_to_tensor_dtype(network.dtype)
    made = helper.make_graph(
        graph.nodes,
        "network",
        [helper.make_tensor_value_info("points", kind, ["n", dataset.n_coordinates])],
        [helper.make_tensor_value_info("answers", kind, ["n", network.n_outputs])],
        graph.constants,
        doc_string=f"{title}: answers points ({', '.join(dataset.point_names)})",
    )
    opset = [helper.make_opsetid("", _OPSET)]
    model = helper.make_model(made, opset_imports=opset, ir_version=_IR_VERSION, producer_name="MLP visualiser")
    onnx.checker.check_model(model, full_check=True)
    return model


class _Graph:
    """Nodes and constants as they are made, each result with a name of its own."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._dtype = dtype

    def node(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Add an operator; return the name of its result."""
        from onnx import helper

        output = output or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def constant(self, name: str, values: Array | npt.NDArray[np.int64]) -> str:
        """Add numbers, in the network's precision but for whole ones; return their name."""
        from onnx import numpy_helper

        array = np.asarray(values)
        array = array if array.dtype == np.int64 else array.astype(self._dtype)
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def number(self, value: float) -> str:
        """Add one number; return its name."""
        return self.constant(f"c{len(self.constants)}", np.array(value))

    def inputs(self, points: str, dataset: Dataset) -> str:
        """Add what makes inputs of points."""
        features = dataset.input_map.features
        if all(feature.is_coordinate for feature in features):
            columns = self.constant("columns", np.array([feature.inputs[0] for feature in features], np.int64))
            value = self.node("Gather", points, columns, axis=1)
        else:
            value = self.node("Concat", *(self._feature(points, feature) for feature in features), axis=1)
        if not dataset.input_map.is_normalised:
            return value
        shifted = self.node("Sub", value, self.constant("shift", dataset.input_map.shift))
        return self.node("Div", shifted, self.constant("scale", dataset.input_map.scale))

    def _feature(self, points: str, feature: Feature) -> str:
        columns = [
            self.node("Gather", points, self.constant(f"{feature.name}_{index}", np.array([index], np.int64)), axis=1)
            for index in feature.inputs
        ]
        if feature.is_coordinate:
            return columns[0]
        if feature.name.startswith("sin"):
            return self.node("Sin", columns[0])
        return self.node("Mul", columns[0], columns[-1])

    def activation(self, z: str, activation: Activation) -> str:
        """Add an activation, of operators that runtimes have in float64 too."""
        name = activation.name
        if name in _PLAIN:
            return self.node(_PLAIN[name], z) if _PLAIN[name] else z
        if isinstance(activation, Sigmoid):
            steep = z if activation.beta == 1.0 else self.node("Mul", z, self.number(activation.beta))
            return self.node("Sigmoid", steep)
        if name == "softmax":
            return self.node("Softmax", z, axis=1)
        if name == "leaky_relu":
            return self.node("Max", z, self.node("Mul", z, self.number(0.01)))
        if name == "elu":
            falling = self.node("Sub", self.node("Exp", self.node("Min", z, self.number(0.0))), self.number(1.0))
            return self.node("Add", self.node("Relu", z), falling)
        if name == "softplus":
            small = self.node("Exp", self.node("Neg", self.node("Abs", z)))
            return self.node("Add", self.node("Relu", z), self.node("Log", self.node("Add", small, self.number(1.0))))
        if name == "silu":
            return self.node("Mul", z, self.node("Sigmoid", z))
        return self._jump(z, name)

    def _jump(self, z: str, name: str) -> str:
        """Add a step: open at 0 for "step", closed for the others; from -1 for "sign"."""
        zero, one = self.number(0.0), self.number(1.0)
        if name == "step":
            return self.node("Where", self.node("Greater", z, zero), one, zero)
        low = self.number(-1.0) if name == "sign" else zero
        return self.node("Where", self.node("Less", z, zero), low, one)


_PLAIN: Final = {"identity": "", "tanh": "Tanh", "relu": "Relu", "sine": "Sin"}
"""Activations that are one operator; none for "identity"."""
