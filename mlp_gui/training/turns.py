"""Whom the next moment is for: at full speed pictures and curves take turns, so that each frame is short."""

from __future__ import annotations

from mlp_gui.state.snapshot import Views


class Turns:
    """Two short frames instead of one that may be too long, while training goes as fast as it can and where that ends.

    The moment at which fast training comes to rest is shown in two frames as well: of the pictures, and then, as soon
    as the window can take another one, of the curves.
    """

    def __init__(self) -> None:
        self._last: Views | None = None
        self._is_ending = False
        self._owed: tuple[int, int] | None = None

    @property
    def owes_curves(self) -> bool:
        """Whether the pictures have seen the moment at which it stands, and the curves have not."""
        return self._owed is not None

    @property
    def is_first(self) -> bool:
        """Whether none has had its turn yet since something was asked for."""
        return self._last is None

    def restart(self) -> None:
        """Begin with the pictures: something was asked for, a new run perhaps."""
        self._last = self._owed = None

    def come_to_rest(self) -> None:
        """Show the next moment in two frames: training was fast until then."""
        self._is_ending = True

    def take(self, moment: tuple[int, int], *, is_fast: bool) -> Views:
        """Return whose turn it is.

        Parameters
        ----------
        moment : tuple of int
            Run and step.
        is_fast : bool
            Whether training goes as fast as it can.
        """
        is_rest, owed = self._owed == moment, self._is_ending
        self._is_ending, self._owed = False, None
        if is_fast:
            views = Views.CURVES if self._last is Views.PICTURES else Views.PICTURES
        elif owed:
            views, self._owed = Views.PICTURES, moment
        else:
            views = Views.CURVES if is_rest else Views.ALL
        self._last = views
        return views
