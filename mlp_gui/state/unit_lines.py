"""The lines of the hidden units over the plane: of which layers they are shown, and where they run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from mlp_gui.state.watched_picture import MomentRequest, WatchedPicture

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.state.shown_plane import ShownPlane, Slice
    from mlp_gui.state.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class UnitLine:
    """Where one unit's sum is zero.

    Attributes
    ----------
    layer, unit : int
        Which; layer 0 is the first hidden layer.
    segments : ndarray, shape (n, 4), float64
        Pieces x, y, x, y in coordinates of the data, the positive side on the left where y counts upward.
    anchor : tuple of float, or None
        Where its name and its normal stand; None where the plane holds nothing of it.
    normal : tuple of float
        Of length 1, at right angles to the line at the anchor, to the positive side.
    """

    layer: int
    unit: int
    segments: np.ndarray
    anchor: tuple[float, float] | None = None
    normal: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class LinesRequest(MomentRequest):
    """What the lines are computed from.

    Attributes
    ----------
    layers : frozenset of int
        Layers whose units are wanted.
    units : frozenset of (int, int)
        Single units wanted beside them, as (layer, unit).
    shown : Slice or None
        The plane, where the data have more than two inputs.
    """

    layers: frozenset[int]
    units: frozenset[tuple[int, int]] = frozenset()
    shown: Slice | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LinesPicture:
    """The lines of one moment.

    Attributes
    ----------
    request : LinesRequest
        What they were computed from.
    lines : tuple of UnitLine
        Layer by layer, unit by unit.
    """

    request: LinesRequest
    lines: tuple[UnitLine, ...]

    @property
    def run_id(self) -> int:
        """The run whose units they are of."""
        return self.request.snapshot.run_id


class UnitLines(WatchedPicture[LinesRequest, LinesPicture]):
    """Owner of what is shown of the units' lines; nothing is computed while nobody looks or no layer is chosen.

    Networks made by hand show their first layer's lines until somebody says otherwise: they are what is to be seen.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.
    plane : ShownPlane
        Which plane is shown of data with more than two inputs.

    Signals
    -------
    layers_changed
        Other layers are shown.
    """

    layers_changed = Signal()

    def __init__(self, session: Session, plane: ShownPlane) -> None:
        super().__init__(session)
        self._plane = plane
        self._chosen: frozenset[int] | None = None
        plane.plane_changed.connect(self._on_plane_changed)
        session.experiment_changed.connect(self._on_network_changed)
        session.cursor.hovered_changed.connect(self._on_cursor_changed)
        session.cursor.selected_changed.connect(self._on_cursor_changed)

    @property
    def layers(self) -> frozenset[int]:
        """The hidden layers whose lines are shown, 0 for the first; some may be beyond what this network has."""
        if self._chosen is not None:
            return self._chosen
        is_by_hand = self._session.experiment.network.weights is not None
        return frozenset({0} if is_by_hand else ())

    @property
    def picture(self) -> LinesPicture | None:
        """The newest lines; None where none are shown."""
        return self._picture if self.layers else None

    def set_layer(self, layer: int, on: bool) -> None:
        """Show a hidden layer's lines, or hide them."""
        chosen = self.layers | {layer} if on else self.layers - {layer}
        if chosen != self.layers:
            self._chosen = chosen
            self._announce()

    def _request_of(self, snapshot: Snapshot) -> LinesRequest | None:
        if not self.layers or snapshot.dataset.n_coordinates < 2:
            return None
        units = self._marked(snapshot) - self._in_layers(snapshot)
        return LinesRequest(snapshot, self.layers, units, self._plane.slice_of(snapshot.dataset))

    def _is_fitting(self, picture: LinesPicture) -> bool:
        request = picture.request
        return bool(self.layers) and request.shown is self._plane.slice_of(request.snapshot.dataset)

    def _marked(self, snapshot: Snapshot) -> frozenset[tuple[int, int]]:
        """Return the hidden units that the cursor is on."""
        cursor, sizes = self._session.cursor, snapshot.network.sizes
        return frozenset(
            (mark.layer, mark.unit)
            for mark in (cursor.hovered, cursor.selected)
            if mark is not None and mark.kind in ("unit", "bias")
            and 0 <= mark.layer < len(sizes) - 2 and 0 <= mark.unit < sizes[mark.layer + 1]
        )  # fmt: skip

    def _in_layers(self, snapshot: Snapshot) -> frozenset[tuple[int, int]]:
        return frozenset(pair for pair in self._marked(snapshot) if pair[0] in self.layers)

    def _announce(self) -> None:
        if not self.layers:
            self._picture = None
        self.layers_changed.emit()
        self.wanted_changed.emit()

    @Slot(object)
    def _on_network_changed(self, _experiment: mlp.Experiment) -> None:
        if self._chosen is None:
            self._announce()

    @Slot()
    def _on_plane_changed(self) -> None:
        self._picture = None
        self.wanted_changed.emit()

    @Slot(object)
    def _on_cursor_changed(self, _mark: Mark | None) -> None:
        request, picture = self.request(), self._picture
        if request is not None and picture is not None and request.units - picture.request.units:
            self.wanted_changed.emit()
