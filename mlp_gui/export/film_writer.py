"""Writes frames as a film: MP4 that slides play, GIF with a palette of its own colours, or animated WebP.

Frames are encoded on a thread of its own, which takes them from a short queue: whoever is faster waits for the other.
"""

from __future__ import annotations

import shutil
import tempfile
from fractions import Fraction
from functools import partial
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from mlp_core.files.atomic import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np

QUEUED_FRAMES: Final = 4
"""Frames that wait for the encoder at most: eight megabytes each at 1920 by 1080."""
WAIT_SECONDS: Final = 0.2
"""Between two looks at whether the encoder is still there."""

PIXELS: Final = "bgra"
"""How a frame lies in memory: QImage's Format_RGB32."""
ENCODERS: Final = {".mp4": "libx264", ".gif": "gif", ".webp": "libwebp_anim"}
"""Name of the encoder, by the end of the file's name."""
LOSSLESS: Final = "libx264rgb"
"""Keeps a GIF's frames until its palette is known."""
BT709: Final = 1
"""Number of the colours of high definition in H.264: without it, players guess, and every hue is a little off."""
LIMITED_RANGE: Final = 1

_OPTIONS: Final = {
    ".mp4": {"crf": "16", "preset": "medium", "tune": "animation"},
    ".webp": {"quality": "85", "compression_level": "3", "loop": "0"},
}
_CONTAINER_OPTIONS: Final = {".mp4": {"movflags": "+faststart"}, ".webp": {"loop": "0"}, ".gif": {"loop": "0"}}


class FilmError(Exception):
    """A film cannot be written; the message is a sentence for the user."""


class FilmWriter:
    """Takes frames and leaves a film in its place, in one step and only when it is whole.

    Parameters
    ----------
    path : path-like
        The film; its ending, of `ENCODERS`, says what it becomes.
    scratch : Path
        A folder for what is not yet whole.
    size : tuple of int
        Width and height in pixels; both even for MP4.
    rate : int
        Frames a second.

    Raises
    ------
    FilmError
        If nothing can be written there, or the encoder is missing.
    """

    def __init__(self, path: str | Path, scratch: Path, size: tuple[int, int], rate: int) -> None:
        self._path = Path(path)
        self._scratch = scratch
        self._size = size
        self._rate = rate
        self._suffix = self._path.suffix.lower()
        self._queue: Queue[np.ndarray | None] = Queue(QUEUED_FRAMES)
        self._is_given_up = Event()
        self._failure: FilmError | None = None
        check_place(self._path)
        self._check_encoders()
        self._thread = Thread(target=self._work, name="film writer", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether nothing is written any more: the film is there, or `check` says why not."""
        return not self._thread.is_alive()

    def check(self) -> None:
        """Look whether it could be written so far.

        Raises
        ------
        FilmError
            If it could not.
        """
        if self._failure is not None:
            raise self._failure

    def put(self, frame: np.ndarray) -> None:
        """Add a frame; waits while the encoder has enough to do.

        Parameters
        ----------
        frame : ndarray, shape (height, width, 4), uint8
            Blue, green, red, and one that does not count; not changed afterwards.

        Raises
        ------
        FilmError
            If the film can no longer be written.
        """
        self._hand_over(frame)

    def finish(self) -> None:
        """Add nothing more; the film is there when `is_done`."""
        self._hand_over(None)

    def wait(self) -> None:
        """Wait until nothing is written any more."""
        self._thread.join()

    def give_up(self) -> None:
        """Leave no film, and wait until nothing is left of it."""
        self._is_given_up.set()
        self.wait()

    def _hand_over(self, frame: np.ndarray | None) -> None:
        while True:
            self.check()
            try:
                self._queue.put(frame, timeout=WAIT_SECONDS)
            except Full:
                continue
            return

    def _check_encoders(self) -> None:
        import av

        names = (ENCODERS[self._suffix], LOSSLESS) if self._suffix == ".gif" else (ENCODERS[self._suffix],)
        for name in names:
            try:
                av.codec.Codec(name, "w")
            except ValueError as error:
                kind = self._suffix[1:].upper()
                raise FilmError(
                    f"The library PyAV that is installed here has no encoder {name}, which {kind} needs. "
                    "Choose another format, or install PyAV from its own wheels."
                ) from error

    def _frames(self) -> Iterator[np.ndarray]:
        """Yield what is put, until there is no more.

        Raises
        ------
        _GivenUpError
            As soon as the film is no longer wanted.
        """
        while True:
            if self._is_given_up.is_set():
                raise _GivenUpError
            try:
                frame = self._queue.get(timeout=WAIT_SECONDS)
            except Empty:
                continue
            if frame is None:
                return
            yield frame

    def _work(self) -> None:
        import av

        part = self._scratch / f"film{self._suffix}"
        try:
            (self._write_gif if self._suffix == ".gif" else self._write_video)(part)
            replace_file(self._path, partial(_copy, part, self._is_given_up.is_set))
        except _GivenUpError:
            pass
        except (OSError, av.error.FFmpegError) as error:
            self._failure = FilmError(_unwritable(self._path, error))
        except Exception as error:  # noqa: BLE001  (whatever it is, whoever waits has to hear of it)
            self._failure = FilmError(f"The film cannot be encoded: {type(error).__name__}: {error}")
        finally:
            part.unlink(missing_ok=True)

    def _write_video(self, part: Path) -> None:
        import av

        with av.open(str(part), "w", options=_CONTAINER_OPTIONS[self._suffix]) as container:
            stream = self._stream(container, ENCODERS[self._suffix], _OPTIONS[self._suffix])
            if self._suffix == ".mp4":
                stream.pix_fmt = "yuv420p"
                context = stream.codec_context
                context.colorspace = context.color_primaries = context.color_trc = BT709
                context.color_range = LIMITED_RANGE
            else:
                stream.pix_fmt = PIXELS
            for number, pixels in enumerate(self._frames()):
                frame = self._video_frame(pixels, number)
                if self._suffix == ".mp4":
                    frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
                    frame.pts, frame.time_base = number, Fraction(1, self._rate)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))

    def _write_gif(self, part: Path) -> None:
        """Keep every frame without loss, find the 256 colours that suit all of them, and write them in those."""
        import av

        kept = self._scratch / "frames.mkv"
        colours = self._graph("palettegen", "stats_mode=full")
        try:
            with av.open(str(kept), "w") as container:
                stream = self._stream(container, LOSSLESS, {"qp": "0", "preset": "ultrafast"})
                stream.pix_fmt = "bgr0"
                for number, pixels in enumerate(self._frames()):
                    colours.push(self._video_frame(pixels, number))
                    container.mux(stream.encode(self._video_frame(pixels, number)))
                container.mux(stream.encode(None))
            colours.push(None)
            self._write_in_colours(kept, colours.pull(), part)
        finally:
            kept.unlink(missing_ok=True)

    def _write_in_colours(self, kept: Path, palette: Any, part: Path) -> None:
        import av

        graph = av.filter.Graph()
        width, height = self._size
        base = Fraction(1, self._rate)
        colours = av.VideoFormat(PIXELS)
        picture = graph.add_buffer(width=width, height=height, format=colours, time_base=base)
        table = graph.add_buffer(width=palette.width, height=palette.height, format=colours, time_base=base)
        use = graph.add("paletteuse", "dither=bayer:bayer_scale=4:diff_mode=rectangle")
        sink = graph.add("buffersink")
        picture.link_to(use, 0, 0)
        table.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        palette = palette.reformat(format=PIXELS)
        palette.pts, palette.time_base = 0, base
        table.push(palette)
        table.push(None)
        with (
            av.open(str(kept)) as source,
            av.open(str(part), "w", options=_CONTAINER_OPTIONS[".gif"]) as container,
        ):
            stream = self._stream(container, ENCODERS[".gif"], {})
            stream.pix_fmt = "pal8"
            for number, frame in enumerate(source.decode(video=0)):
                if self._is_given_up.is_set():
                    raise _GivenUpError
                coloured = frame.reformat(format=PIXELS)
                coloured.pts, coloured.time_base = number, base
                picture.push(coloured)
                _drain(sink, stream, container)
            picture.push(None)
            _drain(sink, stream, container)
            container.mux(stream.encode(None))

    def _graph(self, filter_name: str, options: str) -> Any:
        import av

        width, height = self._size
        graph = av.filter.Graph()
        colours, base = av.VideoFormat(PIXELS), Fraction(1, self._rate)
        source = graph.add_buffer(width=width, height=height, format=colours, time_base=base)
        chosen = graph.add(filter_name, options)
        sink = graph.add("buffersink")
        source.link_to(chosen)
        chosen.link_to(sink)
        graph.configure()
        return graph

    def _stream(self, container: Any, encoder: str, options: dict[str, str]) -> Any:
        stream = container.add_stream(encoder, rate=self._rate, options=options)
        stream.width, stream.height = self._size
        stream.time_base = stream.codec_context.time_base = Fraction(1, self._rate)
        return stream

    def _video_frame(self, pixels: np.ndarray, number: int) -> Any:
        import av

        frame = av.VideoFrame.from_ndarray(pixels, format=PIXELS)
        frame.pts, frame.time_base = number, Fraction(1, self._rate)
        return frame


def check_place(path: Path) -> None:
    """Find out before what would be a pity to find out at the end: whether a file can be made there.

    Raises
    ------
    FilmError
        If it cannot.
    """
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise FilmError(_unwritable(path, error)) from error


class _GivenUpError(Exception):
    """The film is no longer wanted."""


def _drain(sink: Any, stream: Any, container: Any) -> None:
    """Encode what a graph has ready."""
    import av

    while True:
        try:
            frame = sink.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        container.mux(stream.encode(frame))


def _copy(part: Path, is_given_up: Callable[[], bool], stream: BinaryIO) -> None:
    if is_given_up():
        raise _GivenUpError
    with part.open("rb") as source:
        shutil.copyfileobj(source, stream)


def _unwritable(path: Path, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return f"The film could not be written to {path}: {reason}. Choose another place."
