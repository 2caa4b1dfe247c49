"""What the normalisation does to each input, in the units of the data: always one line at least, all on demand."""

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
    from mlp_gui.widgets import CollapsibleSection

FEW: Final = 2
"""Inputs that are told of line by line at once; more of them are folded away under a line about all."""

MOST_LINES: Final = 100
MOST_TIPS: Final = 24
LONGEST_NAME: Final = 16
"""Letters; the maths font's own ones make the lines three times as high."""


class NormalisationNote(WrappedLabel):
    """One line for each of few inputs; of many one line over all, which opens; none where they are left as they are.

    Parameters
    ----------
    session : Session
        Its newest moment knows the statistics, which come from the training part alone.
    section : CollapsibleSection
        Where many inputs are told of: its title says what holds for all, its rows each one.

    Attributes
    ----------
    all_lines : WrappedLabel
        Many inputs, one by one, in that section.
    """

    def __init__(self, session: Session, section: CollapsibleSection, parent: QWidget) -> None:
        super().__init__("caption", parent)
        self._session = session
        self._section = section
        self._dataset: mlp.Dataset | None = None
        self.setObjectName("normalisation_note")
        self.all_lines = WrappedLabel("caption", section)
        self.all_lines.setObjectName("normalisation_of_all")
        section.body.addWidget(self.all_lines)
        self.hide()
        section.hide()
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if snapshot.dataset is self._dataset:
            return
        self._dataset = snapshot.dataset
        input_map, normalisation = snapshot.dataset.input_map, snapshot.experiment.data.normalisation
        lines = normalisation_lines(input_map, normalisation)
        are_few = len(lines) <= FEW
        self.setText("\n".join(lines) if are_few else "")
        self.setVisible(bool(lines) and are_few)
        self._section.setVisible(not are_few)
        if not are_few:
            title, values = normalisation_summary(input_map, normalisation)
            self._section.header.setText(title)
            self._section.set_subtitle(values)
            self._section.header.setToolTip("\n".join(_first(lines, MOST_TIPS)))
            self.all_lines.setText("\n".join(_first(lines, MOST_LINES)))
            self.all_lines.updateGeometry()
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


def normalisation_summary(input_map: mlp.InputMap, normalisation: str) -> tuple[str, str]:
    """Return a title and what it is over all inputs: "Ranges" and "0 … 16  →  0 … 1", say."""
    shift, scale = input_map.shift, input_map.scale
    if normalisation == "min_max":
        return "Ranges", f"{compact(shift.min())} … {compact((shift + scale).max())}  →  0 … 1"
    means, deviations = _span(shift.min(), shift.max()), _span(scale.min(), scale.max())
    return "Means", f"{means}, σ {deviations}"


def _span(low: float, high: float) -> str:
    """Return two numbers in few letters: one line has room for two spans."""
    return f"{compact(low, 2)}…{compact(high, 2)}"


def _first(lines: list[str], most: int) -> list[str]:
    more = len(lines) - most
    # A single line more takes no more room than the words that say so.
    return lines if more <= 1 else [*lines[:most], f"and {more} more inputs"]
