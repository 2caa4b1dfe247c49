"""The numbers of the training form: their labels, ranges, and which optimizer uses which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot

from mlp_gui.widgets import NumberRange, SliderField, ValueScale

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    import mlp_core as mlp
    from mlp_gui.look import ThemeController

ADAMS: Final = ("adam", "adamw")


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """One number of `TrainingConfig`.

    Attributes
    ----------
    field : str
        Its name there; also the objectName of its control.
    label, tip : str
        What the row is called, and one sentence on what it does.
    scale : ValueScale
        What the slider reaches.
    number_range : NumberRange
        What can be typed.
    optimizers : tuple of str
        The optimizers that use it; empty for all.
    is_whole : bool
        Whether it is a whole number.
    """

    field: str
    label: str
    tip: str
    scale: ValueScale
    number_range: NumberRange
    optimizers: tuple[str, ...] = ()
    is_whole: bool = False

    def is_used(self, training: mlp.TrainingConfig) -> bool:
        """Return whether `training` makes use of this number."""
        if self.field == "schedule_epochs":
            return training.schedule != "constant"
        return not self.optimizers or training.optimizer in self.optimizers


class TrainingValue(SliderField):
    """The control of one number; it says which number the user gave."""

    #: str, object: name of the field, and the float or int given for it.
    given = Signal(str, object)

    def __init__(self, theme_controller: ThemeController, spec: ValueSpec, parent: QWidget) -> None:
        super().__init__(theme_controller, spec.label, spec.scale, spec.number_range, spec.tip, parent)
        self.spec = spec
        self.setObjectName(spec.field)
        self.value_changed.connect(self._on_value_changed)

    @Slot(float)
    def _on_value_changed(self, value: float) -> None:
        self.given.emit(self.spec.field, round(value) if self.spec.is_whole else value)


_DECADE_STEP: Final = 10.0**0.1
_DECAY = NumberRange(0.0, 0.99999, decimals=None, step=0.01)
_PENALTY_SCALE = ValueScale(1e-6, 1.0, logarithmic=True, zero=True)
_PENALTY = NumberRange(0.0, 1000.0, step=0.001)

VALUES: Final = (
    ValueSpec(
        "learning_rate",
        "Learning rate",
        "How far a step goes.",
        ValueScale(1e-5, 10.0, logarithmic=True),
        NumberRange(1e-8, 1000.0, factor=_DECADE_STEP),
    ),
    ValueSpec(
        "batch_size",
        "Batch size",
        "How many samples a step looks at; more than there are means all of them.",
        ValueScale(1, 512, logarithmic=True),
        NumberRange(1, 100_000, decimals=0),
        is_whole=True,
    ),
    ValueSpec(
        "momentum",
        "Momentum",
        "How much of the last step goes on in the next.",
        ValueScale(0.0, 0.99, step=0.01),
        _DECAY,
        ("momentum", "nesterov"),
    ),
    ValueSpec(
        "beta_1",
        "Beta 1",
        "How much of the mean gradient is kept from step to step.",
        ValueScale(0.0, 0.999, step=0.001),
        _DECAY,
        ADAMS,
    ),
    ValueSpec(
        "beta_2",
        "Beta 2",
        "How much of the mean squared gradient is kept from step to step.",
        ValueScale(0.9, 0.9999, step=0.0001),
        _DECAY,
        ADAMS,
    ),
    ValueSpec(
        "rho",
        "Rho",
        "How much of the mean squared gradient is kept from step to step.",
        ValueScale(0.5, 0.999, step=0.001),
        _DECAY,
        ("rmsprop",),
    ),
    ValueSpec(
        "weight_decay",
        "Weight decay",
        "Share by which weights shrink in every step, times the learning rate.",
        _PENALTY_SCALE,
        _PENALTY,
        ("adamw",),
    ),
    ValueSpec(
        "l1",
        "L1 penalty",
        "Adds this times the sum of the weights' sizes to the loss: small weights go to zero.",
        _PENALTY_SCALE,
        _PENALTY,
    ),
    ValueSpec(
        "l2",
        "L2 penalty",
        "Adds this times half the sum of the squared weights to the loss: large weights shrink.",
        _PENALTY_SCALE,
        _PENALTY,
    ),
    ValueSpec(
        "schedule_epochs",
        "Length",
        "Length of the schedule in epochs: a period, a half-life, or the whole of it.",
        ValueScale(1, 10_000, logarithmic=True),
        NumberRange(1, 1_000_000, decimals=0),
        is_whole=True,
    ),
)
