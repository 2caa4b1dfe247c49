"""The form of the training: what is made small, and by which steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot

import mlp_core as mlp
from mlp_gui.panels.pair_note import PairNote
from mlp_gui.panels.panel import Panel
from mlp_gui.panels.speed_field import SpeedField
from mlp_gui.panels.stopping_rows import StoppingRows
from mlp_gui.panels.titles import SHORT, choices
from mlp_gui.panels.training_values import VALUES, TrainingValue
from mlp_gui.state.pairing import why_it_fits
from mlp_gui.widgets import Choice, FormRow, SeedField, SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

LOSS_TIP: Final = "What training makes small."
REDUCTIONS: Final = (
    ("mean", "Mean", "The loss of a batch is the mean over its samples."),
    ("sum", "Sum", "The loss of a batch is the sum over its samples: larger batches take larger steps."),
)


class TrainingPanel(Panel):
    """Loss, optimizer and their numbers; each can be changed while the network trains.

    Parameters
    ----------
    session : Session
        The owner of the experiment.
    theme_controller : ThemeController
        Colours, fonts and lengths.
    preferences : Preferences
        How the user likes the window.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, theme_controller, preferences, "Training", "training_panel", parent)
        self.loss = self._choice("Loss", "loss", LOSS_TIP, mlp.LOSSES)
        self.loss_note = PairNote(session, theme_controller, False, self)
        self.optimizer = self._choice("Optimizer", "optimizer", "How a step follows from the gradient.", mlp.OPTIMIZERS)
        self.schedule = self._choice(
            "Schedule", "schedule", "How the learning rate changes with the epochs.", mlp.SCHEDULES
        )
        self.values = {value.field: TrainingValue(theme_controller, value, self) for value in VALUES}
        self.reduction = SegmentedControl(theme_controller, "Loss of a batch", REDUCTIONS, self)
        self.reduction.setObjectName("reduction")
        self.reduction.setToolTip("How the losses of a batch's samples are put together.")
        self.batch_seed = SeedField(
            theme_controller,
            "Seed of the batches",
            "Decides the order of the samples: the same seed, the same batches.",
            "Starts again with the batches of the next seed.",
            self,
        )
        self.batch_seed.setObjectName("batch_seed")
        self.speed = SpeedField(session, theme_controller, self)
        self._rows_of: dict[str, FormRow] = {}
        self._place()
        self.stopping = StoppingRows(theme_controller, self, self.add_section("Stop when", "stop"))
        self._connect()
        self.finish()

    def render_experiment(self, experiment: mlp.Experiment) -> None:
        """Show the training settings of `experiment`."""
        training = experiment.training
        self.loss.set_value(training.loss)
        self.loss.set_tip(f"{LOSS_TIP} {why_it_fits(experiment)}".strip())
        self.loss_note.show_experiment(experiment)
        self.optimizer.set_value(training.optimizer)
        self.schedule.set_value(training.schedule)
        self.reduction.set_value(training.reduction)
        self.batch_seed.set_value(experiment.batch_seed)
        for field, value in self.values.items():
            value.set_value(getattr(training, field))
            self._rows_of[field].setVisible(value.spec.is_used(training))
        self.stopping.show_experiment(experiment)
        self.set_subtitle(self.optimizer.currentText())

    def _choice(self, label: str, name: str, tip: str, registry: Mapping[str, object]) -> Choice:
        choice = Choice(label, self)
        choice.setObjectName(name)
        choice.set_tip(tip)
        choice.set_items(choices(registry), SHORT)
        return choice

    def _place(self) -> None:
        self.add_row("Loss", self.loss)
        self.add_widget(self.loss_note)
        self.add_row("Optimizer", self.optimizer)
        for field in ("learning_rate", "momentum", "batch_size", "l2"):
            self._add_value(field, more=False)
        self.add_row("Speed", self.speed)
        for field in ("beta_1", "beta_2", "rho", "weight_decay", "l1"):
            self._add_value(field, more=True)
        self.add_row("Schedule", self.schedule, more=True)
        self._add_value("schedule_epochs", more=True)
        self.add_row("Over a batch", self.reduction, more=True)
        self.add_row("Batch order", self.batch_seed, more=True)

    def _add_value(self, field: str, *, more: bool) -> None:
        value = self.values[field]
        self._rows_of[field] = self.add_row(value.spec.label, value, more=more)

    def _connect(self) -> None:
        for value in self.values.values():
            self.wire(value.given, self._on_value_given)
        self.wire(self.loss.chosen, self._on_loss_chosen)
        self.wire(self.optimizer.chosen, self._on_optimizer_chosen)
        self.wire(self.schedule.chosen, self._on_schedule_chosen)
        self.wire(self.reduction.chosen, self._on_reduction_chosen)
        self.wire(self.batch_seed.value_changed, self._session.set_batch_seed)
        self.wire(self.batch_seed.rolled, self._on_batch_seed_rolled)
        self.wire(self.stopping.given, self._session.stopping.set_condition)

    @Slot(str, object)
    def _on_value_given(self, field: str, number: object) -> None:
        self._session.set_training(f"change {self.values[field].spec.label.lower()}", field, **{field: number})

    @Slot(str)
    def _on_loss_chosen(self, name: str) -> None:
        self._session.set_training("change loss", loss=name)

    @Slot(str)
    def _on_optimizer_chosen(self, name: str) -> None:
        self._session.set_training("change optimizer", optimizer=name)

    @Slot(str)
    def _on_schedule_chosen(self, name: str) -> None:
        self._session.set_training("change schedule", schedule=name)

    @Slot(str)
    def _on_reduction_chosen(self, name: str) -> None:
        self._session.set_training("change reduction", reduction=name)

    @Slot()
    def _on_batch_seed_rolled(self) -> None:
        self._session.set_batch_seed(self._session.experiment.batch_seed + 1)
