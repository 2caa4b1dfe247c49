"""What goes between the session, the worker and the disk when a project is saved or opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import mlp_core as mlp


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """A run as it stood when the worker was asked.

    Attributes
    ----------
    number : int
        Of the order that asked.
    run_id : int
        The run.
    experiment : mlp_core.Experiment
        With the settings of that moment.
    record : mlp_core.TimelineRecord
        The run itself.
    """

    number: int
    run_id: int
    experiment: mlp.Experiment
    record: mlp.TimelineRecord


@dataclass(frozen=True, slots=True, eq=False)
class SaveOrder:
    """A project to be written.

    Attributes
    ----------
    number : int
        Of the order.
    path : str
        Where.
    project : mlp_core.Project
        What.
    """

    number: int
    path: str
    project: mlp.Project


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """A project to be read.

    Attributes
    ----------
    number : int
        Of the order.
    path : str
        From where.
    """

    number: int
    path: str
