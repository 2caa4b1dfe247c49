"""The menu of the decision region: what else is drawn over the plane, or along the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

import mlp_core as mlp
from mlp_gui.views.decision.naming import symbol

if TYPE_CHECKING:
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

MOST_LISTED = 100
"""Inputs that can be chosen for an axis; nobody finds one among more."""


class ShowMenu(QMenu):
    """Filled anew whenever it opens, for the network and the data of that moment.

    Parameters
    ----------
    session : Session
        What is shown; takes the requests.
    preferences : Preferences
        What the user likes to see in every run.
    parent : QWidget
        Owner.
    """

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("region_menu")
        self._session = session
        self._preferences = preferences
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._on_triggered)

    @Slot()
    def fill(self) -> None:
        """Offer what can be shown now."""
        self.clear()
        snapshot = self._session.snapshot
        if snapshot is None:
            self.addAction("Nothing to show yet").setEnabled(False)
            return
        if snapshot.dataset.n_coordinates > 2:
            self._add_plane(snapshot.dataset)
        if snapshot.dataset.n_coordinates >= 2:
            self._add_lines(snapshot)
        else:
            self._add_contributions(snapshot)
        self.addSeparator()
        for name, text in (("show_boundary", "Boundary"), ("show_test_points", "Validation and test points")):
            self._add(text, ("preference", name), bool(self._preferences.value(name)))
        if mlp.gate_corners(snapshot.dataset) is not None:
            action = self._add("Truth table", ("preference", "show_truth_table"), self._preferences.show_truth_table)
            action.setStatusTip("What the units answer at the corners of the gate, and what is right.")

    def _add_plane(self, dataset: mlp.Dataset) -> None:
        """Offer which two inputs run, and where the others are held."""
        plane = self._session.regions.plane
        shown = plane.slice_of(dataset)
        assert shown is not None, "more than two inputs have a plane"
        for number, title in enumerate(("Input across", "Input up")):
            menu = self.addMenu(title)
            group = QActionGroup(menu)
            for coordinate, name in enumerate(dataset.point_names[:MOST_LISTED]):
                action = menu.addAction(symbol(name))
                action.setData((f"axis {number}", coordinate))
                action.setCheckable(True)
                action.setChecked(coordinate == shown.axes[number])
                group.addAction(action)
        self._add("Others held at the selected sample", ("hold", ""), plane.holds_sample).setStatusTip(
            "Otherwise they are held at the mean of the training points."
        )
        self.addSeparator()

    def _add_lines(self, snapshot: Snapshot) -> None:
        hidden = range(snapshot.network.layer_count - 1)
        for layer in hidden:
            shape = "lines" if layer == 0 else "curves"
            action = self._add(
                f"Hidden {layer + 1}: {shape} of its units",
                ("lines", layer),
                layer in self._session.regions.lines.layers,
            )
            action.setStatusTip(
                "Where each unit's sum is zero, w·x + b = 0, with its normal and a fringe on the positive side."
            )
        if not hidden:
            self.addAction("Lines of the hidden units: there are none").setEnabled(False)

    def _add_contributions(self, snapshot: Snapshot) -> None:
        action = self._add(
            "Weighted contributions of the units", ("preference", "show_contributions"),
            self._preferences.show_contributions,
        )  # fmt: skip
        action.setStatusTip("What each unit of the last hidden layer adds to the output, and their sum.")
        action.setEnabled(snapshot.network.layer_count > 1)

    def _add(self, text: str, data: tuple[str, object], checked: bool) -> QAction:
        action = self.addAction(text)
        action.setData(data)
        action.setCheckable(True)
        action.setChecked(checked)
        return action

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        data = action.data()
        if not data:
            return
        kind, what = data
        if kind in ("axis 0", "axis 1"):
            self._session.regions.plane.set_axis(int(kind[-1]), int(what))
        elif kind == "hold":
            self._session.regions.plane.set_holds_sample(action.isChecked())
        elif kind == "lines":
            self._session.regions.lines.set_layer(int(what), action.isChecked())
        elif kind == "preference":
            self._preferences.set_value(str(what), action.isChecked())
