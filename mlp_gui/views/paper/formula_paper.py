"""A page of formulas: it is shown when all of them are set, and until then the last one stays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QSizeF, Signal, Slot

from mlp_gui.look.maths import Typesetter
from mlp_gui.views.paper.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session


class Told(Protocol):
    """What a page says, before anything is laid out."""

    def formulas(self) -> Iterator[str]:
        """Yield the LaTeX of everything that may be set."""


Content = TypeVar("Content", bound=Told)
"""What a page says."""
Layout = TypeVar("Layout")
"""Where it stands."""


class FormulaPaper(Paper, Generic[Content, Layout]):
    """Sets, lays out and shows one content after another.

    Parameters
    ----------
    session : Session
        Its cursor is marked here and moved from here.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        What scrolls it.

    Signals
    -------
    shown
        What was asked for is on the page.
    """

    shown = Signal()

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(session, theme_controller, parent)
        self._typesetter = Typesetter(self)
        self._typesetter.ready.connect(self._on_formulas_ready)
        self._wanted: Content | None = None
        self._content: Content | None = None
        self._layout: Layout | None = None
        self._message = ""
        self._is_settled = True

    @property
    def message(self) -> str:
        """What is written in place of formulas, or ""."""
        return "" if self._layout is not None else self._message

    @property
    def is_settled(self) -> bool:
        """Whether the page shows what was asked for last."""
        return self._is_settled

    def show_content(self, content: Content) -> None:
        """Show something, at once if its formulas have been set before."""
        self._wanted, self._is_settled = content, False
        if self._layout is None:
            self._message = ""  # what it said no longer holds
            self.update()
        if self._typesetter.request(content.formulas()):
            self._on_formulas_ready()

    def show_message(self, message: str) -> None:
        """Write words in place of formulas."""
        self._wanted = self._content = self._layout = None
        self._message, self._is_settled = message, True
        self.setMinimumHeight(0)
        self.update()

    def stop(self) -> None:
        """Set nothing more: nobody looks."""
        self._typesetter.stop()

    def _laid_out(self, content: Content, room: QSizeF) -> tuple[Layout, float]:
        """Return where everything stands in the room that there is, and the height that it needs."""
        raise NotImplementedError

    def _lay_out(self) -> None:
        if self._content is None:
            return
        room = QSizeF(self.width(), (self.parentWidget() or self).height())
        self._layout, needed = self._laid_out(self._content, room)
        self.setMinimumHeight(math.ceil(needed) if needed > room.height() else 0)
        self.update()

    def _restyle(self) -> None:
        self._lay_out()

    @Slot()
    def _on_formulas_ready(self) -> None:
        self._content, self._is_settled = self._wanted, True
        self._lay_out()
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._lay_out()
