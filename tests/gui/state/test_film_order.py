"""What a film may be: each thing that cannot be is named in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlp_gui.state.cursor import Mark
from mlp_gui.state.film_order import GIF, MP4, STEP, WEBP, FilmOrder, FilmWishes, proposed, remembered
from mlp_gui.state.framing import Framing

USUAL = FilmWishes()


def test_the_usual_film_is_possible() -> None:
    """Ten seconds in thirty frames each are three hundred frames, of some megabytes."""
    assert USUAL.problem() == ""
    assert USUAL.n_frames == 300
    assert 5e5 < USUAL.about_bytes < 1e7


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"width": 1281}, "1280 or 1282 in place of 1281"),
        ({"height": 20}, "160 to 4,096 pixels wide and high; 20 is not"),
        ({"suffix": GIF, "rate": 60}, "GIF shows 1 to 50 frames a second; 60"),
        ({"rate": 0}, "MP4 shows 1 to 60 frames a second; 0"),
        ({"seconds": 0.0}, "0.1 to 600 seconds"),
        ({"views": (), "width": 640, "height": 480}, "below 1024 by 640"),
        ({"from_start": False}, "add epochs, or begin at the start"),
        ({"kind": STEP, "grain": "batch"}, "choose the whole epoch, or a finer stop"),
    ],
)
def test_what_cannot_be_is_said(changes: dict[str, object], said: str) -> None:
    """Every limit has its own words."""
    assert said in replace(USUAL, **changes).problem()


def test_an_odd_side_is_only_mp4s_trouble() -> None:
    """GIF and WebP have any size."""
    assert replace(USUAL, width=641, height=361, suffix=GIF).problem() == ""


def test_a_larger_film_has_larger_letters() -> None:
    """A slide of 1080 lines shows what one of 720 does; with large letters there is less room."""
    assert USUAL.ratio == 1.0
    assert replace(USUAL, width=1920, height=1080).ratio == 1.5
    assert replace(USUAL, width=1920, height=1080, large=True).ratio == 2.0
    assert replace(USUAL, width=320, height=180).ratio == 1.0
    assert replace(USUAL, views=(), width=1920, height=1080).ratio == 1.5


def test_an_order_goes_to_the_other_process_and_back() -> None:
    """What is read there is what was ordered here."""
    framing, mark = Framing(2.0, 0.25, 0.5, ((0, 8, 16),)), Mark("unit", layer=1, unit=2)
    wishes = replace(USUAL, views=("network", "loss_dock"), suffix=MP4)
    order = FilmOrder("/films/π.mp4", wishes, "dark", 3, framing, mark)
    assert FilmOrder.read(order.text()) == order
    assert FilmOrder.read(FilmOrder("film.gif", USUAL).text()) == FilmOrder("film.gif", USUAL)


def test_what_was_chosen_is_proposed_again() -> None:
    """Also for another film, from here on; a text of settings that is none of a film gives the usual."""
    wishes = replace(USUAL, kind=STEP, suffix=GIF, rate=12, width=501, from_start=False, more_epochs=9)
    assert proposed(remembered(wishes)) == wishes
    for text in ("", "7", "[]", "{}", remembered(replace(USUAL, rate=0)), remembered(replace(USUAL, kind="song"))):
        assert proposed(text) == USUAL


@pytest.mark.parametrize(
    ("changes", "measured"),
    [
        ({"suffix": GIF, "width": 320, "height": 240, "rate": 10, "seconds": 3.0}, 178_908),
        ({"suffix": GIF, "width": 640, "height": 360}, 4_639_683),
        ({"suffix": GIF, "width": 640, "height": 360, "kind": STEP, "rate": 10, "seconds": 3.0}, 221_188),
        ({"width": 640, "height": 360, "rate": 10, "seconds": 3.0}, 232_187),
        ({"width": 640, "height": 360, "kind": STEP}, 372_665),
        ({"suffix": WEBP, "width": 640, "height": 360}, 4_285_182),
        ({"suffix": WEBP, "width": 640, "height": 360, "kind": STEP, "rate": 10, "seconds": 3.0}, 157_594),
    ],
)
def test_the_size_is_foreseen_roughly(changes: dict[str, object], measured: int) -> None:
    """Films of the spirals had these sizes: none is half as large or twice as large as is said."""
    assert measured / 2 < replace(USUAL, **changes).about_bytes < 2 * measured
