"""Cards that stand for a whole training step: narrower ones, where that leaves every gap room for its numbers."""

from __future__ import annotations

from dataclasses import dataclass
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


class Standing(NamedTuple):
    """Which cards stand where: their forms, the room of names beside the outputs, left end, and gaps; pixels."""

    forms: tuple[CardForm, ...]
    names: float
    left: float
    gaps: list[float]


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
        At a desk margins can give some of their room.
    is_single : bool
        Whether there is one output, whose line to the loss has a number.
    """

    inner: float
    loss: float
    margin: float
    scale: float
    forms: FormSet
    is_single: bool

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
        spare = 2 * (self.margin - LEAST_MARGIN) if self.forms is DESK else 0.0
        if free + spare < wanted * (len(chosen) - 1) + before_loss:
            return None
        left, gaps = self.evenly(chosen, names)
        missing = max(before_loss - gaps[-1], 0.0)
        gaps = [*(gap - missing / (len(gaps) - 1) for gap in gaps[:-1]), gaps[-1] + missing]
        found = all_open(gaps, wanted, before_loss, spare)
        return None if found is None else Standing(chosen, names, left - found[1] / 2, found[0])


def find_standing(
    chosen: tuple[CardForm, ...], space: Space, wanted: Wanted, names: float, mosaics: Sequence[int]
) -> Standing | None:
    """Return how the cards stand with room for numbers in every gap: then none moves during a training step.

    Rather than that some do, cards are narrower, names of classes stand elsewhere, and at last numbers have no names.
    """
    before_loss = min(wanted.bare, MOST_BEFORE_LOSS * space.scale) if space.is_single else LEAST_GAP * space.scale
    if not wanted.roomy:
        return None
    for widths in ((wanted.roomy, wanted.snug), (wanted.bare,)):
        for beside in (names, 0.0) if names else (0.0,):
            for forms in forms_that_may_stand(chosen, space.forms, mosaics):
                for width in widths:
                    found = space.opened(forms, beside, width, before_loss)
                    if found is not None:
                        return found
    return None


def forms_that_may_stand(
    chosen: tuple[CardForm, ...], forms: FormSet, mosaics: Sequence[int] = ()
) -> Iterator[tuple[CardForm, ...]]:
    """Yield the forms of all columns from those that are chosen to narrower and narrower ones of the units.

    At a desk each unit keeps two numbers; before a class one, which is then the one that the step is about. Nothing is
    yielded where a unit has not even that.

    Parameters
    ----------
    chosen : tuple of CardForm
        Of each column, inputs first.
    forms : FormSet
        Those that there are.
    mosaics : sequence of int
        Columns whose rows are many units each: they stay as they are.
    """
    units = [column for column in range(1, len(chosen)) if column not in mosaics]
    poor = ("dot",) if forms is CLASSROOM else POOR
    if not have_numbers(chosen, mosaics):
        return
    while True:
        yield chosen
        widest = max((chosen[column] for column in units), key=_width_of, default=None)
        narrower = None if widest is None else _next_narrower(widest, forms)
        if narrower is None or narrower.name in poor:
            return
        chosen = tuple(narrower if column in units and form == widest else form for column, form in enumerate(chosen))


def have_numbers(chosen: Sequence[CardForm], mosaics: Sequence[int] = ()) -> bool:
    """Tell whether all cards have a number, but for those of many units each."""
    return all(form.name != "dot" for column, form in enumerate(chosen) if column not in mosaics)


def _next_narrower(form: CardForm, forms: FormSet) -> CardForm | None:
    """Return the largest form that is narrower and not higher, which has room wherever this one has."""
    after = forms.units[forms.units.index(form) + 1 :] if form in forms.units else ()
    return next((each for each in after if each.width < form.width and each.height <= form.height), None)


def _width_of(form: CardForm) -> float:
    return form.width
