"""How the network does on a part of its data, sample by sample, and which of the samples are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal

import mlp_core as mlp
from mlp_gui.state.watched_picture import MomentPicture, MomentRequest, WatchedPicture

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AssessmentRequest(MomentRequest):
    """What is assessed.

    Attributes
    ----------
    part : str
        "train", "validation" or "test".
    """

    part: str


@dataclass(frozen=True, slots=True, eq=False)
class AssessmentPicture(MomentPicture):
    """The answers to every sample of a part at one moment.

    Attributes
    ----------
    assessment : mlp_core.Assessment
        What came out.
    """

    assessment: mlp.Assessment


class Assessed(WatchedPicture[AssessmentRequest, AssessmentPicture]):
    """Owner of the assessment that is shown; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.

    Signals
    -------
    chosen_changed
        Other samples are looked at: another cell was chosen, or other samples are in it now.
    """

    chosen_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._part = ""
        self._cell: Cell | None = None
        self._chosen = np.empty(0, np.int64)

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
    def obstacle(self) -> str:
        """Why there is nothing to be evaluated yet, or at all, and what can be done; "" where there is."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.run_id != self._session.run_id:
            return "The answers appear as soon as the network is ready."
        if snapshot.dataset.is_compression:
            return (
                "A compression has neither classes nor values to be right about.\n\n"
                "Open View > Reconstruction to see what it gives back."
            )
        return ""

    @property
    def cell(self) -> Cell | None:
        """Class and answer of the samples that are looked at; None for none."""
        return self._cell

    @property
    def chosen(self) -> np.ndarray:
        """Rows of the dataset that are looked at, shape (n,), int64: those of the chosen cell at the newest moment."""
        return self._chosen

    def set_watched(self, watched: bool) -> None:
        """Note whether somebody looks; nobody looks at a cell of what is hidden."""
        if not watched:
            self.choose(None)
        super().set_watched(watched)

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

    def _request_of(self, snapshot: Snapshot) -> AssessmentRequest | None:
        return None if self.obstacle else AssessmentRequest(snapshot, self.part)

    def _is_fitting(self, picture: AssessmentPicture) -> bool:
        return picture.assessment.part == self.part

    def _show(self, picture: AssessmentPicture | None) -> None:
        if picture is None:
            self._cell = None
        super()._show(picture)
        self._find_chosen()

    def _find_chosen(self) -> None:
        chosen, picture = np.empty(0, np.int64), self._picture
        if picture is not None and self._cell is not None and isinstance(picture.assessment, mlp.ClassAssessment):
            chosen = picture.assessment.of_cell(*self._cell, picture.snapshot.dataset.labels)
        self._chosen = chosen
        self.chosen_changed.emit()
