"""How the training is: the histograms, and what is wrong in words; a click on a sentence marks its unit everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout

from mlp_gui.look.numbers import counted
from mlp_gui.views.health.strips import HealthStrips
from mlp_gui.views.watched_view import WatchedView
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.health import HealthPicture
    from mlp_gui.state.session import Session

_WELL: Final = "Nothing is wrong with any unit or gradient."
_MOST_SHOWN: Final = 50
_LIST_HEIGHT: Final = 84


class HealthView(WatchedView):
    """Strips above, findings below. While it is hidden nothing is computed.

    Parameters
    ----------
    session : Session
        Whose training it is.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        The dock.
    """

    object_name = "health_view"
    spoken_name = "Training health"
    wanted_size = (372, 360)
    least_size = (280, 180)

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(session.health, theme_controller, parent)
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._health = session.health
        self._verdict = ElidingLabel(self)
        self._verdict.setProperty("role", "caption")
        self._verdict.setObjectName("health_verdict")
        scroll = QScrollArea(self)
        scroll.setAccessibleName("Histograms of each layer over the run")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.strips = HealthStrips(session, theme_controller, scroll)
        scroll.setWidget(self.strips)
        self.findings = QListWidget(self)
        self.findings.setObjectName("health_findings")
        self.findings.setAccessibleName("What is wrong")
        self.findings.setFrameShape(QFrame.Shape.NoFrame)
        self.findings.setWordWrap(True)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.findings.setCursor(Qt.CursorShape.PointingHandCursor)
        self.findings.currentRowChanged.connect(self._on_row_chosen)
        self.findings.itemClicked.connect(self._on_item_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._verdict)
        column.addWidget(scroll, 1)
        column.addWidget(self.findings)
        self._on_theme_changed(None)
        self._on_picture_changed(self._health.picture)

    @property
    def verdict(self) -> str:
        """The line above the strips."""
        return self._verdict.text()

    @Slot(object)
    def _on_picture_changed(self, picture: HealthPicture | None) -> None:
        findings = () if picture is None else picture.findings
        sentences = [finding.sentence for finding in findings[:_MOST_SHOWN]]
        if len(findings) > _MOST_SHOWN:
            sentences.append(f"And {len(findings) - _MOST_SHOWN:,} more.")
        shown = [self.findings.item(row).text() for row in range(self.findings.count())]
        if sentences != shown:
            self.findings.blockSignals(True)
            self.findings.clear()
            self.findings.addItems(sentences)
            self.findings.blockSignals(False)
        self.findings.setVisible(bool(sentences))
        if picture is None:
            self._verdict.setText("")
        else:
            self._verdict.setText(f"{counted(len(findings), 'thing')} wrong" if findings else _WELL)
        self.setAccessibleDescription(" ".join((self._verdict.text(), *sentences)))

    @Slot(QListWidgetItem)
    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._on_row_chosen(self.findings.row(item))

    @Slot(int)
    def _on_row_chosen(self, row: int) -> None:
        """Mark the unit in every view."""
        picture = self._health.picture
        if picture is not None and 0 <= row < min(len(picture.findings), _MOST_SHOWN):
            self._health.look_at(picture.findings[row])

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._verdict.setContentsMargins(px(14), px(6), px(14), px(4))
        self.findings.setFixedHeight(px(_LIST_HEIGHT))
        self.findings.setContentsMargins(px(10), 0, px(10), px(4))
