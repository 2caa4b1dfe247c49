"""One film after another, and the last words of a process that failed; what makes films is a stand-in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.export import film_process
from mlp_gui.state.film_order import FilmWishes

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

SMALL = FilmWishes(width=320, height=180, rate=10, seconds=0.6, from_start=False, more_epochs=3)
PATIENCE = 60_000
"""Milliseconds: another process starts, and other work may have the processor."""
STAND_IN = """
import json
import sys
import threading
from pathlib import Path

here, folder = Path(__file__).parent, Path(sys.argv[1])
if (here / "fails").exists():
    sys.stderr.write("ValueError: nothing to see.\\nThis plugin does not support propagateSizeHints()\\n")
    sys.exit(1)
path = json.loads((folder / "order.json").read_text(encoding="utf-8"))["path"]
Path(path).write_bytes(b"film")
print(json.dumps({"made": ""}), flush=True)
while not (here / "may_end").exists():
    threading.Event().wait(0.01)
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a program that is run in place of the one that makes films."""
    (tmp_path / "film_stand_in.py").write_text(STAND_IN, encoding="utf-8")
    monkeypatch.setattr(film_process, "MODULE", "film_stand_in")
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_a_film_that_is_ordered_right_after_another_is_made(program: Program, stand_in: Path, qtbot: QtBot) -> None:
    """The process of the first has told that it is done, but has not ended: the second waits for that."""
    films, notices = program.session.films, program.session.notices
    first, second = stand_in / "first.mp4", stand_in / "second.mp4"
    films.make(SMALL, str(first), "light")
    qtbot.waitUntil(lambda: films.order is None, timeout=PATIENCE)
    assert program.window.films.process.is_running
    films.make(SMALL, str(second), "light")
    (stand_in / "may_end").touch()
    qtbot.waitUntil(lambda: films.order is None, timeout=PATIENCE)
    assert notices.current.text == f"The film was saved as {second}."
    assert first.exists()
    assert second.exists()
    qtbot.waitUntil(lambda: not program.window.films.process.is_running, timeout=PATIENCE)


def test_the_reason_of_a_failure_is_the_error_and_not_what_qt_says_after_it(
    program: Program, stand_in: Path, qtbot: QtBot
) -> None:
    """The last line that is not Qt's own chatter."""
    (stand_in / "fails").touch()
    program.session.films.make(SMALL, str(stand_in / "film.mp4"), "light")
    qtbot.waitUntil(lambda: program.session.films.order is None, timeout=PATIENCE)
    said = "The film could not be made, by an error of the program: ValueError: nothing to see."
    assert program.session.notices.current.text == said
