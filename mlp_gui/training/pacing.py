"""Time: how many steps are due, how many fit between two looks at the window, how fast it went, and when to paint."""

from __future__ import annotations

import math
from collections import deque
from typing import Final

CHUNK_SECONDS: Final = 1e-3
"""Training between two looks at the flags: short against a frame, long against all that is done between chunks."""
LONGEST_CHUNK: Final = 4096

SHORTEST_SLEEP: Final = 1e-3
"""At high paces several steps are taken at one waking, not one each."""
LARGEST_DEBT: Final = 0.1
"""Seconds of steps that are made up for after a pause that nobody asked for, such as a slow frame."""

SHORTEST_FRAME: Final = 0.016
LONGEST_WATCHED_FRAME: Final = 0.033
PAINTING_SHARE: Final = 10.0
"""At full speed a frame is this many times as long as its painting: with all around it the window gets a sixth."""
WATCHED_SHARE: Final = 1.5
FASTEST_WATCHED: Final = 1000.0
"""Steps a second beyond which nobody can tell one from the next, and training goes before painting."""
LONGEST_FRAME: Final = 0.5
"""However slow the painting: the window never seems to stand still."""
BREATH: Final = 0.004
"""Seconds that the event loop has for itself after painting, however slow that was."""
LONGEST_PARKING: Final = 0.1
"""Seconds after which whoever waits for the window goes on, whatever became of it."""
FOLLOWED_FRAME: Final = 0.030
"""With the loss surface open, which has every third frame, one is no longer, if painting keeps to its share then."""
FOLLOWED_SHARE: Final = 4.0


def frame_interval(refresh: float, *, full_speed: bool, is_followed: bool = False) -> float:
    """Return the seconds from one frame to the next.

    Parameters
    ----------
    refresh : float
        Seconds that one refresh of the window takes.
    full_speed : bool
        Whether training goes as fast as it can, and painting has to leave it its time.
    is_followed : bool
        Whether somebody follows the loss surface, which has every third frame.
    """
    if full_speed:
        wanted = PAINTING_SHARE * refresh
        if is_followed:
            wanted = min(wanted, max(FOLLOWED_FRAME, FOLLOWED_SHARE * refresh))
        fair = min(max(SHORTEST_FRAME, wanted), LONGEST_FRAME)
        return max(fair, refresh + BREATH)
    watched = min(max(SHORTEST_FRAME, WATCHED_SHARE * refresh), LONGEST_WATCHED_FRAME)
    return max(watched, refresh + BREATH)


def is_full_speed(steps_per_second: float | None) -> bool:
    """Whether training goes before painting at this speed; None is as fast as it goes."""
    return steps_per_second is None or steps_per_second > FASTEST_WATCHED


class ChunkLength:
    """The number of steps that take about `CHUNK_SECONDS`: found by trying, from one step upwards.

    Attributes
    ----------
    steps : int
        Steps of the next chunk.
    """

    def __init__(self) -> None:
        self.steps = 1

    def restart(self) -> None:
        """Begin with one step again: another network may be slower by any factor."""
        self.steps = 1

    def adapt(self, steps: int, seconds: float) -> None:
        """Learn from a chunk of `steps` that took `seconds`."""
        fitting = LONGEST_CHUNK if seconds <= 0.0 else int(steps * CHUNK_SECONDS / seconds)
        # At most twice as many: one lucky measurement must not make the next chunk long.
        self.steps = max(1, min(fitting, 2 * steps, LONGEST_CHUNK))


class Pace:
    """Deadlines of steps: the k-th is due k / rate seconds after the first, so that being late never adds up."""

    def __init__(self) -> None:
        self._rate: float | None = None
        self._origin = 0.0
        self._taken = 0
        self._last = -math.inf

    @property
    def rate(self) -> float | None:
        """Steps a second; None for as fast as it goes."""
        return self._rate

    def set_rate(self, rate: float | None, now: float) -> None:
        """Go on at another rate: the next step is due one new interval after the last."""
        self._rate = rate
        self._taken = 0
        self._origin = now if rate is None else max(now - LARGEST_DEBT, self._last + 1.0 / rate)

    def restart(self, now: float) -> None:
        """Begin: the first step is due at once."""
        self._taken = 0
        self._origin = now

    def due(self, now: float) -> int:
        """Return how many steps are due; `LONGEST_CHUNK` when there is no rate."""
        if self._rate is None:
            return LONGEST_CHUNK
        late = now - self._deadline()
        if late < 0.0:
            return 0
        if late > LARGEST_DEBT:
            self.restart(now - LARGEST_DEBT if self._rate * LARGEST_DEBT > 1.0 else now)
            late = now - self._origin
        return 1 + int(late * self._rate)

    def took(self, steps: int, now: float) -> None:
        """Count `steps` as done."""
        self._taken += steps
        self._last = now

    def sleep(self, now: float) -> float:
        """Return the seconds until a step is due."""
        if self._rate is None:
            return 0.0
        return max(self._deadline() - now, SHORTEST_SLEEP)

    def _deadline(self) -> float:
        assert self._rate is not None
        return self._origin + self._taken / self._rate


class SpeedMeter:
    """Steps a second over the last half second, or over the last two looks where steps are rarer than that."""

    WINDOW: Final = 0.5
    GRAIN: Final = 0.02

    def __init__(self) -> None:
        self._looks: deque[tuple[float, int]] = deque()

    def restart(self) -> None:
        """Forget what was measured."""
        self._looks.clear()

    def record(self, now: float, step_count: int) -> None:
        """Note that `step_count` steps were done by `now` (seconds)."""
        looks = self._looks
        if len(looks) > 1 and now - looks[-2][0] < self.GRAIN:
            looks[-1] = (now, step_count)
        else:
            looks.append((now, step_count))
        while len(looks) > 2 and looks[1][0] <= now - self.WINDOW:
            looks.popleft()

    @property
    def steps_per_second(self) -> float:
        """The measured speed; 0.0 before there is anything to measure."""
        if len(self._looks) < 2:
            return 0.0
        (start, first), (end, last) = self._looks[0], self._looks[-1]
        return (last - first) / (end - start) if end > start else 0.0
