"""What the axes are called: a parameter by its symbol and its place, a direction by its number and its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.look.numbers import fixed, grouped
from mlp_gui.state.surface_picture import NOW, START

if TYPE_CHECKING:
    from mlp_gui.state.moments import Moment
    from mlp_gui.state.surface_picture import SurfacePicture


def parameter_symbol(network: mlp.Network, index: int, notation: str) -> str:
    """Return what a notation calls the parameter at a place: "w₁₂⁽¹⁾" of "delta", "w₁Q" of the lab's network."""
    return mlp.parameter_symbol(notation, network, *network.locate(index))


def parameter_title(input_names: tuple[str, ...], network: mlp.Network, index: int, notation: str) -> str:
    """Return the symbol and where it is: "w₁₂⁽¹⁾   Hidden 1, unit 2 ← x₁", "w₀₁⁽²⁾   Output, bias".

    Parameters
    ----------
    input_names : tuple of str
        Names of the network's inputs.
    network : Network
        Whose parameter it is.
    index : int
        Its place in `network.parameters`.
    notation : str
        Name of one of `mlp_core.NOTATIONS`.
    """
    layer, unit, source = network.locate(index)
    symbol, place = parameter_symbol(network, index, notation), _unit_title(network, layer, unit)
    if source is None:
        return f"{symbol}   {place}, bias"
    origin = input_names[source] if layer == 0 else _unit_title(network, layer - 1, source)
    return f"{symbol}   {place} ← {origin}"


def axis_titles(picture: SurfacePicture) -> tuple[str, ...]:
    """Return a title for each axis."""
    axes = picture.axes
    if axes.indices:
        return tuple(
            parameter_symbol(picture.snapshot.network, index, picture.plane.notation) for index in axes.indices
        )
    if axes.explained:
        return tuple(
            f"direction {number}, {fixed(100.0 * share, 1)} %" for number, share in enumerate(axes.explained, start=1)
        )
    if picture.request.ends is not None:
        start, end = (moment_title(moment) for moment in picture.request.ends)
        return (f"from {start} to {end}",)
    return tuple(f"random direction {number}" for number in range(1, axes.count + 1))


def moment_title(moment: Moment) -> str:
    """Return "start", "now", or the epoch of a marked moment: "epoch 12" or "epoch 12.4"."""
    if moment.key in (START, NOW):
        return moment.key
    whole = round(moment.epoch)
    return f"epoch {grouped(whole) if abs(moment.epoch - whole) < 1e-9 else fixed(moment.epoch, 1)}"


def axis_symbols(picture: SurfacePicture) -> tuple[str, ...]:
    """Return a short name for each axis."""
    if picture.axes.indices:
        return axis_titles(picture)
    if picture.request.ends is not None:
        return ("share of the way",)
    return tuple(f"direction {number}" for number in range(1, picture.axes.count + 1))


def _unit_title(network: mlp.Network, layer: int, unit: int) -> str:
    letter = mlp.unit_letter(network.sizes, layer, unit, network.unit_names)
    if letter:
        return f"Unit {letter}"
    is_output = layer == len(network.sizes) - 2
    name = "Output" if is_output else f"Hidden {layer + 1}"
    return name if is_output and network.n_outputs == 1 else f"{name}, unit {unit + 1}"
