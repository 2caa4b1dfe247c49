"""All that the picture of one line of a training step is painted from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mlp_gui.views.network.own_units import OwnUnits

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.views.network.heat import ColumnFill, ValueScale
    from mlp_gui.views.network.stepping.edge_chips import EdgeChip
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.numbers import HeldScales, StepNumbers
    from mlp_gui.views.network.stepping.style import StepStyle
    from mlp_gui.views.network.stepping.travel import Travel


CROWD, CROWDED_FACTOR = 200, 2.5
"""With more edges than this between two columns they are thinner, by so much."""


@dataclass(slots=True)
class StepShown:
    """What is painted; arrays and lists are not changed once they are here.

    Attributes
    ----------
    layout, numbers, style, travel : StepLayout, StepNumbers, StepStyle, Travel
        Geometry, numbers, look, and what the step is about.
    step : Step or None
        What is done or under way.
    held : HeldScales
        Scales that hold still.
    scales : tuple of ValueScale
        Of the activations of each layer.
    fills : list of ColumnFill
        Heat maps of each layer, or empty.
    titles, labels, short_labels, classes : tuple of str
        Of the columns; of the inputs, and where there is little room; of the outputs where each stands for a class,
        else empty.
    notation, edge_shows, unit_shows : str
        Options of the step-through.
    dashed : bool
        Whether negative edges are dashed.
    edge_values : ndarray, shape (n_edges,), float64
        What each edge shows.
    chips : list of EdgeChip
        Numbers on edges.
    own : OwnUnits
        What inputs and outputs are for the user.
    has_all_edges : bool
        Whether the edges have been painted with their own numbers: those of a large network may come later.
    """

    layout: StepLayout
    numbers: StepNumbers
    style: StepStyle
    travel: Travel
    step: mlp.Step | None
    held: HeldScales
    scales: tuple[ValueScale, ...]
    fills: list[ColumnFill]
    titles: tuple[str, ...]
    labels: tuple[str, ...]
    short_labels: tuple[str, ...]
    classes: tuple[str, ...]
    notation: str
    edge_shows: str
    unit_shows: str
    dashed: bool
    edge_values: np.ndarray
    chips: list[EdgeChip] = field(default_factory=list)
    own: OwnUnits = field(default_factory=OwnUnits)
    has_all_edges: bool = True

    @property
    def full_width(self) -> float:
        """Size of what an edge shows that has the full width; a larger one makes edges that crowd thinner."""
        crowd = int(max(np.diff(self.layout.curves.starts), default=0))
        return self.held.of(self.edge_shows) * (CROWDED_FACTOR if crowd > CROWD else 1.0)

    def looks_as(self, other: StepShown) -> bool:
        """Tell whether the picture of another line is the same to the pixel."""
        kept = ("layout", "style", "held", "fills", "own")
        names = ("scales", "titles", "labels", "short_labels", "classes")
        options = ("step", "notation", "edge_shows", "unit_shows", "dashed")
        return (
            all(getattr(self, name) is getattr(other, name) for name in kept)
            and self.numbers.says_as(other.numbers)
            and self.travel.marks_as(other.travel)
            and all(getattr(self, name) == getattr(other, name) for name in (*options, *names))
        )
