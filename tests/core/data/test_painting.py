"""Painted points: added, taken away, moved, and which part they are in."""

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp

MOONS = mlp.DataConfig(name="moons", n_samples=40, train_share=0.5, validation_share=0.2)


def painted(painting: mlp.Painting, data: mlp.DataConfig = MOONS) -> mlp.Dataset:
    """Return the dataset with a painting."""
    return mlp.load_dataset(replace(data, painted=painting))


def test_added_points_train_and_come_last() -> None:
    """Two points are added: they are the last rows, of their classes, and in the training part."""
    dataset = painted(mlp.Painting(added=((0.5, -1.0, 1.0), (2.0, 3.0, 0.0))))
    plain = mlp.load_dataset(MOONS)
    assert dataset.n_points == 42
    assert dataset.points[-2:].tolist() == [[0.5, -1.0], [2.0, 3.0]]
    assert dataset.labels[-2:].tolist() == [1, 0]
    assert {40, 41} <= set(dataset.train.tolist())
    assert dataset.test.tolist() == plain.test.tolist()


def test_rows_of_what_is_painted_find_their_points() -> None:
    """Random rows are taken away and moved, again and again: each time exactly those points are gone or moved."""
    rng = np.random.default_rng(3)
    painting = mlp.Painting(added=tuple((float(x), 0.0, 1.0) for x in range(6)))
    for _ in range(12):
        before = painted(painting)
        moved = int(rng.integers(before.n_points))
        painting = painting.with_moved(moved, (9.0, float(moved)), before.n_points)
        assert painted(painting).points[moved].tolist() == [9.0, float(moved)]
        assert painted(painting).labels[moved] == before.labels[moved]
        before = painted(painting)
        gone = {int(row) for row in rng.integers(before.n_points, size=2)}
        painting = painting.without_rows(gone, before.n_points)
        left = [row for row in range(before.n_points) if row not in gone]
        assert np.array_equal(painted(painting).points, before.points[left])
        assert np.array_equal(painted(painting).labels, before.labels[left])


def test_other_points_stay_in_their_part() -> None:
    """A test point is taken away: the other points are in the parts that they were in."""
    plain = mlp.load_dataset(MOONS)
    gone = int(plain.test[0])
    dataset = painted(mlp.Painting().without_rows([gone], plain.n_points))
    for part in ("train", "validation", "test"):
        rows = [row for row in getattr(plain, part) if row != gone]
        assert np.array_equal(dataset.points[getattr(dataset, part)], plain.points[rows])


def test_from_scratch_leaves_what_was_painted() -> None:
    """Nothing of the drawn points is left, and the last point of a class may go: the network keeps its output."""
    dataset = painted(mlp.Painting(added=((1.0, 1.0, 0.0),), from_scratch=True))
    assert dataset.points.tolist() == [[1.0, 1.0]]
    assert dataset.n_classes == 2
    assert dataset.test.size == dataset.validation.size == 0


def test_values_are_painted_too() -> None:
    """On a line the height of a point is its value; moving one may change it."""
    sine = mlp.DataConfig(name="sine", n_samples=20, features=("x1",))
    dataset = painted(mlp.Painting(added=((0.5, 0.25),)).with_moved(3, (1.0, -1.0), 21), sine)
    assert dataset.points[-1].tolist() == [0.5]
    assert dataset.values[-1].tolist() == [0.25]
    assert (dataset.points[3, 0], dataset.values[3, 0]) == (1.0, -1.0)


def test_normalisation_follows_the_training_part() -> None:
    """A painted point far away takes part in the mean that the inputs are shifted by."""
    data = replace(MOONS, normalisation="z_score")
    dataset = painted(mlp.Painting(added=((60.0, 60.0, 1.0),)), data)
    assert np.allclose(dataset.inputs[dataset.train].mean(axis=0), 0.0)


@pytest.mark.parametrize(
    ("painting", "message"),
    [
        (mlp.Painting(from_scratch=True), "No training point"),
        (mlp.Painting(added=((0.0, 0.0, 2.0),)), "class that there is not"),
        (mlp.Painting(added=((0.0, 1.0),)), "3 numbers"),
        (mlp.Painting(added=((0.0, float("nan"), 1.0),)), "not finite"),
        (mlp.Painting(added=((0.0, 0.0, 1.0),) * (mlp.MOST_PAINTED + 1)), "at most"),
    ],
)
def test_what_cannot_be_learned_is_refused(painting: mlp.Painting, message: str) -> None:
    """No training point, unknown classes, and numbers that are none: each is refused in words."""
    with pytest.raises(mlp.MlpError, match=message):
        painted(painting)


def test_paintings_make_experiments_comparable() -> None:
    """Two experiments with the same painting are the same one, and have the same hash."""
    one, other = (replace(MOONS, painted=mlp.Painting(added=((0.0, 1.0, 1.0),))) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert one != MOONS
