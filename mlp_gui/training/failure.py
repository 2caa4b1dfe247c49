"""What the user is told when the worker fails: a bad value or a divergence in words, a fault of the program by name."""

from __future__ import annotations

import logging
import math

import mlp_core as mlp
from mlp_gui.look.numbers import compact, grouped
from mlp_gui.state.snapshot import Cause, Notice

_LOG = logging.getLogger(__name__)


def failure_notice(what: str, error: Exception) -> Notice:
    """Return the notice of a failure; an error of the program also goes to the log, with its traceback.

    Parameters
    ----------
    what : str
        What cannot be done, as the beginning of a sentence.
    error : Exception
        Why; an `mlp_core.MlpError` says it in words for the user.
    """
    if isinstance(error, mlp.MlpError):
        return Notice(f"{what}. {error}", "warning", cause=Cause.FAILURE)
    _LOG.error("%s", what, exc_info=error)
    return Notice(f"{what} by an error of the program: {type(error).__name__}: {error}", "error", cause=Cause.FAILURE)


def divergence_notice(error: mlp.DivergenceError, best_epoch: int, best_loss: float) -> Notice:
    """Return the notice of a run that diverged, with the way back to its lowest training loss.

    Parameters
    ----------
    error : mlp_core.DivergenceError
        Names epoch and layer.
    best_epoch : int
        Where the training loss was lowest.
    best_loss : float
        That loss; infinite where none was finite.
    """
    text = f"{error} A smaller learning rate helps; the last finite weights are shown."
    way = f"Go back to the lowest training loss (epoch {grouped(best_epoch)}, {compact(best_loss)})"
    if math.isinf(best_loss):
        way = "Go back to the start"
    return Notice(text, "error", way, "go_back", Cause.DIVERGENCE)
