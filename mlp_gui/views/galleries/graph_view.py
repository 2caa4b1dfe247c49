"""The computation graph: one unit after the other with weights, biases, loss and penalty, forwards and backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize

from mlp_gui.state.stepping_marks import mark_of_quantity
from mlp_gui.views.galleries.graph_page import GraphPage, NodePlace, lay_out_graph, paint_graph
from mlp_gui.views.galleries.graph_story import GraphStory, is_a_chain, tell_graph
from mlp_gui.views.paper import FormulaPaper, ScrolledView, scroll_by_key
from mlp_gui.views.paper.descriptions import describe

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF, QRectF, QSizeF
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session

_IDLE: Final = "Step through the training to see how each number is computed from others."
_LEGEND: Final = "values above, error signals below"
_WIDE: Final = (
    "The computation graph is drawn for networks of one unit in each layer, trained by descending a loss. "
    "Examples has two of them: “One unit with a penalty” and “Chain of three units”."
)


class GraphCanvas(FormulaPaper[GraphStory, GraphPage]):
    """Paints one graph and marks what is pointed at.

    Parameters
    ----------
    session : Session
        Its cursor is marked here and moved from here.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        What scrolls it.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(session, theme_controller, parent)
        self.setObjectName("graph_canvas")

    @property
    def story(self) -> GraphStory | None:
        """What is on the page; None where the message stands."""
        return self._content

    @property
    def page(self) -> GraphPage | None:
        """Where everything stands; None where the message stands."""
        return self._layout

    def place(self, key: str) -> NodePlace:
        """Return a node at its place.

        Raises
        ------
        KeyError
            If there is no such node.
        """
        for place in self._layout.places if self._layout is not None else ():
            if place.node.key == key:
                return place
        raise KeyError(key)

    def mark_at(self, position: QPointF) -> Mark | None:
        """Return what the node at a point is about."""
        place = self._place_at(position)
        return self._mark_of(place) if place is not None else None

    def text_at(self, position: QPointF) -> str:
        """Return what the number at a point is, and all its digits once it is known."""
        place = self._place_at(position)
        shown = place.shown_at(position) if place is not None else None
        if shown is None:
            return ""
        return describe(shown.quantity, self._session.stepping.trace, is_known=shown.shows_number)

    def _place_at(self, position: QPointF) -> NodePlace | None:
        places = self._layout.places if self._layout is not None else ()
        return next((place for place in places if place.whole.contains(position)), None)

    def _mark_of(self, place: NodePlace) -> Mark | None:
        trace = self._session.stepping.trace
        return mark_of_quantity(place.node.value.quantity, trace.samples.tolist() if trace is not None else None)

    def _laid_out(self, content: GraphStory, room: QSizeF) -> tuple[GraphPage, float]:
        page = lay_out_graph(content, self._typesetter.formula, self._theme_controller, room)
        return page, page.height

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:  # noqa: ARG002
        if self._layout is None:
            return  # the first formulas are still being set
        cursor = self._session.cursor
        wanted = {mark for mark in (cursor.hovered, cursor.selected) if mark is not None}
        marked = [place for place in self._layout.places if self._mark_of(place) in wanted]
        paint_graph(painter, self._layout, self._typesetter.formula, self._theme_controller, marked)


class GraphView(ScrolledView[GraphCanvas]):
    """The computation graph of a chain of single units, values above its nodes and error signals below."""

    object_name = "graph_view"
    spoken_name = "Computation graph"
    page_type = GraphCanvas

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(601, 173)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the nodes can be read."""
        return QSize(260, 130)

    def _refresh(self) -> None:
        trace = self._stepping.trace
        if not self._stepping.active or trace is None or not is_a_chain(trace):
            self.canvas.show_message(_IDLE if trace is None or not self._stepping.active else _WIDE)
            self._say("")
            return
        story = tell_graph(self._stepping, trace)
        self._say(_LEGEND, "")
        self.canvas.show_content(story)
        told = (f"{node.key} {node.value.text}" for node in story.nodes if node.value.shows_number)
        self.setAccessibleDescription(", ".join(told))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the arrow keys."""
        if not scroll_by_key(self.scroll_area, event):
            super().keyPressEvent(event)
