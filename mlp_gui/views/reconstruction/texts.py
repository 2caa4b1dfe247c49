"""What is said of a compression: a sample, a place of the bottleneck, and what all of it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_gui.look.numbers import compact, fixed

if TYPE_CHECKING:
    from mlp_gui.state.reconstruction import ReconstructionPicture

PARTS: Final = {"test": "test samples", "train": "training samples"}


def sample_name(picture: ReconstructionPicture, sample: int) -> str:
    """Return "#12", of a table its row in the file, with the group where one is known: "#12, 3"."""
    dataset = picture.snapshot.dataset
    name = dataset.group_names[int(dataset.groups[sample])] if dataset.groups.size else ""
    mark = dataset.sample_names.mark(sample)
    return f"{mark}, {name}" if name else mark


def error_text(error: float) -> str:
    """Return how far a sample is off, in few letters."""
    return compact(error, 2)


def place_text(picture: ReconstructionPicture, names: tuple[str, str], place: tuple[float, float]) -> str:
    """Return where a place of the plane lies: "ℎ₁ 0.41, ℎ₂ −1.2"."""
    count = 1 if picture.n_units == 1 else 2
    return ", ".join(f"{name} {compact(value, 2)}" for name, value in list(zip(names, place, strict=True))[:count])


def caption(picture: ReconstructionPicture) -> str:
    """Return in a line how much of the samples' variance comes back, and what the plane shows of it."""
    part = PARTS[picture.part]
    told = f"{fixed(100.0 * picture.kept, 1)} % of the variance of the {part} comes back."
    if picture.kept < 0.0:
        told = f"What comes back of the {part} is further off than their mean would be."
    seen = ""
    if picture.n_units > 2 and picture.units is None:
        first, second = (f"{100.0 * share:.0f} %" for share in picture.plane.shares)
        seen = f" The plane shows {first} and {second} of the codes' variance."
    return told + seen
