"""What is wrong with how a network learns, in words: dead and saturated units, vanishing and exploding gradients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_core.analysis.loss_standing import LossStanding
    from mlp_core.analysis.vital_signs import LayerSigns

SATURATED_SHARE: Final = 0.9
"""A unit is called saturated where it is at so many of the samples."""
VANISHED: Final = 1e-3
"""A gradient has vanished where it is below this share of the last layer's."""
EXPLODED: Final = 1e3
"""A gradient has exploded where it is above this multiple of the last layer's."""
LARGE_UPDATE: Final = 0.1
"""Updates are large where one step changes the weights by more than this share of their size."""
TINY: Final = 1e-4
"""A gradient is tiny everywhere where each layer's is below this share of the loss of the best constant answer."""
NOTHING_LEARNED: Final = 0.98
"""Nothing has been learned yet where the loss is above this share of that of the best constant answer."""
LEARNED: Final = 0.01
"""All has been learned where the loss is below this share of it: then no gradient is needed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes
    ----------
    kind : str
        "dead", "saturated", "vanishing", "exploding" or "restless" of a unit or layer; "still" where no layer has a
        gradient, "stuck" where all are tiny though nothing has been learned.
    layer : int
        0 for the first hidden layer; the last one where all are meant.
    unit : int
        Unit of the layer; -1 for all of it.
    sentence : str
        What is seen, with its number, and what it means.
    """

    kind: str
    layer: int
    unit: int
    sentence: str


def find_illness(
    layers: Sequence[LayerSigns], update_sizes: Sequence[float] = (), standing: LossStanding | None = None
) -> tuple[Finding, ...]:
    """Say what is wrong at one moment; nothing for a network that learns as it should.

    Parameters
    ----------
    layers : sequence of LayerSigns
        From `mlp_core.vital_signs`.
    update_sizes : sequence of float
        Root mean square of what one step changes in each layer's weights; left out where it is not known.
    standing : LossStanding, optional
        From `mlp_core.loss_standing`; without it nobody is told of gradients that are tiny in all layers.
    """
    findings = _nothing_learned(layers, standing)
    last = len(layers) - 1
    for layer, signs in enumerate(layers):
        name = f"Hidden {layer + 1}" if layer < last else "Output"
        if layer < last:
            findings += _ill_units(layer, name, signs)
            findings += _ill_gradient(layer, name, signs.gradient_size, layers[last].gradient_size)
        if layer < len(update_sizes) and signs.weight_size > 0.0:
            share = update_sizes[layer] / signs.weight_size
            if share > LARGE_UPDATE:
                findings.append(
                    Finding(
                        "restless",
                        layer,
                        -1,
                        f"One step changes the weights of {name} by {100 * share:.0f} % of their size: they jump "
                        "about. A smaller learning rate would let them settle.",
                    )
                )
    return tuple(findings)


def _nothing_learned(layers: Sequence[LayerSigns], standing: LossStanding | None) -> list[Finding]:
    if standing is None or not np.isfinite(standing.loss):
        return []
    largest = max(signs.gradient_size for signs in layers)
    loss, guess = f"{standing.loss:.4g}", f"{standing.constant_loss:.4g}"
    if largest == 0.0 and standing.loss > LEARNED * standing.constant_loss:
        sentence = (
            f"There is no gradient at all: it is 0 in every layer while the loss is {loss}, and one constant answer "
            f"has {guess}. No weight changes any more. Another output or loss, or other first weights, would help."
        )
        return [Finding("still", len(layers) - 1, -1, sentence)]
    if largest < TINY * standing.constant_loss and standing.loss > NOTHING_LEARNED * standing.constant_loss:
        cure = "Fewer layers, another activation or other first weights" if len(layers) > 1 else "Hidden units"
        sentence = (
            f"The gradient is tiny in every layer, {largest:.2g} at the most, while the loss is {loss} and one "
            f"constant answer has {guess}: nothing has been learned, and hardly anything changes. {cure} would help."
        )
        return [Finding("stuck", len(layers) - 1, -1, sentence)]
    return []


def _ill_units(layer: int, name: str, signs: LayerSigns) -> list[Finding]:
    findings = [
        Finding(
            "dead",
            layer,
            unit,
            f"{name}, unit {unit + 1} is dead: it answers the same to every sample with slope 0, so no gradient "
            "reaches its weights and it cannot come back.",
        )
        for unit in np.flatnonzero(signs.dead).tolist()
    ]
    for unit in np.flatnonzero((signs.saturated >= SATURATED_SHARE) & ~signs.dead).tolist():
        share = 100.0 * float(signs.saturated[unit])
        findings.append(
            Finding(
                "saturated",
                layer,
                unit,
                f"{name}, unit {unit + 1} is saturated: at {share:.0f} % of the samples it lies where its activation "
                "is flat, and hardly learns.",
            )
        )
    return findings


def _ill_gradient(layer: int, name: str, size: float, last_size: float) -> list[Finding]:
    if last_size <= 0.0 or not np.isfinite(size) or not np.isfinite(last_size):
        return []
    if size < VANISHED * last_size:
        times = f"{last_size / size:,.0f} times smaller than" if size > 0.0 else "0, beside that of"
        middle = "that of the output layer" if size > 0.0 else "the output layer"
        return [
            Finding(
                "vanishing",
                layer,
                -1,
                f"The gradient has vanished at {name}: it is {times} {middle}, so this layer hardly learns.",
            )
        ]
    if size > EXPLODED * last_size:
        return [
            Finding(
                "exploding",
                layer,
                -1,
                f"The gradient has exploded at {name}: it is {size / last_size:,.0f} times that of the output layer.",
            )
        ]
    return []
