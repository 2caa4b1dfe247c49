"""A picture of one view, fit for a slide or a paper: on white, at any size, as pixels or as lines that stay sharp."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMarginsF, QObject, QPoint, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QAbstractButton, QWidget

from mlp_gui.export.svg_drawing import SvgDrawing
from mlp_gui.look.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.look.theme_controller import ThemeController

FORMATS: Final = {
    "PNG, twice its size (*.png)": ".png",
    "PNG, four times its size (*.png)": ".png",
    "SVG (*.svg)": ".svg",
    "PDF (*.pdf)": ".pdf",
}
"""What a picture can be saved as, as a dialog names it, with the end of the file's name."""
TITLE: Final = "picture_title"
"""The property of a bar of controls that says what is written in its place."""
_TITLE_MARGIN: Final = 14
USUAL_SCALE: Final = 2.0
_FINE_SCALE: Final = 4.0
_SCALES: Final = {"PNG, four times its size (*.png)": _FINE_SCALE}
_POINTS_PER_PIXEL: Final = 0.75
_DOTS_PER_INCH: Final = 96
_ALL: Final = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren


def view_image(view: QWidget, theme_controller: ThemeController, scale: float = USUAL_SCALE) -> QImage:
    """Return a view as pixels, on white.

    Parameters
    ----------
    view : QWidget
        As large as it stands in the window.
    theme_controller : ThemeController
        Of the window.
    scale : float
        Pixels of the picture for each logical one.
    """
    image = QImage(view.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(LIGHT.panel)
    with theme_controller.for_picture(scale), _for_paper(view):
        view.render(image, QPoint(), renderFlags=_ALL)
    return image


def picture_bytes(view: QWidget, theme_controller: ThemeController, wanted: str) -> bytes:
    """Return a view as the contents of a file, on white.

    A map or a region has pixels four times as fine as on the screen in SVG and PDF too; all else are lines there, and
    letters: their outlines in SVG, their fonts within the file in PDF.

    Parameters
    ----------
    view : QWidget
        As large as it stands in the window.
    theme_controller : ThemeController
        Of the window.
    wanted : str
        Of `FORMATS`.

    Raises
    ------
    KeyError
        If there is no such format.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    suffix = FORMATS[wanted]
    if suffix == ".png":
        QImageWriter(buffer, b"png").write(view_image(view, theme_controller, _SCALES.get(wanted, USUAL_SCALE)))
    else:
        with theme_controller.for_picture(_FINE_SCALE, lines=True), _for_paper(view):
            (_draw_svg if suffix == ".svg" else _draw_pdf)(view, buffer)
    buffer.close()
    return bytes(buffer.data().data())


def with_suffix(path: str, wanted: str) -> str:
    """Return a path that ends as its format does."""
    return path if Path(path).suffix.lower() == FORMATS[wanted] else path + FORMATS[wanted]


@contextmanager
def _for_paper(view: QWidget) -> Iterator[None]:
    """Leave out what nobody presses on paper: buttons that are a sign alone, and bars of controls.

    A bar is a widget with the property `picture_title`: a text, which is written in its place and says what the
    controls do.
    """
    bars = [bar for bar in view.findChildren(QWidget) if bar.property(TITLE) is not None]
    unpainted, titled = _Unpainted(view), _Titled(view)
    hidden: set[QWidget] = {button for button in view.findChildren(QAbstractButton) if not button.text()}
    hidden.update(part for bar in bars for part in bar.findChildren(QWidget))
    for part in hidden:
        part.installEventFilter(unpainted)
    for bar in bars:
        bar.installEventFilter(titled)
    try:
        yield
    finally:
        for part in hidden:
            part.removeEventFilter(unpainted)
        for bar in bars:
            bar.removeEventFilter(titled)
        unpainted.deleteLater()
        titled.deleteLater()


class _Unpainted(QObject):
    """Keeps what it filters from painting itself."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what asks to be painted."""
        return event.type() == QEvent.Type.Paint or super().eventFilter(watched, event)


class _Titled(QObject):
    """Writes the title of the bar that it filters in place of its controls."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what asks to be painted."""
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        painter = QPainter(watched)
        painter.setFont(watched.font())
        painter.setPen(LIGHT.text2)
        room = watched.rect().adjusted(_TITLE_MARGIN, 0, -_TITLE_MARGIN, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, str(watched.property(TITLE)))
        painter.end()
        return True


def _draw_svg(view: QWidget, buffer: QBuffer) -> None:
    """Draw letters as their outlines: another machine may not have the fonts."""
    drawing = SvgDrawing(view.size(), view.accessibleName())
    painter = QPainter(drawing)
    view.render(painter, QPoint(), renderFlags=_ALL)
    painter.end()
    buffer.write(drawing.text().encode())


def _draw_pdf(view: QWidget, buffer: QBuffer) -> None:
    """Draw a page as large as the view, fonts and all within it."""
    writer = QPdfWriter(buffer)
    size = QSizeF(view.size()) * _POINTS_PER_PIXEL
    page = QPageSize(size, QPageSize.Unit.Point, "view", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(view.accessibleName())
    painter = QPainter(writer)
    view.render(painter, QPoint(), renderFlags=_ALL)
    painter.end()
