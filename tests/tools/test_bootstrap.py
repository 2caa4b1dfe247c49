"""Setting up the checkout: what is missing is said in one line, and what is there is not installed again."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the bootstrap script as a module, over an empty checkout with lock files."""
    specification = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]")
    for name in ("build", "runtime", "test", "check"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    return module


@pytest.fixture
def installed(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for everything that installs; returns the names of the sets that were installed."""
    names: list[str] = []

    def make_environment() -> None:
        bootstrap.venv_python().parent.mkdir(parents=True, exist_ok=True)
        bootstrap.venv_python().touch()

    monkeypatch.setattr(bootstrap, "_ensure_system_packages", lambda: True)
    monkeypatch.setattr(bootstrap, "_ensure_environment", make_environment)
    monkeypatch.setattr(bootstrap, "_install", names.append)
    return names


def test_second_start_installs_nothing(bootstrap: ModuleType, installed: list[str]) -> None:
    """The stamp of the first start is found by the second."""
    bootstrap.ensure("runtime")
    bootstrap.ensure("runtime")
    assert installed == ["runtime"]


def test_what_a_window_lacks_is_no_reason_to_install_again(
    bootstrap: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where libraries for a window stay missing, each start looks for them, and installs no package twice."""
    looks: list[bool] = []
    answers = iter([False, True])

    def look() -> bool:
        looks.append(next(answers))
        return looks[-1]

    monkeypatch.setattr(bootstrap, "_ensure_system_packages", look)
    for _ in range(3):
        bootstrap.ensure("runtime")
    assert installed == ["runtime"]
    assert looks == [False, True]


def test_changed_lock_is_installed(bootstrap: ModuleType, installed: list[str]) -> None:
    """A new lock file makes the stamp stale, for the sets that it belongs to."""
    bootstrap.ensure("runtime")
    bootstrap.ensure("test")
    (bootstrap.ROOT / "requirements" / "test.txt").write_text("test==2")
    bootstrap.ensure("runtime")
    bootstrap.ensure("test")
    assert installed == ["runtime", "test", "test"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Only Linux leaves these libraries to the system.")
def test_missing_library_is_one_line_to_type(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not install is told the one line that does."""
    monkeypatch.setattr(bootstrap, "_loads", lambda library: library != "libGL.so.1")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "_root_prefix", lambda: None)
    with pytest.raises(bootstrap.SetupError) as told:
        bootstrap._ensure_system_packages()
    assert "sudo apt-get install -y --no-install-recommends libgl1" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Only Linux leaves these libraries to the system.")
def test_missing_window_library_does_not_stop_drawing(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What only a window under X11 needs is said, and everything else goes on; it is looked for again next time."""
    monkeypatch.setattr(bootstrap, "_loads", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr(bootstrap, "_has_font", lambda folder: True)
    monkeypatch.setattr(bootstrap, "_root_prefix", lambda: None)
    assert not bootstrap._ensure_system_packages()
    assert "libxcb-cursor0" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Only Linux leaves these libraries to the system.")
def test_all_that_is_missing_is_in_the_one_line(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries, font and what makes environments come together, not one after the other; without sudo it is su."""
    monkeypatch.setattr(bootstrap, "_loads", lambda library: False)
    monkeypatch.setattr(bootstrap, "_has_font", lambda folder: False)
    monkeypatch.setattr(bootstrap, "_can_make_environments", lambda: False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "_root_prefix", lambda: None)
    with pytest.raises(bootstrap.SetupError) as told:
        bootstrap._ensure_system_packages()
    line = str(told.value)
    assert "Type: su -c 'apt-get install" in line
    for package in ("libgl1", "libxcb-cursor0", "fonts-dejavu-core", "python{}.{}-venv".format(*sys.version_info[:2])):
        assert package in line


def test_old_python_is_told_what_to_type(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that is too old, with no newer one beside it, is one line to type."""
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.SetupError, match=r"3\.11 or newer is needed, this is 3\.9"):
        bootstrap.ensure_python()


def test_lock_files_name_no_machine_and_no_gpu_build() -> None:
    """The locked set is the same everywhere: no index, no path of a machine, no CUDA packages, exact versions."""
    for path in (ROOT / "requirements").glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            requirement = line.split("#")[0].strip()
            assert "://" not in line
            assert "nvidia" not in requirement
            assert not requirement or "==" in requirement
