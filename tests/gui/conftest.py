"""Fixtures of every test with a window: settings of its own, and nothing left running afterwards."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QThread, QThreadPool, QTimer

from mlp_gui.application import Application
from mlp_gui.whole_errors import whole_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Have an error in what Qt calls fail the test, as in the program, and not end the process."""
    pyfuncitem.obj = whole_errors(pyfuncitem.obj)


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """Have the tests' application be the program's own."""
    return Application


@pytest.fixture(autouse=True)
def isolated_settings(tmp_path: Path) -> Path:
    """Keep each test's settings in a folder of its own; returns the folder."""
    folder = tmp_path / "settings"
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(folder))
        QSettings.setPath(QSettings.Format.NativeFormat, scope, str(folder))
    return folder


def _delete_later_now() -> None:
    """Carry out what was left for the event loop to delete."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a thread, a timer or a window behind."""
    threads: list[QThread] = []
    timers: list[QTimer] = []
    _remember(monkeypatch, QThread, "start", threads)
    _remember(monkeypatch, QTimer, "start", timers)
    windows_before = set(qapp.topLevelWidgets())
    python_threads_before = set(threading.enumerate())
    yield
    QThreadPool.globalInstance().waitForDone(5000)
    _delete_later_now()
    running = [repr(thread) for thread in threads if _answers(thread, "isRunning")]
    active = [repr(timer) for timer in timers if _answers(timer, "isActive")]
    windows = [widget for widget in qapp.topLevelWidgets() if widget not in windows_before and widget.parent() is None]
    left_open = [repr(widget) for widget in windows]
    for widget in windows:
        widget.close()
        widget.deleteLater()
    _delete_later_now()
    new_threads = [t.name for t in set(threading.enumerate()) - python_threads_before if t.is_alive() and not t.daemon]
    # Cycles are collected here, on this thread, and not by chance on a worker's.
    gc.collect()
    assert not running, f"threads left running: {running}"
    assert not active, f"timers left active: {active}"
    assert not new_threads, f"Python threads left running: {new_threads}"
    assert not left_open, f"windows left: {left_open}"


def _remember(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, seen: list) -> None:
    original: Callable = getattr(owner, name)

    def start(self: object, *arguments: object) -> object:
        if isinstance(self, owner):
            seen.append(self)
        return original(self, *arguments)

    monkeypatch.setattr(owner, name, start)


def _answers(qt_object: QThread | QTimer, question: str) -> bool:
    """Ask a Qt object; one whose C++ half is gone is not alive."""
    try:
        return bool(getattr(qt_object, question)())
    except RuntimeError:
        return False
