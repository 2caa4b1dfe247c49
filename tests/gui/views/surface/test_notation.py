"""Weights and biases have the names on the loss surface that formulas have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.views.surface.names import axis_titles

if TYPE_CHECKING:
    from tests.gui.views.surface.conftest import Stage


def test_axes_are_called_as_the_notation_calls_them(stage: Stage) -> None:
    """The same names as in step mode, on the drawing and in the lists, from the moment that another is chosen."""
    session, controls = stage.session, stage.view.controls
    network = stage.picture.snapshot.network
    session.surface.choose_parameter(0, network.weight_index(0, 1, 0))
    session.surface.choose_parameter(1, network.bias_index(0, 1))
    for notation, names in (("delta", ("w₁₂⁽¹⁾", "w₀₂⁽¹⁾")), ("lab", ("w₁Q", "w₀Q")), ("chain", ("w₁,₂₁", "b₁,₂"))):
        session.stepping.set_notation(notation)
        assert axis_titles(stage.settle()) == names
        listed = controls.axes[0]
        assert listed.itemText(listed.currentIndex()) == f"{names[0]}   Unit Q ← x1"
