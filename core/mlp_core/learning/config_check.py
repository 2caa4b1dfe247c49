"""The edge where training settings are checked, once, before anything is built on them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError, ShapeError
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.learning.schedules import SCHEDULES
from mlp_core.network.losses import LOSSES

if TYPE_CHECKING:
    from collections.abc import Collection

    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.network import Network


def check_config(config: TrainingConfig) -> None:
    """Raise an error if a setting is unknown or out of range.

    Parameters
    ----------
    config : TrainingConfig
        What to check.

    Raises
    ------
    ArgumentError
        Naming the field, what it is and what it needs.
    """
    _check_name("loss", config.loss, LOSSES)
    _check_name("reduction", config.reduction, ("mean", "sum"))
    _check_name("optimizer", config.optimizer, OPTIMIZERS)
    _check_name("schedule", config.schedule, SCHEDULES)
    for name in ("batch_size", "schedule_epochs"):
        count = getattr(config, name)
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise ArgumentError(f"{name} is {count!r}; it must be a whole number of at least 1.")
    if not (math.isfinite(config.learning_rate) and config.learning_rate > 0.0):
        raise ArgumentError(f"learning_rate is {config.learning_rate}; it must be positive and finite.")
    for name in ("l1", "l2", "weight_decay"):
        value = getattr(config, name)
        if not (math.isfinite(value) and value >= 0.0):
            raise ArgumentError(f"{name} is {value}; it must be finite and at least 0.")
    for name in ("momentum", "beta_1", "beta_2", "rho"):
        value = getattr(config, name)
        if not 0.0 <= value < 1.0:
            raise ArgumentError(f"{name} is {value}; it must be at least 0 and below 1.")
    if config.epsilon is not None and not (math.isfinite(config.epsilon) and config.epsilon > 0.0):
        raise ArgumentError(f"epsilon is {config.epsilon}; it must be positive and finite.")


def check_fit(config: TrainingConfig, network: Network, dataset: Dataset) -> None:
    """Raise an error if settings, network and dataset do not fit together.

    Raises
    ------
    ArgumentError
        If a setting is unknown or out of range, or a learning rule does not fit the network.
    ShapeError
        If the dataset has other inputs or outputs than the network.
    """
    check_config(config)
    if (network.n_inputs, network.n_outputs) != (dataset.n_inputs, dataset.n_outputs):
        raise ShapeError(
            f"network has {network.n_inputs} inputs and {network.n_outputs} outputs; this dataset needs "
            f"{dataset.n_inputs} and {dataset.n_outputs}."
        )
    rule = OPTIMIZERS[config.optimizer].rule
    if rule is not None:
        rule.check(network, config)


def _check_name(field: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise ArgumentError(f"{field} is {name!r}; it must be one of {', '.join(known)}.")
