"""Measured data that come along: flowers, wines, houses and handwritten digits, of which a share is drawn."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_core.data.generators.clean import CleanPoints

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

IRIS_NAMES: Final = ("sepal length", "sepal width", "petal length", "petal width")
IRIS_CLASSES: Final = ("setosa", "versicolor", "virginica")
WINE_NAMES: Final = (
    "alcohol", "malic acid", "ash", "alkalinity of ash", "magnesium", "phenols", "flavonoids", "other phenols",
    "proanthocyanins", "colour intensity", "hue", "OD280/OD315", "proline",
)  # fmt: skip
WINE_CLASSES: Final = ("cultivar 1", "cultivar 2", "cultivar 3")
HOUSE_NAMES: Final = (
    "lot size", "bedrooms", "bathrooms", "storeys", "driveway", "recreation room", "full basement", "gas heating",
    "air conditioning", "garage places", "preferred area",
)  # fmt: skip
DIGIT_SIDE: Final = 8
DIGIT_NAMES: Final = tuple(f"row {row}, column {column}" for row in range(1, 9) for column in range(1, 9))
DIGIT_CLASSES: Final = tuple("0123456789")


def bundled(name: str) -> Callable[[int, np.random.Generator], CleanPoints]:
    """Return what draws rows of the bundled data `name`, as a generator of points does."""
    return partial(_draw, name)


def _draw(name: str, n_points: int, rng: np.random.Generator) -> CleanPoints:
    """Draw rows without repeating any, in the order in which they were measured; more come on top of fewer."""
    points, targets = _arrays(name)
    rows = np.sort(rng.permutation(len(points))[:n_points])
    return CleanPoints(points[rows], targets[rows])


@cache
def _arrays(name: str) -> tuple[NDArray[np.float64], NDArray[np.int64] | NDArray[np.float64]]:
    """Return the points and the class numbers or values, read once."""
    from importlib.resources import files

    with files("mlp_resources").joinpath("datasets", f"{name}.npz").open("rb") as stream:
        arrays = np.load(stream, allow_pickle=False)
        points, targets = arrays["points"].astype(np.float64), arrays["targets"]
    return points, targets.astype(np.int64 if targets.dtype == np.uint8 else np.float64)
