"""What a user calls the samples and the outputs of a training step, where the data say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlp_core.data.dataset import Dataset
    from mlp_core.data.sample_names import SampleNames


@dataclass(frozen=True, slots=True, eq=False)
class TraceNames:
    """Names from the data.

    Attributes
    ----------
    samples : SampleNames or None
        Of the points of a dataset that come from a file; None where a sample is called by its place in the batch.
    outputs : tuple of str
        Of a compression the inputs that the outputs give back; empty where outputs are called by their number alone.
    """

    samples: SampleNames | None = None
    outputs: tuple[str, ...] = ()

    @classmethod
    def of(cls, dataset: Dataset) -> TraceNames:
        """Return the names that a dataset has for its samples and the outputs that learn it."""
        outputs = dataset.input_labels if dataset.is_compression else ()
        return cls(dataset.sample_names if dataset.sample_names.file else None, tuple(outputs))

    def sample(self, place: int, row: int) -> str:
        """Return what a sample is called: "sample 3" by its place in the batch, or "row 17" by its row in the file.

        Parameters
        ----------
        place : int
            In the batch, from 0.
        row : int
            Of the dataset; -1 for a point that is none of it.
        """
        if self.samples is None:
            return f"sample {place + 1}"
        return self.samples.name(row) if row >= 0 else "your point"
