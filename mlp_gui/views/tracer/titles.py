"""What weights and biases are called in the tracer: by their symbol in the notation, beside the units' own names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.state.cursor import Mark


class Title(NamedTuple):
    """The name of a parameter.

    Attributes
    ----------
    long : str
        "w₁₂⁽¹⁾: weight from input 1 to unit Q".
    short : str
        "w₁₂⁽¹⁾  x₁ → Q"; a unit without a name of its own is called by the symbol of its activation.
    """

    long: str
    short: str


def title_of(trace: mlp.Trace, notation: str, layer: int, unit: int, source: int) -> Title:
    """Return what a weight is called in a notation, with source -1 a bias."""
    symbols, given = mlp.NOTATIONS[notation].symbols(trace), trace.network.unit_names

    def brief(of_layer: int, of_unit: int) -> str:
        letter = mlp.unit_letter(trace.sizes, of_layer, of_unit, given)
        return letter or mlp.plain_symbol(symbols.activation(of_layer, of_unit))

    latex = symbols.weight(layer, unit, source) if source >= 0 else symbols.bias(layer, unit)
    symbol, name = mlp.plain_symbol(latex), parameter_name(trace, layer, unit, source)
    way = f"{brief(layer - 1, source)} → {brief(layer, unit)}" if source >= 0 else f"bias of {brief(layer, unit)}"
    return Title(f"{symbol}: {name}", f"{symbol}  {way}")


def name_of(trace: mlp.Trace, mark: Mark) -> str:
    """Return what a marked parameter is called: "weight from input 1 to unit Q"."""
    return parameter_name(trace, mark.layer, mark.unit, mark.input)


def parameter_name(trace: mlp.Trace, layer: int, unit: int, source: int) -> str:
    """Return what a parameter is called, without an article."""
    return trace.parameter_name(layer, unit, source).removeprefix("the ")
