"""What a coarse step reads and makes, found unit by unit, is what its lines name one by one."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state import touching
from mlp_gui.state.touching import LAST_LINES, LAST_NUMBERS, Touched, identity, lines_touched

CASES: dict[str, tuple[list[int], str, str, dict[str, object]]] = {
    "fused": ([3, 4, 3, 1], "sigmoid", "binary_cross_entropy", {"l2": 0.1, "optimizer": "adamw"}),
    "softmax": ([2, 5, 3], "softmax", "categorical_cross_entropy", {"l1": 0.05, "optimizer": "momentum"}),
    "unfused": ([2, 4, 3], "softmax", "squared_error", {"reduction": "sum"}),
    "values": ([1, 3, 2], "identity", "squared_error", {"optimizer": "nesterov"}),
    "perceptron": ([4, 3], "step", "squared_error", {"optimizer": "perceptron"}),
}


def _trace(case: str, n_samples: int) -> mlp.Trace:
    sizes, output, loss, settings = CASES[case]
    network = mlp.Network(sizes, hidden="tanh", output=output, rng=1)
    targets = np.zeros((n_samples, sizes[-1]))
    targets[:, 0] = 1.0
    config = mlp.TrainingConfig(loss=loss, learning_rate=0.1, **settings)  # type: ignore[arg-type]
    return mlp.trace_step(network, np.random.default_rng(0).normal(size=(n_samples, sizes[0])), targets, config)


def _named(terms: mlp.StepSequence, first: int, last: int) -> Touched:
    names = [terms.names(line) for line in range(first, last + 1)]
    reads = frozenset(identity(each) for line_reads, _ in names for each in line_reads)
    return Touched(reads, frozenset(identity(made) for _, made in names))


@pytest.mark.parametrize("n_samples", [1, 3])
@pytest.mark.parametrize("case", CASES)
def test_whole_and_broken_steps(monkeypatch: pytest.MonkeyPatch, case: str, n_samples: int) -> None:
    """Of every phase, layer and unit, and of the same without its first and last line."""
    monkeypatch.setattr(touching, "FEW_LINES", 1)
    trace = _trace(case, n_samples)
    for sample in (0, None):
        terms = trace.steps("term", sample)
        for grain in ("phase", "layer", "unit"):
            for step in trace.steps(grain, sample):
                for first, last in ((step.first, step.last), (step.first + 1, step.last - 1)):
                    assert lines_touched(terms, first, last) == _named(terms, first, last), (grain, step.operation)


def test_of_a_wide_layer_every_unit_is_in_play() -> None:
    """All 100 of them, and not those of the last lines; of what is larger still the last lines."""
    network = mlp.Network([64, 100, 10], hidden="relu", output="softmax", rng=1)
    config = mlp.TrainingConfig(loss="categorical_cross_entropy", learning_rate=0.1)
    trace = mlp.trace_step(network, np.ones((1, 64)), np.eye(10)[:1], config)
    terms = trace.steps("term", 0)
    forward = [step for step in trace.steps("layer", 0) if step.phase is mlp.Phase.FORWARD]
    for step, units in zip(forward, (100, 10), strict=True):
        made = lines_touched(terms, step.first, step.last).makes
        assert sum(key[0] is mlp.Kind.ACTIVATION for key in made) == units
    whole = lines_touched(terms, 0, len(terms) - 1)
    assert whole == _named(terms, len(terms) - LAST_LINES, len(terms) - 1)


def test_of_lines_that_read_a_whole_batch_only_few_are_looked_at() -> None:
    """The gradient of a layer reads every sample's: looking at some lines of it holds no window for long."""
    network = mlp.Network([64, 100, 10], hidden="relu", output="softmax", rng=1)
    config = mlp.TrainingConfig(loss="categorical_cross_entropy", learning_rate=0.1)
    trace = mlp.trace_step(network, np.ones((200, 64)), np.eye(10)[np.arange(200) % 10], config)
    layer = next(step for step in trace.steps("layer", None) if step.phase is mlp.Phase.GRADIENT and step.layer == 0)
    touched = lines_touched(trace.steps("term", None), layer.first, layer.last)
    assert 0 < len(touched.makes) < LAST_LINES
    assert len(touched.reads) <= LAST_NUMBERS
