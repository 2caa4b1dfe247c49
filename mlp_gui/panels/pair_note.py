"""What goes wrong with an output activation and a loss, under the field that should be another one, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mlp_gui.panels.titles import SHORT
from mlp_gui.state.pairing import concerns_output, odd_pair_of, pair_titles
from mlp_gui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.state.session import Session


class PairNote(QWidget):
    """One warning and its remedy; nothing where output and loss go together, or the other field tells.

    Parameters
    ----------
    session : Session
        Owner of the experiment; it takes the proposal.
    for_output : bool
        Whether this stands under the output activation; otherwise under the loss.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, for_output: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._controller = theme_controller
        self._for_output = for_output
        self._pair: mlp.OddPair | None = None
        name = "output" if for_output else "loss"
        self.setObjectName(f"{name}_note")
        self._text = WrappedLabel("advice", self)
        self.button = QPushButton(self)
        self.button.setObjectName(f"{name}_remedy")
        self.button.setProperty("role", "remedy")
        self.button.clicked.connect(self._on_clicked)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._text)
        self._column.addWidget(self.button)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; "" for nothing."""
        return self._text.text() if self._pair is not None else ""

    def show_experiment(self, experiment: mlp.Experiment) -> None:
        """Say what goes wrong with the output and the loss of an experiment, if this field is to tell."""
        pair = odd_pair_of(experiment)
        if pair is not None and concerns_output(experiment, pair) != self._for_output:
            pair = None
        self._pair = pair
        if pair is not None:
            self._text.setText(pair.text)
            self.button.setText(f"Use {pair_titles(experiment, pair, SHORT)}")
            self.button.setToolTip(f"Takes {pair_titles(experiment, pair)} instead, as one step of undo.")
        self.setVisible(pair is not None)

    @Slot()
    def _on_clicked(self) -> None:
        if self._pair is not None:
            self._session.use_pair(self._pair)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        px = self._controller.px
        self._column.setContentsMargins(0, 0, 0, px(6))
        self._column.setSpacing(px(6))
