"""The way through one training step: where each grain stops, and what is known where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, cast

import mlp_core as mlp
from mlp_gui.state.touching import identity, lines_touched

if TYPE_CHECKING:
    from mlp_gui.state.touching import Identity, Touched

    Fine = Literal["phase", "layer", "unit", "term"]

GRAINS: Final = ("epoch", "batch", "sample", "phase", "layer", "unit", "term")
"""From coarse to fine."""
WHOLE_STEPS: Final = ("epoch", "batch")
"""Grains that go from one training step to another, and stop nowhere inside."""
BEFORE: Final = -1
"""The position before the first line."""

Kind = mlp.Kind

_GIVEN: Final = frozenset(
    {
        Kind.WEIGHT,
        Kind.BIAS,
        Kind.L1,
        Kind.L2,
        Kind.BETA,
        Kind.LEARNING_RATE,
        Kind.MOMENTUM,
        Kind.BETA_1,
        Kind.BETA_2,
        Kind.RHO,
        Kind.EPSILON,
        Kind.WEIGHT_DECAY,
        Kind.STEP_NUMBER,
        Kind.BATCH_SIZE,
        Kind.VELOCITY_BEFORE,
        Kind.FIRST_MOMENT_BEFORE,
        Kind.SECOND_MOMENT_BEFORE,
        Kind.SQUARED_SUM_BEFORE,
    }
)
"""What is there before the step begins."""

_TOLD_BY: Final = {
    Kind.CHANGE: Kind.PARAMETER_AFTER,
    Kind.OBJECTIVE: Kind.LOSS,
    Kind.LOSS_SLOPE: Kind.DELTA,
    Kind.ACTIVATION_SLOPE: Kind.DELTA,
    Kind.DELTA_SUM: Kind.DELTA,
    Kind.OBJECTIVE_GRADIENT: Kind.WEIGHT_GRADIENT,
    # Of a learning rule, which has lines for what it compares and corrects.
    Kind.WEIGHT_GRADIENT: Kind.CORRECTION,
    Kind.BIAS_GRADIENT: Kind.CORRECTION,
    Kind.DELTA: Kind.ERROR,
    Kind.ERROR: Kind.MISTAKE,
}
"""What has no line of its own in some networks, and the line that it is then known with."""

_LOSSES: Final = frozenset({Kind.LOSS, Kind.OBJECTIVE})

_SPANS: Final = 8


class Walk:
    """The lines of a trace for one of its samples, or of the batch as a whole.

    Parameters
    ----------
    trace : mlp_core.Trace
        The training step.
    sample : int or None
        Row of the batch; None for what belongs to the batch.
    """

    def __init__(self, trace: mlp.Trace, sample: int | None) -> None:
        self.trace = trace
        self.sample = sample
        self.terms = trace.steps("term", sample)
        self._lines: dict[Identity, int | None] = {}
        self._sequences = {"term": self.terms}
        self._sample_end: int | None = None
        self._touched: dict[tuple[int, int], Touched] = {}
        self._phases: tuple[tuple[mlp.Phase, int, int], ...] = ()

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.terms)

    @property
    def is_of_batch(self) -> bool:
        """Whether it goes through what belongs to several samples together."""
        return self.sample is None and self.trace.n_samples > 1

    @property
    def end(self) -> int:
        """The last line."""
        return len(self.terms) - 1

    @property
    def sample_end(self) -> int:
        """The last line that belongs to the sample alone; the last of all where there is one sample."""
        if self._sample_end is None:
            self._sample_end = self.end
            if self.sample is not None and self.trace.n_samples > 1:
                own = [each.last for each in self.sequence("layer") if each.sample >= 0]
                self._sample_end = own[-1] if own else self.end
        return self._sample_end

    def sequence(self, grain: str) -> mlp.StepSequence:
        """Return the steps at a grain from phase to term; at a coarser one those of whole phases."""
        fine = grain if grain in GRAINS[3:] else "phase"
        if fine not in self._sequences:
            self._sequences[fine] = self.trace.steps(cast("Fine", fine), self.sample)
        return self._sequences[fine]

    def phases(self) -> tuple[tuple[mlp.Phase, int, int], ...]:
        """Return each phase with its first and last line."""
        if not self._phases:
            self._phases = tuple((step.phase, step.first, step.last) for step in self.sequence("phase"))
        return self._phases

    def step_at(self, position: int, grain: str) -> mlp.Step | None:
        """Return the step that ends at a line, at the grain where one does and else the line by itself."""
        if not 0 <= position <= self.end:
            return None
        steps = self.sequence(grain)
        step = steps[steps.at(position)]
        return step if step.last == position else self.terms[position]

    def next_stop(self, position: int, grain: str) -> int | None:
        """Return where a grain stops next after a line; None past the last."""
        if position >= self.end:
            return None
        if grain in WHOLE_STEPS:
            return self.end
        if grain == "sample":
            return self.sample_end if position < self.sample_end else self.end
        steps = self.sequence(grain)
        return steps[steps.at(position + 1)].last

    def previous_stop(self, position: int, grain: str) -> int | None:
        """Return where a grain stops before a line; None before the first."""
        if position <= 0:
            return None
        if grain in WHOLE_STEPS:
            return None
        if grain == "sample":
            return self.sample_end if position > self.sample_end else None
        steps = self.sequence(grain)
        place = steps.at(position)
        return steps[place - 1].last if place else None

    def step_start(self, stop: int, grain: str) -> int:
        """Return the first line of the step of a grain that stops at a line."""
        if grain in WHOLE_STEPS:
            return 0
        if grain == "sample":
            return 0 if stop <= self.sample_end else self.sample_end + 1
        steps = self.sequence(grain)
        return steps[steps.at(stop)].first

    def phase_end(self, position: int) -> int:
        """Return the last line of the phase that the next line belongs to."""
        phases = self.sequence("phase")
        return phases[phases.at(min(position + 1, self.end))].last

    def touched(self, first: int, last: int) -> Touched:
        """Return what some lines read and make, see `lines_touched`.

        That of the spans asked for last is kept, as several views ask.
        """
        span = (first, last)
        if span not in self._touched:
            if len(self._touched) >= _SPANS:
                self._touched.clear()
            self._touched[span] = lines_touched(self.terms, first, last)
        return self._touched[span]

    def is_known(self, quantity: mlp.Quantity, position: int) -> bool:
        """Whether a number has been computed when a line is done.

        The batch's lines begin where each of its samples has gone forward and back: their numbers are there from the
        start.
        """
        if quantity.kind in _GIVEN or (self.is_of_batch and quantity.sample >= 0):
            return True
        line = self._line_of(quantity)
        return position >= 0 if line is None else line <= position

    def _line_of(self, quantity: mlp.Quantity) -> int | None:
        key = identity(quantity)
        if key not in self._lines:
            self._lines[key] = self._find(quantity)
        return self._lines[key]

    def _find(self, quantity: mlp.Quantity) -> int | None:
        """Return the line that makes a number.

        Numbers of samples that are not walked count as known when the same number of the walked one is.
        """
        kind: mlp.Kind | None = quantity.kind
        while kind is not None:
            for sample in self._samples_of(quantity.sample):
                wanted = mlp.Quantity(kind, 0.0, quantity.layer, quantity.unit, quantity.input, sample)
                try:
                    return self.terms.locate(wanted)
                except mlp.ArgumentError:
                    continue
            kind = _TOLD_BY.get(kind)
        if quantity.kind in _LOSSES:
            # A learning rule has no line for its loss: what it compares tells it.
            return next((last for phase, _, last in self.phases() if phase is mlp.Phase.LOSS), None)
        return None

    def _samples_of(self, sample: int) -> tuple[int, ...]:
        walked = 0 if self.sample is None else self.sample
        return (sample, walked) if sample != walked else (sample, -1)


def like_line(former: Walk, walk: Walk, position: int) -> int:
    """Return the line of a walk that makes what another one had just made, or none.

    A number of the sample that was walked is that of the sample that is; what the batch had has a lone sample too.
    """
    if position < 0:
        return BEFORE
    made = former.terms[position].makes
    own = 0 if walk.trace.n_samples == 1 else -1 if walk.sample is None else walk.sample
    for sample in (made.sample, own) if former.trace is walk.trace else (own, made.sample):
        try:
            return walk.terms.locate(replace(made, sample=sample))
        except mlp.ArgumentError:
            continue
    return BEFORE
