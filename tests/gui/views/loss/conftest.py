"""Fixtures of the loss view: a session that is fed histories by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import RunStatus, Snapshot
from mlp_gui.views.loss import LossView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRectF
    from pytestqt.qtbot import QtBot

    from mlp_gui.views.axes import LinearScale
    from mlp_gui.views.loss.chart import Curve, LossAxis
    from mlp_gui.views.loss.fitting import FittedChart
    from mlp_gui.views.loss.layout import LegendEntry

NAN = float("nan")


@dataclass
class Stage:
    """A loss view with what feeds it."""

    session: Session
    theme_controller: ThemeController
    preferences: Preferences
    view: LossView
    has_validation: bool = False

    def show_losses(
        self, losses: list[float] | np.ndarray, status: RunStatus = RunStatus.RUNNING, metric_name: str = "accuracy"
    ) -> Snapshot:
        """Deliver a history: the training losses given, a tenth more on test, metrics of 0.9 and 0.8."""
        history = mlp.History(metric_name)
        for epoch, loss in enumerate(losses):
            validation = 1.05 * float(loss) if self.has_validation else NAN
            accuracy = 0.85 if self.has_validation else NAN
            history.append(epoch, (float(loss), validation, 1.1 * float(loss)), (0.9, accuracy, 0.8))
        return self.show_history(history.view(), status)

    def show_history(self, history: mlp.HistoryView, status: RunStatus = RunStatus.RUNNING) -> Snapshot:
        """Deliver a snapshot with this history."""
        thirds = np.arange(30).reshape(3, 10)
        train = thirds[0] if self.has_validation else thirds[:2].ravel()
        validation = thirds[1] if self.has_validation else np.empty(0, np.int64)
        points = np.arange(60.0).reshape(30, 2) / 60.0
        labels = np.arange(30) % 2
        dataset = mlp.Dataset.from_arrays(points, labels, split=mlp.Split(train, validation, thirds[2]))
        network = mlp.Network([2, 1], hidden=(), output="sigmoid", rng=1).frozen_copy()
        epoch = int(history.epochs[-1]) if len(history) else 0
        snapshot = Snapshot(
            self.session.run_id, self.session.experiment, dataset, network, None, epoch, 0, 1, epoch, 0.1, history, 0.0,
            status,
        )  # fmt: skip
        self.session.receive_snapshot(snapshot)
        return snapshot

    @property
    def chart(self) -> FittedChart:
        """What the view draws."""
        assert self.view.chart is not None
        return self.view.chart

    @property
    def curves(self) -> tuple[Curve, ...]:
        """The view's curves; none before the first snapshot."""
        return () if self.view.chart is None else self.view.chart.curves

    @property
    def axis(self) -> LossAxis:
        """The view's loss axis."""
        return self.chart.axis

    @property
    def epochs(self) -> LinearScale:
        """The view's epoch axis."""
        return self.chart.epochs

    @property
    def plot(self) -> QRectF:
        """Where the view's curves are."""
        return self.chart.plot

    @property
    def entries(self) -> tuple[LegendEntry, ...]:
        """The view's legend."""
        return self.chart.entries

    def show_loss_name(self, loss: str) -> None:
        """Deliver the same moment under another loss."""
        assert self.session.snapshot is not None
        experiment = self.session.snapshot.experiment.with_training(loss=loss)
        self.session.receive_snapshot(replace(self.session.snapshot, experiment=experiment))


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """Return a shown view of 372x172 in the light theme, on a logarithmic axis."""
    session, theme_controller, preferences = Session(), ThemeController(), Preferences()
    theme_controller.set_mode("light")
    view = LossView(session, theme_controller, preferences)
    qtbot.addWidget(view)
    view.resize(372, 172)
    view.show()
    qtbot.waitExposed(view)
    yield Stage(session, theme_controller, preferences, view)
    view.hide()
    theme_controller.set_mode("system")
