"""The hidden space: which layer's, how far it is from the input plane, and the newest picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import proxy

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp
    from mlp_gui.state.session import Session
    from mlp_gui.state.shown_plane import ShownPlane, Slice
    from mlp_gui.state.snapshot import Snapshot

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class HiddenRequest:
    """What a picture is computed from.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    layer : int
        The hidden layer, 0 for the first.
    former : HiddenPicture or None
        The last picture of the same layer and run: what is seen keeps its directions and its axes where it can.
    shown : Slice or None
        The plane whose grid is shown, where the data have more than two inputs.
    """

    snapshot: Snapshot
    layer: int
    former: HiddenPicture | None
    shown: Slice | None = None


@dataclass(frozen=True, slots=True, eq=False)
class HiddenPicture:
    """The data and the grid of the input plane, as they lie there and as the layer sees them.

    Attributes
    ----------
    run_id, layer : int
        Of which run and which hidden layer.
    network, dataset
        The moment's.
    plane : mlp_core.HiddenPlane
        How two coordinates come from the layer's activations.
    rows : ndarray, shape (n_shown,), int64
        Rows of the dataset that are shown: all, or every so many of a large one.
    points_before, points : ndarray, shapes (n_shown, 2), float64
        Where they lie in the input plane, and in the hidden space.
    curves_before, curves : tuple of ndarray, shapes (n_points, 2), float64
        Lines of the input plane's grid, in both.
    nodes_before, nodes : ndarray, shapes (n_rows + 1, n_columns + 1, 2), float64
        Corners of the grid's cells, in both; without cells, where the data have one input, shape (0, 0, 2).
    cells : mlp_core.DecisionGrid or None
        What the network answers in the middle of each cell; None without cells.
    lines : tuple of (ndarray of shape (2,), float)
        Normal and offset of the lines behind the layer, unit by unit; none where there are none.
    input_ranges, ranges : (Range, Range)
        What is seen of the input plane, and of the hidden space.
    axes : (int, int)
        The inputs of that plane.
    """

    run_id: int
    layer: int
    network: mlp.Network
    dataset: mlp.Dataset
    plane: mlp.HiddenPlane
    rows: np.ndarray
    points_before: np.ndarray
    points: np.ndarray
    curves_before: tuple[np.ndarray, ...]
    curves: tuple[np.ndarray, ...]
    nodes_before: np.ndarray
    nodes: np.ndarray
    cells: mlp.DecisionGrid | None
    lines: tuple[tuple[np.ndarray, float], ...]
    input_ranges: tuple[Range, Range]
    ranges: tuple[Range, Range]
    axes: tuple[int, int] = (0, 1)


class HiddenSpace(QObject):
    """Owner of what is shown of a hidden layer's space; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.
    plane : ShownPlane
        Which plane is shown of data with more than two inputs.

    Signals
    -------
    wanted_changed
        Something else is to be computed, or nothing any more.
    layer_changed : int
        Another layer was chosen.
    blend_changed : float
        It was moved between the input plane and the hidden space.
    picture_changed : HiddenPicture or None
        A newer picture; None where there is none any more.
    """

    wanted_changed = Signal()
    layer_changed = Signal(int)
    blend_changed = Signal(float)
    picture_changed = Signal(object)  # HiddenPicture or None

    def __init__(self, session: Session, plane: ShownPlane) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self._plane = plane
        self._layer = 0
        self._blend = 1.0
        self._is_watched = False
        self._picture: HiddenPicture | None = None
        plane.plane_changed.connect(self.wanted_changed)
        session.experiment_changed.connect(self._on_experiment_changed)

    @property
    def layer(self) -> int:
        """The hidden layer that is shown, 0 for the first; the last one where the network has no more."""
        return max(min(self._layer, self._hidden_count - 1), 0)

    @property
    def blend(self) -> float:
        """From 0, the input plane, to 1, the hidden space."""
        return self._blend

    @property
    def picture(self) -> HiddenPicture | None:
        """The newest picture of the present run."""
        return self._picture

    @property
    def is_active(self) -> bool:
        """Whether pictures are to be computed."""
        return self._is_watched

    def set_layer(self, layer: int) -> None:
        """Show another hidden layer."""
        before, self._layer = self.layer, layer
        if self.layer != before:
            self.layer_changed.emit(self.layer)
            self.wanted_changed.emit()

    def set_blend(self, blend: float) -> None:
        """Move it between the input plane (0) and the hidden space (1)."""
        blend = min(max(float(blend), 0.0), 1.0)
        if blend != self._blend:
            self._blend = blend
            self.blend_changed.emit(blend)

    def set_watched(self, watched: bool) -> None:
        """Note whether somebody looks."""
        if watched != self._is_watched:
            self._is_watched = watched
            self.wanted_changed.emit()

    def request(self) -> HiddenRequest | None:
        """Return what is to be computed now; None for nothing."""
        snapshot = self._session.snapshot
        if not self._is_watched or snapshot is None or snapshot.run_id != self._session.run_id:
            return None
        if snapshot.network.layer_count < 2:
            return None
        layer, former = min(self._layer, snapshot.network.layer_count - 2), self._picture
        is_alike = former is not None and former.run_id == snapshot.run_id and former.layer == layer
        return HiddenRequest(snapshot, layer, former if is_alike else None, self._plane.slice_of(snapshot.dataset))

    def receive_picture(self, picture: HiddenPicture) -> None:
        """Show a newer picture; one of another run or layer is dropped."""
        if picture.run_id == self._session.run_id and picture.layer == self.layer and self._is_watched:
            self._picture = picture
            self.picture_changed.emit(picture)

    @property
    def _hidden_count(self) -> int:
        return len(self._session.experiment.network.hidden_sizes)

    @Slot(object)
    def _on_experiment_changed(self, _experiment: mlp.Experiment) -> None:
        picture = self._picture
        if picture is not None and picture.run_id != self._session.run_id:
            self._picture = None
            self.picture_changed.emit(None)
