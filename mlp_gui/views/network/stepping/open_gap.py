"""The gap between columns that a step is in opens: its numbers are read, those of the others are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

import mlp_core as mlp
from mlp_gui.views.network.stepping.chip_sizes import AIR, LEAST_PADDING, NAME_GAP, PADDING

if TYPE_CHECKING:
    from mlp_gui.views.network.stepping.style import StepStyle

CLOSED: Final = -1
ROUNDING: Final = 1.0
"""What a gap can lose because columns stand on whole pixels."""

LONGEST_MARK: Final = "Σ∂ "
"""Of those that stand before a number; that of a mean stands above its gap's."""

_INTO: Final = frozenset((mlp.Phase.FORWARD, mlp.Phase.GRADIENT, mlp.Phase.UPDATE))


def open_gap_of(step: mlp.Step | None, outputs: int) -> int:
    """Return the gap whose numbers a step at unit or term grain is about; `CLOSED` for none.

    Parameters
    ----------
    step : Step or None
        What is done or under way.
    outputs : int
        The last layer: what comes back to it comes from the loss.
    """
    if step is None or step.granularity not in ("unit", "term") or step.layer < 0 or step.unit < 0:
        return CLOSED
    if step.phase in _INTO:
        return step.layer
    if step.phase is not mlp.Phase.BACKWARD or step.layer >= outputs:
        return CLOSED
    if step.operation is mlp.Operation.DELTA_PRODUCT and step.granularity == "term":
        return step.makes.layer
    return step.layer + 1


def columns_in_play(step: mlp.Step | None, outputs: int) -> tuple[int, ...]:
    """Return the columns whose numbers a step is about, the inputs being 0; none for one of all columns.

    Parameters
    ----------
    step : Step or None
        What is done or under way.
    outputs : int
        The last layer.
    """
    if step is None or step.granularity == "phase":
        return ()
    if step.phase is mlp.Phase.INPUT and step.layer < 0:
        return (0,)
    if step.phase is mlp.Phase.LOSS or (step.layer >= outputs > 0 and step.phase is mlp.Phase.BACKWARD):
        return (outputs + 1,)
    gap = open_gap_of(step, outputs)
    if gap == CLOSED and step.granularity == "layer" and step.layer >= 0:
        gap = step.layer + (step.phase is mlp.Phase.BACKWARD)
    return () if gap == CLOSED else (gap, gap + 1)


class Wanted(NamedTuple):
    """How wide a gap has to be for a number with all its decimals, pixels.

    Attributes
    ----------
    roomy, snug : float
        With a name before it in the type of chips, and with a name or a mark in the smallest that is read well.
    bare : float
        In that type, without either.
    """

    roomy: float = 0.0
    snug: float = 0.0
    bare: float = 0.0


def wanted_widths(style: StepStyle) -> Wanted:
    """Return how wide gaps have to be for the chosen decimals."""
    text, font = f"+0.{'0' * style.decimals}", QFont(style.tight)
    advance, pixels = QFontMetricsF(font).horizontalAdvance, font.pixelSize()
    roomy = advance("𝑧₈") + advance(text) + (NAME_GAP + PADDING) * pixels
    pixels = min(style.least, pixels)
    font.setPixelSize(pixels)
    advance = QFontMetricsF(font).horizontalAdvance
    bare = advance(text) + LEAST_PADDING * pixels
    snug = bare + max(advance("𝑧₈") + NAME_GAP * pixels, advance(LONGEST_MARK))
    return Wanted(*(each + 2 * AIR + ROUNDING for each in (roomy, snug, bare)))


def all_open(
    gaps: list[float], wanted: float, least_before_loss: float, spare: float
) -> tuple[list[float], float] | None:
    """Return the gaps with every one between columns as wide as wanted, and what they take of the spare width.

    Then no gap opens at the cost of another, and cards stand for a whole training step; None where there is no room.

    Parameters
    ----------
    gaps : list of float
        Widths from the left, pixels; the last is that before the loss.
    wanted : float
        The least width of each but the last.
    least_before_loss : float
        What the last one keeps.
    spare : float
        What can be had from beside the columns.
    """
    opened = [max(gap, wanted) for gap in gaps[:-1]]
    missing = sum(opened) - sum(gaps[:-1])
    taken = min(missing, spare)
    before_loss = gaps[-1] - (missing - taken)
    if missing > taken and before_loss < least_before_loss:
        return None
    return [*opened, before_loss], taken


def widened(gaps: list[float], opened: int, wanted: float, least: float) -> list[float]:
    """Return the gaps with one of them as wide as wanted, as far as the others can give it.

    Parameters
    ----------
    gaps : list of float
        Widths from the left, pixels; the last is that before the loss.
    opened : int
        Which one, or `CLOSED`.
    wanted : float
        Its width, where there is room.
    least : float
        What each of the others keeps.
    """
    if opened == CLOSED or gaps[opened] >= wanted:
        return gaps
    given = [max(gap - least, 0.0) for gap in gaps]
    given[opened] = 0.0
    total = sum(given)
    if not total:
        return gaps
    share = min((wanted - gaps[opened]) / total, 1.0)
    wider = [gap - share * part for gap, part in zip(gaps, given, strict=True)]
    wider[opened] += share * total
    return wider
