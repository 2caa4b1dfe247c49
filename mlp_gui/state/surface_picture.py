"""What is asked of a loss surface, and what comes back: frozen records, as everything that crosses threads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp
    from mlp_gui.state.run_path import PathPoint
    from mlp_gui.state.snapshot import Snapshot

KINDS: Final = ("parameters", "random", "trajectory", "line")
PARTS: Final = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class Plane:
    """Which plane, or line, through parameter space is shown, and how much of it.

    Attributes
    ----------
    kind : str
        "parameters" (two of them), "random" directions, the path's main directions ("trajectory"), or the "line" of
        one parameter.
    first, second : int
        Places in `network.parameters`; -1 for the first ones of the network.
    seed : int
        Of the random directions.
    half : float or None
        Half the length of each axis; None for as much as shows the path.
    follows : bool
        Whether it goes through the current point, wherever that moves, or stays where it was.
    part : str
        Part of the data whose loss it is: "train", "validation" or "test".
    """

    kind: str = "parameters"
    first: int = -1
    second: int = -1
    seed: int = 0
    half: float | None = None
    follows: bool = True
    part: str = "train"

    @property
    def axes_key(self) -> tuple[str, int, int, int]:
        """What the axes depend on."""
        return self.kind, self.first, self.second, self.seed


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
    base : mlp_core.SurfaceAxes or None
        The axes shown before, where the plane is still the same: random directions are drawn once.
    centre : tuple of float, or None
        The middle of what was shown then.
    half : float or None
        Half the length of the axes then.
    """

    number: int
    snapshot: Snapshot
    plane: Plane
    path: tuple[PathPoint, ...]
    base: mlp.SurfaceAxes | None = None
    centre: tuple[float, ...] | None = None
    half: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SurfacePicture:
    """The loss over a plane or a line, with what lies on it. Losses have their penalty in them.

    Attributes
    ----------
    request : SurfaceRequest
        What it was computed from.
    grid : mlp_core.LossGrid
        Axes, coordinates and losses.
    centre : tuple of float
        The middle of the grid; one number for each axis.
    half : float
        Half the length of each axis.
    here : ndarray, shape (n_axes,), float64
        The current point, or the nearest one of the plane.
    distance : float
        How far the current point lies from the plane; 0.0 where it lies in it.
    true_loss, plane_loss : float
        Loss of the current parameters, and of the plane at `here`.
    slope : ndarray, shape (n_axes,), or None
        Derivatives of the plane's loss by the coordinates, at `here`; None where there are none.
    path : ndarray, shape (n_points, n_axes), float64
        The way so far, each point the nearest one of the plane; the current point is the last.
    path_epochs : ndarray, shape (n_points,), float64
        Epochs at the points.
    path_jumps : ndarray, shape (n_points,), bool
        Where parameters were set by hand, so that no line leads to the point.
    has_penalty : bool
        Whether l1 or l2 adds something.
    is_fine : bool
        Whether it is the picture of a moment at rest.
    """

    request: SurfaceRequest
    grid: mlp.LossGrid
    centre: tuple[float, ...]
    half: float
    here: np.ndarray
    distance: float
    true_loss: float
    plane_loss: float
    slope: np.ndarray | None
    path: np.ndarray
    path_epochs: np.ndarray
    path_jumps: np.ndarray
    has_penalty: bool
    is_fine: bool

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
