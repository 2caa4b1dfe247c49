"""The plane that is shown of data with more than two inputs: which two run, and where the others are held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal, Slot

import mlp_core as mlp
from mlp_gui.look.numbers import compact
from mlp_gui.state.watched_picture import MomentRequest, WatchedPicture

if TYPE_CHECKING:
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

Range = tuple[float, float]

MOST_TOLD = 3
"""Values of held inputs that are told; of more the number."""


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """A plane through the space of the inputs.

    Attributes
    ----------
    axes : (int, int)
        The inputs that run, across and up.
    held : ndarray, shape (n_coordinates,), float64
        Where the others stay.
    sample : int
        Row of the dataset whose values these are; -1 for the mean of the training points.
    ranges : (Range, Range)
        What is drawn of both.
    titles : tuple of str
        Where the others are held, in words: the longest first, for less room the later ones; each says where.
    """

    axes: tuple[int, int]
    held: np.ndarray
    sample: int
    ranges: tuple[Range, Range]
    titles: tuple[str, ...]

    @property
    def title(self) -> str:
        """All of it."""
        return self.titles[0]

    def through(self, input_map: mlp.InputMap) -> mlp.PlaneSlice:
        """Return what turns places in the plane into network inputs."""
        return mlp.PlaneSlice(input_map, self.axes, self.held)


@dataclass(frozen=True, slots=True)
class SliceRequest(MomentRequest):
    """What the answers over the plane are computed from.

    Attributes
    ----------
    shown : Slice
        The plane.
    """

    shown: Slice


@dataclass(frozen=True, slots=True, eq=False)
class SliceField:
    """What the network answers over the plane.

    Attributes
    ----------
    request : SliceRequest
        What it was computed from.
    grid : mlp_core.DecisionGrid
        The outputs.
    """

    request: SliceRequest
    grid: mlp.DecisionGrid

    @property
    def run_id(self) -> int:
        """The run whose network answers."""
        return self.request.snapshot.run_id


class ShownPlane(WatchedPicture[SliceRequest, SliceField]):
    """Owner of the plane that is shown; data with one or two inputs have none to choose.

    Parameters
    ----------
    session : Session
        Gives data and cursor; also the owner.

    Signals
    -------
    plane_changed
        Another plane is shown.
    """

    plane_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen: tuple[str, str] | None = None  # of data with both of these inputs
        self._holds_sample = False
        self._sample = -1
        self._sample_point: np.ndarray | None = None  # what it is: the same row of other data is another sample
        self._slice: tuple[mlp.Dataset, Slice] | None = None
        session.cursor.selected_changed.connect(self._on_selected_changed)

    @property
    def holds_sample(self) -> bool:
        """Whether the others are held at the selected sample instead of their mean."""
        return self._holds_sample

    @property
    def chosen(self) -> tuple[str, str] | None:
        """Names of the inputs that were chosen to run, across and up; None where none were."""
        return self._chosen

    def choose(self, across: str, up: str) -> None:
        """Let two inputs run of data that have both, now or later."""
        if across != up and (across, up) != self._chosen:
            self._chosen = across, up
            self._renew()

    def slice_of(self, dataset: mlp.Dataset) -> Slice | None:
        """Return the plane that is shown of a dataset; None where it has no more than two inputs."""
        count = dataset.n_coordinates
        if count <= 2:
            return None
        if self._slice is None or self._slice[0] is not dataset:
            self._slice = dataset, self._make(dataset)
        return self._slice[1]

    def set_axis(self, number: int, coordinate: int) -> None:
        """Let another input run: across (0) or up (1); the two change places where it is the other one."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.dataset.n_coordinates <= coordinate:
            return
        axes = list(self._axes_of(snapshot.dataset))
        if axes[number] == coordinate:
            return
        if axes[1 - number] == coordinate:
            axes[1 - number] = axes[number]
        axes[number] = coordinate
        names = snapshot.dataset.point_names
        self.choose(names[axes[0]], names[axes[1]])

    def set_holds_sample(self, holds_sample: bool) -> None:
        """Hold the others at the selected sample, or at their mean."""
        if holds_sample != self._holds_sample:
            self._holds_sample = holds_sample
            self._renew()

    def _request_of(self, snapshot: Snapshot) -> SliceRequest | None:
        shown = self.slice_of(snapshot.dataset)
        return None if shown is None else SliceRequest(snapshot, shown)

    def _is_fitting(self, field: SliceField) -> bool:
        return self._slice is not None and field.request.shown is self._slice[1]

    def _axes_of(self, dataset: mlp.Dataset) -> tuple[int, int]:
        """Return the inputs that run, across and up: those that were chosen, else those that tell most."""
        names = dataset.point_names
        if self._chosen is not None and names.count(self._chosen[0]) == names.count(self._chosen[1]) == 1:
            return names.index(self._chosen[0]), names.index(self._chosen[1])
        if self._slice is not None and self._slice[0].point_names == names:
            return self._slice[1].axes
        return mlp.telling_axes(dataset)

    def _make(self, dataset: mlp.Dataset) -> Slice:
        axes = self._axes_of(dataset)
        sample = self._sample if self._holds_sample and self._has_sample(dataset) else -1
        held = dataset.centre if sample < 0 else dataset.points[sample]
        names = [name for index, name in enumerate(dataset.point_names) if index not in axes]
        others = [float(value) for index, value in enumerate(held) if index not in axes]
        where = "their mean" if sample < 0 else dataset.sample_names.title(sample)
        counted = f"{len(names)} other input{'s' if len(names) > 1 else ''} held at {where}"
        titles = [counted, "others at the mean" if sample < 0 else f"others at {where}"]
        if len(names) <= MOST_TOLD:
            values = ", ".join(f"{name} = {compact(value)}" for name, value in zip(names, others, strict=True))
            titles.insert(0, f"held at {where}: {values}")
        return Slice(axes, held, sample, mlp.plane_ranges(dataset.extent, axes), tuple(titles))

    def _has_sample(self, dataset: mlp.Dataset) -> bool:
        """Tell whether the sample that was selected last is one of a dataset."""
        point = self._sample_point
        if point is None or not 0 <= self._sample < dataset.n_points or len(point) != dataset.n_coordinates:
            return False
        return bool((dataset.points[self._sample] == point).all())

    def _renew(self) -> None:
        self._slice = None
        self._picture = None
        self.plane_changed.emit()
        self.wanted_changed.emit()

    @Slot(object)
    def _on_selected_changed(self, mark: Mark | None) -> None:
        """Hold the others at the sample that is selected now; without one they stay where they are."""
        if mark is None or mark.kind != "sample":
            return
        snapshot = self._session.snapshot
        if snapshot is not None and mark.sample == self._sample and self._has_sample(snapshot.dataset):
            return
        self._sample, self._sample_point = mark.sample, None
        if snapshot is not None and mark.sample < snapshot.dataset.n_points:
            self._sample_point = np.array(snapshot.dataset.points[mark.sample])
        if self._holds_sample:
            self._renew()
