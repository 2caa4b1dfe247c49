"""Where the names of the classes stand."""

from __future__ import annotations

import pytest

from mlp_gui.views.network.stepping.bands import COMPACT
from mlp_gui.views.network.stepping.class_names import stand_above
from mlp_gui.views.network.stepping.layout import arrange_cards


@pytest.mark.parametrize(
    ("sizes", "size", "beside", "above"),
    [
        ((2, 5, 3), (741, 356), True, False),
        ((7, 8, 8, 8, 4), (741, 356), False, True),
        ((7, 8, 8, 8, 8), (741, 356), False, False),
    ],
)
def test_names_stand_beside_the_outputs_or_above_them(
    sizes: tuple[int, ...], size: tuple[int, int], beside: bool, above: bool
) -> None:
    """Above only where there is no width for them and much height; else dots alone."""
    groups = [tuple((unit, unit + 1) for unit in range(count)) for count in sizes]
    layout = arrange_cards(groups, float(size[0]), float(size[1]), 1.0, COMPACT, names=70.0)
    assert (layout.has_names, stand_above(layout, 15.0)) == (beside, above)
