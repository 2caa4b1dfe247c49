"""Data that are pictures: the one looked at, what the first layer's units look for, and which are taken for others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_core.data.pictures import picture_shape
from mlp_gui.state.watched_picture import MomentPicture, MomentRequest, WatchedPicture

if TYPE_CHECKING:
    import numpy as np

    from mlp_gui.state.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class ImagesPicture(MomentPicture):
    """What there is to be seen.

    Attributes
    ----------
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

    samples: np.ndarray
    units: np.ndarray
    largest: float
    answers: np.ndarray
    wrong: np.ndarray
    part: str


class Images(WatchedPicture[MomentRequest, ImagesPicture]):
    """Owner of what is seen of data that are pictures; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.
    """

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

    def _request_of(self, snapshot: Snapshot) -> MomentRequest | None:
        return None if self.obstacle else MomentRequest(snapshot)
