"""The command line: what it takes, what it refuses, and that it loads no window before it knows."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mlp_gui import __version__
from mlp_gui.cli import PICTURE_SIZE, SMALLEST_SIZE, parse
from mlp_gui.options import Options

if TYPE_CHECKING:
    from pathlib import Path


def run_program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "mlp_gui", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        timeout=240,
    )


def test_nothing_given_is_the_default() -> None:
    """Without arguments the window opens as remembered."""
    assert parse([]) == Options()


def test_everything_given_is_understood(tmp_path: Path) -> None:
    """Each option arrives as what it means."""
    picture = tmp_path / "out.png"
    options = parse(
        ["--example", "spiral", "--theme", "dark", "--snapshot", str(picture), "--epochs", "7", "--size", "1280x800",
         "--scale", "2"]
    )  # fmt: skip
    assert options == Options("spiral", "dark", picture, 7, (1280, 800), 2.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--example", "nonsense"], "there is no example 'nonsense'"),
        (["--theme", "pink"], "invalid choice"),
        (["--snapshot", "out.jpg"], "has to end in .png"),
        (["--snapshot", "no/such/folder/out.png"], "there is no folder"),
        (["--snapshot", "out.png", "--epochs", "-1"], "whole number"),
        (["--snapshot", "out.png", "--epochs", "²"], "whole number"),
        (["--snapshot", "out.png", "--epochs", "99999999"], "whole number"),
        (["--size", "wide"], "is not a width and a height"),
        (["--size", "10x10"], "at least"),
        (["--size", "99999x99999"], "at most"),
        (["--snapshot", "out.png", "--scale", "nan"], "is not a number from 0.5 to 4"),
        (["--snapshot", "out.png", "--scale", "100"], "is not a number from 0.5 to 4"),
        (["--epochs", "5"], "are for --snapshot"),
        (["--scale", "2"], "are for --snapshot"),
        (["something.mlp"], "there is no file 'something.mlp'"),
        ([__file__, "--example", "xor"], "either a file or an --example"),
        (["--exam", "xor"], "unrecognized arguments"),
    ],
)
def test_what_cannot_be_is_refused(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A bad value ends with code 2 and says what is wrong with it."""
    with pytest.raises(SystemExit) as ended:
        parse(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_help_names_the_examples(capsys: pytest.CaptureFixture[str]) -> None:
    """The help lists every example that can be opened."""
    with pytest.raises(SystemExit) as ended:
        parse(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "spiral" in said
    assert "hand_gradient" in said


def test_a_project_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is named is opened, wherever the program goes from there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run.mlp").touch()
    assert parse(["run.mlp"]) == Options(project=tmp_path / "run.mlp")


def test_a_table_is_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is no project is looked at as a table; of that alone there is no picture."""
    (tmp_path / "houses.csv").touch()
    path = str(tmp_path / "houses.csv")
    assert parse([path]) == Options(table=tmp_path / "houses.csv")
    with pytest.raises(SystemExit):
        parse([path, "--snapshot", str(tmp_path / "out.png")])
    assert "a picture is taken of a project" in capsys.readouterr().err


def test_a_picture_of_a_project_is_of_the_run_that_was_saved(tmp_path: Path) -> None:
    """The window is drawn as it was saved, without another step; a bad file is told in one line."""
    from PySide6.QtGui import QImage

    import mlp_core as mlp

    experiment = mlp.EXAMPLES["spiral"]
    timeline = mlp.Timeline(experiment.build()[2])
    timeline.run_steps(300)
    mlp.save_project(tmp_path / "run.mlp", mlp.Project.of(experiment, timeline))
    picture = tmp_path / "run.png"
    done = run_program(str(tmp_path / "run.mlp"), "--snapshot", str(picture), "--size", "1000x700")
    assert (done.returncode, done.stderr) == (0, "")
    assert QImage(str(picture)).size().toTuple() == (1000, 700)
    (tmp_path / "bad.mlp").write_text("x1,x2\n1,2\n")
    done = run_program(str(tmp_path / "bad.mlp"), "--snapshot", str(tmp_path / "bad.png"))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "bad.mlp cannot be opened: it is not a project file" in done.stderr
    assert not (tmp_path / "bad.png").exists()


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is the package's."""
    with pytest.raises(SystemExit) as ended:
        parse(["--version"])
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_arguments_are_read_before_qt_is_loaded() -> None:
    """Help, version and mistakes answer at once: no Qt is imported for them."""
    program = (
        "import sys\nfrom mlp_gui.cli import parse\nparse(['--example', 'xor'])\nsys.exit('PySide6' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Elsewhere there is always a display.")
def test_no_display_is_said_in_one_line() -> None:
    """Without a display the program says so and what to do, instead of aborting inside Qt."""
    done = run_program(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 1
    assert "--snapshot" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_snapshot_is_a_picture_of_the_trained_window(tmp_path: Path) -> None:
    """A picture has the size and scale that were asked for, and the same command draws the same network."""
    from PySide6.QtGui import QImage

    picture = tmp_path / "window.png"
    done = run_program("--snapshot", str(picture), "--epochs", "20", "--size", "1000x700", "--scale", "1.5")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1500, 1050)
    few = {image.pixel(x, y) for x in range(0, 1500, 50) for y in range(0, 1050, 50)}
    assert len(few) > 8


def test_the_smallest_picture_has_its_size_too(tmp_path: Path) -> None:
    """No part of the window asks for more than the least size that can be asked for."""
    from PySide6.QtGui import QImage

    picture = tmp_path / "small.png"
    least = "x".join(map(str, SMALLEST_SIZE))
    done = run_program("--snapshot", str(picture), "--epochs", "0", "--size", least)
    assert (done.returncode, done.stderr) == (0, "")
    assert QImage(str(picture)).size().toTuple() == SMALLEST_SIZE


def test_a_picture_that_is_too_small_is_refused_and_not_written(tmp_path: Path) -> None:
    """The message names the least size, the code is 2, and there is no file."""
    picture = tmp_path / "tiny.png"
    done = run_program("--snapshot", str(picture), "--epochs", "0", "--size", "320x200")
    assert done.returncode == 2
    assert "has to be at least 640x480" in done.stderr
    assert not picture.exists()


def test_a_picture_has_a_size_of_its_own_where_none_is_asked_for(tmp_path: Path) -> None:
    """It does not depend on the screen, as the window does."""
    assert parse(["--snapshot", str(tmp_path / "any.png")]).size == PICTURE_SIZE
    assert parse([]).size is None


def test_snapshot_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    """A folder in the picture's place is told, with code 1."""
    folder = tmp_path / "taken.png"
    folder.mkdir()
    done = run_program("--snapshot", str(folder), "--epochs", "0")
    assert done.returncode == 1
    assert "could not be written" in done.stderr
