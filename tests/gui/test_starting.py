"""The start of the process puts garbage off, and ends doing so."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest

from mlp_gui.starting import begin_start, end_start

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _collection() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_garbage_waits_until_the_start_is_over() -> None:
    """While the program loads nothing is searched; afterwards all is searched but what the start has made."""
    begin_start()
    assert not gc.isenabled()
    end_start()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_number_of_threads_asked_for_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """One BLAS thread, unless the user has said otherwise."""
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    begin_start()
    assert os.environ["OMP_NUM_THREADS"] == "3"
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
