"""Docks that grow and shrink with the text, and come back to the very sizes that they had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QDockWidget, QMainWindow

    from mlp_gui.look.theme_controller import ThemeController

    #: Width in pixels that a dock has, if nobody has made it wider or narrower, at a size of text.
    UsualWidth = Callable[[QDockWidget, float], int]

    #: Height in pixels that a dock may have.
    MostHeight = Callable[[QDockWidget], int]

SIDES: Final = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)


class DockSizes(QObject):
    """Keeps the docks' proportions when the size of the text changes.

    A dock at a side keeps its width in relation to its usual one, and its share of the height of its side; others keep
    their height. The proportions are measured anew only where somebody else has changed a size since: so any number of
    larger and smaller texts adds up to nothing.

    Parameters
    ----------
    window : QMainWindow
        Whose docks they are; also the owner.
    usual_width : callable
        See `UsualWidth`.
    most_height : callable
        See `MostHeight`: one that was higher comes back to that when the text is smaller again.

    Signals
    -------
    laid_out
        They have the sizes for the present text.
    """

    laid_out = Signal()

    def __init__(
        self,
        window: QMainWindow,
        theme_controller: ThemeController,
        usual_width: UsualWidth,
        most_height: MostHeight,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme_controller = theme_controller
        self._usual_width = usual_width
        self._most_height = most_height
        self._docks: list[QDockWidget] = []
        self._widths: dict[QDockWidget, float] = {}
        self._heights: dict[QDockWidget, float] = {}
        # What Qt has made of what was asked for: minimum sizes may ask for more.
        self._sizes_left: dict[QObject, QSize] = {}
        self._measured_at: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_laid_out)

    def add(self, dock: QDockWidget) -> None:
        """Look after this dock too."""
        self._docks.append(dock)

    def scale_from(self, scale: float, were_tabbed: bool = False) -> None:
        """Take the sizes that the docks have now as those for a size of text, and give them those for the present one.

        This is done when all layouts know the new text; several calls until then count as the first. Where docks were
        behind tabs for want of room until now, the proportions from before count, if there are any.
        """
        if not self._timer.isActive():
            self._measured_at = None
            is_known = were_tabbed and bool(self._sizes_left)
            if not is_known and self._sizes() != self._sizes_left:
                self._measure(scale)
            self._timer.start()

    def scale_later_from(self, scale: float) -> None:
        """Do the same with the sizes that they have when they have been laid out."""
        self._measured_at = scale
        self._timer.start()

    @property
    def is_pending(self) -> bool:
        """Whether they are about to get other sizes."""
        return self._timer.isActive()

    def forget(self) -> None:
        """Leave the docks as they are."""
        self._timer.stop()
        self._sizes_left = {}

    def _placed(self) -> list[QDockWidget]:
        return [dock for dock in self._docks if dock.isVisible() and not dock.isFloating()]

    def _sizes(self) -> dict[QObject, QSize]:
        return {part: part.size() for part in (self._window, *self._placed())}

    def _measure(self, scale: float) -> None:
        docks = self._placed()
        self._widths = {dock: dock.width() / self._usual_width(dock, scale) for dock in docks if self._is_at_side(dock)}
        self._heights = {dock: dock.height() / self._whole_height(dock, docks) for dock in docks}

    def _is_at_side(self, dock: QDockWidget) -> bool:
        return self._window.dockWidgetArea(dock) in SIDES

    def _whole_height(self, dock: QDockWidget, docks: Iterable[QDockWidget]) -> int:
        """Return the height of all docks at a dock's side; 1 for one that is at the upper or lower edge."""
        if not self._is_at_side(dock):
            return 1
        area = self._window.dockWidgetArea(dock)
        return max(sum(each.height() for each in docks if self._window.dockWidgetArea(each) == area), 1)

    @Slot()
    def _on_laid_out(self) -> None:
        if self._measured_at is not None:
            self._measure(self._measured_at)
            self._measured_at = None
        docks = self._placed()
        scale = self._theme_controller.scale
        beside = [dock for dock in docks if dock in self._widths]
        widths = [round(self._widths[dock] * self._usual_width(dock, scale)) for dock in beside]
        self._window.resizeDocks(beside, widths, Qt.Orientation.Horizontal)
        known = [dock for dock in docks if dock in self._heights]
        wanted = [round(self._heights[dock] * self._whole_height(dock, docks)) for dock in known]
        heights = [min(height, self._most_height(dock)) for dock, height in zip(known, wanted, strict=True)]
        self._window.resizeDocks(known, heights, Qt.Orientation.Vertical)
        layout = self._window.layout()
        if layout is not None:
            layout.activate()
        self._sizes_left = self._sizes()
        self.laid_out.emit()
