"""The context menu of the canvas: each entry names a method of the session, or of the view, and its arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

import mlp_core as mlp
from mlp_gui.state.cursor import Mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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


def build_menu(parent: QWidget, scene: Scene, hit: Hit) -> QMenu:
    """Return the menu for what is under the pointer; the data of each action is its `Choice`."""
    menu = QMenu(parent)
    if hit.kind == "edge" and scene.mark_of(hit) is not None:
        _add(menu, "Edit weight…", Choice("view", "edit", (scene.mark_of(hit),)))
        menu.addSeparator()
    if hit.kind in ("tile", "bias", "column"):
        _add_column(menu, scene, hit)
    gap = int(scene.curves.gap[hit.edge]) if hit.kind == "edge" else max(hit.column - 1, 0)
    names = f"{scene.structure.column_title(gap)} → {scene.structure.column_title(gap + 1)}"
    _add(menu, f"Weights {names} as a picture", Choice("view", "show_matrix", (gap,)))
    menu.addSeparator()
    _add(menu, "Fit the network\tF", Choice("view", "fit"))
    return menu


def _add_column(menu: QMenu, scene: Scene, hit: Hit) -> None:
    structure = scene.structure
    if hit.column == 0:
        return
    layer = hit.column - 1
    item = structure.layers[layer]
    if hit.kind != "column" and scene.mark_of(hit) is not None:
        unit = scene.groups[hit.column][hit.row][0]
        _add(menu, "Edit bias…", Choice("view", "edit_bias", (layer, unit)))
        _add_weights(menu, structure, layer, unit)
        menu.addSeparator()
    activations = menu.addMenu("Activation")
    for name, entry in mlp.ACTIVATIONS.items():
        if entry.output_only and item.hidden:
            continue
        choice = (
            Choice("session", "set_layer_activation", (layer, name))
            if item.hidden
            else Choice("session", "set_output_activation", (name,))
        )
        action = _add(activations, entry.title, choice)
        action.setCheckable(True)
        action.setChecked(name == item.activation)
    if item.hidden:
        _add(menu, "One unit more\tIns", Choice("session", "set_layer_size", (layer, item.size + 1)))
        fewer = _add(menu, "One unit fewer\tDel", Choice("session", "set_layer_size", (layer, item.size - 1)))
        fewer.setEnabled(item.size > 1)
        _add(menu, f"Remove {item.title}\tShift+Del", Choice("session", "remove_layer", (layer,)))
    _add(menu, f"Add a hidden layer before {item.title}", Choice("session", "add_layer", (layer,)))
    menu.addSeparator()


def _add_weights(menu: QMenu, structure: Structure, layer: int, unit: int) -> None:
    """Offer each weight that the unit has: so they can be typed without a mouse, and told apart where edges cross."""
    n_sources = structure.network_sizes[layer]
    if n_sources > MOST_WEIGHTS:
        return
    weights = menu.addMenu("Edit weight from")
    for source in range(n_sources):
        mark = Mark("weight", layer=layer, unit=unit, input=source)
        _add(weights, f"{structure.source_title(layer, source)}…", Choice("view", "edit", (mark,)))


def _add(menu: QMenu, text: str, choice: Choice) -> QAction:
    action = QAction(text, menu)
    action.setData(choice)
    menu.addAction(action)
    return action
