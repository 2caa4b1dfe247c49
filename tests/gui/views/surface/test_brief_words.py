"""What the caption says where it has little room."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mlp_gui.views.surface.legend import heading
from mlp_gui.views.surface.readout import _brief_caption


@pytest.mark.parametrize(
    ("count", "words"),
    [(2, "there are no others"), (3, "1 other stays"), (9, "7 others stay"), (1202, "1,200 others stay")],
)
def test_parameters_that_are_no_axes_are_counted(count: int, words: str) -> None:
    """A single one is told as one."""
    picture = SimpleNamespace(
        axes=SimpleNamespace(explained=(), indices=(0, 1)),
        snapshot=SimpleNamespace(network=SimpleNamespace(parameter_count=count)),
    )
    assert _brief_caption(picture) == words


@pytest.mark.parametrize(("reduction", "words"), [("mean", "loss"), ("sum", "Σ loss")])
def test_the_colour_bar_says_that_a_loss_is_summed(reduction: str, words: str) -> None:
    """Beside the window's mean loss it is another number."""
    training = SimpleNamespace(reduction=reduction)
    picture = SimpleNamespace(shown="total", snapshot=SimpleNamespace(experiment=SimpleNamespace(training=training)))
    assert heading(picture) == words
