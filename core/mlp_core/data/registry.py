"""The datasets by name, each with what a menu, a form and a plot need to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_core.data import bundled
from mlp_core.data.dataset import CLASSIFICATION, REGRESSION, numbered_names
from mlp_core.data.features import offered_features
from mlp_core.data.generators import clouds, curves, gates, lines, planes

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from mlp_core.data.dataset import Range
    from mlp_core.data.features import Feature
    from mlp_core.data.generators.clean import CleanPoints
    from mlp_core.experiment import DataConfig

_CLOUD_DOMAIN = ((-6.0, 6.0), (-6.0, 6.0))
_CLOUD_SIZES = (20, 2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetKind:
    """One family of points: drawn in any size, noise and seed, or rows of a table, of which a share is taken.

    Attributes
    ----------
    name, title, summary : str
        Key in `DATASETS`, menu text and tool-tip.
    generate : callable (n_points, rng) -> CleanPoints
        Draws the points without noise.
    task : str
        "classification", "regression" or "compression".
    n_classes : int
        0 unless classes are learned.
    n_inputs : int
        Raw coordinates: 1 or 2 of points that are drawn, any number of a table.
    domain : ((float, float), (float, float))
        As in `Dataset.domain`.
    sizes : (int, int)
        Fewest and most points.
    size_step : int
        The number of points is a multiple of this: the corners of a gate.
    noise_range : (float, float)
        Least and largest noise.
    noise_moves_values : bool
        Whether noise moves a point's value instead of its coordinates: so with one coordinate, where the value
        is the point's height.
    default_size, default_noise, default_train_share, default_normalisation
        The `DataConfig` to start from.
    point_names : tuple of str
        Names of the raw coordinates; "x1", "x2" where left out.
    class_names : tuple of str
        Names of the classes; "class 0", "class 1" where left out.
    missing : str
        What fills gaps: "mean" or "median" of the training part; "drop" where there are none.
    one_hot : tuple of (int, int)
        Coordinates from the first up to the second (left out) are the categories of one column.
    normalises_values : bool
        Whether the values of a regression are normalised as the inputs are: those of a table come in units of
        their own, and a price of a million would take a network forever to reach.
    n_values : int
        Values that are learned where no classes are: for compression as many as inputs are read.
    """

    name: str
    title: str
    summary: str
    generate: Callable[[int, np.random.Generator], CleanPoints]
    task: str = CLASSIFICATION
    n_classes: int = 2
    n_inputs: int = 2
    domain: tuple[Range, Range] = _CLOUD_DOMAIN
    sizes: tuple[int, int] = _CLOUD_SIZES
    size_step: int = 1
    noise_range: tuple[float, float] = (0.0, 1.5)
    noise_moves_values: bool = False
    default_size: int = 300
    default_noise: float = 0.2
    default_train_share: float = 0.7
    default_normalisation: str = "none"
    point_names: tuple[str, ...] = ()
    class_names: tuple[str, ...] = ()
    missing: str = "drop"
    one_hot: tuple[tuple[int, int], ...] = ()
    normalises_values: bool = False
    n_values: int = 1

    def __post_init__(self) -> None:
        if not self.point_names:
            object.__setattr__(self, "point_names", numbered_names(self.n_inputs))
        if not self.class_names:
            object.__setattr__(self, "class_names", tuple(f"class {index}" for index in range(self.n_classes)))

    @property
    def features(self) -> dict[str, Feature]:
        """What a network can be given to read of a point, by name."""
        return offered_features(self.point_names)

    @property
    def n_outputs(self) -> int:
        """Outputs of a network for these data: one per class for more than two classes, else one per value."""
        return self.n_classes if self.n_classes > 2 else self.n_values

    @property
    def defaults(self) -> DataConfig:
        """Sensible settings to start with this dataset."""
        # An experiment is built from data, so the data cannot import it any earlier.
        from mlp_core.experiment import DataConfig

        return DataConfig(
            name=self.name,
            n_samples=self.default_size,
            noise=self.default_noise,
            train_share=self.default_train_share,
            features=numbered_names(self.n_inputs),
            normalisation=self.default_normalisation,
        )

    def rounded_size(self, n_samples: int) -> int:
        """Return the multiple of `size_step` next to `n_samples`."""
        return max(round(n_samples / self.size_step), 1) * self.size_step


def _gate(
    name: str, title: str, summary: str, generate: Callable[[int, np.random.Generator], CleanPoints], n_inputs: int = 2
) -> DatasetKind:
    corners = 2**n_inputs
    return DatasetKind(
        name=name,
        title=title,
        summary=summary,
        generate=generate,
        n_inputs=n_inputs,
        domain=((-0.6, 1.6), (-0.6, 1.6)),
        sizes=(corners, 400),
        size_step=corners,
        noise_range=(0.0, 0.4),
        default_size=corners,
        default_noise=0.0,
        default_train_share=1.0,
    )


def _line(
    name: str,
    title: str,
    summary: str,
    generate: Callable[[int, np.random.Generator], CleanPoints],
    domain: tuple[Range, Range],
) -> DatasetKind:
    return DatasetKind(
        name=name,
        title=title,
        summary=summary,
        generate=generate,
        task=REGRESSION,
        n_classes=0,
        n_inputs=1,
        domain=domain,
        noise_range=(0.0, 0.5),
        noise_moves_values=True,
        default_size=120,
        default_noise=0.05,
    )


def _measured(
    name: str,
    title: str,
    summary: str,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    size: int,
    normalisation: str = "z_score",
) -> DatasetKind:
    """Return bundled data; `names` are those of the coordinates, and of the classes where these are to be told."""
    point_names, class_names = names
    return DatasetKind(
        name=name,
        title=title,
        summary=summary,
        generate=bundled.bundled(name),
        task=CLASSIFICATION if class_names else REGRESSION,
        n_classes=len(class_names),
        n_inputs=len(point_names),
        sizes=(20, size),
        noise_range=(0.0, 0.0),
        default_size=size,
        default_noise=0.0,
        default_normalisation=normalisation,
        point_names=point_names,
        class_names=class_names,
        normalises_values=not class_names,
    )


_ALL = (
    _gate("and", "AND", "Four corners; class 1 where both inputs are 1.", gates.and_gate),
    _gate("or", "OR", "Four corners; class 1 where any input is 1.", gates.or_gate),
    _gate("nand", "NAND", "Four corners; class 0 only where both inputs are 1.", gates.nand_gate),
    _gate("not", "NOT", "Two points on a line; class 1 where the input is 0.", gates.not_gate, n_inputs=1),
    _gate("xor", "XOR", "Four corners; class 1 where the inputs differ: no single line parts them.", gates.xor_gate),
    DatasetKind(
        name="gaussian",
        title="Two Gaussians",
        summary="Two round heaps that one line can part.",
        generate=clouds.gaussian,
    ),
    DatasetKind(
        name="circle",
        title="Circle",
        summary="A disc of one class inside a ring of the other.",
        generate=clouds.circle,
    ),
    DatasetKind(
        name="xor_clouds",
        title="XOR clouds",
        summary="Four squares; class 1 where the signs of x1 and x2 differ.",
        generate=clouds.xor_clouds,
        default_noise=0.1,
    ),
    DatasetKind(
        name="spiral",
        title="Spiral, two arms",
        summary="Two arms winding around each other: the hardest of the classics.",
        generate=curves.spiral_2,
        noise_range=(0.0, 1.0),
        default_size=400,
        default_noise=0.15,
    ),
    DatasetKind(
        name="spiral3",
        title="Spiral, three arms",
        summary="Three arms winding around each other, one class each.",
        generate=curves.spiral_3,
        n_classes=3,
        noise_range=(0.0, 1.0),
        default_size=450,
        default_noise=0.15,
    ),
    DatasetKind(
        name="moons",
        title="Moons",
        summary="Two half circles that reach into each other.",
        generate=curves.moons,
        default_noise=0.25,
    ),
    DatasetKind(
        name="blobs",
        title="Three blobs",
        summary="Three round heaps, one class each.",
        generate=clouds.blobs_3,
        n_classes=3,
    ),
    DatasetKind(
        name="blobs4",
        title="Four blobs",
        summary="Four round heaps, one class each.",
        generate=clouds.blobs_4,
        n_classes=4,
    ),
    DatasetKind(
        name="blobs5",
        title="Five blobs",
        summary="Five round heaps, one class each.",
        generate=clouds.blobs_5,
        n_classes=5,
    ),
    DatasetKind(
        name="plane",
        title="Plane",
        summary="Values that rise evenly along the diagonal.",
        generate=planes.plane,
        task=REGRESSION,
        n_classes=0,
    ),
    DatasetKind(
        name="multi_gaussian",
        title="Hills and hollows",
        summary="Three Gaussian hills and three hollows in two rows.",
        generate=planes.multi_gaussian,
        task=REGRESSION,
        n_classes=0,
        default_size=500,
        default_noise=0.1,
    ),
    _line("sine", "Sine", "The sine of x1, nearly two periods of it.", lines.sine, ((-6.6, 6.6), (-1.5, 1.5))),
    _line("step", "Step", "0 left of the origin, 1 right of it.", lines.step, ((-2.2, 2.2), (-0.5, 1.5))),
    _line("parabola", "Parabola", "The square of x1.", lines.parabola, ((-2.2, 2.2), (-0.8, 4.8))),
    _line("absolute", "Absolute value", "|x1|: two lines and a kink.", lines.absolute, ((-2.2, 2.2), (-0.5, 2.6))),
    DatasetKind(
        name="proportional",
        title="Straight line",
        summary="y = x1, evenly on both sides of 0: for the smallest perceptron.",
        generate=lines.proportional,
        task=REGRESSION,
        n_classes=0,
        n_inputs=1,
        domain=((-2.4, 2.4), (-2.4, 2.4)),
        sizes=(2, 400),
        noise_range=(0.0, 0.5),
        noise_moves_values=True,
        default_size=5,
        default_noise=0.0,
        default_train_share=1.0,
    ),
    _measured(
        "iris",
        "Iris flowers",
        "150 flowers of three species, told apart by four lengths of their leaves in cm.",
        (bundled.IRIS_NAMES, bundled.IRIS_CLASSES),
        150,
    ),
    _measured(
        "wine",
        "Wines",
        "178 wines of three cultivars, told apart by thirteen chemical measurements.",
        (bundled.WINE_NAMES, bundled.WINE_CLASSES),
        178,
    ),
    _measured(
        "housing",
        "House prices",
        "546 houses sold in Windsor, Canada, in 1987: what each cost, by eleven properties.",
        (bundled.HOUSE_NAMES, ()),
        546,
    ),
    _measured(
        "digits",
        "Handwritten digits",
        "1797 digits that 13 people wrote, each a picture of 8 by 8 points.",
        (bundled.DIGIT_NAMES, bundled.DIGIT_CLASSES),
        1797,
        normalisation="min_max",
    ),
)

DATASETS: dict[str, DatasetKind] = {kind.name: kind for kind in _ALL}
"""The datasets, in the order in which they are shown."""
