"""What is said of the three error measures: their names, and why only the squared error can be descended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import mlp_core as mlp

_BEHIND_A_STEP: Final = "The output is a step, so it jumps too: only a smooth output can be descended."


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The words of one measure.

    Attributes
    ----------
    key : str
        Its name among a picture's readings.
    name, brief : str
        Its title, and where there is little room.
    sentence : str
        What is to be seen in its surface.
    """

    key: str
    name: str
    brief: str
    sentence: str

    def said_of(self, network: mlp.Network) -> str:
        """Return the sentence on the measure of a network's output."""
        is_step = self.key == "squared_error" and network.activations[-1].is_flat
        return _BEHIND_A_STEP if is_step else self.sentence


MEASURES: Final = (
    MeasureWords("zero_one", "Number of errors", "Errors", "Flat between its jumps: no slope says where to go."),
    MeasureWords(
        "perceptron",
        "Perceptron error",
        "Perceptron",
        "Has slopes, but kinks, and ends flat at the first weights that make no error.",
    ),
    MeasureWords(
        "squared_error",
        "Squared error",
        "Squared",
        "As smooth as the output: it has a slope everywhere, and can be descended.",
    ),
)
"""From the left."""
