"""A picture of the newest moment, computed as long as somebody looks: what all owners of one have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from weakref import proxy

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot


class OfRun(Protocol):
    """What was computed of one run."""

    @property
    def run_id(self) -> int:
        """Of which."""


@dataclass(frozen=True, slots=True)
class MomentRequest:
    """What a picture is computed from; owners add what else they take.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    """

    snapshot: Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class MomentPicture:
    """What is seen of one moment; owners add it.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    """

    snapshot: Snapshot

    @property
    def run_id(self) -> int:
        """The run whose moment it is."""
        return self.snapshot.run_id


Request = TypeVar("Request", bound=MomentRequest)
Picture = TypeVar("Picture", bound=OfRun)


class WatchedPicture(QObject, Generic[Request, Picture]):
    """Owner of a picture of the present run: wants nothing while nobody looks, and keeps nothing of another run.

    A kind of picture says in `_request_of` what it is computed from, and in `_is_fitting` what else than the run has to
    be the same when it comes. It is computed beside the training by a `PictureService`.

    Parameters
    ----------
    session : Session
        Gives the moments; also the owner.

    Signals
    -------
    wanted_changed
        It is to be computed, or anew, or not any more.
    picture_changed : Picture or None
        A newer one; None where there is none any more.
    """

    wanted_changed = Signal()
    picture_changed = Signal(object)  # Picture or None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self._is_watched = False
        self._picture: Picture | None = None
        self._before: Picture | None = None
        session.experiment_changed.connect(self._on_experiment_changed)

    @property
    def picture(self) -> Picture | None:
        """The newest one of the present run."""
        return self._picture

    def set_watched(self, watched: bool) -> None:
        """Note whether somebody looks."""
        if watched != self._is_watched:
            self._is_watched = watched
            self._before = self._picture
            self.wanted_changed.emit()

    @property
    def is_late(self) -> bool:
        """Whether none has come yet since somebody looks, and one will."""
        return self._picture is self._before and self.request() is not None

    def request(self) -> Request | None:
        """Return what is to be computed now; None for nothing."""
        snapshot = self._session.snapshot
        if not self._is_watched or snapshot is None or snapshot.run_id != self._session.run_id:
            return None
        return self._request_of(snapshot)

    def receive_picture(self, picture: Picture) -> None:
        """Show a newer one; one that nobody looks at, or of another run, is dropped."""
        if self._is_watched and picture.run_id == self._session.run_id and self._is_fitting(picture):
            self._show(picture)

    def _request_of(self, snapshot: Snapshot) -> Request | None:
        """Return what is computed of a moment of the present run; None for nothing."""
        raise NotImplementedError

    def _is_fitting(self, _picture: Picture) -> bool:
        """Tell whether a picture of the present run is of what is shown of it now."""
        return True

    def _show(self, picture: Picture | None) -> None:
        """Show another one, or none."""
        self._picture = picture
        self.picture_changed.emit(picture)

    @Slot(object)
    def _on_experiment_changed(self, _experiment: mlp.Experiment) -> None:
        if self._picture is not None and self._picture.run_id != self._session.run_id:
            self._show(None)
