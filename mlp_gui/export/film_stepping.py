"""A film of the step-through: line by line through a training step, or through all of an epoch, pulses and all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_gui.export.film_script import Take, shares, stops_of
from mlp_gui.state.walk import WHOLE_STEPS
from mlp_gui.views.network.stepping.legs import legs_of
from mlp_gui.views.network.stepping.pace import pace_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from mlp_gui.state.film_order import FilmOrder
    from mlp_gui.state.session import Session
    from mlp_gui.views.network.stepping import StepCanvas

MOVING_SHARE: Final = 0.6
"""Of the time of a stop, that pulses take at most; for the rest its numbers stand, to be read."""
SLOWEST: Final = 0.5
"""Of their usual pace, that pulses have where there is much time."""
DIVERGES: Final = "The training step ends in numbers that are not finite: the film ends before it."
TICKS: Final = 8
"""In a frame: what arrives sets the next leg out, which must not wait for a frame."""


class FilmClock:
    """Seconds that pass only from frame to frame."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class SteppingFilm:
    """Goes through the stops of a grain; each has the same time.

    Parameters
    ----------
    session : Session
        In step mode, at the training step to begin with or where it comes first in its epoch.
    canvas : StepCanvas
        Moves by the film's clock from now on.
    order : FilmOrder
        Which part, at which grain, in how many frames.

    Attributes
    ----------
    note : str
        That there are fewer frames than stops, or that a training step has no numbers to show, where that is so.
    """

    def __init__(self, session: Session, canvas: StepCanvas, order: FilmOrder) -> None:
        self._session = session
        self._stepping = session.stepping
        self._canvas = canvas
        self._order = order
        self._wishes = order.wishes
        self._clock = FilmClock()
        canvas.flight.clock = self._clock
        self.note = ""

    def takes(self) -> Iterator[Take]:
        """Go through each training step in turn."""
        session, wishes = self._session, self._wishes
        while session.snapshot is None or self._stepping.timeline is None:
            yield Take.WAIT
        # Where it stands already: what then arrives without a trace has none.
        self._stepping.scrub(session.snapshot.step)
        has_trace = yield from self._arrive(session.snapshot.step)
        first, count = session.snapshot.step, 1
        if wishes.whole_epoch:
            first, count = first - session.snapshot.batch, session.snapshot.n_batches
        parts = shares(wishes.n_frames, count)
        for number, n_frames in enumerate(parts):
            if number or first != session.snapshot.step:
                self._stepping.set_granularity("batch")
                self._session.stepping.scrub(first + number) if not number else self._stepping.forward()
                has_trace = yield from self._arrive(first + number)
            if not has_trace:
                self.note = DIVERGES
                yield from self._stand(0 if any(parts[:number]) else max(n_frames, 1))
                return
            yield from self._through(n_frames)

    def _arrive(self, step: int) -> Generator[Take, None, bool]:
        """Wait until the way to a training step has ended; return whether it is told, which none that diverges is."""
        stepping = self._stepping
        while stepping.is_moving:
            yield Take.WAIT
        return stepping.trace is not None and stepping.trace.state_before.step_count == step

    def _through(self, n_frames: int) -> Iterator[Take]:
        """Go through the training step that is told, in so many frames."""
        stepping, grain = self._stepping, self._wishes.grain
        stepping.set_granularity(grain)
        if grain == "sample":
            stepping.set_sample(0)
        elif self._order.sample >= -1:
            stepping.set_sample(None if self._order.sample < 0 else self._order.sample)
        if grain in WHOLE_STEPS:
            stepping.to_end()
        else:
            stepping.to_start()
        walk = stepping.walk
        assert walk is not None
        stops = stops_of(walk, grain)
        if n_frames < stops:
            self.note = f"The film has fewer frames than the step has stops ({stops:,}): some are passed over."
        standing, *times = shares(n_frames, stops)
        yield from self._stand(standing)
        for frames in times:
            stepping.forward()
            yield from self._move(frames)

    def _stand(self, frames: int) -> Iterator[Take]:
        for number in range(frames):
            yield Take.SAME if number else Take.FRAME

    def _move(self, frames: int) -> Iterator[Take]:
        """Let what has set out arrive, within so many frames; what then still stands is the last picture."""
        flight = self._canvas.flight
        if frames == 0:
            self._land()
            return
        wanted = frames / self._wishes.rate * MOVING_SHARE
        seconds = max(self._motion_seconds() / wanted, SLOWEST) / self._wishes.rate
        was_moving = True
        for number in range(frames):
            for _ in range(TICKS):
                self._clock.now += seconds / TICKS
                flight.tick()
            if number == frames - 1:
                self._land()
            yield Take.FRAME if was_moving else Take.SAME
            was_moving = bool(flight.stage)

    def _land(self) -> None:
        """Let everything arrive at once."""
        flight = self._canvas.flight
        while flight.stage:
            self._clock.now += 1.0
            flight.tick()

    def _motion_seconds(self) -> float:
        """Return how long what has set out moves at its usual pace."""
        step, walk, shown = self._stepping.step, self._stepping.walk, self._canvas.shown
        if step is None or walk is None or shown is None or not self._canvas.flight.stage:
            return 0.0
        legs = len(legs_of(step, walk, shown.layout))
        pace = pace_of(self._stepping.speed, legs, 0.0, goes=self._canvas.flight.stage == "approach")
        return pace.approach + legs * (pace.fly + pace.appear)
