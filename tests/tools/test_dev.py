"""`make run` without a display draws a picture, whatever else it is asked for."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the tool on a Linux machine without a display, which installs nothing."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    spec = importlib.util.spec_from_file_location("dev", ROOT / "tools" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ensure", lambda _name: sys.executable)
    monkeypatch.setattr(module.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return module


@pytest.mark.parametrize(
    ("asked", "is_drawn"),
    [
        ((), True),
        (("--example", "spiral"), True),
        (("--version",), False),
        (("--help",), False),
        (("--snapshot", "own.png"), False),
    ],
)
def test_without_a_display_a_picture_is_drawn(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: tuple[str, ...],
    is_drawn: bool,
) -> None:
    """It says so in one line and asks the very same window for it; a picture that is asked for is left alone."""
    commands: list[list[str]] = []
    monkeypatch.setattr(dev, "_call", lambda command: commands.append(command) or 0)
    assert dev.run(*asked) == 0
    own = ["--snapshot", str(ROOT / "build" / "snapshot.png")] if is_drawn else []
    assert commands[0][1:] == ["-m", "mlp_gui", *asked, *own]
    assert capsys.readouterr().err.count("\n") == int(is_drawn)
