"""A run while it lives on the worker: the trainer, what it was made from, and the best state on the way."""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import mlp_core as mlp

BEST_EVERY: Final = 0.25
"""Seconds between two looks for a better state."""
BEST_SHARE: Final = 0.02
"""Share of the time that keeping states may take: large networks are kept more rarely."""


class LiveRun:
    """One run with everything that it needs to go on.

    Parameters
    ----------
    run_id : int
        Its id.
    experiment : mlp_core.Experiment
        What is built.

    Attributes
    ----------
    experiment : mlp_core.Experiment
        What is run, with the training settings of the moment.
    trainer : mlp_core.Trainer
        What trains it.
    is_edited : bool
        Whether parameters were set by hand.

    Raises
    ------
    mlp_core.MlpError
        If the experiment cannot be built.
    """

    def __init__(self, run_id: int, experiment: mlp.Experiment) -> None:
        self.run_id = run_id
        self.experiment = experiment
        self.is_edited = False
        _, _, self.trainer = experiment.build()
        self._best: mlp.Checkpoint | None = None
        self._best_loss = math.inf
        self._look_at = 0.0
        self.keep_best(perf_counter())

    @property
    def is_pristine(self) -> bool:
        """Whether building it again gives the very same."""
        return not self.is_edited and self.trainer.step_count == 0

    @property
    def steps_to_epoch_end(self) -> int:
        """Steps left of the current epoch: a whole epoch's at its start."""
        return self.trainer.n_batches - self.trainer.batch

    @property
    def byte_count(self) -> int:
        """Memory that it holds, roughly: data, parameters with optimizer slots and two states, history."""
        dataset = self.trainer.dataset
        data = sum(array.nbytes for array in (dataset.points, dataset.inputs, dataset.labels, dataset.values))
        return 3 * data + 16 * self.trainer.network.parameters.nbytes + 64 * len(self.trainer.history)

    def adopt(self, experiment: mlp.Experiment) -> None:
        """Take the training settings of `experiment` from the next step on.

        Raises
        ------
        mlp_core.MlpError
            If they do not fit the network.
        """
        if experiment.training != self.experiment.training:
            self.trainer.configure(experiment.training)
        self.experiment = experiment

    def wants_look(self, now: float) -> bool:
        """Whether it is time to see if the state is better than the best; that is done at the end of an epoch."""
        return now >= self._look_at

    def keep_best(self, now: float) -> None:
        """Keep the state if no kept one had a lower training loss; call it between two epochs."""
        self._look_at = now + BEST_EVERY
        losses = self.trainer.history.view().train_loss
        loss = float(losses[-1]) if len(losses) else math.inf
        if self._best is None or loss < self._best_loss:
            self._best = self.trainer.checkpoint()
            self._best_loss = loss
            self._look_at = now + max(BEST_EVERY, (perf_counter() - now) / BEST_SHARE)

    def go_back(self) -> None:
        """Return to the best state kept, with the training settings of now."""
        if self._best is not None:
            self.trainer.restore(self._best)
            self.trainer.configure(self.experiment.training)
