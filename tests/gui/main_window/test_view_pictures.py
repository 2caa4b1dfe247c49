"""Pictures of single views: on white whatever the theme, as pixels, SVG and PDF, saved and copied."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMenu

from mlp_gui.look.theme import LIGHT
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.network.scene import Hit
from tests.gui.main_window.opening import TIMEOUT

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


SVG = "{http://www.w3.org/2000/svg}"


def _choose(menu: QMenu, title: str) -> None:
    """Choose an entry of a submenu as it stands when it is opened."""
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.data() == title).trigger()


def _saved(program: Program, monkeypatch: pytest.MonkeyPatch, title: str, path: Path, wanted: str) -> str:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), wanted))
    _choose(program.window.exports.pictures.save_menu, title)
    return program.session.notices.current.text


@pytest.mark.parametrize("title", ["Network", "Decision region", "Loss"])
def test_pixels_on_white_in_the_dark_theme(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, title: str
) -> None:
    """Twice as many pixels as on the screen, on white, in light colours; the window is dark again after."""
    program.preferences.set_value("theme", "dark")
    path = tmp_path / "view.png"
    size = program.window.exports.pictures.views[title].size()
    assert "saved as" in _saved(program, monkeypatch, title, path, "PNG, twice its size (*.png)")
    image = QImage(str(path))
    assert image.size() == 2 * size
    ground = Counter(image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7))
    assert image.pixel(3, image.height() - 3) == QColor("white").rgb()
    assert title != "Network" or LIGHT.canvas.rgb() not in ground
    assert len(ground) > 8, "there is something in it"
    assert program.theme_controller.theme.dark


def test_what_the_style_sheet_paints_is_white_too(program: Program, qtbot: QtBot) -> None:
    """The line of figures over the matrix lies on the view's own ground: light in a picture from the dark theme."""
    program.preferences.set_value("theme", "dark")
    program.window.contents.assessment.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: program.session.regions.assessed.picture is not None, timeout=TIMEOUT)
    _choose(program.window.exports.pictures.copy_menu, "Evaluation")
    image = QGuiApplication.clipboard().image()
    assert image.pixel(3, 3) == LIGHT.panel.rgb()
    assert program.theme_controller.theme.dark
    assert program.window.contents.assessment.widget().grab().toImage().pixel(3, 3) != LIGHT.panel.rgb()


def test_lines_that_stay_sharp(program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path) -> None:
    """SVG is read back by a renderer and names no font; PDF is a page with the fonts in it."""
    contents = program.window.contents
    contents.assessment.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: program.session.regions.assessed.picture is not None, timeout=TIMEOUT)
    view = contents.assessment.widget()
    svg = tmp_path / "evaluation.svg"
    assert "saved as" in _saved(program, monkeypatch, "Evaluation", svg, "SVG (*.svg)")
    renderer = QSvgRenderer(str(svg))
    assert renderer.isValid()
    assert renderer.viewBox().width() == view.width()
    assert "<path" in svg.read_text("utf-8")
    assert "<text" not in svg.read_text("utf-8"), "letters are outlines, which need no font"
    assert "evaluation.pdf" in _saved(program, monkeypatch, "Evaluation", tmp_path / "evaluation", "PDF (*.pdf)")
    page = (tmp_path / "evaluation.pdf").read_bytes()
    assert page.startswith(b"%PDF")
    assert b"/FontFile" in page


def test_a_picture_is_copied(program: Program) -> None:
    """The clipboard has it, and the window says how large it is."""
    _choose(program.window.exports.pictures.copy_menu, "Network")
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2 * program.window.contents.network.width()
    assert "The picture was copied" in program.session.notices.current.text


def test_the_title_of_a_dock_offers_its_picture(program: Program, qtbot: QtBot) -> None:
    """A click for a menu on the title of the loss dock: its picture goes to the clipboard."""
    QGuiApplication.clipboard().clear()
    bar = program.window.contents.loss.title_bar
    place = QPoint(20, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, bar.mapToGlobal(place))
    QApplication.sendEvent(bar, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=TIMEOUT)
    menu = QApplication.activePopupWidget()
    next(action for action in menu.actions() if action.data()[0] == "copy").trigger()
    menu.close()
    assert QGuiApplication.clipboard().image().width() == 2 * program.window.contents.loss.widget().width()


def test_the_menu_of_the_network_offers_its_picture(program: Program, qtbot: QtBot) -> None:
    """On a unit too, behind what is offered of it."""
    QGuiApplication.clipboard().clear()
    network = program.window.contents.network
    network.open_menu(Hit("tile", 1, 0), QPointF(20.0, 20.0))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=TIMEOUT)
    menu = QApplication.activePopupWidget()
    assert len(menu.actions()) > 3
    next(action for action in menu.actions() if action.text() == "&Copy picture").trigger()
    menu.close()
    assert QGuiApplication.clipboard().image().width() == 2 * network.width()


def test_a_picture_that_cannot_be_written_is_told(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The message names the place."""
    told = _saved(program, monkeypatch, "Loss", tmp_path / "nowhere" / "a.png", "PNG, four times its size (*.png)")
    assert "could not be written" in told
    assert "nowhere" in told


@pytest.mark.parametrize("title", ["Network", "Decision region", "Loss"])
def test_only_maps_are_pixels_in_a_picture_of_lines(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path, title: str
) -> None:
    """Edges, points, curves, axes and letters are paths."""
    qtbot.waitUntil(lambda: program.session.unit_field is not None, timeout=TIMEOUT)
    program.session.pause()
    qtbot.waitUntil(lambda: program.session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    view = program.window.exports.pictures.views[title]
    svg = tmp_path / "view.svg"
    _saved(program, monkeypatch, title, svg, "SVG (*.svg)")
    root = ET.parse(svg).getroot()
    images = [image for image in root.iter(f"{SVG}image") if float(image.get("width")) > 0.6 * view.width()]
    assert len(images) <= (1 if title == "Decision region" else 0), "no layer is a picture as wide as the view"
    n_paths = len(list(root.iter(f"{SVG}path")))
    edges = program.session.snapshot.network.weight_count
    assert n_paths > (edges if title == "Network" else 20)


def test_buttons_that_are_signs_stay_off_the_picture(program: Program) -> None:
    """Nobody presses them on paper; on the screen they are there as before."""
    view = program.window.contents.decision.widget()
    (button,) = [each for each in view.findChildren(QAbstractButton) if each.isVisible() and not each.text()]
    _choose(program.window.exports.pictures.copy_menu, "Decision region")
    place = QRect(button.mapTo(view, QPoint()), button.size())
    picture = QGuiApplication.clipboard().image()
    ratio = picture.width() / view.width()
    part = picture.copy(QRect(place.topLeft() * ratio, place.size() * ratio))
    assert _colours(part) == {QColor("white").rgb()}
    assert len(_colours(view.grab(place).toImage())) > 1


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_a_view_behind_a_tab_has_its_picture(program: Program, qtbot: QtBot) -> None:
    """It is computed for it, is what is seen with its tab in front, and the tabs stay as they were."""
    contents, pictures = program.window.contents, program.window.exports.pictures
    for dock in (contents.loss, contents.assessment):
        dock.show()
    program.window.tabifyDockWidget(contents.loss, contents.assessment)
    contents.loss.raise_()
    qtbot.waitUntil(lambda: contents.loss.is_in_sight and not contents.assessment.is_in_sight, timeout=TIMEOUT)
    width = contents.loss.width()
    program.window.resizeDocks([contents.loss], [width + 60], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: contents.loss.width() > width, timeout=TIMEOUT)
    _choose(pictures.copy_menu, "Evaluation")
    behind = QGuiApplication.clipboard().image()
    qtbot.waitUntil(lambda: contents.loss.is_in_sight and not contents.assessment.is_in_sight, timeout=TIMEOUT)
    contents.assessment.raise_()
    qtbot.waitUntil(lambda: contents.assessment.is_in_sight, timeout=TIMEOUT)
    _choose(pictures.copy_menu, "Evaluation")
    assert len(_colours(behind)) > 8, "there is something in it"
    assert behind == QGuiApplication.clipboard().image()
    contents.loss.hide()
    assert "Loss" not in pictures.views
