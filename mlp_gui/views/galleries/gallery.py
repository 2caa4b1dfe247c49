"""What both galleries share: a view of functions with the point where the network stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt, Slot

from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.galleries.letters import LETTERS
from mlp_gui.views.galleries.plot import PlotPainter
from mlp_gui.views.paper import StepView, paint_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QPaintEvent

    from mlp_gui.views.galleries.letters import Letters
    from mlp_gui.views.galleries.plot import Curve


class Gallery(StepView):
    """Plots that are drawn anew when the network stands elsewhere.

    Attributes
    ----------
    object_name, spoken_name : str
        What each gallery is called, by the program and by a screen reader.
    """

    object_name: ClassVar[str]
    spoken_name: ClassVar[str]

    def _furnish(self) -> None:
        """Make what both galleries have."""
        super()._furnish()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._style = PlotStyle.of(self._theme_controller)
        self._painters = (PlotPainter(), PlotPainter())
        self._curves: dict[str, tuple[Hashable, tuple[Curve, ...]]] = {}
        self._build()
        self._session.snapshot_changed.connect(self._on_place_changed)
        self._session.cursor.selected_changed.connect(self._on_place_changed)
        self._theme_controller.theme_changed.connect(self._on_theme_changed)

    def _build(self) -> None:
        """Make what the gallery has besides its plots."""
        raise NotImplementedError

    @property
    def _letters(self) -> Letters:
        """What the notation calls the things on the axes."""
        return LETTERS[self._session.stepping.notation]

    @property
    def _decimals(self) -> int:
        return self._session.stepping.decimals

    @property
    def message(self) -> str:
        """What is written in place of a picture, or ""."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the curves can be read."""
        return QSize(260, 130)

    @Slot(object)
    def _on_place_changed(self, _what: object) -> None:
        self._fall_behind()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._refresh_now()

    def _kept_curves(self, name: str, key: Hashable, compute: Callable[[], tuple[Curve, ...]]) -> tuple[Curve, ...]:
        """Return the curves of a plot, computed anew only where what they depend on is another.

        Parameters
        ----------
        name : str
            Which plot.
        key : hashable
            All that the curves depend on besides the theme.
        """
        whole = (key, self._theme_controller.theme.name)
        kept = self._curves.get(name)
        if kept is None or kept[0] != whole:
            kept = self._curves[name] = (whole, compute())
        return kept[1]

    @Slot()
    def catch_up(self) -> None:
        """Show where the step-through stands, where that has not been done and somebody looks."""
        if self._is_stale:
            super().catch_up()
            self.update()

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint what was computed."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or the sentence in its place."""
        self.catch_up()
        paint_paper(self, event, self._theme_controller, self.message, self._paint)
