"""Facts beside the pictures: where the network stands, what the plane says of it, and the point below the pointer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlp_gui.look.numbers import compact, fixed, grouped
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.surface.names import axis_symbols
from mlp_gui.views.surface.race_trails import trail_rows
from mlp_gui.views.surface.readout import caption, estimate, height_name, loss_name, place_text, probe_rows

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import SurfacePicture

WIDTH: Final = 280
"""At 100 %."""
_ROW: Final = 20
_MARGIN: Final = 16
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_INVITATION: Final = "Point at a picture to read it out."


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a name and its number, a heading (no value, `is_heading`), or a sentence (no value)."""

    name: str
    value: str = ""
    is_heading: bool = False


def facts_of(picture: SurfacePicture, probe: tuple[float, ...] | None) -> tuple[Fact, ...]:
    """Return what is told of a picture and of the point that is read out."""
    what = "line" if picture.is_line else "plane"
    symbols = axis_symbols(picture)
    epoch = float(picture.path_epochs[-1])
    when = grouped(round(epoch)) if epoch == round(epoch) else fixed(epoch, 1)
    facts = [Fact(f"Now, epoch {when}", is_heading=True)]
    is_share = picture.request.ends is not None
    facts += [
        Fact(name, fixed(float(at), 4) if is_share else place_text(float(at), 4))
        for name, at in zip(symbols, picture.here, strict=True)
    ]
    name = loss_name(picture)
    facts.append(Fact(f"{name[0].upper()}{name[1:]}", compact(picture.true_loss, 4)))
    facts.append(Fact(f"on the {what}", compact(picture.plane_loss, 4)))
    facts.append(Fact("Slope" if picture.is_line else "Gradient in the plane", is_heading=True))
    if picture.slope is None:
        facts.append(Fact(f"The {height_name(picture)} has none here."))
    else:
        facts += [
            Fact(f"along {symbol}", signed_compact(float(slope)))
            for symbol, slope in zip(symbols, picture.slope, strict=True)
        ]
        if not picture.is_line:
            facts.append(Fact("its length", compact(float(np.hypot.reduce(picture.slope)), 4)))
    facts.append(Fact(f"The {what}", is_heading=True))
    told = caption(picture)
    facts.append(Fact(f"{told[0].upper()}{told[1:]}."))
    if picture.n_estimated:
        about = estimate(picture)
        facts.append(Fact(f"{about[0].upper()}{about[1:]}."))
    facts.append(Fact("Below the pointer", is_heading=True))
    if probe is None or len(probe) != picture.axes.count:
        facts.append(Fact(_INVITATION))
    else:
        rows = (*probe_rows(picture, probe), *trail_rows(picture, probe))
        facts += [Fact(row.name, row.value) for row in rows]
    return tuple(facts)


def signed_compact(value: float) -> str:
    """Return a number with its sign, shortened: "+0.0123", "−1.2×10⁻⁷"."""
    text = compact(value, 4)
    return text if value < 0.0 or value == 0.0 else f"+{text}"


class SurfaceFacts(QWidget):
    """A column of facts beside map and relief, where there is room for it.

    Parameters
    ----------
    surface : Surface
        Whose picture is told.
    theme_controller : ThemeController
        Colours and fonts.
    """

    def __init__(self, surface: Surface, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface_facts")
        self.setAccessibleName("Facts of the loss surface")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._surface = surface
        self._theme_controller = theme_controller
        self._style = PlotStyle.of(theme_controller)
        surface.picture_changed.connect(self._on_changed)
        surface.probe_changed.connect(self._on_changed)
        surface.look_changed.connect(self._on_look_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What it says."""
        picture = self._surface.picture
        return () if picture is None else facts_of(picture, self._surface.probe)

    def sizeHint(self) -> QSize:
        """Return its width; as high as there is room."""
        px = self._theme_controller.px
        return QSize(px(WIDTH), px(200))

    def minimumSizeHint(self) -> QSize:
        """Return the same width."""
        return QSize(self._theme_controller.px(WIDTH), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line below line; what has no room is left out."""
        theme, px = self._style.theme, self._style.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.setPen(QPen(theme.line, 1.0))
        painter.drawLine(QPointF(0.5, px(8)), QPointF(0.5, self.height() - px(8)))
        top = float(px(6))
        for section in self._sections():
            bottom = top + sum(self._height(fact) for fact in section)
            if bottom > self.height():
                break
            for fact in section:
                self._paint_fact(painter, fact, QRectF(px(_MARGIN), top, self._room, self._height(fact)))
                top += self._height(fact)
            top += px(7)
        painter.end()

    @property
    def _room(self) -> float:
        return float(self.width() - 2 * self._style.px(_MARGIN))

    def _sections(self) -> list[list[Fact]]:
        """Return the facts heading by heading: what has no room is left out with its heading."""
        sections: list[list[Fact]] = []
        for fact in self.facts:
            if fact.is_heading:
                sections.append([])
            sections[-1].append(fact)
        return sections

    def _height(self, fact: Fact) -> float:
        """Return the height of a line, or of the lines that a sentence takes."""
        if fact.value or fact.is_heading:
            return self._style.px(_ROW)
        lines = self._style.label_metrics.boundingRect(QRectF(0.0, 0.0, self._room, 1000.0), int(_WRAPPED), fact.name)
        return float(lines.height()) + self._style.px(5)

    def _paint_fact(self, painter: QPainter, fact: Fact, line: QRectF) -> None:
        style, theme = self._style, self._style.theme
        if not fact.value and not fact.is_heading:
            painter.setFont(style.label_font)
            painter.setPen(theme.text3)
            painter.drawText(line.adjusted(0.0, style.px(2), 0.0, 0.0), int(_WRAPPED), fact.name)
            return
        painter.setFont(style.value_font if fact.is_heading else style.label_font)
        painter.setPen(theme.text if fact.is_heading else theme.text2)
        painter.drawText(line, _LEFT, fact.name)
        painter.setFont(style.value_font)
        painter.setPen(theme.text)
        painter.drawText(line, _RIGHT, fact.value)

    @Slot(object)
    def _on_changed(self, _what: object) -> None:
        if self.isVisible():
            self.update()

    @Slot()
    def _on_look_changed(self) -> None:
        if self.isVisible():
            self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self.updateGeometry()
        self.update()
