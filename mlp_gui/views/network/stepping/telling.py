"""From the step-through to what is shown: layout, numbers and names of one line, kept where nothing has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mlp_gui.views.network.heat import LayerScales, largest_distance
from mlp_gui.views.network.own_units import OwnUnits
from mlp_gui.views.network.pixel_bands import pixel_names
from mlp_gui.views.network.stepping.class_names import names_width
from mlp_gui.views.network.stepping.edge_values import edge_values
from mlp_gui.views.network.stepping.forms import CLASSROOM, DESK
from mlp_gui.views.network.stepping.layout import arrange_cards, can_stand
from mlp_gui.views.network.stepping.letters import flips_errors
from mlp_gui.views.network.stepping.numbers import HeldScales, StepNumbers
from mlp_gui.views.network.stepping.open_gap import columns_in_play, open_gap_of, wanted_widths
from mlp_gui.views.network.stepping.penalty_nodes import place_nodes
from mlp_gui.views.network.stepping.room import (
    choose_bands,
    largest_scale,
    room_for_cards,
    rows_shown,
    zoom_before_a_class,
)
from mlp_gui.views.network.stepping.shown import StepShown
from mlp_gui.views.network.stepping.sources import classes_of, heat_maps, names_of, picture_of
from mlp_gui.views.network.stepping.style import StepStyle, step_style
from mlp_gui.views.network.stepping.travel import focus_of

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.look import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.walk import Walk
    from mlp_gui.views.network.heat import ColumnFill, ValueScale
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.legs import Leg


Rows = tuple[tuple[tuple[int, int], ...], ...]
"""Rows of each column, as units from one to before another."""

Place = tuple[int, tuple[int, ...]]
"""Which gap is open, and which columns are in play."""

SMALLER = 0.02
"""Steps in which type is tried that is smaller than the other views'."""

MOST_PAGES = 12
"""Pages of a large network, and layouts with another gap open, that are kept."""


def _loss_rows(walk: Walk) -> int:
    """Return how many numbers the loss has beside its penalty: answer, target, cost, and that of the batch."""
    return 3 + int(walk.sample is not None and walk.trace.n_samples > 1)


class Teller:
    """Makes what is shown of a line; scales hold still within a run, and what has not changed is not made again.

    Parameters
    ----------
    session : Session
        Its `stepping` says what is told.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        "patterns" dashes negative edges.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, preferences: Preferences) -> None:
        self._session, self._look, self._preferences = session, theme_controller, preferences
        self.held = HeldScales()
        self._scales = LayerScales()
        self._run = -1
        self._trace: mlp.Trace | None = None
        self._measured: tuple[ValueScale, ...] = ()
        self._style: StepStyle | None = None
        self._styled: tuple[object, ...] = ()
        self._arranged: tuple[object, ...] = ()
        self._zoomed_for: tuple[object, ...] = ()
        self._zoom = 1.0
        self._by_rows: dict[tuple[Rows, Place], StepLayout] = {}
        self._by_focus: dict[tuple[tuple[int, int, int] | None, Place], StepLayout] = {}
        self._fills: list[ColumnFill] = []
        self._filled: tuple[object, ...] = ()

    def take(self, trace: mlp.Trace) -> None:
        """Measure a trace; of another run, forget what was measured before."""
        if self._session.stepping.trace_run_id != self._run:
            self._run = self._session.stepping.trace_run_id
            self.held.reset()
            self._scales.reset()
        if trace is self._trace:
            return
        self._trace = trace
        self.held.take(trace, self._session.stepping.last_update)
        self._measured = tuple(
            self._scales.scale(layer, name, largest_distance(trace.activations[layer], name))
            for layer, name in enumerate(trace.network.activation_names)
        )

    def layout(self, walk: Walk, step: mlp.Step | None, width: float, height: float) -> StepLayout:
        """Return where everything stands on a canvas of a size; the same as before where nothing has changed."""
        sizes = walk.trace.sizes
        style = self._style_for(sizes, width, height)
        classes = classes_of(walk.trace, self._session.snapshot)
        picture = picture_of(walk.trace, self._session.snapshot)
        forms = CLASSROOM if self._session.presentation.active else DESK
        rows = _loss_rows(walk) if walk.trace.is_penalised else 0
        circumstances = (sizes, width, height, style.scale, style.decimals, classes, picture, forms, rows)
        if circumstances != self._arranged:
            self._arranged = circumstances
            self._by_focus.clear()
            self._by_rows.clear()
        outputs = len(sizes) - 2
        focus, place = focus_of(step, outputs), (open_gap_of(step, outputs), columns_in_play(step, outputs))
        if (focus, place) not in self._by_focus:
            bands = choose_bands(sizes, width, height, style.scale, forms)
            room = room_for_cards(height, style.scale, bands)
            groups = rows_shown(sizes, room, style.scale, focus, forms, picture)
            if (groups, place) not in self._by_rows:
                names = names_width(classes, style)
                opened, in_play = (place[0], wanted_widths(style)), place[1]
                layout = arrange_cards(
                    groups, width, height, style.scale, bands, names, forms, picture, opened, in_play
                )
                is_page = groups != rows_shown(sizes, room, style.scale, None, forms, picture)
                if rows:
                    loss, nodes = place_nodes(layout.columns, layout.loss, layout.content, rows, style.scale)
                    layout = replace(layout, loss=loss, nodes=nodes)
                while len(self._by_rows) >= MOST_PAGES:
                    self._forget(next(iter(self._by_rows)))
                self._by_rows[groups, place] = self._as_before(replace(layout, is_page=is_page))
            self._by_focus[focus, place] = self._by_rows[groups, place]
        return self._by_focus[focus, place]

    def _as_before(self, layout: StepLayout) -> StepLayout:
        """Return the layout that stands like this one, if there is one: with it, pictures of its edges are kept."""
        alike = (each for each in self._by_rows.values() if each.stands_as(layout))
        return next(alike, layout)

    def _forget(self, page: tuple[Rows, Place]) -> None:
        """Forget a page, and that it is that of some units where no other place has it."""
        layout = self._by_rows.pop(page)
        if not any(each is layout for each in self._by_rows.values()):
            self._by_focus = {focus: each for focus, each in self._by_focus.items() if each is not layout}

    def shown(self, walk: Walk, step: mlp.Step | None, leg: Leg, position: int, layout: StepLayout) -> StepShown:
        """Return what is shown of a step with so many lines done.

        Parameters
        ----------
        walk : Walk
            Of the trace that was taken.
        step : Step or None
            What is done, under way or asked for.
        leg : Leg
            The part of its way that is marked.
        position : int
            The last line that is done.
        layout : StepLayout
            From `layout`.
        """
        stepping = self._session.stepping
        style = self._style_for(walk.trace.sizes, layout.width, layout.height)
        numbers = StepNumbers(
            walk,
            position,
            step,
            flips=flips_errors(stepping.notation, walk.trace),
            asked=stepping.awaiting,
            last_update=stepping.last_update,
        )
        labels, titles = names_of(walk.trace, self._session.snapshot, whole_batch=stepping.sample is None)
        picture = picture_of(walk.trace, self._session.snapshot)
        return StepShown(
            layout=layout,
            numbers=numbers,
            style=style,
            travel=leg.travel,
            step=step,
            held=self.held,
            scales=self._measured,
            fills=self._heat_maps(layout, style),
            titles=titles,
            labels=labels,
            short_labels=labels if picture is None else pixel_names(picture),
            classes=classes_of(walk.trace, self._session.snapshot),
            notation=stepping.notation,
            edge_shows=stepping.edge_shows,
            unit_shows=stepping.unit_shows,
            dashed=self._preferences.patterns,
            edge_values=edge_values(numbers, layout, stepping.edge_shows, step),
            own=OwnUnits.of(None if self._session.snapshot is None else self._session.snapshot.dataset),
        )

    def _style_for(self, sizes: tuple[int, ...], width: float, height: float) -> StepStyle:
        """Return fonts and scale: before a class as large as there is room for, else smaller where there is none."""
        look, decimals = self._look, self._session.stepping.decimals
        presents = self._session.presentation.active
        if presents:
            zoom = zoom_before_a_class(sizes, width, height, look.scale)
        else:
            zoom = self._zoom_at_a_desk(sizes, width, height)
        asked = (look.theme, look.scale, decimals, presents, zoom)
        if self._style is None or asked != self._styled:
            self._style, self._styled = step_style(look, decimals, large=presents, zoom=zoom), asked
        return self._style

    def _zoom_at_a_desk(self, sizes: tuple[int, ...], width: float, height: float) -> float:
        """Return how much smaller than the other views' the type is: as little as all units' cards need, to stand."""
        look, decimals = self._look, self._session.stepping.decimals
        if look.scale <= 1.0:
            return 1.0
        asked = (sizes, width, height, look.scale, decimals)
        if asked != self._zoomed_for:
            largest = min(largest_scale(sizes, width, height), look.scale)
            smaller = (largest - step * SMALLER for step in range(int((largest - 1.0) / SMALLER) + 1))
            standing = (each for each in smaller if self._stand_at(each, sizes, width, height))
            self._zoomed_for, self._zoom = asked, next(standing, largest) / look.scale
        return self._zoom

    def _stand_at(self, scale: float, sizes: tuple[int, ...], width: float, height: float) -> bool:
        """Tell whether cards with type of a scale stand for a whole training step."""
        style = step_style(self._look, self._session.stepping.decimals, zoom=scale / self._look.scale)
        bands = choose_bands(sizes, width, height, scale)
        return can_stand(sizes, width, height, scale, bands, wanted_widths(style))

    def _heat_maps(self, layout: StepLayout, style: StepStyle) -> list[ColumnFill]:
        rows = tuple(column.groups for column in layout.columns)
        filled = (self._session.unit_field, rows, self._measured, style.theme)
        if filled != self._filled:
            self._fills = heat_maps(self._session.unit_field, layout.columns, self._measured, style)
            self._filled = filled
        return self._fills
