"""The loss over one parameter: the walk lies on the curve where the curve was the same, and so do the racers' ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mlp_gui.views.surface.readout import place_text

if TYPE_CHECKING:
    from mlp_gui.views.surface.curve_picture import CurvePicture
    from tests.gui.views.surface.conftest import Stage


def _of_one_weight(stage: Stage, example: str) -> CurvePicture:
    """Enter an example, look at its first weight, and take three steps."""
    stage.session.open_example(example)
    session = stage.session
    stage.qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.run_id == session.run_id, timeout=20_000
    )
    session.surface.choose_kind("line")
    stage.train(3)
    return _drawn(stage)


def _drawn(stage: Stage) -> CurvePicture:
    stage.settle()
    drawn = stage.view.curve.picture
    assert drawn is not None
    return drawn


def test_the_smallest_perceptron_walks_on_its_curve(stage: Stage) -> None:
    """Hand-out 003: from -1 to 0.2, 0.68 and 0.872, each at the height of its loss (w - 1)^2."""
    drawn = _of_one_weight(stage, "smallest_perceptron")
    assert drawn.picture.path[:, 0].tolist() == pytest.approx([-1.0, 0.2, 0.68, 0.872])
    losses = (np.array([-1.0, 0.2, 0.68, 0.872]) - 1.0) ** 2
    heights = drawn.frame.y.pixels(drawn.heights.parts(losses))
    np.testing.assert_allclose(drawn.walk[:, 1], heights, atol=0.5)
    np.testing.assert_allclose(drawn.walk[:, 0], drawn.frame.x.pixels(drawn.picture.path[:, 0]))


def test_where_others_moved_too_the_walk_lies_below_the_curve(stage: Stage) -> None:
    """The losses on the way were those of other curves."""
    stage.session.set_training(learning_rate=2.0)
    drawn = _of_one_weight(stage, "xor_steps")
    assert np.unique(drawn.walk[:, 1]).size == 1
    assert drawn.walk[0, 1] > drawn.here.y()


def test_racers_are_drawn_on_the_curve_too(stage: Stage) -> None:
    """Each way is there, on the curve or in a lane of its own, and ends where the racer does."""
    _of_one_weight(stage, "smallest_perceptron")
    racing = stage.session.racing
    racing.choose_epochs(20)
    racing.start()
    stage.qtbot.waitUntil(lambda: racing.report is not None and racing.report.is_finished, timeout=20_000)
    stage.qtbot.waitUntil(lambda: len(_drawn(stage).racers) == 4, timeout=20_000)
    drawn, report = _drawn(stage), racing.report
    assert report is not None
    for trail, places in drawn.racers:
        end = float(report.racers[trail.trail.place].path[-1, 0])
        assert places[-1, 0] == pytest.approx(drawn.frame.x.pixel(end))
        if trail.is_on:
            assert places[-1, 1] == pytest.approx(drawn.on_curve(end).y(), abs=1.0)
    names = {trail.trail.racer.name for trail, _ in drawn.racers if trail.is_on}
    assert {"SGD", "Momentum"} <= names


def test_a_diverged_curve_has_its_true_heights(stage: Stage) -> None:
    """Losses beyond the largest float32 are numbers all the same, and so long a weight has a power of ten."""
    _of_one_weight(stage, "smallest_perceptron")
    stage.session.set_training(learning_rate=3.0)
    stage.train(40)
    drawn = _drawn(stage)
    assert drawn.picture.plane_loss > 1e40
    assert drawn.heights.high >= drawn.picture.plane_loss
    assert place_text(-1.1641532e27, 4) == "\N{MINUS SIGN}1.164×10²⁷"
    assert place_text(1.5, 4) == "+1.5000"
