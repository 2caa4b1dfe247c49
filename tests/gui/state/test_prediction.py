"""What a class may type for a number, how near it must be, and how it is counted: a table, no window."""

from __future__ import annotations

import pytest

import mlp_core as mlp
from mlp_gui.state.prediction import Tolerance, judge, read_answer
from mlp_gui.state.question import Question, pose
from mlp_gui.state.tally import Tally, Verdict


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.25", 0.25),
        ("0,25", 0.25),
        (" .5 ", 0.5),
        ("5.", 5.0),
        ("+2", 2.0),
        ("-0.75", -0.75),
        ("−0,75", -0.75),
        ("–3", -3.0),
        ("3/4", 0.75),
        ("−3 / 4", -0.75),
        ("1⁄3", 1 / 3),
        ("½", 0.5),
        ("-¾", -0.75),
        ("2e-3", 0.002),
        ("2E−3", 0.002),
        ("2×10⁻³", 0.002),
        ("2 · 10^-3", 0.002),
        ("2*10^(−3)", 0.002),
        ("10⁻³", 0.001),
        ("73 %", 0.73),
        ("1,234", 1.234),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567.0),
        ("= 0.5", 0.5),
    ],
)
def test_reads_numbers_as_people_type_them(text: str, value: float) -> None:
    """Point or comma, fractions, any minus sign, powers of ten, per cent."""
    assert read_answer(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Type a number"),
        ("  ", "Type a number"),
        ("abc", "“abc” is not a number"),
        ("0.1.2", "is not a number"),
        ("--1", "is not a number"),
        ("1/2/3", "is not a number"),
        ("0x10", "is not a number"),
        ("1_000", "is not a number"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("1e999", "is not finite"),
        ("3/0", "divides by 0"),
        ("𝟙" * 300 + "!", "…” is not a number"),
    ],
)
def test_says_what_is_wrong_with_rubbish(text: str, complaint: str) -> None:
    """A sentence with what was typed, and with what can be typed instead."""
    with pytest.raises(ValueError, match=r"0\.25") as caught:
        read_answer(text)
    assert complaint in str(caught.value)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("value", "decimals", "answer", "is_right"),
    [
        (0.5, 2, 0.51, True),
        (0.5, 2, 0.4901, True),
        (0.5, 2, 0.5101, False),
        (-0.5, 2, -0.51, True),
        (-0.5, 2, 0.5, False),
        (0.0, 4, 0.0, True),
        (0.0, 4, 0.00005, True),
        (0.0, 4, 0.0001, False),
        (100.0, 4, 101.0, True),
        (100.0, 4, 101.1, False),
        (0.3127, 4, 0.31, True),
        (0.0431, 4, 0.04, False),
        # What decimals would leave less than two digits of is shown with its power of ten: nought is wrong then.
        (0.0431, 2, 0.04, False),
        (0.0431, 2, 0.043, True),
        (7.68e-5, 4, 0.0001, False),
        (7.68e-5, 4, 7.7e-5, True),
        (2.34e-6, 4, 0.0, False),
        (2.34e-6, 4, 2.3e-6, False),
        (2.34e-6, 4, 2.33e-6, True),
        (2.34e-6, 4, 2.34e-5, False),
        # So is what is very large: of 1.24e9 two decimals leave 1.2e9, and that is right then.
        (1.24e9, 2, 1.2e9, True),
        (1.24e9, 2, 1.1e9, False),
    ],
)
def test_right_within_half_a_unit_of_the_last_decimal_and_a_hundredth(
    value: float, decimals: int, answer: float, is_right: bool
) -> None:
    """The rule that is stated, on both sides of its edges."""
    assert Tolerance.of(value, decimals).holds(answer, value) is is_right


def test_the_rule_that_is_stated_gives_no_number_away() -> None:
    """The same words for every number that is shown with so many decimals."""
    rules = [Tolerance.of(value, 2) for value in (0.0, 0.31, -7.5, 9e5)]
    assert {rule.text for rule in rules} == {"Right to 1 %; type 4·10³ as 4e3"}
    assert len({rule.bound for rule in rules}) == 1
    assert "1 % of the number plus 0.005," in rules[0].bound
    assert "plus 5·10⁻⁷," in Tolerance.of(0.5, 6).bound
    assert "half a unit of its last digit shown;" in Tolerance.of(1.234e9, 2).bound
    assert {Tolerance.of(value, 4).text for value in (0.0, 2e-6, 3e-9, 0.31)} == {rules[0].text}


def test_judges_with_the_sign_that_the_notation_gives() -> None:
    """The lab's error signal is minus the other ones': each class is right in its own notation."""
    trace = mlp.trace_step(*_one_sample())
    lines = trace.steps("term", 0)
    delta = lines[lines.locate(trace.quantity(mlp.Kind.DELTA, 0, 0, -1, 0))]
    ours, labs = (pose(delta, delta.index, notation, 4, fractions=False) for notation in ("delta", "lab"))
    assert ours.value == -labs.value == delta.makes.value
    assert judge(ours, str(ours.value)).verdict is Verdict.RIGHT
    assert judge(labs, str(ours.value)).verdict is Verdict.WRONG
    assert judge(labs, str(labs.value)).is_right


def test_rubbish_is_no_answer() -> None:
    """It is judged as such, keeps what was typed, and says why."""
    judgement = judge(_question(), "seven")
    assert (judgement.verdict, judgement.is_answer, judgement.is_right) == (Verdict.UNREADABLE, False, False)
    assert judgement.text == "seven"
    assert "seven" in judgement.complaint


def test_the_tally_counts_answers_and_names_what_was_revealed() -> None:
    """Right and wrong count; rubbish does not; what was revealed stands apart."""
    tally = Tally()
    assert tally.text == ""
    for verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.UNREADABLE, Verdict.RIGHT, Verdict.REVEALED):
        tally = tally.with_verdict(verdict)
    assert tally == Tally(right=2, answered=3, revealed=1)
    assert tally.text == "2 of 3 right, 1 revealed"


def _one_sample() -> tuple[object, ...]:
    network = mlp.EXAMPLES["xor"].build()[1]
    return network, [[1.0, 0.0]], [[1.0]], mlp.TrainingConfig(loss="squared_error")


def _question() -> Question:
    lines = mlp.trace_step(*_one_sample()).steps("term", 0)
    return pose(lines[6], 6, "delta", 4, fractions=False)


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_what_the_printed_numbers_make_is_right(notation: str) -> None:
    """Of a network trained for long: 1 - 0.9999 is no tenth of a thousandth, but who computes it is not wrong."""
    _, _, trainer = mlp.EXAMPLES["xor_steps"].build()
    trainer.run_steps(500 * trainer.n_batches)
    lines = mlp.trace_next(trainer).steps("term", 3)
    questions = [pose(line, line.index, notation, 4, fractions=False) for line in lines]
    worked = [question for question in questions if question.printed is not None]
    assert len(worked) > len(questions) // 2
    for question in worked:
        assert judge(question, repr(question.printed)).is_right
        assert judge(question, repr(question.value)).is_right
        assert not judge(question, repr(10.0 * abs(question.value) + 1.0)).is_right
