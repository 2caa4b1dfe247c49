"""The form of the training: every number reaches the session, and only those in use are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

import mlp_core as mlp
from mlp_gui.state.snapshot import Cause, Notice
from mlp_gui.widgets import FormRow

from .gestures import choose, click, type_number

if TYPE_CHECKING:
    from mlp_gui.panels import TrainingPanel
    from mlp_gui.state.session import Session


def test_it_shows_the_experiment(training_panel: TrainingPanel, session: Session) -> None:
    """Every control shows what the session holds."""
    training = session.experiment.training
    assert training_panel.loss.value == training.loss
    assert training_panel.optimizer.value == training.optimizer
    assert training_panel.schedule.value == training.schedule
    for field, control in training_panel.values.items():
        assert control.value == getattr(training, field)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [("learning_rate", "0.3", 0.3), ("batch_size", "7", 7), ("l1", "0.001", 0.001), ("l2", "1e-4", 1e-4)],
)
def test_numbers_are_typed(
    training_panel: TrainingPanel, session: Session, field: str, text: str, value: float
) -> None:
    """A typed number reaches the session with its type, and the run goes on."""
    run_id = session.run_id
    type_number(training_panel.values[field].field, text)
    given = getattr(session.experiment.training, field)
    assert given == value
    assert type(given) is type(value)
    assert session.run_id == run_id


@pytest.mark.parametrize("text", ["", "abc", "0", "-1", "nan", "1e12"])
def test_an_impossible_learning_rate_changes_nothing(
    training_panel: TrainingPanel, session: Session, text: str
) -> None:
    """The last good value is back, in words why."""
    before = session.experiment
    type_number(training_panel.values["learning_rate"].field, text)
    assert session.experiment is before


@pytest.mark.parametrize(
    ("optimizer", "shown"),
    [("sgd", set()), ("momentum", {"momentum"}), ("nesterov", {"momentum"}), ("rmsprop", {"rho"}), ("adagrad", set()),
     ("adam", {"beta_1", "beta_2"}), ("adamw", {"beta_1", "beta_2", "weight_decay"})],
)  # fmt: skip
def test_only_what_an_optimizer_uses_is_shown(
    training_panel: TrainingPanel, session: Session, optimizer: str, shown: set[str]
) -> None:
    """Momentum is there where there is momentum."""
    session.set_training(optimizer=optimizer)
    particular = {"momentum", "rho", "beta_1", "beta_2", "weight_decay"}
    assert {field for field in particular if training_panel.values[field].isVisible()} == shown
    assert training_panel.subtitle == mlp.OPTIMIZERS[optimizer].title


def test_a_schedule_has_a_length(training_panel: TrainingPanel, session: Session) -> None:
    """The length is asked for where the rate changes."""
    length = training_panel.values["schedule_epochs"]
    assert not length.isVisible()
    choose(training_panel.schedule, "cosine")
    assert session.experiment.training.schedule == "cosine"
    assert length.isVisible()
    type_number(length.field, "250")
    assert session.experiment.training.schedule_epochs == 250


def test_the_reduction_is_chosen(training_panel: TrainingPanel, session: Session) -> None:
    """Mean or sum, by a click."""
    click(training_panel.reduction.findChild(QAbstractButton, "segment_sum"))
    assert session.experiment.training.reduction == "sum"


@pytest.mark.parametrize("kind", ["loss", "optimizer"])
def test_whatever_is_chosen_the_form_tells_the_truth(
    training_panel: TrainingPanel, session: Session, kind: str
) -> None:
    """A choice that session and core refuse goes back to what is."""
    choice = getattr(training_panel, kind)
    for name in choice.values:
        if name != choice.value:
            choose(choice, name)
        assert choice.value == getattr(session.experiment.training, kind)


def test_the_batches_have_a_seed(training_panel: TrainingPanel, session: Session) -> None:
    """Typed or rolled."""
    type_number(training_panel.batch_seed.field, "12")
    assert session.experiment.batch_seed == 12
    click(training_panel.batch_seed.dice)
    assert session.experiment.batch_seed == 13


def test_undo_is_shown(training_panel: TrainingPanel, session: Session) -> None:
    """The form follows undo as it follows everything."""
    before = session.experiment.training.learning_rate
    type_number(training_panel.values["learning_rate"].field, "0.5")
    session.undo_stack.undo()
    assert training_panel.values["learning_rate"].value == before


def test_a_refusal_goes_when_the_old_value_is_typed_again(training_panel: TrainingPanel, session: Session) -> None:
    """What was refused is no matter any more, although nothing changes by that."""
    batch = training_panel.values["batch_size"]
    old = batch.field.text()
    session.post(Notice("No room for it.", "warning", cause=Cause.REFUSAL))
    type_number(batch.field, old)
    assert session.notices.current is None


def test_no_accuracy_is_below_nothing(training_panel: TrainingPanel, session: Session) -> None:
    """0 % would never end anything: it is refused, and why is said below the field."""
    metric = training_panel.stopping.limits["metric"]
    type_number(metric, "0 %")
    row = next(row for row in training_panel.findChildren(FormRow) if row.isAncestorOf(metric))
    assert row.complaint == "No accuracy is below 0\u00a0%. Type a number from 0.1 % to 100.0 %."
    assert session.experiment.stopping.metric is None
    type_number(metric, "banana")
    assert "below" not in row.complaint


def test_patience_is_counted_in_epochs(training_panel: TrainingPanel, session: Session) -> None:
    """The field says of what the number is, and takes it with its word and without."""
    patience = training_panel.stopping.limits["patience"]
    for typed, shown in (("5", "5 epochs"), ("1 epoch", "1 epoch"), ("2,000 epochs", "2,000 epochs")):
        type_number(patience, typed)
        assert patience.text() == shown
        assert session.experiment.stopping.patience == int(shown.split()[0].replace(",", ""))
