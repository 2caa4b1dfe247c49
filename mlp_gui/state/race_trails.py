"""The ways of racers through parameter space, as they are given to the loss surface and come back from it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_core.network.layout import Layout
    from mlp_gui.state.snapshot import Snapshot

FAR: Final = 20.0
_BESIDE: Final = 0.01
_ROUNDING: Final = 1e-6
"""Distances from a plane that are none to the eye: beside the way's length in it, and beside the largest parameter."""


@dataclass(frozen=True, slots=True, eq=False)
class RaceTrail:
    """One racer's way.

    Attributes
    ----------
    place : int
        Of the racer in its race.
    racer : mlp_core.Racer
        Who it is.
    varied : str
        What the racers of the race differ in.
    path : ndarray, shape (n_points, n_parameters)
        Parameters on the way; read-only.
    epochs, losses : ndarray, shape (n_points,), float64
        Epochs done, and the true loss, at those points.
    is_lost : bool
        Whether it diverged, so that its way may lead anywhere.
    is_stuck : bool
        Whether it ended in a local minimum or on a plateau.
    """

    place: int
    racer: mlp.Racer
    varied: str
    path: np.ndarray
    epochs: np.ndarray
    losses: np.ndarray
    is_lost: bool
    is_stuck: bool


@dataclass(frozen=True, slots=True, eq=False)
class ProjectedTrail:
    """One racer's way on a plane or line.

    Attributes
    ----------
    trail : RaceTrail
        Whose way it is.
    points : ndarray, shape (n_points, n_axes), float64
        The nearest points of the plane.
    end_loss : float
        Loss and penalty at the last of them, in float64; nan where there is none or the racer diverged.
    is_on : bool
        Whether all of the way lies there.
    """

    trail: RaceTrail
    points: np.ndarray
    end_loss: float = math.nan
    is_on: bool = False


def trails_of(report: mlp.RaceReport | None, layout: Layout | None, snapshot: Snapshot) -> tuple[RaceTrail, ...]:
    """Return the ways of all racers, where they lie in the parameter space of the snapshot's network and data.

    Parameters
    ----------
    report : RaceReport or None
        The race.
    layout : Layout or None
        Of its networks.
    snapshot : Snapshot
        What the window shows.
    """
    if report is None or layout is None or layout.sizes != snapshot.network.sizes:
        return ()
    raced, shown = report.config.experiment, snapshot.experiment
    functions = (raced.network.hidden_activations, raced.network.output_activation)
    if raced.data != shown.data or functions != (shown.network.hidden_activations, shown.network.output_activation):
        return ()
    return tuple(
        RaceTrail(
            place=place,
            racer=racer.racer,
            varied=report.config.varied,
            path=racer.path,
            epochs=racer.path_epochs,
            losses=np.interp(racer.path_epochs, racer.epochs, racer.losses),
            is_lost=racer.diverged_in is not None,
            is_stuck=racer.is_stuck,
        )
        for place, racer in enumerate(report.racers)
    )


def project_trails(axes: mlp.SurfaceAxes, trails: tuple[RaceTrail, ...]) -> tuple[ProjectedTrail, ...]:
    """Return where the ways lie on a plane or line."""
    projected = []
    for trail in trails:
        path = np.asarray(trail.path, np.float64)
        projected.append(ProjectedTrail(trail, axes.project(path), is_on=lies_on(axes, path)))
    return tuple(projected)


def lies_on(axes: mlp.SurfaceAxes, path: np.ndarray) -> bool:
    """Tell whether all points of a path, shape (n_points, n_parameters), lie on a plane or line to the eye."""
    with np.errstate(over="ignore", invalid="ignore"):
        distances, length = axes.distances(path), np.ptp(axes.project(path), axis=0).max()
        return bool((distances <= _BESIDE * length + _ROUNDING * np.abs(path).max()).all())


def with_trails(points: np.ndarray, trails: tuple[RaceTrail, ...]) -> np.ndarray:
    """Return the points of the run's own way, shape (n_points, n_parameters), behind those of all who still race."""
    near = near_trails(trails)
    racing = (trail.path for trail in trails if trail.place in near)
    return np.concatenate((*racing, points)).astype(np.float64, copy=False)


def near_trails(trails: tuple[RaceTrail, ...]) -> frozenset[int]:
    """Return the places of the racers that decide what is shown: beside one far out the others would be one point.

    Left out are those that diverged, and those that went `FAR` times as far from their start as half of the others.
    """
    reach = {
        trail.place: float(np.abs(trail.path - trail.path[0]).max(initial=0.0)) for trail in trails if not trail.is_lost
    }
    usual = float(np.median(list(reach.values()))) if reach else 0.0
    return frozenset(place for place, far in reach.items() if far <= FAR * usual)
