"""The two rules that are older than backpropagation: Rosenblatt's perceptron and Widrow and Hoff's delta rule.

Both correct each weight by what it read times how wrong the unit was. They are written here as a "gradient", so that
`parameters -= learning_rate * gradient` is the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.network import Network

    Floats = npt.NDArray[np.floating[Any]]


class PerceptronRule:
    """The perceptron rule: on a mistake w += t x, otherwise nothing.

    That is for targets -1 and +1 and a sign unit. For targets 0 and 1 and a step unit it reads w += (t - y) x, which is
    the same correction. Each output unit learns by itself.

    References
    ----------
    Rosenblatt (1958), doi:10.1037/h0042519.
    """

    name: ClassVar[str] = "perceptron"
    title: ClassVar[str] = "Perceptron rule"
    summary: ClassVar[str] = (
        "On a mistake, adds the input to the weights or takes it away; a right answer changes nothing."
    )
    outputs: ClassVar[tuple[str, ...]] = ("step", "step_inclusive", "sign")

    def check(self, network: Network, config: TrainingConfig) -> None:
        """Raise an error if the rule does not fit.

        Parameters
        ----------
        network : Network
            Must have no hidden layer, and an output activation that answers yes or no.
        config : TrainingConfig
            Must have no penalty, which the rule does not know.

        Raises
        ------
        ArgumentError
            Naming what does not fit and what is needed.
        """
        _check(self.title, self.outputs, network, config)

    def gradient(self, inputs: Floats, outputs: Floats, targets: Floats, reduction: str = "mean") -> Floats:
        """Return what the rule subtracts from the parameters, before the learning rate.

        Parameters
        ----------
        inputs : ndarray, shape (n_samples, n_inputs)
            What the units read.
        outputs, targets : ndarray, shape (n_samples, n_outputs)
            What they answered and what is right, in {0, 1} or in {-1, +1}.
        reduction : str
            "mean" or "sum" over the samples. Over one sample they agree.

        Returns
        -------
        ndarray, shape (n_outputs * (n_inputs + 1),)
            Laid out like `Network.parameters`: each unit's weights and then its bias.

        Raises
        ------
        ShapeError
            If the three do not belong together.
        """
        # Above 0 is "yes" in both codings: one formula is -t x on a mistake for -1 and +1, and (y - t) x for 0 and 1.
        mistakes = (outputs > 0).astype(inputs.dtype) - (targets > 0).astype(inputs.dtype)
        return _outer(inputs, mistakes, reduction)


class DeltaRule:
    """The delta rule: w += learning rate * (t - y) x.

    The gradient descent of the squared error of a linear unit, and of the cross-entropy of a sigmoid unit.

    References
    ----------
    Widrow and Hoff (1960), IRE WESCON Convention Record 4, 96-104.
    """

    name: ClassVar[str] = "delta"
    title: ClassVar[str] = "Delta rule"
    summary: ClassVar[str] = "Corrects each weight by the learning rate, times the error, times the input."
    outputs: ClassVar[tuple[str, ...]] = ("identity", "sigmoid")

    def check(self, network: Network, config: TrainingConfig) -> None:
        """Raise an error if the rule does not fit.

        Parameters
        ----------
        network : Network
            Must have no hidden layer, and an identity or sigmoid output.
        config : TrainingConfig
            Must have no penalty, which the rule does not know.

        Raises
        ------
        ArgumentError
            Naming what does not fit and what is needed.
        """
        _check(self.title, self.outputs, network, config)

    def gradient(self, inputs: Floats, outputs: Floats, targets: Floats, reduction: str = "mean") -> Floats:
        """Return what the rule subtracts from the parameters, before the learning rate.

        Parameters
        ----------
        inputs : ndarray, shape (n_samples, n_inputs)
            What the units read.
        outputs, targets : ndarray, shape (n_samples, n_outputs)
            What they answered and what is right.
        reduction : str
            "mean" or "sum" over the samples.

        Returns
        -------
        ndarray, shape (n_outputs * (n_inputs + 1),)
            Laid out like `Network.parameters`: each unit's weights and then its bias.

        Raises
        ------
        ShapeError
            If the three do not belong together.
        """
        return _outer(inputs, outputs - targets, reduction)


def _check(title: str, allowed: tuple[str, ...], network: Network, config: TrainingConfig) -> None:
    hidden = network.layer_count - 1
    if hidden:
        layers = "1 hidden layer" if hidden == 1 else f"{hidden} hidden layers"
        raise ArgumentError(
            f"The {title.lower()} trains a single layer, and this network has {layers}: remove them, or choose an "
            "optimizer that uses backpropagation."
        )
    output = network.activation_names[-1]
    if output not in allowed:
        names = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
        raise ArgumentError(f"The {title.lower()} needs the output activation {names}, not {output}.")
    if config.l1 or config.l2:
        raise ArgumentError(
            f"The {title.lower()} knows no penalty: set l1 and l2 to 0, not {config.l1} and {config.l2}."
        )


def _outer(inputs: Floats, errors: Floats, reduction: str) -> Floats:
    """Sum or average error times input over the samples, the bias reading a constant 1."""
    if inputs.ndim != 2 or errors.ndim != 2 or len(inputs) != len(errors) or not len(inputs):
        raise ShapeError(
            f"Inputs {inputs.shape} and outputs {errors.shape} must be tables with one row for each sample."
        )
    if reduction not in ("mean", "sum"):
        raise ArgumentError(f'Reduction must be "mean" or "sum", not "{reduction}".')
    gradient = np.empty((errors.shape[1], inputs.shape[1] + 1), dtype=np.result_type(inputs, errors))
    np.matmul(errors.T, inputs, out=gradient[:, :-1])
    np.sum(errors, axis=0, out=gradient[:, -1])
    if reduction == "mean":
        gradient /= len(inputs)
    return gradient.ravel()
