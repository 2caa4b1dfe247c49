"""Contours: lines where values have a level, higher values on their left."""

from __future__ import annotations

import numpy as np
import pytest

from mlp_gui.look.contours import trace_levels


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_circle_is_traced_with_the_higher_side_on_its_left(sign: float) -> None:
    """Every point has the level; a step to the left of the way leads to higher values."""
    axis = np.linspace(-2.0, 2.0, 81)
    x, y = np.meshgrid(axis, axis)
    ((line,),) = trace_levels(axis, axis, sign * (x**2 + y**2), (sign * 1.0,))
    np.testing.assert_allclose(np.hypot(*line.T), 1.0, atol=2e-3)
    along = np.diff(line, axis=0)
    left = np.column_stack((-along[:, 1], along[:, 0]))
    outward = np.einsum("ij,ij->i", left, line[:-1])
    assert (sign * outward >= -1e-12).all()
    assert sign * outward.sum() > 0.0


def test_lines_end_where_values_are_not_finite_and_levels_come_apart() -> None:
    """One list for each level; a hole cuts its line."""
    axis = np.linspace(0.0, 1.0, 11)
    values = np.tile(axis, (11, 1))
    values[5] = np.nan
    low, high = trace_levels(axis, axis, values, (0.25, 0.75))
    for lines, level in ((low, 0.25), (high, 0.75)):
        assert len(lines) == 2
        for line in lines:
            np.testing.assert_allclose(line[:, 0], level)
