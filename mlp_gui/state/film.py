"""The film that is being made: what was ordered, how far it is, and what came of it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mlp_gui.state.film_order import FilmOrder
from mlp_gui.state.framing import WHOLE
from mlp_gui.state.notices import STILL_MADE
from mlp_gui.state.snapshot import Notice

if TYPE_CHECKING:
    from mlp_gui.state.film_order import FilmWishes
    from mlp_gui.state.framing import Framing
    from mlp_gui.state.session import Session


class Films(QObject):
    """Orders one film at a time, and tells how it went. The run is not touched: the film is made from a copy.

    Parameters
    ----------
    session : Session
        Whose run is filmed; also the owner.

    Signals
    -------
    ordered : FilmOrder
        This is to be made, of the run as it is now.
    cancelled
        It is no longer wanted.
    changed
        A film was begun, is further, or has ended.
    """

    ordered = Signal(object)  # FilmOrder
    cancelled = Signal()
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._order: FilmOrder | None = None
        self._done = 0
        self._began_at = 0.0

    @property
    def order(self) -> FilmOrder | None:
        """The film that is being made, or None."""
        return self._order

    @property
    def share(self) -> float:
        """How much of it there is, from 0 to 1."""
        return 0.0 if self._order is None else min(self._done / self._order.wishes.n_frames, 1.0)

    @property
    def seconds_left(self) -> float | None:
        """About how long it still takes; None as long as nobody can know."""
        if self._order is None or self._done < 2:
            return None
        left = self._order.wishes.n_frames - self._done
        return (monotonic() - self._began_at) * left / (self._done - 1)

    def make(self, wishes: FilmWishes, path: str, theme: str, framing: Framing | None = None) -> None:
        """Make a film of the run as it is now; what cannot be becomes a notice.

        Parameters
        ----------
        wishes : FilmWishes
            What was chosen.
        path : str
            Where; a missing suffix is added.
        theme : str
            Of the window, "light" or "dark".
        framing : Framing, optional
            How closely, and where, the network is looked at; by default the whole of it.
        """
        session, problem = self._session, wishes.problem()
        if self._order is not None:
            problem = "Another film is still being made. Wait for it, or cancel it in the status bar."
        elif not problem and (session.snapshot is None or session.snapshot.run_id != session.run_id):
            session.post(STILL_MADE)
            return
        if problem:
            session.post(Notice(problem, "warning"))
            return
        if not path.lower().endswith(wishes.suffix):
            path += wishes.suffix
        stepping = session.stepping
        sample = -2
        if stepping.active and stepping.trace is not None and stepping.lone_sample is None:
            sample = -1 if stepping.sample is None else stepping.sample
        framing, selected = framing or WHOLE, session.cursor.selected
        self._order = FilmOrder(path, wishes, "light" if wishes.white else theme, sample, framing, selected)
        self._done = 0
        self.changed.emit()
        self.ordered.emit(self._order)

    def cancel(self) -> None:
        """Make it no longer; no file is left."""
        if self._order is not None:
            self._order = None
            self.cancelled.emit()
            self.changed.emit()
            self._session.post(Notice("The film was cancelled; nothing of it was kept."))

    # What comes back from whoever makes it.

    def receive_progress(self, done: int) -> None:
        """Note how many frames there are."""
        if self._order is not None:
            if done > 0 and self._done == 0:
                self._began_at = monotonic()
            self._done = done
            self.changed.emit()

    def receive_made(self, note: str) -> None:
        """Tell that the film is there, and in a sentence what is odd about it, if anything is."""
        order = self._order
        if order is not None:
            self._order = None
            self.changed.emit()
            text = f"The film was saved as {order.path}. {note}".strip()
            self._session.post(Notice(text, "warning" if note else "info"))

    def receive_problem(self, problem: str) -> None:
        """Tell why there is none."""
        if self._order is not None:
            self._order = None
            self.changed.emit()
            self._session.post(Notice(problem, "error"))
