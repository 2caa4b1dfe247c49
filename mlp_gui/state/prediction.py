"""Judging a prediction: what a class may type for a number, and how near it must be."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mlp_core.explain.numbers_in_latex import number_in_latex
from mlp_gui.look.numbers import compact
from mlp_gui.state.tally import Verdict

if TYPE_CHECKING:
    from mlp_gui.state.question import Question

SHARE: Final = 0.01
"""Part of the number that an answer may be off, beside half a unit of the last decimal shown."""
LONGEST_QUOTED: Final = 12
"""Letters of what was typed that a complaint repeats."""
EXAMPLES: Final = "0.25, −3/4 or 2e−3"
_TEN: Final = "10^{"
_PRINTED: Final = "; or as near to what the numbers of the line make as they are printed"

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑‒﹣－", "-"),
        **dict.fromkeys("＋﹢", "+"),
        **dict.fromkeys("⁄∕÷", "/"),
        **dict.fromkeys("，٫", ","),
        **dict.fromkeys("⋅∙✕", "×"),
        "．": ".",
    }
)
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED: Final = re.compile(r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
_POWER_OF_TEN: Final = re.compile(r"(?<=[\d.,])[×*·x]10(?:\^|\*\*)?[({]?([-+]?\d+)[)}]?$")
_BARE_POWER: Final = re.compile(r"^([-+]?)10(?:\^|\*\*)[({]?([-+]?\d+)[)}]?$")
_THOUSANDS: Final = re.compile(r"[-+]?\d{1,3}(,\d{3})+\.\d*|[-+]?\d{1,3}(,\d{3}){2,}")
_NUMBER: Final = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How near an answer must be: half a unit of the last decimal shown, and 1 % of the number.

    Attributes
    ----------
    half_unit : float
        Half a unit of the last digit that is shown.
    power : int or None
        Of a number that is shown with a power of ten: that.
    """

    half_unit: float
    power: int | None = None

    @classmethod
    def of(cls, value: float, decimals: int, shown: str = "") -> Tolerance:
        """Return the tolerance of a number shown with so many decimals.

        Parameters
        ----------
        value : float
            The number.
        decimals : int
            Digits after the point, of those that are shown without a power of ten.
        shown : str
            Its LaTeX, where its line writes it otherwise than most lines.
        """
        if not math.isfinite(value) or _TEN not in (shown or number_in_latex(value, decimals)):
            return cls(0.5 * 10.0**-decimals)
        digits = max(decimals - 2, 1)
        power = int(f"{abs(value):.{digits}e}".partition("e")[2])
        return cls(0.5 * 10.0 ** (power - digits), power)

    def holds(self, answer: float, value: float) -> bool:
        """Whether an answer is near enough to the number."""
        return abs(answer - value) <= self.half_unit * (1.0 + 1e-9) + SHARE * abs(value)

    @property
    def text(self) -> str:
        """The rule in words, the same for every number: it says nothing of its size."""
        return f"Right to {SHARE * 100:.0f} %; type 4·10³ as 4e3"

    @property
    def bound(self) -> str:
        """The rule in full, with the exact bound; in words where the power of ten is asked for too."""
        of_it = f"{SHARE * 100:.0f} % of the number"
        last = "half a unit of its last digit shown"
        if self.power is None:
            # As a line writes so small a number.
            unit = compact(self.half_unit).replace("×", "·")
            last = f"{unit}, half a unit of the last digit shown"
        return f"Right if it is off by no more than {of_it} plus {last}{_PRINTED}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of an answer.

    Attributes
    ----------
    verdict : Verdict
        Right, wrong, no number at all, or shown without an answer.
    question : Question
        What was asked.
    text : str
        What was typed.
    answer : float or None
        The number that it was read as.
    complaint : str
        Of what is no number: one sentence on why.
    """

    verdict: Verdict
    question: Question
    text: str = ""
    answer: float | None = None
    complaint: str = ""

    @property
    def is_answer(self) -> bool:
        """Whether a number was typed."""
        return self.answer is not None

    @property
    def is_right(self) -> bool:
        """Whether it was near enough."""
        return self.verdict is Verdict.RIGHT


def judge(question: Question, text: str) -> Judgement:
    """Judge what was typed for a question."""
    try:
        answer = read_answer(text)
    except ValueError as error:
        return Judgement(Verdict.UNREADABLE, question, text, complaint=str(error))
    tolerance, printed = question.tolerance, question.printed
    is_right = tolerance.holds(answer, question.value) or (printed is not None and tolerance.holds(answer, printed))
    return Judgement(Verdict.RIGHT if is_right else Verdict.WRONG, question, text, answer)


def read_answer(text: str) -> float:
    """Read a number as a class types it.

    A decimal point or comma, fractions "-3/4" and "½", any minus sign, "2e-3", "2×10⁻³", "73 %". One comma is always
    that of decimals; thousands are set apart only by several commas, or by commas before a point.

    Raises
    ------
    ValueError
        With a sentence for the user, where the text is empty, no number, divides by nought, or is not finite.
    """
    cleaned = re.sub(r"\s", "", text.translate(_SIGNS)).removeprefix("=")
    if not cleaned:
        raise ValueError(f"Type a number, such as {EXAMPLES}.")
    cleaned, scale = (cleaned[:-1], 0.01) if cleaned.endswith("%") else (cleaned, 1.0)
    numerator, slash, denominator = cleaned.partition("/")
    value = _read_part(numerator, text)
    if slash:
        divisor = _read_part(denominator, text)
        if divisor == 0.0:
            raise ValueError(f"{_quoted(text)} divides by 0. Type a number, such as {EXAMPLES}.")
        value /= divisor
    value *= scale
    if not math.isfinite(value):
        raise ValueError(f"{_quoted(text)} is not finite. Type a number, such as {EXAMPLES}.")
    return value


def _read_part(part: str, text: str) -> float:
    """Return the number before or behind a fraction's bar."""
    sign, body = (-1.0 if part[:1] == "-" else 1.0), part.lstrip("+-")
    if len(body) == 1 and len(part) <= len(body) + 1 and "<fraction>" in unicodedata.decomposition(body):
        return sign * unicodedata.numeric(body)
    plain = _RAISED.sub(_lowered, part)
    plain = _POWER_OF_TEN.sub(r"e\1", _BARE_POWER.sub(r"\g<1>1e\2", plain))
    plain = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{_quoted(text)} is not a number. Type one such as {EXAMPLES}.")
    return float(plain)


def _lowered(raised: re.Match[str]) -> str:
    """Return raised digits as they are typed behind a "^"."""
    return f"^{raised[0].translate(_SUPERSCRIPTS)}"


def _quoted(text: str) -> str:
    shown = text.strip()
    return f"“{shown[: LONGEST_QUOTED - 1]}…”" if len(shown) > LONGEST_QUOTED else f"“{shown}”"
