"""Races: the one owner of how the next one is set up, of the one that runs or ran, and of which racer is selected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

import mlp_core as mlp
from mlp_gui.state.notices import STILL_MADE
from mlp_gui.state.race_setup import FEWEST_STARTS, MOST_EPOCHS, MOST_SEED, RaceSetup
from mlp_gui.state.race_trails import trails_of
from mlp_gui.state.snapshot import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlp_core.network.layout import Layout
    from mlp_gui.state.race_trails import RaceTrail
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

HIGHEST_RATE: Final = 1e6


class RaceStatus(Enum):
    """What becomes of the race."""

    NONE = "none"
    RUNNING = "running"
    STOPPED = "stopped"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, eq=False)
class RaceOrder:
    """A race to be run.

    Attributes
    ----------
    number : int
        Grows with each; what comes of an older one is dropped.
    config : mlp_core.RaceConfig
        What is raced.
    layout : Layout
        Of its networks.
    """

    number: int
    config: mlp.RaceConfig
    layout: Layout


class Racing(QObject):
    """What races there are. Views render it and call its methods; whoever runs races listens to `ordered`.

    Parameters
    ----------
    session : Session
        Its experiment is raced; also the owner.

    Signals
    -------
    setup_changed : RaceSetup
        The next race is set up otherwise, or follows another experiment.
    ordered : RaceOrder or None
        A race is to be run, in place of one that runs; None to stop it.
    report_changed : mlp_core.RaceReport or None
        How the race stands; None where there is none.
    status_changed : RaceStatus
        It began, ended or was stopped.
    selected_changed : int
        Which racer is looked at, by its place in the configuration; -1 for none.
    """

    setup_changed = Signal(object)  # RaceSetup
    ordered = Signal(object)  # RaceOrder or None
    report_changed = Signal(object)  # mlp.RaceReport or None
    status_changed = Signal(object)  # RaceStatus
    selected_changed = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._setup = RaceSetup()
        self._order: RaceOrder | None = None
        self._number = 0
        self._report: mlp.RaceReport | None = None
        self._status = RaceStatus.NONE
        self._selected = -1
        self._n_samples = 0
        self._raced = _problem(session.experiment)
        session.experiment_changed.connect(self._on_experiment_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @property
    def setup(self) -> RaceSetup:
        """How the next race is set up."""
        return self._setup

    @property
    def report(self) -> mlp.RaceReport | None:
        """How the race stands, or None."""
        return self._report

    @property
    def status(self) -> RaceStatus:
        """What becomes of the race."""
        return self._status

    @property
    def selected(self) -> int:
        """The racer that is looked at, by its place in the configuration; -1 for none."""
        return self._selected

    @property
    def n_samples(self) -> int:
        """Points of the training part; 0 before the first snapshot."""
        return self._n_samples

    @property
    def is_apart(self) -> bool:
        """Whether the race was of other data or another network than the window's: the surface has no ways of it."""
        return self._report is not None and _problem(self._report.config.experiment) != self._raced

    @property
    def line_up(self) -> tuple[mlp.Racer, ...]:
        """Who would race next."""
        return self._setup.line_up(self._session.experiment, max(self._n_samples, 1))

    def line_up_text(self, varied: str) -> str:
        """Return who would race if the racers differed in this, in a line; "" where nobody can."""
        setup = replace(self._setup, varied=varied)
        try:
            racers = setup.line_up(self._session.experiment, max(self._n_samples, 1))
        except mlp.MlpError:
            return ""
        if varied == "start":
            return f"{len(racers)} first weights, seeds {racers[0].seed} to {racers[-1].seed}"
        if varied == "learning_rate":
            return ", ".join(f"{racer.training.learning_rate:g}" for racer in racers)
        return ", ".join(racer.name for racer in racers)

    def misfit(self, optimizer: str) -> str:
        """Return why an optimizer or a learning rule cannot race with this network; "" where it can."""
        return mlp.misfit(optimizer, self._session.experiment)

    # What views ask for: the setup.

    def vary(self, varied: str) -> None:
        """Let the racers differ in this."""
        self._set_up(varied=varied)

    def choose_optimizer(self, name: str, on: bool) -> None:
        """Let an optimizer race, or not; the last one stays."""
        chosen = {*self._setup.optimizers, name} if on else {*self._setup.optimizers} - {name}
        if chosen <= mlp.OPTIMIZERS.keys() and not all(self.misfit(each) for each in chosen):
            self._set_up(optimizers=tuple(each for each in mlp.OPTIMIZERS if each in chosen))
        self.setup_changed.emit(self._setup)

    def choose_rate_of(self, name: str, rate: float) -> None:
        """Let an optimizer race with a learning rate of its own."""
        if name in mlp.OPTIMIZERS and 0.0 < rate <= HIGHEST_RATE:
            self._set_up(own_rates=tuple({**dict(self._setup.own_rates), name: rate}.items()))

    def choose_rates(self, rates: Iterable[float]) -> None:
        """Let these learning rates race, rising and each once."""
        wanted = tuple(sorted({float(rate) for rate in rates if 0.0 < rate <= HIGHEST_RATE}))
        self._set_up(rates=wanted[: mlp.MOST_RACERS])

    def choose_batch_sizes(self, sizes: Iterable[int]) -> None:
        """Let these batch sizes race."""
        self._set_up(batch_sizes=tuple(sorted({int(size) for size in sizes if size >= 1}))[: mlp.MOST_RACERS])

    def choose_starts(self, count: int) -> None:
        """Let so many random starts race."""
        self._set_up(n_starts=min(max(count, FEWEST_STARTS), mlp.MOST_RACERS))

    def choose_first_seed(self, seed: int) -> None:
        """Draw the first random start from this seed, and the others from the next ones."""
        self._set_up(first_seed=min(max(seed, 0), MOST_SEED))

    def choose_epochs(self, n_epochs: int) -> None:
        """Let them go so far."""
        self._set_up(n_epochs=min(max(n_epochs, 1), MOST_EPOCHS))

    def choose_start(self, from_now: bool) -> None:
        """Let those that share a start begin where the network is now, or at its first weights."""
        self._set_up(from_now=from_now)

    def take_setup(self, setup: RaceSetup) -> None:
        """Set the next race up as another one was."""
        if setup != self._setup:
            self._setup = setup
            self.setup_changed.emit(setup)

    # What views ask for: the race.

    @Slot()
    def start(self) -> None:
        """Race; one that runs is given up."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.run_id != self._session.run_id:
            self._session.post(STILL_MADE)
            return
        try:
            config = self._setup.config(
                self._session.experiment, len(snapshot.dataset.train), snapshot.network.parameters
            )
        except mlp.MlpError as error:
            self._session.post(Notice(f"There is nothing to race: {error}", "warning"))
            return
        self._number += 1
        self._order = RaceOrder(self._number, config, snapshot.network.layout)
        self._set_report(None)
        self.select(-1)
        self._set_status(RaceStatus.RUNNING)
        self.ordered.emit(self._order)

    @Slot()
    def stop(self) -> None:
        """Stop the race where it is; who ran stays in the list."""
        if self._status is RaceStatus.RUNNING:
            self._number += 1
            self._set_status(RaceStatus.STOPPED if self._report is not None else RaceStatus.NONE)
            self.ordered.emit(None)

    @Slot()
    def toggle(self) -> None:
        """Stop the race that runs, else start one."""
        if self._status is RaceStatus.RUNNING:
            self.stop()
        else:
            self.start()

    def select(self, place: int) -> None:
        """Look at a racer, or at none (-1)."""
        n_racers = len(self._report.racers) if self._report is not None else 0
        place = place if 0 <= place < n_racers else -1
        if place != self._selected:
            self._selected = place
            self.selected_changed.emit(place)

    def open(self, place: int) -> None:
        """Open a racer's network in the window: its own settings, trained as far as it went. One step of undo."""
        report, order = self._report, self._order
        if report is None or order is None or not 0 <= place < len(report.racers):
            return
        racer = report.racers[place]
        experiment = report.config.experiment_of(place, order.layout)
        before = self._session.run_id
        # Who raced may race again, whoever of them is opened.
        self._setup = self._setup.with_values(self._session.experiment.training)
        self._session.enter_new_run(experiment, f"open {racer.racer.name} of the race")
        if self._session.run_id != before:
            self._session.surface.path.inherit(self._session.run_id, racer.path_epochs, racer.path)
            self._session.stepping.scrub_to_epoch(int(racer.epoch))

    def trails(self, snapshot: Snapshot) -> tuple[RaceTrail, ...]:
        """Return the racers' ways for a snapshot's loss surface; none where they are of another network or data."""
        return trails_of(self._report, None if self._order is None else self._order.layout, snapshot)

    # What whoever runs races brings.

    def receive_report(self, number: int, report: mlp.RaceReport) -> None:
        """Show how the race stands; what comes of another race is dropped."""
        if number != self._number:
            return
        self._set_report(report)
        if report.is_finished:
            self._set_status(RaceStatus.FINISHED)

    def receive_problem(self, number: int, problem: str) -> None:
        """Say why the race cannot be run."""
        if number == self._number:
            self._session.post(Notice(problem, "warning"))
            self._set_status(RaceStatus.NONE if self._report is None else RaceStatus.STOPPED)

    def _set_up(self, **fields: object) -> None:
        self.take_setup(replace(self._setup, **fields))  # type: ignore[arg-type]

    def _set_report(self, report: mlp.RaceReport | None) -> None:
        self._report = report
        self.report_changed.emit(report)

    def _set_status(self, status: RaceStatus) -> None:
        if status is not self._status:
            self._status = status
            self.status_changed.emit(status)

    @Slot(object)
    def _on_experiment_changed(self, experiment: mlp.Experiment) -> None:
        """Let what was not set follow the experiment; what was set for other data or another network is forgotten."""
        raced = _problem(experiment)
        if raced != self._raced:
            self._raced = raced
            self._setup = self._setup.without_values()
        self.setup_changed.emit(self._setup)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        n_samples = len(snapshot.dataset.train)
        if n_samples != self._n_samples:
            self._n_samples = n_samples
            self.setup_changed.emit(self._setup)


def _problem(experiment: mlp.Experiment) -> tuple[object, ...]:
    """Return what is learned by what, whatever its first weights and however it is trained."""
    network = experiment.network
    return experiment.data, network.hidden_sizes, network.hidden_activations, network.output_activation
