"""The services behind the regions: each keeps one picture up to date beside the training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mlp_gui.training.assessment_picture import compute_assessment
from mlp_gui.training.collapse_picture import compute_collapse
from mlp_gui.training.health_picture import HealthComputer
from mlp_gui.training.hidden_picture import compute_hidden
from mlp_gui.training.images_picture import compute_images
from mlp_gui.training.picture_service import PictureService
from mlp_gui.training.reconstruction_picture import compute_reconstruction
from mlp_gui.training.slice_field import compute_slice
from mlp_gui.training.unit_curves import compute_lines

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.training.gate import Gate
    from mlp_gui.training.picture_service import Compute, PictureOwner


class RegionServices(QObject):
    """Makes and ends them.

    Parameters
    ----------
    session : Session
        Whose regions they are.
    gate : Gate
        Where they stand aside while the window paints.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, session: Session, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        regions = session.regions
        wanted: tuple[tuple[PictureOwner, Compute, str], ...] = (
            (regions.plane, compute_slice, "The decision region"),
            (regions.lines, compute_lines, "The units' lines"),
            (regions.hidden_space, compute_hidden, "The hidden space"),
            (regions.collapse, compute_collapse, "The linear collapse"),
            (regions.assessed, compute_assessment, "The evaluation"),
            (session.images, compute_images, "The pictures"),
            (session.reconstruction, compute_reconstruction, "The reconstruction"),
            (session.health, HealthComputer(), "The health of the training"),
        )
        self._services = tuple(PictureService(session, *each, gate, self) for each in wanted)

    @property
    def is_idle(self) -> bool:
        """Whether all is computed that is wanted."""
        return all(service.is_idle for service in self._services)

    def shutdown(self) -> None:
        """Give up what is being computed and take no more."""
        for service in self._services:
            service.shutdown()
