"""Whom the next moment is for: at full speed pictures, curves and loss surface take turns: each frame is short."""

from __future__ import annotations

from mlp_gui.state.snapshot import Views


class Turns:
    """Short frames instead of one that may be too long, while training goes as fast as it can and where that ends.

    The loss surface has its turn after the curves, whenever a picture of it is ready.

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

    def restart(self) -> None:
        """Begin with the pictures: something was asked for, a new run perhaps."""
        self._last = self._owed = None

    def come_to_rest(self) -> None:
        """Show the next moment in two frames: training was fast until then."""
        self._is_ending = True

    def take(self, moment: tuple[int, int], *, is_fast: bool, has_surface: bool = False) -> Views:
        """Return whose turn it is.

        Parameters
        ----------
        moment : tuple of int
            Run and step.
        is_fast : bool
            Whether training goes as fast as it can.
        has_surface : bool
            Whether a picture of the loss surface is ready to be shown.
        """
        is_rest, owed = self._owed == moment, self._is_ending
        self._is_ending, self._owed = False, None
        if is_fast:
            views = self._next(has_surface=has_surface)
        elif owed:
            views, self._owed = Views.PICTURES, moment
        else:
            views = Views.CURVES if is_rest else Views.ALL
        self._last = views
        return views

    def _next(self, *, has_surface: bool) -> Views:
        if self._last is Views.PICTURES:
            return Views.CURVES
        return Views.SURFACE if has_surface and self._last is Views.CURVES else Views.PICTURES
