"""Gives the whole application its colours, fonts and style, and tells everyone when they change."""

from __future__ import annotations

from contextlib import contextmanager
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

import mlp_resources
from mlp_gui.look.fonts import load_fonts, maths_font, ui_font
from mlp_gui.look.icons import DISABLED_OPACITY
from mlp_gui.look.pixel_ratio import for_picture
from mlp_gui.look.theme import DARK, LIGHT, PAPER, Theme, blend

if TYPE_CHECKING:
    from collections.abc import Iterator

MODES = ("system", "light", "dark")
MIN_SCALE, MAX_SCALE = 0.7, 3.0

# Lengths of the style sheet, in pixels at 100 %; "$px_26" is the scaled one.
_LENGTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 32, 34, 44, 48)


class ThemeController(QObject):
    """The owner of the look: which theme, how large, and whether things move.

    Setting the mode or the scale restyles the application at once.

    Parameters
    ----------
    parent : QObject, optional
        The owner. A QApplication must exist.
    """

    #: object: the new Theme. Also emitted when the scale changes, since fonts and lengths then do.
    theme_changed = Signal(object)
    #: float: the scale so far; another one has been asked for, and nothing has moved yet.
    scaling_began = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = "system"
        self._scale = 1.0
        self._least_letters = 0
        self._motion = True
        load_fonts()
        folder = mlp_resources.FOLDER / "themes"
        self._template = Template((folder / "window.qss").read_text(encoding="utf-8"))
        QDir.setSearchPaths("mlptheme", [str(folder)])
        app = self._app()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._theme = self._wanted_theme()
        self._apply()

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        return self._theme

    @property
    def mode(self) -> str:
        """What was chosen: "system", "light" or "dark"."""
        return self._mode

    @property
    def scale(self) -> float:
        """Size of letters and controls; 1.0 for 100 %."""
        return self._scale

    @property
    def motion(self) -> bool:
        """Whether panels slide and pulses run; otherwise everything jumps."""
        return self._motion

    def set_mode(self, mode: str) -> None:
        """Choose "light", "dark", or "system" to follow the desktop; anything else means "system"."""
        self._mode = mode if mode in MODES else "system"
        self._refresh()

    def set_scale(self, scale: float, least_letters: int = 0) -> None:
        """Make letters and controls larger or smaller, within 0.7 and 3.0.

        Parameters
        ----------
        scale : float
            1.0 for 100 %.
        least_letters : int
            Pixels below which no letters are, whatever the scale.
        """
        scale = min(max(scale, MIN_SCALE), MAX_SCALE)
        if scale != self._scale:
            self.scaling_began.emit(self._scale)
        if (scale, least_letters) != (self._scale, self._least_letters):
            self._scale, self._least_letters = scale, least_letters
            self._apply()

    @contextmanager
    def for_picture(self, ratio: float, *, lines: bool = False) -> Iterator[None]:
        """Have everything painted in the light theme, on white, and so fine meanwhile, for a picture of it.

        Nothing on the screen is painted before all is as it was.

        Parameters
        ----------
        ratio : float
            Pixels of the picture for each logical one.
        lines : bool
            Whether it is a picture of lines, in which only maps are pixels.
        """
        former = self._theme
        with for_picture(ratio, lines=lines):
            self._put_on(PAPER)
            try:
                yield
            finally:
                self._theme, lent = former, self._theme
        # Once more without the picture's ratio: what was kept for it is forgotten.
        self._theme = lent
        self._put_on(former)

    def _put_on(self, theme: Theme) -> None:
        """Use a theme; the style sheet is the slow part, and the light one does for paper too."""
        is_other, self._theme = theme.dark is not self._theme.dark, theme
        if is_other:
            self._apply()
        else:
            self.theme_changed.emit(theme)

    def set_motion(self, motion: bool) -> None:
        """Allow or forbid animation."""
        self._motion = motion

    def px(self, length: float) -> int:
        """Return a length at 100 % as pixels at the current scale."""
        return round(length * self._scale)

    def letters_px(self, length: float, px: float = 13) -> int:
        """Return a length at 100 % that holds letters of `px`, as `px` does; more where letters may be no smaller."""
        return round(length * max(self._scale, self._least_letters / px))

    @property
    def least_letters(self) -> int:
        """Pixels below which no letters are, whatever the scale."""
        return self._least_letters

    def font(self, px: float = 13, weight: int = 400) -> QFont:
        """Return the interface font at the current scale; `px` is its size at 100 %."""
        return ui_font(max(px * self._scale, self._least_letters), weight)

    def maths_font(self, px: float) -> QFont:
        """Return the maths font at the current scale; `px` is its size at 100 %."""
        return maths_font(max(px * self._scale, self._least_letters))

    @Slot(Qt.ColorScheme)
    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted_theme()
        if wanted is not self._theme:
            self._theme = wanted
            self._apply()

    def _wanted_theme(self) -> Theme:
        if self._mode != "system":
            return DARK if self._mode == "dark" else LIGHT
        return DARK if self._app().styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _apply(self) -> None:
        app = self._app()
        app.setFont(self.font())
        palette = _palette(self._theme)
        app.setPalette(palette)
        QToolTip.setPalette(palette)
        QToolTip.setFont(self.font(12))
        values = self._theme.tokens() | {f"px_{n}": f"{max(round(n * self._scale), 1)}px" for n in _LENGTHS}
        for border in (1, 2):
            values[f"field_{border}"] = f"{self.px(26) - 2 * border}px"
            values[f"button_{border}"] = f"{self.px(28) - 2 * border}px"
        values["letters_12"] = f"{max(round(12 * self._scale), self._least_letters)}px"
        values["faint"] = _faint(self._theme).name()
        app.setStyleSheet(self._template.substitute(values, theme=self._theme.name))
        self.theme_changed.emit(self._theme)

    @staticmethod
    def _app() -> QApplication:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("A ThemeController needs a QApplication.")
        return app


def _faint(theme: Theme) -> QColor:
    """Return the colour of disabled letters."""
    return blend(theme.text, theme.panel, DISABLED_OPACITY)


def _palette(theme: Theme) -> QPalette:
    """Return the palette of a theme."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in (
        (role.Window, theme.bar),
        (role.Base, theme.field),
        (role.AlternateBase, theme.hover),
        (role.Text, theme.text),
        (role.WindowText, theme.text),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.on_ink),
        (role.PlaceholderText, theme.text3),
        (role.Button, theme.panel),
        (role.Highlight, theme.ink),
        (role.HighlightedText, theme.on_ink),
        (role.ToolTipBase, theme.panel),
        (role.ToolTipText, theme.text),
        (role.Light, theme.panel),
        (role.Midlight, theme.line),
        (role.Mid, theme.line2),
        (role.Dark, theme.line2),
        (role.Shadow, theme.ground),
        (role.Link, theme.positive),
        (role.LinkVisited, theme.negative_error),
        (role.Accent, theme.ink),
    ):
        palette.setColor(target, colour)
    faint = _faint(theme)
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, faint)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, theme.track)
    return palette
