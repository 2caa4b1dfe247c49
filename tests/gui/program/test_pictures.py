"""Handwritten digits as pictures in the whole window: weights, a gallery of the wrong ones, one cursor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mlp_gui.state.cursor import Mark
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.images import ImagesView
from tests.gui.program.hands import choose_example, open_dock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_digits_are_seen_as_pictures(program: Program, qtbot: QtBot) -> None:
    """After two epochs: the network's wrong test samples in a gallery, its weights as pictures; both take clicks."""
    session = program.session
    choose_example(program, "digits", qtbot)
    open_dock(program.window.contents.images)
    view = program.window.contents.images.widget()
    session.step_epoch()
    session.step_epoch()
    qtbot.waitUntil(
        lambda: (
            session.snapshot.status is RunStatus.PAUSED
            and session.snapshot.epoch == 2
            and session.images.picture is not None
            and session.images.picture.snapshot is session.snapshot
        ),
        timeout=20_000,
    )
    picture, dataset = session.images.picture, session.snapshot.dataset
    answers = session.snapshot.network.predict(dataset.inputs[dataset.test]).argmax(axis=1)
    wrong = dataset.test[answers != dataset.labels[dataset.test]]
    assert len(wrong) > 1, "after two epochs some are wrong"
    assert picture.wrong.tolist() == wrong.tolist()
    np.testing.assert_allclose(
        picture.units[5].reshape(-1) * picture.largest, session.snapshot.network.weights[0][5], rtol=1e-12
    )
    np.testing.assert_allclose(picture.samples[wrong[0]].reshape(-1) * 16.0, dataset.points[wrong[0]])
    place = view.gallery.box(1).center().toPoint()
    QTest.mouseClick(view, LEFT, NO_KEY, place)
    assert session.cursor.selected == Mark("sample", sample=int(wrong[1]))
    assert view.caption.startswith(f"Sample #{wrong[1] + 1}: {dataset.labels[wrong[1]]}, taken for ")
    QTest.mouseClick(view, LEFT, NO_KEY, view.unit_grid.box(5).center().toPoint())
    assert session.cursor.selected == Mark("unit", layer=0, unit=5)


def test_data_that_are_no_pictures_say_so(program: Program, qtbot: QtBot) -> None:
    """Points of the plane: a sentence in place of pictures, and nothing is computed."""
    choose_example(program, "moons", qtbot)
    open_dock(program.window.contents.images)
    assert "These data are no pictures" in program.session.images.obstacle
    assert program.session.images.request() is None
    assert program.session.images.picture is None


def test_no_row_of_pictures_is_cut_off(program: Program, qtbot: QtBot) -> None:
    """Where the view is too low for a whole row of wrong samples there is none, and the count above stays."""
    session, images = program.session, program.session.images
    choose_example(program, "digits", qtbot)
    qtbot.waitUntil(lambda: images.picture is not None and len(images.picture.wrong) > 0, timeout=20_000)
    view = ImagesView(session, program.theme_controller)
    qtbot.addWidget(view)
    for height in range(150, 420, 15):
        view.resize(372, height)
        grid = view.gallery
        assert grid.most == 0 or grid.box(grid.most - 1).bottom() <= height, height
    assert grid.most > 0


def test_many_units_have_what_the_wrong_samples_leave(program: Program, qtbot: QtBot) -> None:
    """Of 256 units none is left out over an empty half; where many samples are wrong these keep their half."""
    session, images = program.session, program.session.images
    choose_example(program, "digits", qtbot)
    session.set_layer_size(0, 256)
    view = ImagesView(session, program.theme_controller)
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    qtbot.waitUntil(lambda: images.picture is not None and len(images.picture.units) == 256, timeout=20_000)
    assert len(images.picture.wrong) > 100
    assert view.unit_grid.most < 256
    assert view.gallery.room.height() > 200
    few = replace(images.picture, wrong=images.picture.wrong[:3])
    images.receive_picture(few)
    assert view.unit_grid.most >= 256
    assert view.gallery.most >= 3
