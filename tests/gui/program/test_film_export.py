"""Exporting a film from the window: another process makes it, and what the window does is what it had done anyway."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QPushButton

from mlp_gui.export.film_script import stops_of
from mlp_gui.state.film_order import STEP, FilmWishes, proposed
from mlp_gui.window.film_progress import progress_words
from tests.gui.export.decoded import decoded

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.window.film_dialog import FilmDialog

SMALL = FilmWishes(width=320, height=180, rate=10, seconds=0.6, from_start=False, more_epochs=3)
LONG = FilmWishes(width=320, height=180, rate=60, seconds=600.0, from_start=False, more_epochs=100_000)
PATIENCE = 60_000
"""Milliseconds: another process starts, and other work may have the processor."""


def left_over(folder: Path) -> list[str]:
    """Return the names of the files in a folder, hidden ones too."""
    return sorted(entry.name for entry in folder.iterdir() if entry.name != "settings")


@pytest.fixture
def scratch(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which films have theirs while they are made."""
    folder = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def dialog(program: Program) -> FilmDialog:
    """Return the dialog, opened by its action."""
    program.window.window_actions["export_film"].trigger()
    dialog = program.window.films.dialog
    assert dialog.isVisible()
    return dialog


def test_training_goes_on_bit_for_bit_while_a_film_is_made(
    program: Program, tmp_path: Path, scratch: Path, qtbot: QtBot
) -> None:
    """The window trains on meanwhile, to the very numbers of a run without any window."""
    session = program.session
    experiment = session.experiment
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.step > 10)
    path = tmp_path / "film.mp4"
    session.films.make(SMALL, str(path), "light")
    steps = session.snapshot.step
    qtbot.waitUntil(lambda: session.films.order is None, timeout=PATIENCE)
    assert session.notices.current.text == f"The film was saved as {path}."
    assert session.snapshot.step > steps
    session.pause()
    qtbot.waitUntil(lambda: session.snapshot.status.name == "PAUSED")
    _, network, trainer = experiment.build()
    trainer.run_steps(session.snapshot.step)
    np.testing.assert_array_equal(session.snapshot.network.parameters, network.parameters)
    film = decoded(path)
    assert [frame.shape for frame in film.frames] == [(180, 320, 3)] * 6
    assert film.milliseconds[-1] == 600
    qtbot.waitUntil(lambda: not program.window.films.process.is_running, timeout=PATIENCE)
    assert left_over(scratch) == []
    assert left_over(tmp_path) == ["film.mp4"]


def test_cancelling_leaves_nothing(program: Program, tmp_path: Path, scratch: Path, qtbot: QtBot) -> None:
    """A click beside the progress ends it at once; the old film of that name is as it was."""
    session = program.session
    path = tmp_path / "film.webp"
    path.write_bytes(b"old")
    session.films.make(replace(LONG, suffix=".webp"), str(path), "light")
    progress = program.window.films.progress
    assert progress.isVisible()
    session.films.make(SMALL, str(tmp_path / "second.mp4"), "light")
    assert "Another film is still being made" in session.notices.current.text
    qtbot.waitUntil(lambda: session.films.seconds_left is not None, timeout=PATIENCE)
    assert "left" in progress.words.text()
    progress.cancel_button.click()
    assert session.films.order is None
    assert not progress.isVisible()
    assert not program.window.films.process.is_running
    assert path.read_bytes() == b"old"
    assert left_over(tmp_path) == ["film.webp"]
    assert left_over(scratch) == []


def test_closing_the_window_ends_its_film(program: Program, tmp_path: Path, scratch: Path, qtbot: QtBot) -> None:
    """No process is left, and no file."""
    session = program.session
    session.films.make(LONG, str(tmp_path / "film.mp4"), "light")
    process = program.window.films.process
    qtbot.waitUntil(lambda: session.films.share > 0.0, timeout=PATIENCE)
    program.window.close()
    assert not process.is_running
    assert left_over(tmp_path) == []
    assert left_over(scratch) == []


def test_a_folder_that_is_not_there_is_said(program: Program, tmp_path: Path, scratch: Path) -> None:
    """The message names the file, at once, and nothing is begun."""
    session = program.session
    session.films.make(SMALL, str(tmp_path / "nowhere" / "film.mp4"), "light")
    assert session.films.order is None
    assert "could not be written" in session.notices.current.text
    assert "nowhere" in session.notices.current.text
    assert left_over(scratch) == []


def test_the_dialog_offers_what_is_open_and_says_what_cannot_be(dialog: FilmDialog, program: Program) -> None:
    """Views that are seen are chosen; each mistake has its sentence, and without one the film is foreseen."""
    form, export = dialog.form, dialog.findChild(QPushButton, "film_export")
    complaint, preview = dialog.findChild(QLabel, "film_complaint"), dialog.findChild(QLabel, "film_preview")
    assert form.chosen_views == ("network", "decision_dock", "loss_dock")
    assert preview.text().startswith("300 frames of 1280 × 720, about ")
    assert export.isEnabled()
    form.sizes.set_value("own")
    form.wide.setFocus()
    form.wide.selectAll()
    QTest.keyClicks(form.wide, "1281")
    QTest.keyClick(form.wide, Qt.Key.Key_Return)
    assert "1280 or 1282 in place of 1281" in complaint.text()
    assert not export.isEnabled()
    form.wide.selectAll()
    QTest.keyClicks(form.wide, "640")
    QTest.keyClick(form.wide, Qt.Key.Key_Return)
    assert complaint.text() == ""
    form.high.setFocus()
    form.high.selectAll()
    QTest.keyClicks(form.high, "160")
    QTest.keyClick(form.high, Qt.Key.Key_Return)
    assert "Too small to be read so: Network, Decision region, Loss." in preview.text()
    for name in form.chosen_views:
        form.chip(name).click()
    assert "Choose at least one view" in complaint.text()
    dialog.close()


def test_the_dialog_orders_what_was_chosen(
    dialog: FilmDialog, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name without an ending gets that of the kind of file; the wishes are those of the form."""
    ordered = []
    program.session.films.ordered.disconnect()
    program.session.films.ordered.connect(ordered.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "XOR"), ""))
    dialog.form.suffix.findChild(QAbstractButton, "segment_.gif").click()
    dialog.export_button.click()
    (order,) = ordered
    assert order.path == str(tmp_path / "XOR.gif")
    assert order.wishes.views == ("network", "decision_dock", "loss_dock")
    assert order.theme == "light"
    assert not dialog.isVisible()
    assert proposed(program.preferences.value("film")) == order.wishes
    assert program.preferences.value("film_folder") == str(tmp_path)
    program.session.films.cancel()


def test_the_dialog_says_what_a_film_comes_to(dialog: FilmDialog, program: Program, qtbot: QtBot) -> None:
    """A small one is less than something, and stops that will be passed over are told before the film is made."""
    form, preview = dialog.form, dialog.findChild(QLabel, "film_preview")
    form.show_wishes(FilmWishes(width=160, height=160, suffix=".mp4", rate=5, seconds=0.4))
    assert preview.text().startswith("2 frames of 160 × 160, less than 0.1 MB.")
    form.show_wishes(FilmWishes(kind=STEP, grain="unit", rate=5, seconds=0.4))
    assert "some are passed over" in preview.text()
    program.session.stepping.set_active(True)
    qtbot.waitUntil(lambda: program.session.stepping.walk is not None, timeout=PATIENCE)
    stops = stops_of(program.session.stepping.walk, "unit")
    assert f"The step has {stops} stops here, more than frames: some are passed over." in preview.text()
    form.show_wishes(FilmWishes(kind=STEP, grain="unit", rate=30, seconds=10.0))
    assert f"The step has {stops} stops here:" in preview.text()
    assert "passed over" not in preview.text()
    form.show_wishes(FilmWishes(kind=STEP, grain="batch", whole_epoch=True, rate=30, seconds=10.0))
    assert "stops" not in preview.text()
    dialog.close()


@pytest.mark.parametrize(
    ("share", "seconds", "said"),
    [
        (0.0, None, "Film: getting ready"),
        (0.004, None, "Film 0 %"),
        (0.42, 12.4, "Film 42 %, 12 s left"),
        (0.5, 600.0, "Film 50 %, 10 min left"),
        (1.0, 0.0, "Film: putting it together"),
    ],
)
def test_how_far_it_is_is_said_in_words(share: float, seconds: float | None, said: str) -> None:
    """Percent, and seconds or minutes as far as they are known."""
    assert progress_words(share, seconds) == said
