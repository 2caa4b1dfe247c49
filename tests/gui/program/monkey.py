"""A hand that does anything to the window, at random: clicks, drags, wheel, keys, rubbish in fields, menus, sizes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QCursor, QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QMainWindow, QWidget
from shiboken6 import getCppPointer, isValid

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

RUBBISH = (
    "", " ", "-", "−0", "nan", "inf", "-inf", "1e999", "1e-320", "0", "-1", "0,5", "1.5", "3", "007", "1e6",
    "99999999999999999999", "1/0", "0x10", "½", "٣", "💥", "\u202e1", "a" * 300, "1 000", "%", "NaN%", "100 %",
    "__import__('os')", "0.1.2", "--1",
)  # fmt: skip
Key = Qt.Key
KEYS = (
    Key.Key_Space, Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_Backtab, Key.Key_Backspace, Key.Key_Delete,
    Key.Key_Insert, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Left, Key.Key_Right,
    Key.Key_Up, Key.Key_Down, Key.Key_F, Key.Key_Z, Key.Key_Y, Key.Key_R, Key.Key_L, Key.Key_D, Key.Key_0,
    Key.Key_Plus, Key.Key_Minus, Key.Key_Period, Key.Key_Menu, Key.Key_F1, Key.Key_X,
)  # fmt: skip
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
BUTTONS = (Qt.MouseButton.LeftButton,) * 4 + (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)

# What would end the program, or open a dialog that belongs to the platform.
LEFT_OUT = {
    "quit",
    "open_project",
    "open_data",
    "save_project",
    "save_project_as",
    "save_picture",
    "import_weights",
    "export_script",
    "export_module",
    "export_onnx",
    "export_weights",
    "export_history",
    "export_film",
    "export_derivation",
    "export_worksheet",
    "about_qt",
    "full_screen",
}


class StaysOpen(QObject):
    """Refuses to let the window close, and ends what waits for an answer.

    A press on a button with a menu returns only when its menu is closed, and dialogs of the platform return when they
    are: whoever waits there makes no other gesture, so that somebody else has to close them.

    Parameters
    ----------
    window : QMainWindow
        What stays open; also the owner.
    monkey : Monkey
        Whose gestures are watched.
    """

    def __init__(self, window: QMainWindow, monkey: Monkey) -> None:
        super().__init__(window)
        self._monkey = monkey
        self._last_seen = (0, 0)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(50)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow every wish to close."""
        if event.type() == QEvent.Type.Close:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def let_go(self) -> None:
        """Let the window close again."""
        self._timer.stop()
        self.parent().removeEventFilter(self)

    @Slot()
    def _on_timeout(self) -> None:
        modal, popup = QApplication.activeModalWidget(), QApplication.activePopupWidget()
        if modal is not None:
            modal.close()
        # The same menu, and no gesture in between: the hand hangs in it.
        seen = (0 if popup is None else getCppPointer(popup)[0], self._monkey.n_begun)
        if popup is not None and seen == self._last_seen:
            popup.close()
        self._last_seen = seen


class Monkey:
    """Does something to the window, at random, as a hand would."""

    def __init__(self, window: QMainWindow, rng: np.random.Generator) -> None:
        self.window = window
        self.rng = rng
        self.done: Counter[str] = Counter()
        self.n_begun = 0
        self.gestures: list[Callable[[], None]] = (
            [self.click] * 6
            + [self.double_click] * 2
            + [self.drag] * 3
            + [self.turn_wheel] * 2
            + [self.press_key] * 4
            + [self.type_rubbish] * 4
            + [self.trigger_action] * 2
            + [self.choose] * 2
            + [self.change_region]
            + [self.point] * 2
            + [self.resize]
        )

    def gesture(self) -> str:
        """Make one gesture and return its name."""
        self.n_begun += 1
        popup = QApplication.activePopupWidget()
        if popup is not None and self.rng.random() < 0.6:
            self._press(popup, Qt.Key.Key_Escape)
        act = self._pick(self.gestures)
        act()
        self.done[act.__name__] += 1
        return act.__name__

    def click(self) -> None:
        """Click somewhere."""
        widget, place = self._somewhere()
        button, modifiers = self._pick(BUTTONS), self._pick(MODIFIERS)
        QTest.mousePress(widget, button, modifiers, place)
        if isValid(widget):
            QTest.mouseRelease(widget, button, modifiers, place)

    def double_click(self) -> None:
        """Double-click somewhere."""
        widget, place = self._somewhere()
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def drag(self) -> None:
        """Press, move a few times, let go."""
        widget, place = self._somewhere()
        self._drag_from(widget, place, self._pick(BUTTONS))

    def _drag_from(self, widget: QWidget, place: QPoint, button: Qt.MouseButton) -> None:
        QTest.mousePress(widget, button, Qt.KeyboardModifier.NoModifier, place)
        for _ in range(self.rng.integers(1, 6)):
            place = place + QPoint(*(int(each) for each in self.rng.integers(-60, 61, 2)))
            if isValid(widget):
                QTest.mouseMove(widget, place)
        if isValid(widget):
            QTest.mouseRelease(widget, button, Qt.KeyboardModifier.NoModifier, place)

    def turn_wheel(self) -> None:
        """Turn the wheel, sometimes with a key held."""
        self._turn_wheel_at(*self._somewhere(), self._pick(MODIFIERS))

    def _turn_wheel_at(self, widget: QWidget, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        event = QWheelEvent(
            QPointF(place),
            QPointF(widget.mapToGlobal(place)),
            QPoint(),
            QPoint(0, int(self._pick((-240, -120, 120, 240)))),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)

    def press_key(self) -> None:
        """Press a key where the focus is."""
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
        self._press(target, self._pick(KEYS), self._pick(MODIFIERS))

    def type_rubbish(self) -> None:
        """Type what does not belong there into some field."""
        fields = [
            field
            for field in self.window.findChildren(QLineEdit) + self.window.findChildren(QAbstractSpinBox)
            if field.isVisible() and field.isEnabled()
        ]
        if not fields:
            return
        self._type_into(self._pick(fields), self._pick(RUBBISH))

    def _type_into(self, field: QWidget, text: str) -> None:
        field.setFocus()
        if hasattr(field, "selectAll"):
            field.selectAll()
        # As an input method does it, which can type what no key of QTest can.
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(field, typed)
        self._press(field, self._pick((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape)))

    def trigger_action(self) -> None:
        """Do something that a menu or a shortcut offers: themes, docks, text sizes, undo, reset and all the rest."""
        actions = [
            action
            for action in [*self.window.window_actions, *self.window.contents.toggle_actions]
            if action.isEnabled() and action.objectName() not in LEFT_OUT
        ]
        self._pick(actions).trigger()

    def change_region(self) -> None:
        """Switch something of the region's menu on or off: lines, contributions, boundary, and what else is offered."""
        view = self.window.contents.decision.widget()
        if view is None:
            return  # it is lent to the presenter
        menu = view.menu
        menu.fill()
        actions = [action for action in menu.actions() if action.isEnabled() and action.isCheckable()]
        if actions:
            self._pick(actions).trigger()

    def choose(self) -> None:
        """Choose another entry of some list."""
        boxes = [box for box in self.window.findChildren(QComboBox) if box.isVisible() and box.isEnabled()]
        if boxes:
            box = self._pick(boxes)
            box.setFocus()
            self._press(box, self._pick((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home)))

    def resize(self) -> None:
        """Give the window another size."""
        self.window.resize(int(self.rng.integers(700, 1900)), int(self.rng.integers(500, 1100)))

    def point(self) -> None:
        """Put the pointer somewhere, at an edge of the window as often as elsewhere, and let what lies there notice."""
        widget, place = self._somewhere()
        if self.rng.random() < 0.5:
            width, height = self.window.width() - 1, self.window.height() - 1
            along = self.rng.random()
            edges = ((0, along * height), (width, along * height), (along * width, 0), (along * width, height))
            widget, place = self.window, QPointF(*self._pick(edges)).toPoint()
        QCursor.setPos(widget.mapToGlobal(place))
        QTest.mouseMove(widget, place)

    def _press(
        self,
        target: QWidget,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key and let go of it, as Qt does it: if that took the widget away, nothing more is sent there.

        A click of QTest lets go of Ctrl and Shift too, at a widget that the key itself may have ended.
        """
        QTest.keyPress(target, key, modifiers)
        if isValid(target):
            QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyRelease, key, modifiers))

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        root = QApplication.activePopupWidget() or self._pick(self._windows())
        place = QPoint(int(self.rng.integers(max(1, root.width()))), int(self.rng.integers(max(1, root.height()))))
        child = root.childAt(place)
        return (root, place) if child is None else (child, child.mapFrom(root, place))

    def _windows(self) -> list[QWidget]:
        others = [
            widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not self.window
        ]
        return [self.window] * 8 + others

    def _pick(self, choices: object) -> object:
        return choices[self.rng.integers(len(choices))]
