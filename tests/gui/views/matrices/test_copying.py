"""The matrices are taken away as text, as far as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

import mlp_core as mlp
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from mlp_gui.views.matrices import MatricesView
    from tests.gui.views.equations.stages import Stage


def tables_in(text: str) -> dict[str, list[list[str]]]:
    """Return the rows of each table of a text by its name."""
    parts = (part.splitlines() for part in text.split("\n\n"))
    return {name: [row.split("\t") for row in rows] for name, *rows in parts}


def copied_by_key(stage: Stage[MatricesView]) -> dict[str, list[list[str]]]:
    """Press the key for copying and read the clipboard."""
    QGuiApplication.clipboard().clear()
    stage.view.setFocus()
    stage.qtbot.keySequence(stage.view, QKeySequence.StandardKey.Copy)
    return tables_in(QGuiApplication.clipboard().text())


@pytest.mark.parametrize("decimals", [2, 6])
def test_every_table_is_copied_by_key(stage: Stage[MatricesView], decimals: int) -> None:
    """At the end all numbers stand there with the decimals chosen, as a table sheet reads them."""
    trace = trace_of((2, 2, 1))
    stage.show_trace(trace)
    stage.session.stepping.set_decimals(decimals)
    stage.session.stepping.to_end()
    tables = copied_by_key(stage)
    weights = [[f"{value:.{decimals}f}" for value in row] for row in trace.network.weights[0].tolist()]
    assert tables["𝐖(1)"] == weights
    assert len(tables) == len(stage.view.tables)
    for name in ("𝐖(2) new", "𝐰₀(1) new"):
        assert all(float(cell) == float(cell) for row in tables[name] for cell in row)


def test_what_is_not_known_is_not_copied(stage: Stage[MatricesView]) -> None:
    """At the start sums and error signals are dashes; while one is asked for, it is one too."""
    trace = trace_of((2, 2, 1))
    lines = stage.show_trace(trace)
    assert copied_by_key(stage)["𝐚(1)"] == [["–"], ["–"]]
    stepping = stage.session.stepping
    stepping.set_asks("main")
    stepping.set_predict(True)
    stepping.set_granularity("unit")
    wanted = trace.quantity(mlp.Kind.PRE_ACTIVATION, 0, 1, -1, 0)
    stepping.go_to(lines.locate(trace.quantity(mlp.Kind.ACTIVATION, 0, 0, -1, 0)))
    stepping.forward()
    assert stepping.awaiting == wanted
    rows = copied_by_key(stage)["𝐚(1)"]
    assert rows[0] != ["–"]
    assert rows[1] == ["–"]


def test_the_menu_copies_too(stage: Stage[MatricesView]) -> None:
    """By mouse or by the menu key; without a step there is nothing to copy."""
    assert not stage.view.build_menu().actions()[0].isEnabled()
    stage.show_trace(trace_of((2, 2, 1)))
    QGuiApplication.clipboard().clear()
    at = stage.view.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, stage.view.mapToGlobal(at))
    QApplication.sendEvent(stage.view, event)
    menus = [menu for menu in stage.view.findChildren(QMenu) if menu.actions()[0].isEnabled()]
    menus[-1].actions()[0].trigger()
    menus[-1].close()
    assert "𝐖(1)" in tables_in(QGuiApplication.clipboard().text())


def test_a_table_too_large_for_a_sheet_is_named(stage: Stage[MatricesView]) -> None:
    """More than 20,000 cells are not written out; the other tables are."""
    stage.show_trace(trace_of((300, 100, 2), 1))
    stage.session.stepping.to_end()
    text = stage.view.text()
    assert "𝐖(1): 100 rows and 300 columns, too many to copy" in text
    assert len(tables_in(text)["𝐰₀(1)"]) == 100


def test_small_numbers_are_copied_with_two_digits_or_more(stage: Stage[MatricesView]) -> None:
    """As their cells have them: four decimals would leave 0.0000 or a single digit of a gradient."""
    trace = trace_of((2, 2, 1))
    targets = trace.activations[-1] + 1e-3 * (trace.targets - trace.activations[-1])
    trace = mlp.trace_step(trace.network, trace.inputs, targets, trace.config)
    stage.show_trace(trace)
    stage.session.stepping.to_end()
    copied = np.array(copied_by_key(stage)["∂𝐸/∂𝐖(1)"], dtype=float)
    assert copied == pytest.approx(trace.deltas[0].T @ trace.inputs / trace.n_samples, rel=0.06)
