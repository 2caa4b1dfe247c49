"""Settings outlast the program, and a damaged file does not harm it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from mlp_gui.state.preference_table import PREFERENCES
from mlp_gui.state.preferences import SCHEMA_VERSION, Preferences

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def _file(folder: Path) -> QSettings:
    return QSettings(str(folder / "kept.ini"), QSettings.Format.IniFormat)


def test_the_first_start_has_the_defaults() -> None:
    """Every setting has a default that it accepts itself."""
    preferences = Preferences()
    for name, preference in PREFERENCES.items():
        assert preference.accepts(preference.default)
        assert preferences.value(name) == preference.default
        assert getattr(preferences, name) == preference.default


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "dark"),
        ("font_scale", 1.25),
        ("patterns", True),
        ("motion", False),
        ("loss_scale", "linear"),
        ("window_state", b"\x00\xff=;\n"),
    ],
)
def test_a_value_comes_back_from_the_file(tmp_path: Path, name: str, value: str | float | bool | bytes) -> None:
    """Each type survives being written as text."""
    written = Preferences(_file(tmp_path))
    written.set_value(name, value)
    written.save()
    assert Preferences(_file(tmp_path)).value(name) == value


def test_rubbish_in_the_file_counts_as_not_stored(tmp_path: Path) -> None:
    """A hand-edited or damaged file gives defaults, not a crash."""
    damaged = _file(tmp_path)
    for name, rubbish in (("theme", "pink"), ("font_scale", "large"), ("patterns", "7"), ("window_state", "text")):
        damaged.setValue(f"preferences/{name}", rubbish)
    damaged.setValue("preferences/loss_scale", ["log", "linear"])
    damaged.sync()
    preferences = Preferences(_file(tmp_path))
    assert all(preferences.value(name) == preference.default for name, preference in PREFERENCES.items())
    assert int(str(_file(tmp_path).value("schema_version"))) == SCHEMA_VERSION


@pytest.mark.parametrize(("name", "value"), [("theme", "pink"), ("font_scale", 99.0), ("font_scale", float("nan"))])
def test_what_a_setting_cannot_be_is_ignored(qtbot: QtBot, name: str, value: str | float) -> None:
    """Neither the value nor a signal."""
    preferences = Preferences()
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.set_value(name, value)
    assert preferences.value(name) == PREFERENCES[name].default


def test_a_change_is_told_by_name_and_once(qtbot: QtBot) -> None:
    """Views hear which setting changed, and nothing when it did not."""
    preferences = Preferences()
    with qtbot.waitSignal(preferences.changed, check_params_cb="region_mode".__eq__):
        preferences.set_value("region_mode", "classes")
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.set_value("region_mode", "classes")
    preferences.restore_defaults()
    assert preferences.region_mode == "confidence"
