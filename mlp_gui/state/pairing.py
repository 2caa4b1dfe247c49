"""Whether output activation and loss go together for what is learned, in the words of the window."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.state.edits import task_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def odd_pair_of(experiment: mlp.Experiment) -> mlp.OddPair | None:
    """Return what goes wrong with an experiment's output and loss; None where nothing does.

    The perceptron rule and the delta rule follow no slope of a loss, so that none can be wrong for them.
    """
    task = task_kind(experiment)
    if not task or mlp.OPTIMIZERS[experiment.training.optimizer].rule is not None:
        return None
    return mlp.odd_pair(
        task,
        experiment.network.output_activation,
        experiment.training.loss,
        has_unit_targets=experiment.data.normalisation == "min_max",
    )


def concerns_output(experiment: mlp.Experiment, pair: mlp.OddPair) -> bool:
    """Whether it is the output alone that should be another one, so that the field of the output tells."""
    return pair.loss == experiment.training.loss


def pair_titles(experiment: mlp.Experiment, pair: mlp.OddPair, short: Mapping[str, str] = NOTHING) -> str:
    """Return what of a proposed pair is another one: "Sigmoid", or "Linear and squared error".

    Parameters
    ----------
    experiment : mlp_core.Experiment
        What has the odd pair.
    pair : mlp_core.OddPair
        What is proposed.
    short : mapping of str to str, optional
        Shorter titles by name, where two of them have to stand in a narrow place.
    """
    output, loss = mlp.ACTIVATIONS[pair.output].title, mlp.LOSSES[pair.loss].title
    if concerns_output(experiment, pair):
        return output
    if pair.output == experiment.network.output_activation:
        return loss
    return f"{output} and {lower(short.get(pair.loss, loss))}"


def why_it_fits(experiment: mlp.Experiment) -> str:
    """Explain output and loss that go together, in a sentence; "" where they do not."""
    task, output, loss = task_kind(experiment), experiment.network.output_activation, experiment.training.loss
    if not task or odd_pair_of(experiment) is not None:
        return ""
    if task == "compression" and (output, loss) == ("sigmoid", "binary_cross_entropy"):
        return _WHY_UNIT_RANGE
    return _WHY.get((output, loss), _WHY_VALUES if task in ("regression", "compression") else "")


def lower(title: str) -> str:
    """Return a title as it stands inside a sentence."""
    return title[0].lower() + title[1:]


_WHY_VALUES: Final = "The output gives a value of any size, and the loss says how far it is from the right one."
_WHY_UNIT_RANGE: Final = (
    "Min-max brings the inputs to 0…1, which sigmoid answers in; with cross-entropy the error signal is simply y − t."
)
_WHY: Final = {
    ("sigmoid", "binary_cross_entropy"): (
        "Sigmoid gives a probability, and cross-entropy is the surprise at the right answer: together the error "
        "signal is simply y − t, however wrong the answer is."
    ),
    ("softmax", "categorical_cross_entropy"): (
        "Softmax shares 1 among the classes, and cross-entropy is the surprise at the right one: together the error "
        "signal is simply y − t, however wrong the answer is."
    ),
    ("identity", "hinge"): "The output gives a score on either side of 0, and the loss wants it beyond −1 or 1.",
    ("identity", "perceptron"): "The output gives a score on either side of 0, and the loss wants the right side.",
}
