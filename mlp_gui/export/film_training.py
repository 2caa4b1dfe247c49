"""A film of the training: its moments, evenly over the film, each as it was to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlp_gui.export.film_script import Take
from mlp_gui.state import requests
from mlp_gui.state.snapshot import RunStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.state.film_order import FilmWishes
    from mlp_gui.state.session import Session


class TrainingFilm:
    """Goes from moment to moment of the session's run; past its end it is trained on.

    Parameters
    ----------
    session : Session
        Paused, with the run.
    wishes : FilmWishes
        Of which part, and in how many frames.

    Attributes
    ----------
    note : str
        Where the film ends sooner than was asked for, why.
    """

    def __init__(self, session: Session, wishes: FilmWishes) -> None:
        self._session = session
        self._wishes = wishes
        self._seek_id = 0
        self.note = ""

    def takes(self) -> Iterator[Take]:
        """Go to each moment, and have it taken."""
        session = self._session
        while session.snapshot is None or session.stepping.timeline is None:
            yield Take.WAIT
        shown = -1
        for step in self._moments(session.snapshot.n_batches):
            if step == shown:
                yield Take.SAME
                continue
            self._go_to(step)
            while not self._is_there(step):
                yield Take.WAIT
                if self._has_diverged() and not self._is_there(step):
                    self.note = f"The training diverged in epoch {session.snapshot.epoch:,}: the film ends there."
                    yield Take.FRAME
                    return
            shown = step
            yield Take.FRAME

    def _moments(self, n_batches: int) -> list[int]:
        """Return the training steps to show, one for each frame."""
        timeline = self._session.stepping.timeline
        assert timeline is not None
        first = timeline.first_step if self._wishes.from_start else timeline.now
        last = timeline.now + self._wishes.more_epochs * n_batches
        return [round(step) for step in np.linspace(first, last, self._wishes.n_frames).tolist()]

    def _go_to(self, step: int) -> None:
        self._seek_id += 1
        self._session.request_posted.emit(requests.Seek(self._seek_id, step))

    def _has_diverged(self) -> bool:
        """Whether the way there ended; a run that had diverged before is so until its first moment is asked for."""
        session = self._session
        timeline, snapshot = session.stepping.timeline, session.snapshot
        is_answered = timeline is not None and timeline.seek_id == self._seek_id
        has_ended = snapshot is not None and snapshot.status is RunStatus.DIVERGED
        return is_answered and has_ended and session.status is RunStatus.DIVERGED

    def _is_there(self, step: int) -> bool:
        snapshot = self._session.snapshot
        return snapshot is not None and snapshot.step == step and snapshot.status is not RunStatus.RUNNING
