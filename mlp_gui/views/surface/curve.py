"""The curve: the loss over one parameter. A click gives the parameter that value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QSize, QSizeF

from mlp_gui.views.surface.curve_picture import CurvePicture
from mlp_gui.views.surface.map import FlatDrawing
from mlp_gui.views.surface.readout import loss_at

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.surface.heights import Heights


class SurfaceCurve(FlatDrawing):
    """The loss over a line as a curve, with its tangent and the next step of gradient descent.

    Parameters
    ----------
    surface : Surface
        What is shown.
    theme_controller : ThemeController
        Colours and fonts.
    reading : str
        The error measure that is drawn; "" for the loss.
    """

    def __init__(
        self, surface: Surface, theme_controller: ThemeController, parent: QWidget | None = None, reading: str = ""
    ) -> None:
        super().__init__(surface, theme_controller, "Loss over one axis", parent, reading)
        self.setObjectName("surface_curve")
        self.laid_out: CurvePicture | None = None
        self.laid_out_by: Heights | None = None

    @property
    def picture(self) -> CurvePicture | None:
        """What was last painted."""
        return self.laid_out

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(200, 150)

    def shows(self, picture: SurfacePicture) -> bool:
        """Whether it is of a line."""
        return picture.is_line

    def lay_out(self, picture: SurfacePicture) -> None:
        """Get ready to paint."""
        self.laid_out_by = self.heights(picture)
        selected = self.surface.racing.selected
        self.laid_out = CurvePicture(picture, self.laid_out_by, self.style_, QSizeF(self.size()), selected)

    def paint_picture(self, painter: QPainter) -> None:
        """Paint what was laid out."""
        if self.laid_out is not None:
            self.laid_out.paint(painter)

    def position_of(self, probe: tuple[float, ...]) -> QPointF | None:
        """Return where the curve passes."""
        picture = self.shown_picture
        if self.laid_out is None or self.laid_out_by is None or picture is None:
            return None
        part = self.laid_out_by.parts(np.array([loss_at(picture, *probe)]))
        return self.laid_out.frame.position(probe[0], float(part[0]))

    def point_at(self, position: QPointF) -> tuple[float, ...] | None:
        """Return the value below a position."""
        if self.laid_out is None or self.shown_picture is None:
            return None
        frame = self.laid_out.frame
        return (frame.x.value(position.x()),) if frame.plot.contains(position) else None
