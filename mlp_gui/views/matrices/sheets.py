"""The sheets of one training step: its tables are made once, and laid out once for each phase and room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QSizeF

import mlp_core as mlp
from mlp_gui.views.matrices.choosing import choices
from mlp_gui.views.matrices.laying_out import lay_out
from mlp_gui.views.matrices.painting import TablePainter
from mlp_gui.views.matrices.tables import tables_of

if TYPE_CHECKING:
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.matrices.sheet import Sheet
    from mlp_gui.views.matrices.tables import Table


class Sheets:
    """What may be shown of one trace, and what paints it.

    Parameters
    ----------
    trace : mlp_core.Trace
        The training step.
    sample : int or None
        Row of the batch whose numbers are shown; None for the whole batch.
    style : PlotStyle
        Colours and fonts.
    decimals : int
        Digits behind the point.
    notation : str
        One of `mlp_core.NOTATIONS`.

    Attributes
    ----------
    painter : TablePainter
        What paints its tables, and writes their numbers.
    """

    def __init__(self, trace: mlp.Trace, sample: int | None, style: PlotStyle, decimals: int, notation: str) -> None:
        self._style = style
        symbols = mlp.NOTATIONS[notation].symbols(trace)
        flips = symbols.flips_delta if trace.rule is None else symbols.flips_error
        self._tables = tables_of(trace, sample, flips=flips)
        self._room = QSize()
        self._laid_out: dict[tuple[tuple[Table, ...], ...], Sheet] = {}
        self.painter = TablePainter(trace, style, decimals, notation)

    def has_laid_out(self, phase: mlp.Phase, room: QSize) -> bool:
        """Tell whether what is shown in a phase has been laid out in a room."""
        return room == self._room and choices(self._tables, phase) in self._laid_out

    def sheet(self, phase: mlp.Phase, room: QSize, bar: float) -> Sheet:
        """Return what is shown in a phase: the very same sheet for as long as it is the same.

        Parameters
        ----------
        phase : mlp_core.Phase
            Decides which tables are shown.
        room : QSize
            Pixels that there are.
        bar : float
            What the bar that scrolls it takes of the width.
        """
        if room != self._room:
            self._room = room
            self._laid_out.clear()
        shown = choices(self._tables, phase)
        if shown not in self._laid_out:
            self._laid_out[shown] = lay_out(shown, self._style, self.painter.needed_width, QSizeF(room), bar)
        return self._laid_out[shown]
