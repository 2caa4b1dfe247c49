"""Losses and metrics as they are written in the legend and in the readout."""

from __future__ import annotations

import math
from typing import Final

from mlp_gui.look.numbers import compact, fixed

FEW: Final = 5
"""Points of a part below which a share of them would say more than they can: 0.0 % of a single one."""


def loss_name(title: str) -> str:
    """Return a loss's title as it fits beside the dock's: the output says whether a cross-entropy is binary."""
    return "Cross-entropy" if title.endswith("cross-entropy") else title


def loss_text(value: float) -> str:
    """Return a loss with decimals that stay while it falls slowly: "0.050", "0.00042", "3.1×10⁻⁶"."""
    if not math.isfinite(value):
        return "not finite"
    size = abs(value)
    if size >= 1e5 or 0.0 < size < 1e-4:
        return compact(value, 2)
    return fixed(value, 5 if 0.0 < size < 0.001 else 4 if 0.0 < size < 0.01 else 3)


def exact_loss_text(value: float) -> str:
    """Return a loss to five decimals, or to six significant digits where it is very small or large."""
    if not math.isfinite(value):
        return "not finite"
    return fixed(value, 5) if value == 0.0 or 1e-2 <= abs(value) < 1e4 else compact(value, 6)


def metric_text(value: float, metric_name: str, n_points: int = FEW) -> str:
    """Return a metric in few letters, "" where there is none.

    "97.9 %" for an accuracy, "3 of 4" for one of few points, "R² 0.981", "72.3 % kept" of the variance.
    """
    if not math.isfinite(value):
        return ""
    if metric_name == "accuracy" and n_points < FEW:
        return f"{round(value * n_points)} of {n_points}"
    if metric_name == "accuracy":
        return f"{fixed(100.0 * value, 1)} %"
    if metric_name == "variance kept":
        return f"{fixed(100.0 * value, 1)} % kept" if value > -100.0 else f"{compact(100.0 * value, 2)} % kept"
    return f"R² {fixed(value, 3)}" if value > -100.0 else f"R² {compact(value, 2)}"
