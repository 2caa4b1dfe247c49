"""A network view on a session, with moments made by hand in place of the worker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import RunStatus, Snapshot, UnitField
from mlp_gui.views.network import NetworkView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from mlp_gui.views.network.scene import Scene


class Stage:
    """The view, what it hangs on, and gestures at things instead of at pixels."""

    def __init__(self, experiment: mlp.Experiment, owner: QObject) -> None:
        self.theme_controller = ThemeController(owner)
        self.theme_controller.set_mode("light")
        self.preferences = Preferences(parent=owner)
        self.session = Session(experiment, owner)
        self.requests: list[object] = []
        self.view = NetworkView(self.session, self.theme_controller, self.preferences)
        self.view.resize(802, 718)
        self.view.show()

    @property
    def scene(self) -> Scene:
        """The scene on the canvas."""
        return self.view.scene

    def learn(self, epochs: int = 0) -> Snapshot:
        """Build the session's experiment, train it, and show the moment and its field."""
        dataset, _, trainer = self.session.experiment.build()
        trainer.step()
        for _ in range(epochs):
            trainer.run_epoch()
        return self.show(dataset, trainer)

    def show(self, dataset: mlp.Dataset, trainer: mlp.Trainer, *, with_field: bool = True) -> Snapshot:
        """Show a moment of a trainer."""
        snapshot = Snapshot(
            run_id=self.session.run_id,
            experiment=self.session.experiment,
            dataset=dataset,
            network=trainer.network.frozen_copy(),
            gradient=None if trainer.last_gradient is None else trainer.last_gradient.copy(),
            epoch=trainer.epoch,
            batch=0,
            n_batches=trainer.n_batches,
            step=trainer.step_count,
            learning_rate=0.1,
            history=trainer.history.view(),
            steps_per_second=0.0,
            status=RunStatus.PAUSED,
        )
        self.session.receive_snapshot(snapshot)
        raw_inputs = dataset.points.shape[1]
        if with_field and raw_inputs <= 2:
            x_range, y_range = dataset.domain
            grid = mlp.decision_grid(
                trainer.network, dataset.input_map, x_range, y_range if raw_inputs == 2 else None, resolution=48
            )
            self.session.receive_unit_field(UnitField(self.session.run_id, trainer.step_count, grid))
        return snapshot

    def button(self, action: str, index: int = -1) -> QPoint:
        """Return where a button on the canvas stands."""
        found = [one for one in self.view.all_buttons() if one.key == (action, index)]
        assert found, f"no button {action} {index} among {[one.key for one in self.view.all_buttons()]}"
        return found[0].rect.center().toPoint()

    def tile(self, column: int, row: int) -> QPoint:
        """Return the middle of a tile."""
        shape = self.scene.layout.columns[column]
        return QPoint(*(round(part) for part in self.scene.camera.to_canvas(shape.x, float(shape.rows[row]))))

    def chip(self, column: int, row: int) -> QPoint:
        """Return the middle of a bias chip or dot."""
        left, top, width, height = self.scene.layout.columns[column].bias_rect(row)
        centre = self.scene.camera.to_canvas(left + width / 2, top + height / 2)
        return QPoint(*(round(part) for part in centre))

    def edge(self, gap: int, target: int, source: int) -> QPoint:
        """Return a point on an edge where no other is nearer."""
        number = self.scene.curves.index(gap, target, source)
        points = self.scene.curves.points[number]
        for place in range(3, len(points) - 1):
            x, y = self.scene.camera.to_canvas(*points[place])
            hit = self.scene.hit(round(x), round(y))
            if hit.kind == "edge" and hit.edge == number:
                return QPoint(round(x), round(y))
        raise AssertionError("the edge is hidden by others")

    def click(self, point: QPoint) -> None:
        """Click with the left button."""
        QTest.mouseMove(self.view, point)
        QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def double_click(self, point: QPoint) -> None:
        """Double-click with the left button, as a hand does: with a click first."""
        self.click(point)
        QTest.mouseDClick(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        QTest.mouseRelease(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def settle(self, qtbot: QtBot) -> None:
        """Wait until what is computed in the background is shown."""
        qtbot.waitUntil(lambda: not self.view._renderer.busy, timeout=10_000)

    def pixels(self) -> np.ndarray:
        """Return what the view paints, shape (height, width, 4), uint8."""
        image = self.view.grab().toImage().convertToFormat(self.view.grab().toImage().Format.Format_RGB32)
        return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


@pytest.fixture
def make_stage(qapp: QObject) -> Iterator[Callable[..., Stage]]:
    """Return a function that opens a view on an experiment with other hidden layers, features or data."""
    owner = QObject()
    stages: list[Stage] = []

    def make(hidden: tuple[int, ...] = (4, 3), data: str = "spiral", **data_changes: object) -> Stage:
        experiment = mlp.EXAMPLES[data]
        experiment = replace(
            experiment,
            data=replace(experiment.data, **data_changes),
            network=replace(
                experiment.network,
                hidden_sizes=hidden,
                hidden_activations=("tanh",) * len(hidden),
                weights=None,
                biases=None,
            ),
        )
        stage = Stage(experiment, owner)
        stage.session.request_posted.connect(stage.requests.append)
        stages.append(stage)
        return stage

    yield make
    for stage in stages:
        stage.theme_controller.set_scale(1.0)
        stage.view.close()
        stage.view.deleteLater()
    owner.deleteLater()


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    """Return a view on 2-4-3-1 after one step."""
    stage = make_stage()
    stage.learn()
    return stage
