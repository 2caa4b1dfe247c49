"""A network view in step mode with a trace put in by hand, and a clock that tests move."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.state.snapshot import RunStatus, Snapshot
from mlp_gui.views.network import NetworkView, canvas_style
from mlp_gui.views.network.stepping import StepCanvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor, QFont, QPainter

Written = list[tuple[int, str]]
"""Pixels of the type of texts, and the texts."""


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class StepStage:
    """The view in step mode, and gestures on its canvas."""

    def __init__(
        self,
        hidden: tuple[int, ...],
        owner: QObject,
        size: tuple[int, int] = (838, 486),
        l2: float = 0.0,
        example_name: str = "xor",
    ) -> None:
        example = mlp.EXAMPLES[example_name]
        network = replace(example.network, hidden_sizes=hidden, hidden_activations=("sigmoid",) * len(hidden))
        training = replace(example.training, l2=l2)
        self.experiment = replace(example, network=replace(network, weights=None, biases=None), training=training)
        self.theme_controller = ThemeController(owner)
        self.theme_controller.set_mode("light")
        self.session = Session(self.experiment, owner)
        self.view = NetworkView(self.session, self.theme_controller, Preferences(parent=owner))
        self.view.resize(*size)
        self.view.show()
        dataset, _, self.trainer = self.experiment.build()
        self.session.receive_snapshot(
            Snapshot(
                run_id=self.session.run_id,
                experiment=self.experiment,
                dataset=dataset,
                network=self.trainer.network.frozen_copy(),
                gradient=None,
                epoch=0,
                batch=0,
                n_batches=self.trainer.n_batches,
                step=0,
                learning_rate=0.1,
                history=self.trainer.history.view(),
                steps_per_second=0.0,
                status=RunStatus.PAUSED,
            )
        )
        self.stepping = self.session.stepping
        self.stepping.set_active(True)
        self.trace = mlp.trace_next(self.trainer)
        self.stepping.receive_trace(self.session.run_id, self.trace)
        canvas = self.view.findChild(StepCanvas)
        assert canvas is not None
        self.canvas = canvas
        self.clock = Clock()
        canvas.flight.clock = self.clock

    def pass_time(self, seconds: float) -> None:
        """Let time pass, and the next frame come."""
        self.clock.now += seconds
        self.canvas.flight.tick()

    def go_to(self, phase: mlp.Phase, line: int) -> None:
        """Stand at a line of a phase, counted from its first."""
        assert self.stepping.walk is not None
        self.stepping.go_to(next(first for name, first, _ in self.stepping.walk.phases() if name is phase) + line)

    def paint(self) -> None:
        """Have the canvas painted: chips find their places while they are."""
        self.canvas.grab()

    def press(self, point: QPoint) -> None:
        """Press the left button, as a hand does: with a move first."""
        QTest.mouseMove(self.canvas, point)
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def release(self, point: QPoint) -> None:
        """Let the left button go."""
        QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def chip(self, layer: int, unit: int, source: int) -> QPointF:
        """Return the middle of the number on an edge."""
        shown = self.canvas.shown
        assert shown is not None
        edge = shown.layout.edge(layer, unit, source)
        return next(chip.rect.center() for chip in shown.chips if chip.edge == edge)


@pytest.fixture
def make_step_stage(qapp: QObject) -> Iterator[Callable[..., StepStage]]:
    """Return a function that opens a view in step mode on an XOR network, or another one, with other hidden layers."""
    owner = QObject()
    stages: list[StepStage] = []

    def make(*hidden: int, size: tuple[int, int] = (838, 486), l2: float = 0.0, example: str = "xor") -> StepStage:
        stage = StepStage(hidden or (2,), owner, size, l2, example)
        stages.append(stage)
        return stage

    yield make
    for stage in stages:
        stage.stepping.set_active(False)
        stage.view.close()
        stage.view.deleteLater()
    owner.deleteLater()


@pytest.fixture
def stage(make_step_stage: Callable[..., StepStage]) -> StepStage:
    """Return 2-2-1 without motion, before the first line."""
    stage = make_step_stage(2)
    stage.stepping.set_motion(False)
    return stage


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    """Return the size of type of each text that a canvas writes, in pixels, and the text."""
    texts: Written = []
    draw = canvas_style.draw_text

    def draw_text(
        painter: QPainter, centre: QPointF, text: str, font: QFont, colour: QColor, alignment: str = "centre"
    ) -> None:
        texts.append((font.pixelSize(), text))
        draw(painter, centre, text, font, colour, alignment)

    for name, module in list(sys.modules.items()):
        if name.startswith("mlp_gui.views.network") and getattr(module, "draw_text", None) is draw:
            monkeypatch.setattr(module, "draw_text", draw_text)
    return texts
