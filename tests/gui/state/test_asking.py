"""Predict, then reveal, in the step-through by itself: what is asked, when, and what is known meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.state.asked_lines import count_asked, next_asked
from mlp_gui.state.question import pose
from mlp_gui.state.tally import Tally, Verdict
from mlp_gui.state.walk import BEFORE, GRAINS, Walk

if TYPE_CHECKING:
    from mlp_gui.state.prediction import Judgement
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping

TRIVIAL = {"read_input", "read_target", "add_bias"}


@pytest.fixture
def trace() -> mlp.Trace:
    """Return a training step of four samples on a 2-2-1 network."""
    return mlp.trace_next(mlp.EXAMPLES["xor_steps"].build()[2])


@pytest.fixture
def stepping(session: Session, trace: mlp.Trace) -> Stepping:
    """Return the step-through before its first line, with prediction on."""
    session.stepping.set_active(True)
    session.stepping.receive_trace(session.run_id, trace)
    session.stepping.set_predict(True)
    return session.stepping


def forward_to_question(stepping: Stepping) -> None:
    """Step until something is asked."""
    while stepping.question is None:
        stepping.forward()


def test_a_number_is_asked_before_it_is_shown(stepping: Stepping) -> None:
    """The step-through stops before it: it is awaited and not known; answered, it is known."""
    forward_to_question(stepping)
    asked = stepping.awaiting
    assert asked is not None
    assert not stepping.is_known(asked)
    before = stepping.position
    stepping.answer(str(asked.value))
    assert stepping.awaiting is None
    assert stepping.position == before + 1
    assert stepping.is_known(asked)
    assert stepping.judgement is not None
    assert stepping.judgement.is_right


@pytest.mark.parametrize("grain", GRAINS)
def test_every_number_of_a_step_is_asked_at_every_grain(stepping: Stepping, grain: str) -> None:
    """Line by line, each once, when all that it is made of is known; right answers only make a perfect tally."""
    stepping.set_sample(3)
    stepping.set_granularity(grain)
    walk = stepping.walk
    assert walk is not None
    asked = []
    while stepping.position < walk.end:
        stepping.forward()
        question = stepping.question
        assert question is not None
        assert not stepping.is_known(question.quantity)
        assert all(stepping.is_known(each) for each in question.step.reads)
        asked.append(question.step.index)
        stepping.answer(repr(question.value))
    assert asked == list(range(len(walk)))
    assert stepping.tally == Tally(len(walk), len(walk), 0)


def test_what_is_worked_out_repeats_no_number_of_the_screen(trace: mlp.Trace) -> None:
    """Neither the data nor the network's own numbers are asked for, nor a sum of one term; all else is."""
    walk = Walk(trace, 0)
    for line in walk.terms:
        is_sum_of_one = line.operation is mlp.Operation.DELTA_SUM and len(line.reads) == 1
        is_asked = line.operation.value not in TRIVIAL and not is_sum_of_one
        assert next_asked(walk, line.index, line.index, "layer", "worked_out") == (line.index if is_asked else None)


def test_the_main_results_of_a_unit_are_its_sum_and_then_its_activation(stepping: Stepping) -> None:
    """At unit grain; the sum is shown before the activation is asked for, and the products are not before the sum."""
    stepping.set_asks("main")
    stepping.set_granularity("unit")
    kinds = []
    for _ in range(2):
        forward_to_question(stepping)
        assert stepping.awaiting is not None
        kinds.append(stepping.awaiting.kind)
        stepping.answer("0")
    assert kinds == [mlp.Kind.PRE_ACTIVATION, mlp.Kind.ACTIVATION]
    assert stepping.step is not None
    assert stepping.step.granularity == "unit"


@pytest.mark.parametrize("asks", ["every", "worked_out", "main"])
@pytest.mark.parametrize("name", ["xor", "blobs"])
def test_what_is_counted_is_what_is_asked(name: str, asks: str) -> None:
    """At every grain, with penalties, moments and many samples; of the main results one in a layer or phase."""
    example = mlp.EXAMPLES[name].with_training(batch_size=20, l2=0.1)
    walk = Walk(mlp.trace_next(example.build()[2]), 2)
    for grain in GRAINS:
        position = BEFORE
        while position < walk.end:
            stop = walk.next_stop(position, grain)
            assert stop is not None
            lines, line = [], next_asked(walk, position + 1, stop, grain, asks)
            while line is not None:
                lines.append(line)
                line = next_asked(walk, line + 1, stop, grain, asks)
            assert len(lines) == count_asked(walk, position + 1, stop, grain, asks)
            assert asks != "main" or grain == "unit" or len(lines) <= 1
            assert asks != "every" or lines == list(range(position + 1, stop + 1))
            position = stop


@pytest.mark.parametrize("asks", ["every", "worked_out", "main"])
def test_a_softmax_is_asked_for_when_its_sums_are_known(session: Session, asks: str) -> None:
    """It reads those of all its units: at layer grain they are shown before."""
    stepping = session.stepping
    stepping.set_active(True)
    stepping.receive_trace(session.run_id, mlp.trace_next(mlp.EXAMPLES["blobs"].build()[2]))
    stepping.set_predict(True)
    stepping.set_asks(asks)
    stepping.set_granularity("layer")
    walk = stepping.walk
    assert walk is not None
    asked = 0
    while stepping.step is None or stepping.step.phase is not mlp.Phase.LOSS:
        stepping.forward()
        question = stepping.question
        if question is not None and len(question.step.reads) > 1 and question.quantity.kind is mlp.Kind.ACTIVATION:
            assert all(stepping.is_known(each) for each in question.step.reads)
            asked += 1
        stepping.reveal()
    assert asked == (1 if asks == "main" else walk.trace.sizes[-1])


class CountedLines:
    """The lines of a walk, and how many of them have been made."""

    def __init__(self, walk: Walk) -> None:
        self._terms = walk.terms
        self.made = 0

    def __getitem__(self, line: int) -> mlp.Step:
        self.made += 1
        return self._terms[line]

    def block_at(self, line: int) -> object:
        """Return the run of units that a line belongs to."""
        return self._terms.block_at(line)


def test_a_hundred_thousand_infinite_numbers_are_not_all_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights beyond all bounds make infinite products: few are passed over, many end the asking."""
    n_inputs = 100_000
    network = mlp.Network([n_inputs, 1], output="sigmoid")
    network.weights[0][...] = 1e200
    config = mlp.TrainingConfig(loss="squared_error", optimizer="sgd")
    walk = Walk(mlp.trace_step(network, [[1e200] * n_inputs], [[0.5]], config), 0)
    first = walk.terms.locate(mlp.Quantity(mlp.Kind.PRODUCT, 0.0, 0, 0, 0, 0))
    stop = walk.next_stop(first, "layer")
    assert stop is not None
    assert stop - first > n_inputs
    lines = CountedLines(walk)
    monkeypatch.setattr(walk, "terms", lines)
    assert next_asked(walk, first, stop, "layer", "worked_out") is None
    assert lines.made < 1_000
    answer = next_asked(walk, stop - 100, stop, "layer", "worked_out")
    assert answer is not None
    assert walk.terms[answer].makes.kind is mlp.Kind.ACTIVATION


def test_nobody_need_add_up_two_hundred_samples() -> None:
    """Sums of many terms are not among what is worked out."""
    walk = Walk(mlp.trace_next(mlp.EXAMPLES["xor"].build()[2]), None)
    assert walk.trace.n_samples > 100
    reductions = [line for line in range(len(walk)) if len(walk.terms[line].reads) > 100]
    assert reductions
    assert not any(next_asked(walk, line, line, "term", "worked_out") is not None for line in reductions)


def test_a_whole_step_is_asked_for_before_it_is_taken(stepping: Stepping) -> None:
    """At batch grain: of the main results one, which leads to the last line; only then it goes on."""
    stepping.set_asks("main")
    stepping.set_granularity("batch")
    stepping.forward()
    assert stepping.awaiting is not None
    assert stepping.awaiting.kind is mlp.Kind.LOSS
    stepping.reveal()
    assert stepping.walk is not None
    assert stepping.position == stepping.walk.end
    stepping.forward()
    assert stepping.question is None


def test_skipping_shows_a_number_and_asks_for_the_next(stepping: Stepping) -> None:
    """At once, and it counts as revealed."""
    forward_to_question(stepping)
    first = stepping.question
    stepping.skip()
    assert first is not None
    assert stepping.question is not None
    assert stepping.is_known(first.quantity)
    assert stepping.question.step.index == first.step.index + 1
    assert stepping.tally == Tally(0, 0, 1)


def test_all_of_a_step_is_revealed_at_once(stepping: Stepping) -> None:
    """What is left of it is shown, counts number by number, and is not asked for again when it is gone through anew."""
    stepping.set_granularity("layer")
    forward_to_question(stepping)
    stepping.answer("7")
    forward_to_question(stepping)
    left = stepping.left_to_ask
    assert left > 1
    walk = stepping.walk
    assert walk is not None
    stop = walk.next_stop(stepping.position, "layer")
    stepping.reveal_all()
    assert stepping.question is None
    assert stepping.position == stop
    assert stepping.tally == Tally(0, 1, left)
    stepping.to_start()
    while stepping.position < stop:
        stepping.forward()
        assert stepping.question is None
    stepping.forward()
    assert stepping.question is not None


def test_rubbish_leaves_the_question_open(stepping: Stepping, session: Session) -> None:
    """It is told, not counted, and the number stays hidden."""
    judged: list[Judgement] = []
    stepping.judged.connect(judged.append)
    forward_to_question(stepping)
    position = stepping.position
    stepping.answer("seven")
    assert judged[0].verdict is Verdict.UNREADABLE
    assert stepping.question is not None
    assert stepping.position == position
    assert stepping.tally == Tally()
    assert session.stepping.awaiting is not None


def test_revealing_counts_neither_way(stepping: Stepping) -> None:
    """By the button, or by going forward once more."""
    forward_to_question(stepping)
    stepping.reveal()
    forward_to_question(stepping)
    position = stepping.position
    stepping.forward()
    assert stepping.position == position + 1
    assert stepping.tally == Tally(0, 0, 2)


def test_what_was_asked_is_not_asked_again(stepping: Stepping) -> None:
    """Back over judged numbers and forward again, nothing is asked, until the tally is reset."""
    for _ in range(3):
        forward_to_question(stepping)
        stepping.answer("0.5")
    end = stepping.position
    stepping.to_start()
    while stepping.position < end:
        stepping.forward()
        assert stepping.question is None
    stepping.reset_tally()
    assert stepping.tally == Tally()
    stepping.to_start()
    forward_to_question(stepping)
    assert stepping.position < end


def test_another_weight_makes_another_number(stepping: Stepping, session: Session, trace: mlp.Trace) -> None:
    """The same line of a changed network is asked for anew; of the same network it is not."""
    stepping.set_asks("worked_out")
    stepping.set_sample(3)
    forward_to_question(stepping)
    line = stepping.position + 1
    stepping.answer("0.5")
    trainer = mlp.EXAMPLES["xor_steps"].build()[2]
    trainer.set_parameters([0, 1, 2, 3], [3.0, 1.0, -4.0, 1.0])
    stepping.receive_trace(session.run_id, mlp.trace_next(trainer))
    stepping.go_to(line - 1)
    stepping.forward()
    assert stepping.question is not None
    stepping.receive_trace(session.run_id, trace)
    stepping.go_to(line - 1)
    stepping.forward()
    assert stepping.question is None


def test_going_elsewhere_takes_the_question_back(stepping: Stepping) -> None:
    """Back, a jump, another grain or sample: nothing is counted, and it will be asked again."""
    for go in (stepping.back, stepping.to_start, stepping.next_sample, stepping.to_end):
        stepping.to_start()
        forward_to_question(stepping)
        go()
        assert stepping.question is None
    stepping.to_start()
    forward_to_question(stepping)
    stepping.set_granularity("unit")
    assert stepping.question is None
    assert stepping.tally == Tally()


def test_a_verdict_stands_where_it_was_given(stepping: Stepping) -> None:
    """Going on, it is gone."""
    forward_to_question(stepping)
    stepping.answer("123")
    assert stepping.judgement is not None
    assert stepping.judgement.verdict is Verdict.WRONG
    stepping.back()
    assert stepping.judgement is None


def test_playing_stops_at_a_question(stepping: Stepping) -> None:
    """It goes no further by itself."""
    stepping.go_to(2)
    stepping.toggle_playing()
    assert stepping.question is not None
    assert not stepping.playing


def test_another_notation_writes_the_open_question_anew(stepping: Stepping) -> None:
    """The symbol, its sign and the rule follow the options."""
    walk = stepping.walk
    assert walk is not None
    delta = next(line for line in walk.terms if line.makes.kind is mlp.Kind.DELTA)
    stepping.go_to(delta.index - 1)
    stepping.forward()
    question = stepping.question
    assert question is not None
    stepping.set_notation("lab")
    stepping.set_decimals(2)
    anew = stepping.question
    assert anew is not None
    assert anew.value == -question.value
    assert anew.tolerance.half_unit == pytest.approx(0.005)


def test_rubbish_is_forgotten_with_its_question(stepping: Stepping) -> None:
    """Another grain lets go of both: there is no verdict on a question that nobody asks."""
    forward_to_question(stepping)
    stepping.answer("a half, roughly")
    stepping.set_granularity("phase")
    assert stepping.question is None
    assert stepping.judgement is None


def test_switching_off_and_on_begins_anew(stepping: Stepping) -> None:
    """Off, nothing is asked; on again, the tally is empty."""
    forward_to_question(stepping)
    stepping.answer("1")
    stepping.set_predict(False)
    stepping.forward()
    assert stepping.question is None
    stepping.set_predict(True)
    assert stepping.tally == Tally()


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
@pytest.mark.parametrize("name", ["xor", "hand_xor_steps", "xor_perceptron", "circle"])
def test_every_line_can_be_asked_in_every_notation(name: str, notation: str) -> None:
    """With a symbol, a number and words, whatever the network, loss and optimizer."""
    walk = Walk(mlp.trace_next(mlp.EXAMPLES[name].build()[2]), 0)
    for line in walk.terms:
        question = pose(line, line.index, notation, 4, fractions=False)
        assert question.symbol
        assert question.number
        assert abs(question.value) == abs(line.makes.value)
        assert "{" not in question.sentence
