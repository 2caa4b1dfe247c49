"""What the window's own actions do: sizes of text, colours, pictures, dialogs; the rest goes to the session."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from mlp_gui.export.window_picture import save_window_picture
from mlp_gui.state.snapshot import Notice, RunStatus
from mlp_gui.window.file_questions import PICTURES, FileQuestions
from mlp_gui.window.text_size import TEXT_SIZES, text_size_on, text_sizes_on

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions


class Commands(QObject):
    """Connects the actions with the session, the preferences and the window.

    Parameters
    ----------
    window : QMainWindow
        Whose actions they are; also the owner.
    """

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        session: Session,
        preferences: Preferences,
        theme_controller: ThemeController,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._session = session
        self._preferences = preferences
        self._theme_controller = theme_controller
        for name, slot in {
            "save_picture": self._on_save_picture,
            "theme_toggle": self._on_theme_toggled,
            "text_larger": self.enlarge_text,
            "text_smaller": self.reduce_text,
            "text_normal": self._on_text_normal,
            "present": session.presentation.start,
            "full_screen": self._on_full_screen_toggled,
            "new_points": self._on_new_points,
            "add_layer": self._on_add_layer,
            "remove_layer": self._on_remove_layer,
            "new_weights": session.new_weights,
            "play": self._on_play,
            "step_batch": session.step_batch,
            "step_epoch": session.step_epoch,
            "reset": session.reset,
            "shortcuts": self._on_shortcuts,
            "about": self._on_about,
            "about_qt": QApplication.aboutQt,
        }.items():
            actions[name].triggered.connect(slot)
        session.status_changed.connect(self._on_status_changed)
        self._on_status_changed(session.status)

    @Slot()
    def enlarge_text(self) -> None:
        """Make all text one size larger, as far as the window then still fits the screen."""
        room = self._window.screen().availableSize()
        sizes = TEXT_SIZES if self._session.presentation.active else text_sizes_on(room)
        self._set_text_size(next((size for size in sizes if size > self._text_size), sizes[-1]))

    @Slot()
    def reduce_text(self) -> None:
        """Make all text one size smaller."""
        smaller = [size for size in TEXT_SIZES if size < self._text_size]
        self._set_text_size(smaller[-1] if smaller else TEXT_SIZES[0])

    def _set_text_size(self, size: float) -> None:
        # Presenting has a size of its own.
        self._preferences.set_value("present_scale" if self._session.presentation.active else "font_scale", size)

    @property
    def _text_size(self) -> float:
        preferences = self._preferences
        if self._session.presentation.active:
            return preferences.present_scale
        return text_size_on(self._window.screen().availableSize(), preferences.font_scale)

    @Slot()
    def _on_text_normal(self) -> None:
        self._set_text_size(1.0)

    @Slot()
    def _on_theme_toggled(self) -> None:
        self._preferences.set_value("theme", "light" if self._theme_controller.theme.dark else "dark")

    @Slot(bool)
    def _on_full_screen_toggled(self, on: bool) -> None:
        if on:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    @Slot()
    def _on_play(self) -> None:
        # The button shows what the worker does, not what was asked of it.
        self._on_status_changed(self._session.status)
        self._session.toggle()

    @Slot(object)
    def _on_status_changed(self, status: RunStatus) -> None:
        play = self._actions["play"]
        running = status is RunStatus.RUNNING
        play.setChecked(running)
        play.setText("&Pause\tSpace" if running else "&Play\tSpace")
        self._actions.set_icon("play", "pause" if running else "play")

    @Slot()
    def _on_new_points(self) -> None:
        self._session.set_data("draw new points", seed=self._session.experiment.data.seed + 1)

    @Slot()
    def _on_add_layer(self) -> None:
        self._session.add_layer(len(self._session.experiment.network.hidden_sizes))

    @Slot()
    def _on_remove_layer(self) -> None:
        self._session.remove_layer(len(self._session.experiment.network.hidden_sizes) - 1)

    @Slot()
    def _on_save_picture(self) -> None:
        proposal = f"mlp {datetime.now().astimezone():%Y-%m-%d %H-%M-%S}.png"
        questions = FileQuestions(self._window, self._preferences)
        name, _ = questions.where_to(PICTURES, "Save a picture of the window", proposal, ["PNG (*.png)"])
        if not name:
            return
        name = name if name.lower().endswith(".png") else f"{name}.png"
        if save_window_picture(self._window, name):
            self._session.post(Notice(f"The picture was saved as {name}."))
        else:
            self._session.post(Notice(f"The picture could not be written to {name}. Choose another place.", "error"))

    @Slot()
    def _on_shortcuts(self) -> None:
        from mlp_gui.window.about import TextDialog, shortcuts_html

        TextDialog("Keyboard shortcuts", shortcuts_html(self._actions), self._window).open()

    @Slot()
    def _on_about(self) -> None:
        from mlp_gui.window.about import ABOUT, TextDialog

        TextDialog("About", ABOUT, self._window, with_icon=True).open()
