"""What the hidden space says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlp_gui.state.hidden_space import HiddenPicture
    from mlp_gui.state.snapshot import Snapshot

WAITING = "The hidden space appears as soon as the network is ready."
NO_HIDDEN_LAYER = (
    "This network has no hidden layer.\n\nAdd one in the network view to see how it bends the input plane."
)


def message_for(snapshot: Snapshot | None) -> str:
    """Return why there is no picture."""
    if snapshot is not None and snapshot.network.layer_count < 2:
        return NO_HIDDEN_LAYER
    return WAITING


def caption(picture: HiddenPicture, blend: float) -> str:
    """Return in a sentence what is seen."""
    n_units, layer = len(picture.plane.origin), f"Hidden {picture.layer + 1}"
    if blend <= 0.0:
        return "The inputs as they are."
    if blend < 1.0:
        return f"On the way from the inputs to {layer}."
    if picture.plane.is_exact:
        return (
            f"Each axis is the answer of one unit of {layer}." if n_units > 1 else f"The answer of {layer}'s one unit."
        )
    first, second = (f"{100.0 * share:.0f} %" for share in picture.plane.shares)
    return f"Main directions of {n_units} units: {first} and {second} of their variance."
