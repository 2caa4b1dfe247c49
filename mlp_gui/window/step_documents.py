"""What is taken along of the training step that is stepped through: its lines as LaTeX, and a worksheet as PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, Slot

import mlp_core as mlp
from mlp_gui.state.network_files import DOCUMENTS
from mlp_gui.state.snapshot import Notice
from mlp_gui.state.telling_sample import telling_sample
from mlp_gui.window.derivation_action import offer
from mlp_gui.window.file_names import proposed_name
from mlp_gui.window.file_questions import EXPORTS, FileQuestions

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow, QMenu

    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions

DERIVATION: Final = "export_derivation"
WORKSHEET: Final = "export_worksheet"

_PAPERS: Final = ("A4", "US letter")
_CONTENTS: Final = {
    "Questions and solution": ("Questions", "Solution"),
    "Questions": ("Questions",),
    "Solution": ("Solution",),
}


def worksheet_formats() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return what a worksheet can be, as the dialog names it: paper and parts, the usual paper of the country first."""
    is_american = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    papers = reversed(_PAPERS) if is_american else _PAPERS
    return {f"{words}, {paper} (*.pdf)": (paper, parts) for paper in papers for words, parts in _CONTENTS.items()}


class StepDocuments(QObject):
    """Offers both while there is a step.

    Parameters
    ----------
    window : QMainWindow
        Owner, also of the dialogs.
    actions : Actions
        The window's actions.
    menu : QMenu
        Gets the two.
    session : Session
        Whose step-through it is.
    preferences : Preferences
        Where folder and format are remembered.
    """

    def __init__(
        self, window: QMainWindow, actions: Actions, menu: QMenu, session: Session, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._questions = FileQuestions(window, preferences)
        self._preferences = preferences
        self._session = session
        self._stepping = session.stepping
        self._derivation, self._worksheet = actions[DERIVATION], actions[WORKSHEET]
        self._derivation_tip = self._derivation.statusTip()
        menu.addActions([self._derivation, self._worksheet])
        self._derivation.triggered.connect(self._on_derivation_wanted)
        self._worksheet.triggered.connect(self._on_worksheet_wanted)
        self._stepping.active_changed.connect(self._on_changed)
        self._stepping.position_changed.connect(self._on_changed)
        self._stepping.trace_changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        stepping = self._stepping
        offer(self._derivation, self._derivation_tip, stepping)
        self._worksheet.setEnabled(stepping.active and stepping.trace is not None)

    @Slot()
    def _on_derivation_wanted(self) -> None:
        from mlp_gui.views.equations.document import told_document

        path, _ = self._asked(DERIVATION, [DOCUMENTS[DERIVATION].pattern])
        document = told_document(self._stepping)
        if path and document:
            self._session.files.write_document(DERIVATION, path, partial(_encoded, document))

    @Slot()
    def _on_worksheet_wanted(self) -> None:
        from mlp_core.explain.worksheet import check_size

        stepping, trace = self._stepping, self._stepping.trace
        if trace is None:
            return
        try:
            check_size(trace)
        except mlp.ArgumentError as error:
            self._session.post(Notice(str(error), "warning"))
            return
        sample = stepping.sample if stepping.sample is not None else telling_sample(trace)
        options = (stepping.notation, stepping.decimals, stepping.fractions)
        formats = worksheet_formats()
        last = self._preferences.worksheet_format
        path, wanted = self._asked(WORKSHEET, list(formats), last)
        if path:
            wanted = wanted if wanted in formats else next(iter(formats))
            self._preferences.set_value("worksheet_format", wanted)
            kind = formats[wanted]
            make = partial(_worksheet, trace, sample, options, self._session.title, kind)
            self._session.files.write_document(WORKSHEET, path, make)

    def _asked(self, name: str, patterns: list[str], chosen: str = "") -> tuple[str, str]:
        """Return where to, and as what; "" for nowhere."""
        kind = DOCUMENTS[name]
        proposal = f"{proposed_name(self._session.title, 'Network')}{kind.tail}{kind.suffix}"
        return self._questions.where_to(EXPORTS, f"Save the {kind.title}", proposal, patterns, chosen)


def _encoded(document: str, _cancelled: Callable[[], bool]) -> bytes:
    return document.encode()


def _worksheet(
    trace: mlp.Trace,
    sample: int,
    options: tuple[str, int, bool],
    title: str,
    kind: tuple[str, tuple[str, ...]],
    cancelled: Callable[[], bool],
) -> bytes:
    """Return a worksheet as a file; called in a thread of the pool."""
    from mlp_core.explain.worksheet import worksheet
    from mlp_gui.export.worksheet_pdf import worksheet_pdf

    notation, decimals, fractions = options
    made = worksheet(trace, sample, notation, decimals=decimals, fractions=fractions)
    return worksheet_pdf(made, title, *kind, cancelled)
