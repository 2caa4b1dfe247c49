"""Pictures that are painted ahead, and edges that are painted elsewhere, are as they would have been painted then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage, QPainter

import mlp_core as mlp
from mlp_gui.views.network.stepping import rehearsal
from mlp_gui.views.network.stepping.picture import Pictures, paint_step
from mlp_gui.views.network.stepping.sprites import Sprites
from mlp_gui.views.paper.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.gui.views.network.stepping.conftest import StepStage


def _let_all_take_turns(stage: StepStage) -> None:
    """Have painted ahead whatever is to come."""
    turns = Turns.of(stage.session)
    while turns.is_waited_for:
        turns.take()


def _run_to_the_end(stage: StepStage) -> None:
    """Let the step that is under way arrive, and be painted at every stage of its way."""
    while stage.canvas.flight.stage:
        _let_all_take_turns(stage)
        stage.paint()
        stage.pass_time(5.0)


def _image(stage: StepStage) -> QImage:
    return stage.canvas.grab().toImage()


@pytest.mark.parametrize("grain", ["term", "unit", "layer", "phase"])
def test_what_is_seen_is_what_would_have_been_painted(make_step_stage: Callable[..., StepStage], grain: str) -> None:
    """At every grain and in every phase, once a step has arrived and once the next one sets out."""
    stage = make_step_stage(3, 2)
    stage.stepping.set_granularity(grain)
    stage.stepping.set_speed(1.0)
    for phase in (mlp.Phase.INPUT, mlp.Phase.FORWARD, mlp.Phase.LOSS, mlp.Phase.BACKWARD, mlp.Phase.UPDATE):
        stage.go_to(phase, 0)
        for _ in range(3):
            _let_all_take_turns(stage)
            stage.stepping.forward()
            _run_to_the_end(stage)
            seen = _image(stage)
            stage.canvas.resize(stage.canvas.width(), stage.canvas.height() + 1)
            stage.canvas.resize(stage.canvas.width(), stage.canvas.height() - 1)
            assert _image(stage) == seen


def test_the_frame_in_which_something_appears_paints_nothing(
    make_step_stage: Callable[..., StepStage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both what a step sets out from and what it arrives at are there as whole pictures."""
    stage = make_step_stage(8, 8)
    stage.stepping.set_granularity("layer")
    stage.paint()
    _let_all_take_turns(stage)
    made: list[object] = []
    make = rehearsal.CanvasPicture.__init__

    def noted(picture: rehearsal.CanvasPicture, *args: object) -> None:
        made.append(picture)
        make(picture, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(rehearsal.CanvasPicture, "__init__", noted)
    for _ in range(5):
        _let_all_take_turns(stage)
        made.clear()
        stage.stepping.forward()
        stage.paint()
        assert made == [], "it set out"
        while stage.canvas.flight.stage:
            _let_all_take_turns(stage)
            made.clear()
            stage.pass_time(5.0)
            stage.paint()
            assert made == [], "it arrived"


def test_many_edges_are_there_in_the_end(make_step_stage: Callable[..., StepStage], qtbot: QtBot) -> None:
    """Those of 24-24 are painted on the pool: with their own numbers as soon as they come, as if painted at once."""
    stage = make_step_stage(24, 24, size=(838, 900))
    stage.stepping.set_motion(False)
    stage.stepping.set_granularity("phase")
    stage.stepping.forward()
    stage.paint()
    shown = stage.canvas.shown
    assert shown is not None
    assert len(shown.layout.curves) > 500

    def is_whole() -> bool:
        stage.paint()
        return stage.canvas.shown is not None and stage.canvas.shown.has_all_edges

    qtbot.waitUntil(is_whole, timeout=20_000)
    paper = QImage(stage.canvas.size(), QImage.Format.Format_RGB32)
    paper.fill(shown.style.theme.canvas)
    with QPainter(paper) as painter:
        paint_step(painter, shown, 1.0, Pictures(None, Sprites()))
    content = shown.layout.content.toAlignedRect()
    assert _image(stage).convertToFormat(paper.format()).copy(content) == paper.copy(content)
