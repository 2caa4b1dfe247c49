"""The loss view: curves, legend and read-outs say what the history holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

import mlp_core as mlp
from mlp_gui.state.snapshot import RunStatus, Views
from mlp_gui.views.axes import log_tick_text
from mlp_gui.views.loss import LossView
from mlp_gui.views.loss.layout import loss_ticks
from mlp_gui.views.loss.texts import loss_text, metric_text

NAN = float("nan")

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.views.loss.conftest import Stage


def wheel(stage: Stage, x: float, steps: int) -> None:
    """Turn the wheel over the plot."""
    position = QPointF(x, stage.plot.center().y())
    event = QWheelEvent(
        position, stage.view.mapToGlobal(position), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(stage.view, event)


def _levels(image: QImage) -> np.ndarray:
    """Return an image's red, green and blue: int16, shape (height, width, 4)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    shape = (plain.height(), plain.width(), 4)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(shape).astype(np.int16)


def test_waits_in_words(stage: Stage) -> None:
    """Before the first snapshot there is a sentence, a name and no curve."""
    assert stage.view.objectName() == "loss_view"
    assert stage.view.accessibleName()
    assert stage.curves == ()
    assert not stage.view.grab().isNull()


def test_the_legend_tells_parts_values_and_metrics(stage: Stage) -> None:
    """Only parts with points appear, each with its last loss and accuracy."""
    stage.show_losses([0.9, 0.5, 0.05])
    entries = [(entry.part, entry.value, entry.metric) for entry in stage.entries]
    assert entries == [("train", "0.050", "90.0 %"), ("test", "0.055", "80.0 %")]
    stage.preferences.set_value("show_metric", False)
    assert [entry.metric for entry in stage.entries] == ["", ""]


def test_few_points_are_counted() -> None:
    """Of a single point, or of a gate's corners, so many are right: a percentage would say more than that."""
    assert metric_text(0.0, "accuracy", 1) == "0 of 1"
    assert metric_text(0.75, "accuracy", 4) == "3 of 4"
    assert metric_text(0.75, "accuracy", 8) == "75.0 %"
    assert metric_text(float("nan"), "accuracy", 0) == ""


def test_validation_has_its_own_curve(stage: Stage) -> None:
    """Three parts, three curves, and the plot still fits above its legend."""
    stage.has_validation = True
    stage.show_losses([0.9, 0.5, 0.05], metric_name="R2")
    assert [curve.part for curve in stage.curves] == ["train", "validation", "test"]
    assert stage.entries[1].metric == "R² 0.850"
    assert 30.0 < stage.plot.bottom() < 172 - 2 * 19


def test_the_loss_has_a_name(stage: Stage, qtbot: QtBot) -> None:
    """The subtitle says which loss, and that it is a mean; it follows a change while it runs."""
    stage.show_losses([0.9, 0.5])
    assert stage.session.experiment.training.loss == "binary_cross_entropy"
    assert stage.view.subtitle == "Cross-entropy, mean"
    with qtbot.waitSignal(stage.view.subtitle_changed) as blocker:
        stage.show_loss_name("hinge")
    assert blocker.args == [f"{mlp.LOSSES['hinge'].title}, mean"]


def test_log_and_linear(stage: Stage) -> None:
    """The title bar's control switches the axis and is remembered."""
    stage.show_losses([0.9, 0.5, 0.05])
    assert (stage.axis.low, stage.axis.high) == pytest.approx((0.01, 1.0))
    control = stage.view.title_controls()[0]
    control.chosen.emit("linear")
    assert stage.preferences.loss_scale == "linear"
    assert stage.axis.low == 0.0
    assert stage.axis.high == pytest.approx(1.0)
    assert control.value == "linear"


def test_the_curve_is_painted_where_its_values_are(stage: Stage) -> None:
    """Half-way along a straight curve on a linear axis there is ink at half height."""
    stage.preferences.set_value("loss_scale", "linear")
    stage.show_losses(np.linspace(1.0, 0.0, 11))
    image = stage.view.grab().toImage()
    x = stage.epochs.pixel(2.0)
    y = stage.axis.scale(stage.plot.bottom(), stage.plot.top()).pixel(0.8)
    dark = [image.pixelColor(int(x), int(y) + dy).lightness() for dy in range(-2, 3)]
    assert min(dark) < 90


def test_one_point_is_enough(stage: Stage) -> None:
    """Epoch 0 alone is drawn as a mark."""
    stage.show_losses([0.7])
    empty = stage.view.grab().toImage()
    assert stage.entries[0].value == "0.700"
    stage.show_losses([0.7, 0.3])
    assert stage.view.grab().toImage() != empty


def test_zero_has_a_place_on_the_log_axis(stage: Stage) -> None:
    """A loss of exactly zero stands at the foot, below every power of ten: the tick there says "or less"."""
    stage.show_losses([0.5, 0.25, 0.0])
    assert stage.axis.has_zero
    assert stage.axis.low < 0.1
    values, _, texts = loss_ticks(stage.axis, 4)
    assert (values[0], texts[0]) == (stage.axis.low, f"≤{log_tick_text(stage.axis.low)}")
    assert stage.entries[0].value == "0.000"
    assert not stage.view.grab().isNull()
    stage.show_losses([0.0, 0.0])
    assert not stage.view.grab().isNull()


def test_a_steep_dashed_curve_is_one_line(stage: Stage) -> None:
    """Between the dashes of the test curve there is a quieter line: on every height of a fall some of it is drawn."""
    history = mlp.History("accuracy")
    for epoch in range(10):
        history.append(epoch, (1e-6, NAN, 1.0 if epoch < 5 else 1e-4), (0.9, NAN, 0.8))
    stage.show_history(history.view(), RunStatus.PAUSED)
    image, test = stage.view.grab().toImage(), stage.curves[-1]
    assert test.part == "test"
    empty = stage.theme_controller.theme.panel
    left, right = (stage.epochs.pixel(epoch) for epoch in (4, 5))
    heights = stage.chart.losses.pixels(test.values[[4, 5]])
    for y in range(round(heights[0]) + 4, round(heights[1]) - 4):
        x = left + (right - left) * (y + 0.5 - heights[0]) / (heights[1] - heights[0])
        colours = [image.pixelColor(round(x) + step, y) for step in range(-3, 4)]
        assert any(abs(colour.lightness() - empty.lightness()) > 20 for colour in colours), y


def test_divergence_is_named_and_drawn(stage: Stage) -> None:
    """What is not finite breaks the curve, is called so, and warns nobody in the log."""
    stage.show_losses([0.5, 3.0, 1e12, float("inf"), float("nan")], RunStatus.DIVERGED)
    assert stage.entries[0].value == "not finite"
    assert np.isfinite(stage.axis.high)
    assert stage.axis.high >= 1e12
    for scale in ("log", "linear"):
        stage.preferences.set_value("loss_scale", scale)
        assert not stage.view.grab().isNull()
    stage.show_losses([float("nan")])
    assert not stage.view.grab().isNull()


def test_an_empty_history_is_drawn_as_waiting(stage: Stage) -> None:
    """No row yet: no curve, no failure."""
    stage.show_history(mlp.History("accuracy").view())
    assert stage.curves == ()
    assert not stage.view.grab().isNull()


@pytest.mark.parametrize("value", [1e-300, 1e-12, 1e250])
def test_extreme_sizes_keep_their_axes(stage: Stage, value: float) -> None:
    """Very small and very large losses have finite axes on both scales."""
    stage.show_losses([value, 2.0 * value, 1.5 * value])
    for scale in ("log", "linear"):
        stage.preferences.set_value("loss_scale", scale)
        assert 0.0 <= stage.axis.low < stage.axis.high < np.inf
        assert not stage.view.grab().isNull()


def test_a_long_history_is_drawn_by_its_extremes(stage: Stage, rng: np.random.Generator) -> None:
    """At most two points a pixel, and a single spike among 50,000 epochs is among them."""
    losses = rng.uniform(0.4, 0.6, 50_000)
    losses[31_234] = 9.0
    losses[17_777] = 0.001
    stage.show_losses(losses)
    train = stage.curves[0]
    assert len(train.x) <= 2 * stage.plot.width() + 4
    assert train.values.max() == 9.0
    assert train.values.min() == 0.001
    spike = train.x[int(np.argmax(train.values))]
    assert spike == pytest.approx(stage.epochs.pixel(31_234), abs=1.5)


def test_hovering_reads_the_nearest_epoch(stage: Stage, qtbot: QtBot) -> None:
    """The card holds the epoch and every part's exact loss."""
    stage.show_losses([1.0 / (1 + epoch) for epoch in range(11)])
    at = QPointF(stage.epochs.pixel(4.0) + 3.0, stage.plot.center().y()).toPoint()
    qtbot.mouseMove(stage.view, QPoint(1, 1))
    qtbot.mouseMove(stage.view, at)
    rows = [(row.name, row.value) for row in stage.view.readout_rows]
    assert rows == [("epoch", "4"), ("train", "0.20000   90.0 %"), ("test", "0.22000   80.0 %")]
    qtbot.mouseMove(stage.view, QPoint(2, 170))
    assert stage.view.readout_rows == ()


def test_the_keyboard_reads_epochs_and_zooms(stage: Stage, qtbot: QtBot) -> None:
    """Left goes back from the newest epoch; plus and Home zoom in and out; Escape ends the reading."""
    stage.show_losses([1.0 / (1 + epoch) for epoch in range(11)])
    qtbot.keyClick(stage.view, Qt.Key.Key_Left)
    assert stage.view.readout_rows[0].value == "9"
    qtbot.keyClick(stage.view, Qt.Key.Key_Right)
    assert stage.view.readout_rows[0].value == "10"
    qtbot.keyClick(stage.view, Qt.Key.Key_Plus)
    assert stage.epochs.high - stage.epochs.low < 10.0
    qtbot.keyClick(stage.view, Qt.Key.Key_Home)
    assert (stage.epochs.low, stage.epochs.high) == (0.0, 10.0)
    qtbot.keyClick(stage.view, Qt.Key.Key_Escape)
    assert stage.view.readout_rows == ()


def test_wheel_drag_and_double_click(stage: Stage, qtbot: QtBot) -> None:
    """The wheel looks closer around the pointer, dragging moves, a double click shows all again."""
    stage.show_losses(np.linspace(1.0, 0.1, 101))
    x = stage.epochs.pixel(50.0)
    wheel(stage, x, 4)
    zoomed = stage.epochs
    assert zoomed.high - zoomed.low == pytest.approx(100.0 * 0.8**4)
    assert zoomed.value(x) == pytest.approx(50.0, abs=0.01)
    centre = stage.plot.center().toPoint()
    qtbot.mousePress(stage.view, Qt.MouseButton.LeftButton, pos=centre)
    qtbot.mouseMove(stage.view, centre + QPoint(-50, 0))
    qtbot.mouseRelease(stage.view, Qt.MouseButton.LeftButton, pos=centre + QPoint(-50, 0))
    assert stage.epochs.low > zoomed.low
    assert stage.epochs.high - stage.epochs.low == pytest.approx(zoomed.high - zoomed.low)
    qtbot.mouseDClick(stage.view, Qt.MouseButton.LeftButton, pos=centre)
    assert (stage.epochs.low, stage.epochs.high) == (0.0, 100.0)
    wheel(stage, x, -3)
    assert (stage.epochs.low, stage.epochs.high) == (0.0, 100.0)


def test_going_back_shortens_the_curve(stage: Stage) -> None:
    """A history that lost rows is drawn as it is, and a read-out beyond its end is let go."""
    stage.show_losses(np.linspace(1.0, 0.1, 40))
    stage.show_losses(np.linspace(1.0, 0.5, 5))
    assert len(stage.curves[0].x) == 5
    assert stage.epochs.high == 10.0


def test_the_theme_changes_every_colour(stage: Stage) -> None:
    """Dark ground, light curve."""
    stage.show_losses([0.9, 0.5, 0.05])
    stage.theme_controller.set_mode("dark")
    panel = stage.theme_controller.theme.panel
    assert stage.view.grab().toImage().pixelColor(3, 3) == panel


def test_a_hidden_view_catches_up_when_shown(stage: Stage) -> None:
    """What arrives while hidden costs nothing and is there at the next show."""
    stage.view.hide()
    stage.show_losses([0.9, 0.5, 0.05])
    assert stage.curves == ()
    assert stage.view.subtitle
    stage.view.show()
    assert len(stage.curves) == 2


def test_the_legend_has_the_loss_of_the_weights_shown(stage: Stage) -> None:
    """A weight typed while paused changes the numbers at once, though the history has no new row."""
    snapshot = stage.show_losses([0.5, 0.25], RunStatus.PAUSED)
    before = [entry.value for entry in stage.entries]
    typed = mlp.Evaluation((1.5, NAN, 2.5), (0.5, NAN, 0.25), 0.0, "accuracy")
    stage.session.receive_snapshot(replace(snapshot, evaluation=typed))
    assert [entry.value for entry in stage.entries] == ["1.500", "2.500"]
    assert [entry.metric for entry in stage.entries] == ["50.0 %", "25.0 %"]
    stage.session.receive_snapshot(replace(snapshot, evaluation=None))
    assert [entry.value for entry in stage.entries] == before


def test_the_mark_stands_where_the_legend_says(stage: Stage) -> None:
    """Inside an epoch, before its row is there, at the share of it that is done; while it trains at the last row."""
    snapshot = stage.show_losses([2.4], RunStatus.PAUSED)
    reached = mlp.Evaluation((0.004, NAN, 0.9), (0.5, NAN, 0.25), 0.0, "accuracy")
    stage.session.receive_snapshot(replace(snapshot, batch=44, n_batches=45, evaluation=reached))
    chart = stage.chart
    assert chart.now.epoch == pytest.approx(44 / 45)
    assert [entry.value for entry in stage.entries] == [loss_text(chart.now.losses[part]) for part in chart.parts]
    for part in chart.parts:
        assert chart.plot.top() <= chart.losses.pixel(chart.now.losses[part]) <= chart.plot.bottom()
    stage.session.receive_snapshot(replace(snapshot, batch=44, n_batches=45, status=RunStatus.RUNNING))
    assert stage.chart.now.epoch == 0.0
    assert stage.chart.now.losses["train"] == 2.4


@pytest.mark.parametrize("has_validation", [False, True])
def test_curves_painted_piece_by_piece_look_as_if_painted_at_once(stage: Stage, has_validation: bool) -> None:
    """However the history came, grown or shortened, the picture is that of a view which sees only its last state."""
    stage.has_validation = has_validation
    losses = np.exp(-np.linspace(0.0, 2.0, 900)) + 0.02 * np.sin(np.arange(900.0))
    for count in (610, 640, 700, 640, 701, 890, 900):
        stage.show_losses(losses[:count], RunStatus.PAUSED)
        stage.view.grab()
    fresh = LossView(stage.session, stage.theme_controller, stage.preferences)
    fresh.resize(stage.view.size())
    fresh.show()
    grown, at_once = stage.view.grab().toImage(), fresh.grab().toImage()
    fresh.close()
    fresh.deleteLater()
    off = _levels(grown) - _levels(at_once)
    assert np.abs(off).max() <= 2  # a line that is cut at a pixel is rounded otherwise there


def test_curves_pass_over_a_moment_of_the_pictures(stage: Stage) -> None:
    """While the run goes on, and where it stops: then the curves have the same moment next."""
    before = stage.show_losses([0.9, 0.5])
    more = mlp.History("accuracy")
    for epoch, loss in enumerate([0.9, 0.5, 0.4, 0.3]):
        more.append(epoch, (loss, NAN, loss), (0.9, NAN, 0.8))
    of_pictures = replace(before, history=more.view(), epoch=3, views=Views.PICTURES)
    stage.session.receive_snapshot(of_pictures)
    assert stage.entries[0].value == "0.500"
    stage.session.receive_snapshot(replace(of_pictures, views=Views.CURVES))
    assert stage.entries[0].value == "0.300"
    more.append(4, (0.2, NAN, 0.2), (0.9, NAN, 0.8))
    at_rest = replace(of_pictures, history=more.view(), status=RunStatus.PAUSED)
    stage.session.receive_snapshot(at_rest)
    assert stage.entries[0].value == "0.300"
    stage.session.receive_snapshot(replace(at_rest, views=Views.CURVES))
    assert stage.entries[0].value == "0.200"


def _is_clear(image: QImage, columns: slice, rows: slice) -> bool:
    """Tell whether there is nothing but one colour."""
    part = _levels(image)[rows, columns, :3]
    return bool((part == part[0, 0]).all())


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("factor", [1.0, 1.4e7, 2e9, 2e-9, 2e-100])
def test_the_numbers_of_the_loss_axis_are_whole(stage: Stage, scale: str, factor: float) -> None:
    """However small or large the losses, the widest number beside them ends before the view's edge."""
    stage.preferences.set_value("loss_scale", scale)
    stage.show_losses([factor, 0.8 * factor, 0.6 * factor])
    assert _is_clear(stage.view.grab().toImage(), slice(0, 1), slice(0, round(stage.plot.bottom())))


def test_the_plot_keeps_its_place_while_the_numbers_change(stage: Stage) -> None:
    """It makes room once for wide numbers, and gives it back with the next run only."""
    stage.preferences.set_value("loss_scale", "linear")
    stage.show_losses([0.9])
    usual = stage.plot.left()
    stage.show_losses([1.2e-9, 1e-9])
    wide = stage.plot.left()
    assert wide > usual
    stage.show_losses([0.9, 0.5])
    assert stage.plot.left() == wide
    stage.session.reset()
    stage.show_losses([0.9])
    assert stage.plot.left() == usual


def test_the_last_epoch_is_off_the_edge(stage: Stage) -> None:
    """A number of millions at the end of the epoch axis keeps away from the view's edge."""
    history = mlp.History("accuracy")
    for epoch in (0, 1_200_000, 2_500_000):
        history.append(epoch, (0.5, NAN, 0.6), (0.9, NAN, 0.8))
    stage.show_history(history.view())
    below = slice(round(stage.plot.bottom()) + 4, round(stage.plot.bottom()) + 22)
    assert _is_clear(stage.view.grab().toImage(), slice(stage.view.width() - 5, None), below)


def test_a_run_that_diverges_at_once_shows_where_it_began(stage: Stage) -> None:
    """Its one finite loss is ringed and leads out of the plot: the view was empty but for a word."""
    stage.show_losses([0.5, float("inf")], RunStatus.PAUSED)
    before = _levels(stage.view.grab().toImage())
    stage.show_losses([0.5, float("inf")], RunStatus.DIVERGED)
    plot, chart = stage.plot, stage.chart
    x, y = int(chart.epochs.pixel(0.0)), int(chart.losses.pixel(0.5))
    changed = np.abs(_levels(stage.view.grab().toImage()) - before).max(axis=2) > 30
    assert changed[y - 4 : y + 5, x : x + 5].any()
    assert changed[int(plot.top()) + 2 : y - 8, x + 1 : int(chart.epochs.pixel(1.0))].any()
