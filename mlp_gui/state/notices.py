"""What the user is told, and how long: a notice goes when that of which it tells is no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from mlp_gui.state.advice import why_it_stands_still
from mlp_gui.state.snapshot import Cause, Notice, RunStatus

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.session_facts import SessionFacts
    from mlp_gui.state.snapshot import Snapshot

ENDED_BY_TRAINING: Final = (Cause.DIVERGENCE, Cause.FAILURE, Cause.CONDITION)
"""Of what stopped training, nothing is left when it goes on."""
STILL_MADE: Final = Notice(
    "The network is still being made. Please try again in a moment.", "warning", cause=Cause.MAKING
)
"""Said to whoever asks for something of a run that has no moment yet."""


class Notices(QObject):
    """The newest notice of a session, until it is closed or its cause is gone.

    What diverged is told until the run is rebuilt, restored or goes on; what was refused and why a run stopped, until
    something is changed by hand, undo and redo among it. A refusal is posted when what it refused has been undone. That
    something is still being made is told until it is there.

    Parameters
    ----------
    session : SessionFacts
        Whose notices these are; also the owner.

    Signals
    -------
    changed : Notice or None
        Another notice is to be shown, or none.
    """

    changed = Signal(object)

    def __init__(self, session: SessionFacts) -> None:
        super().__init__(session)
        self._current: Notice | None = None
        session.notice_posted.connect(self._on_posted)
        session.notice_taken_back.connect(self._on_taken_back)
        session.status_changed.connect(self._on_status_changed)
        session.experiment_changed.connect(self._on_experiment_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.undo_stack.indexChanged.connect(self._on_changed_by_hand)

    @property
    def current(self) -> Notice | None:
        """The notice that is shown, or None."""
        return self._current

    @Slot()
    def close(self) -> None:
        """Show no notice."""
        if self._current is not None:
            self._current = None
            self.changed.emit(None)

    def withdraw(self, *causes: Cause) -> None:
        """Let a notice go that has one of these causes."""
        if self._current is not None and self._current.cause in causes:
            self.close()

    @Slot()
    def settle_field(self) -> None:
        """Take back what was said of a bad value in a field: a good one is in it."""
        self.withdraw(Cause.FIELD)

    @Slot(object)
    def _on_posted(self, notice: Notice) -> None:
        self._current = notice
        self.changed.emit(notice)

    @Slot(object)
    def _on_taken_back(self, notice: Notice) -> None:
        if notice is self._current:
            self.close()

    @Slot(object)
    def _on_status_changed(self, status: RunStatus) -> None:
        if status is RunStatus.RUNNING:
            self.withdraw(*ENDED_BY_TRAINING)
        elif status is RunStatus.PAUSED:
            self.withdraw(Cause.DIVERGENCE)

    @Slot(object)
    def _on_experiment_changed(self, experiment: mlp.Experiment) -> None:
        if self._current is not None and self._current != why_it_stands_still(experiment):
            self.withdraw(Cause.ADVICE)

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: Snapshot) -> None:
        """Let go of what was said of a network that was being made: the session takes moments of its own run only."""
        self.withdraw(Cause.MAKING)

    @Slot(int)
    def _on_changed_by_hand(self, _index: int) -> None:
        self.withdraw(Cause.REFUSAL, Cause.CONDITION)
