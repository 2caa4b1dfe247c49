"""An experiment: everything that decides a run, frozen, so that the same experiment is always the same run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mlp_core.data.loading import load_dataset
from mlp_core.learning.config import TrainingConfig
from mlp_core.learning.stopping import StoppingConfig
from mlp_core.learning.trainer import Trainer
from mlp_core.network.network import Network

if TYPE_CHECKING:
    from mlp_core.data.dataset import Dataset
    from mlp_core.data.painting import Painting
    from mlp_core.data.tables.table_data import TableData


@dataclass(frozen=True, slots=True)
class DataConfig:
    """Which points are learned, and how they reach the network.

    Attributes
    ----------
    name : str
        A name of `mlp_core.DATASETS`, or "table".
    n_samples : int
        Points in all (gates may round it to a multiple of their corners); of a table, so many of its rows.
    noise : float
        Standard deviation of the noise that moves points, in units of x1 and x2.
    train_share, validation_share : float
        Shares of the points in the training and validation parts; the rest is the test part.
    seed : int
        Seed of the points and of their split.
    features : tuple of str
        Names of the features that are on, in the order in which the network reads them: of `mlp_core.FEATURES`, or
        "x1", "x2", "x3" and so on for the coordinates of data that have more.
    normalisation : str
        "none", "z_score" or "min_max"; its statistics come from the training part alone.
    painted : Painting or None
        What a user painted on top of the points, or in their place; painted points train.
    table : TableData or None
        The user's own data, where `name` is "table".
    task : str
        "" for what the data ask for, or "compression" to give their inputs back.
    """

    name: str = "xor"
    n_samples: int = 4
    noise: float = 0.0
    train_share: float = 1.0
    validation_share: float = 0.0
    seed: int = 1
    features: tuple[str, ...] = ("x1", "x2")
    normalisation: str = "none"
    painted: Painting | None = None
    table: TableData | None = None
    task: str = ""


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """The network's shape, functions and first weights.

    Attributes
    ----------
    hidden_sizes : tuple of int
        Units of each hidden layer; empty for none.
    hidden_activations : tuple of str
        One name per hidden layer.
    output_activation : str
        Activation of the output layer.
    initializer : str
        A name of `mlp_core.INITIALIZERS`.
    seed : int
        Seed of the initial weights.
    dtype : str
        "float64" or "float32".
    weights, biases : tuple of tuples of float, or None
        First weights given by hand, per layer: `weights[k][unit][input]`, `biases[k][unit]`.
        Where given, `initializer` and `seed` are not used.
    unit_names : tuple of tuples of str
        Letters of the units, layer by layer, as a hand-out has them: (("p1", "p2"), ("o",)). A network that they do not
        fit goes without.
    """

    hidden_sizes: tuple[int, ...] = (2,)
    hidden_activations: tuple[str, ...] = ("tanh",)
    output_activation: str = "sigmoid"
    initializer: str = "xavier_uniform"
    seed: int = 1
    dtype: str = "float64"
    weights: tuple[tuple[tuple[float, ...], ...], ...] | None = None
    biases: tuple[tuple[float, ...], ...] | None = None
    unit_names: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Experiment:
    """Data, network and training with their three seeds: one run, described.

    The number of inputs follows from the features and the number of outputs from the data, so that an
    experiment cannot contradict itself.

    Attributes
    ----------
    title : str
        What the user calls it, e.g. "XOR".
    data : DataConfig
        What it learns from.
    network : NetworkConfig
        What learns.
    training : TrainingConfig
        How it learns.
    batch_seed : int
        Seed of the order of the batches.
    stopping : StoppingConfig
        What ends the training by itself; it changes nothing of how it learns.
    """

    title: str = "XOR"
    data: DataConfig = field(default_factory=DataConfig)
    network: NetworkConfig = field(default_factory=NetworkConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    batch_seed: int = 1
    stopping: StoppingConfig = field(default_factory=StoppingConfig)

    def with_data(self, **changes: object) -> Experiment:
        """Return a copy with fields of `data` replaced."""
        return replace(self, data=replace(self.data, **changes))  # type: ignore[arg-type]

    def with_network(self, **changes: object) -> Experiment:
        """Return a copy with fields of `network` replaced."""
        return replace(self, network=replace(self.network, **changes))  # type: ignore[arg-type]

    def with_training(self, **changes: object) -> Experiment:
        """Return a copy with fields of `training` replaced."""
        return replace(self, training=replace(self.training, **changes))  # type: ignore[arg-type]

    def build(self) -> tuple[Dataset, Network, Trainer]:
        """Make the dataset, the network with its first weights, and a trainer at epoch 0.

        Raises
        ------
        mlp_core.ArgumentError
            If a field names something unknown or lies outside its range; the message names the field.
        """
        dataset = load_dataset(self.data)
        sizes = (dataset.n_inputs, *self.network.hidden_sizes, dataset.n_outputs)
        network = Network(
            sizes,
            hidden=self.network.hidden_activations,
            output=self.network.output_activation,
            initializer=self.network.initializer,
            rng=self.network.seed,
            dtype=self.network.dtype,
        )
        if self.network.weights is not None and self.network.biases is not None:
            network.set_weights(self.network.weights, self.network.biases)
        network.unit_names = self.network.unit_names
        return dataset, network, Trainer(network, dataset, self.training, rng=self.batch_seed)
