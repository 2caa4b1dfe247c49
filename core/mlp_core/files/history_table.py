"""The history of a run as a table: a row per recorded epoch, as CSV."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlp_core.learning.history import HistoryView


def history_csv(history: HistoryView) -> str:
    """Write the losses and metrics of every recorded epoch, with a head line; a part without samples stays empty.

    Parameters
    ----------
    history : HistoryView
        Of a run.

    Returns
    -------
    str
        Comma-separated, with a decimal point and numbers to the last bit (RFC 4180).
    """
    metric = history.metric_name.replace(" ", "_")
    head = ["epoch"]
    columns = []
    for part in ("train", "validation", "test"):
        head += [f"{part}_loss", f"{part}_{metric}"]
        columns += [getattr(history, f"{part}_loss"), getattr(history, f"{part}_metric")]
    head.append("train_penalty")
    columns.append(history.train_penalty)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    for row, epoch in enumerate(history.epochs.tolist()):
        numbers = (float(column[row]) for column in columns)
        writer.writerow([epoch, *("" if math.isnan(number) else repr(number) for number in numbers)])
    return text.getvalue()
