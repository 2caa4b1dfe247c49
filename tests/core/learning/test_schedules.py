"""The learning rate's courses, against their formulas and PyTorch's own."""

import numpy as np
import pytest

from mlp_core.learning.schedules import SCHEDULES


def _course(name: str, n_steps: int, steps_per_epoch: int = 1, epochs: int = 10) -> np.ndarray:
    return np.array([SCHEDULES[name].rate(0.5, step, steps_per_epoch, epochs) for step in range(n_steps)])


def test_constant_never_asks_for_the_step() -> None:
    """The constant rate is the base rate, and says that it need not be asked for."""
    assert SCHEDULES["constant"].is_constant
    assert not any(schedule.is_constant for name, schedule in SCHEDULES.items() if name != "constant")
    assert set(_course("constant", 50)) == {0.5}


def test_step_halves_after_each_period() -> None:
    """The rate of "step" is flat within a period and halves between two."""
    course = _course("step", 60, steps_per_epoch=2, epochs=10)
    np.testing.assert_array_equal(course, np.repeat([0.5, 0.25, 0.125], 20))


def test_exponential_has_its_half_life() -> None:
    """The rate of "exponential" falls by one ratio at each step, by half in the given epochs."""
    course = _course("exponential", 41, steps_per_epoch=4, epochs=10)
    assert course[40] == pytest.approx(0.25)
    np.testing.assert_allclose(course[1:] / course[:-1], 0.5 ** (1 / 40))


def test_cosine_ends_at_a_thousandth_and_stays() -> None:
    """The rate of "cosine" is half way down in the middle and never reaches 0."""
    course = _course("cosine", 31)
    assert course[0] == 0.5
    assert course[5] == pytest.approx(0.5 * (1 + 1e-3) / 2)
    np.testing.assert_allclose(course[10:], 0.5e-3)
    assert (np.diff(course[:11]) < 0).all()


def test_cosine_agrees_with_pytorch() -> None:
    """The course of "cosine" is PyTorch's CosineAnnealingLR with our floor."""
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.5)
    peer = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=10, eta_min=0.5e-3)
    rates = []
    for _ in range(11):
        rates.append(peer.get_last_lr()[0])
        optimizer.step()
        peer.step()
    np.testing.assert_allclose(_course("cosine", 11), rates, rtol=1e-9)


def test_one_cycle_rises_then_falls() -> None:
    """The rate of "one_cycle" starts at a 25th, peaks at the base rate, and ends at a thousandth."""
    course = _course("one_cycle", 21)
    assert course[0] == pytest.approx(0.5 / 25)
    assert course[3] == pytest.approx(0.5)
    assert (np.diff(course[:4]) > 0).all()
    assert (np.diff(course[3:11]) < 0).all()
    np.testing.assert_allclose(course[10:], 0.5e-3)


@pytest.mark.parametrize("name", SCHEDULES)
def test_rates_stay_positive_for_ever(name: str) -> None:
    """No schedule ends in a rate of 0, a negative or an infinite one, however long the run."""
    for step in (0, 1, 999, 10**6, 10**12):
        rate = SCHEDULES[name].rate(0.5, step, 3, 7)
        assert 0 < rate <= 0.5


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules_describe_themselves(name: str) -> None:
    """Every schedule has what a menu and a tool-tip need."""
    schedule = SCHEDULES[name]
    assert schedule.name == name
    assert schedule.title
    assert schedule.summary.endswith(".")
