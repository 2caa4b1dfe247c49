"""How the user likes the window: typed settings, kept from one start to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from mlp_gui.state.preference_table import PREFERENCES

if TYPE_CHECKING:
    from mlp_gui.state.preference_table import Value

SCHEMA_VERSION: Final = 1


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

    def lend(self, name: str, value: Value) -> None:
        """Have another value for now: everyone is told, and it is not stored.

        Raises
        ------
        KeyError
            If there is no such setting.
        """
        if PREFERENCES[name].accepts(value) and value != self._values[name]:
            self._values[name] = value
            self.changed.emit(name)

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
    def film(self) -> str:
        """What was chosen for the last film; "" for the usual."""
        return str(self._values["film"])

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
    def project_folder(self) -> str:
        """Where a project was saved or opened last; nothing for the documents."""
        return str(self._values["project_folder"])

    @property
    def export_folder(self) -> str:
        """Where a network, a table or a document was written or read last."""
        return str(self._values["export_folder"])

    @property
    def picture_folder(self) -> str:
        """Where a picture was saved last; nothing for the pictures."""
        return str(self._values["picture_folder"])

    @property
    def film_folder(self) -> str:
        """Where a film was saved last; nothing for the films."""
        return str(self._values["film_folder"])

    @property
    def picture_format(self) -> str:
        """Format of the last picture of a view, as the dialog names it."""
        return str(self._values["picture_format"])

    @property
    def worksheet_format(self) -> str:
        """Paper and parts of the last worksheet, as the dialog names them."""
        return str(self._values["worksheet_format"])

    @property
    def mode_layouts(self) -> str:
        """How docks stood in step mode and in the race, as a project has it; nothing at the first start."""
        return str(self._values["mode_layouts"])

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
