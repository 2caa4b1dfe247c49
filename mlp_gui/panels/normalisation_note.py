"""What the normalisation does to each input, in the units of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot

from mlp_gui.look.numbers import compact
from mlp_gui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    import mlp_core as mlp
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

MOST_LINES: Final = 3
MOST_TIPS: Final = 24
LONGEST_NAME: Final = 16
"""Letters; the maths font's own ones make the lines three times as high."""


class NormalisationNote(WrappedLabel):
    """One line for each of the first inputs, none where they are left as they are; the tool-tip has more of them.

    Parameters
    ----------
    session : Session
        Its newest moment knows the statistics, which come from the training part alone.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("caption", parent)
        self._session = session
        self._dataset: mlp.Dataset | None = None
        self.setObjectName("normalisation_note")
        self.hide()
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if snapshot.dataset is self._dataset:
            return
        self._dataset = snapshot.dataset
        lines = normalisation_lines(snapshot.dataset.input_map, snapshot.experiment.data.normalisation)
        more = len(lines) - MOST_LINES
        # A single line more takes no more room than the words that say so.
        shown = lines if more <= 1 else [*lines[:MOST_LINES], f"and {more} more inputs"]
        self.setText("\n".join(shown))
        self.setToolTip("\n".join(lines[:MOST_TIPS]))
        self.setVisible(bool(lines))
        self.updateGeometry()


def normalisation_lines(input_map: mlp.InputMap, normalisation: str) -> list[str]:
    """Return for each input what its normalisation is, in the units of the data; nothing where there is none.

    Parameters
    ----------
    input_map : mlp_core.InputMap
        Holds the statistics of the training part.
    normalisation : str
        A name of the core's `NORMALISATIONS`.
    """
    if normalisation == "none" or not input_map.is_normalised:
        return []
    lines = []
    for label, shift, scale in zip(input_map.labels, input_map.shift.tolist(), input_map.scale.tolist(), strict=True):
        name = label.replace("𝑥", "x")
        name = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        if normalisation == "min_max":
            lines.append(f"{name}: {compact(shift)} … {compact(shift + scale)}  →  0 … 1")
        else:
            lines.append(f"{name}: mean {compact(shift)}, deviation {compact(scale)}")
    return lines
