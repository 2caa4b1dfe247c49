"""What a compression makes of its inputs: the bottleneck's codes, what comes back, and the place that is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.state.watched_picture import MomentPicture, MomentRequest, WatchedPicture

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

Range = tuple[float, float]
Units = tuple[int, int]

WAITING = "The reconstruction appears as soon as the network is ready."
OTHER_TASK = (
    "This network does not give its inputs back.\n\nChoose Compression as the task in the form Data, or open the "
    "example Digits through two units."
)
ONE_COORDINATE = (
    "These points have one coordinate: there is nothing to leave out.\n\nOpen the example Digits through two units to "
    "see a compression."
)
NO_HIDDEN_LAYER = "This network has no hidden layer.\n\nAdd one with fewer units than inputs to compress them."


@dataclass(frozen=True, slots=True)
class ReconstructionRequest(MomentRequest):
    """What a picture is computed from.

    Attributes
    ----------
    units : (int, int) or None
        Units of the bottleneck whose answers are the axes, where there are more than two; None for main directions.
    former : ReconstructionPicture or None
        The last picture of the same run and axes, so that nothing flips over and axes stay where they can.
    """

    units: Units | None = None
    former: ReconstructionPicture | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ReconstructionPicture(MomentPicture):
    """What there is to be seen.

    Attributes
    ----------
    layer : int
        The bottleneck: a hidden layer, 0 for the first.
    plane : mlp_core.HiddenPlane
        How two coordinates come from the bottleneck's activations.
    units : (int, int) or None
        As in the request.
    rows : ndarray of int64, shape (n,)
        Rows of the dataset that are shown: all, or every so many of a large one.
    points : ndarray of float64, shape (n, 2)
        Where they lie in the plane.
    errors : ndarray of float64, shape (n,)
        How far each is off, the root mean square over its inputs in units of the network.
    ranges : (Range, Range)
        What is seen of the plane.
    gallery : ndarray of int64, shape (m,)
        Rows of the dataset that are shown beside what comes back: of the part that was never seen, each class in turn.
    part : str
        Which part.
    drawn : ndarray of float64, shape (m, n_inputs)
        What comes back of them, in the user's own units.
    gallery_errors : ndarray of float64, shape (m,)
        How far each of them is off.
    kept : float
        Share of the variance that is kept in that part.
    spans : (ndarray, ndarray)
        The least and the largest of each input in the training part, shapes (n_inputs,), in the user's own units.
    """

    layer: int
    plane: mlp.HiddenPlane
    units: Units | None
    rows: np.ndarray
    points: np.ndarray
    errors: np.ndarray
    ranges: tuple[Range, Range]
    gallery: np.ndarray
    part: str
    drawn: np.ndarray
    gallery_errors: np.ndarray
    kept: float
    spans: tuple[np.ndarray, np.ndarray]

    @property
    def n_units(self) -> int:
        """Units of the bottleneck."""
        return len(self.plane.origin)

    def code_at(self, place: tuple[float, float]) -> np.ndarray:
        """Return the activations of the bottleneck at a place of the plane, shape (n_units,)."""
        return np.asarray(self.plane.origin + np.array(place) @ self.plane.axes, np.float64)

    def row_of(self, sample: int) -> int:
        """Return where a row of the dataset is among `rows`; -1 where it is not shown."""
        found = int(np.searchsorted(self.rows, sample))
        return found if found < len(self.rows) and self.rows[found] == sample else -1


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What comes back of one sample.

    Attributes
    ----------
    values : ndarray of float64, shape (n_inputs,)
        In the user's own units.
    error : float
        How far it is off, the root mean square over the inputs in units of the network.
    """

    values: np.ndarray
    error: float


class Reconstruction(WatchedPicture[ReconstructionRequest, ReconstructionPicture]):
    """Owner of what is seen of a compression; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the moments and the cursor; also the owner.

    Signals
    -------
    place_changed
        Another place of the plane is decoded, or none any more.
    units_changed
        Other axes are shown.
    """

    place_changed = Signal()
    units_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._units: Units | None = None
        self._place: tuple[float, float] | None = None
        self._decoded: tuple[ReconstructionPicture, tuple[float, float], np.ndarray] | None = None
        self._answered: tuple[ReconstructionPicture, int, Answer] | None = None

    @property
    def obstacle(self) -> str:
        """Why there is nothing to be seen, and what can be done; "" where there is."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.run_id != self._session.run_id:
            return WAITING
        if not snapshot.dataset.is_compression:
            is_line = snapshot.dataset.n_coordinates < 2
            return ONE_COORDINATE if is_line else OTHER_TASK
        return "" if snapshot.network.layer_count > 1 else NO_HIDDEN_LAYER

    @property
    def units(self) -> Units | None:
        """Units of the bottleneck that were chosen as axes, across and up; None for main directions."""
        return self._units

    @property
    def place(self) -> tuple[float, float] | None:
        """The place of the plane that is decoded; None for none."""
        return self._place

    @property
    def sample(self) -> int:
        """The row looked at: hovered, else selected, else the first of the gallery; -1 for none."""
        picture = self._picture
        if picture is None:
            return -1
        for mark in (self._session.cursor.hovered, self._session.cursor.selected):
            if mark is not None and mark.kind == "sample" and 0 <= mark.sample < picture.snapshot.dataset.n_points:
                return int(mark.sample)
        return int(picture.gallery[0]) if len(picture.gallery) else -1

    def select_next(self, step: int) -> None:
        """Select the sample of the gallery that comes so many after the one looked at, around its end."""
        picture = self._picture
        if picture is None or not len(picture.gallery):
            return
        found = np.flatnonzero(picture.gallery == self.sample)
        place = (int(found[0]) + step) % len(picture.gallery) if len(found) else 0
        self._session.cursor.set_selected(Mark("sample", sample=int(picture.gallery[place])))

    def set_axis(self, axis: int, unit: int | None) -> None:
        """Show a unit of the bottleneck across (0) or up (1), or on both axes the main directions (None).

        Where it is on the other axis, the two change places.
        """
        units = None
        if unit is not None:
            others = self._units or (0, 1)
            other = others[1 - axis]
            if other == unit:
                other = others[axis]
            units = (unit, other) if axis == 0 else (other, unit)
        if units != self._units:
            self._units = units
            self._place = None
            self.units_changed.emit()
            self.wanted_changed.emit()
            self.place_changed.emit()

    def decode_at(self, place: tuple[float, float] | None) -> None:
        """Decode a place of the plane, or none."""
        if place is not None and not np.isfinite(place).all():
            return
        if place != self._place:
            self._place = place
            self.place_changed.emit()

    def decoded(self) -> np.ndarray | None:
        """Return what the network makes of the chosen place, shape (n_inputs,), in the user's own units."""
        picture, place = self._picture, self._place
        if picture is None or place is None:
            return None
        known = self._decoded
        if known is None or known[0] is not picture or known[1] != place:
            outputs = mlp.decode(picture.snapshot.network, picture.code_at(place)[np.newaxis])
            known = self._decoded = picture, place, _in_units(picture, outputs)[0]
        return known[2]

    def answer_to(self, sample: int) -> Answer | None:
        """Return what comes back of a row of the dataset; None where there is no such row, or no picture."""
        picture = self._picture
        if picture is None or not 0 <= sample < picture.snapshot.dataset.n_points:
            return None
        known = self._answered
        if known is None or known[0] is not picture or known[1] != sample:
            dataset, network = picture.snapshot.dataset, picture.snapshot.network
            outputs = network.predict(dataset.inputs[sample][np.newaxis])
            error = float(mlp.reconstruction_errors(outputs, dataset, np.array([sample]))[0])
            known = self._answered = picture, sample, Answer(_in_units(picture, outputs)[0], error)
        return known[2]

    def _request_of(self, snapshot: Snapshot) -> ReconstructionRequest | None:
        if self.obstacle:
            return None
        units = self._fitting_units(snapshot.network)
        former = self._picture
        is_alike = former is not None and former.run_id == snapshot.run_id and former.units == units
        return ReconstructionRequest(snapshot, units, former if is_alike else None)

    def _fitting_units(self, network: mlp.Network) -> Units | None:
        """Return the chosen units where the bottleneck has more than two, and these among them."""
        width = network.sizes[mlp.bottleneck_layer(network) + 1]
        return self._units if self._units is not None and 2 < width > max(self._units) else None

    def _is_fitting(self, picture: ReconstructionPicture) -> bool:
        return picture.units == self._fitting_units(picture.snapshot.network)

    def _show(self, picture: ReconstructionPicture | None) -> None:
        if picture is None and self._place is not None:
            self._place = None
            self.place_changed.emit()
        super()._show(picture)


def _in_units(picture: ReconstructionPicture, outputs: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(picture.snapshot.dataset.in_units(outputs.astype(np.float64)), np.float64)
