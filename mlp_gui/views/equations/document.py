"""The derivation of the step that has just been done as a LaTeX document: every line of it that may be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

import mlp_core as mlp
from mlp_core.explain.latex_document import latex_document
from mlp_core.explain.notation.pieces import numbers_of
from mlp_gui.state.sample_place import place_in_batch
from mlp_gui.state.snapshot import Notice
from mlp_gui.views.equations.telling import Teller, as_taken_away

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping

MOST_LINES: Final = 150
"""More are counted and left out: some 20 milliseconds of work, and already a dozen pages."""
_MOST_TERMS: Final = 24


def told_document(stepping: Stepping) -> str:
    """Return the lines of the current step, at the grain in use, as a document; "" before the first.

    A number that is asked for, or still on its way, is a question mark.
    """
    step, walk = stepping.step, stepping.walk
    if step is None or walk is None:
        return ""
    teller = Teller(stepping)
    lines = [walk.terms[index] for index in range(step.first, min(step.last + 1, step.first + MOST_LINES))]
    sizes = "-".join(str(size) for size in step.trace.sizes)
    place = "" if stepping.sample is None else place_in_batch(step.trace, stepping.sample)
    sample = f"{place[0].upper()}{place[1:]}. " if place else ""
    return latex_document(
        [(line, _told(line, teller)) for line in lines],
        title=f"A training step of a {sizes} network",
        subtitle=f"{sample}Notation: {mlp.NOTATIONS[stepping.notation].title}.",
        left_out=step.last + 1 - step.first - len(lines),
    )


def _told(line: mlp.Step, teller: Teller) -> mlp.Explanation:
    explanation = teller.explain(line, most_terms=_MOST_TERMS)
    return replace(explanation, numbers=numbers_of(tuple(as_taken_away(piece, teller) for piece in explanation.pieces)))


def copy_derivation(session: Session) -> None:
    """Put the document on the clipboard, and say so."""
    document = told_document(session.stepping)
    if document:
        QGuiApplication.clipboard().setText(document)
        session.post(Notice("The derivation of this step is on the clipboard as a LaTeX document."))
