"""Whatever a file holds, opening it gives a project that trains, or one clear sentence, and takes next to no memory."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from tests.core.files.mutations import corpus, hostile, members_of, packed
from tests.core.files.runs import begun

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 8 << 20


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a project file with changes by hand, an order in the middle of an epoch, and a future."""
    experiment, timeline = begun(33, optimizer="adam")
    timeline.set_parameters([2], [0.5])
    timeline.configure(mlp.TrainingConfig(optimizer="momentum", batch_size=4, learning_rate=0.02))
    timeline.run_steps(20)
    timeline.seek(41)
    path = tmp_path_factory.mktemp("good") / "run.mlp"
    mlp.save_project(path, mlp.Project.of(experiment, timeline))
    return path.read_bytes()


@pytest.fixture(scope="module")
def bad(good: bytes) -> dict[str, bytes]:
    """Return the corpus by what is wrong with each file."""
    return dict(corpus(good))


def refusal_of(path: Path) -> str:
    """Return why a file is refused; "" for one that opens, which then trains."""
    try:
        project = mlp.load_project(path)
    except mlp.ProjectFileError as error:
        return str(error)
    # Settings may be such that no step can be taken, which training says.
    with suppress(mlp.DivergenceError):
        project.resume().run_steps(3)
    return ""


def test_only_clear_refusals(bad: dict[str, bytes], tmp_path: Path) -> None:
    """Of hundreds of damaged and hostile files none raises anything else, and what opens nevertheless also trains."""
    path = tmp_path / "bad.mlp"
    refusals = {}
    for what, content in bad.items():
        path.write_bytes(content)
        refusals[what] = refusal_of(path)
    opened = [what for what, refusal in refusals.items() if not refusal]
    assert len(refusals) >= 300
    assert len(opened) < len(refusals) / 5, opened
    for what, refusal in refusals.items():
        assert not refusal or refusal.startswith("bad.mlp cannot be opened"), what
        assert len(refusal) < 600, what


def test_next_to_no_memory(good: bytes, tmp_path: Path) -> None:
    """Sizes that a file only claims take no memory: all that is read is what is really there."""
    path = tmp_path / "bad.mlp"
    taken = {}
    tracemalloc.start()
    try:
        for what, content in hostile(good):
            path.write_bytes(content)
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            refusal_of(path)
            taken[what] = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert not {what: size for what, size in taken.items() if size > MOST_BYTES}


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("cut to 4", "its end is missing: it was cut off"),
        ("text", "it is not a project file"),
        ("another zip", "its part project.json is missing"),
        ("JSON diverged in a layer that there is not", "it diverged in layer 99, which its network does not have"),
        ("JSON newer", "saved by a newer version of this program"),
        ("JSON one field more", "it may be of a newer version of this program"),
        ("bomb", "is compressed"),
        ("named ../../evil.npy", "it has a part '../../evil.npy', which is none of a project"),
        ("a part twice", "is there more than once"),
        ("a symbolic link", "is a link or a folder"),
        ("moments/parameters.npy with nan", "its array moments/parameters holds numbers that are not finite"),
        ("moments/parameters.npy flat", "its array moments/parameters has the shape"),
        ("moments/random.npy with a huge last one", "its array moments/random holds what is no state of a generator"),
        ("moments/parameters.npy missing", "its part moments/parameters.npy is missing"),
        ("moments/parameters.npy of objects", "its array moments/parameters is not of plain numbers"),
    ],
)
def test_what_is_wrong_is_said(bad: dict[str, bytes], tmp_path: Path, what: str, message: str) -> None:
    """Who gets a bad file learns what is wrong with it, in the file's own terms."""
    path = tmp_path / "bad.mlp"
    path.write_bytes(bad[what])
    assert message in refusal_of(path)


def test_a_changed_number_is_noticed(good: bytes, tmp_path: Path) -> None:
    """A file whose numbers were changed without its sums is refused."""
    path = tmp_path / "bad.mlp"
    place = good.index(members_of(good)["moments/parameters.npy"]) + 200
    path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
    with pytest.raises(mlp.ProjectFileError, match=r"it is damaged.*moments/parameters"):
        mlp.load_project(path)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    """A file that is not there, and a folder in its place, are told apart from a bad one."""
    with pytest.raises(mlp.ProjectFileError, match="No such file"):
        mlp.load_project(tmp_path / "gone.mlp")
    with pytest.raises(mlp.ProjectFileError, match=r"Is a directory|Permission denied"):
        mlp.load_project(tmp_path)


def test_repacked_members_open(good: bytes, tmp_path: Path) -> None:
    """The corpus's own packing is not what makes its files bad."""
    path = tmp_path / "again.mlp"
    path.write_bytes(packed(members_of(good)))
    assert mlp.load_project(path).resume().moments.now.step == 41
