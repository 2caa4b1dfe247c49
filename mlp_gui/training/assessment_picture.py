"""The answers to every sample of a part, for the view that assesses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.state.assessed import AssessmentPicture

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.assessed import AssessmentRequest


def compute_assessment(request: AssessmentRequest, _cancelled: Callable[[], bool] | None = None) -> AssessmentPicture:
    """Answer every sample of a part and compare; one forward pass."""
    snapshot = request.snapshot
    loss = snapshot.experiment.training.loss
    return AssessmentPicture(snapshot, mlp.assess(snapshot.network, snapshot.dataset, request.part, loss))
