"""A picture taken of the network, as for a slide: without what is there to be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

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
