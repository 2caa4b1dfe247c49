"""The menu bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from mlp_gui.window.switches import SWITCHES, Switches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QMenu, QMenuBar

    import mlp_core as mlp
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions

THEMES: Final = (
    ("light", "&Light", "Dark text on light ground, for bright rooms and for print."),
    ("dark", "&Dark", "Light text on dark ground, easier on the eyes in a dark room."),
    ("system", "As the &system has it", "Light or dark, as the desktop is, also when it changes."),
)

TITLES: Final = ("&File", "&Edit", "&View", "&Data", "&Network", "&Training", "E&xamples", "&Help")
VIEWS: Final = tuple(name for name in SWITCHES if name != "pointer_ring")
TEXT_SIZES: Final = ("text_larger", "text_smaller", "text_normal")

# Names of actions; "" is a separator.
PLAIN: Final = {
    "File": (
        "open_project",
        "open_recent",
        "open_data",
        "restore_last",
        "",
        "save_project",
        "save_project_as",
        "",
        "save_picture",
        "",
        "quit",
    ),
    "Edit": ("undo", "redo", "", "copy_link", "paste_link", "paste_data"),
    "Network": ("add_layer", "remove_layer", "", "new_weights"),
    "Training": (
        "play",
        "step_batch",
        "step_epoch",
        "step_through",
        "race",
        "previous_sample",
        "next_sample",
        "copy_derivation",
        "",
        "reset",
        "new_weights",
        "",
        "faster",
        "slower",
    ),
    "Help": ("shortcuts", "", "about", "about_qt"),
}


class Menus(QObject):
    """Names the menus at once, fills them when there is a session, and keeps their marks at what is chosen.

    Parameters
    ----------
    menu_bar : QMenuBar
        Where they hang; also the owner.
    actions : Actions
        What they offer.
    """

    def __init__(self, menu_bar: QMenuBar, actions: Actions) -> None:
        super().__init__(menu_bar)
        self._actions = actions
        self._menus = {title.replace("&", ""): menu_bar.addMenu(title) for title in TITLES}
        for menu in self._menus.values():
            menu.setEnabled(False)
            menu.aboutToShow.connect(actions.draw_all_icons)

    def __getitem__(self, title: str) -> QMenu:
        """Return the menu of this title, without its underline."""
        return self._menus[title]

    def attach(self, session: Session, preferences: Preferences, dock_actions: Iterable[QAction]) -> None:
        """Offer what can be done with this session, and to show and hide each dock."""
        import mlp_core as mlp

        self._session = session
        self._preferences = preferences
        self._switches = Switches(self._actions, preferences, self)
        for title, names in PLAIN.items():
            self._fill(self._menus[title], names)
        self._fill_view(self._menus["View"], dock_actions)
        datasets = [(name, dataset.title, dataset.summary) for name, dataset in mlp.DATASETS.items()]
        self._datasets = self._add_choices(self._menus["Data"], datasets, self._on_dataset_chosen)
        self._fill(self._menus["Data"], ("", "new_points", "paint_points"))
        examples = [(name, example.title, mlp.EXAMPLE_SUMMARIES[name]) for name, example in mlp.EXAMPLES.items()]
        self._examples = self._add_choices(self._menus["Examples"], examples, self._on_example_chosen)
        for menu in self._menus.values():
            menu.setEnabled(True)
        session.experiment_changed.connect(self._on_experiment_changed)
        preferences.changed.connect(self._on_preference_changed)
        self._on_experiment_changed(session.experiment)
        self._on_preference_changed("theme")

    def _fill(self, menu: QMenu, names: Iterable[str]) -> None:
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()

    def _fill_view(self, menu: QMenu, dock_actions: Iterable[QAction]) -> None:
        for action in dock_actions:
            menu.addAction(action)
        menu.addSeparator()
        themes = menu.addMenu("&Theme")
        themes.menuAction().setStatusTip("Choose light or dark colours, or those of the desktop.")
        self._actions.take_submenu(themes, "theme", "contrast")
        keys = self._actions["theme_toggle"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._themes = self._add_choices(themes, THEMES, self._on_theme_chosen, f"{keys} changes between the two")
        self._fill(
            menu, (*VIEWS, "", *TEXT_SIZES, "", "predict", "present", "pointer_ring", "full_screen", "reset_layout")
        )

    def _add_choices(
        self, menu: QMenu, choices: Iterable[tuple[str, str, str]], chosen: object, keys: str = ""
    ) -> QActionGroup:
        """Add one action for each (name, title, sentence), one of them marked; the chosen one goes to slot `chosen`.

        What `keys` says stands behind each sentence in its tool-tip.
        """
        menu.setToolTipsVisible(True)
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for name, title, tip in choices:
            action = QAction(title, group)
            action.setStatusTip(tip)
            action.setToolTip(f"{tip} ({keys})" if keys else tip)
            action.setData(name)
            action.setCheckable(True)
            menu.addAction(action)
        group.triggered.connect(chosen)
        return group

    @Slot(object)
    def _on_experiment_changed(self, experiment: mlp.Experiment) -> None:
        import mlp_core as mlp

        _mark(self._datasets, experiment.data.name)
        _mark(self._examples, mlp.example_name(experiment))
        self._actions["remove_layer"].setEnabled(bool(experiment.network.hidden_sizes))

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "theme":
            _mark(self._themes, self._preferences.theme)

    @Slot(QAction)
    def _on_dataset_chosen(self, action: QAction) -> None:
        self._session.choose_dataset(action.data())
        _mark(self._datasets, self._session.experiment.data.name)

    @Slot(QAction)
    def _on_example_chosen(self, action: QAction) -> None:
        self._session.open_example(action.data())
        self._on_experiment_changed(self._session.experiment)

    @Slot(QAction)
    def _on_theme_chosen(self, action: QAction) -> None:
        self._preferences.set_value("theme", action.data())
        self._on_preference_changed("theme")


def _mark(group: QActionGroup, name: str) -> None:
    for action in group.actions():
        action.setChecked(action.data() == name)
