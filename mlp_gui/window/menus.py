"""The menu bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QMenu, QMenuBar

    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions

THEME_TITLES: Final = {"light": "&Light", "dark": "&Dark", "system": "As the &system has it"}

# Names of actions; "" is a separator.
FILE: Final = ("save_picture", "", "quit")
EDIT: Final = ("undo", "redo")
TEXT_SIZES: Final = ("text_larger", "text_smaller", "text_normal")
NETWORK: Final = ("add_layer", "remove_layer", "", "new_weights")
TRAINING: Final = ("play", "step_batch", "step_epoch", "", "reset", "new_weights", "", "faster", "slower")
HELP: Final = ("shortcuts", "", "about", "about_qt")


class Menus(QObject):
    """Fills the menu bar, and keeps its marks at what is chosen.

    Parameters
    ----------
    menu_bar : QMenuBar
        What to fill; also the owner.
    dock_actions : iterable of QAction
        Each shows and hides a dock.
    """

    def __init__(
        self,
        menu_bar: QMenuBar,
        actions: Actions,
        dock_actions: Iterable[QAction],
        session: Session,
        preferences: Preferences,
    ) -> None:
        super().__init__(menu_bar)
        self._actions = actions
        self._session = session
        self._preferences = preferences
        self._fill(menu_bar.addMenu("&File"), FILE)
        self._fill(menu_bar.addMenu("&Edit"), EDIT)
        self._fill_view(menu_bar.addMenu("&View"), dock_actions)
        data = menu_bar.addMenu("&Data")
        datasets = {name: dataset.title for name, dataset in mlp.DATASETS.items()}
        self._datasets = self._add_choices(data, datasets, self._on_dataset_chosen)
        data.addSeparator()
        self._fill(data, ("new_points",))
        self._fill(menu_bar.addMenu("&Network"), NETWORK)
        self._fill(menu_bar.addMenu("&Training"), TRAINING)
        examples = {name: example.title for name, example in mlp.EXAMPLES.items()}
        self._examples = self._add_choices(menu_bar.addMenu("E&xamples"), examples, self._on_example_chosen)
        self._fill(menu_bar.addMenu("&Help"), HELP)
        session.experiment_changed.connect(self._on_experiment_changed)
        preferences.changed.connect(self._on_preference_changed)
        self._on_experiment_changed(session.experiment)
        self._on_preference_changed("theme")

    def _fill(self, menu: QMenu, names: Iterable[str]) -> None:
        menu.setToolTipsVisible(False)
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()

    def _fill_view(self, menu: QMenu, dock_actions: Iterable[QAction]) -> None:
        for action in dock_actions:
            menu.addAction(action)
        menu.addSeparator()
        self._themes = self._add_choices(menu.addMenu("&Theme"), THEME_TITLES, self._on_theme_chosen)
        self._fill(menu, ("patterns", "", *TEXT_SIZES, "", "full_screen", "reset_layout"))

    def _add_choices(self, menu: QMenu, titles: dict[str, str], chosen: object) -> QActionGroup:
        """Add one action for each name, of which one is marked, and send what is chosen to the bound slot `chosen`."""
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for name, title in titles.items():
            action = QAction(title, group)
            action.setData(name)
            action.setCheckable(True)
            menu.addAction(action)
        group.triggered.connect(chosen)
        return group

    @Slot(object)
    def _on_experiment_changed(self, experiment: mlp.Experiment) -> None:
        _mark(self._datasets, experiment.data.name)
        same = [name for name, example in mlp.EXAMPLES.items() if example.title == experiment.title]
        _mark(self._examples, same[0] if same else "")
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
