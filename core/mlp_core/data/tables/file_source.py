"""The bytes of a table on their way in: counted for progress, watched for a wish to stop, and summed up in a digest."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

from mlp_core.data.tables.limits import MAX_BYTES, megabytes
from mlp_core.errors import Cancelled, DataError

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 2**20


class FileSource:
    """One file, or text that takes its place.

    Parameters
    ----------
    path : str or Path
        The file; with `contents` only its name counts.
    contents : bytes, optional
        What would stand in the file.
    cancelled : callable () -> bool, optional
        Asked between blocks.
    progress : callable (share: float) -> None, optional
        Told the share that has been read, from 0 to 1.

    Attributes
    ----------
    name, path : str
        Name of the file, and its path; the path is "" for text.
    size : int
        Bytes.

    Raises
    ------
    DataError
        If it is no file, empty, too large or cannot be read.
    """

    def __init__(
        self,
        path: str | Path,
        contents: bytes | None = None,
        *,
        cancelled: Callable[[], bool] | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        self.name = Path(path).name or str(path)
        self.path = "" if contents is not None else str(path)
        self._contents = contents
        self._cancelled = cancelled
        self._progress = progress
        self.size = self._checked_size() if contents is None else len(contents)
        if self.size == 0:
            raise self.error("is empty; it needs a heading and at least two rows")
        if self.size > MAX_BYTES:
            raise self.error(
                f"has {megabytes(self.size)}, more than the {megabytes(MAX_BYTES)} that fit; "
                "open a part of its rows, or the columns that matter"
            )

    def error(self, what: str) -> DataError:
        """Return an error about this file."""
        return DataError(f"{self.name} {what}.")

    def check(self) -> None:
        """Stop here where it is wished.

        Raises
        ------
        Cancelled
            If so.
        """
        if self._cancelled is not None and self._cancelled():
            raise Cancelled(f"Reading {self.name} was cancelled.")

    def tell(self, share: float) -> None:
        """Tell how far the reading has come, from 0 to 1, and stop where it is wished."""
        self.check()
        if self._progress is not None:
            self._progress(min(max(share, 0.0), 1.0))

    def head(self, n_bytes: int) -> bytes:
        """Return the first bytes."""
        with self.open() as stream:
            return stream.read(n_bytes)

    def read(self) -> bytes:
        """Return all bytes."""
        with self.open() as stream:
            return b"".join(iter(lambda: self._block(stream), b""))

    def digest(self) -> str:
        """Return the SHA-256 of the contents."""
        summed = hashlib.sha256()
        with self.open() as stream:
            while block := self._block(stream):
                summed.update(block)
        return summed.hexdigest()

    def open(self) -> io.BufferedIOBase:
        """Return the contents as a stream of bytes, to be closed by the caller.

        Raises
        ------
        DataError
            If the file cannot be read.
        """
        if self._contents is not None:
            return io.BytesIO(self._contents)
        try:
            return Path(self.path).open("rb")
        except OSError as error:
            raise self._unreadable(error) from None

    def _block(self, stream: io.BufferedIOBase) -> bytes:
        self.check()
        try:
            return stream.read(_BLOCK)
        except OSError as error:
            raise self._unreadable(error) from None

    def _checked_size(self) -> int:
        path = Path(self.path)
        try:
            if path.is_dir():
                raise self.error("is a folder; choose a file in it")
            if not path.is_file():
                raise self.error("is not there, or is no ordinary file; choose another")
            return path.stat().st_size
        except DataError:
            raise
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> DataError:
        why = getattr(error, "strerror", None) or str(error)
        return self.error(f"cannot be read ({why}); check that it is there and that you may read it")
