"""Everything that can be done from a menu, a toolbar or the keyboard, once and by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QIcon, QKeySequence

from mlp_gui.look.icons import icon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtWidgets import QMenu, QWidget

    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController

Keys = str | QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class ActionText:
    """What an action is called and how it is reached.

    Attributes
    ----------
    name : str
        Its key, and the action's objectName.
    text : str
        What menus show.
    tip : str
        What it does, in one sentence, for the tool-tip and the status bar.
    icon : str
        Name of its icon, or "".
    keys : str, standard key, or ""
        Its shortcut, as Qt writes it; several are parted by "; ", and tool-tips name the first.
    checkable : bool
        Whether it is on or off.
    """

    name: str
    text: str
    tip: str
    icon: str = ""
    keys: Keys = ""
    checkable: bool = False


Standard = QKeySequence.StandardKey

USUAL_KEYS: Final = {Standard.Quit: "Ctrl+Q", Standard.ZoomIn: "Ctrl++", Standard.ZoomOut: "Ctrl+-"}
"""Standard keys that some platforms have not: Windows knows none that quits."""

ACTIONS: Final = (
    ActionText("open_project", "&Open…", "Open a project: its data, its network as trained as it was, its way back.",
               "folder-open", Standard.Open),
    ActionText("open_recent", "Open &recent", "Open a project that was open lately.", "clock"),
    ActionText("save_project", "&Save", "Save everything of this experiment to its project file.", "save",
               Standard.Save),
    ActionText("save_project_as", "Save &as…", "Save everything of this experiment to another project file.",
               "save-all", "Ctrl+Shift+S"),
    ActionText("restore_last", "Restore &last session", "Open what a program was doing that did not end in order.",
               "history"),
    ActionText("copy_link", "Copy &link", "Copy all settings and seeds as a short text, for the same run elsewhere.",
               "link"),
    ActionText("paste_link", "Paste lin&k", "Start the experiment of the link in the clipboard.", "clipboard-paste"),
    ActionText("open_data", "Open &data…", "Open a table to learn from: CSV, Excel, Parquet or NumPy.", "table-2",
               "Ctrl+Shift+O"),
    ActionText("paste_data", "Paste da&ta", "Learn from the cells, the file or the link in the clipboard.",
               "clipboard-paste", Standard.Paste),
    ActionText("export_script", "&NumPy script…", "Write the network as a Python script that needs NumPy alone.",
               "code"),
    ActionText("export_module", "&PyTorch module…", "Write the network as a PyTorch module with its weights.",
               "component"),
    ActionText("export_onnx", "&ONNX model…", "Write the network as an ONNX model, for any runtime that reads those.",
               "network"),
    ActionText("export_weights", "&Weights…", "Write weights and biases as a NumPy archive.", "grid-3x3"),
    ActionText("export_history", "&History…", "Write the losses and metrics of every epoch as a CSV table.",
               "chart-spline"),
    ActionText("export_derivation", "&Step as LaTeX…",
               "While stepping: write every line of this step as a LaTeX document.", "code"),
    ActionText("export_worksheet", "Wor&ksheet…",
               "While stepping: write this training step as exercises with their solution, to print.", "pencil"),
    ActionText("import_weights", "Read &weights…", "Give the network the weights of a file: NPZ (of scikit-learn too), "
               "or safetensors of PyTorch.", "import"),
    ActionText("export_film", "&Film…", "Film the training or a training step: as MP4, GIF or WebP.", "film"),
    ActionText("save_picture", "Save &picture…", "Save a picture of the window as a PNG file.", "image",
               "Ctrl+Shift+P"),
    ActionText("quit", "&Quit", "End training and close the window.", "log-out", Standard.Quit),
    ActionText("theme_toggle", "Light or dark", "Change between light and dark colours.", "sun-moon", "Ctrl+Shift+D"),
    ActionText("text_larger", "Text &larger", "Make all text and controls larger.", "zoom-in", Standard.ZoomIn),
    ActionText("text_smaller", "Text &smaller", "Make all text and controls smaller.", "zoom-out", Standard.ZoomOut),
    ActionText("text_normal", "Text &normal", "Give all text and controls their normal size.", "a-large-small",
               "Ctrl+0"),
    ActionText("patterns", "&Dash negative weights", "Draw negative weights dashed, so that sign is not colour alone.",
               "", "", True),
    ActionText("show_gradients", "&Gradients on the edges", "Colour each edge by its gradient; off, by its weight.",
               "", "", True),
    ActionText("show_unit_maps", "Unit &maps", "Draw in every unit what it answers over the plane; off, a number.",
               "", "", True),
    ActionText("show_boundary", "Decision &boundary", "Draw the line where the decision changes.", "", "", True),
    ActionText("show_test_points", "Test po&ints", "Draw validation and test points beside the training points.",
               "", "", True),
    ActionText("show_metric", "&Accuracy in the legend", "Say the accuracy, or R², beside each loss.", "", "", True),
    ActionText("motion", "M&otion", "Let panels glide open; off, everything jumps.", "", "", True),
    # Some clickers begin with one, some with the other.
    ActionText("present", "&Present", "Show graph, equations and transport to a class: full screen, in large letters.",
               "presentation", "F5; Shift+F5"),
    ActionText("pointer_ring", "&Ring around the pointer\tH", "While presenting, a ring follows the pointer.", "", "",
               True),
    ActionText("predict", "Predict, then r&eveal", "Ask for each number of the step-through before it is shown.",
               "circle-question-mark", "P", True),
    ActionText("full_screen", "&Full screen", "Give the window the whole screen.", "maximize", "F11", True),
    ActionText("reset_layout", "Reset la&yout", "Put every dock back where it was at the first start.",
               "layout-dashboard"),
    ActionText("new_points", "Draw &new points", "Draw the points anew from the next data seed.", "dices", "Ctrl+D"),
    ActionText("paint_points", "&Paint points", "Paint points into the data with the pointer, even while it trains.",
               "", "Ctrl+B", True),
    ActionText("add_layer", "&Add hidden layer", "Put one more hidden layer before the output.", "plus", "Ctrl+L"),
    ActionText("remove_layer", "&Remove last hidden layer", "Take the last hidden layer away.", "minus",
               "Ctrl+Shift+L"),
    ActionText("new_weights", "New &initial weights", "Start again from the weights of the next seed.", "shuffle",
               "Ctrl+Shift+R"),
    # Space is the window's own key (see MainWindow.keyPressEvent), so that it still presses a focused button.
    ActionText("play", "&Play\tSpace", "Train, or pause training.", "play", "", True),
    ActionText("step_batch", "Step a &batch", "Pause and take one training step, on one batch.", "skip-forward", "."),
    ActionText("step_epoch", "Step an &epoch", "Pause and train to the end of the epoch.", "fast-forward", "Ctrl+."),
    ActionText("step_through", "Step &through", "Go through one training step number by number, forwards and back.",
               "", "Ctrl+T", True),
    ActionText("race", "R&ace", "Race several trainings: loss surface, loss curves and ranking over the whole window.",
               "", "Ctrl+E", True),
    ActionText("previous_sample", "Pre&vious sample", "Step through the sample before, of this batch.",
               "chevron-left", "Alt+Left"),
    ActionText("next_sample", "Ne&xt sample", "Step through the next sample of this batch.", "chevron-right",
               "Alt+Right"),
    ActionText("copy_derivation", "&Copy derivation as LaTeX",
               "Copy every line of this step as a LaTeX document: words, symbols and numbers.", "copy"),
    ActionText("reset", "&Reset", "Start again from the same initial weights.", "rotate-ccw", "Ctrl+R"),
    ActionText("faster", "&Faster", "Take more steps a second.", "chevrons-up", "Ctrl+Up"),
    ActionText("slower", "S&lower", "Take fewer steps a second.", "chevrons-down", "Ctrl+Down"),
    ActionText("shortcuts", "&Keyboard shortcuts", "Show every shortcut of the window.", "keyboard", "F1"),
    ActionText("about", "&About", "Say what this program is, its version and its licences.", "info"),
    ActionText("about_qt", "About &Qt", "Say which Qt this program runs on.", "component"),
)  # fmt: skip


class Actions(QObject):
    """The actions by name, with the theme's icons, which are drawn when they are first to be seen.

    Parameters
    ----------
    theme_controller : ThemeController
        Whose colours the icons take.
    window : QWidget
        Owner; its shortcuts work wherever the focus is inside it.
    """

    def __init__(self, theme_controller: ThemeController, window: QWidget) -> None:
        super().__init__(window)
        self._theme_controller = theme_controller
        self._by_name: dict[str, QAction] = {}
        self._icons: dict[str, str] = {}
        self._drawn: set[str] = set()
        for text in ACTIONS:
            self._take(_made(text, window), text.icon)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._by_name.values())

    def take_undo(self, action: QAction, name: str) -> None:
        """Take over the action that an undo stack made: "undo" or "redo"."""
        action.setObjectName(name)
        keys = QKeySequence.keyBindings(Standard.Undo if name == "undo" else Standard.Redo)
        if name == "redo":
            # Desktops know the one or the other; whoever comes from another one presses the other.
            keys += [key for key in map(QKeySequence, ("Ctrl+Y", "Ctrl+Shift+Z")) if key not in keys]
        action.setShortcuts(keys)
        tip = "Take the last change back." if name == "undo" else "Make the change again."
        action.setStatusTip(tip)
        # A text of its own: otherwise Qt shows the entry's, "Undo change noise", without the key.
        action.setToolTip(_tip_with_keys(tip, action))
        self._take(action, f"{name}-2")

    def take_submenu(self, menu: QMenu, name: str, icon_name: str) -> None:
        """Take over the entry that opens a menu inside another."""
        menu.menuAction().setObjectName(name)
        self._take(menu.menuAction(), icon_name)

    def _take(self, action: QAction, icon_name: str) -> None:
        name = action.objectName()
        self._by_name[name] = action
        self._icons[name] = icon_name

    def draw_icons(self, names: Iterable[str]) -> None:
        """Draw the icons of these actions, as far as that has not been done; they follow the theme from then on."""
        for name in names:
            if name not in self._drawn:
                self._drawn.add(name)
                self._redraw(name)

    @Slot()
    def draw_all_icons(self) -> None:
        """Draw all icons that are left: a menu is about to open."""
        self.draw_icons(self._by_name)

    def set_icon(self, name: str, icon_name: str) -> None:
        """Give the action another icon."""
        if self._icons[name] != icon_name:
            self._icons[name] = icon_name
            if name in self._drawn:
                self._redraw(name)

    def button_icon(self, name: str) -> QIcon:
        """Return an action's icon for a button that is filled with ink while it is checked; a menu is not."""
        return icon(self._icons[name], self._theme_controller.theme, self._theme_controller.px(20), on_token="on_ink")

    def set_enabled(self, enabled: bool) -> None:
        """Switch on or off whatever the session does not switch itself."""
        for name, action in self._by_name.items():
            if name not in {"undo", "redo"}:
                action.setEnabled(enabled)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        for name in self._drawn:
            self._redraw(name)

    def _redraw(self, name: str) -> None:
        icon_name = self._icons[name]
        if icon_name:
            theme, size = self._theme_controller.theme, self._theme_controller.px(20)
            self._by_name[name].setIcon(icon(icon_name, theme, size))


def _made(text: ActionText, window: QWidget) -> QAction:
    action = QAction(text.text, window)
    action.setObjectName(text.name)
    action.setCheckable(text.checkable)
    # In menus what is done has an icon, and what is on or off has a tick instead; to play is both, and is done.
    action.setIconVisibleInMenu(not text.checkable or text.name == "play")
    if not isinstance(text.keys, str):
        action.setShortcuts(QKeySequence.keyBindings(text.keys)[:1] or [QKeySequence(USUAL_KEYS[text.keys])])
    elif text.keys:
        action.setShortcuts(QKeySequence.listFromString(text.keys))
    action.setToolTip(_tip_with_keys(text.tip, action))
    action.setStatusTip(text.tip)
    window.addAction(action)
    return action


def _tip_with_keys(tip: str, action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or action.text().partition("\t")[2]
    return f"{tip} ({keys})" if keys else tip
