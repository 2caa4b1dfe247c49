"""How the window is arranged, as a text in a project file: its mode, its docks in each one, its bars, and the plane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Slot

from mlp_gui.state.kept_step import KeptStep
from mlp_gui.window import dock_arrangement, project_places

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.dock_arrangement import Arrangement
    from mlp_gui.window.layout import WindowLayout

LONGEST_TEXT: Final = 40_000
LONGEST_NAME: Final = 500
EXPLORE: Final = "explore"
OTHER_MODES: Final = ("step", "race")
NEEDED: Final = {"race": "race_dock"}
"""The dock without which a mode would show nothing."""

_NOT_UNDERSTOOD: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)


class _Layout(NamedTuple):
    """What a project says of the window.

    Attributes
    ----------
    wanted : dict of str to Arrangement
        By the modes that it tells of.
    entries : dict of str to dict
        The same as they are in the file.
    bars : dict of str to str
        Side of each bar.
    plane : two str, or None
        The inputs that run across and up.
    mode : str
        The one that it was in; "" where it does not say.
    step : KeptStep or None
        Where the step-through stood.
    """

    wanted: dict[str, Arrangement]
    entries: dict[str, dict[str, object]]
    bars: dict[str, str]
    plane: tuple[str, str] | None
    mode: str
    step: KeptStep | None


class ProjectLayout(QObject):
    """Says which mode the window is in and how it is arranged in each, and brings both back.

    The modes that it is not in are arranged when it is.

    Parameters
    ----------
    session : Session
        Whose project file carries it.
    preferences : Preferences
        Remember how the modes were left that this window has not been in.
    layout_memory : WindowLayout
        Knows which mode the window is in, and tells when it changes.
    race : QAction
        What switches to the race and back.
    window : QMainWindow
        Whose docks they are; also the owner.
    """

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        layout_memory: WindowLayout,
        race: QAction,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._memory = layout_memory
        self._race = race
        self._window = window
        self._preferences = preferences
        self._left = _entries(preferences.mode_layouts)
        self._noted = dict(self._left)
        self._wanted: dict[str, Arrangement] = {}
        layout_memory.docks_leaving.connect(self._on_docks_leaving)
        layout_memory.docks_restored.connect(self._on_docks_restored)
        session.project.layout_wanted.connect(self._on_layout_wanted)
        session.project.layout_opened.connect(self._on_layout_opened)

    def _note(self) -> None:
        """Note how the docks stand in this mode; those put aside, or behind tabs for want of room, have been before."""
        if self._memory.is_aside or self._memory.is_tabbed:
            return
        mode = self._memory.mode
        self._noted[mode] = dock_arrangement.described(self._window)
        if mode in OTHER_MODES and self._left.get(mode) != self._noted[mode]:
            import json

            self._left[mode] = self._noted[mode]
            self._preferences.set_value("mode_layouts", json.dumps(self._left, separators=(",", ":")))

    def _arrange(self) -> None:
        """Have the docks stand as is wished for this mode, once."""
        wanted = None if self._memory.is_aside else self._wanted.pop(self._memory.mode, None)
        if wanted is not None:
            dock_arrangement.put(self._window, wanted)

    def _enter(self, mode: str, step: KeptStep | None) -> None:
        """Bring the window into a mode, and the step-through to where it stood; who presents goes on presenting."""
        stepping = self._session.stepping
        if mode and not self._memory.is_aside:
            stepping.set_active(mode == "step")
            if self._race.isChecked() != (mode == "race"):
                self._race.trigger()
        if step is not None and stepping.active:
            stepping.stand_as_kept(step)

    @Slot()
    def _on_docks_leaving(self) -> None:
        self._note()

    @Slot()
    def _on_docks_restored(self) -> None:
        self._arrange()

    @Slot()
    def _on_layout_wanted(self) -> None:
        self._note()
        layout: dict[str, object] = {
            **self._noted.get(EXPLORE, {"docks": {}}),
            "modes": {mode: self._noted[mode] for mode in OTHER_MODES if mode in self._noted},
            "bars": project_places.bars_of(self._window),
            "mode": self._memory.mode,
        }
        step = self._session.stepping.kept
        if step is not None:
            layout["step"] = step
        plane = self._session.regions.plane.chosen
        if plane is not None and all(len(name) <= LONGEST_NAME for name in plane):
            layout["plane"] = plane
        import json

        self._session.project.take_layout(json.dumps(layout, separators=(",", ":")))

    @Slot(str)
    def _on_layout_opened(self, text: str) -> None:
        layout = _read(text)
        if layout is None:
            return
        if layout.plane is not None:
            self._session.regions.plane.choose(*layout.plane)
        self._wanted = layout.wanted
        self._enter(layout.mode, layout.step)
        # As the file has them, until the window has been in these modes.
        self._noted.update(layout.entries)
        if not self._memory.is_aside:
            project_places.put_bars(self._window, layout.bars)
        self._arrange()


def _entries(text: str) -> dict[str, dict[str, object]]:
    """Return how the other modes were left; nothing of a text that is not understood."""
    if not text:
        return {}
    import json

    try:
        entries: dict[str, Any] = json.loads(text)
        for entry in entries.values():
            dock_arrangement.read(entry)
    except _NOT_UNDERSTOOD:
        return {}
    return {mode: entries[mode] for mode in OTHER_MODES if mode in entries}


def _read(text: str) -> _Layout | None:
    """Return what a text says; None where it is not understood."""
    if len(text) > LONGEST_TEXT:
        return None
    import json

    try:
        document: Any = json.loads(text)
        entries = {EXPLORE: {name: document[name] for name in ("docks", "places", "floating") if name in document}}
        # An older file knows none of these.
        modes = document.get("modes", {})
        entries |= {mode: modes[mode] for mode in OTHER_MODES if mode in modes}
        wanted = {mode: dock_arrangement.read(entry) for mode, entry in entries.items()}
        bars = {str(name): str(area) for name, area in document.get("bars", {}).items()}
        across, up = document.get("plane", (None, None))
        mode = document.get("mode", "")
        step = KeptStep.read(document["step"]) if "step" in document else None
    except _NOT_UNDERSTOOD:
        return None
    for other in list(wanted):
        needed = NEEDED.get(other)
        if not wanted[other].docks or (needed is not None and not wanted[other].shows(needed)):
            del wanted[other], entries[other]
    plane = (across, up) if isinstance(across, str) and isinstance(up, str) else None
    return _Layout(wanted, entries, bars, plane, mode if mode in (EXPLORE, *OTHER_MODES) else "", step)
