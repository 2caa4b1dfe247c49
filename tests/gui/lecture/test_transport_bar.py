"""The transport and the timeline with a real mouse."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from mlp_gui.lecture.sample_chooser import SampleChooser, sample_text
from mlp_gui.lecture.timeline_bar import TimelineBar
from mlp_gui.lecture.transport_bar import SPEEDS, TransportBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping


@pytest.fixture
def bar(
    session: Session, theme_controller: ThemeController, preferences: Preferences, stepping: Stepping, qtbot: QtBot
) -> TransportBar:
    """Return the transport on the screen, wide enough for all of it."""
    assert stepping.active
    bar = TransportBar(session, theme_controller, preferences)
    qtbot.addWidget(bar)
    bar.resize(1440, 60)
    bar.show()
    return bar


def _click(widget: QWidget, name: str) -> None:
    QTest.mouseClick(widget.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_each_button_does_what_it_says(bar: TransportBar, stepping: Stepping) -> None:
    """Forward, back, phase end, end, start."""
    walk = stepping.walk
    assert walk is not None
    _click(bar, "transport_forward")
    _click(bar, "transport_forward")
    assert stepping.position == 1
    _click(bar, "transport_back")
    assert stepping.position == 0
    _click(bar, "transport_to_phase_end")
    assert stepping.position == walk.phases()[0][2]
    _click(bar, "transport_to_end")
    assert stepping.position == walk.end
    assert bar.progress.text == f"{len(walk)} of {len(walk)}"
    _click(bar, "transport_to_start")
    assert stepping.position == -1
    assert bar.progress.text == f"0 of {len(walk)}"


def test_playing_goes_on_at_its_speed_until_it_is_stopped(bar: TransportBar, stepping: Stepping, qtbot: QtBot) -> None:
    """Past the end of the training step too; leaving step mode stops it."""
    bar.speed_slider.setValue(len(SPEEDS) - 1)
    assert stepping.speed == SPEEDS[-1]
    stepping.set_granularity("phase")
    _click(bar, "transport_play")
    assert stepping.playing
    assert bar.play.accessibleName() == "Pause"
    qtbot.waitUntil(lambda: stepping.timeline is not None and stepping.timeline.now >= 1, timeout=5000)
    stepping.set_active(False)
    assert not stepping.playing
    assert bar.play.accessibleName() == "Play"


def test_a_click_on_the_phases_goes_there(bar: TransportBar, stepping: Stepping) -> None:
    """To the line under the pointer."""
    progress = bar.progress
    QTest.mouseClick(progress, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1, 20))
    assert stepping.position == 0


def test_the_speed_is_in_the_play_button_s_menu_too(bar: TransportBar, stepping: Stepping) -> None:
    """A narrow window has no room for the slider: a right click opens the list, and the tip says how fast it is."""
    bar.play.customContextMenuRequested.emit(QPoint(5, 5))
    assert bar.speed_menu.isVisible()
    bar.speed_menu.close()
    bar.speed_menu.choices[4.0].trigger()
    assert stepping.speed == 4.0
    assert "4 steps / s" in bar.play.toolTip()
    stepping.set_speed(0.5)
    assert [speed for speed, action in bar.speed_menu.choices.items() if action.isChecked()] == [0.5]


def test_samples_and_the_whole_batch(bar: TransportBar, stepping: Stepping) -> None:
    """Next, previous and any other sample; the batch as a whole, and back to a sample."""
    stepping.set_sample(0)
    _click(bar, "next_sample")
    assert stepping.sample == 1
    assert bar.samples.place.text() == "sample 2 of 4"
    _click(bar, "previous_sample")
    assert stepping.sample == 0
    _click(bar, "random_sample")
    walked = stepping.sample
    assert walked in (1, 2, 3)
    _click(bar, "whole_batch")
    assert stepping.sample is None
    assert bar.samples.place.text() == "whole batch"
    _click(bar, "whole_batch")
    assert stepping.sample == walked


def test_a_place_without_room_is_said_in_fewer_words(bar: TransportBar, stepping: Stepping) -> None:
    """Its numbers are never cut: the word before them goes, and the tool-tip still has it."""
    stepping.set_sample(1)
    place = bar.samples.place
    assert place.shown_text == "sample 2 of 4"
    place.setFixedWidth(place.fontMetrics().horizontalAdvance("sample 2 of 4") - 2)
    place.resize(place.minimumSize())
    assert place.shown_text == "2 of 4"
    assert place.toolTip() == "sample 2 of 4"


@pytest.mark.parametrize("width", [1440, 1280, 1024, 853, 640])
def test_speed_and_samples_can_be_chosen_in_any_width(
    bar: TransportBar, stepping: Stepping, qtbot: QtBot, width: int
) -> None:
    """In forms that have room: nothing is cut, and the parts do not run into one another."""
    bar.resize(width, bar.height())
    assert bar.speed.isVisible() != bar.speed_button.isVisible()
    assert bar.grain.isVisible() != bar.grain_list.isVisible()
    assert bar.grain.isVisible() == (width >= 1280)
    stepping.set_sample(0)
    _click(bar, "next_sample")
    assert stepping.sample == 1
    parts = bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [each for each in parts if each.isVisible()]

    def stand_apart() -> bool:
        boxes = sorted((each.geometry() for each in shown), key=lambda box: box.left())
        return boxes[-1].right() < width and all(left.right() < right.left() for left, right in pairwise(boxes))

    def are_whole() -> bool:
        return all(each.width() >= each.minimumSizeHint().width() for each in shown)

    qtbot.waitUntil(lambda: stand_apart() and are_whole(), timeout=20_000)


def test_the_speed_button_lists_the_speeds(bar: TransportBar, stepping: Stepping) -> None:
    """Where the slider has no room; it shows the speed of now."""
    bar.resize(1024, bar.height())
    bar.resize(853, bar.height())
    assert bar.speed_button.text() == f"{stepping.speed:g} / s"
    bar.speed_button.menu().actions()[-1].trigger()
    assert stepping.speed == SPEEDS[-1]
    assert bar.speed_button.text() == "16 / s"


def test_the_narrowest_window_keeps_the_buttons_and_the_grain(bar: TransportBar) -> None:
    """The buttons stay, and the grain as a list; speed, progress and samples go."""
    bar.resize(bar.minimumSizeHint())
    assert bar.grain_list.isVisible()
    assert not bar.grain.isVisible()
    assert bar.buttons["forward"].isVisible()
    assert not bar.samples.isVisible()
    assert not bar.speed.isVisible()
    assert not bar.speed_button.isVisible()


def test_a_long_count_leaves_the_phases_their_bar(
    bar: TransportBar, stepping: Stepping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large network it is told in per cent, and whole in the tool-tip and to a screen reader."""
    progress = bar.progress
    progress.resize(progress.minimumSizeHint())
    _click(bar, "transport_to_end")
    assert progress.shown_text == progress.text
    monkeypatch.setattr(type(progress), "_count", lambda _: (148_835, 148_836))
    stepping.back()
    assert progress.text == "148,835 of 148,836"
    assert progress.shown_text == "99 %"
    assert progress._bar_width() > 40
    assert progress.text in progress.toolTip()
    assert progress.text in progress.accessibleName()


def test_the_timeline_goes_by_epochs(
    session: Session, theme_controller: ThemeController, preferences: Preferences, qtbot: QtBot
) -> None:
    """Forward trains one, back returns to it exactly, and the bar says how far back it stands."""
    timeline = TimelineBar(session, theme_controller, preferences)
    qtbot.addWidget(timeline)
    timeline.resize(800, 80)
    timeline.show()
    assert session.snapshot is not None
    first = session.snapshot.network.parameters
    for epoch in (1, 2, 3):
        _click(timeline, "timeline_forward")
        qtbot.waitUntil(lambda epoch=epoch: session.snapshot.epoch == epoch)
    assert len(timeline.slider._polygon) == 4, "at rest the curve has every epoch at once"
    _click(timeline, "timeline_back")
    qtbot.waitUntil(lambda: session.snapshot.epoch == 2)
    assert timeline.place.text() == "1 step back"
    _click(timeline, "timeline_start")
    qtbot.waitUntil(lambda: session.snapshot.epoch == 0)
    assert timeline.place.text() == "3 steps back"
    assert (session.snapshot.network.parameters == first).all()
    QTest.keyClick(timeline.slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: session.snapshot.epoch == 1)


def test_a_sample_is_named_by_its_class_and_fits(
    session: Session, theme_controller: ThemeController, stepping: Stepping, qtbot: QtBot
) -> None:
    """With an output for each class the target is the class; what has no room ends in "…", whole in the tool-tip."""
    assert stepping.active
    session.open_example("blobs")
    qtbot.waitUntil(lambda: stepping.trace is not None and stepping.trace.sizes[-1] == 3, timeout=5000)
    chooser = SampleChooser(session, theme_controller)
    qtbot.addWidget(chooser)
    chooser.show()
    trace = stepping.trace
    assert trace is not None
    texts = [sample_text(trace, row, ("class 0", "class 1", "class 2")) for row in range(trace.n_samples)]
    assert {text.partition(" → ")[2] for text in texts} == {"class 0", "class 1", "class 2"}
    assert sample_text(trace, 0).endswith(")")
    assert chooser.content.shown_text == chooser.content.text() == texts[0]
    chooser.content.setText("(−0.000123, 12.34, 0.000123) → class 0")
    assert chooser.content.shown_text.endswith("…")
    assert chooser.content.toolTip() == chooser.content.text()


def test_the_timeline_says_the_epoch_in_a_narrow_window(
    session: Session, theme_controller: ThemeController, preferences: Preferences, qtbot: QtBot
) -> None:
    """At its least width the labels end within it."""
    timeline = TimelineBar(session, theme_controller, preferences)
    qtbot.addWidget(timeline)
    timeline.resize(timeline.minimumSizeHint().width(), 80)
    timeline.show()
    timeline.epoch.setText("epoch 12,345")
    assert timeline.epoch.geometry().right() < timeline.width()
    assert timeline.epoch.shown_text == "epoch 12,345"
