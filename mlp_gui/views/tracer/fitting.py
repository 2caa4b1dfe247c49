"""Fits the chain and its gradient check into a room: smaller, the check in one line or beside it, or scrolled.

The sentence that says why a learning rule has no derivative takes the check's place.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QFontMetricsF

from mlp_gui.views.paper import box_width
from mlp_gui.views.tracer.chain_layout import lay_out_chain
from mlp_gui.views.tracer.chain_row import WORDS_PX, ChainRow, ChainStyle
from mlp_gui.views.tracer.page import GAP, MARGIN, CheckPlaces, TracerPage
from mlp_gui.views.tracer.reason_places import ReasonPlaces

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF

    from mlp_gui.look.formula import Formula
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.tracer.page import CheckPart
    from mlp_gui.views.tracer.story import Story

    Lookup = Callable[[str], Formula | None]

# Sizes that are tried, and where the check stands at each: roomy before dense. At the last one numbers are 11 pixels
# high; what does not fit then is scrolled, at a size that is read with ease.
_SIZES: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
_SCROLLED: Final = 0.85
_READABLE_TITLE: Final = 0.9
# Chains of more factors than this are scrolled anyway, and no smaller size is tried.
_MANY: Final = 60
# Part of its height to which a chain shrinks where it has fewer lines, and not only smaller letters.
_SPARES_LINES: Final = 0.8
# Width of a scrolled chain that the check may stand beside, so that it is in sight at once.
_LEAST_BESIDE: Final = 360


class Manner(Enum):
    """Where the check stands, and whether the page may be higher than its room."""

    ROOMY = auto()
    DENSE = auto()
    BESIDE = auto()
    SCROLLED_BESIDE = auto()
    SCROLLED_ABOVE = auto()
    SCROLLED_BELOW = auto()


class PageFitter:
    """Lays out one story after another; the same chain with other numbers keeps its size as long as it fits.

    Parameters
    ----------
    lookup : Callable
        Gives the set formula of a LaTeX text.
    controller : ThemeController
        Fonts and scale.
    """

    def __init__(self, lookup: Lookup, controller: ThemeController) -> None:
        self._lookup = lookup
        self._controller = controller
        self._key: tuple[object, ...] = ()
        self._found: tuple[Manner, float] = (Manner.ROOMY, 1.0)

    def page(self, story: Story, room: QSizeF) -> TracerPage:
        """Return the chain as large as it fits with its check; where nothing fits, the page is higher than the room."""
        fitting = _Fitting(story, self._lookup, self._controller, room)
        key = (room.width(), room.height(), self._controller.scale, story.shape(), story.reason)
        if key == self._key:
            page = fitting.tried(*self._found)
            if page is not None:
                return page
        self._key, (self._found, page) = key, fitting.best()
        return page


class _Fitting:
    """Tries one story in one room."""

    def __init__(self, story: Story, lookup: Lookup, controller: ThemeController, room: QSizeF) -> None:
        self._story = story
        self._controller = controller
        self._room = room
        # Each formula is asked for many times while sizes are tried.
        self._lookup = {latex: lookup(latex) for latex in story.formulas()}.get
        self._check = _places_below(story, controller, room.width())
        self._whole = room.width() - 2 * controller.px(MARGIN)
        self._gap = controller.px(GAP)
        self._rows: dict[tuple[float, float], ChainRow] = {}

    def best(self) -> tuple[tuple[Manner, float], TracerPage]:
        """Return the first that fits, roomy before dense, or the page that is scrolled."""
        for size in _SIZES if len(self._story.shape()) <= _MANY else ():
            for manner in (Manner.ROOMY, Manner.DENSE, Manner.BESIDE):
                page = self.tried(manner, size)
                if page is not None:
                    return (manner, size), page
        return self._scrolled()

    def _scrolled(self) -> tuple[tuple[Manner, float], TracerPage]:
        """Return a page that is higher than the room, the check in sight; at its end only where there is no way."""
        below, size = self._scrolled_size(self._whole)
        beside = self._whole - self._check.beside_width
        narrow, narrow_size = self._scrolled_size(beside) if beside > 0.0 else (below, size)
        ways = [(Manner.SCROLLED_ABOVE, size)]
        if beside >= self._controller.px(_LEAST_BESIDE):
            # Beside it a chain may need more lines.
            costs_lines = below.height < _SPARES_LINES * narrow.height
            ways.insert(1 if costs_lines else 0, (Manner.SCROLLED_BESIDE, narrow_size))
        for manner, at_size in ways:
            page = self.tried(manner, at_size)
            if page is not None:
                return (manner, at_size), page
        return (Manner.SCROLLED_BELOW, size), self._scrolled_below(size)

    def tried(self, manner: Manner, size: float) -> TracerPage | None:
        """Return a page of one manner and size, or None where it does not fit."""
        check, room = self._check, self._room
        if manner is Manner.SCROLLED_BELOW:
            return self._scrolled_below(size)
        is_beside = manner in (Manner.BESIDE, Manner.SCROLLED_BESIDE)
        width = self._whole - (check.beside_width if is_beside else 0.0)
        in_one_line = manner in (Manner.DENSE, Manner.SCROLLED_ABOVE)
        if width <= 0 or (in_one_line and check.dense_width > room.width()):
            return None
        if is_beside and room.height() < check.beside_height:
            return None
        row = self._row(size, width)
        if row.width > width:
            return None
        if manner is Manner.SCROLLED_BESIDE:
            return self._scrolled_beside(row)
        if manner is Manner.SCROLLED_ABOVE:
            return self._scrolled_above(row)
        height = {Manner.ROOMY: check.roomy_height, Manner.DENSE: check.dense_height}.get(manner, 0.0)
        if row.height + height + self._gap > room.height():
            return None
        place = {Manner.ROOMY: check.roomy, Manner.DENSE: check.dense}.get(manner, check.beside)
        return self._placed(row, place(room), height, room.height())

    def _scrolled_beside(self, row: ChainRow) -> TracerPage:
        """Return a page that is higher than the room, the check in sight beside its upper end."""
        parts, line = self._check.beside(self._room)
        needed = max(row.height + self._gap, self._room.height())
        line.setHeight(needed - 2.0 * line.top())
        return self._placed(row, (parts, line), 0.0, needed)

    def _scrolled_above(self, row: ChainRow) -> TracerPage:
        """Return a page that is higher than the room, the check in sight in a line above the chain."""
        top = self._check.dense_height
        needed = max(top + row.height + self._gap, self._room.height())
        return self._placed(row, self._check.above(self._room), top, needed, top=top)

    def _scrolled_below(self, size: float) -> TracerPage:
        """Return a page that is higher than the room, the check at its end."""
        row = self._row(size, self._whole)
        needed = max(row.height + self._check.roomy_height + self._gap, self._room.height())
        place = self._check.roomy(QSizeF(self._room.width(), needed))
        return self._placed(row, place, self._check.roomy_height, needed)

    def _scrolled_size(self, width: float) -> tuple[ChainRow, float]:
        """Return a chain at a size that is read with ease, or at the least one where it then needs fewer lines."""
        row, smaller = self._row(_SCROLLED, width), self._row(_SIZES[-1], width)
        if row.width > width or smaller.height < _SPARES_LINES * row.height:
            return smaller, _SIZES[-1]
        return row, _SCROLLED

    def _row(self, size: float, width: float) -> ChainRow:
        row = self._rows.get((size, width))
        if row is None:
            controller = self._controller
            readable = max(size, _READABLE_TITLE)
            style = ChainStyle(
                size * controller.scale,
                readable * controller.scale,
                box_width(controller.font(12 * max(size, 0.8))),
                QFontMetricsF(controller.font(WORDS_PX * readable)),
            )
            row = self._rows[size, width] = lay_out_chain(self._story.lines, self._lookup, style, width)
        return row

    def _placed(
        self,
        row: ChainRow,
        check: tuple[tuple[CheckPart, ...], QRectF],
        check_height: float,
        height: float,
        *,
        top: float = 0.0,
    ) -> TracerPage:
        px = self._controller.px
        spare = height - check_height - row.height
        parts, hairline = check
        at = QPointF(px(MARGIN), top + min(max(spare / 3.0, px(2)), px(28)))
        return TracerPage(row, at, parts, hairline, height)


def _places_below(story: Story, controller: ThemeController, width: float) -> CheckPlaces | ReasonPlaces:
    """Return where the gradient check stands, or the sentence in its place."""
    if story.reason:
        return ReasonPlaces(story.reason, controller, width)
    return CheckPlaces(story, controller)
