"""Films as files: what is decoded is what was put in, and nothing is left of one that was not finished."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from mlp_gui.export import film_writer
from mlp_gui.export.film_writer import FilmError, FilmWriter
from tests.gui.export.decoded import decoded

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEIGHT, RATE, COUNT = 160, 90, 10, 6
SUFFIXES = (".mp4", ".gif", ".webp")


def drawn(number: int) -> np.ndarray:
    """Return a frame with a ground, two colours of the program, and a bar that is elsewhere in each."""
    frame = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    frame[10:40, 10:70, :3] = (0xB2, 0x72, 0x00)
    frame[50:80, 10:70, :3] = (0x00, 0x5E, 0xD5)
    frame[:, 80 + 10 * number : 90 + 10 * number, :3] = 0
    return frame


def write(path: Path, scratch: Path) -> None:
    """Write a whole film."""
    writer = FilmWriter(path, scratch, (WIDTH, HEIGHT), RATE)
    for number in range(COUNT):
        writer.put(drawn(number))
    writer.finish()
    writer.wait()
    writer.check()


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return a folder for what is not yet whole."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_decoded_is_what_was_put_in(suffix: str, tmp_path: Path, scratch: Path) -> None:
    """Number, size, times and colours of the frames come back; hues most of all, since they mean numbers."""
    path = tmp_path / f"film{suffix}"
    write(path, scratch)
    film = decoded(path)
    assert len(film.frames) == COUNT
    assert film.milliseconds == [100 * number for number in range(COUNT + 1)]
    for number, frame in enumerate(film.frames):
        expected = drawn(number)[..., 2::-1].astype(int)
        assert frame.shape == expected.shape
        assert np.abs(frame - expected).mean() < 3
        for y, x in ((25, 40), (65, 40)):
            assert np.abs(frame[y, x] - expected[y, x]).max() <= 5
    assert list(scratch.iterdir()) == []


def test_mp4_plays_in_slides(tmp_path: Path, scratch: Path) -> None:
    """Players of slides want H.264 in 4:2:0, its index before its pictures, and colours named."""
    path = tmp_path / "film.mp4"
    write(path, scratch)
    contents = path.read_bytes()
    assert contents.index(b"moov") < contents.index(b"mdat")
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.pix_fmt, context.colorspace) == ("h264", "yuv420p", film_writer.BT709)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_is_left_of_a_film_given_up(suffix: str, tmp_path: Path, scratch: Path) -> None:
    """Neither a film nor a part of one stays, and an old film of that name is as it was."""
    path = tmp_path / f"film{suffix}"
    path.write_bytes(b"old")
    writer = FilmWriter(path, scratch, (WIDTH, HEIGHT), RATE)
    for number in range(3):
        writer.put(drawn(number))
    writer.give_up()
    assert path.read_bytes() == b"old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [path.name, "scratch"]
    assert list(scratch.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused_at_once(tmp_path: Path, scratch: Path) -> None:
    """Who films for minutes learns before, not after, that there is no such folder."""
    with pytest.raises(FilmError, match=r"could not be written to .*nowhere.*Choose another place"):
        FilmWriter(tmp_path / "nowhere" / "film.mp4", scratch, (WIDTH, HEIGHT), RATE)


def test_a_missing_encoder_is_named(tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyAV was built without an encoder, the message says which, and what to do."""
    monkeypatch.setitem(film_writer.ENCODERS, ".mp4", "nobody_has_this")
    with pytest.raises(FilmError, match=r"nobody_has_this, which MP4 needs. Choose another format"):
        FilmWriter(tmp_path / "film.mp4", scratch, (WIDTH, HEIGHT), RATE)


def test_a_full_disk_leaves_the_old_film(tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails in the last moment is told in words, and the old file stays."""

    def is_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", is_full)
    path = tmp_path / "film.webp"
    path.write_bytes(b"old")
    with pytest.raises(FilmError, match="No space left on device"):
        write(path, scratch)
    assert path.read_bytes() == b"old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["film.webp", "scratch"]
