"""Predict, then reveal: the bar that asks for a number before it is shown, says the verdict and keeps the tally."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mlp_gui.lecture.answer_field import AnswerField
from mlp_gui.lecture.asked_menu import AskedMenu
from mlp_gui.lecture.maths_label import SMALLEST as SMALLEST_SHARE
from mlp_gui.lecture.maths_label import MathsLabel
from mlp_gui.lecture.prediction_ground import BAND, SIGNS, paint_ground
from mlp_gui.lecture.presented_type import SMALLEST, letters
from mlp_gui.lecture.verdict_texts import (
    ALL_TIP,
    IDLE,
    IDLE_HINT,
    NEXT_TIP,
    SKIP_TIP,
    solution_forms,
    verdict_headline,
)
from mlp_gui.look.icons import pixmap
from mlp_gui.look.numbers import grouped
from mlp_gui.state.tally import Verdict
from mlp_gui.widgets import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.prediction import Judgement
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

HEIGHT: Final = 80
NARROW_WIDTH: Final = 330
NARROW_SYMBOL: Final = 98
SOLUTION: Final = 19
"""Size of the line that works a number out, pixels at 100 %."""
MARGIN: Final = 14


class PredictionBar(QWidget):
    """Shown as long as prediction is on: idle, asking, or with the verdict on the last answer.

    Enter answers, and after the verdict goes on. The number itself is nowhere in the bar before it is judged.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,  # noqa: ARG002  (every bar of the lecture has the same constructor)
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stepping = session.stepping
        self._controller = theme_controller
        self._is_narrow = False
        self.setObjectName("prediction_bar")
        self.setAccessibleName("Predict, then reveal")
        self._make()
        self._place()
        self._connect()
        self._on_theme_changed(None)
        self._on_switched("predict")
        self._refresh()

    def set_narrow(self, narrow: bool) -> None:
        """Stand beside the equations as a card, as for presenting, or be a strip as wide as there is room."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._arrange()
            self._on_theme_changed(None)
            self._refresh()

    def type_in(self, letter: str) -> None:
        """Go on with the answer by what was typed elsewhere; it may be read only while a number is asked for."""
        if self.state == "asking":
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(letter)

    @property
    def state(self) -> str:
        """What it shows: "idle", "asking", or a verdict: "right", "wrong" or "revealed"."""
        judgement = self._stepping.judgement
        if self._stepping.question is not None:
            return "asking"
        return "idle" if judgement is None else judgement.verdict.value

    def _make(self) -> None:
        controller = self._controller
        self._sign = QLabel(self)
        self.headline = QLabel(self)
        self.headline.setObjectName("prediction_headline")
        self.tally = QLabel(self)
        self.tally.setObjectName("prediction_tally")
        self.reset = IconButton(
            controller, "Reset the tally", "rotate-ccw", "Count from nought, and ask again for what was asked", self
        )
        self.reset.setObjectName("prediction_reset")
        self.close_button = IconButton(controller, "Ask no more", "x", "Show numbers without asking (P)", self)
        self.close_button.setObjectName("prediction_close")
        self.asks = AskedMenu(self._stepping, controller, self)
        self.symbol = MathsLabel(controller, 19, self)
        self.field = AnswerField(controller, self)
        self.answer = self._button("Answer", "prediction_answer", "Judge the answer, and show the number (Enter)")
        self.reveal = self._button(
            "Reveal", "prediction_reveal", "Show the number without an answer; it does not count (forward does it too)"
        )
        self.go_on = self._button("Next", "prediction_next", NEXT_TIP)
        self.reveal_all = self._button("Reveal all", "prediction_reveal_all", "")
        self.answer.setDefault(True)
        self.go_on.setDefault(True)
        self.hint = QLabel(self)
        self.hint.setObjectName("prediction_hint")
        for label in (self.headline, self.hint):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setWordWrap(True)  # last: it tells the layout that a narrow label is a high one
        self.solution = MathsLabel(controller, SOLUTION, self, fills=True)
        self._gap = QWidget(self)
        self._gap.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        for button in (self.reset, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _button(self, text: str, name: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _place(self) -> None:
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        self._lines = tuple(QHBoxLayout() for _ in range(4))
        for line in self._lines:
            self._rows.addLayout(line)
        self._arrange()

    def _arrange(self) -> None:
        """Put everything into two lines, or into four in a card."""
        tally = (self.tally, self.reset)
        asked: tuple[QWidget, ...] = (self.symbol, self.field, self.answer)
        if self._is_narrow:
            lines: tuple[tuple[QWidget, ...], ...] = (
                (self._sign, self.headline, self.asks, self.close_button),
                (*asked, self.solution),
                (self.hint, *tally),
                (self.reveal, self._gap, self.go_on, self.reveal_all),
            )
        else:
            lines = (
                (self._sign, self.headline, *tally, self.asks, self.close_button),
                (*asked, self.reveal, self.hint, self.solution, self.go_on, self.reveal_all),
            )
        for widget in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            for line in self._lines:
                line.removeWidget(widget)
        for line, widgets in zip(self._lines, lines, strict=False):
            _fill(line, *widgets)

    def _connect(self) -> None:
        stepping = self._stepping
        self.field.returnPressed.connect(self._on_answered)
        self.answer.clicked.connect(self._on_answered)
        self.reveal.clicked.connect(self._on_reveal)
        self.go_on.clicked.connect(self._on_go_on)
        self.reveal_all.clicked.connect(self._on_reveal_all)
        self.reset.clicked.connect(self._on_reset)
        self.close_button.clicked.connect(self._on_close)
        self.field.textEdited.connect(self._on_edited)
        stepping.question_changed.connect(self._on_question_changed)
        stepping.judged.connect(self._on_judged)
        stepping.position_changed.connect(self._on_changed)
        stepping.tally_changed.connect(self._on_changed)
        stepping.active_changed.connect(self._on_active_changed)
        stepping.options_changed.connect(self._on_switched)
        self._controller.theme_changed.connect(self._on_theme_changed)

    # From the step-through.

    @Slot(object)
    def _on_question_changed(self, _quantity: object) -> None:
        self._take_keys()
        self._refresh()
        if self._stepping.question is not None:
            self.field.start_anew()

    @Slot(object)
    def _on_judged(self, judgement: Judgement) -> None:
        self._refresh()
        if judgement.verdict is Verdict.UNREADABLE:
            self.hint.setText(judgement.complaint)
            # The complaint has the room of what can wait until something else is typed.
            can_wait = (self.tally, self.reset) if self._is_narrow else (self.go_on, self.reveal_all)
            for widget in can_wait:
                widget.hide()
            self.hint.setProperty("role", "complaint")
            self._restyle(self.hint)
            self.field.set_invalid(True)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_changed(self, _what: object) -> None:
        if self._stepping.predict:
            self._refresh()

    @Slot(bool)
    def _on_active_changed(self, _active: bool) -> None:
        self._on_switched("predict")

    @Slot(str)
    def _on_switched(self, name: str) -> None:
        if name == "predict":
            wanted = self._stepping.predict and self._stepping.active
            if not wanted and self._has_keys():
                self.window().setFocus(Qt.FocusReason.OtherFocusReason)
            self.setVisible(wanted)
        if name in ("predict", "notation", "decimals", "fractions", "asks"):
            self._refresh()

    def _refresh(self) -> None:
        """Show what the step-through is at."""
        state, question, judgement = self.state, self._stepping.question, self._stepping.judgement
        asking, judged = state == "asking", state in ("right", "wrong", "revealed")
        if question is not None:
            self.headline.setText(question.brief if self._is_narrow else question.sentence)
            self.symbol.show_forms((f"{question.symbol} =",), ("=",))
            self._say(question.tolerance.text, question.tolerance.bound)
        elif judgement is not None:
            self.headline.setText(verdict_headline(judgement))
            self.solution.show_forms(*solution_forms(judgement))
        else:
            self.headline.setText(IDLE)
            self._say(IDLE_HINT)
        for widget in (self.symbol, self.field, self.answer, self.reveal):
            widget.setVisible(asking)
        self.solution.setVisible(judged)
        self._offer_ways_on(asking=asking, judged=judged)
        tally = self._stepping.tally.text
        # In a card a tally has the room of what was said before there was one.
        self.hint.setVisible(asking or not (judged or (self._is_narrow and tally)))
        self.tally.setText(tally)
        self.tally.setVisible(bool(tally))
        self.reset.setVisible(bool(tally))
        self.setAccessibleDescription(self.headline.text())
        self._show_sign()
        self.update()

    def _offer_ways_on(self, *, asking: bool, judged: bool) -> None:
        """Offer the next number, which passes over one that is asked for, and where there are more all of the step."""
        left = self._stepping.left_to_ask if asking or judged else 0
        self.go_on.setVisible(judged or asking)
        self.go_on.setText("Skip" if asking else "Next")
        self.go_on.setToolTip(SKIP_TIP if asking else NEXT_TIP)
        self.go_on.setDefault(not asking)
        self.go_on.setFont(self._controller.font(letters(13, self._is_narrow), 400 if asking else 600))
        self.reveal_all.setVisible(left > 1 or (judged and left > 0))
        self.reveal_all.setText(f"Reveal all {grouped(left)}")
        self.reveal_all.setToolTip(ALL_TIP.format(grouped(left)))

    def _say(self, text: str, tip: str = "") -> None:
        self.hint.setText(text)
        self.hint.setToolTip(tip)
        self.hint.setProperty("role", "label")
        self._restyle(self.hint)

    def _restyle(self, label: QLabel) -> None:
        label.style().unpolish(label)
        label.style().polish(label)
        label.setFont(self._controller.font(letters(12, self._is_narrow)))

    def _show_sign(self) -> None:
        judgement = self._stepping.judgement
        name, token = "circle-question-mark", "text2"
        if self._stepping.question is None and judgement is not None:
            name, token = SIGNS[judgement.verdict.value]
        colour, side = getattr(self._controller.theme, token), self._controller.px(20)
        self._sign.setPixmap(pixmap(name, colour, side, self.devicePixelRatioF()))

    # From the user.

    @Slot()
    def _on_answered(self) -> None:
        self._stepping.answer(self.field.text())

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        self._refresh()

    @Slot()
    def _on_reveal(self) -> None:
        self._stepping.reveal()

    @Slot()
    def _on_go_on(self) -> None:
        if self._stepping.question is None:
            self._stepping.forward()
        else:
            self._stepping.skip()

    @Slot()
    def _on_reveal_all(self) -> None:
        self._take_keys()
        self._stepping.reveal_all()

    @Slot()
    def _on_reset(self) -> None:
        self._take_keys()
        self._stepping.reset_tally()

    @Slot()
    def _on_close(self) -> None:
        self._stepping.set_predict(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for the button that stands out, with Shift to skip, with Ctrl to reveal all."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self.state == "idle":
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._stepping.left_to_ask:
                self._on_reveal_all()
        elif self.state != "asking" or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._on_go_on()

    def _has_keys(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _take_keys(self) -> None:
        """Take the keyboard from what is about to go, so that no button that happens to be next takes Space."""
        if self._has_keys():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Looks.

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, which is the cursor's while a number is asked for, and a band in the verdict's colour."""
        with QPainter(self) as painter:
            band = self._controller.px(BAND)
            paint_ground(painter, self.rect(), self._controller.theme, self.state, band, is_card=self._is_narrow)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px, font = self._controller.px, self._controller.font
        small, middle = letters(12, self._is_narrow), letters(13, self._is_narrow)
        self.headline.setFont(font(letters(14, self._is_narrow), 600))
        self.tally.setFont(font(middle, 600))
        self.hint.setFont(font(small))
        for button in (self.answer, self.reveal, self.go_on, self.reveal_all):
            button.setFont(font(middle, 600 if button is self.answer else 400))
        self.field.set_large(self._is_narrow)
        self.solution.set_smallest(SMALLEST / SOLUTION if self._is_narrow else SMALLEST_SHARE)
        self._rows.setContentsMargins(px(MARGIN), px(5), px(MARGIN), px(5))
        for line in self._lines:
            line.setSpacing(px(8))
        self._gap.setVisible(self._is_narrow)
        # The transport's switch, which is larger, does the same: the question has the room.
        self.close_button.setHidden(self._is_narrow)
        # In a card the symbol gets smaller, or goes, rather than push the button out.
        self.symbol.setMaximumWidth(px(NARROW_SYMBOL) if self._is_narrow else 16_777_215)
        if self._is_narrow:
            self.setMinimumHeight(px(HEIGHT))
            self.setMaximumHeight(16_777_215)
            self.setFixedWidth(px(NARROW_WIDTH))
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
            self.setFixedHeight(px(HEIGHT))
        self._refresh()


def _fill(row: QBoxLayout, *widgets: QWidget) -> None:
    """Put widgets into a row; texts and the solution take what is left."""
    for widget in widgets:
        takes_rest = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
        row.addWidget(widget, int(takes_rest), Qt.AlignmentFlag(0) if takes_rest else Qt.AlignmentFlag.AlignVCenter)
