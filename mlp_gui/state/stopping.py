"""What ends a run by itself: the conditions, and what is told and done when one of them is met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mlp_gui.look.numbers import compact, counted, fixed, grouped
from mlp_gui.state.commands import ReturnToBest
from mlp_gui.state.snapshot import Cause, Notice

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.session import Session


class Stopping(QObject):
    """The stop conditions of the session's experiment.

    They change nothing of how a run learns, so that a change of them keeps the run, its way and its future.

    Parameters
    ----------
    session : Session
        Whose run it is; also the owner.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def set_condition(self, field: str, value: float | bool | None) -> None:
        """Give one field of `experiment.stopping` another value; None lets it end nothing."""
        experiment = self._session.experiment
        stopping = replace(experiment.stopping, **{field: value})  # type: ignore[arg-type]
        self._session.set_experiment(replace(experiment, stopping=stopping), "change when to stop", f"stop_{field}")

    def receive(self, run_id: int, stop: mlp.Stop) -> None:
        """Say why the run has stopped; where it is to, return to its lowest validation loss, as one step of undo."""
        session = self._session
        if run_id != session.run_id:
            return
        if stop.best_epoch is not None and stop.best_epoch < stop.epoch:
            session.undo_stack.push(ReturnToBest(session, stop.best_epoch))
        metric = session.snapshot.history.metric_name if session.snapshot is not None else "accuracy"
        text = stop_text(stop, session.experiment.stopping, metric)
        session.post(Notice(text, "info", "Train on", "play", Cause.CONDITION))


def stop_text(stop: mlp.Stop, config: mlp.StoppingConfig, metric_name: str) -> str:
    """Return why a run stopped, and where it stands now, in sentences.

    Parameters
    ----------
    stop : mlp_core.Stop
        Why.
    config : mlp_core.StoppingConfig
        What was set.
    metric_name : str
        "accuracy", "R2" or "variance kept".
    """
    begin = f"Training stopped after epoch {grouped(stop.epoch)}"
    if stop.condition == "loss":
        return f"{begin}: the training loss has fallen to {compact(stop.value)}."
    if stop.condition == "metric":
        reached = f"R² has reached {fixed(stop.value, 3)}"
        if metric_name == "accuracy":
            reached = f"accuracy has reached {fixed(100.0 * stop.value, 1)} %"
        elif metric_name != "R2":
            reached = f"reconstruction keeps {fixed(100.0 * stop.value, 1)} % of the variance"
        return f"{begin}: the training {reached}."
    if stop.condition == "patience":
        waited = counted(config.patience or 0, "epoch")
        why = f"{begin}: the validation loss has found nothing lower for {waited}."
        if stop.best_epoch is None:
            return why
        place = f"epoch {grouped(stop.best_epoch)}, where it was lowest ({compact(stop.value)})"
        return f"{why} The network is back in {place}; Undo returns to where it stopped."
    return f"{begin}, as it was set."
