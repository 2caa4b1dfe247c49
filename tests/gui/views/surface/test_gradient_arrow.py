"""The negative gradient's arrow on the map: its head is in sight wherever the current point lies."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

import mlp_core as mlp
from mlp_gui.state.race_trails import ProjectedTrail, RaceTrail
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.surface.heights import Heights
from mlp_gui.views.surface.map_picture import MapPicture

if TYPE_CHECKING:
    from tests.gui.views.surface.conftest import Stage


def test_its_head_is_in_sight_at_every_edge(stage: Stage) -> None:
    """At an edge that the loss falls towards it goes on over this, and is painted there; amid the map it stays in."""
    surface, style, size = stage.session.surface, PlotStyle.of(stage.theme_controller), QSizeF(372.0, 260.0)
    picture = stage.picture
    heights = Heights.of(picture.values, surface.is_log, surface.cap)
    reading = picture.reading
    for angle in np.linspace(0.0, 2.0 * math.pi, 16, endpoint=False):
        way = np.array((math.cos(angle), math.sin(angle)))
        for share in (0.0, 0.9, 1.0):
            place = np.array(picture.centre) + 0.999 * share * picture.half * way / np.abs(way).max()
            moved = replace(
                picture, path=place[np.newaxis], path_epochs=np.zeros(1), path_jumps=np.zeros(1, bool), here=place,
                readings={**picture.readings, picture.shown: replace(reading, slope=-way)},
            )  # fmt: skip
            drawn = MapPicture(moved, heights, style, size)
            assert drawn.arrow is not None
            foot, tip = drawn.arrow
            along = tip - foot
            length = math.hypot(along.x(), along.y())
            assert QRectF(0.0, 0.0, size.width(), size.height()).contains(tip)
            assert (along.x() / length, -along.y() / length) == pytest.approx(tuple(way), abs=1e-6)
            image = QImage(size.toSize(), QImage.Format.Format_RGB32)
            image.fill(style.theme.panel)
            with QPainter(image) as painter:
                drawn.paint(painter)
            at = (tip - along * (5.0 / length)).toPoint()
            assert image.pixelColor(at) == QColor(style.theme.slope), (angle, share)
            if share == 0.0:
                assert drawn.frame.plot.contains(tip)


def test_its_name_keeps_clear_of_racers(stage: Stage) -> None:
    """Where a racer ended at the name's place, the name stands elsewhere; the way of a racer is seen to its end."""
    surface, style, size = stage.session.surface, PlotStyle.of(stage.theme_controller), QSizeF(600.0, 400.0)
    picture = stage.picture
    drawn = MapPicture(picture, Heights.of(picture.values, surface.is_log, surface.cap), style, size)
    assert drawn.arrow is not None
    usual = drawn.label_box(*drawn.arrow)
    at = usual.center()
    end = np.array([[drawn.frame.x.value(at.x()), drawn.frame.y.value(at.y())]])
    racer = mlp.Racer("Seed 1", mlp.TrainingConfig(), 1)
    trail = RaceTrail(0, racer, "start", np.zeros((1, 9)), np.zeros(1), np.ones(1), is_lost=False, is_stuck=False)
    raced = replace(picture, trails=(ProjectedTrail(trail, end),))
    drawn = MapPicture(raced, Heights.of(picture.values, surface.is_log, surface.cap), style, size)
    assert drawn.arrow is not None
    moved = drawn.label_box(*drawn.arrow)
    assert not moved.contains(at)
    assert drawn.frame.plot.contains(moved)
