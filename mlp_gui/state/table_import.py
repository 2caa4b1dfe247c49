"""A table on its way in: read on a pool, looked at, its columns chosen; the run is left alone until it is used."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import mlp_core as mlp
from mlp_core.data.dataset import CLASSIFICATION, COMPRESSION, REGRESSION
from mlp_core.data.tables.layout import AS_RECOGNISED
from mlp_core.data.tables.table import CATEGORY
from mlp_gui.state import edits
from mlp_gui.state.snapshot import Cause, Notice
from mlp_gui.state.table_orders import CheckOrder, ReadOrder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlp_gui.state.session import Session
    from mlp_gui.state.table_orders import Checked, ReadTable, Refused

PASTED = "Pasted table"


def with_table(experiment: mlp.Experiment, data: mlp.TableData) -> mlp.Experiment:
    """Return an experiment that learns from a table, trained as is proposed for one's own data.

    Another choice of its own table keeps split, seed, scale and how it is trained.
    """
    chosen, former = edits.choose_table(experiment, data), experiment.data
    if former.table is not None and former.table.table == data.table and learned_choice(former) == data.choice:
        return experiment
    if former.table is None or former.table.table.digest != data.table.digest:
        return edits.propose_training(chosen)
    took_all = former.n_samples >= len(former.table.rows)
    size = chosen.data.n_samples if took_all else min(former.n_samples, len(data.rows))
    kept = {name: getattr(former, name) for name in ("train_share", "validation_share", "seed", "normalisation")}
    return chosen.with_data(n_samples=size, **kept)


def learned_choice(data: mlp.DataConfig) -> mlp.TableChoice | None:
    """Return what is learned from a table: as it was chosen, or a compression that the task was made since."""
    if data.table is None:
        return None
    choice = data.table.choice
    if choice.task == mlp.kind_of(data).task:
        return choice
    return replace(choice, task=COMPRESSION, target=choice.target if choice.task == CLASSIFICATION else "")


class Stage(Enum):
    """How far a table has come."""

    CLOSED = "closed"
    READING = "reading"
    FAILED = "failed"
    CHOOSING = "choosing"


class TableImport(QObject):
    """Which table is being opened, what is chosen of it, and whether it can be learned from.

    Parameters
    ----------
    session : Session
        Whose data it becomes by `use`; also the owner.

    Signals
    -------
    opened
        There is a table to be looked at, or one is on its way.
    stage_changed
        Read, failed, chosen from, or closed.
    choice_changed
        Another choice of columns, or what was found out about it.
    progress_changed : float
        Share of the file that has been read, from 0 to 1.
    ordered : ReadOrder or CheckOrder
        To be done on the pool.
    cancelled
        What is being done is not wanted any more.
    """

    opened = Signal()
    stage_changed = Signal()
    choice_changed = Signal()
    progress_changed = Signal(float)
    ordered = Signal(object)
    cancelled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._numbers = count(1)
        self._number = 0
        self._stage = Stage.CLOSED
        self._name = ""
        self._problem = ""
        self._read: ReadTable | None = None
        self._choice: mlp.TableChoice | None = None
        self._data: mlp.TableData | None = None
        self._order = ReadOrder(0)
        self._layout: mlp.TableLayout | None = None
        self._sheets: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        """How far the table has come."""
        return self._stage

    @property
    def name(self) -> str:
        """Name of the file, or what stands for it."""
        return self._name

    @property
    def problem(self) -> str:
        """Why the file cannot be read, or the choice not be learned from; "" where all is well."""
        return self._problem

    @property
    def read(self) -> ReadTable | None:
        """The table that was read; None before."""
        return self._read

    @property
    def layout(self) -> mlp.TableLayout | None:
        """How the file was read, or was meant to be; None where there is none yet, or nothing to be chosen of it."""
        return self._layout

    @property
    def sheets(self) -> tuple[str, ...]:
        """All sheets of the file."""
        return self._sheets

    @property
    def is_file(self) -> bool:
        """Whether the table comes from a file, whose bytes have an encoding."""
        return bool(self._order.path)

    @property
    def choice(self) -> mlp.TableChoice | None:
        """What is chosen of it; None before there is a table."""
        return self._choice

    @property
    def data(self) -> mlp.TableData | None:
        """The table with the present choice, ready to be learned from; None while that is not known, or cannot be."""
        return self._data

    @property
    def experiment(self) -> mlp.Experiment | None:
        """What the session's experiment becomes with these data; None while there are none."""
        return None if self._data is None else with_table(self._session.experiment, self._data)

    # Requests: a table comes in.

    def open_file(self, path: str) -> None:
        """Read a file."""
        self._begin(path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path, path=path)

    def open_text(self, text: str) -> None:
        """Read a table from text, as it comes from the clipboard."""
        if text.strip():
            self._begin(PASTED, text=text)
        else:
            self._refuse("The clipboard holds no table. Copy cells of a spreadsheet, or lines of a CSV file.")

    def open_files(self, paths: Iterable[str]) -> None:
        """Read what was dropped: one file."""
        files = [path for path in paths if path]
        if len(files) == 1:
            self.open_file(files[0])
        elif files:
            self._refuse(f"{len(files)} files were dropped. Drop one table at a time.")

    def _refuse(self, text: str) -> None:
        self._session.post(Notice(text, "warning", cause=Cause.REFUSAL))

    def reopen(self) -> None:
        """Look at the session's own table again, to choose otherwise."""
        data = self._session.experiment.data.table
        if data is not None:
            self._begin(
                data.table.name,
                path=data.table.source,
                table=data,
                kept=learned_choice(self._session.experiment.data),
            )

    def set_layout(self, **parts: object) -> None:
        """Read the same file again, with these parts of its layout as the user says them; the choice of columns stays.

        Parameters
        ----------
        **parts : str, bool or None
            Fields of `mlp_core.TableLayout`; "" and None leave a part to be recognised.
        """
        if self._layout is None or not (self._order.path or self._order.text):
            return
        wish = replace(self._order.layout or AS_RECOGNISED, **parts)  # type: ignore[arg-type]
        self._start(replace(self._order, used=None, layout=wish, kept=self._choice or self._order.kept))

    def _begin(
        self,
        name: str,
        *,
        path: str = "",
        text: str = "",
        table: mlp.TableData | None = None,
        kept: mlp.TableChoice | None = None,
    ) -> None:
        self._name = name
        self._layout, self._sheets = None, ()
        self._start(ReadOrder(0, path, text, table, kept=kept))

    def _start(self, order: ReadOrder) -> None:
        self.cancelled.emit()
        self._number = next(self._numbers)
        self._order = replace(order, number=self._number)
        self._problem = ""
        self._read = self._choice = self._data = None
        self._stage = Stage.READING
        self.opened.emit()
        self.stage_changed.emit()
        self.progress_changed.emit(0.0)
        self.ordered.emit(self._order)

    def close(self) -> None:
        """Let go of the table, whether it is read already or not."""
        if self._stage is not Stage.CLOSED:
            self.cancelled.emit()
            self._number = 0
            self._read = self._choice = self._data = self._layout = None
            self._order = ReadOrder(0)
            self._problem = ""
            self._stage = Stage.CLOSED
            self.stage_changed.emit()

    # Requests: what is chosen.

    def set_inputs(self, names: Iterable[str]) -> None:
        """Learn from these columns, in the order of the table; the target is never among them."""
        if self._read is None or self._choice is None:
            return
        wanted = set(names) - {self._choice.target}
        self._choose(inputs=tuple(name for name in self._read.table.column_names if name in wanted))

    def set_target(self, name: str) -> None:
        """Predict this column, by the task that it asks for; the column that was predicted so far goes in instead.

        A compression stays one: its target tells colours, or is none ("").
        """
        if self._read is None or self._choice is None or name == self._choice.target:
            return
        is_compression = self._choice.task == COMPRESSION
        if self._read.table.column(name) is None and not (is_compression and not name):
            return
        former = self._read.table.column(self._choice.target)
        names = {*self._choice.inputs} - {name}
        if former is not None and former.kind in ("number", "category") and not is_compression:
            names.add(former.name)
        inputs = tuple(each for each in self._read.table.column_names if each in names)
        self._choose(target=name, inputs=inputs)

    def set_task(self, task: str) -> None:
        """Learn classes or values, or to give the inputs back, which no target of values is needed for."""
        if self._read is None or self._choice is None or task == self._choice.task:
            return
        if task == COMPRESSION and self._choice.task == REGRESSION:
            self._choose(task=task, target="")
        elif task != COMPRESSION and not self._choice.target:
            proposed = mlp.TableChoice.proposed(self._read.table).target
            inputs = tuple(name for name in self._choice.inputs if name != proposed)
            self._choose(task=task, target=proposed, inputs=inputs)
        else:
            self._choose(task=task)

    def set_reading(self, name: str, reading: str) -> None:
        """Read the numbers of a column as "number" or as "category"; of the target they are values or classes."""
        if self._read is None or self._choice is None:
            return
        is_category = reading == CATEGORY
        if name == self._choice.target:
            self.set_task(CLASSIFICATION if is_category else REGRESSION)
            return
        names = {*self._choice.categories} | {name} if is_category else {*self._choice.categories} - {name}
        self._choose(categories=tuple(each for each in self._read.table.column_names if each in names))

    def set_missing(self, missing: str) -> None:
        """Leave rows with gaps out, or fill the gaps."""
        self._choose(missing=missing)

    def _choose(self, **fields: object) -> None:
        if self._read is None or self._choice is None:
            return
        choice = replace(self._choice, **fields)  # type: ignore[arg-type]
        if choice == self._choice:
            return
        self._choice = choice
        self._check(proposes_task="target" in fields and "task" not in fields and choice.task != COMPRESSION)

    def _check(self, *, proposes_task: bool = False) -> None:
        assert self._read is not None
        assert self._choice is not None
        self._number = next(self._numbers)
        self._data, self._problem = None, ""
        self.choice_changed.emit()
        self.ordered.emit(CheckOrder(self._number, self._read.table, self._choice, proposes_task))

    def use(self) -> None:
        """Learn from the table, as one step of undo; as long as it cannot be learned from, nothing happens."""
        experiment = self.experiment
        if experiment is not None:
            name = self._name
            self.close()
            self._session.set_experiment(experiment, f"use {name}")
            self._session.opened.emit()

    # What comes back from the pool.

    def receive_progress(self, number: int, share: float) -> None:
        """Note how much has been read."""
        if number == self._number and self._stage is Stage.READING:
            self.progress_changed.emit(share)

    def receive_read(self, number: int, read: ReadTable) -> None:
        """Take a table; one that is not waited for any more is dropped."""
        if number != self._number or self._stage is not Stage.READING:
            return
        self._read, self._choice = read, read.choice
        can_be_read_again = bool(self._order.path or self._order.text)
        self._layout = read.table.layout if can_be_read_again else None
        self._sheets = read.table.sheets
        self._stage = Stage.CHOOSING
        self.stage_changed.emit()
        self._check()

    def receive_refusal(self, number: int, refused: Refused) -> None:
        """Take why there is no table; where another layout may help, that can be chosen."""
        if number == self._number and self._stage is Stage.READING:
            self._stage, self._problem = Stage.FAILED, refused.problem
            self._layout, self._sheets = refused.layout, refused.sheets
            self.stage_changed.emit()

    def receive_check(self, number: int, checked: Checked | None, problem: str) -> None:
        """Take what was found out about a choice, unless there is another one by now."""
        if number == self._number and self._stage is Stage.CHOOSING:
            self._data, self._problem = None, problem
            if checked is not None:
                self._choice, self._data, self._problem = checked.choice, checked.data, checked.problem
            self.choice_changed.emit()
