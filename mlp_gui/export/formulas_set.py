"""Whether the formulas of a window stand on their papers: they are set on a pool, after what they tell is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QThreadPool

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def formulas_are_set(widget: QWidget) -> bool:
    """Return whether every formula that is seen within a widget is set, and nothing is painted on the pool."""
    # Late: a window that tells no training step has none of it.
    from mlp_gui.views.paper.formula_paper import FormulaPaper

    papers = (paper for paper in widget.findChildren(FormulaPaper) if paper.isVisible())
    return QThreadPool.globalInstance().activeThreadCount() == 0 and all(paper.is_settled for paper in papers)
