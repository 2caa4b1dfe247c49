"""Several panels in one drawer, one of them at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlp_gui.look.theme_controller import ThemeController


class PanelChoice(QWidget):
    """Two rows of names, and below them the panel that is chosen; the others are hidden, and cost nothing.

    Parameters
    ----------
    titles : mapping of str to str
        Each panel's name and what it is called, in order.

    Signals
    -------
    chosen : str
        Another panel is shown.
    """

    chosen = Signal(str)

    def __init__(
        self, titles: Mapping[str, str], theme_controller: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        items = [(name, title, f"Show {title.lower()}") for name, title in titles.items()]
        self.choice = SegmentedControl(theme_controller, "Panel", items, self, rows=2)
        self.choice.setObjectName("presenter_panel")
        self.choice.chosen.connect(self._on_chosen)
        self._stack = QStackedWidget(self)
        self._places: dict[str, QVBoxLayout] = {}
        for name in titles:
            page = QWidget(self._stack)
            place = QVBoxLayout(page)
            place.setContentsMargins(0, 0, 0, 0)
            place.setSpacing(0)
            self._places[name] = place
            self._stack.addWidget(page)
        self._row = QHBoxLayout()
        self._row.addWidget(self.choice)
        self._row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._row)
        layout.addWidget(self._stack, 1)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)

    @property
    def current(self) -> str:
        """The panel that is shown."""
        return self.choice.value

    def place_of(self, name: str) -> QVBoxLayout:
        """Return the layout that a panel's widgets go into."""
        return self._places[name]

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self._stack.setCurrentIndex(list(self._places).index(name))
        self.chosen.emit(name)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        margin = self._controller.px(10)
        self._row.setContentsMargins(margin, margin, margin, margin)
