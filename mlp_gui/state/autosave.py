"""Keeps a copy of the run while the program runs, and offers it after one that did not end in order."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from time import monotonic, time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

from mlp_gui.state.snapshot import Notice

if TYPE_CHECKING:
    from mlp_gui.state.session import Session

EVERY_MILLISECONDS: Final = 20_000

LARGEST_SHARE: Final = 0.02
"""Of the time that goes by, what copies may take: those of a large table are made more rarely."""

SEEN: Final = "-seen"
"""Ends the name of a copy that was offered and not restored."""

SEEN_FOR: Final = 14 * 24 * 3600.0
"""Seconds from when it was written for which such a copy is kept."""

LONGEST_WAIT: Final = 600.0
"""Seconds to wait for a copy that does not come, as on a full disk."""


class Autosave(QObject):
    """Copies of the run in a folder of the user's data, one for each program that runs.

    A copy is locked as long as its program lives and goes when that ends in order, so one that is there and not locked
    is of a program that was ended from outside. It is offered, and goes when it has been restored and the program that
    did so has a copy of its own. Until then the next starts offer it too, in the menu alone, for two weeks.

    Parameters
    ----------
    session : Session
        Whose run is kept.
    folder : str
        Where; made if it is not there.
    interval : int
        Milliseconds between two looks at whether there is something new.
    parent : QObject
        Owner.

    Signals
    -------
    kept
        A copy has been written.
    offer_changed : bool
        Whether there is something to restore.
    """

    kept = Signal()
    offer_changed = Signal(bool)

    def __init__(self, session: Session, folder: str, interval: int, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = Path(folder)
        self._path = Path()
        self._lock: QLockFile | None = None
        self._offered: tuple[Path, QLockFile] | None = None
        self._is_restored = False
        self._on_their_way = 0
        self._last: tuple[object, ...] | None = None
        self._ordered_at = 0.0
        self._next_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self._on_timeout)
        session.project.copied.connect(self._on_copied)
        session.project.copy_failed.connect(self._on_copy_failed)
        session.project.opened.connect(self._on_opened)
        session.project.restore_wanted.connect(self._on_restore_wanted)

    @property
    def has_offer(self) -> bool:
        """Whether there is something to restore."""
        return self._offered is not None

    def begin(self) -> None:
        """Keep copies from now on, and offer what a program left that did not end in order.

        A folder that cannot be used is passed over: the program runs as well without copies.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            left = sorted(self._folder.glob("*.mlp"), key=_written_at, reverse=True)
        except OSError:
            return
        self._offer(left)
        self._take_place()
        if self._lock is not None:
            self._timer.start()

    def end(self) -> None:
        """Keep no copies any more, and leave none of this run behind."""
        self._timer.stop()
        self._put_offer_back()
        if self._lock is not None:
            self._path.unlink(missing_ok=True)
            self._lock.unlock()
            self._lock = None

    def _offer(self, left: list[Path]) -> None:
        for path in left:
            lock = QLockFile(f"{path}.lock")
            lock.setStaleLockTime(0)
            if not lock.tryLock(0):
                continue
            when = datetime.fromtimestamp(_written_at(path)).astimezone()
            if is_seen(path) and time() - _written_at(path) > SEEN_FOR:
                path.unlink(missing_ok=True)
                lock.unlock()
                continue
            self._offered = path, lock
            self.offer_changed.emit(True)
            if is_seen(path):
                return
            text = f"The program did not end in order. What it was doing on {when:%d %B at %H:%M} was kept."
            self._session.post(Notice(text, "warning", "Restore", "restore_last"))
            return

    def _take_place(self) -> None:
        """Find a name that no other program has, and hold it."""
        for number in range(100):
            path = self._folder / f"{os.getpid()}-{number}.mlp"
            lock = QLockFile(f"{path}.lock")
            lock.setStaleLockTime(0)
            if not path.exists() and lock.tryLock(0):
                self._path, self._lock = path, lock
                return

    def _drop_offer(self) -> None:
        if self._offered is not None:
            path, lock = self._offered
            self._offered = None
            path.unlink(missing_ok=True)
            lock.unlock()
            self.offer_changed.emit(False)

    def _put_offer_back(self) -> None:
        """Leave what was offered and not restored to the next start."""
        if self._offered is None:
            return
        if self._is_restored:
            self._drop_offer()
            return
        path, lock = self._offered
        self._offered = None
        if not is_seen(path):
            path.replace(path.with_stem(f"{path.stem}{SEEN}"))
        lock.unlock()

    @Slot()
    def _on_timeout(self) -> None:
        session, snapshot = self._session, self._session.snapshot
        if snapshot is None or monotonic() < self._next_at:
            return
        now = session.run_id, snapshot.step, session.undo_stack.index(), session.stepping.kept
        if now != self._last:
            self._last = now
            self._ordered_at = monotonic()
            # Until it has come, or does not come: a second one would only wait behind it.
            self._next_at = self._ordered_at + LONGEST_WAIT
            self._on_their_way += 1
            session.project.save_copy(str(self._path))

    @Slot(str)
    def _on_copied(self, path: str) -> None:
        if path == str(self._path):
            self._next_at = monotonic() + (monotonic() - self._ordered_at) / LARGEST_SHARE
            self._on_their_way -= 1
            if self._is_restored and not self._on_their_way:
                self._drop_offer()
            self.kept.emit()

    @Slot(str, str)
    def _on_copy_failed(self, path: str, _problem: str) -> None:
        if path == str(self._path):
            self._on_their_way -= 1

    @Slot(str)
    def _on_opened(self, path: str) -> None:
        if self._offered is not None and path == str(self._offered[0]):
            # What ended a program once may end it again at once: the copy goes when there is another.
            self._is_restored = True
            self._last = None
            self._next_at = 0.0
            self._on_timeout()

    @Slot()
    def _on_restore_wanted(self) -> None:
        if self._offered is not None:
            self._session.project.open(str(self._offered[0]), as_copy=True)


def is_seen(path: Path) -> bool:
    """Whether a copy was offered before."""
    return path.stem.endswith(SEEN)


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
