"""What the three forms have in common: a title that folds, rows, and the session that they render and ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mlp_gui.state.snapshot import Cause
from mlp_gui.widgets import Choice, CollapsibleSection, FormRow, set_tab_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QVBoxLayout

    import mlp_core as mlp
    from mlp_gui.look import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class Panel(CollapsibleSection):
    """A form over one part of the experiment: it shows what the session holds, and asks the session for changes.

    Parameters
    ----------
    session : Session
        The owner of the experiment.
    theme_controller : ThemeController
        Colours, fonts and lengths.
    preferences : Preferences
        Where it is remembered what is folded away.
    title : str
        What the form sets.
    name : str
        objectName of the panel.
    """

    #: QWidget: this row has a complaint to show.
    complained = Signal(QWidget)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        title: str,
        name: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(theme_controller, title, parent)
        self._session = session
        self._theme_controller = theme_controller
        self.setObjectName(name)
        self.header.setObjectName(f"{name}_header")
        # Made where they stay: a widget that changes its parent is styled anew, with all that is inside.
        self._more = CollapsibleSection(theme_controller, "More", self.body.parentWidget(), quiet=True)
        self._more.header.setObjectName(f"{name}_more")
        self._preferences = preferences
        turned = preferences.turned_sections.split()
        self.set_open(self.header.objectName() not in turned)
        self._more.set_open(self._more.header.objectName() in turned)
        self._quiet_sections = [self._more]
        self.opened_changed.connect(self._on_section_turned)
        self._more.opened_changed.connect(self._on_section_turned)
        session.experiment_changed.connect(self._on_experiment_changed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme_controller.theme.panel)
        painter.end()

    def render_experiment(self, experiment: mlp.Experiment) -> None:
        """Show `experiment` in every row; nothing is asked of the session."""
        raise NotImplementedError

    def add_section(self, title: str, name: str) -> CollapsibleSection:
        """Append rows that are folded away under a title until somebody opens them."""
        section = CollapsibleSection(self._theme_controller, title, self.body.parentWidget(), quiet=True)
        section.header.setObjectName(f"{self.objectName()}_{name}")
        section.set_open(section.header.objectName() in self._preferences.turned_sections.split())
        section.opened_changed.connect(self._on_section_turned)
        self._quiet_sections.append(section)
        self.body.addWidget(section)
        return section

    def add_row(
        self,
        label: str,
        *controls: QWidget,
        more: bool = False,
        section: CollapsibleSection | None = None,
        label_button: QWidget | None = None,
    ) -> FormRow:
        """Append a row, to the rows always seen, to those under "More", or to those of a section."""
        rows = self._rows(more) if section is None else section.body
        row = FormRow(self._theme_controller, label, *controls, parent=rows.parentWidget(), label_button=label_button)
        first = controls[0]
        row.label.setToolTip(first.tip if isinstance(first, Choice) else first.toolTip())
        rows.addWidget(row)
        row.complained.connect(self.complained)
        row.confirmed.connect(self._on_asked)
        # Another example is another matter, and so is the same one anew.
        self._session.title_changed.connect(row.settle)
        self._session.opened.connect(row.settle)
        # So is whatever was changed since, in this form or in another one.
        self._session.experiment_changed.connect(row.settle)
        return row

    def add_widget(self, widget: QWidget, *, more: bool = False) -> None:
        """Append a widget over the whole width."""
        self._rows(more).addWidget(widget)

    def finish(self) -> None:
        """Put "More" below the rows, and show the session's experiment; the last thing that a constructor does."""
        if self._more.body.count():
            self.body.addWidget(self._more)
        else:
            self._more.hide()
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_tab_order(self)
        self.show_again()

    def wire(self, signal: SignalInstance, slot: Callable[..., object]) -> None:
        """Let a control ask the session through `slot`, and then show what the session made of it.

        A change that the session refuses leaves the experiment, and so no signal of its own would put the control back.
        """
        signal.connect(self._on_asked)
        signal.connect(slot)
        signal.connect(self.show_again)

    @Slot()
    def show_again(self) -> None:
        """Show the session's experiment once more."""
        self.render_experiment(self._session.experiment)

    def _rows(self, more: bool) -> QVBoxLayout:
        return self._more.body if more else self.body

    @Slot()
    def _on_section_turned(self) -> None:
        """Remember the sections of this form; those of the others stay as they are."""
        headers = {self.header.objectName(): not self.is_open}
        headers |= {section.header.objectName(): section.is_open for section in self._quiet_sections}
        others = [name for name in self._preferences.turned_sections.split() if name not in headers]
        turned = [name for name, is_turned in headers.items() if is_turned]
        self._preferences.set_value("turned_sections", " ".join(sorted([*others, *turned])))

    @Slot()
    def _on_asked(self) -> None:
        """Take back what was said of a refused value: another one is asked for, or the old one was typed again."""
        self._session.notices.withdraw(Cause.REFUSAL)

    @Slot(object)
    def _on_experiment_changed(self, experiment: mlp.Experiment) -> None:
        self.render_experiment(experiment)
