"""A Linux desktop is told of the program: what kind of file a project is, and what opens it."""

from __future__ import annotations

import configparser
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from mlp_gui.registration import data_folder, register

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"


def test_the_entry_opens_what_its_kind_of_file_is(tmp_path: Path) -> None:
    """The entry, the kind of file and the icon name one another; a second time replaces the first."""
    register(tmp_path, "/nowhere/mlp gui")
    files = register(tmp_path, "/somewhere/my programs/mlp-gui")
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(files[0], encoding="utf-8")
    section = entry["Desktop Entry"]
    assert section["Exec"] == "'/somewhere/my programs/mlp-gui' %f"
    kind = ET.parse(files[1]).find(f"{SPACE}mime-type")
    assert kind.get("type") in section["MimeType"].split(";")
    assert kind.find(f"{SPACE}glob").get("pattern") == "*.mlp"
    assert section["Icon"] == kind.find(f"{SPACE}icon").get("name") == files[2].stem
    assert files[2].read_text(encoding="utf-8").lstrip().startswith("<svg")


def test_it_goes_where_the_desktop_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user's data folder may be elsewhere."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert data_folder() == tmp_path / "home" / ".local" / "share"
