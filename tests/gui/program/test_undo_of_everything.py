"""Whatever a user changes in the window is one step of undo, which the Edit menu names; nothing is lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

import mlp_core as mlp
from mlp_gui.panels.table_preview import TablePreview
from tests.gui.panels.gestures import choose, type_number
from tests.gui.program.hands import click, wait_for_run
from tests.gui.program.test_own_table import FLOWERS
from tests.gui.program.test_painting import drag, region_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


class Walk:
    """Makes changes in the window, and takes each back and makes it again."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.session = program.session
        self._qtbot = qtbot
        self._forms = program.window.contents.forms
        self.said: list[str] = []

    def find(self, name: str) -> QWidget:
        """Return a control by its name."""
        found = self._forms.findChild(QWidget, name)
        assert found is not None, name
        return found

    def change(self, words: str, act: Callable[[], object], *, of_run: bool = False) -> None:
        """Make a change; its name is in the Edit menu, and one undo and one redo lead away from it and back.

        Parameters
        ----------
        words : str
            What the menu has to name.
        act : callable
            Makes it.
        of_run : bool
            Whether it changes the run and not the experiment.
        """
        session, stack = self.session, self.session.undo_stack
        wait_for_run(self.program, self._qtbot)
        before, count = session.experiment, stack.index()
        act()
        self._qtbot.waitUntil(lambda: stack.index() == count + 1, timeout=20_000)
        after = session.experiment
        assert of_run or after != before, words
        undo, redo = (self.program.window.window_actions[name] for name in ("undo", "redo"))
        assert words in undo.text(), (words, undo.text())
        undo.trigger()
        assert session.experiment == before, words
        assert words in redo.text()
        redo.trigger()
        assert session.experiment == after, words
        self.said.append(undo.text())

    def pick(self, name: str, value: str) -> Callable[[], None]:
        """Return what chooses a value of a list."""
        return lambda: choose(self.find(name), value)

    def type(self, name: str, text: str) -> Callable[[], None]:
        """Return what types a number into a field, or into the one of a slider or a seed."""

        def act() -> None:
            control = self.find(name)
            type_number(getattr(control, "field", control), text)

        return act

    def press(self, name: str) -> Callable[[], None]:
        """Return what clicks a button of the forms."""
        return lambda: QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)


def test_everything_that_is_changed_is_undone(program: Program, qtbot: QtBot) -> None:
    """Data, features, architecture, hyperparameters, stopping: through the forms, one after the other."""
    for section in program.window.contents.forms.findChildren(QAbstractButton):
        if section.isCheckable() and section.objectName().startswith(
            ("data_panel_", "network_panel_", "training_panel_")
        ):
            section.setChecked(True)
    walk = Walk(program, qtbot)
    session = walk.session
    walk.change("change noise", walk.type("noise", "0.3"))
    walk.change("change points", walk.type("points", "120"))
    walk.change("change seed of the data", walk.type("data_seed", "5"))
    walk.change("switch sin x₁ on", lambda: session.set_feature("sin_x1", True))
    walk.change("change normalisation", walk.pick("normalisation", "z_score"))
    walk.change("change split", walk.type("train_share", "60"))
    walk.change("change split", walk.type("validation_share", "20"))
    walk.change("add layer", walk.press("add_layer"))
    walk.change("change units", walk.type("hidden_1_units", "3"))
    walk.change("change activation", walk.pick("hidden_2_activation", "relu"))
    walk.change("change output activation", walk.pick("output_activation", "tanh"))
    walk.change("use Sigmoid", walk.press("output_remedy"))
    walk.change("remove layer", walk.press("hidden_1_remove"))
    walk.change("change initial weights", walk.pick("initializer", "he_normal"))
    walk.change("change seed of the weights", walk.type("network_seed", "9"))
    walk.change("change precision", walk.pick("precision", "float32"))
    walk.change("change loss", walk.pick("loss", "squared_error"))
    walk.change("change optimizer", walk.pick("optimizer", "adamw"))
    for field, text in (("learning_rate", "0.02"), ("batch_size", "8"), ("l2", "0.001"), ("l1", "0.001")):
        walk.change("change ", walk.type(field, text))
    walk.change("change schedule", walk.pick("schedule", "cosine"))
    walk.change("change batch seed", walk.type("batch_seed", "7"))
    walk.change("stop", lambda: session.stopping.set_condition("epochs", 500))
    walk.change("choose dataset", lambda: session.choose_dataset("circle"))
    walk.change("open", lambda: session.open_example("moons"))
    assert len(set(walk.said)) >= 20
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.experiment == mlp.EXAMPLES["xor"]


def test_weights_points_and_tables_are_undone(program: Program, qtbot: QtBot) -> None:
    """What is changed on the canvas, in the region and by a table of one's own."""
    walk = Walk(program, qtbot)
    session = walk.session
    walk.change("weight", lambda: session.set_parameter(0, 0.5), of_run=True)
    walk.change("reset", program.window.window_actions["reset"].trigger, of_run=True)
    walk.change("new weights", program.window.window_actions["new_weights"].trigger)
    click(program, "paint_button")
    view = region_of(program, qtbot)
    walk.change("paint", lambda: drag(view, (0.2, 1.4), (0.4, 1.4)))
    click(program, "segment_erase")
    view = region_of(program, qtbot)
    walk.change("erase", lambda: drag(view, (0.2, 1.4), (0.4, 1.4)))

    def use_table() -> None:
        tables = session.own_data.tables
        tables.open_text(FLOWERS)
        qtbot.waitUntil(lambda: tables.data is not None, timeout=20_000)
        preview = next(each for each in program.window.findChildren(TablePreview) if each.isVisible())
        preview.use_button.click()

    walk.change("use Pasted table", use_table)
    walk.change("change task", lambda: session.choose_task("compression"))
