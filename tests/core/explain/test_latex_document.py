"""A derivation as a document of its own: every line with its sentence and numbers, and nothing LaTeX stumbles over."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.explain.latex_document import in_plain_text, latex_document
from mlp_core.explain.latex_rows import aligned, with_room

if TYPE_CHECKING:
    from mlp_core.explain.trace import Trace

AMSMATH = {
    "approx", "begin", "boxed", "cdot", "cdots", "end", "eta", "frac", "ge", "hat", "ldots", "le", "left", "leftarrow",
    "log", "mathbf", "mathcal", "mathrel", "max", "min", "nabla", "ne", "operatorname", "partial", "quad", "right",
    "sigma", "sqrt", "sum", "tanh", "text", "textbf", "tilde", "widehat", "widetilde", "subsection", "section",
    "documentclass", "usepackage", "setlength", "parindent", "allowdisplaybreaks", "hline", "alpha", "beta", "delta",
    "ifPDFTeX", "else", "fi",
    "lambda", "mu", "epsilon", "varepsilon", "rho", "theta", "bar", "overline", "dots", "infty", "sin", "exp", "mathrm",
    "ell", "Bigl", "Bigr", "biggl", "biggr", "ln", "tfrac", "odot", "times", "prime", "gamma", "phi", "varphi", "Delta",
}  # fmt: skip
"""Commands of LaTeX with amsmath and amssymb."""


@cache
def trace(optimizer: str = "adam", l2: float = 0.01) -> Trace:
    """Return one step of a 2-3-2 network on four samples."""
    network = mlp.Network([2, 3, 2], hidden="elu", output="sigmoid", rng=5)
    network.set_parameters(np.random.default_rng(3).uniform(-2.0, 2.0, network.parameter_count))
    inputs = np.array([[0.5, -1.0], [1.0, 0.25], [-0.75, 0.5], [0.0, 1.0]])
    targets = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    config = mlp.TrainingConfig(loss="squared_error", optimizer=optimizer, learning_rate=0.5, l2=l2)
    return mlp.trace_step(network, inputs, targets, config)


def document(notation: str, *, optimizer: str = "adam", l2: float = 0.01) -> tuple[str, list[mlp.Step]]:
    """Return the document of a whole training step, and its lines."""
    lines = list(trace(optimizer, l2).steps("term", 0))
    told = [(line, mlp.explain(line, notation)) for line in lines]
    return latex_document(told, title="A step", subtitle="Sample 1."), lines


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
def test_every_line_is_there_with_its_sentence_symbols_and_numbers(notation: str) -> None:
    """In the order of the step, under the title of its phase, with the number that the window counts it by."""
    text, lines = document(notation)
    plain = re.sub(r" *\\\\\*?\n&(?:\\quad|=)? *|&", " ", text)
    place = 0
    for line in lines:
        explanation = mlp.explain(line, notation)
        place = plain.index(f"\\textbf{{{line.index + 1}.}} {in_plain_text(explanation.sentence)}", place)
        # Without spaces, which count for nothing in mathematics.
        told = re.sub(r"\s", "", plain[place : plain.index(r"\end{align*}", place)])
        assert re.sub(r"\s", "", with_room(explanation.latex)) in told, line
        assert re.sub(r"\s", "", with_room(explanation.numbers)) in told, line
    titles = re.findall(r"\\subsection\*\{(\w+)\}", text)
    assert titles == ["Input", "Forward", "Loss", "Backward", "Gradient", "Update"]


@pytest.mark.parametrize("notation", mlp.NOTATIONS)
@pytest.mark.parametrize(("optimizer", "l2"), [("adam", 0.01), ("momentum", 0.0)])
def test_the_document_can_be_compiled_as_far_as_its_text_tells(notation: str, optimizer: str, l2: float) -> None:
    """Braces and environments close, one row has one mark to align at, and each command is one of LaTeX or amsmath."""
    text, _ = document(notation, optimizer=optimizer, l2=l2)
    assert text.startswith(r"\documentclass")
    assert text.endswith("\\end{document}\n")
    assert text.isascii()
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") - text.count(r"\leftarrow") == text.count(r"\right") - text.count(r"\rightarrow")
    open_now: list[str] = []
    for begins, name in re.findall(r"\\(begin|end)\{([a-z*]+)\}", text):
        if begins == "begin":
            open_now.append(name)
        else:
            assert open_now.pop() == name
    assert not open_now
    for equation in re.findall(r"\\begin\{align\*\}\n(.*?)\n\\end\{align\*\}", text, re.DOTALL):
        assert "\n\n" not in equation  # an empty line ends mathematics with an error
        rows = equation.split(r"\\")
        assert all(row.count("&") == 1 for row in rows), equation
        assert all(row.strip() for row in rows), equation
        assert all(row.count("{") == row.count("}") for row in rows), equation
    assert set(re.findall(r"\\([A-Za-z]+)", text)) <= AMSMATH


def test_words_are_escaped() -> None:
    """What LaTeX reads as a command, and signs that are no letters, stand for themselves."""
    text = latex_document([], title="50 % of A & B_1 {x} #2 $3 ~ ^", subtitle="Chain ∂f/∂a − 1 \\ 2")
    assert r"\section*{50 \% of A \& B\_1 \{x\} \#2 \$3 \textasciitilde{} \textasciicircum{}}" in text
    assert r"Chain $\partial$f/$\partial$a $-$ 1 \textbackslash{} 2" in text


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("π", r"$\pi$"), ("Ω", r"$\Omega$"), ("ά", r"$\alpha$"), ("Λ", r"$\Lambda$"), ("ο", "$o$"), ("Α", "A"),
        ("č", r"\v{c}"), ("Ő", r"\H{O}"), ("ﬁ", "fi"), ("中", "[U+4E2D]"), ("🙂", "[U+1F642]"), ("\ufe0f", ""),
        ("Ж", "[U+0416]"), ("€", "EUR"), ("µ", r"$\mu$"), ("°", r"$^{\circ}$"),
    ],
)  # fmt: skip
def test_letters_beyond_latin_ones_do_not_stop_pdflatex(letter: str, said: str) -> None:
    """It is told what to set in their place; the others take them as they are, from a font."""
    text = latex_document([], title=f"Column {letter}", subtitle="<a|b>\x00")
    assert f"\\section*{{Column {in_plain_text(letter)}}}" in text
    if in_plain_text(letter) == letter:
        assert f"\\DeclareUnicodeCharacter{{{ord(letter):04X}}}{{{said}}}" in text
    assert text.index(r"\ifPDFTeX") < text.index(r"\usepackage{fontspec}") < text.index(r"\fi")
    assert "$<$a$|$b$>$ " in text


def test_every_notation_and_name_is_one_that_latex_knows() -> None:
    """Signs above a letter, letters of formulas, indices and powers are written as commands."""
    for notation in mlp.NOTATIONS.values():
        assert in_plain_text(notation.title).isascii(), notation.title
    assert in_plain_text("z\u0304 of x₁² · e⁻³ ≤ β") == (
        r"$\bar{z}$ of x$_{1}$$^{2}$ $\cdot$ e$^{-}$$^{3}$ $\le$ $\beta$"
    )
    assert in_plain_text("Größe") == "Größe"


def test_a_long_sum_goes_on_in_the_next_row() -> None:
    """Rows end before signs, never inside braces, and none is wider than the page."""
    terms = " + ".join(rf"w_{{{place}}} \cdot \frac{{a + b}}{{c}}" for place in range(30))
    rows = aligned(f"z = {terms}", "1").split("\\\\\n")
    assert len(rows) > 3
    assert rows[0].startswith("z &= w_{0}")
    for row in rows[1:-1]:
        assert row.startswith(r"&\quad + w_")
        assert row.count("{") == row.count("}")
    assert "".join(rows).count(r"\frac") == 30


def test_rows_end_between_the_margins() -> None:
    """A row holds as many terms as fit: what stands left of the relation, signs and points take their room too."""
    numbers = " + ".join(["0.0000"] * 40)
    rows = aligned(r"\frac{\partial E}{\partial w} = \tfrac{1}{40} \cdot x", f"{numbers} = 0.0000").split("\\\\\n")
    counts = [row.count("0.0000") for row in rows[1:]]
    assert max(counts) <= 9
    assert all(count >= 7 for count in counts[:-1])


def test_brackets_are_as_high_as_what_they_hold() -> None:
    """Around fractions and boxes, and with room between these; those of plain numbers stay, and so do paired ones."""
    told = with_room(r"( \boxed{\frac{a}{b}} \frac{c}{d} + ({-}2) ) \left( \frac{1}{2} \right)")
    assert told == r"\biggl( \boxed{\frac{a}{b}} \, \frac{c}{d} + ({-}2) \biggr) \left( \frac{1}{2} \right)"


@pytest.mark.parametrize(("count", "words"), [(1, "One line more is left out."), (7, "7 lines more are left out.")])
def test_what_is_left_out_is_counted(count: int, words: str) -> None:
    """A cut document says so, and a whole one does not."""
    assert words in latex_document([], title="T", left_out=count)
    assert "left out" not in latex_document([], title="T")
