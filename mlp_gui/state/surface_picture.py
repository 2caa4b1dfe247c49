"""What is asked of a loss surface, and what comes back: frozen records, as everything that crosses threads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    import mlp_core as mlp
    from mlp_gui.state.moments import Moment
    from mlp_gui.state.race_trails import ProjectedTrail, RaceTrail
    from mlp_gui.state.run_path import PathPoint
    from mlp_gui.state.snapshot import Snapshot

KINDS: Final = ("parameters", "random", "trajectory", "line", "between")
LINES: Final = ("line", "between")
"""Those with one axis."""
PARTS: Final = ("train", "validation", "test")
START, NOW = "start", "now"
"""Moments that are always there."""
COARSE: Final = 25
FINE: Final = 65
"""Points along each axis of a plane."""
CONTENTS: Final = ("total", "loss", "penalty")
"""What the heights may be: loss and penalty together, which descent descends, or one of them."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Which plane, or line, through parameter space is shown, and how much of it.

    Attributes
    ----------
    kind : str
        "parameters" (two of them), "random" directions, the path's main directions ("trajectory"), the "line" of one
        parameter, or the line "between" two moments.
    first, second : int
        Places in `network.parameters`; -1 for the first ones of the network.
    seed : int
        Of the random directions.
    start, end : str
        Moments that lie at 0 and 1 of the line between two: `START`, `NOW` or the key of a marked one.
    half : float or None
        Half the length of each axis; None for as much as shows the path.
    follows : bool
        Whether it goes through the current point, wherever that moves, or stays where it was.
    part : str
        Part of the data whose loss it is: "train", "validation" or "test".
    has_measures : bool
        Whether the three error measures are wanted too.
    notation : str
        What parameters are called by: one of `mlp_core.NOTATIONS`.
    """

    kind: str = "parameters"
    first: int = -1
    second: int = -1
    seed: int = 0
    start: str = START
    end: str = NOW
    half: float | None = None
    follows: bool = True
    part: str = "train"
    has_measures: bool = False
    notation: str = "delta"

    @property
    def axes_key(self) -> tuple[object, ...]:
        """What the axes depend on."""
        return self.kind, self.first, self.second, self.seed, self.start, self.end


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceRequest:
    """Everything that a picture is computed from.

    Attributes
    ----------
    number : int
        Grows with every change of the plane; a picture of another number is dropped.
    snapshot : Snapshot
        The moment.
    plane : Plane
        With `first` and `second` filled in.
    path : tuple of PathPoint
        The way so far, as far as it is recorded.
    ends : tuple of two Moments, or None
        Of the line between two.
    base : mlp_core.SurfaceAxes or None
        The axes shown before, where the plane is still the same: random directions are drawn once.
    centre : tuple of float, or None
        The middle of what was shown then.
    half : float or None
        Half the length of the axes then.
    trails : tuple of RaceTrail
        The ways of racers that are drawn too.
    """

    number: int
    snapshot: Snapshot
    plane: Plane
    path: tuple[PathPoint, ...]
    ends: tuple[Moment, Moment] | None = None
    base: mlp.SurfaceAxes | None = None
    centre: tuple[float, ...] | None = None
    half: float | None = None
    trails: tuple[RaceTrail, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One quantity over the plane or the line.

    Attributes
    ----------
    values : ndarray, shape (n_b, n_a), or (n_a,) on a line
        Over the grid.
    true, on_plane : float
        Of the current parameters, and of the plane's point nearest to them.
    slope : ndarray, shape (n_axes,), or None
        Derivatives by the coordinates at that point; None where there are none.
    """

    values: np.ndarray
    true: float
    on_plane: float
    slope: np.ndarray | None


@dataclass(frozen=True, slots=True, eq=False)
class SurfacePicture:
    """The loss over a plane or a line, with what lies on it.

    Attributes
    ----------
    request : SurfaceRequest
        What it was computed from.
    grid : mlp_core.LossGrid
        Axes and coordinates, losses and penalties.
    centre : tuple of float
        The middle of the grid; one number for each axis.
    half : float
        Half the length of each axis.
    here : ndarray, shape (n_axes,), float64
        The current point, or the nearest one of the plane.
    distance : float
        How far the current point lies from the plane; 0.0 where it lies in it.
    readings : mapping of str to Reading
        Each of `CONTENTS`, and the error measures by their names where they were asked for.
    path : ndarray, shape (n_points, n_axes), float64
        The way so far, each point the nearest one of the plane; the current point is the last.
    path_epochs : ndarray, shape (n_points,), float64
        Epochs at the points.
    path_jumps : ndarray, shape (n_points,), bool
        Where parameters were set by hand, so that no line leads to the point.
    path_is_on : bool
        Whether all of the way lies in the plane or on the line: its losses then were those that are drawn.
    has_penalty : bool
        Whether l1 or l2 adds something.
    is_fine : bool
        Whether it is the picture of a moment at rest.
    n_estimated : int
        Samples that the heights are estimated on, while the picture moves; 0 where they are exact.
    n_samples : int
        Of the part of the data.
    no_measures : str
        Why there are no error measures, where they were asked for and there are none.
    shown : str
        The reading that is shown.
    trails : tuple of ProjectedTrail
        The ways of racers on the plane.
    """

    request: SurfaceRequest
    grid: mlp.LossGrid
    centre: tuple[float, ...]
    half: float
    here: np.ndarray
    distance: float
    readings: Mapping[str, Reading]
    path: np.ndarray
    path_epochs: np.ndarray
    path_jumps: np.ndarray
    path_is_on: bool
    has_penalty: bool
    is_fine: bool
    n_estimated: int = 0
    n_samples: int = 0
    no_measures: str = ""
    shown: str = "total"
    trails: tuple[ProjectedTrail, ...] = ()

    def showing(self, name: str) -> SurfacePicture:
        """Return the picture of another reading."""
        return self if name == self.shown else replace(self, shown=name)

    @property
    def reading(self) -> Reading:
        """What is shown."""
        return self.readings[self.shown]

    @property
    def values(self) -> np.ndarray:
        """What is shown over the grid."""
        return self.reading.values

    @property
    def true_loss(self) -> float:
        """What is shown, of the current parameters."""
        return self.reading.true

    @property
    def plane_loss(self) -> float:
        """What is shown, of the plane at `here`."""
        return self.reading.on_plane

    @property
    def slope(self) -> np.ndarray | None:
        """Derivatives of what is shown by the coordinates, at `here`."""
        return self.reading.slope

    @property
    def axes(self) -> mlp.SurfaceAxes:
        """The plane or line."""
        return self.grid.axes

    @property
    def plane(self) -> Plane:
        """What was chosen."""
        return self.request.plane

    @property
    def snapshot(self) -> Snapshot:
        """The moment."""
        return self.request.snapshot

    @property
    def is_line(self) -> bool:
        """Whether there is one axis only."""
        return self.grid.b is None
