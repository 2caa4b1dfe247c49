"""A dock with a flat title bar, which holds the view's own controls too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget

from mlp_gui.window.dock_title_bar import DockTitleBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.decision import DecisionView
    from mlp_gui.views.equations import EquationsView
    from mlp_gui.views.loss import LossView
    from mlp_gui.views.matrices import MatricesView
    from mlp_gui.views.tracer import TracerView
    from mlp_gui.window.galleries import Galleries

    StepView = EquationsView | TracerView | MatricesView | Galleries
    DockedView = DecisionView | LossView | StepView


class Dock(QDockWidget):
    """A view that can be moved, floated, closed and brought back.

    Parameters
    ----------
    name : str
        objectName, under which the layout is remembered.
    title : str
        What the title bar and the View menu say.
    view : QWidget
        What it shows; its own controls go into the title bar.
    """

    def __init__(
        self, name: str, title: str, view: DockedView, theme_controller: ThemeController, parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setAllowedAreas(Qt.DockWidgetArea.AllDockWidgetAreas)
        self.setWidget(view)
        self.title_bar = DockTitleBar(self, theme_controller)
        for control in view.title_controls():
            self.title_bar.add_control(control)
            control.show()
        self.title_bar.set_subtitle(view.subtitle)
        view.subtitle_changed.connect(self.title_bar.set_subtitle)
        self.setTitleBarWidget(self.title_bar)
        self.toggleViewAction().setStatusTip(f"Show or hide the {title.lower()}.")
