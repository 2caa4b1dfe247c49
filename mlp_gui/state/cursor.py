"""The cursor that runs through all views: what is hovered in one of them is marked in every other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that can be pointed at.

    Attributes
    ----------
    kind : str
        "weight", "bias", "unit", "input" or "sample".
    layer : int
        Layer of the weight, bias or unit: 0 for the first hidden layer; -1 where unused.
    unit : int
        Unit within the layer; -1 where unused.
    input : int
        For a weight the unit below that it comes from, for an input its place among the inputs; -1 where unused.
    sample : int
        Row of the dataset; -1 where unused.
    """

    kind: str
    layer: int = -1
    unit: int = -1
    input: int = -1
    sample: int = -1


class Cursor(QObject):
    """What is hovered and what is selected, in all views at once.

    Signals
    -------
    hovered_changed, selected_changed : Mark or None
        The new mark; sent only when it differs from the last.
    clicked : Mark
        It was selected, be it that it was before.
    edit_requested : Mark
        The user wants to type a number for this weight or bias.
    """

    hovered_changed = Signal(object)  # Mark or None
    selected_changed = Signal(object)  # Mark or None
    clicked = Signal(object)  # Mark
    edit_requested = Signal(object)  # Mark

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hovered: Mark | None = None
        self._selected: Mark | None = None

    @property
    def hovered(self) -> Mark | None:
        """What the pointer is over, in whichever view."""
        return self._hovered

    @property
    def selected(self) -> Mark | None:
        """What was clicked last."""
        return self._selected

    def set_hovered(self, mark: Mark | None) -> None:
        """Mark `mark` as hovered; None for nothing."""
        if mark != self._hovered:
            self._hovered = mark
            self.hovered_changed.emit(mark)

    def set_selected(self, mark: Mark | None) -> None:
        """Mark `mark` as selected; None for nothing."""
        if mark != self._selected:
            self._selected = mark
            self.selected_changed.emit(mark)
        if mark is not None:
            self.clicked.emit(mark)

    def request_edit(self, mark: Mark) -> None:
        """Ask whichever view shows `mark` best to open its number for typing."""
        self.edit_requested.emit(mark)

    def forget_samples(self) -> None:
        """Let go of marked samples: their rows may be others' now."""
        if self._hovered is not None and self._hovered.kind == "sample":
            self.set_hovered(None)
        if self._selected is not None and self._selected.kind == "sample":
            self.set_selected(None)

    def clear(self) -> None:
        """Let go of both marks: the things that they named are gone."""
        self.set_hovered(None)
        self.set_selected(None)
