"""What Help shows: the program, and its keyboard shortcuts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from mlp_gui import __version__
from mlp_gui.look.icons import app_icon
from mlp_gui.window.presenter_keys import KEYS as PRESENTER_KEYS
from mlp_gui.window.step_keys import KEYS as STEP_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

ABOUT = f"""<h3>MLP visualiser {__version__}</h3>
<p>See a multilayer perceptron learn: what every unit answers, how every weight moves,
the decision region and the loss, while it trains.</p>
<p>MIT licence. Built with Qt {qVersion()} and PySide6 (LGPL), pyqtgraph (MIT), NumPy (BSD),
contourpy (BSD), threadpoolctl (BSD) and ziamath (MIT). Fonts: Inter and STIX Two Math
(SIL OFL). Icons: Lucide (ISC).</p>"""

SCREEN_SHARE: Final = 0.8
"""What part of the screen's width and height a dialog takes at the most."""
LINE_LENGTH: Final = 84
"""Letters in a line that can be read well."""


class _Page(QScrollArea):
    """A text that is shown whole where there is room, and scrolls where there is not.

    Parameters
    ----------
    text : QLabel
        The text; the page becomes its parent.
    """

    def __init__(self, text: QLabel, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        text.setWordWrap(False)
        width = min(text.sizeHint().width(), LINE_LENGTH * text.fontMetrics().averageCharWidth())
        text.setWordWrap(True)
        self._whole = QSize(width, text.heightForWidth(width))
        text.setMinimumWidth(1)
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Text")
        self.setWidget(text)
        self.setWidgetResizable(True)
        # The dialog's ground, not that of a list.
        self.viewport().setAutoFillBackground(False)
        text.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Return the text's size, and beside it room for the bar."""
        return self._whole + QSize(self.verticalScrollBar().sizeHint().width() + 8, 0)

    def height_of_breaks(self, lacking: int) -> int:
        """Return the pixels of height that line breaks add where so many of the width are lacking."""
        width = max(self._whole.width() - lacking, 1)
        return max(self._text.heightForWidth(width) - self._whole.height(), 0) if lacking > 0 else 0


class TextDialog(QDialog):
    """A small window of text that leaves the main window usable and never grows beyond the screen.

    Parameters
    ----------
    title : str
        Of the window.
    html : str
        What it says.
    with_icon : bool
        Whether the program's icon stands beside it.
    """

    def __init__(self, title: str, html: str, parent: QWidget, *, with_icon: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = QLabel(html, self)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        if with_icon:
            picture = QLabel(self)
            picture.setPixmap(app_icon().pixmap(64, 64))
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            row.addSpacing(16)
        page = _Page(text, self)
        row.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.addLayout(row)
        layout.addWidget(buttons)
        whole, most = self.sizeHint(), parent.screen().availableSize() * SCREEN_SHARE
        breaks = page.height_of_breaks(whole.width() - most.width())
        self.resize((whole + QSize(0, breaks)).boundedTo(most))
        page.setFocus()


CANVAS_KEYS = (
    ("Tab, arrows", "On the canvas: go from button to button, from unit to unit; Enter types a unit's bias."),
    (
        "Menu, Shift+F10",
        "On the canvas: what can be done with the unit in focus, typing its weights among it.",
    ),
    ("Ins, Del", "Add a unit to the layer of the unit in focus, or take one away."),
    ("Shift+Del", "Take the layer of the unit in focus away."),
    ("F, +, \N{MINUS SIGN}", "Fit the network, look closer, step back."),
    ("Shift+arrows", "Move the canvas."),
)
"""Keys that views take themselves, each with what it does."""


def shortcuts_html(actions: Iterable[QAction]) -> str:
    """Return a table of every action that has a key, and of the canvas's keys."""
    keys = []
    for action in actions:
        name = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or action.text().partition("\t")[2]
        if name:
            keys.append((name, action.statusTip()))
    rows = [
        f"<tr><td><b>{escape(name)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(what)}</td></tr>"
        for name, what in (*keys, *CANVAS_KEYS, *STEP_KEYS, *PRESENTER_KEYS)
    ]
    return f"<table cellpadding='3'>{''.join(rows)}</table>"
