"""A run stops by itself at the very epoch at which its condition is first met."""

from __future__ import annotations

from dataclasses import replace

import pytest

import mlp_core as mlp
from mlp_core.errors import ArgumentError
from mlp_core.learning.history import History, HistoryView
from mlp_core.learning.stopping import Stop, StopJudge, check_stopping

NAN = float("nan")


def _history(*validation_losses: float, train_loss: float = 1.0, metric: float = 0.5) -> HistoryView:
    history = History("accuracy")
    for epoch, loss in enumerate(validation_losses):
        history.append(epoch, (train_loss, loss, NAN), (metric, NAN, NAN))
    return history.view()


def test_a_limit_of_epochs_is_the_epoch_at_which_it_stops() -> None:
    """Once: whoever goes on beyond it is not stopped again."""
    judge = StopJudge(mlp.StoppingConfig(epochs=3), _history(NAN))
    assert [judge.look(epoch, 1.0, 0.5, NAN) is not None for epoch in (1, 2, 3, 4, 5)] == [
        False,
        False,
        True,
        False,
        False,
    ]
    assert StopJudge(mlp.StoppingConfig(epochs=3), _history(*[NAN] * 5)).look(5, 1.0, 0.5, NAN) is None


@pytest.mark.parametrize(
    ("config", "far", "met"),
    [(mlp.StoppingConfig(loss=0.1), (0.5, 0.5), (0.1, 0.5)), (mlp.StoppingConfig(metric=0.9), (0.5, 0.5), (0.5, 0.9))],
)
def test_what_is_reached_stops_and_what_already_was_does_not(
    config: mlp.StoppingConfig, far: tuple[float, float], met: tuple[float, float]
) -> None:
    """A loss or accuracy has to be left before it can be reached anew."""
    judge = StopJudge(config, _history(NAN))
    assert judge.look(1, *far, NAN) is None
    stop = judge.look(2, *met, NAN)
    assert stop is not None
    assert (stop.epoch, stop.best_epoch) == (2, None)
    again = StopJudge(config, _history(NAN, train_loss=met[0], metric=met[1]))
    assert [again.look(epoch, *row, NAN) is not None for epoch, row in enumerate((met, far, met), 3)] == [0, 0, 1]


def test_early_stopping_waits_for_a_lower_validation_loss() -> None:
    """So many epochs after the lowest one, which it names; the epochs before the judge began count."""
    judge = StopJudge(mlp.StoppingConfig(patience=3), _history(0.9, 0.4, 0.5))
    assert judge.look(3, 0.1, 0.5, 0.45) is None
    assert judge.look(4, 0.1, 0.5, 0.42) == Stop("patience", 4, 0.4, 1)
    assert StopJudge(mlp.StoppingConfig(patience=3, restore_best=False), _history(0.4, 0.5, 0.5)).look(
        3, 0.1, 0.5, 0.6
    ) == Stop("patience", 3, 0.4, None)


def test_after_an_early_stop_it_waits_as_long_again() -> None:
    """The same epochs, taken again from the best one, do not stop the run a second time."""
    judge = StopJudge(mlp.StoppingConfig(patience=3), _history(0.9, 0.4), waited_from=4)
    assert [judge.look(epoch, 0.1, 0.5, 0.5) is not None for epoch in range(2, 8)] == [0, 0, 0, 0, 0, 1]


def test_without_validation_points_nothing_is_waited_for() -> None:
    """There is no loss that could fall."""
    judge = StopJudge(mlp.StoppingConfig(patience=1), _history(NAN))
    assert not any(judge.look(epoch, 0.1, 0.5, NAN) for epoch in range(1, 9))


@pytest.mark.parametrize(
    "config",
    [
        mlp.StoppingConfig(epochs=0),
        mlp.StoppingConfig(patience=0),
        mlp.StoppingConfig(patience=True),
        mlp.StoppingConfig(loss=-0.1),
        mlp.StoppingConfig(loss=NAN),
        mlp.StoppingConfig(metric=1.5),
        mlp.StoppingConfig(metric=NAN),
    ],
)
def test_what_can_never_be_met_is_refused(config: mlp.StoppingConfig) -> None:
    """The message names the field."""
    with pytest.raises(ArgumentError, match=r"epochs|patience|loss|metric"):
        check_stopping(config)


def test_a_history_tells_its_last_row_without_bringing_the_others_in_order() -> None:
    """Before and after somebody has looked at all of them."""
    history = History("accuracy")
    history.append(0, (0.5, 0.6, NAN), (0.7, NAN, NAN))
    assert history.last_row[:2] == (0.5, 0.6)
    history.view()
    assert history.last_row[3] == 0.7


def test_a_link_carries_the_conditions() -> None:
    """They belong to the experiment, in files and links too; without them the link is as short as before."""
    config = mlp.StoppingConfig(epochs=2000, loss=0.01, patience=50, restore_best=False)
    experiment = replace(mlp.EXAMPLES["moons"], stopping=config)
    assert mlp.read_link(mlp.write_link(experiment)) == experiment
    assert len(mlp.write_link(mlp.EXAMPLES["moons"])) < len(mlp.write_link(experiment))
