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
    layout : mlp_core.TableLayout or None
        What is not to be recognised, because the user says it.
    kept : mlp_core.TableChoice or None
        What was chosen of the same file before, to be kept as far as the columns are still there; of `used`, what is
        learned from it by now.
    """

    number: int
    path: str = ""
    text: str = ""
    used: mlp.TableData | None = None
    layout: mlp.TableLayout | None = None
    kept: mlp.TableChoice | None = None


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
class Refused:
    """Why a file has no table that can be learned from, and how it was meant to be read.

    Attributes
    ----------
    problem : str
        Names the file, and what to do.
    layout : mlp_core.TableLayout or None
        How it was meant to be read; None where no other layout helps.
    sheets : tuple of str
        Its sheets.
    """

    problem: str
    layout: mlp.TableLayout | None = None
    sheets: tuple[str, ...] = ()


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
