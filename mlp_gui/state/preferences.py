"""How the user likes the window: a table of typed settings, kept from one start to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from mlp_gui.state.stepping_options import ASKS, EVERY, MOST_DECIMALS, NOTATIONS

Value = str | bool | int | float | bytes

SCHEMA_VERSION: Final = 1
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
        Preference("step_window_state", b"", "Where docks were in step mode, as Qt saves it."),
        Preference("race_window_state", b"", "Where docks were while racing, as Qt saves it."),
        Preference("film", "", "What was chosen for the last film; nothing for the usual."),
        Preference("race_setup", "", "Who races, how far and from where; nothing for the usual."),
        Preference("window_geometry", b"", "Where the window was, as Qt saves it."),
        Preference("window_state", b"", "Where docks and toolbars were, as Qt saves it."),
        Preference("window_state_scale", 1.0, "Size of all text when docks were there.", span=(0.6, 3.0)),
    )
}


class Preferences(QObject):
    """The settings, each readable as a property and stored as soon as it changes.

    Parameters
    ----------
    settings : QSettings, optional
        Where they are kept; by default the user's own file.
    parent : QObject, optional
        Owner.

    Signals
    -------
    changed : str
        Name of the setting that changed.

    Notes
    -----
    Values are stored as themselves, never as indices or labels. A stored value that is unknown or out of range
    counts as not stored. Files of another `SCHEMA_VERSION` are read with the same care.
    """

    changed = Signal(str)

    def __init__(self, settings: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if settings is None:
            settings = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "mlp-visualiser", "mlp-gui", self
            )
        self._settings = settings
        self._values: dict[str, Value] = {
            name: preference.read(settings.value(f"preferences/{name}")) for name, preference in PREFERENCES.items()
        }
        self._settings.setValue("schema_version", SCHEMA_VERSION)

    def value(self, name: str) -> Value:
        """Return the setting `name`.

        Raises
        ------
        KeyError
            If there is no such setting.
        """
        return self._values[name]

    def set_value(self, name: str, value: Value) -> None:
        """Store `value` and tell everyone; what the setting cannot be is ignored.

        Raises
        ------
        KeyError
            If there is no such setting.
        """
        preference = PREFERENCES[name]
        if isinstance(preference.default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not preference.accepts(value) or value == self._values[name]:
            return
        self._values[name] = value
        stored = QByteArray(value) if isinstance(value, bytes) else value
        self._settings.setValue(f"preferences/{name}", stored)
        self.changed.emit(name)

    def override(self, name: str, value: Value) -> None:
        """Have another value for this start alone: it is not stored, and nobody is told.

        Raises
        ------
        KeyError
            If there is no such setting.
        """
        if PREFERENCES[name].accepts(value):
            self._values[name] = value

    def restore_defaults(self) -> None:
        """Set everything to what it was at the first start."""
        for name, preference in PREFERENCES.items():
            self.set_value(name, preference.default)

    def save(self) -> None:
        """Write what is not yet on disk."""
        self._settings.sync()

    @property
    def theme(self) -> str:
        """Choice of "system", "light" or "dark"."""
        return str(self._values["theme"])

    @property
    def font_scale(self) -> float:
        """Size of all text, 1.0 for normal."""
        return float(self._values["font_scale"])

    @property
    def present_scale(self) -> float:
        """Size of all text while presenting, 1 for what fits."""
        return float(self._values["present_scale"])

    @property
    def pointer_ring(self) -> bool:
        """Whether a ring follows the pointer while presenting."""
        return bool(self._values["pointer_ring"])

    @property
    def patterns(self) -> bool:
        """Whether negative weights are dashed."""
        return bool(self._values["patterns"])

    @property
    def motion(self) -> bool:
        """Whether things glide."""
        return bool(self._values["motion"])

    @property
    def region_mode(self) -> str:
        """Colour of the region: "confidence" or "classes"."""
        return str(self._values["region_mode"])

    @property
    def show_boundary(self) -> bool:
        """Whether the decision boundary is drawn."""
        return bool(self._values["show_boundary"])

    @property
    def show_test_points(self) -> bool:
        """Whether validation and test points are drawn."""
        return bool(self._values["show_test_points"])

    @property
    def show_contributions(self) -> bool:
        """Whether each hidden unit's weighted contribution is drawn, over one raw input."""
        return bool(self._values["show_contributions"])

    @property
    def show_truth_table(self) -> bool:
        """Whether the truth table of a gate stands beside its plane."""
        return bool(self._values["show_truth_table"])

    @property
    def loss_scale(self) -> str:
        """Scale of the loss axis: "log" or "linear"."""
        return str(self._values["loss_scale"])

    @property
    def show_metric(self) -> bool:
        """Whether accuracy or R2 is drawn beside the loss."""
        return bool(self._values["show_metric"])

    @property
    def show_unit_maps(self) -> bool:
        """Whether units show what they answer over the plane."""
        return bool(self._values["show_unit_maps"])

    @property
    def show_gradients(self) -> bool:
        """Whether the edges' colours are those of their gradients, not of their weights."""
        return bool(self._values["show_gradients"])

    @property
    def surface_scale(self) -> str:
        """Scale of the loss surface: "log" or "linear"; "" for what suits it."""
        return str(self._values["surface_scale"])

    @property
    def surface_cap(self) -> float:
        """Share of the losses that has heights of its own."""
        return float(self._values["surface_cap"])

    @property
    def surface_span(self) -> float:
        """Half the length of the surface's axes; 0 for what fits."""
        return float(self._values["surface_span"])

    @property
    def surface_camera(self) -> str:
        """Azimuth, elevation and zoom of the relief with spaces between; empty for the best ones."""
        return str(self._values["surface_camera"])

    @property
    def surface_drawing(self) -> str:
        """Drawing of the surface: "map", "relief", "both" or "measures"; empty for what there is room for."""
        return str(self._values["surface_drawing"])

    @property
    def turned_sections(self) -> str:
        """Names of the sections of the forms that are folded or opened against how they start, with spaces between."""
        return str(self._values["turned_sections"])

    @property
    def race_window_state(self) -> bytes:
        """Result of QMainWindow.saveState while racing, empty before the first race."""
        value = self._values["race_window_state"]
        return value if isinstance(value, bytes) else b""

    @property
    def race_setup(self) -> str:
        """Who races, how far and from where; "" for the usual."""
        return str(self._values["race_setup"])

    @property
    def window_geometry(self) -> bytes:
        """Result of QWidget.saveGeometry, empty at the first start."""
        value = self._values["window_geometry"]
        return value if isinstance(value, bytes) else b""

    @property
    def notation(self) -> str:
        """Notation of the formulas: the name of one of `mlp_core.NOTATIONS`."""
        return str(self._values["notation"])

    @property
    def decimals(self) -> int:
        """Digits behind the point in the step-through."""
        return int(self._values["decimals"])

    @property
    def fractions(self) -> bool:
        """Whether fractions are written where they are exact."""
        return bool(self._values["fractions"])

    @property
    def asks(self) -> str:
        """Numbers that are asked for before they are shown: "every", "worked_out" or "main"."""
        return str(self._values["asks"])

    @property
    def recent_projects(self) -> str:
        """Paths of the projects that were open lately, a line each, the newest first."""
        return str(self._values["recent_projects"])

    @property
    def step_window_state(self) -> bytes:
        """Result of QMainWindow.saveState in step mode, empty at the first start."""
        value = self._values["step_window_state"]
        return value if isinstance(value, bytes) else b""

    @property
    def window_state(self) -> bytes:
        """Result of QMainWindow.saveState, empty at the first start."""
        value = self._values["window_state"]
        return value if isinstance(value, bytes) else b""

    @property
    def window_state_scale(self) -> float:
        """Size of all text for which `window_state` is, 1.0 for normal."""
        return float(self._values["window_state_scale"])


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
