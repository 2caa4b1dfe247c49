"""What the canvas shows, in words and counts: inputs with their names, layers with their functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_core import unit_letters
from mlp_core.data.features import MOST_IN_FORMULAS
from mlp_core.data.pictures import picture_shape

if TYPE_CHECKING:
    from mlp_core.data.features import Feature
    from mlp_gui.state.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class InputItem:
    """One input of the network, or a feature that could be one.

    Attributes
    ----------
    name : str
        Key in `mlp_core.FEATURES`, or the name that the data gives.
    label : str
        What is set beside the tile.
    index : int
        Place among the network's inputs; -1 while it is off.
    is_feature : bool
        Whether it can be switched on and off.
    title, summary : str
        Plain text, and a sentence for a tool-tip.
    """

    name: str
    label: str
    index: int
    is_feature: bool
    title: str = ""
    summary: str = ""

    @property
    def on(self) -> bool:
        """Whether the network reads it."""
        return self.index >= 0


@dataclass(frozen=True, slots=True)
class LayerItem:
    """One layer of units.

    Attributes
    ----------
    title : str
        "Hidden 1", "Output".
    activation : str
        Key in `mlp_core.ACTIVATIONS`.
    size : int
        Number of units.
    hidden : bool
        Whether the user decides about it; the output layer follows from the data.
    unit_names : tuple of str
        What each unit stands for: the classes, for an output unit each, or the inputs that a compression gives back;
        empty where units have numbers only.
    names_classes : bool
        Whether the names are those of classes, which have colours.
    letters : tuple of str
        What each unit is called by itself, "P" or "p₁"; empty where units are called by their places.
    """

    title: str
    activation: str
    size: int
    hidden: bool
    unit_names: tuple[str, ...] = ()
    names_classes: bool = True
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """Columns of the picture, from left to right: the inputs, then the layers."""

    inputs: tuple[InputItem, ...]
    layers: tuple[LayerItem, ...]

    @property
    def column_sizes(self) -> tuple[int, ...]:
        """Rows of each column before pooling; inputs that are off count."""
        return (len(self.inputs), *(layer.size for layer in self.layers))

    @property
    def network_sizes(self) -> tuple[int, ...]:
        """Sizes as `Network.sizes` has them."""
        return (self.inputs_on, *(layer.size for layer in self.layers))

    @property
    def inputs_on(self) -> int:
        """How many inputs the network reads."""
        return sum(item.on for item in self.inputs)

    @property
    def picture(self) -> tuple[int, int] | None:
        """Rows and columns of the picture whose pixels the inputs are; None where they are no such."""
        return picture_shape(tuple(item.title for item in self.inputs))

    def column_title(self, column: int) -> str:
        """Return "Inputs", "Hidden 1", "Output"."""
        return "Inputs" if column == 0 else self.layers[column - 1].title

    def unit_title(self, layer: int, unit: int) -> str:
        """Return "Hidden 2, unit 1", counted from 1; "Output, class 2" of several classes; a single one is "Output".

        Units that have letters of their own are called by them: "Unit P".
        """
        item = self.layers[layer]
        if item.letters:
            return f"Unit {item.letters[unit]}"
        if item.unit_names:
            return f"{item.title}, {item.unit_names[unit]}"
        return item.title if item.size == 1 and not item.hidden else f"{item.title}, unit {unit + 1}"

    def source_title(self, layer: int, source: int) -> str:
        """Name where a weight of `layer` comes from: an input's label or a unit of the layer before."""
        if layer > 0:
            return self.unit_title(layer - 1, source)
        return next((item.label for item in self.inputs if item.index == source), f"input {source + 1}")


def of_experiment(experiment: mlp.Experiment) -> Structure:
    """Describe the network that `experiment` will build."""
    entry = mlp.kind_of(experiment.data)
    network = experiment.network
    is_compression = entry.task == "compression"
    outputs = tuple(entry.features[name].label for name in experiment.data.features) if is_compression else ()
    sizes = (len(experiment.data.features), *network.hidden_sizes, entry.n_outputs)
    return Structure(
        _inputs(experiment.data.features, entry.features, entry.n_inputs),
        _layers(
            sizes[1:],
            (*network.hidden_activations, network.output_activation),
            outputs or entry.class_names,
            unit_letters(sizes, network.unit_names),
            names_classes=not is_compression,
        ),
    )


def of_snapshot(snapshot: Snapshot) -> Structure:
    """Describe the network of `snapshot`, whatever its data are."""
    network, dataset = snapshot.network, snapshot.dataset
    inputs = _inputs(dataset.input_names, dataset.features, dataset.n_coordinates)
    names, is_compression = dataset.output_names, dataset.is_compression
    letters = unit_letters(network.sizes, network.unit_names)
    layers = _layers(network.sizes[1:], network.activation_names, names, letters, names_classes=not is_compression)
    return Structure(inputs, layers)


def _inputs(on: tuple[str, ...], offered: dict[str, Feature], n_coordinates: int) -> tuple[InputItem, ...]:
    """Return an item for each feature of one or two coordinates; of more coordinates, for those that are on."""
    are_features = n_coordinates <= MOST_IN_FORMULAS
    items = []
    for name in offered if are_features else on:
        feature = offered[name]
        place = on.index(name) if name in on else -1
        items.append(InputItem(name, feature.label, place, are_features, feature.title, feature.summary))
    return tuple(items)


def _layers(
    sizes: tuple[int, ...],
    activations: tuple[str, ...],
    output_names: tuple[str, ...],
    letters: tuple[tuple[str, ...], ...],
    *,
    names_classes: bool,
) -> tuple[LayerItem, ...]:
    called = letters or ((),) * len(sizes)
    hidden = zip(sizes[:-1], activations[:-1], called[:-1], strict=True)
    items = [
        LayerItem(f"Hidden {index}", name, size, True, letters=own)
        for index, (size, name, own) in enumerate(hidden, start=1)
    ]
    has_unit_a_name = sizes[-1] > 1 and len(output_names) == sizes[-1]
    names = output_names if has_unit_a_name else ()
    output = LayerItem("Output", activations[-1], sizes[-1], False, names, names_classes, called[-1])
    return (*items, output)
