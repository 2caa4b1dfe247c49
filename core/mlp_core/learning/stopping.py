"""When training stops by itself: at an epoch, a loss or an accuracy, or when the validation loss falls no more."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from mlp_core.learning.history import HistoryView


@dataclass(frozen=True, slots=True)
class StoppingConfig:
    """What ends a run that trains; whatever is None ends nothing.

    Attributes
    ----------
    epochs : int or None
        After so many epochs.
    loss : float or None
        When the training loss is at most this.
    metric : float or None
        When the training accuracy (or R2) is at least this.
    patience : int or None
        Early stopping: when the validation loss has found no lower value for so many epochs.
    restore_best : bool
        Whether early stopping returns to the epoch with the lowest validation loss.
    """

    epochs: int | None = None
    loss: float | None = None
    metric: float | None = None
    patience: int | None = None
    restore_best: bool = True

    @property
    def is_on(self) -> bool:
        """Whether anything ends the run."""
        return any(limit is not None for limit in (self.epochs, self.loss, self.metric, self.patience))


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a run stopped.

    Attributes
    ----------
    condition : str
        "epochs", "loss", "metric" or "patience": a field of `StoppingConfig`.
    epoch : int
        Whole epochs done then.
    value : float
        The loss or metric that was reached; for "patience" the lowest validation loss, for "epochs" nan.
    best_epoch : int or None
        Where the lowest validation loss was, if the run is to return there.
    """

    condition: str
    epoch: int
    value: float
    best_epoch: int | None = None


class StopJudge:
    """Says after each epoch whether the run is to stop.

    What is already so when the judge begins ends nothing until it has been otherwise: whoever goes on after a stop
    wants to train on.

    Parameters
    ----------
    config : StoppingConfig
        The conditions.
    history : HistoryView
        What the run has been through; its last row is where it stands.
    waited_from : int
        Epoch from which early stopping counts at the earliest: that of its last stop.
    """

    def __init__(self, config: StoppingConfig, history: HistoryView, waited_from: int = 0) -> None:
        self._config = config
        epoch = int(history.epochs[-1]) if len(history) else 0
        self._waits_for_epoch = config.epochs is not None and epoch < config.epochs
        self._waits_for_loss = not len(history) or not self._has_loss(float(history.train_loss[-1]))
        self._waits_for_metric = not len(history) or not self._has_metric(float(history.train_metric[-1]))
        self._best_epoch, self._best_loss = 0, math.inf
        if np.isfinite(history.validation_loss).any():
            row = int(np.nanargmin(np.where(np.isfinite(history.validation_loss), history.validation_loss, np.inf)))
            self._best_epoch, self._best_loss = int(history.epochs[row]), float(history.validation_loss[row])
        self._waited_from = waited_from

    def look(self, epoch: int, train_loss: float, train_metric: float, validation_loss: float) -> Stop | None:
        """Judge one more epoch.

        Parameters
        ----------
        epoch : int
            Whole epochs done.
        train_loss, train_metric, validation_loss : float
            Measured at the end of that epoch; nan where there is no such part.

        Returns
        -------
        Stop or None
            The first condition that is met now.
        """
        config = self._config
        if validation_loss < self._best_loss:
            self._best_epoch, self._best_loss = epoch, validation_loss
        had_loss, had_metric = not self._waits_for_loss, not self._waits_for_metric
        self._waits_for_loss = not self._has_loss(train_loss)
        self._waits_for_metric = not self._has_metric(train_metric)
        if not self._waits_for_loss and not had_loss:
            return Stop("loss", epoch, train_loss)
        if not self._waits_for_metric and not had_metric:
            return Stop("metric", epoch, train_metric)
        if config.patience is not None and not math.isnan(validation_loss):
            waited = epoch - max(self._best_epoch, self._waited_from)
            if waited >= config.patience and math.isfinite(self._best_loss):
                best = self._best_epoch if config.restore_best else None
                return Stop("patience", epoch, self._best_loss, best)
        if self._waits_for_epoch and config.epochs is not None and epoch >= config.epochs:
            self._waits_for_epoch = False
            return Stop("epochs", epoch, math.nan)
        return None

    def _has_loss(self, loss: float) -> bool:
        return self._config.loss is not None and loss <= self._config.loss

    def _has_metric(self, metric: float) -> bool:
        return self._config.metric is not None and metric >= self._config.metric


def check_stopping(config: StoppingConfig) -> None:
    """Raise an error if a condition can never be met, or always is.

    Raises
    ------
    ArgumentError
        Naming the field, what it is and what it needs.
    """
    for name in ("epochs", "patience"):
        count = getattr(config, name)
        if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 1):
            raise ArgumentError(f"{name} is {count!r}; it must be a whole number of at least 1, or None.")
    if config.loss is not None and not (math.isfinite(config.loss) and config.loss >= 0.0):
        raise ArgumentError(f"loss is {config.loss}; it must be finite and at least 0, or None.")
    if config.metric is not None and not (math.isfinite(config.metric) and config.metric <= 1.0):
        raise ArgumentError(f"metric is {config.metric}; it must be finite and at most 1, or None.")
