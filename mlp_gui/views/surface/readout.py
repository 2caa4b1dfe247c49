"""The readout: coordinates and loss of one point, and what the plane says of the current one beside the truth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_gui.look.numbers import compact, counted, grouped, signed
from mlp_gui.views.axes import ReadoutRow
from mlp_gui.views.surface.measure_words import MEASURES
from mlp_gui.views.surface.names import axis_symbols, axis_titles

if TYPE_CHECKING:
    from mlp_gui.state.surface_picture import SurfacePicture

TITLES: Final = {"train": "training", "validation": "validation", "test": "test"}
_HEIGHTS: Final = {
    "penalty": "penalty",
    "zero_one": "number of errors",
    "perceptron": "perceptron error",
    "squared_error": "squared error",
}
MANY: Final = 1e5
"""From here on a coordinate is written with a power of ten: its decimals tell nothing."""
_ALIKE: Final = 5e-4
"""Relative difference of two losses that are written alike."""


def loss_at(picture: SurfacePicture, *coordinates: float) -> float:
    """Return the loss between the grid's points; nan outside the grid."""
    grid = picture.grid
    places = []
    for coordinate, axis in zip(coordinates, (grid.a, grid.b), strict=False):
        if axis is None:
            break
        place = (coordinate - axis[0]) / (axis[-1] - axis[0]) * (len(axis) - 1)
        if not -1e-9 <= place <= len(axis) - 1 + 1e-9:
            return math.nan
        cell = min(max(int(place), 0), len(axis) - 2)
        places.append((cell, place - cell))
    values = picture.values
    with np.errstate(invalid="ignore"):
        # The first axis of the plane is the last one of the array.
        for cell, share in reversed(places):
            values = values[cell] * (1.0 - share) + values[cell + 1] * share
    return float(values)


def place_text(value: float, decimals: int) -> str:
    """Return a coordinate with its sign: "+1.382", or "−1.164×10²⁷" where decimals tell nothing."""
    if abs(value) < MANY:
        return signed(value, decimals)
    return f"{'+' if value > 0.0 else ''}{compact(value, 4)}"


def probe_rows(picture: SurfacePicture, probe: tuple[float, ...]) -> tuple[ReadoutRow, ...]:
    """Return the card of a point."""
    named = zip(axis_symbols(picture), probe, strict=True)
    rows = [ReadoutRow(name, place_text(value, 3), is_maths=bool(picture.axes.indices)) for name, value in named]
    about = "≈ " if picture.n_estimated else ""
    return (*rows, ReadoutRow(short_name(picture), about + compact(loss_at(picture, *probe), 4)))


def height_name(picture: SurfacePicture) -> str:
    """Return what the heights are, in a word or two for an axis: "loss", "penalty", "number of errors"."""
    return _HEIGHTS.get(picture.shown, "loss")


def is_summed(picture: SurfacePicture) -> bool:
    """Tell whether the heights are a sum over the samples, beside which the window's mean loss is another number."""
    return picture.shown not in _HEIGHTS and picture.snapshot.experiment.training.reduction == "sum"


def short_name(picture: SurfacePicture) -> str:
    """Return what the heights are where there is little room: "loss", or "summed loss", which is another number."""
    return f"summed {height_name(picture)}" if is_summed(picture) else height_name(picture)


def loss_name(picture: SurfacePicture) -> str:
    """Return what the heights are: the loss of a part of the data, summed where it is trained so, with its penalty."""
    if picture.shown in _HEIGHTS:
        return _HEIGHTS[picture.shown]
    name = f"{TITLES[picture.plane.part]} loss{', summed' if is_summed(picture) else ''}"
    return f"{name} + penalty" if picture.has_penalty and picture.shown == "total" else name


def measure_text(picture: SurfacePicture, digits: int = 4) -> str:
    """Return an error measure at the current point, and how steep it is there: "2, slope 0" or "0.41, slope 0.13"."""
    value = compact(picture.true_loss, digits)
    if picture.slope is None:
        return f"{value}, no slope"
    return f"{value}, slope {compact(float(np.hypot.reduce(picture.slope)), min(digits, 3))}"


def truth(picture: SurfacePicture) -> str:
    """Return the losses at the current point in one line: the true one, and the plane's where that is another."""
    what = "line" if picture.is_line else "plane"
    true, on_plane = picture.true_loss, picture.plane_loss
    name = loss_name(picture)
    both = f"{name[0].upper()}{name[1:]}: true {compact(true, 4)}, on the {what} {compact(on_plane, 4)}"
    is_alike = true == on_plane or abs(true - on_plane) <= _ALIKE * abs(true)
    if is_alike or true == 0.0 or not (math.isfinite(true) and math.isfinite(on_plane)):
        return both
    return f"{both} ({signed(100.0 * (on_plane / true - 1.0), 1)} %)"


def caption(picture: SurfacePicture) -> str:
    """Return what else is to be known of the picture, for its foot."""
    axes = picture.axes
    off = "" if picture.distance == 0.0 else f"; the network is {compact(picture.distance, 3)} beside it"
    if axes.explained:
        return f"holds {compact(100.0 * sum(axes.explained), 4)} % of the path's variance{off}"
    if axes.indices:
        return _others(picture.snapshot.network.parameter_count - len(axes.indices), is_now=not off) + off
    if picture.request.ends is not None:
        return f"the straight line between both moments{off}"
    return f"each unit's weights turned as far as they are long{off}"


def picture_title(picture: SurfacePicture) -> str:
    """Return what a picture on paper says in place of the controls: "Training loss over w₁₁ and w₂₁"."""
    name = loss_name(picture) if not picture.plane.has_measures else "error measures"
    if picture.request.ends is not None:
        return f"{name[0].upper()}{name[1:]}, {axis_titles(picture)[0]}"
    return f"{name[0].upper()}{name[1:]} over {' and '.join(axis_titles(picture))}"


def estimate(picture: SurfacePicture) -> str:
    """Return what the heights are estimated on; "" where they are exact."""
    if not picture.n_estimated:
        return ""
    return f"heights estimated on {grouped(picture.n_estimated)} of {grouped(picture.n_samples)} samples while it moves"


def foot(picture: SurfacePicture) -> str:
    """Return the losses and the caption in several forms, one a line, the longest first."""
    if picture.plane.has_measures and all(words.key in picture.readings for words in MEASURES):
        return _foot_of_measures(picture)
    losses, what = truth(picture), "line" if picture.is_line else "plane"
    who = "Summed: true" if is_summed(picture) else "True"
    brief = f"{who} {compact(picture.true_loss, 4)}, {what} {compact(picture.plane_loss, 4)}"
    rest = _brief_caption(picture)
    if picture.n_estimated:
        of = f"{grouped(picture.n_estimated)} of {grouped(picture.n_samples)} samples"
        return "\n".join((f"{losses}; {estimate(picture)}.", f"{losses}; on {of}.", f"{brief}; on {of}.", f"{brief}."))
    return "\n".join((f"{losses}; {caption(picture)}.", f"{losses}; {rest}.", f"{brief}; {rest}.", f"{brief}."))


def _foot_of_measures(picture: SurfacePicture) -> str:
    """Return the three error measures of the current parameters, likewise."""
    told = [(words, compact(picture.readings[words.key].true, 4)) for words in MEASURES]
    long = ", ".join(f"{words.name.lower()} {value}" for words, value in told)
    brief = ", ".join(f"{words.brief.lower()} {value}" for words, value in told)
    rest, less = estimate(picture) or caption(picture), _brief_caption(picture)
    forms = (f"Now: {long}; {rest}.", f"Now: {long}; {less}.", f"Now: {long}.", f"{brief[0].upper()}{brief[1:]}.")
    return "\n".join(forms)


def _brief_caption(picture: SurfacePicture) -> str:
    axes = picture.axes
    if axes.explained:
        return f"{compact(100.0 * sum(axes.explained), 3)} % of the variance"
    if axes.indices:
        others = picture.snapshot.network.parameter_count - len(axes.indices)
        return counted(others, "other stays", "others stay") if others else "there are no others"
    return "between two moments" if picture.request.ends is not None else "random directions"


def _others(count: int, *, is_now: bool) -> str:
    """Return what becomes of the parameters that are no axes."""
    if count == 0:
        return "there are no other parameters"
    if count == 1:
        return f"the other parameter stays as it {'is now' if is_now else 'was'}"
    return f"the other {grouped(count)} parameters stay as they {'are now' if is_now else 'were'}"
