"""Which line of a text file each row stands in: blank lines, and quotes over several lines, make them differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Jumps = tuple[tuple[int, int], ...]

MOST_JUMPS: Final = 10_000
"""More places than that where the lines run ahead of the rows are not kept."""

_NEWLINE: Final = 10
_RETURN: Final = 13


class LineNumbers:
    """Counts rows and lines of a text that comes block by block.

    Parameters
    ----------
    first_line : int
        The line, counted from 1, in which rows begin: lines before hold a preamble and a heading.
    quote : str
        What stands around cells that may go over several lines.
    """

    def __init__(self, first_line: int, quote: str = '"') -> None:
        self._first_line = first_line
        self._quote = ord(quote)
        self._line = 1
        self._is_quoted = self._has_content = False
        self._start = 1
        self._n_rows = 0
        self._ahead = 0
        self._jumps: list[tuple[int, int]] = []

    def add(self, block: bytes) -> None:
        """Count the next bytes, in UTF-8."""
        text = np.frombuffer(block, np.uint8)
        newlines = np.flatnonzero(text == _NEWLINE)
        quotes = np.flatnonzero(text == self._quote)
        if not quotes.size and not self._is_quoted:
            ends = newlines
        else:
            is_inside = (np.searchsorted(quotes, newlines) + self._is_quoted) % 2 == 1
            ends = newlines[~is_inside]
            self._is_quoted = bool((quotes.size + self._is_quoted) % 2)
        # The content of a row: bytes that end no line, after the newline before it.
        filled = np.concatenate(([0], np.cumsum((text != _NEWLINE) & (text != _RETURN))))
        lines = self._line + np.searchsorted(newlines, ends)
        counts = np.diff(filled[ends], prepend=0)
        if ends.size:
            counts[0] += self._has_content
            starts = np.concatenate(([self._start], lines[:-1] + 1))
            self._note(starts[counts > 0])
            self._start = int(lines[-1]) + 1
            self._has_content = False
        self._has_content |= bool(filled[-1] - (filled[ends[-1]] if ends.size else 0))
        self._line += newlines.size

    def jumps(self, n_rows: int) -> Jumps | None:
        """Return from which rows on lines run ahead of the rows, and by how many in all.

        Parameters
        ----------
        n_rows : int
            As the table has them.

        Returns
        -------
        tuple of (int, int), or None
            None where the lines are not known: rows were counted otherwise, or there are too many such places.
        """
        if self._has_content:
            self._has_content = False
            self._note(np.array([self._start]))
        return tuple(self._jumps) if self._n_rows == n_rows and len(self._jumps) <= MOST_JUMPS else None

    def _note(self, starts: NDArray[np.int64]) -> None:
        """Note the lines in which rows start."""
        starts = starts[starts >= self._first_line]
        if not starts.size or len(self._jumps) > MOST_JUMPS:
            return
        ahead = starts - (self._first_line + self._n_rows + np.arange(starts.size))
        places = np.flatnonzero(np.diff(ahead, prepend=self._ahead))[: MOST_JUMPS + 1]
        self._jumps += [(self._n_rows + int(place), int(ahead[place])) for place in places]
        self._n_rows += starts.size
        self._ahead = int(ahead[-1])
