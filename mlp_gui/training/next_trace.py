"""The training step that comes next, as the step-through wants it: of its batch, or of samples that were chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.state import requests
from mlp_gui.training.failure import failure_notice

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Notice
    from mlp_gui.training.live_run import LiveRun


class NextTrace:
    """Knows whether steps are traced, and which samples were chosen for the next one.

    Attributes
    ----------
    is_wanted : bool
        Whether the step-through is on.
    """

    def __init__(self) -> None:
        self.is_wanted = False
        self._chosen: tuple[int, int, requests.ShowTrace] | None = None

    def take(self, request: requests.ShowTrace, run: LiveRun | None) -> None:
        """Trace from now on, or not; what was chosen holds for the step that comes next alone."""
        self.is_wanted = request.on
        self._chosen = None
        if run is not None and (request.samples or request.point):
            self._chosen = (run.run_id, run.trainer.step_count, request)

    def let_go(self) -> None:
        """Go by the batch again."""
        self._chosen = None

    def of(self, run: LiveRun) -> tuple[mlp.Trace | None, tuple[int, ...], Notice | None]:
        """Return the step that comes next, the samples that were chosen for it, and what is to be told.

        The trace is None where the step ends in numbers that are not finite; chosen samples that do are given up.
        """
        notice = None
        if self._chosen is not None and self._chosen[:2] == (run.run_id, run.trainer.step_count):
            chosen = self._chosen[2]
            try:
                if chosen.point:
                    return mlp.trace_point(run.trainer, chosen.point), (requests.FREE_POINT,), None
                return mlp.trace_next(run.trainer, chosen.samples), chosen.samples, None
            except mlp.MlpError as error:
                self._chosen = None
                notice = failure_notice("This sample alone cannot be stepped through", error)
        try:
            return mlp.trace_next(run.trainer), (), notice
        except mlp.DivergenceError:
            return None, (), notice
