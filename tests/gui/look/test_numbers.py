"""Number texts: what is written can be read back, and what is typed is understood or refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_gui.look.numbers import (
    alike,
    compact,
    counted,
    fixed,
    fixed_or_power,
    grouped,
    in_place,
    parse_number,
    signed,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.38, "+1.38"), (-0.05, "−0.05"), (0.0, "0.00"), (-0.001, "0.00"), (0.001, "0.00"), (math.inf, "+∞"),
     (-math.inf, "−∞"), (math.nan, "n/a")],
)  # fmt: skip
def test_signed_always_shows_a_sign(value: float, text: str) -> None:
    """Positive and negative numbers carry their sign, what rounds to zero carries none."""
    assert signed(value, 2) == text


def test_fixed_has_its_decimals_and_a_true_minus() -> None:
    """A column of numbers has the same decimals throughout."""
    assert [fixed(value, 3) for value in (1.0, -2.5, -0.0001)] == ["1.000", "−2.500", "0.000"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0503, "0.0503"), (0.01, "0.01"), (97.9, "97.9"), (1250.0, "1,250"), (0.0, "0"), (2.5e-6, "2.5×10⁻⁶"),
     (-3.2e7, "−3.2×10⁷"), (1.0, "1"), (math.inf, "∞")],
)  # fmt: skip
def test_compact_is_short(value: float, text: str) -> None:
    """About three digits, and an exponent only where it is needed."""
    assert compact(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.25, 4, "0.2500"),
        (4.54e-5, 4, "4.54×10⁻⁵"),
        (-4.54e-5, 4, "−4.54×10⁻⁵"),
        (4.5398e-5, 6, "0.000045"),
        (7.68e-5, 4, "7.68×10⁻⁵"),
        (-0.00034, 4, "−3.40×10⁻⁴"),
        (0.0017, 4, "0.0017"),
        (0.0005, 4, "0.0005"),
        (0.53, 1, "0.5"),
        (0.004, 2, "4.0×10⁻³"),
        (0.0, 4, "0.0000"),
        (math.inf, 4, "∞"),
    ],
)
def test_fixed_decimals_hide_no_number(value: float, decimals: int, text: str) -> None:
    """What would keep less than two digits gets a power of ten, as in an equation; what is exact stays short."""
    assert fixed_or_power(value, decimals) == text


def test_a_power_has_its_sign_where_one_is_wanted() -> None:
    """In columns of signed numbers."""
    assert fixed_or_power(4.54e-5, 4, with_sign=True) == "+4.54×10⁻⁵"
    assert fixed_or_power(1.5, 2, with_sign=True) == "+1.50"


def test_counts_are_grouped_and_named() -> None:
    """Large counts are grouped, one is singular."""
    assert grouped(101770) == "101,770"
    assert [counted(1, "unit"), counted(1200, "bias", "biases")] == ["1 unit", "1,200 biases"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("0,01", 0.01), ("1e-3", 1e-3), ("−2.5", -2.5), (" 1×10⁻³ ", 1e-3), ("12,345", 12345.0), ("1,234.5", 1234.5),
     ("0,125", 0.125), ("1.5e−4", 1.5e-4)],
)  # fmt: skip
def test_typed_numbers_are_understood(text: str, value: float) -> None:
    """Numbers are read as people type them."""
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "  ", "abc", "1..2", "nan", "inf", "1e999", "--1", "×10", "1,,", "٣x"])
def test_rubbish_is_refused_with_a_sentence(text: str) -> None:
    """What is no finite number is refused in words."""
    with pytest.raises(ValueError, match=r"[.]$"):
        parse_number(text)


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text is a finite number or a ValueError."""
    try:
        value = parse_number(text)
    except ValueError:
        return
    assert math.isfinite(value)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_what_is_written_can_be_read(value: float) -> None:
    """A compact text gives the number back to three digits."""
    assert parse_number(compact(value)) == pytest.approx(value, rel=6e-3)


def test_a_number_that_changes_in_its_place_keeps_its_zeros() -> None:
    """A loss of 0.00660 beside one of 0.00484 has as many digits."""
    assert compact(0.0066) == "0.0066"
    assert compact(0.0066, trimmed=False) == "0.00660"


@pytest.mark.parametrize(
    ("loss", "text"),
    [
        (0.0, "0.0000"),
        (0.25, "0.2500"),
        (0.0012, "0.00120"),
        (1234.5, "1,234.5000"),
        (1.8e308, "∞"),
        (1.79e308, "1.79×10³⁰⁸"),
    ],
)
def test_a_loss_that_changes_in_its_place_is_never_longer_than_it_has_room(loss: float, text: str) -> None:
    """That of a run that diverged has hundreds of digits before its point."""
    assert in_place(loss) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((1.5e-4, 7.5e-5), ["1.5×10⁻⁴", "0.75×10⁻⁴"]),
        ((-3e6, 1.5e6, -5e5), ["−3×10⁶", "1.5×10⁶", "−0.5×10⁶"]),
        ((0.6, 0.3, 0.1), ["0.6", "0.3", "0.1"]),
        ((-1e-5, 0.0, 1e-5), ["−1×10⁻⁵", "0", "1×10⁻⁵"]),
    ],
)
def test_numbers_beside_one_another_have_one_power(values: tuple[float, ...], texts: list[str]) -> None:
    """A legend does not mix −0.00015 and −7.5×10⁻⁵."""
    assert alike(values) == texts


def test_thousands_are_apart_with_decimals_too() -> None:
    """As everywhere else."""
    assert fixed(5108.34) == "5,108.34"
    assert signed(-16200.0, 1) == "−16,200.0"
    assert parse_number(fixed(16200.25)) == 16200.25
