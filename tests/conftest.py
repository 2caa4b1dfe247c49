"""Fixtures of every test: a seeded generator, and a watchdog for what would otherwise hang."""

from __future__ import annotations

import faulthandler
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds after which a test that still runs has every thread's stack printed and the process ended.
WATCHDOG_SECONDS = 300.0

# Before Qt is imported: the suite needs no display, and draws alike on every machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")


@pytest.fixture
def rng() -> np.random.Generator:
    """Return the suite's random numbers, the same at every start."""
    return np.random.default_rng(20261122)


@pytest.fixture(autouse=True)
def _watchdog() -> Iterator[None]:
    faulthandler.dump_traceback_later(WATCHDOG_SECONDS, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()
