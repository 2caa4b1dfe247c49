"""The file that the run belongs to: where it is, whether it is up to date, and how it is saved and opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

import mlp_core as mlp
from mlp_gui.state import requests
from mlp_gui.state.commands import Run
from mlp_gui.state.edits import followed
from mlp_gui.state.project_command import OpenProject
from mlp_gui.state.project_orders import OpenOrder, SaveOrder
from mlp_gui.state.snapshot import Notice
from mlp_gui.state.validation import check_experiment

if TYPE_CHECKING:
    from mlp_gui.state.project_orders import Recorded
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

FILE_BYTES: Final = 8 << 20
COPY_BYTES: Final = 1 << 19
"""Memory that the moments on the way may take in a file, and in a copy, which must not be felt."""


class ProjectFile(QObject):
    """What the session's run is saved as.

    A run that was never saved has no file. One that has a file is modified as soon as it was changed by hand or moved
    on since it was saved; one that has none, as soon as it was changed by hand.

    Parameters
    ----------
    session : Session
        Whose run it is; also the owner.

    Signals
    -------
    changed
        The file, or whether it is up to date, is another.
    ordered : SaveOrder or OpenOrder
        Something is to be written or read, off the GUI thread.
    layout_wanted
        Somebody is about to save: whoever arranges the window says how by `take_layout`, at once.
    layout_opened : str
        A project was opened that had the window arranged like this.
    saved : str
        The project has been written to this file.
    save_failed
        It could not be written; the session says why.
    copied : str
        A copy has been written to this file.
    copy_failed : str, str
        A copy could not be written to this file, and why.
    opened : str
        The project of this file is the session's run now.
    restore_wanted
        What a program left that did not end in order is to be opened.
    """

    changed = Signal()
    ordered = Signal(object)  # SaveOrder or OpenOrder
    layout_wanted = Signal()
    layout_opened = Signal(str)
    saved = Signal(str)
    save_failed = Signal()
    copied = Signal(str)
    copy_failed = Signal(str, str)
    opened = Signal(str)
    restore_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._path = ""
        self._layout = ""
        self._number = 0
        self._saves: dict[int, _Save] = {}
        self._open: tuple[OpenOrder, bool, bool] | None = None
        self._saved_at: tuple[int, int] | None = None
        self._is_clean = True
        self._was_modified = False
        session.undo_stack.cleanChanged.connect(self._on_clean_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @property
    def path(self) -> str:
        """The file; "" for none."""
        return self._path

    @property
    def name(self) -> str:
        """The file's name without its folder; "" for none."""
        return Path(self._path).name if self._path else ""

    @property
    def is_modified(self) -> bool:
        """Whether there is something that the file does not have."""
        if not self._is_clean:
            return True
        return bool(self._path) and self._saved_at is not None and self._moment() != self._saved_at

    @property
    def is_saving(self) -> bool:
        """Whether something is still being written; copies do not count."""
        return any(not save.is_copy for save in self._saves.values())

    # What the window asks for.

    def save(self, path: str) -> None:
        """Write the run to a file, which it belongs to from then on."""
        self._order_save(_Save(path, self._session.undo_stack.index(), is_copy=False))

    def save_copy(self, path: str) -> None:
        """Write the run to a file that it does not belong to; nothing is said, whatever comes of it."""
        self._order_save(_Save(path, self._session.undo_stack.index(), is_copy=True))

    def open(self, path: str, *, as_copy: bool = False, at_start: bool = False) -> None:
        """Make the run of a file the session's, paused; a file that cannot be opened changes nothing.

        Parameters
        ----------
        path : str
            The file.
        as_copy : bool
            Whether the run belongs to no file then.
        at_start : bool
            Whether there was nothing before to which undo could return.
        """
        self._number += 1
        order = OpenOrder(self._number, path)
        self._open = order, as_copy, at_start
        self.ordered.emit(order)

    def leave_for(self, experiment: mlp.Experiment, text: str) -> None:
        """Start an experiment that belongs to no file, as one undoable step: its undo returns to the file."""
        session = self._session
        before, after = Run(session.experiment, session.run_id), Run(experiment, session.new_run_id())
        session.undo_stack.push(OpenProject(session, self, before, after, "", text))

    def take_layout(self, layout: str) -> None:
        """Note how the window is arranged, as a text that `layout_opened` gives back."""
        self._layout = layout

    def take_path(self, path: str) -> None:
        """Let the run belong to another file; commands call this."""
        self._path = path
        self._saved_at = self._moment()
        self._tell()

    # What comes back from the worker and from the disk.

    def receive_record(self, recorded: Recorded) -> None:
        """Have a run be written that the worker has recorded."""
        save = self._saves.get(recorded.number)
        if save is None:
            return
        save.moment = recorded.run_id, recorded.record.now.checkpoint.step_count
        self.layout_wanted.emit()
        experiment = recorded.experiment
        if recorded.run_id == self._session.run_id:
            # What the worker has no part in is the session's: the title, say.
            experiment = followed(self._session.experiment, experiment)
        notation, speed = self._session.stepping.notation, self._session.speed or 0.0
        project = mlp.Project(experiment, recorded.record, notation, self._layout, speed)
        self.ordered.emit(SaveOrder(recorded.number, save.path, project))

    def receive_saved(self, order: SaveOrder, problem: str) -> None:
        """Note that a project was written, or say why not."""
        save = self._saves.pop(order.number, None)
        if save is None:
            return
        if save.is_copy:
            if problem:
                self.copy_failed.emit(save.path, problem)
            else:
                self.copied.emit(save.path)
            return
        if problem:
            self._session.post(Notice(problem, "error"))
            self.save_failed.emit()
            return
        self._path, self._saved_at = save.path, save.moment
        if self._session.undo_stack.index() == save.undo_index:
            self._session.undo_stack.setClean()
        self._tell()
        self.saved.emit(save.path)

    def receive_opened(self, order: OpenOrder, project: mlp.Project | None, problem: str) -> None:
        """Enter the run of a file, or say why it cannot be opened; an older order than the last one is dropped."""
        if self._open is None or self._open[0].number != order.number:
            return
        (_, as_copy, at_start), self._open = self._open, None
        if project is None:
            self._session.post(Notice(problem, "error"))
            return
        self.take(project, "" if as_copy else order.path, order.path)
        if at_start:
            self._session.undo_stack.clear()

    def take(self, project: mlp.Project, path: str, source: str) -> None:
        """Make the run of a project the session's, paused, as one step of undo; or say why it cannot be run here.

        Parameters
        ----------
        project : mlp_core.Project
            What was read.
        path : str
            The file that it belongs to from then on; "" for none.
        source : str
            The file that it was read from.
        """
        try:
            check_experiment(project.experiment)
        except (mlp.MlpError, ValueError) as error:
            self._session.post(Notice(f"{Path(source).name} cannot be opened here: {error}", "error"))
            return
        self._enter(project, path, f"open {Path(source).name}")
        if path:
            self._session.undo_stack.setClean()
            self._saved_at = self._session.run_id, project.record.now.checkpoint.step_count
        self._session.stepping.set_notation(project.notation)
        if project.speed is not None:
            self._session.set_speed(project.speed or None)
        self._tell()
        self.layout_opened.emit(project.layout)
        self.opened.emit(source)

    def _enter(self, project: mlp.Project, path: str, text: str) -> None:
        """Make the run of a project the current one, paused, as one step of undo."""
        session = self._session
        session.pause()
        before = Run(session.experiment, session.run_id)
        after = Run(project.experiment, session.new_run_id(), project.record)
        session.undo_stack.push(OpenProject(session, self, before, after, path, text))
        session.opened.emit()

    def _order_save(self, save: _Save) -> None:
        self._number += 1
        self._saves[self._number] = save
        self._session.request_posted.emit(requests.Record(self._number, COPY_BYTES if save.is_copy else FILE_BYTES))

    def _moment(self) -> tuple[int, int] | None:
        """Return the run and the step that are shown; None just after a change, when they are not known yet."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.run_id != self._session.run_id:
            return self._saved_at
        return snapshot.run_id, snapshot.step

    def _tell(self) -> None:
        self._was_modified = self.is_modified
        self.changed.emit()

    @Slot(bool)
    def _on_clean_changed(self, clean: bool) -> None:
        # Told once more while the stack is being deleted, when it can no longer be asked.
        self._is_clean = clean
        self._tell()

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: Snapshot) -> None:
        if self.is_modified is not self._was_modified:
            self._tell()


class _Save:
    """A saving that is under way: where to, and what of the session it holds."""

    def __init__(self, path: str, undo_index: int, *, is_copy: bool) -> None:
        self.path = path
        self.undo_index = undo_index
        self.is_copy = is_copy
        self.moment: tuple[int, int] | None = None
