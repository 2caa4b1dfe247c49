"""Killed at any moment of saving, a program leaves the old file or the new one, never neither."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.files.atomic import replace_file
from tests.core.files.runs import begun

if TYPE_CHECKING:
    from pathlib import Path

KILLS: Final = int(os.environ.get("MLP_KILLS", "20"))

NURSERY: Final = """
import os, sys
import mlp_core as mlp
projects = [mlp.load_project(path) for path in sys.argv[1:3]]
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.write(1, b"%d\\n" % os.getpid())
        while True:
            for project in projects:
                mlp.save_project(sys.argv[3], project)
                os.write(1, b"saved\\n")
    os.waitpid(child, 0)
    os.write(1, b"gone\\n")
"""
"""Has a child at each line that it reads, which saves a small and a large project in turn until it is killed."""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX systems")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """After each of many kills at odd moments the file opens, and is one of the two that were saved."""
    experiment, timeline = begun(20)
    small, large, file = (tmp_path / name for name in ("small.mlp", "large.mlp", "file.mlp"))
    mlp.save_project(small, mlp.Project.of(experiment, timeline))
    mlp.save_project(large, mlp.Project.of(experiment, timeline, layout="x" * 3_000_000))
    contents = [small.read_bytes(), large.read_bytes()]
    rng = np.random.default_rng(1)
    command = [sys.executable, "-c", NURSERY, *map(str, (small, large, file))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, bufsize=0, **pipes) as nursery:  # type: ignore[call-overload]
        for _ in range(KILLS):
            nursery.stdin.write(b"one more\n")
            saver = int(nursery.stdout.readline())
            for _ in range(int(rng.integers(1, 4))):
                assert nursery.stdout.readline() == b"saved\n"
            # Not a wait for anything: somewhere in the next saving, wherever that has got to by then.
            sum(range(int(rng.integers(0, 300_000))))
            os.kill(saver, signal.SIGKILL)
            while nursery.stdout.readline() != b"gone\n":
                continue
            assert file.read_bytes() in contents
            assert mlp.load_project(file).experiment == experiment
        nursery.stdin.close()


def test_an_error_leaves_the_old_file(tmp_path: Path) -> None:
    """When writing fails half-way the old file is as it was, and nothing lies beside it."""
    path = tmp_path / "file.mlp"
    path.write_bytes(b"old")

    def write(stream: object) -> None:
        stream.write(b"new")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        replace_file(path, write)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file.mlp"]


def test_what_a_kill_left_is_cleared(tmp_path: Path) -> None:
    """An unfinished file of long ago goes with the next saving; one of another program that is just saving stays."""
    path = tmp_path / "file.mlp"
    old, new = tmp_path / ".file.mlp.11.part", tmp_path / ".file.mlp.12.part"
    for each in (old, new):
        each.write_bytes(b"half")
    os.utime(old, (0, 0))
    replace_file(path, lambda stream: stream.write(b"whole") and None)
    assert sorted(each.name for each in tmp_path.iterdir()) == [".file.mlp.12.part", "file.mlp"]


@pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX systems")
def test_links_and_modes_stay(tmp_path: Path) -> None:
    """A link goes on pointing to the file, and the file stays as readable for others as it was."""
    target, link = tmp_path / "real.mlp", tmp_path / "link.mlp"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    replace_file(link, lambda stream: stream.write(b"new") and None)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
