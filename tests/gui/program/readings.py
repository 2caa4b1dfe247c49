"""What the window shows of a training step: each number as it is painted, with what it has to be.

Canvas and matrices are painted once more to read their texts. Equations and tracer paint formulas as outlines; there
the LaTeX of the outlines that are really painted is read, and the words in the boxes of numbers that are to come.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import mlp_core as mlp
from mlp_gui.look.numbers import parse_number
from mlp_gui.state.touching import identity
from mlp_gui.views.network.stepping import StepCanvas
from mlp_gui.views.network.stepping.chip_lines import weight_of
from mlp_gui.views.network.stepping.picture import paint_step
from tests.gui.program.painted import Written, texts_in, written_by, written_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter

    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.views.equations import EquationsView
    from mlp_gui.views.equations.grid import Column
    from mlp_gui.views.equations.page import Page
    from mlp_gui.views.galleries import ActivationGallery
    from mlp_gui.views.matrices import MatricesView
    from mlp_gui.views.network.stepping.layout import CardColumn
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.tracer import TracerView

Kind, Phase = mlp.Kind, mlp.Phase

UNKNOWN = ("–", "next", "?", "")
"""What stands where a number is not known yet; nothing at all in the dashed cells of the matrices."""

_LATEX = re.compile(
    r"\(?(?P<sign>\{-\}|-)?(?P<digits>\d+(?:\.(?P<decimals>\d+))?)(?: \\cdot 10\^\{\{-\}(?P<power>\d+)\})?\)?"
)


_PRODUCT = re.compile(r"𝑤\S")
"""What stands before a weight times what it reads, painted on its own."""

_MARK = re.compile(r"→ |(𝑏|𝑤₀|Σ?∂(/𝑛)?|∂\S+/∂\S+) ")
"""What stands before a chip's number; the name of a derivative has no space."""


class Reading(NamedTuple):
    """One number of the window.

    Attributes
    ----------
    view : str
        "canvas", "matrices", "equations", "tracer" or "functions".
    place : str
        Where it stands there.
    text : str
        As it is painted.
    quantity : Quantity
        What it is; its value counts for nothing.
    flipped : bool
        Whether the notation has it with the other sign.
    """

    view: str
    place: str
    text: str
    quantity: mlp.Quantity
    flipped: bool = False

    @property
    def is_number(self) -> bool:
        """Whether a number is shown, and not that there will be one."""
        return self.text not in UNKNOWN

    def number(self) -> tuple[float, float]:
        """Return the number, and how far rounding may have moved it."""
        latex = _LATEX.fullmatch(self.text)
        if latex is None:
            mantissa, _, _ = self.text.partition("×10")
            value, power = parse_number(self.text), parse_number(self.text) / (parse_number(mantissa) or 1.0)
            return value, 0.5001 * 10.0 ** -len(mantissa.partition(".")[2]) * (power or 1.0)
        power = 10.0 ** -int(latex["power"] or 0)
        value = float(latex["digits"]) * power
        return -value if latex["sign"] else value, 0.5001 * 10.0 ** -len(latex["decimals"] or "") * power


def read_window(program: Program) -> list[Reading]:
    """Return every number that the views of step mode show."""
    contents, stepping = program.window.contents, program.session.stepping
    canvas = contents.network.findChild(StepCanvas)
    return [
        *read_canvas(canvas, stepping),
        *read_matrices(contents.matrices.widget(), stepping),
        *read_equations(contents.equations.widget(), stepping),
        *read_line_before(contents.equations.widget(), stepping),
        *read_tracer(contents.tracer.widget()),
        *read_functions(contents.galleries.widget().activations, stepping),
    ]


def quantity(kind: mlp.Kind, layer: int = -1, unit: int = -1, source: int = -1, sample: int = -1) -> mlp.Quantity:
    """Return a number's name."""
    return mlp.Quantity(kind, 0.0, layer, unit, source, sample)


# The canvas.


def read_canvas(canvas: StepCanvas, stepping: Stepping) -> Iterator[Reading]:
    """Yield the numbers of the cards, of the loss, and on the edges."""
    shown = canvas.shown
    assert shown is not None
    written = written_by(Picture(shown), canvas.size())
    for index, column in enumerate(shown.layout.columns):
        for row, (unit, _) in enumerate(column.groups):
            texts = texts_in(column.card(row), written)
            if index == 0:
                each = quantity(Kind.INPUT, -1, unit, -1, _sample(stepping))
                yield Reading("canvas", f"card of input {unit}", texts[1], each)
            else:
                yield from _card(texts, index - 1, unit, stepping)
                yield from _bias_chip(column, row, (index - 1, unit), written, stepping)
    yield from _loss(texts_in(shown.layout.loss, written), len(shown.layout.columns) - 2, stepping)
    assert len(shown.chips) == len(shown.layout.curves), "a number on an edge has found no place"
    for chip in shown.chips:
        place = weight_of(shown.layout, chip.edge)
        yield from _edge_chip(_behind_name(chip.name, texts_in(chip.rect, written)), place, stepping)


class Picture:
    """Paints what the canvas shows."""

    def __init__(self, shown: StepShown) -> None:
        self._shown = shown

    def __call__(self, painter: QPainter) -> None:
        """Paint it."""
        paint_step(painter, self._shown, 1.0)


def _sample(stepping: Stepping) -> int:
    assert stepping.sample is not None
    return stepping.sample


def _card(texts: list[str], layer: int, unit: int, stepping: Stepping) -> Iterator[Reading]:
    """Yield pre-activation, activation and error signal, each behind its letter."""
    rows = list(zip(texts[-6::2], texts[-5::2], strict=True))
    assert len(rows) == 3, texts
    for kind, (symbol, text) in zip((Kind.PRE_ACTIVATION, Kind.ACTIVATION, Kind.DELTA), rows, strict=True):
        place = f"card of unit {layer}.{unit}, {symbol}"
        each = quantity(kind, layer, unit, -1, _sample(stepping))
        yield Reading("canvas", place, text, each, _is_flipped_signal(kind, stepping))


def _is_flipped_signal(kind: mlp.Kind, stepping: Stepping) -> bool:
    return stepping.notation == "lab" and kind in (Kind.DELTA, Kind.DELTA_PRODUCT)


def _bias_chip(
    column: CardColumn, row: int, place: tuple[int, int], written: list[Written], stepping: Stepping
) -> Iterator[Reading]:
    chip = column.bias_chip(row)
    if chip is not None:
        text = "".join(texts_in(chip, written))
        parts = [_number_of(part) for part in text.removeprefix("bias ").split(" → ")]
        yield from _parameter(f"bias of {place}", parts, (*place, -1), stepping)


def _behind_name(name: str, texts: list[str]) -> list[str]:
    """Return the texts of a chip without the name of where its edge begins, which may be painted in pieces."""
    while name and texts and name.startswith(texts[0]):
        name, texts = name.removeprefix(texts[0]), texts[1:]
    return texts


def _edge_chip(texts: list[str], place: tuple[int, int, int], stepping: Stepping) -> Iterator[Reading]:
    numbers = [_number_of(text) for text in texts if not _PRODUCT.fullmatch(text)]
    yield from _parameter(f"chip of {place}", numbers, place, stepping)


def _number_of(text: str) -> str:
    """Return a chip's number without what tells new from old and a batch's gradient from a sample's."""
    return _MARK.sub("", text).strip()


def _parameter(where: str, texts: list[str], place: tuple[int, int, int], stepping: Stepping) -> Iterator[Reading]:
    """Yield what the canvas says of a weight or bias: itself, or its signal, gradient, new value in their phases."""
    step, source = stepping.awaited_step or stepping.step, place[2]
    phase = None if step is None else step.phase
    own = quantity(Kind.BIAS if source < 0 else Kind.WEIGHT, *place)
    after = quantity(Kind.PARAMETER_AFTER, *place)
    kind = Kind.BIAS_GRADIENT if source < 0 else Kind.WEIGHT_GRADIENT
    signal, product = (quantity(each, *place, _sample(stepping)) for each in (Kind.DELTA_PRODUCT, Kind.PRODUCT))
    wanted = [own]
    if phase is Phase.UPDATE and _is_there(after, stepping):
        wanted = [own, after]
    elif phase is Phase.GRADIENT:
        gradients = [quantity(kind, *place, sample) for sample in (-1, _sample(stepping))]
        wanted = [each for each in gradients if _is_there(each, stepping)][:1] or [own]
    elif phase is Phase.BACKWARD and place[0] > 0 and source >= 0 and _is_there(signal, stepping):
        wanted = [own, signal]
    elif phase is Phase.FORWARD and source >= 0 and _is_carried(product, step, stepping):
        wanted = [own, product]
    assert len(texts) == len(wanted), (where, texts, wanted)
    for text, each in zip(texts, wanted, strict=True):
        yield Reading("canvas", where, text, each, _is_flipped_signal(each.kind, stepping))


def _is_there(each: mlp.Quantity, stepping: Stepping) -> bool:
    """Tell whether a number, or the question for it, stands beside or in the place of the weight."""
    return stepping.is_known(each) or _is_asked(each, stepping)


def _is_carried(product: mlp.Quantity, step: mlp.Step | None, stepping: Stepping) -> bool:
    """Tell whether a product stands below its weight: that of the unit the step is about, or one that is asked for."""
    is_own_unit = step is not None and (step.layer, step.unit) == (product.layer, product.unit)
    return _is_asked(product, stepping) or (is_own_unit and stepping.is_known(product))


def _is_asked(each: mlp.Quantity, stepping: Stepping) -> bool:
    return stepping.awaiting is not None and identity(stepping.awaiting) == identity(each)


def _loss(texts: list[str], last: int, stepping: Stepping) -> Iterator[Reading]:
    sample = _sample(stepping)
    wanted = (
        quantity(Kind.ACTIVATION, last, 0, -1, sample),
        quantity(Kind.TARGET, last, 0, -1, sample),
        quantity(Kind.LOSS, last, 0, -1, sample),
    )
    for symbol, text, each in zip(texts[::2], texts[1::2], wanted, strict=True):
        yield Reading("canvas", f"loss, {symbol}", text, each)


# The docks.


def read_matrices(view: MatricesView, stepping: Stepping) -> Iterator[Reading]:
    """Yield every cell as it is painted, which is what the view says of it."""
    written = written_on(view.canvas)
    flips = stepping.notation == "lab"
    for placed in view.tables:
        table = placed.table
        for row, column in ((row, column) for row in range(table.shape[0]) for column in range(table.shape[1])):
            place = (table.name, table.layer, row, column)
            said = view.shown_text(*place)
            # The dash of what comes later is a line.
            assert texts_in(view.cell_rect(*place), written) == ([] if said == "–" else [said]), place
            yield Reading("matrices", str(place), said, table.quantity(row, column), flips and table.name == "deltas")


def read_equations(view: EquationsView, stepping: Stepping) -> Iterator[Reading]:
    """Yield the numbers of the line that is told, and the value of its current term."""
    page, narration = view.canvas.page, view.canvas.narration
    if page is None:
        return
    written = written_on(view.canvas)
    for column in page.grid.columns:
        entry = column.entry
        if entry.quantity is not None and entry.number:
            text = column.number.latex if column.number is not None else _boxed(column, page, written)
            text = text.removesuffix("^{2}")
            yield Reading("equations", entry.symbol, text, entry.quantity, _is_flipped(entry.symbol, stepping))
    if page.term_value is not None:
        flipped = _is_flipped(page.grid.columns[0].entry.symbol, stepping)
        text = page.term_value.parts[-1][0].latex
        yield Reading("equations", "value of the current term", text, narration.term_quantity, flipped)


def read_line_before(view: EquationsView, stepping: Stepping) -> Iterator[Reading]:
    """Yield what the line that stands above the current one has made, which ends it."""
    page, narration = view.canvas.page, view.canvas.narration
    if page is None or page.heading.previous is None:
        return
    parts = [formula.latex for formula, _ in page.heading.previous.parts]
    # A minus that stands alone before the only number of a line is that number's.
    minus = "{-}" if len(parts) > 2 and parts[-3] == "=" and parts[-2] in ("-", "{-}") else ""
    flipped = _is_flipped(parts[0], stepping)
    yield Reading("equations", "line before", minus + parts[-1], narration.previous_quantity, flipped)


def _boxed(column: Column, page: Page, written: list[Written]) -> str:
    """Return the word in the box in place of a number; a line is a dash."""
    box = column.box.translated(page.grid_at)
    return "".join(texts_in(box, written))


def _is_flipped(symbol: str, stepping: Stepping) -> bool:
    """Tell by its symbol whether an entry has the other sign: the laboratory's delta is minus the derivative."""
    if stepping.notation != "lab":
        return False
    return symbol.startswith(("-", "(-")) or r"\delta" in symbol or r"c(\mathbf{x}) - y" in symbol


def read_tracer(view: TracerView) -> Iterator[Reading]:
    """Yield the factors of the chain, and the derivative by the chain below it."""
    row = view.canvas.row
    if row is None:
        return
    written = written_on(view.canvas)
    for column in row.columns:
        factor = column.factor
        if factor.quantity is not None:
            painted = [formula.latex for formula, _, _ in column.parts]
            box = column.box.translated(view.canvas.row_at)
            text = factor.number if factor.shows_number else "".join(texts_in(box, written))
            assert (factor.number in painted) == factor.shows_number
            yield Reading("tracer", factor.symbol, text, factor.quantity)
    chain, central, relative = view.shown_check()
    assert {chain, central, relative} <= {each.text for each in written}
    assert relative in UNKNOWN or parse_number(relative) < 1e-6
    for place, text in (("chain", chain), ("central difference", central)):
        yield Reading("tracer", place, text, row.columns[0].factor.quantity)


def read_functions(gallery: ActivationGallery, stepping: Stepping) -> Iterator[Reading]:
    """Yield the current unit's activation and slope, as they stand beside the plots of its function."""
    texts = [each.text for each in written_on(gallery)]
    unit = gallery.standing
    sum_of_unit = quantity(Kind.PRE_ACTIVATION, unit.layer, unit.unit, -1, _sample(stepping))
    yield Reading(
        "functions", "title", gallery.subtitle.rpartition(" = ")[2] if " = " in gallery.subtitle else "–", sum_of_unit
    )
    for plot, kind in zip(gallery.plots, (Kind.ACTIVATION, Kind.ACTIVATION_SLOPE), strict=True):
        assert not plot.value or texts[texts.index(plot.title) + 1] == plot.value
        yield Reading("functions", plot.title, plot.value, quantity(kind, unit.layer, unit.unit, -1, _sample(stepping)))
