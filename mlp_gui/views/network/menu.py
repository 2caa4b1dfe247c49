"""The context menu of the canvas: each entry names a method of the session, or of the view, and its arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

import mlp_core as mlp
from mlp_gui.look.icons import icon
from mlp_gui.state.cursor import Mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController
    from mlp_gui.views.network.scene import Hit, Scene
    from mlp_gui.views.network.structure import Structure

MOST_WEIGHTS = 32
"""A longer list is none to choose from."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an entry of the menu does.

    Attributes
    ----------
    target : str
        "session" or "view".
    method : str
        Name of the method.
    arguments : tuple
        What it is called with.
    """

    target: str
    method: str
    arguments: tuple[object, ...] = ()


class Entries:
    """Makes menus and their entries, with icons in the theme's colours.

    Parameters
    ----------
    theme_controller : ThemeController
        Whose colours and sizes the icons take.
    """

    def __init__(self, theme_controller: ThemeController) -> None:
        self._theme, self._side = theme_controller.theme, theme_controller.px(20)

    def add(self, menu: QMenu, text: str, icon_name: str, choice: Choice) -> QAction:
        """Append an entry; without an icon where `icon_name` is ""."""
        action = QAction(text, menu)
        action.setData(choice)
        self._give_icon(action, icon_name)
        menu.addAction(action)
        return action

    def add_menu(self, menu: QMenu, text: str, icon_name: str) -> QMenu:
        """Append a menu to a menu."""
        below = menu.addMenu(text)
        self._give_icon(below.menuAction(), icon_name)
        return below

    def _give_icon(self, action: QAction, icon_name: str) -> None:
        if icon_name:
            action.setIcon(icon(icon_name, self._theme, self._side))


def build_menu(parent: QWidget, scene: Scene, hit: Hit, theme_controller: ThemeController) -> QMenu:
    """Return the menu for what is under the pointer; the data of each action is its `Choice`."""
    menu, entries = QMenu(parent), Entries(theme_controller)
    if hit.kind == "edge" and scene.mark_of(hit) is not None:
        entries.add(menu, "Edit weight…", "pencil", Choice("view", "edit", (scene.mark_of(hit),)))
        menu.addSeparator()
    if hit.kind in ("tile", "bias", "column"):
        _add_column(menu, entries, scene, hit)
    gap = int(scene.curves.gap[hit.edge]) if hit.kind == "edge" else max(hit.column - 1, 0)
    names = f"{scene.structure.column_title(gap)} → {scene.structure.column_title(gap + 1)}"
    entries.add(menu, f"Weights {names} as a picture", "grid-3x3", Choice("view", "show_matrix", (gap,)))
    menu.addSeparator()
    entries.add(menu, "Fit the network\tF", "maximize", Choice("view", "fit"))
    return menu


def _add_column(menu: QMenu, entries: Entries, scene: Scene, hit: Hit) -> None:
    structure = scene.structure
    if hit.column == 0:
        return
    layer = hit.column - 1
    item = structure.layers[layer]
    if hit.kind != "column" and scene.mark_of(hit) is not None:
        unit = scene.groups[hit.column][hit.row][0]
        entries.add(menu, "Edit bias…", "pencil", Choice("view", "edit_bias", (layer, unit)))
        _add_weights(menu, entries, structure, layer, unit)
        menu.addSeparator()
    activations = entries.add_menu(menu, "Activation", "chart-spline")
    for name, entry in mlp.ACTIVATIONS.items():
        if entry.output_only and item.hidden:
            continue
        choice = (
            Choice("session", "set_layer_activation", (layer, name))
            if item.hidden
            else Choice("session", "set_output_activation", (name,))
        )
        action = entries.add(activations, entry.title, "", choice)
        action.setCheckable(True)
        action.setChecked(name == item.activation)
    if item.hidden:
        more, fewer = (Choice("session", "set_layer_size", (layer, item.size + change)) for change in (1, -1))
        entries.add(menu, "One unit more\tIns", "circle-plus", more)
        entries.add(menu, "One unit fewer\tDel", "circle-minus", fewer).setEnabled(item.size > 1)
        entries.add(menu, f"Remove {item.title}\tShift+Del", "trash-2", Choice("session", "remove_layer", (layer,)))
    entries.add(menu, f"Add a hidden layer before {item.title}", "plus", Choice("session", "add_layer", (layer,)))
    menu.addSeparator()


def _add_weights(menu: QMenu, entries: Entries, structure: Structure, layer: int, unit: int) -> None:
    """Offer each weight that the unit has: so they can be typed without a mouse, and told apart where edges cross."""
    n_sources = structure.network_sizes[layer]
    if n_sources > MOST_WEIGHTS:
        return
    weights = entries.add_menu(menu, "Edit weight from", "pencil")
    for source in range(n_sources):
        mark = Mark("weight", layer=layer, unit=unit, input=source)
        entries.add(weights, f"{structure.source_title(layer, source)}…", "", Choice("view", "edit", (mark,)))
