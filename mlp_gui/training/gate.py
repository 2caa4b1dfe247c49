"""The gate between window and worker: requests pass, frames are asked for, painting gets the interpreter alone."""

from __future__ import annotations

from collections import deque
from threading import Condition

from mlp_gui.state.requests import Configure, Forget, Seek


class Gate:
    """Everything that the window's thread and the worker's thread share, behind one condition.

    The window posts requests, asks for a frame and opens the gate; none of that ever waits for the worker. The worker
    looks at the flags between two chunks of steps, sleeps here while it has nothing to do, and parks here while the
    window paints: small NumPy calls and painting from Python both hold the interpreter's lock, and taking turns is
    faster than fighting over it.

    Attributes
    ----------
    is_stopped : bool
        The worker has to end.
    frame_is_wanted : bool
        The window can show another snapshot.
    field_is_wanted : bool
        Somebody looks at what the units answer over the plane.
    surface_is_ready : bool
        A picture of the loss surface waits for a frame of its own.
    """

    def __init__(self) -> None:
        self._condition = Condition()
        self._requests: deque[object] = deque()
        self._is_open = True
        self.is_stopped = False
        self.frame_is_wanted = False
        self.field_is_wanted = False
        self.surface_is_ready = False

    # The window's side.

    def post(self, request: object) -> None:
        """Queue a request and wake the worker."""
        with self._condition:
            self._requests.append(request)
            self._condition.notify_all()

    def stop(self) -> None:
        """Have the worker end at its next look, wherever it waits."""
        with self._condition:
            self.is_stopped = True
            self._condition.notify_all()

    def ask_for_frame(self) -> None:
        """Have the worker make a snapshot as soon as there is something new."""
        with self._condition:
            self.frame_is_wanted = True
            self._condition.notify_all()

    def open(self) -> None:
        """Let a parked worker go on: the window has painted."""
        with self._condition:
            self._is_open = True
            self._condition.notify_all()

    # The worker's side.

    def close(self) -> None:
        """Begin a frame: no other is wanted until this one is painted."""
        with self._condition:
            self._is_open = False
            self.frame_is_wanted = False

    def park(self, seconds: float) -> bool:
        """Wait until the gate opens, at most `seconds`; return whether it did."""
        with self._condition:
            self._condition.wait_for(self._may_go_on, seconds)
            return self._is_open

    def stand_aside(self, seconds: float) -> None:
        """Let the window paint first, at most `seconds`: for computations on a pool, which no request interrupts."""
        if not self._is_open:
            self.park(seconds)

    def wait(self, seconds: float | None) -> None:
        """Wait for a request, at most `seconds`; None for as long as it takes."""
        with self._condition:
            self._condition.wait_for(self._has_something_to_do, seconds)

    def wait_for_frame(self) -> None:
        """Wait for a request, or until the window can show another snapshot."""
        with self._condition:
            self._condition.wait_for(self._may_show)

    def next_request(self) -> object | None:
        """Return the oldest request, or None; of several runs to enter, or moments to go to, in a row only the last."""
        with self._condition:
            while self._requests:
                request = self._requests.popleft()
                if isinstance(request, Seek) and self._requests and isinstance(self._requests[0], Seek):
                    continue
                if not (isinstance(request, Configure) and self._is_superseded()):
                    return request
        return None

    def has_request(self, *kinds: type) -> bool:
        """Whether a request waits, of one of `kinds` if any are given."""
        if not self._requests:
            return False
        with self._condition:
            return any(not kinds or isinstance(request, kinds) for request in self._requests)

    def _is_superseded(self) -> bool:
        for request in self._requests:
            if isinstance(request, Configure):
                return True
            if not isinstance(request, Forget):
                return False
        return False

    def _may_go_on(self) -> bool:
        return self._is_open or self.is_stopped

    def _may_show(self) -> bool:
        return self.frame_is_wanted or self._has_something_to_do()

    def _has_something_to_do(self) -> bool:
        return bool(self._requests) or self.is_stopped
