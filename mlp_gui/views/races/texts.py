"""What the race says of itself in words: what it is of, how it stands, what became of whom."""

from __future__ import annotations

from typing import Final

import mlp_core as mlp
from mlp_gui.look.numbers import compact, counted, grouped
from mlp_gui.state.racing import RaceStatus

WITHIN: Final = 0.1
"""Distance from all targets that counts as reached (hand-out 001)."""
_SAME: Final = {
    "optimizer": "the same start for all",
    "learning_rate": "the same start for all",
    "batch_size": "the same start for all",
    "start": "the same settings for all",
}


def subtitle(report: mlp.RaceReport | None, *, is_apart: bool = False) -> str:
    """Return what the curves are, for the title, and why the surface has no ways where they are of another problem."""
    if report is None:
        return "several trainings from one start, or one from several"
    training = report.config.experiment.training
    name = "training loss, summed" if training.reduction == "sum" else "training loss"
    name += " + penalty" if training.l1 or training.l2 else ""
    apart = "; of another network or data, so not on the surface" if is_apart else ""
    return f"{report.config.experiment.title}: {name}, {_SAME[report.config.varied]}{apart}"


def progress(report: mlp.RaceReport | None) -> tuple[str, str]:
    """Return the epoch in which the race is, and how many there are."""
    if report is None:
        return "", ""
    done = max(racer.epoch for racer in report.racers)
    return grouped(int(done)), grouped(report.config.n_epochs)


def standing(racer: mlp.RacerReport) -> str:
    """Return the tag beside a racer; "" where there is nothing to say."""
    if racer.diverged_in is not None:
        return f"diverged in epoch {grouped(racer.diverged_in)}"
    if racer.ending in (mlp.Ending.LOCAL_MINIMUM, mlp.Ending.PLATEAU):
        return str(racer.ending.value)
    return ""


def explanation(racer: mlp.RacerReport) -> str:
    """Return what the tag beside a racer means, in a sentence."""
    if racer.divergence:
        return racer.divergence
    if racer.ending is mlp.Ending.LOCAL_MINIMUM:
        return "Flat here, clearly above the best, and uphill in every direction that the curvature knows."
    if racer.ending is mlp.Ending.PLATEAU:
        return (
            "Flat here and clearly above the best, but the ground still leads down somewhere, or is too large to tell."
        )
    return ""


def varied_value(racer: mlp.Racer, varied: str) -> str:
    """Return the number that tells a racer from the others, for its column."""
    if varied == "batch_size":
        return grouped(racer.training.batch_size)
    return compact(racer.training.learning_rate)


def summary(report: mlp.RaceReport, status: RaceStatus) -> tuple[tuple[str, str], ...]:
    """Return how the race ended, or how it stands, as pairs of a label and a number that counts."""
    n_racers = len(report.racers)
    if not report.is_finished:
        word = "stopped" if status is RaceStatus.STOPPED else "racing"
        return ((word, f"{round(100.0 * report.share)} %"), ("", counted(n_racers, "racer")))
    parts = []
    if mlp.kind_of(report.config.experiment.data).task == "classification":
        reached = sum(racer.worst_error <= WITHIN for racer in report.racers)
        parts.append((f"within {WITHIN:g} of every target", f"{reached} of {n_racers}"))
    for word, ending in (("in a local minimum", mlp.Ending.LOCAL_MINIMUM), ("on a plateau", mlp.Ending.PLATEAU),
                         ("diverged", mlp.Ending.DIVERGED)):  # fmt: skip
        count = sum(racer.ending is ending for racer in report.racers)
        if count:
            parts.append((word, str(count)))
    if not parts:
        parts.append(("best", report.racers[report.ranking[0]].racer.name))
    return tuple(parts)
