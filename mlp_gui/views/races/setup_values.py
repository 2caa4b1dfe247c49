"""The values that are raced: which optimizers with which rates, which rates, which batch sizes, which starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

import mlp_core as mlp
from mlp_core.races.lineups import optimizer_name
from mlp_gui.state.race_setup import FEWEST_STARTS, MOST_SEED
from mlp_gui.state.racing import HIGHEST_RATE
from mlp_gui.state.snapshot import Cause, Notice
from mlp_gui.views.races.list_field import NumberListField
from mlp_gui.views.races.racer_chip import RacerChip
from mlp_gui.views.races.racer_look import look_of_optimizer
from mlp_gui.widgets.number_field import NumberField, NumberRange

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.race_setup import RaceSetup
    from mlp_gui.state.session import Session

RATES: Final = NumberRange(1e-6, HIGHEST_RATE, factor=1.5)
_RATE_WIDTH: Final = 68
"""Pixels at 100 %: of four decimals, which a thousandth of a rate that others have needs."""
SIZES: Final = NumberRange(1.0, 1e6, decimals=0)


class OptimizerEntry(QWidget):
    """One optimizer or learning rule: whether it races, and with which learning rate.

    Parameters
    ----------
    session : Session
        Its race is set up.
    theme_controller : ThemeController
        Colours and fonts.
    name : str
        A name of `mlp_core.OPTIMIZERS`.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._racing = session.racing
        self._name = name
        title, self._summary = optimizer_name(name), mlp.OPTIMIZERS[name].summary
        self.chip = RacerChip(theme_controller, title, look_of_optimizer(name), self._summary, self)
        self.chip.setObjectName(f"race_{name}")
        self.rate = NumberField(theme_controller, f"Learning rate of {title}", RATES, self, width=_RATE_WIDTH)
        self.rate.setObjectName(f"race_rate_{name}")
        self.rate.setToolTip(f"The learning rate that {title} races with.")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme_controller.px(3))
        row.addWidget(self.chip)
        row.addWidget(self.rate)
        self.chip.clicked.connect(self._on_clicked)
        self.rate.value_changed.connect(self._on_rate_changed)
        self.rate.rejected.connect(self._on_rejected)
        self.rate.accepted.connect(session.notices.settle_field)

    def show_setup(self, setup: RaceSetup) -> None:
        """Show whether it races, and its rate; of a rule that does not fit the network, why."""
        problem = self._racing.misfit(self._name)
        races = self._name in setup.optimizers and not problem
        self.chip.setEnabled(not problem)
        self.chip.setToolTip(problem or self._summary)
        self.chip.setChecked(races)
        self.rate.setVisible(races)
        self.rate.set_value(setup.rate_of(self._name, self._session.experiment.training))

    @Slot(bool)
    def _on_clicked(self, on: bool) -> None:
        self._racing.choose_optimizer(self._name, on)

    @Slot(float)
    def _on_rate_changed(self, rate: float) -> None:
        self._racing.choose_rate_of(self._name, rate)

    @Slot(str)
    def _on_rejected(self, problem: str) -> None:
        self._session.post(Notice(f"{self.rate.accessibleName()}: {problem}", "warning", cause=Cause.FIELD))


class SetupValues(QObject):
    """The fields of each kind of race; those of the kind that is chosen are shown.

    Parameters
    ----------
    session : Session
        Its race is set up.
    theme_controller : ThemeController
        Colours and fonts.
    bar : QWidget
        Where they stand; also the owner.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, bar: QWidget) -> None:
        super().__init__(bar)
        self._session = session
        self._bar = bar
        self._racing = racing = session.racing
        controller = theme_controller
        self.optimizers = {name: OptimizerEntry(session, controller, name, bar) for name in mlp.OPTIMIZERS}
        self.rates = NumberListField(controller, "Learning rates", RATES, mlp.MOST_RACERS, bar, width=210)
        self.rates.setObjectName("race_rates")
        self.sizes = NumberListField(controller, "Batch sizes", SIZES, mlp.MOST_RACERS, bar, width=170)
        self.sizes.setObjectName("race_sizes")
        self.starts = NumberField(
            controller, "Random starts", NumberRange(FEWEST_STARTS, mlp.MOST_RACERS, decimals=0), bar, width=44
        )
        self.starts.setObjectName("race_starts")
        self.first_seed = NumberField(controller, "First seed", NumberRange(0, MOST_SEED, decimals=0), bar, width=64)
        self.first_seed.setObjectName("race_first_seed")
        self._of_kind: dict[str, tuple[QWidget, ...]] = {
            "optimizer": tuple(self.optimizers.values()),
            "learning_rate": (self.rates,),
            "batch_size": (self.sizes,),
            "start": (self._named("Starts", self.starts), self._named("First seed", self.first_seed)),
        }
        self.rates.values_changed.connect(racing.choose_rates)
        self.sizes.values_changed.connect(racing.choose_batch_sizes)
        self.starts.value_changed.connect(self._on_starts_changed)
        self.first_seed.value_changed.connect(self._on_first_seed_changed)
        for field in (self.rates, self.sizes, self.starts, self.first_seed):
            field.rejected.connect(self._on_rejected)
        for values in (self.rates, self.sizes):
            values.confirmed.connect(session.notices.settle_field)
        for number in (self.starts, self.first_seed):
            number.accepted.connect(session.notices.settle_field)
        racing.setup_changed.connect(self._on_setup_changed)
        self._on_setup_changed(racing.setup)

    @property
    def widgets(self) -> list[QWidget]:
        """All of them, in order."""
        return [widget for widgets in self._of_kind.values() for widget in widgets]

    def _named(self, name: str, field: QWidget) -> QWidget:
        row = QWidget(self._bar)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        label = QLabel(name, row)
        label.setProperty("role", "caption")
        label.setBuddy(field)
        layout.addWidget(label)
        layout.addWidget(field)
        return row

    @Slot(object)
    def _on_setup_changed(self, setup: RaceSetup) -> None:
        self._session.notices.settle_field()
        experiment, n_samples = self._session.experiment, max(self._racing.n_samples, 1)
        for kind, widgets in self._of_kind.items():
            for widget in widgets:
                widget.setVisible(kind == setup.varied)
        for entry in self.optimizers.values():
            entry.show_setup(setup)
        self.rates.set_values(setup.racing_rates(experiment.training))
        self.sizes.set_values(tuple(float(size) for size in setup.racing_sizes(n_samples)))
        self.sizes.setToolTip(f"1 takes single samples; {n_samples} or more the full batch.")
        self.starts.set_value(setup.n_starts)
        self.first_seed.set_value(setup.first_seed)

    @Slot(float)
    def _on_starts_changed(self, count: float) -> None:
        self._racing.choose_starts(round(count))

    @Slot(float)
    def _on_first_seed_changed(self, seed: float) -> None:
        self._racing.choose_first_seed(round(seed))

    @Slot(str)
    def _on_rejected(self, problem: str) -> None:
        sender = self.sender()
        name = sender.accessibleName() if isinstance(sender, NumberField) else ""
        self._session.post(Notice(f"{name}: {problem}" if name else problem, "warning", cause=Cause.FIELD))
