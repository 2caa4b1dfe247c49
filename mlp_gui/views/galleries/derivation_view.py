"""The derivation: line by line from the loss and the activation in use to dL/dz, each line with its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QSizeF, Slot

from mlp_gui.views.galleries.derivation_page import DerivationPage, lay_out_page, paint_page
from mlp_gui.views.galleries.derivation_story import DerivationStory, activation_story, loss_story, pair_story
from mlp_gui.views.galleries.standing import unit_looked_at
from mlp_gui.views.paper import FormulaPaper, FormulaView, scroll_by_key
from mlp_gui.widgets import Choice

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QWidget

    import mlp_core as mlp
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session

_PARTS: Final = (
    ("pair", "Loss and output", "The derivative of the loss by an output's sum, through its activation function."),
    ("loss", "Loss alone", "The derivative of the loss in use by the output."),
    (
        "activation",
        "Activation alone",
        "The activation function's derivative, of the unit that is selected, else of the one that the step is about.",
    ),
)
# What the closed list says, where there is less room.
_SHORT: Final = {"pair": "Together", "activation": "Activation"}
CHOICE_WIDTH: Final = 112
_WAITING: Final = "This appears as soon as the network is ready."


class DerivationCanvas(FormulaPaper[DerivationStory, DerivationPage]):
    """Paints one derivation.

    Parameters
    ----------
    session : Session
        Taken as every page takes it.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        What scrolls it.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(session, theme_controller, parent)
        self.setObjectName("derivation_canvas")

    @property
    def story(self) -> DerivationStory | None:
        """What is on the page; None where the message stands."""
        return self._content

    @property
    def page(self) -> DerivationPage | None:
        """Where everything stands; None where the message stands."""
        return self._layout

    def mark_at(self, position: QPointF) -> Mark | None:  # noqa: ARG002
        """Return None: no line is about one thing of the network."""
        return None

    def _laid_out(self, content: DerivationStory, room: QSizeF) -> tuple[DerivationPage, float]:
        page = lay_out_page(content, self._typesetter.formula, self._theme_controller, room.width())
        return page, page.height

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        if self._layout is not None:
            paint_page(painter, self._layout, self._theme_controller, exposed)


class DerivationView(FormulaView[DerivationCanvas]):
    """The derivation of the loss and the activation in use, together or alone, in the letters of the notation.

    The arrow keys scroll it.
    """

    object_name = "derivation_view"
    spoken_name = "Derivation"
    page_type = DerivationCanvas

    def _furnish(self) -> None:
        """Make the page and its control."""
        super()._furnish()
        self._told: DerivationStory | None = None
        self._part = Choice("What is derived", self)
        self._part.setObjectName("derived_part")
        self._part.set_items(_PARTS, _SHORT)
        self._part.set_value(_PARTS[0][0])
        self._part.setFixedWidth(self._theme_controller.px(CHOICE_WIDTH))
        self._part.hide()
        self._part.chosen.connect(self._on_part_chosen)
        self._session.snapshot_changed.connect(self._on_place_changed)
        self._session.cursor.selected_changed.connect(self._on_place_changed)
        self._theme_controller.theme_changed.connect(self._on_theme_changed)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: what is derived."""
        self._part.show()
        return [self._part]

    def latex(self) -> str:
        """Return the derivation as LaTeX, or ""."""
        return self.canvas.story.latex if self.canvas.story is not None else ""

    def spoken(self) -> str:
        """Return what is derived, and the rules in their order."""
        story = self.canvas.story
        return "" if story is None else f"{story.whole.title}: {', '.join(line.rule for line in story.whole.lines)}"

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(601, 204)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which a line can be read."""
        return QSize(260, 130)

    @Slot(str)
    def _on_part_chosen(self, _part: str) -> None:
        self._refresh_now()
        self.scroll_area.verticalScrollBar().setValue(0)

    @Slot(object)
    def _on_place_changed(self, _what: object) -> None:
        self._fall_behind()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._part.setFixedWidth(self._theme_controller.px(CHOICE_WIDTH))

    def _refresh(self) -> None:
        trace, snapshot = self._stepping.trace, self._session.snapshot
        network = trace.network if trace is not None else snapshot.network if snapshot is not None else None
        if network is None:
            self._told = None
            self._canvas.show_message(_WAITING)
            self._say("")
            return
        loss = trace.config.loss if trace is not None else self._session.experiment.training.loss
        story, subtitle = self._derived(network, loss)
        self._say(subtitle, "")
        if story != self._told or not self._canvas.is_settled:
            self._told = story
            self._canvas.show_content(story)

    def _derived(self, network: mlp.Network, loss: str) -> tuple[DerivationStory, str]:
        """Return what is to be on the page, and the words for the title bar."""
        notation = self._stepping.notation
        if self._part.value == "pair":
            story = pair_story(loss, network.activations[-1], notation)
        elif self._part.value == "loss":
            story = loss_story(loss, notation)
        else:
            layer, _ = unit_looked_at(self._session, network.layer_count, network.sizes)
            is_hidden = layer < network.layer_count - 1
            story = activation_story(network.activations[layer], notation, is_hidden=is_hidden)
            return story, f"layer {layer + 1}, {story.whole.title}"
        return story, story.whole.title

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the arrow keys."""
        if not scroll_by_key(self.scroll_area, event):
            super().keyPressEvent(event)
