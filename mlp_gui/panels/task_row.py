"""What is learned from the data: what they ask for, or to give their inputs back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_core.data.dataset import COMPRESSION
from mlp_gui.look.numbers import counted
from mlp_gui.state.pairing import why_it_fits
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


OWN: Final = "own"
BELOW: Final = 6
"""Pixels between the note and the next row."""
_TITLES: Final = {
    "classification": ("Classification", "The network learns which class a point is of."),
    "regression": ("Regression", "The network learns the value of a point."),
}
_STEPS: Final = "Adam's steps are as long for many inputs as for few; those of gradient descent grow, and can diverge."
_COMPRESSION: Final = (
    COMPRESSION,
    "Compression",
    "The network learns to give its inputs back through a layer with fewer units: an autoencoder.",
)


class TaskChoice(Choice):
    """The tasks that the data allow: `OWN`, what they ask for, and "compression"."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Task", parent)
        self.setObjectName("task")
        self.set_tip(
            "What the network learns; output and loss that fit come along, and for a compression the optimizer."
        )

    def show_data(self, data: mlp.DataConfig) -> None:
        """Offer what can be learned from these data, and show what is."""
        source = mlp.source_of(data)
        own = [] if source.task == COMPRESSION else [(OWN, *_TITLES[source.task])]
        items = [*own, _COMPRESSION] if mlp.can_be_compressed(source) else own
        if tuple(value for value, _, _ in items) != self.values or self.itemText(0) != items[0][1]:
            self.set_items(items)
        self.setEnabled(len(items) > 1)
        self.set_value(COMPRESSION if mlp.kind_of(data).task == COMPRESSION else OWN)


class TaskNote(WrappedLabel):
    """What is proposed for a compression, in a sentence; nothing for what the data ask for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("caption", parent)
        self.setObjectName("task_note")
        self.setContentsMargins(0, 0, 0, BELOW)
        self.hide()

    def show_experiment(self, experiment: mlp.Experiment) -> None:
        """Tell how the inputs of an experiment are compressed, if they are."""
        text = compression_text(experiment)
        self.setText(text)
        self.setVisible(bool(text))


def compression_text(experiment: mlp.Experiment) -> str:
    """Return through how many units how many inputs go, and why output, loss and Adam fit; "" for other tasks."""
    kind = mlp.kind_of(experiment.data)
    if kind.task != COMPRESSION:
        return ""
    inputs, sizes = counted(kind.n_values, "input"), experiment.network.hidden_sizes
    if not sizes:
        return f"{inputs}, and no hidden layer to squeeze them through: add one with fewer units."
    narrowest = min(sizes)
    if narrowest >= kind.n_values:
        return f"{inputs}, and no layer with fewer units: nothing is squeezed. Make one narrower."
    why = why_it_fits(experiment)
    steps = _STEPS if experiment.training.optimizer == "adam" else ""
    return " ".join(
        part for part in (f"{inputs} go through {counted(narrowest, 'unit')} and come back.", why, steps) if part
    )
