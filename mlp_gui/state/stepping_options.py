"""How the step-through is shown: choices that change no number."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

EDGES_SHOW = ("weight", "gradient", "update")
UNITS_SHOW = ("all", "activation", "delta", "bias")
MOST_DECIMALS = 6
NOTATIONS = ("error_signals", "lab", "hidden", "chain", "delta")
EVERY, WORKED_OUT, MAIN = ASKS = ("every", "worked_out", "main")
"""What is asked for before it is shown: every number; those that are worked out; the main result of a step."""
DEFAULTS: dict[str, object] = {
    "notation": "delta",
    "decimals": 4,
    "fractions": False,
    "every_term": False,
    "motion": True,
    "edge_shows": "weight",
    "unit_shows": "all",
    "asks": EVERY,
}


class SteppingOptions(QObject):
    """Choices of what is seen of a training step; each is told by `options_changed` with its name."""

    options_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = dict(DEFAULTS)

    @property
    def notation(self) -> str:
        """Name of one of `mlp_core.NOTATIONS`."""
        return str(self._options["notation"])

    @property
    def decimals(self) -> int:
        """Digits behind the point, 1 to 6."""
        decimals = self._options["decimals"]
        return decimals if isinstance(decimals, int) else MOST_DECIMALS

    @property
    def fractions(self) -> bool:
        """Whether numbers are written as fractions where that is exact."""
        return bool(self._options["fractions"])

    @property
    def every_term(self) -> bool:
        """Whether a long sum is written with all its terms."""
        return bool(self._options["every_term"])

    @property
    def motion(self) -> bool:
        """Whether pulses run along the edges; off, every step jumps."""
        return bool(self._options["motion"])

    @property
    def edge_shows(self) -> str:
        """What edges show: "weight", "gradient" or "update"."""
        return str(self._options["edge_shows"])

    @property
    def unit_shows(self) -> str:
        """What units show: "all", "activation", "delta" or "bias"."""
        return str(self._options["unit_shows"])

    @property
    def asks(self) -> str:
        """Which numbers are asked for before they are shown: one of `ASKS`."""
        return str(self._options["asks"])

    def set_notation(self, name: str) -> None:
        """Write formulas in another notation; an unknown one is ignored."""
        if name in NOTATIONS:
            self._set_option("notation", name)

    def set_decimals(self, decimals: int) -> None:
        """Show so many digits behind the point, held to 1 to 6."""
        self._set_option("decimals", min(max(int(decimals), 1), MOST_DECIMALS))

    def set_fractions(self, fractions: bool) -> None:
        """Write fractions where they are exact, or not."""
        self._set_option("fractions", bool(fractions))

    def set_every_term(self, every_term: bool) -> None:
        """Write all terms of a long sum, or only some."""
        self._set_option("every_term", bool(every_term))

    def set_motion(self, motion: bool) -> None:
        """Let pulses run, or not."""
        self._set_option("motion", bool(motion))

    def set_edge_shows(self, what: str) -> None:
        """Let edges show their weight, gradient or last update."""
        if what in EDGES_SHOW:
            self._set_option("edge_shows", what)

    def set_unit_shows(self, what: str) -> None:
        """Let units show all, or only their activation, delta or bias."""
        if what in UNITS_SHOW:
            self._set_option("unit_shows", what)

    def set_asks(self, what: str) -> None:
        """Ask for every number, for those that are worked out, or for the main result of a step."""
        if what in ASKS:
            self._set_option("asks", what)

    def _set_option(self, name: str, value: object) -> None:
        if self._options[name] != value:
            self._options[name] = value
            self.options_changed.emit(name)
