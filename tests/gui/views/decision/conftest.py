"""Fixtures of the decision view: a session that is fed by hand, and runs with known answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import RunStatus, Snapshot, UnitField
from mlp_gui.views.decision import DecisionView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@dataclass
class Stage:
    """A decision view with what feeds it."""

    session: Session
    theme_controller: ThemeController
    preferences: Preferences
    view: DecisionView

    def show_run(self, dataset: mlp.Dataset, network: mlp.Network, loss: str = "squared_error") -> Snapshot:
        """Deliver a first snapshot and the field that belongs to it."""
        experiment = self.session.experiment.with_training(loss=loss)
        history = mlp.History("accuracy")
        history.append(0, (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
        snapshot = Snapshot(
            self.session.run_id, experiment, dataset, network.frozen_copy(), None, 0, 0, 1, 0, 0.1, history.view(), 0.0,
            RunStatus.PAUSED,
        )  # fmt: skip
        self.session.receive_snapshot(snapshot)
        self.show_field(snapshot)
        return snapshot

    def show_field(self, snapshot: Snapshot) -> None:
        """Deliver the field of a snapshot's network, where there is a line or a plane."""
        dataset = snapshot.dataset
        if dataset.points.shape[1] > 2:
            return
        x_range, y_range = dataset.domain
        is_plane = dataset.points.shape[1] == 2
        grid = mlp.decision_grid(snapshot.network, dataset.input_map, x_range, y_range if is_plane else None, 64)
        self.session.receive_unit_field(UnitField(snapshot.run_id, snapshot.step, grid))

    def move_network(self, network: mlp.Network) -> Snapshot:
        """Deliver a later moment of the run."""
        assert self.session.snapshot is not None
        snapshot = replace(self.session.snapshot, network=network.frozen_copy(), step=self.session.snapshot.step + 1)
        self.session.receive_snapshot(snapshot)
        return snapshot

    def colour_at(self, x: float, y: float) -> tuple[int, int, int]:
        """Return the colour painted at a point of the plane."""
        picture = self.view.picture
        assert picture is not None
        assert picture.frame is not None
        position = picture.frame.position(x, y).toPoint()
        return self.view.grab().toImage().pixelColor(position).getRgb()[:3]


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """Return a shown view of 372x272 in the light theme."""
    session, theme_controller, preferences = Session(), ThemeController(), Preferences()
    theme_controller.set_mode("light")
    view = DecisionView(session, theme_controller, preferences)
    qtbot.addWidget(view)
    view.resize(372, 272)
    view.show()
    qtbot.waitExposed(view)
    yield Stage(session, theme_controller, preferences, view)
    view.hide()
    theme_controller.set_mode("system")


@pytest.fixture
def half_plane() -> tuple[mlp.Dataset, mlp.Network]:
    """Return two classes parted at x1 = 0, and the network that says so: class 1 where x1 > 0."""
    points = [[-4.0, -4.0], [-4.0, 4.0], [4.0, -4.0], [4.0, 4.0], [-9.0, 0.0]]
    split = mlp.Split(np.array([0, 2, 4]), np.array([1]), np.array([3]))
    dataset = mlp.Dataset.from_arrays(points, [0, 0, 1, 1, 0], split=split, domain=((-6.0, 6.0), (-6.0, 6.0)))
    network = mlp.Network([2, 1], hidden=(), output="sigmoid", rng=1)
    network.set_weights([[[20.0, 0.0]]], [[0.0]])
    return dataset, network


@pytest.fixture
def three_classes() -> tuple[mlp.Dataset, mlp.Network]:
    """Return three classes around the origin, at 90, 210 and 330 degrees."""
    angles = np.deg2rad([90.0, 210.0, 330.0])
    directions = np.column_stack((np.cos(angles), np.sin(angles)))
    dataset = mlp.Dataset.from_arrays(5.5 * directions, [0, 1, 2], domain=((-6.0, 6.0), (-6.0, 6.0)))
    network = mlp.Network([2, 3], hidden=(), output="softmax", rng=1)
    network.set_weights([(4.0 * directions).tolist()], [[0.0, 0.0, 0.0]])
    return dataset, network
