"""How the network does on a part of its data, sample by sample, and which of the samples are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import proxy

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AssessmentRequest:
    """What is assessed.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    part : str
        "train", "validation" or "test".
    """

    snapshot: Snapshot
    part: str


@dataclass(frozen=True, slots=True, eq=False)
class AssessmentPicture:
    """The answers to every sample of a part at one moment.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    assessment : mlp_core.Assessment
        What came out.
    """

    snapshot: Snapshot
    assessment: mlp.Assessment


class Assessed(QObject):
    """Owner of the assessment that is shown; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.

    Signals
    -------
    wanted_changed
        It is to be computed, or anew, or not any more.
    picture_changed : AssessmentPicture or None
        A newer one; None where there is none any more.
    chosen_changed
        Other samples are looked at: another cell was chosen, or other samples are in it now.
    """

    wanted_changed = Signal()
    picture_changed = Signal(object)  # AssessmentPicture or None
    chosen_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self._is_watched = False
        self._part = ""
        self._cell: Cell | None = None
        self._picture: AssessmentPicture | None = None
        self._chosen = np.empty(0, np.int64)
        session.experiment_changed.connect(self._on_experiment_changed)

    @property
    def picture(self) -> AssessmentPicture | None:
        """The newest one of the present run."""
        return self._picture

    @property
    def part(self) -> str:
        """The part that is assessed: the one that was chosen, or else the one that says most: test, then validation."""
        parts = self.parts
        return self._part if self._part in parts else (parts[-1] if parts else mlp.PARTS[0])

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that have samples."""
        snapshot = self._session.snapshot
        if snapshot is None:
            return ()
        return tuple(part for part in mlp.PARTS if len(getattr(snapshot.dataset.split, part)))

    @property
    def cell(self) -> Cell | None:
        """Class and answer of the samples that are looked at; None for none."""
        return self._cell

    @property
    def chosen(self) -> np.ndarray:
        """Rows of the dataset that are looked at, shape (n,), int64: those of the chosen cell at the newest moment."""
        return self._chosen

    def set_watched(self, watched: bool) -> None:
        """Note whether somebody looks."""
        if watched != self._is_watched:
            self._is_watched = watched
            if not watched:
                self.choose(None)
            self.wanted_changed.emit()

    def set_part(self, part: str) -> None:
        """Assess another part."""
        if part != self.part:
            self._part = part
            self.wanted_changed.emit()

    def choose(self, cell: Cell | None) -> None:
        """Look at the samples of one class that are taken for another, or for their own; None for none."""
        if cell != self._cell:
            self._cell = cell
            self._find_chosen()

    def request(self) -> AssessmentRequest | None:
        """Return what is to be computed now; None for nothing."""
        snapshot = self._session.snapshot
        if not self._is_watched or snapshot is None or snapshot.run_id != self._session.run_id:
            return None
        return AssessmentRequest(snapshot, self.part)

    def receive_picture(self, picture: AssessmentPicture) -> None:
        """Show a newer one; that of another run or part is dropped."""
        if picture.snapshot.run_id == self._session.run_id and picture.assessment.part == self.part:
            self._picture = picture
            self.picture_changed.emit(picture)
            self._find_chosen()

    def _find_chosen(self) -> None:
        chosen, picture = np.empty(0, np.int64), self._picture
        if picture is not None and self._cell is not None and isinstance(picture.assessment, mlp.ClassAssessment):
            chosen = picture.assessment.of_cell(*self._cell, picture.snapshot.dataset.labels)
        self._chosen = chosen
        self.chosen_changed.emit()

    @Slot(object)
    def _on_experiment_changed(self, _experiment: mlp.Experiment) -> None:
        picture = self._picture
        if picture is not None and picture.snapshot.run_id != self._session.run_id:
            self._picture, self._cell = None, None
            self.picture_changed.emit(None)
            self._find_chosen()
