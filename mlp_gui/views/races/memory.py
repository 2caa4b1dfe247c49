"""What a race remembers from one start to the next: what differs, who races, how far they go and where they start.

Rates and sizes are not: those that were set belong to one network and its data, and are forgotten with these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

import mlp_core as mlp
from mlp_gui.state.race_setup import FEWEST_STARTS, MOST_EPOCHS, MOST_SEED, VARIED, RaceSetup

if TYPE_CHECKING:
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.racing import Racing

_NOW: Final = "now"
_FIRST: Final = "first"


class RaceMemory(QObject):
    """Brings back what was stored, and stores what changes.

    Parameters
    ----------
    racing : Racing
        Whose setup it is.
    preferences : Preferences
        Where it is stored.
    parent : QObject
        Owner.
    """

    def __init__(self, racing: Racing, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        stored = read_setup(preferences.race_setup)
        if stored is not None:
            racing.take_setup(stored)
        racing.setup_changed.connect(self._on_setup_changed)

    @Slot(object)
    def _on_setup_changed(self, setup: RaceSetup) -> None:
        self._preferences.set_value("race_setup", written_setup(setup))


def written_setup(setup: RaceSetup) -> str:
    """Return kind, optimizers, starts, first seed, epochs and start as a text."""
    start = _NOW if setup.from_now else _FIRST
    return f"{setup.varied} {'+'.join(setup.optimizers)} {setup.n_starts} {setup.first_seed} {setup.n_epochs} {start}"


def read_setup(text: str) -> RaceSetup | None:
    """Return the setup of a text; None for any text that is none."""
    try:
        varied, names, *numbers, start = text.split(" ")
        n_starts, first_seed, n_epochs = (int(number) for number in numbers)
    except ValueError:
        return None
    optimizers = tuple(name for name in mlp.OPTIMIZERS if name in names.split("+"))
    is_sound = (
        varied in VARIED
        and bool(optimizers)
        and FEWEST_STARTS <= n_starts <= mlp.MOST_RACERS
        and 0 <= first_seed <= MOST_SEED
        and 1 <= n_epochs <= MOST_EPOCHS
        and start in (_NOW, _FIRST)
    )
    if not is_sound:
        return None
    return RaceSetup(
        varied=varied,
        optimizers=optimizers,
        n_starts=n_starts,
        first_seed=first_seed,
        n_epochs=n_epochs,
        from_now=start == _NOW,
    )
