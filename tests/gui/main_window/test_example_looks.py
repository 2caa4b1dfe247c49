"""An example sets the views that it is seen in, and the next one sets them back, unless the user has set them since."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

STORED = "preferences/show_contributions"


def test_the_smallest_perceptron_has_a_curve_over_its_weight(program: Program, qtbot: QtBot) -> None:
    """Of hand-out 003: one axis, w, with the next step; the map of two weights comes back with the next example."""
    session, surface = program.session, program.session.surface
    session.open_example("univariate")
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.network.sizes == (1, 1), timeout=20_000)
    surface.choose_parameter(0, session.snapshot.network.bias_index(0, 0))
    session.open_example("smallest_perceptron")

    def has_curve() -> bool:
        picture = surface.picture
        return picture is not None and picture.snapshot.run_id == session.run_id and picture.is_line

    qtbot.waitUntil(has_curve, timeout=20_000)
    assert surface.picture.axes.indices == (session.snapshot.network.weight_index(0, 0, 0),)
    assert program.window.contents.surface.isVisible()
    session.open_example("two_weights")
    assert surface.plane.kind == "parameters"
    session.open_example("smallest_perceptron")
    surface.choose_kind("trajectory")
    session.open_example("two_weights")
    assert surface.plane.kind == "trajectory"


def test_a_sum_of_sigmoids_shows_what_each_one_adds(program: Program, settings: QSettings) -> None:
    """While it is open, and not stored; what the user turns on or off stays so."""
    session, preferences = program.session, program.preferences
    session.open_example("bumps")
    assert preferences.show_contributions
    assert settings.value(STORED) is None
    session.open_example("sine")
    assert not preferences.show_contributions
    session.open_example("bumps")
    preferences.set_value("show_contributions", False)
    preferences.set_value("show_contributions", True)
    session.open_example("sine")
    assert preferences.show_contributions
