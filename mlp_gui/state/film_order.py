"""What a film is to be: of what, how large, how long, as which kind of file; and why it cannot be so."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from mlp_gui.state.cursor import Mark
from mlp_gui.state.framing import WHOLE, Framing

MP4, GIF, WEBP = SUFFIXES = (".mp4", ".gif", ".webp")
TRAINING, STEP = KINDS = ("training", "step")
"""Moments of the training, or one training step line by line."""
STOPS: Final = ("batch", "sample", "phase", "layer", "unit", "term")
"""Grains that a film of a step may have; "batch" only over a whole epoch."""

NETWORK: Final = "network"
"""The network among the views; the others are called as their docks are."""

SHORTEST_SIDE, LONGEST_SIDE = 160, 4096
"""Pixels; a lower film has no room for its first line, and H.264 players are sure to show no higher one."""
LEAST_WINDOW: Final = (1024, 640)
"""Pixels at which the whole window can still be read."""
FASTEST: Final = {MP4: 60, GIF: 50, WEBP: 60}
"""Frames a second; browsers show a faster GIF at ten."""
LONGEST: Final = 600.0
"""Seconds."""
MOST_EPOCHS: Final = 1_000_000

ORDER_FILE, RUN_FILE, SETTINGS_FILE, SCREEN_FILE = "order.json", "run.mlp", "settings.ini", "screen.json"
"""What whoever makes the film finds in its folder."""

PAGE_SIDE: Final = {False: 720.0, True: 540.0}
"""Pixels at 100 % that the shorter side of a film has room for, by whether its letters are large."""
WINDOW_PAGE: Final = (1280.0, 720.0)
"""Pixels at 100 % that a film of the whole window has room for at least, as far as it is large enough."""

_BYTES: Final = {
    TRAINING: {MP4: 0.009, GIF: 0.055, WEBP: 0.045},
    STEP: {MP4: 0.0036, GIF: 0.0075, WEBP: 0.0045},
}
"""Of a file, for each pixel of each frame, roughly: measured over films of this program, in which little moves."""
_FIRST_BYTES: Final = {MP4: 0.55, GIF: 0.5, WEBP: 0.45}
"""For each pixel, whatever the length: of the first frame, and of what moves once in a short film as in a long one."""


@dataclass(frozen=True, slots=True)
class FilmWishes:
    """What is chosen for a film.

    Attributes
    ----------
    kind : str
        Of `KINDS`.
    views : tuple of str
        Names of views, in their order; empty for the whole window.
    suffix : str
        Of `SUFFIXES`.
    width, height : int
        Pixels.
    rate : int
        Frames a second.
    seconds : float
        Length.
    white : bool
        Light, for a slide; else in the colours of the window.
    large : bool
        Larger letters.
    from_start : bool
        Of the training: its past too, not only from here on.
    more_epochs : int
        Of the training: epochs beyond where it is now.
    whole_epoch : bool
        Of the step-through: all training steps of the epoch, not only the next one.
    grain : str
        Of the step-through: where it stops, one of `STOPS`.
    """

    kind: str = TRAINING
    views: tuple[str, ...] = (NETWORK,)
    suffix: str = MP4
    width: int = 1280
    height: int = 720
    rate: int = 30
    seconds: float = 10.0
    white: bool = True
    large: bool = False
    from_start: bool = True
    more_epochs: int = 0
    whole_epoch: bool = False
    grain: str = "unit"

    @property
    def n_frames(self) -> int:
        """Frames of the whole film."""
        return max(round(self.rate * self.seconds), 1)

    @property
    def about_bytes(self) -> int:
        """Size of the file, roughly."""
        pixels = self.width * self.height
        return round(pixels * (_FIRST_BYTES[self.suffix] + _BYTES[self.kind][self.suffix] * (self.n_frames - 1)))

    @property
    def ratio(self) -> float:
        """Pixels of the film for each one at 100 %: a larger film has larger letters, not more room."""
        if not self.views:
            return max(min(self.width / WINDOW_PAGE[0], self.height / WINDOW_PAGE[1]), 1.0)
        return max(min(self.width, self.height) / PAGE_SIDE[self.large], 1.0)

    def problem(self) -> str:
        """Return why there can be no such film, in a sentence; "" where there can."""
        for width in (self.width, self.height):
            if not SHORTEST_SIDE <= width <= LONGEST_SIDE:
                return f"A film is {SHORTEST_SIDE} to {LONGEST_SIDE:,} pixels wide and high; {width:,} is not."
        if self.suffix == MP4 and (self.width % 2 or self.height % 2):
            odd = self.width if self.width % 2 else self.height
            return f"MP4 needs an even width and height: {odd - 1} or {odd + 1} in place of {odd}."
        if not self.views and (self.width < LEAST_WINDOW[0] or self.height < LEAST_WINDOW[1]):
            least = f"{LEAST_WINDOW[0]} by {LEAST_WINDOW[1]}"
            return f"The whole window cannot be read below {least} pixels. Choose a larger film, or single views."
        if not 1 <= self.rate <= FASTEST[self.suffix]:
            kind = self.suffix[1:].upper() if self.suffix != WEBP else "WebP"
            return f"{kind} shows 1 to {FASTEST[self.suffix]} frames a second; {self.rate} are not possible."
        if not 0.1 <= self.seconds <= LONGEST:
            return f"A film is 0.1 to {LONGEST:.0f} seconds long."
        if self.kind == TRAINING and not self.from_start and self.more_epochs < 1:
            return "From here on nothing is trained: add epochs, or begin at the start."
        if self.kind == STEP and self.grain == "batch" and not self.whole_epoch:
            return "One training step has no stops between batches: choose the whole epoch, or a finer stop."
        return ""


@dataclass(frozen=True, slots=True)
class FilmOrder:
    """A film that is to be made.

    Attributes
    ----------
    path : str
        Where, with its suffix.
    wishes : FilmWishes
        What was chosen.
    theme : str
        "light" or "dark".
    sample : int
        Row of the batch that is stepped through; -1 for the batch as a whole, -2 for whichever tells most.
    framing : Framing
        How closely, and where, the network is looked at.
    selected : Mark or None
        What is selected, and so marked in all views.
    """

    path: str
    wishes: FilmWishes
    theme: str = "light"
    sample: int = -2
    framing: Framing = WHOLE
    selected: Mark | None = None

    def text(self) -> str:
        """Return it as JSON, for the process that makes the film."""
        import json

        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> FilmOrder:
        """Return what `text` was made of.

        Raises
        ------
        ValueError, TypeError, KeyError
            If it was made of something else.
        """
        import json

        values = json.loads(text)
        framing, selected = values.pop("framing"), values.pop("selected")
        framing["opened"] = tuple(tuple(rows) for rows in framing["opened"])
        return cls(
            wishes=_wishes_of(values.pop("wishes")),
            framing=Framing(**framing),
            selected=None if selected is None else Mark(**selected),
            **values,
        )


def remembered(wishes: FilmWishes) -> str:
    """Return what was chosen as a text, to be proposed the next time."""
    import json

    return json.dumps(asdict(wishes))


def proposed(text: str) -> FilmWishes:
    """Return what was chosen the last time; the usual where that is not known, or is none that could be."""
    import json

    try:
        wishes = _wishes_of(json.loads(text))
        problem = replace(wishes, kind=TRAINING, from_start=True).problem()
    except (ValueError, TypeError, KeyError, AttributeError):
        return FilmWishes()
    known = wishes.kind in KINDS and wishes.suffix in SUFFIXES and wishes.grain in STOPS
    return FilmWishes() if problem or not known else wishes


def _wishes_of(values: dict[str, Any]) -> FilmWishes:
    return FilmWishes(**values | {"views": tuple(values["views"])})
