"""The hidden space: which layer's, how far it is from the input plane, and the newest picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mlp_gui.state.watched_picture import MomentRequest, WatchedPicture

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp
    from mlp_gui.state.session import Session
    from mlp_gui.state.shown_plane import ShownPlane, Slice
    from mlp_gui.state.snapshot import Snapshot

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class HiddenRequest(MomentRequest):
    """What a picture is computed from.

    Attributes
    ----------
    layer : int
        The hidden layer, 0 for the first.
    former : HiddenPicture or None
        The last picture of the same layer and run: what is seen keeps its directions and its axes where it can.
    shown : Slice or None
        The plane whose grid is shown, where the data have more than two inputs.
    """

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


class HiddenSpace(WatchedPicture[HiddenRequest, HiddenPicture]):
    """Owner of what is shown of a hidden layer's space; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.
    plane : ShownPlane
        Which plane is shown of data with more than two inputs.

    Signals
    -------
    layer_changed : int
        Another layer was chosen.
    blend_changed : float
        It was moved between the input plane and the hidden space.
    """

    layer_changed = Signal(int)
    blend_changed = Signal(float)

    def __init__(self, session: Session, plane: ShownPlane) -> None:
        super().__init__(session)
        self._plane = plane
        self._layer = 0
        self._blend = 1.0
        plane.plane_changed.connect(self.wanted_changed)

    @property
    def layer(self) -> int:
        """The hidden layer that is shown, 0 for the first; the last one where the network has no more."""
        return max(min(self._layer, self._hidden_count - 1), 0)

    @property
    def blend(self) -> float:
        """From 0, the input plane, to 1, the hidden space."""
        return self._blend

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

    def _request_of(self, snapshot: Snapshot) -> HiddenRequest | None:
        if snapshot.network.layer_count < 2:
            return None
        layer, former = min(self._layer, snapshot.network.layer_count - 2), self._picture
        is_alike = former is not None and former.run_id == snapshot.run_id and former.layer == layer
        return HiddenRequest(snapshot, layer, former if is_alike else None, self._plane.slice_of(snapshot.dataset))

    def _is_fitting(self, picture: HiddenPicture) -> bool:
        return picture.layer == self.layer

    @property
    def _hidden_count(self) -> int:
        return len(self._session.experiment.network.hidden_sizes)
