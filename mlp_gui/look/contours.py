"""Contours: lines along which values over a regular grid have a level."""

from __future__ import annotations

from typing import cast

import numpy as np


def trace_levels(x: np.ndarray, y: np.ndarray, values: np.ndarray, levels: tuple[float, ...]) -> list[list[np.ndarray]]:
    """Return the lines of each level.

    Parameters
    ----------
    x, y : ndarray, shapes (n_x,) and (n_y,)
        The grid's axes, ascending.
    values : ndarray, shape (n_y, n_x)
        What is traced; lines end where it is not finite.
    levels : tuple of float
        Which levels.

    Returns
    -------
    list of list of ndarray, shapes (n_points, 2), float64
        For each level its lines; where y counts upward, higher values lie on their left.
    """
    # Here, when the first line is traced: the start does not wait for it.
    from contourpy import LineType, SerialContourGenerator, ZInterp

    columns, rows = np.meshgrid(x, y)
    finite = np.isfinite(values)
    # Made directly: contour_generator looks for masks and takes five times as long, in every frame.
    generator = SerialContourGenerator(
        columns,
        rows,
        values,
        None if finite.all() else ~finite,  # type: ignore[arg-type]  # None is no mask, as contour_generator hands it
        corner_mask=True,
        line_type=LineType.Separate,
        fill_type=SerialContourGenerator.default_fill_type,
        quad_as_tri=False,
        z_interp=ZInterp.Linear,
    )
    return [cast("list[np.ndarray]", generator.lines(level)) for level in levels]
