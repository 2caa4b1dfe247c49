"""What the loss surface says of racers: the plane's loss where their paths end."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlp_gui.state.session import Session


def plane_losses(session: Session) -> dict[int, float]:
    """Return the plane's loss at the end of each racer's path, by the racer's place; none where no plane is shown."""
    picture = session.surface.picture
    if picture is None or not session.surface.is_active or picture.is_line or picture.shown != "total":
        return {}
    return {each.trail.place: each.end_loss for each in picture.trails if math.isfinite(each.end_loss)}
