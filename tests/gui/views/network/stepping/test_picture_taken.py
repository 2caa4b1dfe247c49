"""A picture taken of the network, as for a slide: without what is there to be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.export.view_picture import picture_bytes
from mlp_gui.state.cursor import Mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox

    from tests.gui.views.network.stepping.conftest import StepStage

_ALL = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren


def _picture(stage: StepStage) -> np.ndarray:
    image = QImage(stage.view.size(), QImage.Format.Format_RGB32)
    with stage.theme_controller.for_picture(1.0):
        stage.view.render(image, QPoint(), renderFlags=_ALL)
    return np.frombuffer(image.constBits(), np.uint8).copy()


def _choices(stage: StepStage) -> list[QComboBox]:
    return [stage.canvas._choices.edges, stage.canvas._choices.units]


def test_buttons_and_pointer_stay_behind(stage: StepStage) -> None:
    """The graph to explore has its buttons on the screen only, and is the same wherever the pointer stands."""
    stage.stepping.set_active(False)
    assert stage.view.all_buttons()
    with stage.theme_controller.for_picture(1.0):
        assert not stage.view.all_buttons()
    assert stage.view.all_buttons()
    plain = _picture(stage)
    stage.session.cursor.set_hovered(Mark("unit", layer=0, unit=1))
    assert np.array_equal(_picture(stage), plain)


def test_lists_of_the_step_mode_stay_behind(stage: StepStage) -> None:
    """What edges and units show is chosen on the screen; the picture has the legend alone there."""
    canvas = QRect(QPoint(), stage.canvas.size())
    assert all(canvas.contains(choice.geometry()) for choice in _choices(stage))
    with stage.theme_controller.for_picture(1.0):
        assert not any(canvas.intersects(choice.geometry()) for choice in _choices(stage))
    assert all(canvas.contains(choice.geometry()) and choice.isVisible() for choice in _choices(stage))
    plain = _picture(stage)
    stage.session.cursor.set_hovered(Mark("weight", layer=0, unit=0, input=0))
    assert np.array_equal(_picture(stage), plain)


def test_a_picture_of_lines_has_lines(stage: StepStage) -> None:
    """In SVG every edge, frame and letter is a path on white; only maps of colours are pixels, far smaller than it."""
    stage.go_to(mlp.Phase.BACKWARD, 3)
    written = picture_bytes(stage.view, stage.theme_controller, "SVG (*.svg)").decode()
    page = ET.fromstring(written)
    sizes = [
        (float(each.get("width", 0)), float(each.get("height", 0)))
        for each in page.iter("{http://www.w3.org/2000/svg}image")
    ]
    assert all(width < 0.3 * stage.canvas.width() and height < 100.0 for width, height in sizes)
    assert len(sizes) <= 6, "three bars of the legend, and the heat maps of three units"
    assert "<text" not in written
    assert len(list(page.iter("{http://www.w3.org/2000/svg}path"))) > 60
    drawn = QImage(stage.view.size(), QImage.Format.Format_RGB32)
    with stage.theme_controller.for_picture(1.0, lines=True):
        stage.view.render(drawn, QPoint(), renderFlags=_ALL)
    assert drawn.pixelColor(1, 1).name() == "#ffffff"
    assert drawn.pixelColor(stage.view.width() // 2, 4).name() == "#ffffff"


def test_lines_look_as_pixels_do(stage: StepStage) -> None:
    """A step painted straight into a picture looks in every phase nearly as on the screen: nothing is missing."""
    for phase in (mlp.Phase.INPUT, mlp.Phase.FORWARD, mlp.Phase.LOSS, mlp.Phase.BACKWARD, mlp.Phase.UPDATE):
        stage.go_to(phase, 2)
        pictures = []
        for lines in (False, True):
            image = QImage(stage.view.size(), QImage.Format.Format_RGB32)
            with stage.theme_controller.for_picture(1.0, lines=lines):
                stage.view.render(image, QPoint(), renderFlags=_ALL)
            pictures.append(np.frombuffer(image.constBits(), np.uint8).astype(float))
        far_apart = np.abs(pictures[0] - pictures[1]) > 96.0
        assert far_apart.mean() < 0.01
