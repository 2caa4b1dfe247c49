"""Which forms the parts of the transport take in a width: all of them in full, down to the buttons alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

SampleForm = Literal["full", "short", "buttons", "none"]


@dataclass(frozen=True)
class TransportForm:
    """What the transport shows beside its buttons.

    Attributes
    ----------
    grains : {"all", "list"}
        Every grain with its name, or a list that shows the chosen one.
    speed : {"slider", "button", "none"}
        A slider, or a button with a list.
    samples : {"full", "short", "buttons", "none"}
        The sample with its numbers and all buttons, its place alone, or no more than buttons to another.
    progress : bool
        Whether the phases have their bar.
    """

    grains: Literal["all", "list"]
    speed: Literal["slider", "button", "none"]
    samples: SampleForm
    progress: bool


FORMS: Final = (
    TransportForm("all", "slider", "full", True),
    TransportForm("all", "button", "full", True),
    TransportForm("list", "slider", "full", True),
    TransportForm("list", "button", "full", True),
    TransportForm("list", "button", "short", True),
    TransportForm("list", "button", "short", False),
    TransportForm("list", "button", "buttons", False),
    TransportForm("list", "button", "none", False),
    TransportForm("list", "none", "none", False),
)
"""The richest first."""
PRESENTED_FORMS: Final = (
    TransportForm("list", "slider", "full", True),
    TransportForm("list", "button", "full", True),
    TransportForm("list", "button", "short", True),
    TransportForm("list", "button", "buttons", True),
    TransportForm("list", "none", "none", True),
    TransportForm("list", "none", "none", False),
)
"""Likewise while presenting: the phases have their names nowhere else then."""


@dataclass(frozen=True)
class TransportWidths:
    """How wide each part is in each form, with the gap before it, in pixels.

    Attributes
    ----------
    grains, speed, samples : dict
        Of the form to its width; what is left out is 0.
    buttons : int
        Of all that is always there.
    progress : int
        The least of the phases' bar.
    """

    buttons: int
    grains: dict[str, int]
    speed: dict[str, int]
    samples: dict[str, int]
    progress: int

    def of(self, form: TransportForm) -> int:
        """Return the width of a form."""
        parts = self.grains[form.grains] + self.speed[form.speed] + self.samples[form.samples]
        return self.buttons + parts + (self.progress if form.progress else 0)

    def form_in(self, width: int, is_presented: bool) -> TransportForm:
        """Return the richest form that a width has room for; the barest where it has room for none."""
        forms = PRESENTED_FORMS if is_presented else FORMS
        return next((form for form in forms if self.of(form) <= width), forms[-1])
