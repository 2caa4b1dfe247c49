"""Mathematics: LaTeX becomes outlines that are crisp at any size, off the GUI thread, each formula only once."""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Event, Lock
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QPainterPath

from mlp_gui.look.fonts import maths_font
from mlp_gui.look.formula import UNITS, Formula, formula_from_svg, joined, stacked
from mlp_gui.whole_errors import whole_errors

if TYPE_CHECKING:
    from collections.abc import Iterable

# A number is put together from its letters, so that another number costs no layout.
_POWER: Final = r"(?: \\cdot )?10\^\{(?:\{-\}|[0-9])+\}|\^\{2\}"
_LETTER: Final = re.compile(rf"{_POWER}|\{{-\}}|[-+().0-9]")
_NUMBER: Final = re.compile(rf"(?:{_LETTER.pattern})+")
_DIGITS: Final = "0123456789"
# An operator or an exponent has its place and its distances only behind something.
_ALONE: Final = {" ": "{}", "^": "{}"}
_CACHE_SIZE: Final = 4096

# A fraction is put together from its two halves: the derivatives of one loss by many weights share the upper one.
_FRACTION: Final = "\\frac{"
# So is what holds for one sample: a derivative, a bar and the sample behind it.
_RESTRICTED: Final = re.compile(r"([^|]+)(\|_\{[0-9]+\})")

# What the library would leave out, or set with spaces that belong to an operator.
_REWRITES: Final = (
    ("\\mathrel{:=}", "\\coloneqq "),
    ("\\partial ", "\U0001d715"),
    ("\\partial", "\U0001d715"),
    # The dot of a power of ten is closer than that of a product: it belongs to its number.
    (" \\cdot 10^", r"\hspace{0.1em}{\cdot}\hspace{0.1em}10^"),
)


class _Cache:
    """Formulas by their LaTeX, the ones used last; for any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._formulas: OrderedDict[str, Formula] = OrderedDict()

    def get(self, latex: str) -> Formula | None:
        """Return a formula that has been set, or None."""
        with self._lock:
            formula = self._formulas.get(latex)
            if formula is not None:
                self._formulas.move_to_end(latex)
            return formula

    def put(self, formula: Formula) -> None:
        """Keep a formula, and let go of the one that was not used for the longest time."""
        with self._lock:
            self._formulas[formula.latex] = formula
            if len(self._formulas) > _CACHE_SIZE:
                self._formulas.popitem(last=False)


_CACHE: Final = _Cache()
# The library shares its font and its settings between all formulas.
_LIBRARY: Final = Lock()


def known(latex: str) -> Formula | None:
    """Return a formula that has been set before, or what is put together from parts that have; None for any other."""
    formula = _CACHE.get(latex)
    if formula is not None:
        return formula
    if _NUMBER.fullmatch(latex):
        letters = [_CACHE.get(letter) for letter in _letters(latex)]
        found = [letter for letter in letters if letter is not None]
        if len(found) == len(letters):
            formula = joined(latex, found)
    elif halves := halves_of(latex):
        upper, lower = (known(half) for half in halves)
        if upper is not None and lower is not None:
            formula = stacked(latex, upper, lower)
    elif restricted := _RESTRICTED.fullmatch(latex):
        what, where = (known(part) for part in restricted.groups())
        if what is not None and where is not None:
            formula = joined(latex, (what, where))
    if formula is not None:
        _CACHE.put(formula)
    return formula


def set_formula(latex: str) -> Formula:
    """Set a formula, or return it if that has been done; some 1 to 50 ms, in whichever thread calls.

    Parameters
    ----------
    latex : str
        Without dollars. What cannot be set stands as it is typed.
    """
    formula = known(latex)
    if formula is not None:
        return formula
    if _NUMBER.fullmatch(latex):
        for letter in {*_letters(latex), *_DIGITS}:
            if _CACHE.get(letter) is None:
                _CACHE.put(_laid_out(letter))
        formula = joined(latex, map(set_formula, _letters(latex))) if len(_letters(latex)) > 1 else _CACHE.get(latex)
    elif halves := halves_of(latex):
        formula = stacked(latex, *map(set_formula, halves))
    elif restricted := _RESTRICTED.fullmatch(latex):
        formula = joined(latex, map(set_formula, restricted.groups()))
    formula = formula or _laid_out(latex)
    _CACHE.put(formula)
    return formula


def halves_of(latex: str) -> tuple[str, str] | None:
    """Return what stands above and below the bar of a plain fraction; None for any other formula."""
    if not latex.startswith(_FRACTION) or latex.count(_FRACTION) > 1:
        return None
    depth, cuts = 0, []
    for place in range(len(_FRACTION) - 1, len(latex)):
        depth += (latex[place] == "{") - (latex[place] == "}")
        if depth == 0:
            cuts.append(place)
    if len(cuts) != 2 or cuts[1] != len(latex) - 1 or latex[cuts[0] + 1] != "{":
        return None
    upper, lower = latex[len(_FRACTION) : cuts[0]], latex[cuts[0] + 2 : -1]
    return (upper, lower) if upper.strip() and lower.strip() else None


def _letters(number: str) -> list[str]:
    """Return the letters of a number, each as it is set alone; powers count as letters, as there are only some."""
    return [_ALONE.get(letter[:1], "") + letter for letter in map(_minus_alone, _LETTER.findall(number))]


def _minus_alone(letter: str) -> str:
    return "{-}" if letter == "-" else letter


def _laid_out(latex: str) -> Formula:
    """Have the library lay out a formula."""
    with _LIBRARY:
        from ziamath.config import config
        from ziamath.zmath import Math

        config.svg2 = False
        try:
            maths = Math.fromlatex(_rewritten(latex), size=UNITS)
            svg, advance = maths.svgxml(), maths.node.xadvance() / UNITS
        except Exception:  # noqa: BLE001  (whatever the library cannot read is shown as it stands)
            return _as_typed(latex)
    return formula_from_svg(latex, svg, advance)


def _rewritten(latex: str) -> str:
    for old, new in _REWRITES:
        latex = latex.replace(old, new)
    return latex


def _as_typed(latex: str) -> Formula:
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    outline.addText(0.0, 0.0, maths_font(UNITS), latex)
    box = outline.boundingRect()
    return Formula(latex, outline, box.right() / UNITS, -box.top() / UNITS, box.bottom() / UNITS)


class _SettingTask:
    """Sets some formulas on the pool, one after the other."""

    def __init__(self, formulas: tuple[str, ...], typesetter: Typesetter) -> None:
        self.formulas = formulas
        self.cancelled = Event()
        self._typesetter = typesetter

    @whole_errors
    def run(self) -> None:
        """Set them; called by the pool."""
        for latex in self.formulas:
            if self.cancelled.is_set():
                break
            set_formula(latex)
        self._typesetter.task_ended.emit()


class Typesetter(QObject):
    """Sets formulas for one view beside the GUI thread.

    Ask for all formulas of a picture by `request`; when `ready` comes, or at once if it returns True, `formula` has
    them. What is asked for later takes the place of what was asked for before.

    Parameters
    ----------
    parent : QObject
        Owner; it calls `stop` when it is hidden.

    Signals
    -------
    ready
        Everything that was asked for last is there.
    task_ended
        For itself: sent by the pool's thread.
    """

    ready = Signal()
    task_ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._task: _SettingTask | None = None
        self._wanted: tuple[str, ...] = ()
        self.task_ended.connect(self._on_task_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether formulas are being set."""
        return self._task is not None

    def formula(self, latex: str) -> Formula | None:
        """Return a formula that has been set, or None."""
        return known(latex)

    def request(self, formulas: Iterable[str]) -> bool:
        """Have formulas set; return True if all of them are there already, and otherwise send `ready` later."""
        self._wanted = tuple(latex for latex in dict.fromkeys(formulas) if known(latex) is None)
        if self._task is not None:
            self._task.cancelled.set()
        elif self._wanted:
            self._start()
        return not self._wanted

    def stop(self) -> None:
        """Give up what is asked for, and wait for the formula at hand: at most some 50 ms."""
        self._wanted = ()
        if self._task is not None:
            self._task.cancelled.set()
            self._pool.waitForDone()

    def _start(self) -> None:
        self._task = _SettingTask(self._wanted, self)
        self._pool.start(self._task.run)

    @Slot()
    def _on_task_ended(self) -> None:
        self._pool.waitForDone()  # it has said so from its last line: its thread is free in a moment
        self._task = None
        if not self._wanted:
            return
        self._wanted = tuple(latex for latex in self._wanted if known(latex) is None)
        if self._wanted:
            self._start()
        else:
            self.ready.emit()
