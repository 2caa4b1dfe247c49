"""The cards of the loss, of a penalty and of their sum, when the pointer is over one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.look.numbers import compact
from mlp_gui.views.network.card import Card, CardRow
from mlp_gui.views.network.stepping.hover_card import number_row, unit_name
from mlp_gui.views.network.stepping.letters import letters_of, loss_letter, subscript

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF, QRectF

    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.shown import StepShown

Kind = mlp.Kind


def loss_places(layout: StepLayout) -> dict[str, QRectF]:
    """Return where "loss" stands and, with a penalty, "objective" and "penalty"."""
    places = {"loss": layout.loss}
    if layout.nodes is not None:
        places |= {"objective": layout.nodes.objective, "penalty": layout.nodes.penalty}
    return places


def loss_node_at(layout: StepLayout, point: QPointF) -> str | None:
    """Return which of them is under a point."""
    return next((name for name, place in loss_places(layout).items() if place.contains(point)), None)


def loss_card(shown: StepShown, name: str) -> Card | None:
    """Return the card of one of them; None where it is not shown any more."""
    if name not in loss_places(shown.layout):
        return None
    return {"loss": _of_loss, "objective": _of_objective, "penalty": _of_penalty}[name](shown)


def _of_loss(shown: StepShown) -> Card:
    numbers, letters = shown.numbers, letters_of(shown.notation)
    trace, last = numbers.trace, len(numbers.trace.sizes) - 2
    rows: list[CardRow] = []
    unit = numbers.told_output()
    index = subscript(str(unit + 1)) if trace.sizes[-1] > 1 else ""
    answer, target = numbers.of_unit(Kind.ACTIVATION, last, unit), numbers.of_unit(Kind.TARGET, last, unit)
    rows.append(number_row(shown, f"output {letters.output}{index}", answer))
    of_class = f", {unit_name(shown, last, unit)}" if numbers.class_unit() >= 0 else ""
    rows.append(number_row(shown, f"target {letters.target}{index}{of_class}", target, plain=True))
    if numbers.sample >= 0:
        letter = loss_letter(shown.notation, numbers.sample, trace.n_samples)
        rows.append(number_row(shown, f"loss {letter}, this sample", numbers.loss(), plain=True))
    if trace.n_samples > 1 or numbers.sample < 0:
        label = f"loss {letters.loss}, {trace.config.reduction} of {trace.n_samples}"
        rows.append(number_row(shown, label, numbers.of_batch(Kind.LOSS), plain=True))
    return Card("Loss", tuple(rows), mlp.LOSSES[trace.config.loss].title if trace.rule is None else "")


def _of_objective(shown: StepShown) -> Card:
    numbers, letter = shown.numbers, letters_of(shown.notation).loss
    rows = (
        number_row(shown, f"loss {letter}", numbers.of_batch(Kind.LOSS), plain=True),
        number_row(shown, "penalty 𝜆𝑅", numbers.of_batch(Kind.PENALTY), plain=True),
        number_row(shown, f"their sum {letter} reg", numbers.of_batch(Kind.OBJECTIVE), plain=True),
        number_row(shown, "slope sent back", numbers.of_batch(Kind.OBJECTIVE_SLOPE), error=True),
    )
    return Card(f"Regularised loss {letter} reg", rows, "what the training descends")


def _of_penalty(shown: StepShown) -> Card:
    numbers, config = shown.numbers, shown.numbers.trace.config
    rows = [
        CardRow(f"𝜆 of {formula}", compact(rate, 3))
        for rate, formula in ((config.l2, "½∑𝑤²"), (config.l1, "∑|𝑤|"))
        if rate
    ]
    rows.append(number_row(shown, "penalty 𝜆𝑅", numbers.of_batch(Kind.PENALTY), plain=True))
    slope = numbers.of_batch(Kind.L2_SLOPE if config.l2 else Kind.L1_SLOPE)
    rows.append(number_row(shown, "slope that comes back", slope, error=True))
    return Card("Penalty 𝑅", tuple(rows), "over all weights, not biases")
