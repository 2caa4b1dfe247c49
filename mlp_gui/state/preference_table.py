"""The settings that there are: what each is called, what it may be, and what it is at the first start."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray

from mlp_gui.state.stepping_options import ASKS, EVERY, MOST_DECIMALS, NOTATIONS

Value = str | bool | int | float | bytes

SURFACE_DRAWINGS: Final = ("", "map", "relief", "both", "measures")


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting: its name, what it may be, and what it is until the user says otherwise.

    Attributes
    ----------
    name : str
        Key in the settings file and name of the property.
    default : str, bool, int, float or bytes
        Value at the first start; its type is the setting's type.
    summary : str
        What it does, in one sentence.
    choices : tuple of str
        For a text: what it may be; empty for anything.
    span : tuple of two floats, or None
        For a number: lowest and highest value.
    """

    name: str
    default: Value
    summary: str
    choices: tuple[str, ...] = ()
    span: tuple[float, float] | None = None

    def accepts(self, value: Value) -> bool:
        """Whether `value` is of the setting's type and within what it may be."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        if self.span is not None and isinstance(value, int | float):
            return math.isfinite(value) and self.span[0] <= value <= self.span[1]
        return True

    def read(self, stored: object) -> Value:
        """Turn what a settings file gave back into a value; the default where that fails."""
        try:
            value = _convert(stored, type(self.default))
        except (TypeError, ValueError):
            return self.default
        return value if self.accepts(value) else self.default


PREFERENCES: Final[dict[str, Preference]] = {
    preference.name: preference
    for preference in (
        Preference("theme", "system", "Light, dark, or as the system has it.", ("system", "light", "dark")),
        Preference("font_scale", 1.0, "Size of all text, 1 for normal.", span=(0.6, 3.0)),
        Preference("present_scale", 1.0, "Size of all text while presenting, 1 for what fits.", span=(0.6, 3.0)),
        Preference("pointer_ring", True, "Draw a ring around the pointer while presenting."),
        Preference("patterns", False, "Draw negative weights dashed, so that sign does not rest on colour alone."),
        Preference("motion", True, "Let things glide; off, everything jumps."),
        Preference("region_mode", "confidence", "Colour the region by output or by class.", ("confidence", "classes")),
        Preference("show_boundary", True, "Draw the decision boundary."),
        Preference("show_test_points", True, "Draw validation and test points beside the training points."),
        Preference("show_contributions", False, "Draw what each hidden unit adds to the output, over one input."),
        Preference("show_truth_table", True, "Write the truth table of a gate beside its plane."),
        Preference("loss_scale", "log", "Scale of the loss axis.", ("log", "linear")),
        Preference("show_metric", True, "Draw the accuracy or R2 beside the loss."),
        Preference("show_unit_maps", True, "Draw in every unit what it answers over the plane."),
        Preference("show_gradients", False, "Colour the edges by their gradients instead of their weights."),
        Preference("turned_sections", "", "Sections of the forms folded, or opened, against how they start."),
        Preference("surface_scale", "", "Scale of the loss surface; nothing for what suits.", ("", "log", "linear")),
        Preference("surface_cap", 1.0, "Share of the losses that has heights of its own.", span=(0.05, 1.0)),
        Preference("surface_span", 0.0, "Half the length of the surface's axes; 0 for what fits.", span=(0, 1e3)),
        Preference("surface_camera", "", "Azimuth, elevation and zoom of the relief; nothing for the best ones."),
        Preference(
            "surface_drawing", "", "Drawing of the surface; nothing for what there is room for.", SURFACE_DRAWINGS
        ),
        Preference("notation", "delta", "Notation of the formulas.", NOTATIONS),
        Preference("decimals", 4, "Digits behind the point in the step-through.", span=(1, MOST_DECIMALS)),
        Preference("fractions", False, "Write fractions where they are exact."),
        Preference("asks", EVERY, "Numbers that predict, then reveal asks for.", ASKS),
        Preference("recent_projects", "", "Paths of the projects that were open lately, a line each."),
        Preference("project_folder", "", "Where a project was saved or opened last; nothing for the documents."),
        Preference("export_folder", "", "Where a network, a table or a document was written or read last."),
        Preference("picture_folder", "", "Where a picture was saved last; nothing for the pictures."),
        Preference("film_folder", "", "Where a film was saved last; nothing for the films."),
        Preference("picture_format", "", "Format of the last picture of a view, as the dialog names it."),
        Preference("worksheet_format", "", "Paper and parts of the last worksheet, as the dialog names them."),
        Preference("mode_layouts", "", "How docks stood in step mode and in the race, as a project has it."),
        Preference("step_window_state", b"", "Where docks were in step mode, as Qt saves it."),
        Preference("race_window_state", b"", "Where docks were while racing, as Qt saves it."),
        Preference("film", "", "What was chosen for the last film; nothing for the usual."),
        Preference("race_setup", "", "Who races, how far and from where; nothing for the usual."),
        Preference("window_geometry", b"", "Where the window was, as Qt saves it."),
        Preference("window_state", b"", "Where docks and toolbars were, as Qt saves it."),
        Preference("window_state_scale", 1.0, "Size of all text when docks were there.", span=(0.6, 3.0)),
    )
}


def _convert(stored: object, kind: type) -> Value:
    """Return `stored`, which an ini file has turned into text, as `kind`."""
    if kind is bytes:
        if isinstance(stored, QByteArray):
            return bytes(stored.data())
        raise TypeError(kind)
    if kind is bool:
        if isinstance(stored, bool):
            return stored
        return {"true": True, "false": False}[str(stored)] if str(stored) in ("true", "false") else _refuse(stored)
    if kind in (int, float) and isinstance(stored, int | float | str) and not isinstance(stored, bool):
        return int(stored) if kind is int else float(stored)
    if kind is str and isinstance(stored, str):
        return stored
    return _refuse(stored)


def _refuse(stored: object) -> Value:
    raise ValueError(stored)
