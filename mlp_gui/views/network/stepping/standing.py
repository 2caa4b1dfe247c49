"""Cards that stand for a whole training step: narrower ones, where that leaves every gap room for its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from mlp_gui.views.network.stepping.forms import CLASSROOM, DESK, LEAST_GAP, POOR
from mlp_gui.views.network.stepping.open_gap import all_open

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlp_gui.views.network.stepping.forms import CardForm, FormSet
    from mlp_gui.views.network.stepping.open_gap import Wanted

MOST_COLUMN_GAP = 190.0

LOSS_GAP, LOSS_GAP_OF_MANY = 0.62, 0.45
"""Way from the outputs to the loss, as a share of that between layers: it carries one number, or none of many."""


MOST_BEFORE_LOSS: Final = 64.0
LEAST_MARGIN: Final = 6.0
"""What is left before the loss of one output, and beside all cards at a desk, where that opens all gaps at once, pixels
at 100 %.
"""

SLENDER_GAP: Final = 16.0
SLENDER_MARGIN: Final = 4.0
SLENDER_HANDLES: Final = 17.0
"""What is left before the loss where all cards are slender, and beside them: at a desk, and where handles stand there;
pixels at 100 %.
"""


class Standing(NamedTuple):
    """Which cards stand where: their forms, the room of names beside the outputs, left end, gaps and loss; pixels."""

    forms: tuple[CardForm, ...]
    names: float
    left: float
    gaps: list[float]
    loss: float


@dataclass(frozen=True, slots=True)
class Space:
    """The width that columns and gaps share.

    Attributes
    ----------
    inner, loss, margin : float
        Between the margins, of the loss's card, and of a margin, pixels.
    scale : float
        Type scale.
    forms : FormSet
        Those that there are.
    is_single : bool
        Whether there is one output, whose line to the loss has a number.
    spare : float
        What can be had from the margins, pixels.
    """

    inner: float
    loss: float
    margin: float
    scale: float
    forms: FormSet
    is_single: bool
    spare: float

    @classmethod
    def on(cls, width: float, loss: float, margin: float, scale: float, forms: FormSet, *, is_single: bool) -> Space:
        """Return what there is on a canvas of a width."""
        spare = 2.0 * (margin - LEAST_MARGIN) if forms is DESK else 0.0
        return cls(width - 2.0 * margin, loss, margin, scale, forms, is_single, spare)

    def for_slender_cards(self) -> Space:
        """Return the same canvas with the narrowest card of the loss, and margins as narrow as can be."""
        least = SLENDER_MARGIN if self.forms is DESK else SLENDER_HANDLES * self.scale
        loss = min(self.loss, self.forms.slender_loss * self.scale)
        return replace(self, loss=loss, spare=2.0 * (self.margin - least))

    def evenly(self, chosen: Sequence[CardForm], names: float) -> tuple[float, list[float]]:
        """Return the left end of the columns, and gaps of one width with that before the loss last."""
        free = self.inner - self.scale * sum(form.width for form in chosen) - self.loss - names
        loss_gap = (LOSS_GAP if self.is_single else LOSS_GAP_OF_MANY) * (1.0 - 0.5 * bool(names))
        shares = len(chosen) - 1 + loss_gap
        gap = max(min(free / shares, MOST_COLUMN_GAP * self.scale), 12.0)
        left = self.margin + max(free - gap * shares, 0.0) / 2
        return left, [gap] * (len(chosen) - 1) + [loss_gap * gap]

    def opened(self, chosen: tuple[CardForm, ...], names: float, wanted: float, before_loss: float) -> Standing | None:
        """Return how cards stand with all gaps as wide as wanted at least; None without room for that."""
        free = self.inner - self.scale * sum(form.width for form in chosen) - self.loss - names
        if free + self.spare < wanted * (len(chosen) - 1) + before_loss:
            return None
        left, gaps = self.evenly(chosen, names)
        missing = max(before_loss - gaps[-1], 0.0)
        gaps = [*(gap - missing / (len(gaps) - 1) for gap in gaps[:-1]), gaps[-1] + missing]
        found = all_open(gaps, wanted, before_loss, self.spare)
        return None if found is None else Standing(chosen, names, left - found[1] / 2, found[0], self.loss)


def find_standing(
    chosen: tuple[CardForm, ...], space: Space, wanted: Wanted, names: float, mosaics: Sequence[int]
) -> Standing | None:
    """Return how the cards stand with room for numbers in every gap: then none moves during a training step.

    Rather than that some do, cards are narrower, names of classes stand elsewhere, numbers have no names, and at last
    all cards are slender. It depends on the network, the canvas, the type and the decimals alone.
    """
    if not wanted.roomy:
        return None
    before_loss = min(wanted.bare, MOST_BEFORE_LOSS * space.scale) if space.is_single else LEAST_GAP * space.scale
    found = _first_standing(chosen, (), space, before_loss, wanted, names, mosaics)
    if found is None:
        chosen, before_loss = _slender_inputs(chosen, space.forms, mosaics), SLENDER_GAP * space.scale
        within = space.for_slender_cards()
        found = _first_standing(chosen, space.forms.slender, within, before_loss, wanted, names, mosaics)
    return found


def _first_standing(
    chosen: tuple[CardForm, ...],
    slender: tuple[CardForm, ...],
    space: Space,
    before_loss: float,
    wanted: Wanted,
    names: float,
    mosaics: Sequence[int],
) -> Standing | None:
    """Return the first way that has room, with so much at least before the loss."""
    for widths in ((wanted.roomy, wanted.snug), (wanted.bare,)):
        for beside in (names, 0.0) if names else (0.0,):
            for forms in forms_that_may_stand(chosen, space.forms, mosaics, slender):
                for width in widths:
                    found = space.opened(forms, beside, width, before_loss)
                    if found is not None:
                        return found
    return None


def _slender_inputs(chosen: tuple[CardForm, ...], forms: FormSet, mosaics: Sequence[int]) -> tuple[CardForm, ...]:
    """Return the forms with the narrowest inputs; a picture stays as it is."""
    if 0 in mosaics or not have_numbers(chosen[:1]):
        return chosen
    inputs = chosen[0]
    width = forms.slender_line if inputs.name == "input_line" else forms.slender_input
    return (replace(inputs, width=min(width, inputs.width)), *chosen[1:])


def forms_that_may_stand(
    chosen: tuple[CardForm, ...], forms: FormSet, mosaics: Sequence[int] = (), slender: tuple[CardForm, ...] = ()
) -> Iterator[tuple[CardForm, ...]]:
    """Yield the forms of all columns from those that are chosen to narrower and narrower ones of the units.

    At a desk each unit keeps two numbers, where it has room for more than one; before a class one, which is then the
    one that the step is about. Nothing is yielded where a unit has not even that.

    Parameters
    ----------
    chosen : tuple of CardForm
        Of each column, inputs first.
    forms : FormSet
        Those that there are.
    mosaics : sequence of int
        Columns whose rows are many units each: they stay as they are.
    slender : tuple of CardForm
        The narrowest of all, where they may be taken.
    """
    units = [column for column in range(1, len(chosen)) if column not in mosaics]
    poor = ("dot",) if forms is CLASSROOM else POOR
    if not have_numbers(chosen, mosaics):
        return
    while True:
        yield chosen
        widest = max((chosen[column] for column in units), key=_width_of, default=None)
        narrower = None if widest is None else _next_narrower(widest, forms, slender, poor)
        if narrower is None:
            return
        chosen = tuple(narrower if column in units and form == widest else form for column, form in enumerate(chosen))


def have_numbers(chosen: Sequence[CardForm], mosaics: Sequence[int] = ()) -> bool:
    """Tell whether all cards have a number, but for those of many units each."""
    return all(form.name != "dot" for column, form in enumerate(chosen) if column not in mosaics)


def _next_narrower(
    form: CardForm, forms: FormSet, slender: tuple[CardForm, ...], poor: tuple[str, ...]
) -> CardForm | None:
    """Return the largest form that is narrower and not higher, which has room wherever this one has.

    One that is poor is only taken for another one of its kind.
    """
    after = forms.units[forms.units.index(form) + 1 :] if form in forms.units else ()
    allowed = (each for each in (*after, *slender) if each.name == form.name or each.name not in poor)
    return next((each for each in allowed if each.width < form.width and each.height <= form.height), None)


def _width_of(form: CardForm) -> float:
    return form.width
