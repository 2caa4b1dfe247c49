"""What stands beside a panel's title in step mode is whole, or shorter, and never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping


def test_no_subtitle_is_cut(program: Program, stepping: Stepping) -> None:
    """At every unit of a step, in every notation and in both texts' sizes: the panels are of several widths."""
    contents, walk = program.window.contents, stepping.walk
    assert walk is not None
    docks = (contents.matrices, contents.tracer, contents.galleries)
    seen = set()
    for notation, scale in zip(mlp.NOTATIONS, (1.0, 1.25, 0.9, 1.0, 1.1), strict=True):
        program.theme_controller.set_scale(scale)
        stepping.set_notation(notation)
        for step in walk.sequence("unit"):
            stepping.go_to(step.last)
            for dock in docks:
                labels = dock.title_bar.findChildren(ElidingLabel)
                label = next(label for label in labels if label.property("role") == "caption")
                whole = dock.widget().subtitle
                assert label.text() == whole
                assert "…" not in label.shown_text, (whole, label.width())
                seen.add(label.shown_text)
    assert any("unit Q" in text for text in seen)
