"""What a film may be: each thing that cannot be is named in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlp_gui.state.film_order import GIF, MP4, STEP, FilmOrder, FilmWishes

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
        ({"height": 20}, "64 to 4,096 pixels wide and high; 20 is not"),
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
    order = FilmOrder("/films/π.mp4", replace(USUAL, views=("network", "loss_dock"), suffix=MP4), "dark", 3)
    assert FilmOrder.read(order.text()) == order
