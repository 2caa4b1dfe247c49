"""What can be undone: each command holds the moment before and the one after, and hands either to the session."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol
from weakref import proxy

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    import mlp_core as mlp

MERGE_SECONDS: Final = 1.5
"""Changes of one slider further apart than this are two steps of undo."""

PARAMETER_ID: Final = 1 << 20
"""What Qt knows changes of parameters by; those of runs have ids from 0 on."""

_EDIT_IDS: Final = count(1)
"""Each command has a number, under which the worker keeps the future that it replaced."""


@dataclass(frozen=True, slots=True)
class Run:
    """An experiment and the id of the run that it is: where undo leads back to.

    A run of a project file has a record, from which it goes on when the worker does not have it.
    """

    experiment: mlp.Experiment
    run_id: int
    record: mlp.TimelineRecord | None = field(default=None, compare=False)


class Target(Protocol):
    """What commands act on: the session."""

    def return_to(self, run: Run, edit_id: int = 0) -> None:
        """Make `run` the current one."""

    def forget(self, run_id: int) -> None:
        """Let go of a run that no command leads to any more."""

    def assign_parameters(self, indices: tuple[int, ...], values: tuple[float, ...], edit_id: int = 0) -> None:
        """Give parameters values."""

    def request_best(self, edit_id: int, epoch: int | None = None) -> None:
        """Have the worker return to an epoch, or to the best state."""

    def leave_best(self, edit_id: int) -> None:
        """Have the worker return to where it was before that."""


class ChangeRun(QUndoCommand):
    """A change of the experiment, or a fresh run of it.

    Parameters
    ----------
    target : Target
        The session.
    before, after : Run
        The run that is left and the run that is entered; the same id where only the training changes.
    text : str
        Name in the Edit menu.
    merge_id : int
        Changes that follow one another within `MERGE_SECONDS` with the same id become one; -1 for never.
    """

    def __init__(self, target: Target, before: Run, after: Run, text: str, merge_id: int = -1) -> None:
        super().__init__(text)
        self._target = proxy(target)  # the session owns the stack, so its commands must not own the session
        self.before = before
        self.after = after
        self._merge_id = merge_id
        self._edit_id = next(_EDIT_IDS)
        self.changed_at = monotonic()
        self._is_refused = False

    def id(self) -> int:
        """Return what Qt compares before it asks to merge."""
        return self._merge_id

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over where `other` leads, so that a whole drag is one step."""
        if not isinstance(other, ChangeRun) or other.changed_at - self.changed_at > MERGE_SECONDS:
            return False
        passed = self.after.run_id
        self.after = other.after
        self.changed_at = other.changed_at
        if passed not in (self.before.run_id, self.after.run_id):
            self._target.forget(passed)
        return True

    def redo(self) -> None:
        """Enter the run after the change."""
        self._target.return_to(self.after, self._edit_id)

    def undo(self) -> None:
        """Return to the run before the change."""
        self._target.return_to(self.before, self._edit_id)
        # Only now: Qt skips the undo of a command that is obsolete beforehand.
        self.setObsolete(self._is_refused)

    def refuse(self) -> None:
        """Vanish from the stack with the next undo: what this leads to cannot be run."""
        self._is_refused = True


class ChangeParameter(QUndoCommand):
    """A weight or bias set by hand; undo gives it back the number that it had.

    Parameters
    ----------
    target : Target
        The session.
    index : int
        Place in `network.parameters`.
    before, after : float
        The number that it had, and the one that it gets.
    text : str
        Name in the Edit menu.
    gesture : int
        Changes of one gesture, a drag or the notches of a wheel, become one; 0 for never.
    """

    def __init__(self, target: Target, index: int, before: float, after: float, text: str, gesture: int = 0) -> None:
        super().__init__(text)
        self._target = proxy(target)  # the session owns the stack, so its commands must not own the session
        self.index = index
        self._before = before
        self.after = after
        self.gesture = gesture
        self._edit_id = next(_EDIT_IDS)

    def id(self) -> int:
        """Return what Qt compares before it asks to merge."""
        return PARAMETER_ID if self.gesture else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over where `other` leads, so that a whole gesture is one step."""
        if not isinstance(other, ChangeParameter) or (other.index, other.gesture) != (self.index, self.gesture):
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        """Assign the new number."""
        self._target.assign_parameters((self.index,), (self.after,), self._edit_id)

    def undo(self) -> None:
        """Assign the number from before."""
        self._target.assign_parameters((self.index,), (self._before,), self._edit_id)


class ReturnToBest(QUndoCommand):
    """The way back to the lowest training loss, or from an early stop to the lowest validation loss; undo comes back.

    Parameters
    ----------
    target : Target
        The session.
    epoch : int, optional
        Where the validation loss was lowest.
    """

    def __init__(self, target: Target, epoch: int | None = None) -> None:
        super().__init__(f"go back to the lowest {'training' if epoch is None else 'validation'} loss")
        self._epoch = epoch
        self._target = proxy(target)  # the session owns the stack, so its commands must not own the session
        self._edit_id = next(_EDIT_IDS)

    def redo(self) -> None:
        """Return to the best state."""
        self._target.request_best(self._edit_id, self._epoch)

    def undo(self) -> None:
        """Return to where the run was."""
        self._target.leave_best(self._edit_id)


class ChangeParameters(QUndoCommand):
    """Many weights and biases set at once: another point of parameter space.

    Parameters
    ----------
    target : Target
        The session.
    indices : tuple of int
        Places in `network.parameters`.
    before, after : tuple of float
        The numbers that they had, and those that they get.
    text : str
        Name in the Edit menu.
    """

    def __init__(
        self, target: Target, indices: tuple[int, ...], before: tuple[float, ...], after: tuple[float, ...], text: str
    ) -> None:
        super().__init__(text)
        self._target = proxy(target)  # the session owns the stack, so its commands must not own the session
        self._indices = indices
        self._before = before
        self._after = after
        self._edit_id = next(_EDIT_IDS)

    def redo(self) -> None:
        """Assign the new numbers."""
        self._target.assign_parameters(self._indices, self._after, self._edit_id)

    def undo(self) -> None:
        """Assign the numbers from before."""
        self._target.assign_parameters(self._indices, self._before, self._edit_id)
