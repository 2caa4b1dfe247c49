"""How the views stand that an example is seen in: its loss surface's axes, what its region draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

SURFACE_KINDS: Final = {"smallest_perceptron": "line"}
"""By the example's name the axes of its loss surface, the first ones of its network; the others leave them."""
SHOWS_CONTRIBUTIONS: Final = ("bumps",)
"""Examples whose region shows what each hidden unit adds to the output: their answers do not add up to the curve."""


class ExampleLooks(QObject):
    """Sets views for the example of now, and sets them back with the next one, unless the user has set them since.

    Parameters
    ----------
    session : Session
        Whose examples are opened; its surface is set.
    preferences : Preferences
        What the region draws; what an example sets is not stored.
    parent : QObject
        The main window.
    """

    def __init__(self, session: Session, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._kind_before = ""
        self._has_lent_contributions = False
        preferences.changed.connect(self._on_preference_changed)
        session.example_opened.connect(self._on_example_opened)
        self._on_example_opened(mlp.example_name(session.experiment))

    def _set_surface(self, kind: str) -> None:
        """Show a kind of axes over the network's first weight; "" for the one that was shown before an example's."""
        surface, snapshot = self._session.surface, self._session.snapshot
        if self._kind_before and surface.plane.kind in SURFACE_KINDS.values():
            surface.choose_kind(self._kind_before)
        self._kind_before = ""
        if not kind:
            return
        if kind != surface.plane.kind:
            self._kind_before = surface.plane.kind
            surface.choose_kind(kind)
        if snapshot is not None:
            # Of a network of the same shape, where another one might have been chosen; else the axes are new anyway.
            surface.choose_parameter(0, snapshot.network.weight_index(0, 0, 0))

    def _set_contributions(self, shown: bool) -> None:
        if shown and not self._preferences.show_contributions:
            self._preferences.lend("show_contributions", True)
            self._has_lent_contributions = True
        elif not shown and self._has_lent_contributions:
            self._preferences.lend("show_contributions", False)
            self._has_lent_contributions = False

    @Slot(str)
    def _on_example_opened(self, name: str) -> None:
        self._set_surface(SURFACE_KINDS.get(name, ""))
        self._set_contributions(name in SHOWS_CONTRIBUTIONS)

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "show_contributions":
            self._has_lent_contributions = False
