"""Data that are pictures: the one looked at, what the first layer's units look for, and which are taken for others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import proxy

from PySide6.QtCore import QObject, Signal, Slot

from mlp_core.data.pictures import picture_shape

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ImagesRequest:
    """What is computed from.

    Attributes
    ----------
    snapshot : Snapshot
        The moment of a network for pictures.
    """

    snapshot: Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class ImagesPicture:
    """What there is to be seen.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    samples : ndarray of float64, shape (n_points, n_rows, n_columns)
        All pictures, from 0 for the palest point of all to 1 for the strongest.
    units : ndarray of float64, shape (n_units, n_rows, n_columns)
        Weights of the first layer over the largest of all; nan where a place is not read.
    largest : float
        That largest one.
    answers : ndarray of int64, shape (n_points,)
        The class that each picture is taken for; empty for a regression.
    wrong : ndarray of int64, shape (n,)
        Rows of the test part that are taken for another class, else of the training part where there is no test part.
    part : str
        Which of the two.
    """

    snapshot: Snapshot
    samples: np.ndarray
    units: np.ndarray
    largest: float
    answers: np.ndarray
    wrong: np.ndarray
    part: str


class Images(QObject):
    """Owner of what is seen of data that are pictures; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.

    Signals
    -------
    wanted_changed
        It is to be computed, or not any more.
    picture_changed : ImagesPicture or None
        A newer one; None where there is none any more.
    """

    wanted_changed = Signal()
    picture_changed = Signal(object)  # ImagesPicture or None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self._is_watched = False
        self._picture: ImagesPicture | None = None
        session.experiment_changed.connect(self._on_experiment_changed)

    @property
    def picture(self) -> ImagesPicture | None:
        """The newest one of the present run."""
        return self._picture

    @property
    def obstacle(self) -> str:
        """Why there is nothing to be seen, and what can be done; "" where there is."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.run_id != self._session.run_id:
            return "The pictures appear as soon as the network is ready."
        if picture_shape(snapshot.dataset.point_names) is None:
            return "These data are no pictures.\n\nOpen the example Handwritten digits to see what its units look for."
        return ""

    @property
    def sample(self) -> int:
        """The row looked at: hovered, else selected, else the first that is wrong, else the first of all."""
        cursor, picture = self._session.cursor, self._picture
        for mark in (cursor.hovered, cursor.selected):
            if mark is not None and mark.kind == "sample" and mark.sample >= 0:
                return int(mark.sample)
        return int(picture.wrong[0]) if picture is not None and len(picture.wrong) else 0

    def set_watched(self, watched: bool) -> None:
        """Note whether somebody looks."""
        if watched != self._is_watched:
            self._is_watched = watched
            self.wanted_changed.emit()

    def request(self) -> ImagesRequest | None:
        """Return what is to be computed now; None for nothing."""
        snapshot = self._session.snapshot
        if not self._is_watched or snapshot is None or self.obstacle:
            return None
        return ImagesRequest(snapshot)

    def receive_picture(self, picture: ImagesPicture) -> None:
        """Show a newer one; that of another run is dropped."""
        if picture.snapshot.run_id == self._session.run_id and self._is_watched:
            self._picture = picture
            self.picture_changed.emit(picture)

    @Slot(object)
    def _on_experiment_changed(self, _experiment: mlp.Experiment) -> None:
        picture = self._picture
        if picture is None or picture.snapshot.run_id != self._session.run_id:
            self._picture = None
            self.picture_changed.emit(None)
