"""The session: the one owner of what is being learned, by what, how, and how far it has come."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.state import edits, requests
from mlp_gui.state.advice import why_it_stands_still
from mlp_gui.state.commands import ChangeParameter, ChangeRun, ReturnToBest, Run
from mlp_gui.state.notices import STILL_MADE
from mlp_gui.state.pairing import pair_titles
from mlp_gui.state.session_parts import SessionParts
from mlp_gui.state.snapshot import Cause, Notice, RunStatus
from mlp_gui.state.validation import check_experiment, is_number, names_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from mlp_gui.state.snapshot import Snapshot, UnitField

SLOWEST, FASTEST = 0.1, 1e6
_BAD_VALUE = (mlp.MlpError, ValueError, TypeError, OverflowError)


class Session(SessionParts):
    """What the window is about. Views render it and ask it for changes; nobody else keeps any of this.

    A change of the training settings alone keeps the run. Every other change is a run of its own with a new id, and
    undo returns to the old id, under which the worker has kept the trained network. A value that cannot be becomes
    a notice, and everything stays as it was: no request of a view ever raises.

    Parameters
    ----------
    experiment : mlp_core.Experiment, optional
        What to start with; the example "xor" by default.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, experiment: mlp.Experiment | None = None, parent: QObject | None = None) -> None:
        super().__init__(experiment, parent)
        self._wants_to_run = False
        self._merge_ids: dict[str, int] = {}
        self._training_id = 0
        self._last_built = Run(self._experiment, self._run_id)

    # What views and panels ask for: the experiment.

    def open_example(self, name: str) -> None:
        """Make the example `name` of `mlp_core.EXAMPLES` the experiment; it belongs to no file."""
        if name not in mlp.EXAMPLES:
            self._refuse(f"There is no example {name!r}.")
            return
        example = mlp.EXAMPLES[name]
        self.project.leave_for(example, f"open {example.title}")
        self.opened.emit()
        self.example_opened.emit(name)

    def set_experiment(self, experiment: mlp.Experiment, text: str, merge_key: str = "") -> None:
        """Make `experiment` the current one, as one step of undo named `text`.

        Changes with the same `merge_key` that follow one another quickly, as while a slider is dragged, are one step.
        """
        if experiment == self._experiment or not self._is_possible(experiment):
            return
        run_id = self._run_id if edits.is_same_run(self._experiment, experiment) else next(self._run_ids)
        self._push(Run(experiment, run_id), text, merge_key)

    def set_data(self, text: str = "", merge_key: str = "", **fields: object) -> None:
        """Replace fields of `experiment.data`."""
        self._edit(edits.change_data, text or f"change {names_of(fields)}", merge_key, **fields)

    def set_network(self, text: str = "", merge_key: str = "", **fields: object) -> None:
        """Replace fields of `experiment.network`."""
        self._edit(edits.change_network, text or f"change {names_of(fields)}", merge_key, **fields)

    def set_training(self, text: str = "", merge_key: str = "", **fields: object) -> None:
        """Replace fields of `experiment.training`."""
        self._edit(mlp.Experiment.with_training, text or f"change {names_of(fields)}", merge_key, **fields)

    def set_batch_seed(self, seed: int) -> None:
        """Draw the order of the batches from another seed."""
        self.set_experiment(replace(self._experiment, batch_seed=seed), "change batch seed", "batch_seed")

    def choose_dataset(self, name: str) -> None:
        """Learn from the dataset `name`, with an output and a loss that fit it."""
        self._edit(edits.choose_dataset, "choose dataset", "", name)

    def choose_task(self, task: str) -> None:
        """Learn what the data ask for (""), or to give their inputs back ("compression")."""
        self._edit(edits.choose_task, "change task", "", task)

    def set_feature(self, name: str, on: bool) -> None:
        """Switch an input feature on or off; the last one on stays."""
        text = f"switch {edits.feature_title(self._experiment, name)} {'on' if on else 'off'}"
        self._edit(edits.switch_feature, text, "", name, on)

    def add_layer(self, position: int) -> None:
        """Put a hidden layer before the hidden layer `position`, counted from 0."""
        self._edit(edits.add_layer, "add layer", "", position)

    def remove_layer(self, position: int) -> None:
        """Take the hidden layer `position` away."""
        self._edit(edits.remove_layer, "remove layer", "", position)

    def set_layer_size(self, position: int, size: int) -> None:
        """Give the hidden layer `position` `size` units."""
        self._edit(edits.resize_layer, "change units", f"layer_size_{position}", position, size)

    def set_layer_activation(self, position: int, name: str) -> None:
        """Give the hidden layer `position` the activation `name`."""
        self._edit(edits.change_layer_activation, "change activation", "", position, name)

    def set_output_activation(self, name: str) -> None:
        """Give the output layer the activation `name`."""
        self._edit(edits.change_network, "change output activation", "", output_activation=name)

    def use_pair(self, pair: mlp.OddPair) -> None:
        """Take the output activation and the loss that are proposed instead of an odd pair."""
        self._edit(edits.with_pair, f"use {pair_titles(self._experiment, pair)}", "", pair)

    def reset(self) -> None:
        """Start again from the same first weights."""
        self.enter_new_run(self._experiment, "reset")

    def new_weights(self) -> None:
        """Start again from the weights of the next seed."""
        seed = self._experiment.network.seed + 1
        self.enter_new_run(edits.change_network(self._experiment, seed=seed), "new weights")

    def set_parameter(self, index: int, value: float, gesture: int = 0) -> None:
        """Give the parameter at `index` of `network.parameters` a value; training goes on from there.

        Changes with the same number of a gesture are one step of undo.
        """
        snapshot = self._snapshot
        if snapshot is None or snapshot.run_id != self._run_id:
            self.post(STILL_MADE)
            return
        parameters = snapshot.network.parameters
        if not 0 <= index < parameters.size:
            self._refuse(f"There is no parameter {index}; the network has {parameters.size}.")
        elif not is_number(value) or not math.isfinite(parameters.dtype.type(value)):
            self._refuse(f"A weight or bias is a finite number; {value} is not.")
        elif float(parameters[index]) != float(value):
            before = float(parameters[index])
            kind = "bias" if snapshot.network.locate(index)[2] is None else "weight"
            self._undo_stack.push(ChangeParameter(self, index, before, float(value), f"change {kind}", gesture))

    def enter_new_run(self, experiment: mlp.Experiment, text: str) -> None:
        """Start `experiment` afresh, even where it is the current one, as one step of undo named `text`."""
        if self._is_possible(experiment):
            self._push(Run(experiment, next(self._run_ids)), text, "")

    # What views and panels ask for: the run.

    def play(self) -> None:
        """Train."""
        self._request_run(requests.Play(), wants_to_run=True)

    def pause(self) -> None:
        """Stop after the current step."""
        self._request_run(requests.Pause(), wants_to_run=False)

    def toggle(self) -> None:
        """Train if paused, pause if training."""
        if self._wants_to_run:
            self.pause()
        else:
            self.play()

    def step_batch(self) -> None:
        """Pause and take one step."""
        self._request_run(requests.StepBatch(), wants_to_run=False)
        self._advise()

    def step_epoch(self) -> None:
        """Pause and train to the end of the epoch."""
        self._request_run(requests.StepEpoch(), wants_to_run=False)
        self._advise()

    def go_back(self) -> None:
        """Return to the best state that was kept, after a run diverged, as one step of undo."""
        self._undo_stack.push(ReturnToBest(self))

    def restore_last(self) -> None:
        """Open what a program left that did not end in order."""
        self._project.restore_wanted.emit()

    def take_network(self) -> None:
        """Take the network of a file whose weights did not fit."""
        self.files.take_offered()

    def set_speed(self, steps_per_second: float | None) -> None:
        """Take so many steps a second, from 0.1 to a million; None for as fast as it goes."""
        if steps_per_second is not None:
            if not is_number(steps_per_second) or not SLOWEST <= steps_per_second <= FASTEST:
                self._refuse(f"The speed goes from {SLOWEST:g} to {FASTEST:,.0f} steps a second.")
                return
            steps_per_second = float(steps_per_second)
        self._notices.withdraw(Cause.REFUSAL)
        if steps_per_second != self._speed:
            self._speed = steps_per_second
            self.request_posted.emit(requests.SetSpeed(steps_per_second))
            self.speed_changed.emit(steps_per_second)

    # What comes back from the worker.

    def receive_snapshot(self, snapshot: Snapshot) -> None:
        """Show a newer moment; one of another run is dropped."""
        if snapshot.run_id == self._run_id:
            self._last_built = Run(snapshot.experiment, snapshot.run_id)
            self._snapshot = snapshot
            if self._unit_field is not None and self._unit_field.run_id != snapshot.run_id:
                self._unit_field = None
            self._follow_training(snapshot)
            self.snapshot_changed.emit(snapshot)

    def receive_status(self, status: RunStatus) -> None:
        """Note what the worker is doing."""
        self._wants_to_run = status is RunStatus.RUNNING
        if status is not self._status:
            self._status = status
            self.status_changed.emit(status)
            if status is RunStatus.RUNNING:
                self._advise()

    def receive_unit_field(self, unit_field: UnitField) -> None:
        """Show newer answers of the units; those of another run are dropped."""
        if unit_field.run_id == self._run_id:
            self._unit_field = unit_field
            self.unit_field_changed.emit(unit_field)

    def receive_refusal(self, run_id: int, notice: Notice) -> None:
        """Go back to what last worked: the worker could not build or configure run `run_id`."""
        if run_id == self._run_id:
            command = self._undo_stack.command(self._undo_stack.index() - 1)
            if isinstance(command, ChangeRun) and command.after.run_id == run_id:
                command.refuse()
                self._undo_stack.undo()
            elif self._last_built.run_id != run_id:
                self.return_to(self._last_built)
        # Only now: what is changed by hand, undo among it, takes the notice of an earlier refusal away.
        self.post(replace(notice, cause=Cause.REFUSAL))

    # What undo commands ask for.

    def return_to(self, run: Run, edit_id: int = 0) -> None:
        """Make `run` the current one, without a step of undo; commands call this with their number."""
        before = Run(self._experiment, self._run_id)
        self._experiment, self._run_id = run.experiment, run.run_id
        if run.run_id != before.run_id:
            self._cursor.clear()
            self._stepping.leave_run()
            self.request_posted.emit(requests.Configure(run.run_id, run.experiment, run.record))
        else:
            self._change_run(before.experiment, run.experiment, edit_id)
        if run.experiment != before.experiment:
            self.experiment_changed.emit(run.experiment)
            advice = why_it_stands_still(run.experiment)
            if self._status is RunStatus.RUNNING and advice != why_it_stands_still(before.experiment):
                self._advise()
        if run.experiment.title != before.experiment.title:
            self.title_changed.emit(run.experiment.title)

    def forget(self, run_id: int) -> None:
        """Let the worker drop a run that no undo leads to; commands call this."""
        self.request_posted.emit(requests.Forget(run_id))

    def assign_parameters(self, indices: tuple[int, ...], values: tuple[float, ...], edit_id: int = 0) -> None:
        """Give parameters values, without a step of undo; commands call this with their number."""
        self.request_posted.emit(requests.SetParameters(indices, values, edit_id))

    def request_best(self, edit_id: int, epoch: int | None = None) -> None:
        """Return to an epoch or the best state, without a step of undo; commands call this with their number."""
        self._request_run(requests.GoBack(edit_id, epoch), wants_to_run=False)

    def leave_best(self, edit_id: int) -> None:
        """Return to where the run was before it went back under this number; commands call this."""
        self._request_run(requests.ComeBack(edit_id), wants_to_run=False)

    def _change_run(self, before: mlp.Experiment, after: mlp.Experiment, edit_id: int) -> None:
        """Have the run go on with other settings and other painted points, or stop under other conditions."""
        if after.stopping != before.stopping:
            self.request_posted.emit(requests.ChangeStopping(after.stopping))
        if after.training != before.training:
            self._training_id += 1
            self.request_posted.emit(requests.ChangeTraining(after.training, edit_id, self._training_id))
        if after.data != before.data:
            self._training_id += 1
            self._cursor.forget_samples()
            self.request_posted.emit(requests.ChangePoints(after.data, edit_id, self._training_id))

    def _follow_training(self, snapshot: Snapshot) -> None:
        """Take over settings and painted points of a moment that had others, unless a newer change is on its way."""
        followed, timeline = edits.followed(self._experiment, snapshot.experiment), self._stepping.timeline
        if timeline is None or timeline.training_id != self._training_id or followed == self._experiment:
            return
        if followed.data != self._experiment.data:
            self._cursor.forget_samples()
        self._experiment = followed
        self.experiment_changed.emit(self._experiment)

    def _edit(
        self, edit: Callable[..., mlp.Experiment], text: str, merge_key: str, *arguments: object, **fields: object
    ) -> None:
        edited = self._try(edit, self._experiment, *arguments, **fields)
        if edited is not None:
            self.set_experiment(edited, text, merge_key)

    def _try(self, edit: Callable[..., mlp.Experiment], *arguments: object, **fields: object) -> mlp.Experiment | None:
        try:
            return edit(*arguments, **fields)
        except _BAD_VALUE as error:
            self._refuse(str(error))
            return None

    def _is_possible(self, experiment: mlp.Experiment) -> bool:
        try:
            check_experiment(experiment)
        except _BAD_VALUE as error:
            self._refuse(str(error))
            return False
        return True

    def _refuse(self, text: str) -> None:
        self.post(Notice(text, "warning", cause=Cause.REFUSAL))

    def _push(self, after: Run, text: str, merge_key: str) -> None:
        before = Run(self._experiment, self._run_id)
        merge_id = self._merge_ids.setdefault(merge_key, len(self._merge_ids)) if merge_key else -1
        self._undo_stack.push(ChangeRun(self, before, after, text, merge_id))

    def _request_run(self, request: object, *, wants_to_run: bool) -> None:
        self._wants_to_run = wants_to_run
        self.request_posted.emit(request)

    def _advise(self) -> None:
        """Say why nothing moves, where nothing can."""
        advice = why_it_stands_still(self._experiment)
        if advice is not None:
            self.post(advice)
