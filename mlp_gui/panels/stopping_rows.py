"""The part of the training form that says when training stops by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

import mlp_core as mlp
from mlp_gui.look.numbers import compact, counted, fixed, grouped
from mlp_gui.widgets.limit_field import LimitField, LimitRange
from mlp_gui.widgets.segmented_control import SegmentedControl
from mlp_gui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from mlp_gui.look import ThemeController
    from mlp_gui.panels.panel import Panel
    from mlp_gui.widgets import CollapsibleSection, FormRow

_DECADE_STEP: Final = 10.0**0.1
LIMITS: Final = (
    ("epochs", "Epochs", LimitRange(1, 10_000_000, decimals=0, factor=_DECADE_STEP, first=1000),
     "Stops after so many epochs."),
    ("loss", "Train loss ≤", LimitRange(0.0, 1e6, factor=_DECADE_STEP, first=0.01),
     "Stops when the training loss has fallen to this."),
    ("metric", "Accuracy ≥", LimitRange(0.001, 1.0, decimals=1, percent=True, step=0.01, first=0.99,
                                       always="No accuracy is below 0\u00a0%."),
     "Stops when the training accuracy has risen to this."),
    ("patience", "No better for", LimitRange(1, 1_000_000, decimals=0, factor=_DECADE_STEP, first=50, unit="epoch"),
     "Early stopping: stops when the validation loss has found nothing lower for so many epochs."),
)  # fmt: skip
KEPT_LIMIT: Final = LimitRange(0.0, 1.0, decimals=1, percent=True, step=0.01, first=0.99)
R2_LIMIT: Final = LimitRange(-1000.0, 1.0, decimals=3, step=0.01, first=0.99)
METRIC_LIMITS: Final = {"regression": R2_LIMIT, "compression": KEPT_LIMIT}
METRICS: Final = {"regression": "R² ≥", "compression": "Variance ≥"}
"""What the limit of the metric is called where that is not the accuracy; of a compression it is the variance kept."""
ENDINGS: Final = (
    ("best", "Best back", "Goes back to the epoch with the lowest validation loss; Undo returns from there"),
    ("last", "Stay", "Stays where it stopped"),
)
NO_POINTS: Final = "There are no validation points: give the data a share of them first."


class StoppingLimit(LimitField):
    """One limit, which says which one it is."""

    #: str, object: field of `StoppingConfig`, and int, float or None.
    given = Signal(str, object)

    def __init__(
        self, theme_controller: ThemeController, field: str, limit_range: LimitRange, tip: str, panel: Panel
    ) -> None:
        names = {"epochs": "epochs", "loss": "training loss", "metric": "training accuracy"}
        name = names.get(field, "epochs without a lower validation loss")
        super().__init__(theme_controller, f"Stop: {name}", limit_range, tip, panel)
        self.field = field
        self.setObjectName(f"stop_{field}")
        self.value_changed.connect(self._on_value_changed)

    @Slot(float)
    def _on_value_changed(self, _value: float) -> None:
        limit = self.limit
        whole = self.field in ("epochs", "patience")
        self.given.emit(self.field, round(limit) if whole and limit is not None else limit)


class StoppingRows(QObject):
    """Puts the rows into a section of the training form, and shows there what the experiment has.

    Parameters
    ----------
    panel : Panel
        The form; also the owner.
    section : CollapsibleSection
        Where the rows go.

    Signals
    -------
    given : str, object
        The user gave this field of `StoppingConfig` this value.
    """

    given = Signal(str, object)

    def __init__(self, theme_controller: ThemeController, panel: Panel, section: CollapsibleSection) -> None:
        super().__init__(panel)
        self._section = section
        self.limits = {
            field: StoppingLimit(theme_controller, field, limit_range, tip, panel)
            for field, _, limit_range, tip in LIMITS
        }
        self._rows: dict[str, FormRow] = {}
        for field, label, _, _ in LIMITS:
            self._rows[field] = panel.add_row(label, self.limits[field], section=section)
            self.limits[field].given.connect(self.given)
        self.ending = SegmentedControl(theme_controller, "After early stopping", ENDINGS, panel)
        self.ending.setObjectName("stop_ending")
        self._rows["ending"] = panel.add_row("Then", self.ending, section=section)
        self.ending.chosen.connect(self._on_ending_chosen)
        self.warning = WrappedLabel("caption", panel)
        self.warning.setObjectName("stop_warning")
        self.warning.setText(NO_POINTS)
        section.body.addWidget(self.warning)

    def show_experiment(self, experiment: mlp.Experiment) -> None:
        """Show when an experiment stops."""
        config = experiment.stopping
        task = mlp.kind_of(experiment.data).task
        self._rows["metric"].label.setText(METRICS.get(task, LIMITS[2][1]))
        self.limits["metric"].set_range(METRIC_LIMITS.get(task, LIMITS[2][2]))
        for field, limit in self.limits.items():
            limit.set_limit(getattr(config, field))
        waits = config.patience is not None
        self._rows["ending"].setVisible(waits)
        self.ending.set_value("best" if config.restore_best else "last")
        self.warning.setVisible(waits and experiment.data.validation_share == 0.0)
        self._section.set_subtitle(_summary(config, task == "regression"))

    @Slot(str)
    def _on_ending_chosen(self, ending: str) -> None:
        self.given.emit("restore_best", ending == "best")


def _summary(config: mlp.StoppingConfig, is_regression: bool) -> str:
    """Return the conditions in a few letters, for the title of the section."""
    parts = []
    if config.epochs is not None:
        parts.append(f"epoch {grouped(config.epochs)}")
    if config.loss is not None:
        parts.append(f"loss {compact(config.loss)}")
    if config.metric is not None:
        parts.append(f"R² {fixed(config.metric, 2)}" if is_regression else f"{fixed(100.0 * config.metric, 1)} %")
    if config.patience is not None:
        parts.append(f"no better for {counted(config.patience, 'epoch')}")
    return ", ".join(parts) or "never"
