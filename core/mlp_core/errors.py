"""What can go wrong, named so that a caller can tell the user what to do."""

from __future__ import annotations


class MlpError(Exception):
    """Base of every error that the core raises on purpose."""


class ArgumentError(MlpError, ValueError):
    """An argument is unknown or out of range; the message names it, what it had and what it needs."""


class ShapeError(ArgumentError):
    """An array's shape, dtype or size does not fit; the message names the argument and both shapes."""


class DataError(MlpError, ValueError):
    """A dataset or table cannot be used; the message names the file, line or column and what to do."""


class DivergenceError(MlpError, ArithmeticError):
    """Training produced a number that is not finite; the network keeps its last finite parameters.

    Attributes
    ----------
    epoch : int
        Epoch in which it happened, counted from 0 at the start.
    layer : int or None
        Layer of the first quantity that is not finite, 1 for the first hidden layer; of the loss the first layer whose
        answers are not finite, or the last one, which is too far off. None where it is not known.
    quantity : str
        "loss", "weight gradient", "bias gradient", "weights" or "biases".
    """

    def __init__(self, epoch: int, layer: int | None, quantity: str) -> None:
        self.epoch = epoch
        self.layer = layer
        self.quantity = quantity
        if layer is None:
            text = f"The {quantity} stopped being finite in epoch {epoch}."
        elif quantity == "loss":
            text = f"The loss stopped being finite in epoch {epoch}: what layer {layer} answers is too far off."
        else:
            text = f"The {quantity} of layer {layer} stopped being finite in epoch {epoch}."
        super().__init__(text)


class Cancelled(MlpError):  # noqa: N818 - it reports a wish, not an error
    """The caller no longer wanted the result."""


class ProjectFileError(MlpError, ValueError):
    """A project file or link cannot be read or written; the message names it, what is wrong and what to do."""
