"""What is asked of the pool about a table, and what it answers: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import mlp_core as mlp


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """Read a file or text from the clipboard, or look at a table again that is learned from.

    Attributes
    ----------
    number : int
        Comes back with the answer; an older one's answer is dropped.
    path, text : str
        One of them; the other is "".
    used : mlp_core.TableData or None
        The table that is learned from, with its choice; then there is no path and no text.
    """

    number: int
    path: str = ""
    text: str = ""
    used: mlp.TableData | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CheckOrder:
    """Find out what would be learned from a table by a choice, or why nothing would.

    Attributes
    ----------
    number : int
        As in `ReadOrder`.
    table : mlp_core.Table
        What was read.
    choice : mlp_core.TableChoice
        What is to be learned.
    proposes_task : bool
        Whether the task follows from the target, whatever the choice says.
    """

    number: int
    table: mlp.Table
    choice: mlp.TableChoice
    proposes_task: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ReadTable:
    """A table that was read, with what a preview tells of it.

    Attributes
    ----------
    table : mlp_core.Table
        All of it.
    choice : mlp_core.TableChoice
        What is proposed.
    ranges : tuple of str
        Per column its range or its categories, in words.
    """

    table: mlp.Table
    choice: mlp.TableChoice
    ranges: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What was found out about a choice.

    Attributes
    ----------
    choice : mlp_core.TableChoice
        The choice, with the task.
    data : mlp_core.TableData or None
        What would be learned from; None where nothing can be.
    problem : str
        Why nothing can be learned; "" where all is well.
    """

    choice: mlp.TableChoice
    data: mlp.TableData | None
    problem: str = ""


Order = ReadOrder | CheckOrder
