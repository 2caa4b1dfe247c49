"""A worksheet as PDF: the task with its network, the exercises page by page, and the same pages solved."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

import mlp_core as mlp
from mlp_gui.export.pdf_shapes import compacted
from mlp_gui.export.worksheet_exercise import ExerciseBlock
from mlp_gui.export.worksheet_formulas import Formulas
from mlp_gui.export.worksheet_network import NetworkBlock
from mlp_gui.export.worksheet_paper import (
    BODY,
    DPI,
    FOOT,
    MARGIN,
    MATHS,
    MM,
    PAPERS,
    PT,
    RULE,
    SMALL,
    SOFT,
    Words,
    on_pages,
    paper_font,
    write,
)
from mlp_gui.look.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mlp_core.explain.worksheet import Given, Worksheet
    from mlp_gui.export.worksheet_paper import Block, Paper

QUESTIONS: Final = "Questions"
SOLUTION: Final = "Solution"
PARTS: Final = (QUESTIONS, SOLUTION)

_INSTRUCTIONS: Final = {
    mlp.Phase.FORWARD: "Unit by unit: the sum of its weighted inputs and its bias, then its activation.",
    mlp.Phase.LOSS: "How wrong the answer is.",
    mlp.Phase.BACKWARD: "From the loss back to the first layer: how the loss changes with the sum of every unit.",
    mlp.Phase.GRADIENT: "How the loss changes with every weight and every bias.",
    mlp.Phase.UPDATE: "Every weight and every bias after the step.",
}
_OF_A_RULE: Final = {
    **_INSTRUCTIONS,
    mlp.Phase.GRADIENT: "What the rule says of every weight and every bias.",
}
_NAME_HEIGHT: Final = 11.0 * MM
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_CENTRE: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)


def _never() -> bool:
    return False


def worksheet_pdf(
    worksheet: Worksheet,
    title: str,
    paper: str,
    parts: tuple[str, ...] = PARTS,
    cancelled: Callable[[], bool] = _never,
) -> bytes:
    """Return a worksheet as the contents of a file; some seconds where there is much of it, in whichever thread calls.

    Parameters
    ----------
    worksheet : Worksheet
        What is given and asked for.
    title : str
        Of the experiment.
    paper : str
        A name of `PAPERS`.
    parts : tuple of str
        Of `PARTS`, in their order.
    cancelled : Callable
        Asked exercise by exercise whether it is not wanted any more.

    Raises
    ------
    KeyError
        If there is no such paper.
    mlp_core.Cancelled
        If `cancelled` says so.
    """
    chosen = PAPERS[paper]
    told = [(part, _pages(worksheet, title, part, chosen, cancelled)) for part in parts]
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    page = QPageSize(chosen.size)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(DPI)
    writer.setTitle(f"One training step by hand: {title}")
    painter = QPainter(writer)
    is_first = True
    for part, pages in told:
        for number, blocks in enumerate(pages, start=1):
            if not is_first:
                writer.newPage()
            is_first = False
            for block, y in blocks:
                block.paint(painter, MARGIN, MARGIN + y)
            _paint_margins(painter, chosen, (title, part), (number, len(pages)))
    painter.end()
    buffer.close()
    return compacted(bytes(buffer.data().data()))


def _pages(
    worksheet: Worksheet, title: str, part: str, paper: Paper, cancelled: Callable[[], bool]
) -> list[list[tuple[Block, float]]]:
    blocks: list[Block] = []
    for block in _blocks(worksheet, title, part, paper.text_width):
        if cancelled():
            raise mlp.Cancelled
        blocks.append(block)
    return on_pages(blocks, paper.text_height)


def _blocks(worksheet: Worksheet, title: str, part: str, width: float) -> Iterator[Block]:
    """Yield what stands on the pages, each set when it is its turn."""
    is_solved = part == SOLUTION
    heading = "One training step by hand"
    yield Words(f"{heading}: solution" if is_solved else heading, width, px=17.0 * PT, weight=600, below=1.0 * MM)
    yield Words(_subtitle(worksheet, title), width, px=SMALL, colour=SOFT, below=3.0 * MM)
    yield _remark(worksheet, width) if is_solved else _NameBlock(width)
    yield Words(_task(worksheet), width)
    yield NetworkBlock(worksheet, width)
    yield from _given(worksheet, width)
    numbers = count(1)
    for phase, exercises in worksheet.sections:
        name = phase.value.capitalize()
        yield Words(name, width, px=12.0 * PT, weight=600, above=3.0 * MM, below=0.6 * MM, keeps_next=True)
        words = (_OF_A_RULE if worksheet.trace.rule else _INSTRUCTIONS).get(phase, "")
        if words:
            yield Words(words, width, px=SMALL, colour=SOFT, below=1.4 * MM, keeps_next=True)
        for exercise in exercises:
            yield ExerciseBlock(exercise, next(numbers), width, is_solved=is_solved)


def _subtitle(worksheet: Worksheet, title: str) -> str:
    shape = "-".join(map(str, worksheet.trace.sizes))
    return f"{title} · network {shape} · notation: {mlp.NOTATIONS[worksheet.notation].title}"


def _task(worksheet: Worksheet) -> str:
    trace = worksheet.trace
    task = f"Take one training step of this network on {_which(worksheet)}. Loss: {trace.loss_function.title}. "
    task += f"Optimizer: {mlp.OPTIMIZERS[trace.config.optimizer].title}. "
    if worksheet.is_alone:
        task += "The step is taken on this sample alone. "
    elif trace.n_samples > 1:
        how = "mean" if trace.config.reduction == "mean" else "sum"
        others = trace.n_samples - 1
        bring = "other sample brings" if others == 1 else f"{others} other samples bring"
        task += f"The {how} over the batch counts: what the {bring} is given where it is needed. "
    return task + f"Write every number with {counted(worksheet.decimals, 'decimal')}."


def _which(worksheet: Worksheet) -> str:
    if worksheet.batch_size == 1:
        return "the sample that is drawn with it"
    return f"{worksheet.sample_name} of a batch of {worksheet.batch_size}"


def _remark(worksheet: Worksheet, width: float) -> Words:
    """Return what is said of the solution, as high as the place for a name in the questions."""
    decimals = counted(worksheet.decimals, "decimal")
    words = (
        f"Computed with every digit, written with {decimals}: from rounded numbers, the last may come out otherwise."
    )
    block = Words(words, width)
    block.height = _NAME_HEIGHT
    return block


def _given(worksheet: Worksheet, width: float) -> list[Block]:
    px = 0.92 * MATHS
    blocks: list[Block] = []
    for who, latex in worksheet.activations:
        blocks.append(Formulas([[(latex,)]], width, caption=f"{who[0].upper()}{who[1:]}", px=px, below=1.0 * MM))
    units = groupby(worksheet.parameters, key=_unit_of)
    blocks.append(Formulas([_equations(unit) for _, unit in units], width, caption="Weights, biases", px=px))
    if worksheet.settings:
        blocks.append(Formulas([_equations(worksheet.settings)], width, caption="Settings", px=px))
    return blocks


def _equations(some: Iterable[Given]) -> list[tuple[str, ...]]:
    return [(given.symbol, "=", given.number) for given in some]


def _unit_of(given: Given) -> tuple[int, int]:
    return given.quantity.layer, given.quantity.unit


class _NameBlock:
    """Where whoever works it out writes a name and a date."""

    keeps_next = False

    def __init__(self, width: float) -> None:
        self._width = width
        self.height = _NAME_HEIGHT

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw two words, each with a line behind it."""
        painter.setFont(paper_font(BODY))
        painter.setPen(SOFT)
        base = y + 6.0 * MM
        for word, left, right in (("Name", 0.0, 0.62), ("Date", 0.66, 1.0)):
            painter.setPen(SOFT)
            painter.drawText(QRectF(x + left * self._width, base - 6.0 * MM, 20.0 * MM, 6.0 * MM), _NAME_FLAGS, word)
            painter.setPen(QPen(RULE, 0.5 * PT))
            painter.drawLine(QLineF(x + left * self._width + 13.0 * MM, base, x + right * self._width, base))


_NAME_FLAGS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)


def _paint_margins(painter: QPainter, paper: Paper, titles: tuple[str, str], number: tuple[int, int]) -> None:
    """Draw what every page has above and below its text."""
    font = paper_font(SMALL)
    top = QRectF(MARGIN, MARGIN - 8.0 * MM, paper.text_width, 5.0 * MM)
    write(painter, titles[1], top, font, SOFT, _RIGHT)
    if number[0] > 1:
        write(painter, f"One training step by hand · {titles[0]}", top, font, SOFT)
    foot = QRectF(MARGIN, MARGIN + paper.text_height, paper.text_width, FOOT)
    write(painter, f"{number[0]} of {number[1]}", foot, font, SOFT, _CENTRE)
