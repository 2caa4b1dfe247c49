"""In the status bar: how far the film is, how long it still takes, and a button that calls it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from mlp_gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from mlp_gui.look import ThemeController
    from mlp_gui.state.film import Films

BAR: Final = 90
STEPS: Final = 1000
MINUTE: Final = 60.0
LONG: Final = 90.0
"""Seconds from which it is told in minutes."""


class FilmProgress(QWidget):
    """Renders the film that is being made; nothing is seen without one.

    Parameters
    ----------
    films : Films
        Who knows.
    theme_controller : ThemeController
        Fonts and lengths.
    parent : QWidget
        The status bar.
    """

    def __init__(self, films: Films, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._films = films
        self._controller = theme_controller
        self.setObjectName("film_progress")
        self.words = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far the film is")
        self.cancel_button = IconButton(
            theme_controller, "Cancel the film", "x", "Ends it at once; nothing of it is kept.", self,
            side=22, icon_side=14,
        )  # fmt: skip
        self.cancel_button.setObjectName("film_cancel")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme_controller.px(8), 0)
        row.setSpacing(theme_controller.px(8))
        row.addWidget(self.words)
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(films.cancel)
        films.changed.connect(self.show_progress)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @Slot()
    def show_progress(self) -> None:
        """Show how far it is, or nothing."""
        films = self._films
        self.setVisible(films.order is not None)
        if films.order is None:
            return
        self.bar.setValue(round(STEPS * films.share))
        self.words.setText(progress_words(films.share, films.seconds_left))
        self.setToolTip(f"{films.order.path} is being made, beside what you do.")

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.words.setFont(self._controller.font(12))
        self.bar.setFixedWidth(self._controller.px(BAR))


def progress_words(share: float, seconds_left: float | None) -> str:
    """Return how far a film is, in words.

    Parameters
    ----------
    share : float
        From 0 to 1.
    seconds_left : float or None
        As far as it is known.
    """
    if share <= 0.0:
        return "Film: getting ready"
    if share >= 1.0:
        return "Film: putting it together"
    done = f"Film {int(100.0 * share)} %"
    if seconds_left is None:
        return done
    if seconds_left >= LONG:
        return f"{done}, {seconds_left / MINUTE:.0f} min left"
    return f"{done}, {max(round(seconds_left), 1)} s left"
