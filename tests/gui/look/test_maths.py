"""Mathematics: what is set is measured right, drawn crisply in any colour, and waits for nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QPointF, QThread
from PySide6.QtGui import QColor, QImage, QPainter

from mlp_gui.look import maths
from mlp_gui.look.maths import Typesetter, known, set_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from mlp_gui.look.formula import Formula


@pytest.fixture(autouse=True)
def empty_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nothing set."""
    monkeypatch.setattr(maths, "_CACHE", maths._Cache())


@pytest.fixture
def typesetter(qapp: QApplication) -> Iterator[Typesetter]:
    """Return a typesetter that is stopped in the end, as a hidden view does."""
    owner = QObject()
    typesetter = Typesetter(owner)
    yield typesetter
    typesetter.stop()


def ink(formula: Formula, px: float, colour: QColor) -> QImage:
    """Return a picture of a formula on white."""
    image = QImage(round(formula.advance * px) + 20, round(formula.height * px) + 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    formula.paint(painter, QPointF(10.0, 10.0 + formula.ascent * px), px, colour)
    painter.end()
    return image


def darkness(image: QImage) -> float:
    """Return the ink in whole pixels."""
    return sum(255 - image.pixelColor(x, y).green() for x in range(image.width()) for y in range(image.height())) / 255


def test_a_fraction_reaches_above_and_below_a_letter(qapp: QApplication) -> None:
    """Measures are those of the ink, so that lines of mathematics never touch."""
    letter, fraction = set_formula("E"), set_formula(r"\frac{\partial E}{\partial w_{1Q}}")
    assert fraction.ascent > letter.ascent
    assert fraction.descent > letter.descent > -0.1
    assert 2.0 < fraction.advance < 3.0


def test_ink_grows_with_the_square_of_the_size(qapp: QApplication) -> None:
    """One layout serves every size: the same outlines, larger."""
    formula = set_formula(r"\delta_{Q}")
    small, large = (darkness(ink(formula, px, QColor("black"))) for px in (40.0, 80.0))
    assert large / small == pytest.approx(4.0, rel=0.02)


def test_a_formula_takes_the_colour_that_it_is_drawn_in(qapp: QApplication) -> None:
    """The theme's colours come when painting; nothing is set again for them."""
    image = ink(set_formula("w"), 80.0, QColor("#A94206"))
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert "#a94206" in colours


@pytest.mark.parametrize("number", ["({-}0.0661)", "12.345", "{-}1.5", "0"])
def test_a_number_is_as_wide_as_the_library_sets_it(qapp: QApplication, number: str) -> None:
    """Numbers are put together from letters, and look as if they had been laid out."""
    assembled, laid_out = set_formula(number), maths._laid_out(number)
    assert assembled.advance == pytest.approx(laid_out.advance, abs=1e-6)
    assert (assembled.ascent, assembled.descent) == pytest.approx((laid_out.ascent, laid_out.descent), abs=1e-6)
    one, other = ink(assembled, 60.0, QColor("black")), ink(laid_out, 60.0, QColor("black"))
    points = [(x, y) for x in range(one.width()) for y in range(one.height())]
    # Within a tenth of a pixel along an edge: the library rounds where a letter stands.
    assert max(abs(one.pixelColor(*at).green() - other.pixelColor(*at).green()) for at in points) < 48


@pytest.mark.parametrize(
    ("upper", "lower"),
    [(r"\partial E_{7}", r"\partial w_{11}^{(1)}"), ("1", "n"), ("1", "32"), (r"\partial \mathcal{L}", r"\partial b")],
)
def test_a_fraction_looks_as_the_library_sets_it(qapp: QApplication, upper: str, lower: str) -> None:
    """Fractions are put together from their halves: same measures, same ink."""
    latex = rf"\frac{{{upper}}}{{{lower}}}"
    assembled, laid_out = set_formula(latex), maths._laid_out(latex)
    assert assembled.advance == pytest.approx(laid_out.advance, abs=1e-3)
    assert (assembled.ascent, assembled.descent) == pytest.approx((laid_out.ascent, laid_out.descent), abs=1e-3)
    one, other = ink(assembled, 60.0, QColor("black")), ink(laid_out, 60.0, QColor("black"))
    points = [(x, y) for x in range(one.width()) for y in range(one.height())]
    assert max(abs(one.pixelColor(*at).green() - other.pixelColor(*at).green()) for at in points) < 48


def test_a_sample_s_bar_looks_as_the_library_sets_it(qapp: QApplication) -> None:
    """An error signal of one sample is put together from the signal and the sample."""
    latex = r"\bar{w}_{11}^{(2)}|_{12}"
    assembled, laid_out = set_formula(latex), maths._laid_out(latex)
    assert assembled.advance == pytest.approx(laid_out.advance, abs=1e-3)
    assert (assembled.ascent, assembled.descent) == pytest.approx((laid_out.ascent, laid_out.descent), abs=1e-3)
    one, other = ink(assembled, 60.0, QColor("black")), ink(laid_out, 60.0, QColor("black"))
    points = [(x, y) for x in range(one.width()) for y in range(one.height())]
    assert max(abs(one.pixelColor(*at).green() - other.pixelColor(*at).green()) for at in points) < 48


def test_another_fraction_of_known_halves_costs_no_layout(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The derivatives of one loss by many weights are there as soon as the loss and the weights are."""
    for latex in (r"\frac{\partial E_{1}}{\partial w_{1}}", r"\frac{\partial E_{2}}{\partial w_{2}}"):
        set_formula(latex)
    monkeypatch.setattr(maths, "_laid_out", None)
    assert known(r"\frac{\partial E_{2}}{\partial w_{1}}") is not None
    assert known(r"\frac{\partial E_{3}}{\partial w_{1}}") is None


def test_another_number_costs_no_layout(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the digits are there, every other number is there at once."""
    set_formula("({-}0.5)")
    monkeypatch.setattr(maths, "_laid_out", None)
    formula = known("({-}1234.5678)")
    assert formula is not None
    assert formula.latex == "({-}1234.5678)"


def test_the_assignment_sign_is_drawn(qapp: QApplication) -> None:
    """The library leaves a colon that was made a relation out; it must not vanish from an update."""
    assert set_formula(r"w \mathrel{:=} v").advance > set_formula("w v").advance + 0.7


def test_a_box_has_its_frame(qapp: QApplication) -> None:
    """Boxed is boxed: the frame is drawn around what is in it."""
    plain, boxed = set_formula("y"), set_formula(r"\boxed{y}")
    assert boxed.height > plain.height
    assert darkness(ink(boxed, 40.0, QColor("black"))) > 1.5 * darkness(ink(plain, 40.0, QColor("black")))


def test_what_cannot_be_set_stands_as_it_was_typed(qapp: QApplication) -> None:
    """A formula that the library does not read is shown all the same."""
    broken = set_formula(r"\frac{1}{")
    assert broken.advance > 3.0


def test_formulas_are_set_beside_the_gui_thread(
    typesetter: Typesetter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The GUI thread asks, and is told when everything is there."""
    threads = []
    lay_out = maths._laid_out

    def watched(latex: str) -> Formula:
        threads.append(QThread.currentThread() is typesetter.thread())
        return lay_out(latex)

    monkeypatch.setattr(maths, "_laid_out", watched)
    with qtbot.waitSignal(typesetter.ready):
        assert not typesetter.request(["w_{1}", r"\delta_{R}", "0.5"])
    assert all(typesetter.formula(latex) is not None for latex in ("w_{1}", r"\delta_{R}", "0.5"))
    assert threads
    assert not any(threads)
    assert typesetter.request(["w_{1}"])


def test_the_newest_request_wins(typesetter: Typesetter, qtbot: QtBot) -> None:
    """What is no longer wanted is given up, and `ready` speaks of the last request only."""
    typesetter.request([f"a_{{{index}}}" for index in range(200)])
    with qtbot.waitSignal(typesetter.ready):
        typesetter.request(["b_{1}"])
    assert typesetter.formula("b_{1}") is not None
    assert typesetter.formula("a_{199}") is None


def test_a_stopped_typesetter_is_idle(typesetter: Typesetter, qtbot: QtBot) -> None:
    """Hidden views do no work: what they asked for is given up."""
    typesetter.request([f"c_{{{index}}}" for index in range(200)])
    typesetter.stop()
    assert typesetter.formula("c_{199}") is None
    qtbot.waitUntil(lambda: not typesetter.is_busy)
