"""Fixtures of every test: a seeded generator."""

from __future__ import annotations

import os

import numpy as np
import pytest

# Before Qt is imported: the suite needs no display, and draws alike on every machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")


@pytest.fixture
def rng() -> np.random.Generator:
    """Return the suite's random numbers, the same at every start."""
    return np.random.default_rng(20261122)
