"""The relief's camera: pixels of known corners, what a drag does, and heights between the grid's points."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QSizeF

from mlp_gui.views.surface.camera import HEIGHT, HIGHEST, LOWEST, NEAREST, Camera, View, heights_at, resampled

SIZE = QSizeF(400.0, 300.0)
MARGINS = (20.0, 10.0, 20.0, 30.0)


def test_seen_from_above_the_ground_is_itself() -> None:
    """Unturned, u goes to the right and v away from the eye."""
    view = View(0.0, math.pi / 2.0, 100.0, 200.0, 150.0)
    x, y, away = view.project(np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0]), np.array([0.0, 1.0, 1.0]))
    assert x == pytest.approx([200.0, 300.0, 200.0])
    assert y == pytest.approx([150.0, 150.0, 50.0])
    assert away == pytest.approx([0.0, 0.0, 1.0])


def test_seen_from_the_side_heights_are_heights() -> None:
    """At elevation 0 the ground is a line."""
    view = View(0.0, 0.0, 100.0, 200.0, 150.0)
    _, y, _ = view.project(np.zeros(3), np.array([-1.0, 0.0, 1.0]), np.array([0.0, 0.5, 1.0]))
    assert y == pytest.approx([150.0, 150.0 - 50.0 * HEIGHT, 150.0 - 100.0 * HEIGHT])


@pytest.mark.parametrize("azimuth", range(0, 360, 30))
@pytest.mark.parametrize("elevation", [LOWEST, 33.0, HIGHEST])
def test_all_of_the_box_is_inside_whatever_the_angle(azimuth: float, elevation: float) -> None:
    """Turning never cuts a corner off."""
    view = Camera(azimuth, elevation).view(SIZE, MARGINS)
    u, v, h = (axis.ravel() for axis in np.meshgrid((-1.0, 1.0), (-1.0, 1.0), (0.0, 1.0)))
    x, y, _ = view.project(u, v, h)
    assert x.min() >= MARGINS[0] - 1e-9
    assert x.max() <= SIZE.width() - MARGINS[2] + 1e-9
    assert y.min() >= MARGINS[1] - 1e-9
    assert y.max() <= SIZE.height() - MARGINS[3] + 1e-9


def test_a_drag_turns_and_tips_within_limits() -> None:
    """Around without end, up and down between the ground and almost above."""
    camera = Camera(10.0, 33.0)
    assert camera.turned(40.0, 0.0).azimuth == pytest.approx(350.0)
    assert camera.turned(0.0, 20.0).elevation == pytest.approx(43.0)
    assert camera.turned(0.0, 1e4).elevation == HIGHEST
    assert camera.turned(0.0, -1e4).elevation == LOWEST
    assert camera.zoomed(1e9).zoom == NEAREST


@pytest.mark.parametrize(("row", "column"), [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_the_valley_lies_in_front(row: int, column: int) -> None:
    """The lowest quarter is nearer than the other three."""
    quarters = np.ones((2, 2))
    quarters[row, column] = 0.0
    camera = Camera.facing_valley(np.kron(quarters, np.ones((3, 3))))
    sides = np.array((-0.5, 0.5))
    u, v = np.meshgrid(sides, sides)
    _, _, away = camera.view(SIZE, MARGINS).project(u, v, np.zeros((2, 2)))
    assert np.unravel_index(int(np.argmin(away)), away.shape) == (row, column)


def test_a_grid_at_another_resolution_keeps_planes_and_corners() -> None:
    """What is linear stays exactly so."""
    u, v = np.meshgrid(np.linspace(0.0, 1.0, 65), np.linspace(0.0, 1.0, 65))
    small = resampled(2.0 * u - v, 25)
    u, v = np.meshgrid(np.linspace(0.0, 1.0, 25), np.linspace(0.0, 1.0, 25))
    assert small == pytest.approx(2.0 * u - v, abs=1e-12)


def test_heights_between_the_points() -> None:
    """Bilinear; rows along v and columns along u; beyond the edge as at the edge."""
    parts = np.array([[0.0, 1.0], [0.5, 0.5]])
    u, v = np.array([-1.0, 1.0, 0.0, -1.0, 5.0]), np.array([-1.0, -1.0, -1.0, 0.0, -1.0])
    assert heights_at(parts, u, v) == pytest.approx([0.0, 1.0, 0.5, 0.25, 1.0])


def test_a_slope_towards_the_light_is_brighter() -> None:
    """The light stays on the left of the eye, however the relief is turned."""
    u = np.meshgrid(np.linspace(0.0, 1.0, 5), np.zeros(5))[0]
    for turn in (0.0, math.pi):
        view = View(turn, 0.5, 1.0, 0.0, 0.0)
        rising, falling = view.brightness(u).mean(), view.brightness(1.0 - u).mean()
        assert (rising > falling) == (turn == 0.0)
