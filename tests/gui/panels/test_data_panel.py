"""The form of the data shows the session's experiment and asks for changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

import mlp_core as mlp
from mlp_gui.look.numbers import MINUS
from tests.gui.state.conftest import first_snapshot

from .gestures import choose, click, type_number

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.panels import DataPanel
    from mlp_gui.state.session import Session


def part(panel: DataPanel, name: str) -> QAbstractButton:
    """Return a button by its name."""
    return panel.findChild(QAbstractButton, name)


def test_it_shows_the_experiment(data_panel: DataPanel, session: Session) -> None:
    """Every control shows what the session holds."""
    data = session.experiment.data
    assert data_panel.subtitle == mlp.DATASETS["spiral"].title
    assert data_panel.datasets.value == "spiral"
    assert data_panel.noise.value == data.noise
    assert data_panel.points.value == data.n_samples
    assert data_panel.train_share.field.text() == f"{100 * data.train_share:.0f} %"
    assert data_panel.seed.value == data.seed
    assert data_panel.normalisation.value == data.normalisation


def test_every_dataset_is_a_picture_away(data_panel: DataPanel, session: Session) -> None:
    """A click on its picture makes it the data, and the form follows."""
    for name, kind in mlp.DATASETS.items():
        click(part(data_panel, f"tile_{name}"))
        assert session.experiment.data.name == name
        assert data_panel.points.value == session.experiment.data.n_samples
        assert data_panel.subtitle == kind.title


def colours_of(tile: QAbstractButton) -> set[str]:
    """Return the names of the colours in the middle of a picture."""
    image = tile.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(6, 30) for y in range(6, 30)}


def test_pictures_are_drawn_from_points(data_panel: DataPanel, qtbot: QtBot) -> None:
    """Each picture has more than its empty ground, right after the frame in which it is first seen."""
    tiles = [part(data_panel, f"tile_{name}") for name in mlp.DATASETS]
    qtbot.waitUntil(lambda: all(len(colours_of(tile)) > 2 for tile in tiles), timeout=20_000)


def test_noise_points_and_seed_are_typed(data_panel: DataPanel, session: Session) -> None:
    """Typed values reach the session."""
    type_number(data_panel.noise.field, "0.3")
    type_number(data_panel.points.field, "250")
    type_number(data_panel.seed.field, "99")
    data = session.experiment.data
    assert (data.noise, data.n_samples, data.seed) == (0.3, 250, 99)


def test_gates_have_whole_sets_of_corners(data_panel: DataPanel, session: Session) -> None:
    """Six points of a gate become eight, in the form too."""
    session.choose_dataset("xor")
    type_number(data_panel.points.field, "6")
    assert session.experiment.data.n_samples == 8
    assert data_panel.points.field.text() == "8"


def test_the_die_regenerates(data_panel: DataPanel, session: Session) -> None:
    """It takes the next seed, as one step of undo: the one beside the seed, and the one that is always seen."""
    before = session.experiment.data.seed
    for dice in (data_panel.seed.dice, part(data_panel, "new_points")):
        click(dice)
        assert session.experiment.data.seed == before + 1
        session.undo_stack.undo()
        assert data_panel.seed.value == before


def test_shares_make_room_for_each_other(data_panel: DataPanel, session: Session) -> None:
    """Training and validation parts never exceed the whole."""
    type_number(data_panel.train_share.field, "90")
    type_number(data_panel.validation_share.field, "30")
    data = session.experiment.data
    assert (data.train_share, data.validation_share) == pytest.approx((0.7, 0.3))
    type_number(data_panel.train_share.field, "80")
    data = session.experiment.data
    assert (data.train_share, data.validation_share) == pytest.approx((0.8, 0.2))


def test_features_are_switched(data_panel: DataPanel, session: Session) -> None:
    """A chip switches its feature; the network reads it."""
    click(part(data_panel, "feature_x1_x2"))
    assert session.experiment.data.features == ("x1", "x2", "x1_x2")


def test_the_last_feature_stays_on(qtbot: QtBot, data_panel: DataPanel, session: Session) -> None:
    """The session refuses, says why, and the chip stays on."""
    click(part(data_panel, "feature_x2"))
    with qtbot.waitSignal(session.notice_posted):
        click(part(data_panel, "feature_x1"))
    assert session.experiment.data.features == ("x1",)
    assert part(data_panel, "feature_x1").isChecked()


def test_one_input_has_no_second_coordinate(data_panel: DataPanel, session: Session) -> None:
    """Features of what is not there cannot be switched on."""
    session.choose_dataset("sine")
    assert part(data_panel, "feature_sin_x1").isEnabled()
    assert not part(data_panel, "feature_x2").isEnabled()
    assert not part(data_panel, "feature_x1_x2").isEnabled()


def test_normalisation_is_chosen_by_name(data_panel: DataPanel, session: Session) -> None:
    """The session gets the name, not the place in the list."""
    choose(data_panel.normalisation, "z_score")
    assert session.experiment.data.normalisation == "z_score"


def test_the_recipe_is_followed_from_top_to_bottom(data_panel: DataPanel) -> None:
    """Choose data, choose features, normalise, split: all of it is seen, in that order."""
    steps = (
        *(data_panel.datasets, data_panel.noise, data_panel.points, data_panel.features),
        *(data_panel.normalisation, data_panel.train_share, data_panel.validation_share),
    )
    assert all(step.isVisible() for step in steps)
    tops = [step.mapTo(data_panel, step.rect().topLeft()).y() for step in steps]
    assert tops == sorted(tops)


def test_what_is_folded_away_is_told_in_its_title(data_panel: DataPanel, session: Session) -> None:
    """Which features are read, and into which parts the points are split, is seen without opening anything."""
    titles = {name: part(data_panel, f"data_panel_{name}") for name in ("features", "split")}
    for title in titles.values():
        title.setChecked(False)
    session.set_feature("x1_x2", True)
    session.set_data("change split", train_share=0.6, validation_share=0.1)
    assert titles["features"].accessibleName() == "Features, x₁, x₂, x₁x₂"
    assert titles["split"].accessibleName() == "Split, train 60, valid. 10, test 30 %"
    for name in (*mlp.FEATURES,):
        session.set_feature(name, True)
    assert titles["features"].accessibleName() == f"Features, {len(mlp.FEATURES)} of {len(mlp.FEATURES)}"


def test_normalisation_is_told_in_the_units_of_the_data(data_panel: DataPanel, session: Session) -> None:
    """By the statistics of the training part alone; nothing is said where nothing is done."""
    note = data_panel.normalisation_note
    session.receive_snapshot(first_snapshot(session))
    assert note.isHidden()
    for name, words in (("z_score", "mean {:.3g}, deviation {:.3g}"), ("min_max", "{:.3g} … {:.3g}  →  0 … 1")):
        choose(data_panel.normalisation, name)
        session.receive_snapshot(first_snapshot(session))
        dataset = session.snapshot.dataset
        train = dataset.points[dataset.split.train, 1]
        numbers = (train.mean(), train.std()) if name == "z_score" else (train.min(), train.max())
        told = note.text().splitlines()[1].replace(MINUS, "-")
        assert note.isVisible()
        assert told.endswith(words.format(*numbers))
    choose(data_panel.normalisation, "none")
    session.receive_snapshot(first_snapshot(session))
    assert note.isHidden()


def test_a_drag_is_one_step_of_undo(data_panel: DataPanel, session: Session) -> None:
    """Moving the knob over many values is undone at once."""
    before = session.experiment.data.noise
    slider = data_panel.noise.slider
    slider.setSliderDown(True)
    for place in (10, 20, 30):
        slider.setSliderPosition(place)
    slider.setSliderDown(False)
    assert session.experiment.data.noise == pytest.approx(0.3)
    session.undo_stack.undo()
    assert session.experiment.data.noise == before
    assert data_panel.noise.value == before
