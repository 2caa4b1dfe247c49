"""What the caption says where it has little room."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

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
