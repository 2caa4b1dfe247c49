"""What a change in the window does to an experiment: functions from one experiment to the next."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_core.data.registry import DatasetKind

MAX_HIDDEN_LAYERS: Final = 8
MAX_UNITS: Final = 256
NEW_LAYER_SIZE: Final = 4

OWN_OPTIMIZER, OWN_RATE, OWN_BATCH, OWN_UNITS = "adam", 0.01, 32, 8
"""What is proposed for data of one's own: it trains on most, whatever an example before had."""
MANY_INPUTS: Final = 3
"""From so many inputs on a hidden layer is proposed where there are fewer units."""

_FITTING: Final = {
    "regression": ("identity", "squared_error"),
    "binary": ("sigmoid", "binary_cross_entropy"),
    "multi-class": ("softmax", "categorical_cross_entropy"),
}
_WITHOUT_SLOPE: Final = ("step", "step_inclusive", "sign")
_LEARNING_RULES: Final = ("perceptron", "delta")


def change_data(experiment: mlp.Experiment, **fields: object) -> mlp.Experiment:
    """Replace fields of the data; weights given by hand go where they no longer fit.

    What was erased or moved by hand is forgotten where other points are drawn; what was added stays.
    """
    painted = experiment.data.painted
    if painted is not None and "seed" in fields and "painted" not in fields:
        left = painted.of_other_points()
        fields |= {"painted": None if left.is_empty else left}
    return _drop_misfitting_weights(experiment.with_data(**fields))


def is_same_run(before: mlp.Experiment, after: mlp.Experiment) -> bool:
    """Tell whether a run goes on as another one: how it is trained, when it stops, what was painted may differ."""
    return followed(after, before) == replace(before, title=after.title, stopping=after.stopping)


def followed(experiment: mlp.Experiment, moment: mlp.Experiment) -> mlp.Experiment:
    """Return an experiment with the training settings and the painted points of a moment of its run."""
    data = replace(experiment.data, painted=moment.data.painted)
    return replace(experiment, training=moment.training, data=data)


def change_network(experiment: mlp.Experiment, **fields: object) -> mlp.Experiment:
    """Replace fields of the network; weights given by hand go unless only the functions change."""
    if "weights" not in fields and {"initializer", "seed"} & fields.keys():
        fields |= {"weights": None, "biases": None}
    return _drop_misfitting_weights(experiment.with_network(**fields))


def add_layer(experiment: mlp.Experiment, position: int) -> mlp.Experiment:
    """Put a hidden layer before the hidden layer `position`, of its neighbour's size and activation.

    Raises
    ------
    mlp_core.ArgumentError
        If there are `MAX_HIDDEN_LAYERS` already, or `position` is none.
    """
    sizes, activations = _layers(experiment)
    if len(sizes) >= MAX_HIDDEN_LAYERS:
        raise mlp.ArgumentError(f"A network here has at most {MAX_HIDDEN_LAYERS} hidden layers.")
    if not 0 <= position <= len(sizes):
        raise mlp.ArgumentError(f"There is no place {position} for a layer among {len(sizes)} hidden layers.")
    neighbour = max(0, position - 1)
    sizes.insert(position, sizes[neighbour] if sizes else NEW_LAYER_SIZE)
    activations.insert(position, activations[neighbour] if activations else "tanh")
    return _with_layers(experiment, sizes, activations)


def remove_layer(experiment: mlp.Experiment, position: int) -> mlp.Experiment:
    """Take the hidden layer `position` away.

    Raises
    ------
    mlp_core.ArgumentError
        If there is no such layer.
    """
    sizes, activations = _layers(experiment)
    _check_position(position, sizes)
    del sizes[position], activations[position]
    return _with_layers(experiment, sizes, activations)


def resize_layer(experiment: mlp.Experiment, position: int, size: int) -> mlp.Experiment:
    """Give the hidden layer `position` `size` units.

    Raises
    ------
    mlp_core.ArgumentError
        If there is no such layer.
    """
    sizes, activations = _layers(experiment)
    _check_position(position, sizes)
    sizes[position] = size
    return _with_layers(experiment, sizes, activations)


def change_layer_activation(experiment: mlp.Experiment, position: int, name: str) -> mlp.Experiment:
    """Give the hidden layer `position` the activation `name`.

    Raises
    ------
    mlp_core.ArgumentError
        If there is no such layer.
    """
    sizes, activations = _layers(experiment)
    _check_position(position, sizes)
    activations[position] = name
    return _with_layers(experiment, sizes, activations)


def switch_feature(experiment: mlp.Experiment, name: str, on: bool) -> mlp.Experiment:
    """Switch one input feature of the data on or off; the features keep the order in which these offer them.

    Raises
    ------
    mlp_core.ArgumentError
        If there is no such feature, or it is the last one on.
    """
    offered = mlp.kind_of(experiment.data).features
    if name not in offered:
        raise mlp.ArgumentError(f"There is no input feature {name!r}.")
    chosen = {*experiment.data.features, name} if on else {*experiment.data.features} - {name}
    if not chosen:
        raise mlp.ArgumentError(f"{offered[name].title} stays on: a network needs at least one input.")
    return change_data(experiment, features=tuple(feature for feature in offered if feature in chosen))


def feature_title(experiment: mlp.Experiment, name: str) -> str:
    """Return what a menu calls an input feature: "sin x₁"; its name where there is no such feature."""
    feature = mlp.kind_of(experiment.data).features.get(name)
    return name if feature is None else feature.label.replace("𝑥", "x")


def choose_dataset(experiment: mlp.Experiment, name: str) -> mlp.Experiment:
    """Take the dataset `name` with its defaults, and an output and a loss that fit its task.

    The features stay where the new dataset offers the same; output and loss stay where the kind of task does.

    Raises
    ------
    mlp_core.ArgumentError
        If there is no such dataset.
    """
    if name not in mlp.DATASETS:
        raise mlp.ArgumentError(f"There is no dataset {name!r}.")
    return _with_other_data(experiment, mlp.DATASETS[name].defaults)


def choose_table(experiment: mlp.Experiment, table: mlp.TableData) -> mlp.Experiment:
    """Learn from a table of one's own as `choose_dataset` does from another dataset."""
    return _with_other_data(experiment, mlp.table_config(table))


def propose_training(experiment: mlp.Experiment) -> mlp.Experiment:
    """Train by Adam in batches, and give many inputs a hidden layer, unless there is one; its activations have slopes.

    Adam with a smaller rate, larger batches and larger layers stay, and so does whatever a compression has.
    """
    before, kind = experiment.training, task_kind(experiment)
    rate = min(before.learning_rate, OWN_RATE) if before.optimizer == OWN_OPTIMIZER else OWN_RATE
    batch = max(before.batch_size, OWN_BATCH)
    changed = experiment.with_training(optimizer=OWN_OPTIMIZER, learning_rate=rate, batch_size=batch)
    if kind == "compression":
        return changed
    network, (output, loss) = changed.network, _FITTING[kind]
    if network.output_activation in _WITHOUT_SLOPE:
        changed = changed.with_network(output_activation=output).with_training(loss=loss)
    activations = tuple("tanh" if each in _WITHOUT_SLOPE else each for each in network.hidden_activations)
    sizes = network.hidden_sizes
    if len(changed.data.features) >= MANY_INPUTS and max(sizes, default=0) < OWN_UNITS:
        sizes, activations = (OWN_UNITS,), ("tanh",)
    return _drop_misfitting_weights(changed.with_network(hidden_sizes=sizes, hidden_activations=activations))


def _with_other_data(experiment: mlp.Experiment, data: mlp.DataConfig) -> mlp.Experiment:
    new = mlp.kind_of(data)
    if _kind_or_none(experiment) is not None and mlp.kind_of(experiment.data).features == new.features:
        data = replace(data, features=experiment.data.features)
    changed = replace(experiment, data=data)
    if task_kind(changed) != task_kind(experiment):
        changed = _with_fitting_output(changed)
    return _drop_misfitting_weights(replace(changed, title=new.title))


def choose_task(experiment: mlp.Experiment, task: str) -> mlp.Experiment:
    """Learn what the data ask for (""), or to give their inputs back ("compression"); output and loss come along.

    A compression gets a network with a bottleneck, unless it has one, and Adam; on the way back these stay.

    Raises
    ------
    mlp_core.ArgumentError
        If there is no such task for these data.
    """
    changed = experiment.with_data(task=task)
    mlp.kind_of(changed.data)  # refuses what these data do not allow
    return _drop_misfitting_weights(_with_fitting_output(changed))


def _with_fitting_output(experiment: mlp.Experiment) -> mlp.Experiment:
    """Take an output, a loss and an optimizer that fit the task; for a compression hidden layers too."""
    kind = task_kind(experiment)
    rule = experiment.training.optimizer
    optimizer = "sgd" if rule in _LEARNING_RULES and kind != "binary" else rule
    changed = experiment.with_training(optimizer=optimizer)
    if kind == "compression":
        return mlp.as_compression(changed)
    output, loss = _FITTING[kind]
    return changed.with_network(output_activation=output).with_training(loss=loss)


def with_pair(experiment: mlp.Experiment, pair: mlp.OddPair) -> mlp.Experiment:
    """Take the output activation and the loss that are proposed instead of an odd pair."""
    return experiment.with_network(output_activation=pair.output).with_training(loss=pair.loss)


def task_kind(experiment: mlp.Experiment) -> str:
    """Return "regression", "compression", "binary" or "multi-class"; "" where the dataset is unknown."""
    entry = _kind_or_none(experiment)
    if entry is None:
        return ""
    if entry.task != "classification":
        return entry.task
    return "binary" if entry.n_classes <= 2 else "multi-class"


def output_count(experiment: mlp.Experiment) -> int:
    """Return the number of output units that the data ask for."""
    return mlp.kind_of(experiment.data).n_outputs


def _kind_or_none(experiment: mlp.Experiment) -> DatasetKind | None:
    try:
        return mlp.kind_of(experiment.data)
    except mlp.ArgumentError:
        return None


def _layers(experiment: mlp.Experiment) -> tuple[list[int], list[str]]:
    return list(experiment.network.hidden_sizes), list(experiment.network.hidden_activations)


def _check_position(position: int, sizes: Sequence[int]) -> None:
    if not 0 <= position < len(sizes):
        raise mlp.ArgumentError(f"There is no hidden layer {position + 1}; the network has {len(sizes)}.")


def _with_layers(experiment: mlp.Experiment, sizes: Sequence[int], activations: Sequence[str]) -> mlp.Experiment:
    return change_network(experiment, hidden_sizes=tuple(sizes), hidden_activations=tuple(activations))


def _drop_misfitting_weights(experiment: mlp.Experiment) -> mlp.Experiment:
    """Let the initializer decide where weights given by hand no longer have the network's shape."""
    network = experiment.network
    if network.weights is None or _kind_or_none(experiment) is None:
        return experiment
    sizes = (len(experiment.data.features), *network.hidden_sizes, output_count(experiment))
    given = [(len(rows), len(rows[0])) for rows in network.weights]
    wanted = [(after, before) for before, after in pairwise(sizes)]
    return experiment if given == wanted else experiment.with_network(weights=None, biases=None)
