"""The derivation shows the core's lines in their order, each with its rule, and takes no part in what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.galleries import DerivationView
from tests.gui.views.equations.stages import Stage, staged, trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

Shown = Stage[DerivationView]
NOTATION = "delta"
"""The one that a step-through begins with."""


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Shown]:
    """Return a shown derivation with its list on it."""
    with staged(DerivationView, (601, 400), qtbot) as stage:
        for control in stage.view.title_controls():
            control.setParent(stage.view)
            control.show()
        yield stage


def show_pair(stage: Shown, loss: str, activation: str | mlp.Activation, hidden: str = "tanh") -> None:
    """Step through a network with this loss and output activation."""
    network = mlp.Network([2, 2, 2], hidden=hidden, output=activation, rng=5)
    config = mlp.TrainingConfig(loss=loss, learning_rate=0.1)
    stage.show_trace(mlp.trace_step(network, [[0.4, -0.3]], [[1.0, 0.0]], config))
    stage.settle()


def choose(stage: Shown, name: str) -> None:
    """Pick what is derived in the list, by keyboard."""
    box = stage.view.findChild(QComboBox, "derived_part")
    while box.currentData() != name:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < box.findData(name) else Qt.Key.Key_Up)
    stage.settle()


def drawn(stage: Shown) -> list[tuple[int, str, str]]:
    """Return number, LaTeX and rule of each line on the page."""
    page = stage.view.canvas.page
    assert page is not None
    return [(row.number, row.formula.latex, row.rule) for row in page.rows]


def told(derivation: mlp.Derivation) -> list[tuple[int, str, str]]:
    """Return the same of a derivation of the core's."""
    return [(number, line.latex, line.rule) for number, line in enumerate(derivation.lines, 1)]


def test_waits_for_a_network(stage: Shown) -> None:
    """Before there is one, there is a sentence, and nothing to copy."""
    assert stage.view.message
    assert stage.view.latex() == ""
    assert not stage.view.grab().isNull()


@pytest.mark.parametrize("name", list(mlp.EXAMPLES))
def test_every_example_s_pair_is_derived(stage: Shown, name: str) -> None:
    """Each example's loss and output: the lines drawn are the core's, in order, below three headings."""
    experiment = mlp.EXAMPLES[name]
    loss, output = experiment.training.loss, experiment.network.output_activation
    show_pair(stage, loss, output)
    assert drawn(stage) == told(mlp.derive(loss, output, NOTATION))
    page = stage.view.canvas.page
    assert page is not None
    assert [title for _, title in page.headings] == [
        mlp.LOSSES[loss].title,
        mlp.ACTIVATIONS[output].title,
        "Both together",
    ]
    assert [row.number for row in page.rows if row.is_result][-1] == len(page.rows)


def test_each_part_alone(stage: Shown) -> None:
    """The list takes the loss or the activation alone; the activation is that of the unit selected."""
    show_pair(stage, "binary_cross_entropy", "sigmoid")
    choose(stage, "loss")
    assert drawn(stage) == told(mlp.derive_loss("binary_cross_entropy", NOTATION))
    choose(stage, "activation")
    stage.session.cursor.set_selected(Mark("unit", layer=1, unit=0))
    stage.qtbot.waitUntil(lambda: drawn(stage) == told(mlp.derive_activation("sigmoid", NOTATION)))
    stage.session.cursor.set_selected(Mark("unit", layer=0, unit=1))
    stage.qtbot.waitUntil(lambda: drawn(stage) == told(mlp.derive_activation("tanh", NOTATION, is_hidden=True)))
    assert stage.view.subtitle == "layer 1, Tanh"


def test_the_activation_follows_the_step(stage: Shown) -> None:
    """With nothing selected it is the function of the unit that the line is about."""
    show_pair(stage, "squared_error", "identity", hidden="relu")
    choose(stage, "activation")
    lines = stage.session.stepping.trace.steps("term", 0)  # type: ignore[union-attr]
    for layer, name in enumerate(("relu", "identity")):
        wanted = told(mlp.derive_activation(name, NOTATION, is_hidden=layer == 0))
        stage.session.stepping.go_to(next(line.index for line in lines if line.layer == layer and line.unit >= 0))
        stage.qtbot.waitUntil(lambda wanted=wanted: drawn(stage) == wanted)  # type: ignore[misc]


@pytest.mark.parametrize("part", ["pair", "loss", "activation"])
def test_the_letters_are_those_of_the_notation(stage: Shown, part: str) -> None:
    """Another notation, and every line is written in it, numbered and with its rule as before."""
    show_pair(stage, "squared_error", "sigmoid")
    choose(stage, part)
    for notation in mlp.NOTATIONS:
        stage.session.stepping.set_notation(notation)
        derived = {
            "pair": mlp.derive("squared_error", "sigmoid", notation),
            "loss": mlp.derive_loss("squared_error", notation),
            "activation": mlp.derive_activation("tanh", notation, is_hidden=True),
        }[part]
        stage.qtbot.waitUntil(lambda: drawn(stage) == told(derived), timeout=20_000)  # noqa: B023


def test_a_steep_sigmoid_keeps_its_steepness(stage: Shown) -> None:
    """The network's own beta is derived with."""
    steep = mlp.Sigmoid(2.5)
    show_pair(stage, "squared_error", steep)
    assert drawn(stage) == told(mlp.derive("squared_error", steep, NOTATION))
    assert r"\beta" in drawn(stage)[-1][1]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [320, 434, 601, 1400])
@pytest.mark.parametrize(
    ("loss", "output"),
    [("squared_error", "sigmoid"), ("perceptron", "softmax"), ("hinge", "tanh"), ("absolute_error", "leaky_relu")],
)
def test_nothing_is_cut_or_laid_over_another(stage: Shown, loss: str, output: str, width: int, scale: float) -> None:
    """At every width lines and rules lie on the page, below each other, and their equals signs do not cross rules."""
    stage.theme_controller.set_scale(scale)
    show_pair(stage, loss, output)
    stage.view.resize(width, 400)
    page, canvas = stage.view.canvas.page, stage.view.canvas
    assert page is not None
    boxes = [box for row in page.rows for box in (row.number_box, row.box, row.rule_box)]
    assert all(box.left() >= 0.0 and box.right() <= canvas.width() for box in boxes)
    assert canvas.height() >= page.rows[-1].rule_box.bottom()
    parts = [*(box for box, _ in page.headings), *boxes]
    assert not any(
        one.intersects(other) for place, one in enumerate(parts) for other in parts[place + 1 :] if not one.isEmpty()
    )


def test_lines_are_painted_where_they_stand(stage: Shown) -> None:
    """Each formula's box has letters in the colour of text."""
    show_pair(stage, "binary_cross_entropy", "sigmoid")
    stage.view.resize(601, 900)
    page, canvas = stage.view.canvas.page, stage.view.canvas
    assert page is not None
    image = canvas.grab().toImage()
    ink = stage.theme_controller.theme.text.lightness() + 40
    for row in page.rows:
        box = row.box.toAlignedRect().intersected(QRectF(image.rect()).toRect())
        places = ((x, y) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom()))
        assert any(image.pixelColor(x, y).lightness() < ink for x, y in places), row.number


def test_is_copied_as_latex_from_the_menu(stage: Shown) -> None:
    """The context menu puts every line with its rule on the clipboard, aligned."""
    show_pair(stage, "binary_cross_entropy", "sigmoid")
    centre = QPoint(60, 60)
    canvas = stage.view.canvas
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, centre, canvas.mapToGlobal(centre))
    QApplication.sendEvent(canvas, event)
    menu = stage.view.findChild(QMenu)
    stage.qtbot.waitUntil(menu.isVisible)
    action = next(action for action in menu.actions() if action.text() == "Copy as LaTeX")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    copied = QGuiApplication.clipboard().text().splitlines()
    lines = mlp.derive("binary_cross_entropy", "sigmoid", NOTATION).lines
    assert len(copied) == len(lines) + 2
    assert copied[1] == rf"E &= {lines[0].latex.partition(' = ')[2]} && \text{{{lines[0].rule}}} \\"
    assert copied[-2].endswith(r"z - t && \text{Definition of the error signal}")


def test_arrow_keys_scroll(stage: Shown) -> None:
    """What does not fit is reached by keys, too."""
    show_pair(stage, "binary_cross_entropy", "sigmoid")
    stage.view.resize(434, 130)
    bar = stage.view.scroll_area.verticalScrollBar()
    stage.qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(stage.view, Qt.Key.Key_Down)
    assert bar.value() > 0
    QTest.keyClick(stage.view, Qt.Key.Key_Up)
    assert bar.value() == 0


def test_hidden_it_derives_nothing(stage: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever changes while nobody looks is derived once, when it is shown again; a step alone sets nothing anew."""
    show_pair(stage, "squared_error", "sigmoid")
    asked: list[str] = []
    monkeypatch.setattr(stage.view.canvas, "show_content", lambda story: asked.append(story.whole.title))
    stage.session.stepping.to_end()
    stage.qtbot.waitUntil(lambda: not stage.view._is_stale)
    assert asked == []
    stage.view.hide()
    network = mlp.Network([2, 2, 1], output="tanh", rng=5)
    trace = mlp.trace_step(network, [[0.4, -0.3]], [[1.0]], mlp.TrainingConfig(loss="hinge"))
    stage.show_trace(trace)
    stage.show_trace(trace_of((2, 2, 1), loss="absolute_error"))
    QApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    assert asked == []
    stage.view.show()
    stage.qtbot.waitUntil(lambda: bool(asked))
    assert asked == [mlp.derive("absolute_error", "sigmoid").title]
