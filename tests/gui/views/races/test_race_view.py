"""The race view: what is set up, drawn, ranked and read out, and what clicks and keys do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

import mlp_core as mlp
from mlp_gui.look.theme import DARK
from mlp_gui.state.race_setup import RaceSetup
from mlp_gui.state.racing import RaceStatus
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.loss.chart import fit_loss_axis
from mlp_gui.views.loss.layout import loss_ticks
from mlp_gui.views.races.curves_chart import CurvesChart
from mlp_gui.views.races.memory import read_setup, written_setup
from mlp_gui.views.races.racer_look import dashed, look_of, looks_of
from mlp_gui.views.races.ranking_rows import ROW
from tests.gui.state.conftest import first_snapshot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gui.views.races.conftest import Stage

Left = Qt.MouseButton.LeftButton
SIZE = QSizeF(520.0, 220.0)


def _row(rank: int) -> QPoint:
    return QPoint(140, round((rank + 0.5) * ROW))


def _type(field: QWidget, text: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_list_is_ordered_by_true_loss(stage: Stage) -> None:
    """Ranks, names, rates and losses are the report's, with as many decimals in each row."""
    report = stage.race()
    rows = stage.view.ranking.rows.rows
    assert [row.place for row in rows] == list(report.ranking)
    assert [row.rank for row in rows] == ["1", "2", "3", "4"]
    for row in rows:
        racer = report.racers[row.place]
        assert row.name == racer.racer.name
        assert float(row.loss) == pytest.approx(racer.loss, abs=6e-5)
        assert float(row.value) == racer.racer.training.learning_rate
    assert len({len(row.loss.partition(".")[2]) for row in rows}) == 1
    assert stage.view.progress == "epoch 60 of 60"
    assert stage.view.subtitle == "XOR, step by step: training loss, summed, the same start for all"


def test_it_says_why_the_surface_has_no_ways_of_it(stage: Stage) -> None:
    """The network was changed meanwhile; where it is what raced again, the ways are back."""
    stage.race()
    usual = stage.view.subtitle
    stage.session.set_layer_size(0, 3)
    assert stage.view.subtitle == f"{usual}; of another network or data, so not on the surface"
    stage.session.undo_stack.undo()
    assert stage.view.subtitle == usual


def test_a_race_on_its_way_is_shown(stage: Stage) -> None:
    """Curves, list and progress are there before the end; what is only known then is not."""
    stage.racing.choose_epochs(40)
    order = stage.ordered()
    race = mlp.Race(order.config)
    race.advance()
    stage.racing.receive_report(order.number, race.report())
    assert stage.view.setup.go.text() == "Stop race"
    assert stage.view.progress == "epoch 1 of 40"
    assert all(row.loss and not row.gradient for row in stage.view.ranking.rows.rows)
    assert stage.view.ranking.card.text == "racing 2 %, 4 racers"


def test_a_click_selects_and_the_button_opens(stage: Stage) -> None:
    """The second row's racer is looked at, then its settings are the session's; undo takes that back."""
    report = stage.race()
    rows = stage.view.ranking.rows
    QTest.mouseClick(rows, Left, pos=_row(1))
    assert stage.racing.selected == report.ranking[1]
    assert report.racers[report.ranking[1]].racer.name in stage.view.ranking.card.text
    before = stage.session.experiment
    QTest.mouseClick(rows, Left, pos=rows.button_box(1).center().toPoint())
    assert stage.session.experiment.training == report.racers[report.ranking[1]].racer.training
    assert stage.session.undo_stack.count() == 1
    stage.session.undo_stack.undo()
    assert stage.session.experiment == before


def test_a_double_click_opens_once(stage: Stage) -> None:
    """On the row it opens its racer; on the button, which opened with its first click, it adds nothing."""
    stage.race()
    rows = stage.view.ranking.rows
    QTest.mouseDClick(rows, Left, pos=_row(0))
    assert stage.session.undo_stack.count() == 1
    place = rows.button_box(2).center().toPoint()
    QTest.mouseClick(rows, Left, pos=place)
    QTest.mouseDClick(rows, Left, pos=place)
    assert stage.session.undo_stack.count() <= 3


def test_keys_choose_and_open(stage: Stage) -> None:
    """Down and Up go through the list, Enter opens, Escape lets go."""
    report = stage.race()
    rows = stage.view.ranking.rows
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(rows, key)
    assert stage.racing.selected == report.ranking[1]
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert stage.session.experiment.training == report.racers[report.ranking[1]].racer.training
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert stage.racing.selected == -1


def test_hovering_reads_out_everybodys_loss(stage: Stage) -> None:
    """The card has the epoch below the pointer and all losses there, the least first; it goes with the pointer."""
    report = stage.race()
    curves = stage.view.curves
    assert curves.chart is not None
    x = round(curves.chart.epochs.pixel(30.0))
    QTest.mouseMove(curves, QPoint(x, round(curves.chart.plot.center().y())))
    rows = curves.rows
    assert (rows[0].name, rows[0].value) == ("epoch", "30")
    at_30 = {racer.racer.name: float(racer.losses[30]) for racer in report.racers}
    assert [row.name for row in rows[1:]] == sorted(at_30, key=lambda name: at_30[name])
    for row in rows[1:]:
        assert float(row.value) == pytest.approx(at_30[row.name], rel=1e-3)
    curves.setFocus()
    QTest.keyClick(curves, Qt.Key.Key_Escape)
    assert curves.rows == ()


@pytest.mark.parametrize("is_log", [True, False])
def test_a_racer_that_climbs_leaves_the_plot_to_the_others(stage: Stage, is_log: bool) -> None:
    """The axis ends a little above the start; the mark of whoever leaves it stands at the top, and can be clicked."""
    stage.racing.vary("learning_rate")
    stage.racing.choose_rates((0.1, 1.0))
    report = stage.race()
    climbing = report.racers[0]
    far = replace(climbing, losses=np.geomspace(climbing.losses[0], 1e280, len(climbing.losses)))
    chart = CurvesChart(
        replace(report, racers=(far, *report.racers[1:])), PlotStyle.of(stage.theme_controller), SIZE, is_log, -1
    )
    assert chart.losses.value(chart.plot.top()) <= 100.0 * 10.0 * climbing.losses[0]
    end, other = chart.end_of(0), chart.end_of(1)
    assert end is not None
    assert other is not None
    assert end.y() == chart.plot.top()
    assert end.x() < other.x()
    curve = chart.losses.pixels(report.racers[1].losses)
    assert curve.max() - curve.min() > 5.0


def test_numbers_of_any_length_have_room(stage: Stage) -> None:
    """The plot begins behind the widest number of its axis."""
    report = stage.race()
    style = PlotStyle.of(stage.theme_controller)
    large = tuple(replace(racer, losses=racer.losses * 1.25e9) for racer in report.racers)
    for is_log in (True, False):
        usual = CurvesChart(report, style, SIZE, is_log, -1)
        wide = CurvesChart(replace(report, racers=large), style, SIZE, is_log, -1)
        assert wide.plot.left() >= usual.plot.left()
        axis = fit_loss_axis([racer.losses for racer in large], is_log)
        texts = loss_ticks(axis, 6)[2]
        assert wide.plot.left() > max(map(style.tick_metrics.horizontalAdvance, texts))


def test_a_click_on_the_end_of_a_curve_selects_its_racer(stage: Stage) -> None:
    """The plot is another way to look at somebody."""
    stage.race()
    curves = stage.view.curves
    assert curves.chart is not None
    end = curves.chart.end_of(2)
    assert end is not None
    QTest.mouseClick(curves, Left, pos=end.toPoint())
    nearest = min(range(4), key=lambda place: _distance(curves.chart.end_of(place), end))
    assert stage.racing.selected == nearest


def _distance(one: QPointF, other: QPointF) -> float:
    return abs(one.x() - other.x()) + abs(one.y() - other.y())


def test_each_kind_of_race_shows_its_fields(stage: Stage) -> None:
    """A click on the kind brings its fields, and only those."""
    fields = {
        "optimizer": "race_rate_adam",
        "learning_rate": "race_rates",
        "batch_size": "race_sizes",
        "start": "race_starts",
    }
    for varied, name in fields.items():
        button = stage.view.setup.varied.findChild(QAbstractButton, f"segment_{varied}")
        QTest.mouseClick(button, Left)
        assert stage.racing.setup.varied == varied
        visible = [each for each in fields.values() if stage.view.findChild(QLineEdit, each).isVisible()]
        assert visible == [name]


def test_what_is_typed_is_raced(stage: Stage) -> None:
    """Lists of rates and sizes, numbers of starts and epochs, and an optimizer's own rate reach the setup."""
    view, racing = stage.view, stage.racing
    _type(view.findChild(QLineEdit, "race_rate_adam"), "0.3")
    QTest.mouseClick(view.findChild(QAbstractButton, "race_rmsprop"), Left)
    assert [racer.name for racer in racing.line_up] == ["SGD", "Momentum", "Adam"]
    assert racing.line_up[2].training.learning_rate == 0.3
    _type(view.findChild(QLineEdit, "race_epochs"), "77")
    assert racing.setup.n_epochs == 77
    racing.vary("learning_rate")
    _type(view.findChild(QLineEdit, "race_rates"), "1; 0,1 0.5")
    assert racing.setup.rates == (0.1, 0.5, 1.0)
    racing.vary("batch_size")
    _type(view.findChild(QLineEdit, "race_sizes"), "2, 1, 99")
    assert [racer.name for racer in racing.line_up] == ["Single sample", "Batch of 2", "Full batch"]
    racing.vary("start")
    _type(view.findChild(QLineEdit, "race_starts"), "3")
    assert [racer.seed for racer in racing.line_up] == [1, 2, 3]


@pytest.mark.parametrize("rubbish", ["", "abc", "0", "-1", "1e99", "nan", "1 x"])
def test_rubbish_is_said_and_not_raced(stage: Stage, rubbish: str) -> None:
    """The last good list comes back, and a notice names the field."""
    stage.racing.vary("learning_rate")
    field = stage.view.findChild(QLineEdit, "race_rates")
    before, text = stage.racing.line_up, field.text()
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    _type(field, rubbish)
    assert stage.racing.line_up == before
    assert field.text() == text
    assert "Learning rates" in stage.listener.texts


@pytest.mark.parametrize(
    ("varied", "name"), [("learning_rate", "race_rates"), ("start", "race_starts"), ("optimizer", "race_epochs")]
)
def test_what_was_wrong_is_no_more_when_the_old_value_is_typed_again(stage: Stage, varied: str, name: str) -> None:
    """The notice goes, although the setup stays as it was."""
    stage.racing.vary(varied)
    field = stage.view.findChild(QLineEdit, name)
    text = field.text()
    field.setFocus()
    _type(field, "rubbish")
    assert stage.session.notices.current is not None
    _type(field, text)
    assert stage.session.notices.current is None


def test_start_and_stop_are_one_button(stage: Stage) -> None:
    """It starts the race, then stops it."""
    with stage.qtbot.waitSignal(stage.racing.ordered):
        QTest.mouseClick(stage.view.setup.go, Left)
    assert stage.racing.status is RaceStatus.RUNNING
    QTest.mouseClick(stage.view.setup.go, Left)
    assert stage.racing.status is RaceStatus.NONE
    assert stage.view.setup.go.text() == "Start race"


def test_who_is_stuck_or_lost_is_marked(stage: Stage) -> None:
    """Local minima have their tag in the list and are counted below it; who diverged has no rank, but its epoch."""
    stage.racing.vary("start")
    stage.racing.choose_starts(12)
    report = stage.race(2000)
    tags = [row.tag for row in stage.view.ranking.rows.rows]
    stuck = sum(racer.ending is mlp.Ending.LOCAL_MINIMUM for racer in report.racers)
    assert stuck
    assert tags.count("local minimum") == stuck
    text = f"within 0.1 of every target {12 - stuck} of 12, in a local minimum {stuck}"
    assert stage.view.ranking.card.text == text


def test_diverged_racers_stay_in_the_list(stage: Stage) -> None:
    """Last, without a rank or a loss, and with the epoch in which it happened."""
    stage.session.open_example("sine")
    stage.session.set_network(hidden_activations=("relu", "relu"))
    stage.session.set_training(optimizer="sgd")
    stage.session.receive_snapshot(first_snapshot(stage.session))
    stage.racing.vary("learning_rate")
    stage.racing.choose_rates([1e5, 0.01])
    report = stage.race(20)
    last = stage.view.ranking.rows.rows[-1]
    assert (last.rank, last.loss, last.place) == ("–", "", 1)
    assert last.tag == f"diverged in epoch {report.racers[1].diverged_in}"


def test_the_view_draws_itself_at_any_size(stage: Stage) -> None:
    """Narrow, low, wide, with many racers, logarithmic and linear: something is painted, nothing complains."""
    stage.racing.vary("start")
    stage.racing.choose_starts(32)
    stage.race(40)
    for size in ((300, 220), (640, 260), (1900, 700)):
        stage.view.resize(*size)
        for is_log in (True, False):
            stage.view.curves.set_log(is_log)
            assert not stage.view.grab().isNull()


def test_looks_differ_and_optimizers_keep_theirs() -> None:
    """32 racers have 32 looks; Adam looks like Adam whoever else races."""
    assert len({(look.colour, look.dashes, look.shape) for look in map(look_of, range(32))}) == 32
    # Dashes do not show at a way's end: there colour and mark tell racers apart.
    assert len({(look.colour, look.shape) for look in map(look_of, range(64))}) == 64
    training = mlp.TrainingConfig()
    two = mlp.by_optimizer(training, {"nesterov": 0.1, "adam": 0.1})
    four = mlp.by_optimizer(training, {"sgd": 0.1, "momentum": 0.1, "rmsprop": 0.1, "adam": 0.1})
    assert looks_of(two, "optimizer")[1] == looks_of(four, "optimizer")[3]
    assert looks_of(four, "optimizer")[0].ink(DARK).name() == "#ffffff"


def test_dashes_follow_their_pattern() -> None:
    """Along a straight line of 36 pixels, dashes of 9 and 3 with gaps of 3 cover what they should."""
    x = np.linspace(0.0, 36.0, 7)
    pieces = dashed(x, np.zeros(7), (9.0, 3.0, 3.0, 3.0))
    covered = sorted((float(start), float(end)) for start, _, end, _ in pieces)
    assert sum(end - start for start, end in covered) == pytest.approx(24.0)
    for start, end in covered:
        assert any(low - 1e-9 <= start and end <= high + 1e-9 for low, high in ((0, 9), (12, 15), (18, 27), (30, 33)))


def test_a_rule_that_does_not_fit_is_pale_and_says_why(stage: Stage) -> None:
    """Its chip cannot be pressed, and its tip names what is in the way; where it fits, it tells what it does."""
    entry = stage.view.setup.values.optimizers["perceptron"]
    assert entry.chip.isVisible()
    assert not entry.chip.isEnabled()
    assert not entry.rate.isVisible()
    assert "this network has 1 hidden layer" in entry.chip.toolTip()
    stage.session.open_example("and_perceptron")
    assert entry.chip.isEnabled()
    assert entry.chip.isChecked()
    assert entry.rate.isVisible()
    assert "On a mistake" in entry.chip.toolTip()
    assert not stage.view.setup.values.optimizers["delta"].chip.isEnabled()


@pytest.mark.parametrize(
    "text", ["", "nonsense", "optimizer  10 1 500 first", "start sgd 1 1 500 first", "a b c d e f g"]
)
def test_what_is_no_setup_is_not_taken_for_one(text: str) -> None:
    """A settings file may hold anything."""
    assert read_setup(text) is None


def test_a_setup_is_what_it_was_written_as() -> None:
    """All that is remembered comes back; rates and sizes, which belong to one network, do not."""
    setup = RaceSetup("start", ("sgd", "adam"), n_starts=7, first_seed=3, n_epochs=90, from_now=True)
    assert read_setup(written_setup(setup)) == setup
    assert read_setup(written_setup(replace(setup, rates=(0.1,)))) == setup


@pytest.mark.parametrize("varied", ["optimizer", "learning_rate", "batch_size", "start"])
def test_before_the_first_race_a_click_starts_any_kind(stage: Stage, varied: str) -> None:
    """Each card names who would race and starts them; then there are curves and a list in its place."""
    invitation = stage.view.invitation
    card = invitation.cards[varied]
    assert invitation.isVisible()
    assert not stage.view.curves.isVisible()
    assert invitation.rect().contains(card.geometry())
    assert stage.racing.line_up_text(varied) in card.accessibleName()
    with stage.qtbot.waitSignal(stage.racing.ordered) as caught:
        QTest.mouseClick(card, Left)
    assert caught.args[0].config.varied == varied
    assert stage.view.curves.isVisible()
    assert not invitation.isVisible()
    stage.racing.stop()
    assert invitation.isVisible(), "nobody has gone a step"


@pytest.mark.parametrize(("width", "height"), [(1900, 320), (760, 300), (320, 220), (300, 120)])
def test_curves_or_invitation_take_all_that_the_setup_leaves(stage: Stage, width: int, height: int) -> None:
    """At any size of the dock nothing is left empty below, and no card is cut."""
    view = stage.view
    view.resize(width, height)
    invitation = view.invitation
    stage.qtbot.waitUntil(lambda: invitation.geometry().bottom() == view.rect().bottom())
    assert all(invitation.rect().contains(card.geometry()) for card in invitation.cards.values())
    stage.race()
    stage.qtbot.waitUntil(
        lambda: (
            view.curves.mapTo(view, view.curves.rect().bottomLeft()).y() == view.rect().bottom()
            or view.ranking.mapTo(view, view.ranking.rect().bottomLeft()).y() == view.rect().bottom()
        )
    )
