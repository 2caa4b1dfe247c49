"""What a derivation tells: its sections, their lines, and the rule behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_core.explain.latex_derivation import aligned_derivation

if TYPE_CHECKING:
    from collections.abc import Iterator

_EQUALS = " = "


@dataclass(frozen=True, slots=True)
class DerivationStory:
    """A whole derivation.

    Attributes
    ----------
    whole : mlp_core.Derivation
        What is derived, and all lines.
    sections : tuple of mlp_core.Derivation
        The same lines under titles of their own; the last line of each is its result.
    """

    whole: mlp.Derivation
    sections: tuple[mlp.Derivation, ...]

    @property
    def latex(self) -> str:
        """All lines as LaTeX, aligned at their equals signs, each with its rule; no wider than a page."""
        return aligned_derivation(self.whole.lines)

    def formulas(self) -> Iterator[str]:
        """Yield the LaTeX of everything that is set: each line, and its left side, which tells where it is aligned."""
        for line in self.whole.lines:
            yield line.latex
            yield left_side(line.latex)


def left_side(latex: str) -> str:
    """Return what stands before the first equals sign."""
    return latex.partition(_EQUALS)[0]


def pair_story(loss: str, activation: mlp.Activation, notation: str) -> DerivationStory:
    """Return dL/dz of an output unit: the loss's lines, the activation's, and those that join them.

    Parameters
    ----------
    loss : str
        A name of `mlp_core.LOSSES`.
    activation : mlp_core.Activation
        That of the output, with its steepness.
    notation : str
        A name of `mlp_core.NOTATIONS`.
    """
    return DerivationStory(mlp.derive(loss, activation, notation), mlp.derivation_parts(loss, activation, notation))


def loss_story(loss: str, notation: str) -> DerivationStory:
    """Return dL/dy of a loss, a name of `mlp_core.LOSSES`."""
    return _alone(mlp.derive_loss(loss, notation))


def activation_story(activation: mlp.Activation, notation: str, *, is_hidden: bool) -> DerivationStory:
    """Return dy/dz of an activation function, in the letters of hidden units or of the output."""
    return _alone(mlp.derive_activation(activation, notation, is_hidden=is_hidden))


def _alone(derivation: mlp.Derivation) -> DerivationStory:
    return DerivationStory(derivation, (derivation,))
