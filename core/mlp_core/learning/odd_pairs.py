"""Which output activation and which loss go together for which task, and what goes wrong where they do not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from mlp_core.network.activations import ACTIVATIONS
from mlp_core.network.losses import LOSSES

REGRESSION: Final = "regression"
BINARY: Final = "binary"
MULTI_CLASS: Final = "multi-class"
COMPRESSION: Final = "compression"

_FITTING: Final = {
    REGRESSION: ("identity", "squared_error"),
    BINARY: ("sigmoid", "binary_cross_entropy"),
    MULTI_CLASS: ("softmax", "categorical_cross_entropy"),
    COMPRESSION: ("identity", "squared_error"),
}
_CROSS_ENTROPIES: Final = ("binary_cross_entropy", "categorical_cross_entropy")
_MARGIN_LOSSES: Final = ("hinge", "perceptron")
_DIFFERENCES: Final = ("squared_error", "absolute_error")


@dataclass(frozen=True, slots=True)
class OddPair:
    """What goes wrong with an output activation and a loss, and what to take instead.

    Attributes
    ----------
    text : str
        What goes wrong, in a sentence or two for the user.
    output, loss : str
        Names of the pair to use instead; at least one of them is another one.
    """

    text: str
    output: str
    loss: str


def odd_pair(task: str, output: str, loss: str, *, has_unit_targets: bool = False) -> OddPair | None:
    """Tell what goes wrong with an output activation and a loss; None where they go together.

    Parameters
    ----------
    task : str
        "regression", "binary" (one output for two classes), "multi-class" (one output each) or "compression".
    output, loss : str
        Names of an activation and of a loss.
    has_unit_targets : bool
        Whether all values that are to be met lie from 0 to 1, as after the min-max normalisation.
    """
    learns_classes = task in (BINARY, MULTI_CLASS)
    tell = _trouble_with_classes if learns_classes else _trouble_with_values
    text = _trouble_of_one(task, output, loss) or tell(task, output, loss, has_unit_targets)
    return OddPair(text, *_instead(task, output, loss, has_unit_targets)) if text else None


def _instead(task: str, output: str, loss: str, has_unit_targets: bool) -> tuple[str, str]:
    """Return the pair that goes together and changes the least."""
    if task in (REGRESSION, COMPRESSION):
        probabilities = task == COMPRESSION and has_unit_targets and output == "sigmoid"
        kept = loss if loss in _DIFFERENCES else _FITTING[task][1]
        return ("sigmoid", "binary_cross_entropy") if probabilities else ("identity", kept)
    if loss in _MARGIN_LOSSES:
        return "identity", loss
    if task == MULTI_CLASS and (loss == "binary_cross_entropy" or output == "sigmoid") and output != "softmax":
        return "sigmoid", "binary_cross_entropy"
    return _FITTING[task]


def _trouble_of_one(task: str, output: str, loss: str) -> str:
    """Tell what is wrong with the output or the loss alone, whatever the other one is."""
    learns_classes = task in (BINARY, MULTI_CLASS)
    o, low_l = ACTIVATIONS[output].title, LOSSES[loss].title
    if loss == "zero_one":
        none = "" if learns_classes else ", which these data do not have"
        return f"{low_l} only counts wrong classes{none}: its slope is zero everywhere, so no weight learns."
    if loss in _MARGIN_LOSSES and not learns_classes:
        return f"{low_l} asks only for the sign of an output: these data have values, and it never compares them."
    if ACTIVATIONS[output].is_flat:
        return f"{o} jumps: its slope is zero everywhere else, so no weight learns."
    if output == "softmax" and task in (BINARY, REGRESSION):
        return f"{o} shares 1 among the outputs: a single one is always 1, whatever the weights are."
    if output == "sine":
        return f"{o} goes up and down: very different sums give the same answer, and training gets stuck between them."
    return ""


def _trouble_with_values(task: str, output: str, loss: str, has_unit_targets: bool) -> str:
    o = ACTIVATIONS[output].title
    low, high = ACTIVATIONS[output].range
    if output == "softmax":
        return f"{o} shares 1 among the outputs: values that do not add up to 1 cannot be met."
    if loss == "binary_cross_entropy" and task == COMPRESSION and has_unit_targets:
        return _trouble_with_probabilities(task, output, loss)
    if loss in _CROSS_ENTROPIES:
        return (
            f"{LOSSES[loss].title} compares probabilities; these data have values, for which it has no meaning: "
            "it is least somewhere else than where they are met."
        )
    if output == "relu":
        return f"{o} never goes below 0: lower values cannot be met, and where its sum is negative nothing learns."
    if math.isinf(low) or (has_unit_targets and task == COMPRESSION):
        return ""
    if math.isinf(high):
        return f"{o} never goes below {_number(low)}: lower values cannot be met."
    return (
        f"{o} stays between {_number(low)} and {_number(high)}: values beyond cannot be met, and it saturates: "
        "near its ends it hardly learns."
    )


def _trouble_with_classes(task: str, output: str, loss: str, _has_unit_targets: bool) -> str:
    if loss in _CROSS_ENTROPIES:
        return _trouble_with_probabilities(task, output, loss)
    if loss in _MARGIN_LOSSES:
        return _trouble_with_signs(task, output, loss)
    o, low_l = ACTIVATIONS[output].title, LOSSES[loss].title
    low, high = ACTIVATIONS[output].range
    if not math.isinf(high):
        return (
            f"{o} saturates with {_lower(low_l)}: where an answer is most wrong, near {_number(low)} or "
            f"{_number(high)}, the slope is almost zero, and it hardly learns."
        )
    beyond = f"With {_lower(low_l)}, {o} is also punished for answers surer than right: far points pull the boundary."
    return f"{beyond} Where the sum is negative, nothing learns." if output == "relu" else beyond


def _trouble_with_probabilities(task: str, output: str, loss: str) -> str:
    o, low_l = ACTIVATIONS[output].title, LOSSES[loss].title
    low, high = ACTIVATIONS[output].range
    if low < 0.0 or high > 1.0:
        where = "below 0" if high <= 1.0 else "above 1" if low >= 0.0 else "below 0 and above 1"
        return (
            f"{low_l} takes each output for a probability; {o} goes {where}, where that has no meaning: the loss is "
            "cut off there, and such samples learn nothing."
        )
    if loss == "categorical_cross_entropy" and task == BINARY:
        return f"{low_l} looks at the right class's output alone; a single output then goes to 1 for every sample."
    if loss == "categorical_cross_entropy" and output == "sigmoid":
        return (
            f"{low_l} looks at the right class's output alone; {o} outputs do not share 1, so that nothing holds the "
            "others down: all of them go to 1."
        )
    if loss == "binary_cross_entropy" and output == "softmax":
        return (
            f"{low_l} asks each output a question of its own; {o} ties them together, so that a mistake counts twice, "
            "and the error signal is no longer simply y − t."
        )
    return ""


def _trouble_with_signs(task: str, output: str, loss: str) -> str:
    """Tell why an output cannot reach both sides of zero as far as the loss wants it to."""
    o, low_l = ACTIVATIONS[output].title, LOSSES[loss].title
    low, high = ACTIVATIONS[output].range
    if math.isinf(low):
        return ""
    if low >= 0.0:
        return _trouble_without_negatives(task, output, loss)
    if loss == "hinge":
        ends = f"{_number(low)}" if math.isinf(high) else f"{_number(low)} and {_number(high)}"
        return f"{low_l} wants answers beyond −1 and 1; {o} only comes near {ends}: it is never done, and saturates."
    return f"{low_l} corrects what is on the wrong side; {o} saturates there: the worst mistakes hardly learn."


def _trouble_without_negatives(task: str, output: str, loss: str) -> str:
    """Tell what becomes of a loss that goes by the sign, where no output is ever negative."""
    o, low_l = ACTIVATIONS[output].title, LOSSES[loss].title
    if output == "softplus" and task == BINARY:
        return f"{low_l} wants answers below 0 for one class; {o} is always above, and this class counts as wrong."
    if loss == "hinge":
        who = "one class" if task == BINARY else "each class that is not meant"
        return f"{low_l} wants −1 for {who}; {o} never goes below 0: the loss stays high even where all is right."
    if output == "softmax":
        return (
            f"{low_l} then counts what {o} gives to the wrong classes: where an answer is most wrong, the slope is "
            "almost zero, and it hardly learns."
        )
    return (
        f"{low_l} stops counting at 0, and {o} never goes below: all answers can sink to 0, where the loss is 0 "
        "whether classes are told apart or not."
    )


def _number(value: float) -> str:
    return f"{value:.2g}".replace("-", "−")


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]
