"""The loss surface: the one owner of which plane is shown, how, and of what was last computed of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from mlp_gui.state.axis_picking import AxisPicking
from mlp_gui.state.commands import ChangeParameters
from mlp_gui.state.left_runs import LeftRuns
from mlp_gui.state.living_inputs import LivingWeights
from mlp_gui.state.moments import Moments
from mlp_gui.state.notices import STILL_MADE
from mlp_gui.state.run_path import RunPath
from mlp_gui.state.snapshot import Cause, Notice
from mlp_gui.state.surface_picture import (
    CONTENTS,
    KINDS,
    LINES,
    NOW,
    PARTS,
    START,
    Plane,
    SurfacePicture,
    SurfaceRequest,
)

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.racing import Racing
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

SHORTEST, LONGEST = 1e-3, 1e3
"""Half the length of an axis."""
LOWEST_CAP: Final = 0.05
PICKED: Final = ("parameters", "line")
"""Kinds whose axes are parameters, which can be picked in the network."""
MAX_SEED: Final = 2**31 - 1
_STILL_DRAWN: Final = Notice(
    "The surface is still being drawn. Please try again in a moment.", "warning", cause=Cause.MAKING
)


class Surface(QObject):
    """What the loss surface shows. Views render it and call its methods; whoever computes asks `request`.

    Nothing is computed while nobody looks; the way of the run alone is recorded all the time.

    Parameters
    ----------
    session : Session
        The run; also the owner.

    Signals
    -------
    plane_changed : Plane
        Another plane was chosen, or another part of it.
    look_changed
        Another scale or cap of the colours, or another part of the loss.
    active_changed : bool
        Whether anybody looks.
    picture_changed : SurfacePicture or None
        A newer picture; None where there is nothing to show.
    probe_changed : tuple of float, or None
        Coordinates that the pointer is at, in whichever drawing.
    """

    plane_changed = Signal(object)  # Plane
    look_changed = Signal()
    active_changed = Signal(bool)
    picture_changed = Signal(object)  # SurfacePicture or None
    probe_changed = Signal(object)  # tuple or None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._path = RunPath(session)
        self._moments = Moments(session, self._path)
        self._picking = AxisPicking(session, self)
        self._plane = Plane(notation=session.stepping.notation)
        self._number = 0
        self._scale = ""
        self._was_log = True
        self._cap = 1.0
        self._shown = CONTENTS[0]
        self._is_active = False
        self._picture: SurfacePicture | None = None
        self._before: SurfacePicture | None = None
        self._problem = ""
        self._probe: tuple[float, ...] | None = None
        self._sizes: tuple[int, ...] = ()
        self._living = LivingWeights()
        self._run_id = 0
        self._left: LeftRuns[tuple[int, int, float | None]] = LeftRuns()
        self._moments.changed.connect(self._on_moments_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.stepping.options_changed.connect(self._on_options_changed)

    @property
    def path(self) -> RunPath:
        """The way of the run."""
        return self._path

    @property
    def racing(self) -> Racing:
        """The races whose paths are drawn too."""
        return self._session.racing

    @property
    def moments(self) -> Moments:
        """Moments of the run that a line may lead between."""
        return self._moments

    @property
    def picking(self) -> AxisPicking:
        """Whether clicks in the network choose the axes."""
        return self._picking

    @property
    def plane(self) -> Plane:
        """What was chosen; axes that were not have -1."""
        return self._plane

    @property
    def is_log(self) -> bool:
        """Whether heights and colours go by the logarithm of the loss.

        Where nothing was chosen they do not for the parabola and the bowl of hand-out 003: over one parameter, and of
        networks without a hidden layer.
        """
        if self._scale:
            return self._scale == "log"
        return self._plane.kind not in LINES and len(self._sizes) != 2

    @property
    def scale(self) -> str:
        """The scale that was chosen, "log" or "linear"; "" where none was."""
        return self._scale

    @property
    def cap(self) -> float:
        """Share of the range of losses that has colours and heights of its own; what is higher is cut off."""
        return self._cap

    @property
    def shown(self) -> str:
        """What the heights are: "total", "loss" or "penalty"."""
        return self._shown

    @property
    def is_active(self) -> bool:
        """Whether anybody looks."""
        return self._is_active

    @property
    def is_late(self) -> bool:
        """Whether no picture has come yet since somebody looks, and one will."""
        return self._picture is self._before and not self._problem and self.request() is not None

    @property
    def picture(self) -> SurfacePicture | None:
        """What was last computed, or None."""
        return self._picture

    @property
    def problem(self) -> str:
        """Why there is nothing to show, in a sentence; "" where there is."""
        return self._problem

    @property
    def probe(self) -> tuple[float, ...] | None:
        """Coordinates that the pointer is at."""
        return self._probe

    # What views ask for.

    @Slot(bool)
    def set_active(self, active: bool) -> None:
        """Say whether anybody looks."""
        if active != self._is_active:
            self._is_active = active
            self._before = self._picture
            if not active:
                self._picking.set_on(False)
                self.set_probe(None)
            self.active_changed.emit(active)

    def choose_kind(self, kind: str) -> None:
        """Show another kind of plane, as much of it as shows the path."""
        if kind in KINDS and kind != self._plane.kind:
            self._picking.set_on(self._picking.is_on and kind in PICKED)
            self._set_plane(replace(self._plane, kind=kind, half=None))

    def choose_parameter(self, axis: int, index: int) -> None:
        """Let a parameter be an axis, 0 or 1; where it is the other one already, the two change places."""
        snapshot = self._session.snapshot
        if snapshot is None or not 0 <= index < snapshot.network.parameter_count:
            return
        first, second = self.indices(snapshot.network)
        if axis == 0:
            first, second = index, first if index == second else second
        else:
            first, second = second if index == first else first, index
        kind = self._plane.kind if self._plane.kind in PICKED else "parameters"
        self._set_plane(replace(self._plane, kind=kind, first=first, second=second))

    def choose_seed(self, seed: int) -> None:
        """Draw the random directions from another seed."""
        if 0 <= seed <= MAX_SEED:
            self._set_plane(replace(self._plane, seed=seed))

    def draw_again(self) -> None:
        """Draw the random directions from the next seed."""
        self.choose_seed((self._plane.seed + 1) % MAX_SEED)

    def choose_moment(self, end: int, key: str) -> None:
        """Let a moment lie at an end of the line between two, 0 or 1; the other end's moment changes places with it."""
        start, last = self._plane.start, self._plane.end
        if end == 0:
            start, last = key, start if key == last else last
        else:
            start, last = last if key == start else start, key
        self._set_plane(replace(self._plane, kind="between", start=start, end=last))

    def mark_moment(self) -> None:
        """Mark the moment of now."""
        self._moments.mark()

    def choose_measures(self, has_measures: bool) -> None:
        """Have the three error measures computed too, or no longer."""
        self._set_plane(replace(self._plane, has_measures=has_measures))

    def choose_half(self, half: float | None) -> None:
        """Show so much of each axis to both sides; None for as much as shows the path."""
        if half is not None:
            half = min(max(half, SHORTEST), LONGEST)
        self._set_plane(replace(self._plane, half=half))

    def zoom(self, factor: float) -> None:
        """Show `factor` times as much."""
        if self._picture is not None:
            self.choose_half((self._plane.half or self._picture.half) * factor)

    def choose_follows(self, follows: bool) -> None:
        """Follow the current point, or stay."""
        self._set_plane(replace(self._plane, follows=follows))

    def choose_part(self, part: str) -> None:
        """Show the loss on another part of the data."""
        if part in PARTS:
            self._set_plane(replace(self._plane, part=part))

    def choose_shown(self, shown: str) -> None:
        """Let the heights be loss and penalty together, or one of them."""
        if shown in CONTENTS and shown != self._shown:
            self._shown = shown
            if self._picture is not None:
                self._picture = self._picture.showing(shown)
                self.picture_changed.emit(self._picture)
            self.look_changed.emit()

    def set_log(self, is_log: bool) -> None:
        """Let heights and colours go by the logarithm of the loss, or by the loss."""
        self._scale = "log" if is_log else "linear"
        self._announce_scale()

    def set_cap(self, cap: float) -> None:
        """Cut what lies above a share of the range of losses."""
        cap = min(max(cap, LOWEST_CAP), 1.0)
        if cap != self._cap:
            self._cap = cap
            self.look_changed.emit()

    def set_probe(self, probe: tuple[float, ...] | None) -> None:
        """Say where the pointer is."""
        if probe != self._probe:
            self._probe = probe
            self.probe_changed.emit(probe)

    def take(self, *coordinates: float) -> None:
        """Give the network the parameters of a point of the plane; training goes on from there. One step of undo."""
        picture, snapshot = self._picture, self._session.snapshot
        if picture is None or snapshot is None or not self._is_current(snapshot):
            self._session.post(STILL_MADE)
            return
        if len(coordinates) != picture.axes.count or not self._is_current(picture.snapshot):
            self._session.post(_STILL_DRAWN)
            return
        network = snapshot.network
        wanted = picture.axes.parameters_at(*coordinates).astype(network.parameters.dtype)
        changed = np.flatnonzero(wanted != network.parameters)
        if not changed.size or not np.isfinite(wanted).all():
            return
        before, after = network.parameters[changed].tolist(), wanted[changed].tolist()
        text = "take weights from the loss surface"
        command = ChangeParameters(self._session, tuple(changed.tolist()), tuple(before), tuple(after), text)
        self._session.undo_stack.push(command)

    # What whoever computes asks and brings.

    def indices(self, network: mlp.Network) -> tuple[int, int]:
        """Return the parameters of both axes: those chosen, else the first unit's weights of inputs that vary."""
        one, two = self._living.pair(network, self._session.snapshot)
        first = self._plane.first if 0 <= self._plane.first < network.parameter_count else one
        second = self._plane.second
        if not 0 <= second < network.parameter_count or second == first:
            second = next(other for other in (two, network.bias_index(0, 0), one) if other != first)
        return first, second

    def request(self) -> SurfaceRequest | None:
        """Return what is to be computed now; None where nobody looks or there is no run yet."""
        snapshot = self._session.snapshot
        if not self._is_active or snapshot is None or not self._is_current(snapshot):
            return None
        first, second = self.indices(snapshot.network)
        plane = replace(self._plane, first=first, second=second)
        before = self._picture
        path = self._path.until(snapshot.step)
        trails = self._session.racing.trails(snapshot)
        ends = None
        if plane.kind == "between":
            ends = self._moments.find(plane.start, snapshot), self._moments.find(plane.end, snapshot)
        if before is None or before.plane.axes_key != plane.axes_key or before.snapshot.run_id != snapshot.run_id:
            return SurfaceRequest(self._number, snapshot, plane, path, ends, trails=trails)
        shown = before.axes, before.centre, before.half
        return SurfaceRequest(self._number, snapshot, plane, path, ends, *shown, trails)

    def receive_picture(self, picture: SurfacePicture) -> None:
        """Show a newer picture; one of another run or another plane is dropped."""
        if self._expects(picture.request):
            self._session.notices.withdraw(Cause.MAKING)
            self._problem = ""
            self._picture = picture.showing(self._shown)
            self.picture_changed.emit(self._picture)

    def receive_problem(self, request: SurfaceRequest, problem: str) -> None:
        """Say why a picture could not be made."""
        if self._expects(request) and (problem != self._problem or self._picture is not None):
            self._problem, self._picture = problem, None
            self.set_probe(None)
            self.picture_changed.emit(None)

    def _expects(self, request: SurfaceRequest) -> bool:
        return self._is_active and request.number == self._number and self._is_current(request.snapshot)

    def _is_current(self, snapshot: Snapshot) -> bool:
        return snapshot.run_id == self._session.run_id

    def _set_plane(self, plane: Plane) -> None:
        if plane != self._plane:
            if plane.axes_key != self._plane.axes_key:
                self.set_probe(None)
            self._plane = plane
            self._number += 1
            self.plane_changed.emit(plane)
            self._announce_scale()

    def _announce_scale(self) -> None:
        if self.is_log != self._was_log:
            self._was_log = self.is_log
            self.look_changed.emit()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        """Let go of axes that another network does not have; a run that undo leads back to has its own again."""
        chosen: tuple[int, int, float | None] = (-1, -1, None)
        if snapshot.run_id != self._run_id:
            self._left.leave(self._run_id, (self._plane.first, self._plane.second, self._plane.half))
            self._run_id = snapshot.run_id
            chosen = self._left.take_back(self._run_id, chosen)
        if snapshot.network.sizes != self._sizes:
            is_first, self._sizes = not self._sizes, snapshot.network.sizes
            if not is_first:
                self._set_plane(replace(self._plane, first=chosen[0], second=chosen[1], half=chosen[2]))
            self._announce_scale()

    @Slot(str)
    def _on_options_changed(self, _name: str) -> None:
        self._set_plane(replace(self._plane, notation=self._session.stepping.notation))

    @Slot()
    def _on_moments_changed(self) -> None:
        """Let go of marked moments that are gone."""
        keys = (START, NOW, *(moment.key for moment in self._moments.marked))
        start, end = self._plane.start, self._plane.end
        if start not in keys or end not in keys:
            self._set_plane(replace(self._plane, start=START, end=NOW))
