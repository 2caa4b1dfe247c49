"""What the user is told when the worker fails: a bad value in words, a fault of the program by its name."""

from __future__ import annotations

import logging

import mlp_core as mlp
from mlp_gui.state.snapshot import Notice

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
        return Notice(f"{what}. {error}", "warning")
    _LOG.error("%s", what, exc_info=error)
    return Notice(f"{what} by an error of the program: {type(error).__name__}: {error}", "error")
