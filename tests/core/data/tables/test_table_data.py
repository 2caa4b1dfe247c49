"""A table with a choice: what the network is given, filled and normalised by the training part alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp

FLOWERS = "length;width;species\n" + "".join(
    f"{1.0 + 0.1 * row:.1f};{3.0 - 0.1 * row:.1f};{('iris', 'rose', 'lily')[row % 3]}\n" for row in range(30)
).replace(".", ",")


def config(text: str, **choice: object) -> mlp.DataConfig:
    """Return the settings to learn from a text, with the proposed choice changed."""
    table = mlp.read_table_text(text)
    return mlp.table_config(mlp.TableData(table, replace(mlp.TableChoice.proposed(table), **choice)))


def test_a_table_is_an_experiment() -> None:
    """A table with classes trains: columns are the inputs, categories the classes, and both keep their names."""
    data = config(FLOWERS)
    experiment = mlp.Experiment(data=data).with_network(output_activation="softmax")
    dataset, network, trainer = experiment.with_training(loss="categorical_cross_entropy").build()
    trainer.run_epoch()
    assert dataset.class_names == ("iris", "lily", "rose")
    assert dataset.input_labels == ("length", "width")
    assert (network.n_inputs, network.n_outputs) == (2, 3)
    assert mlp.kind_of(data).n_outputs == 3
    np.testing.assert_allclose(dataset.inputs[dataset.train].mean(axis=0), 0.0, atol=1e-12)


def test_features_are_offered_of_one_or_two_columns_only() -> None:
    """Squares and products go with two columns and carry their names; with more, each column is an input."""
    two = mlp.kind_of(config(FLOWERS)).features
    assert [two[name].label for name in ("x1", "x1_squared", "x1_x2", "sin_x2")] == [
        "length", "length²", "length · width", "sin width",
    ]  # fmt: skip
    many = mlp.kind_of(config("a,b,c,y\n" + "1,2,3,4\n" * 5, task="regression")).features
    assert [feature.label for feature in many.values()] == ["a", "b", "c"]
    assert list(many) == ["x1", "x2", "x3"]


def test_equal_contents_and_choice_are_equal() -> None:
    """Experiments on the same table are the same experiment, whichever way it was read."""
    assert config(FLOWERS) == config(FLOWERS)
    assert hash(config(FLOWERS)) == hash(config(FLOWERS))
    assert config(FLOWERS) != config(FLOWERS, inputs=("width",))
    assert config(FLOWERS) != config(FLOWERS + "9,9;9,9;iris\n")


def test_categories_become_one_input_each() -> None:
    """A column of categories is read one-hot."""
    text = "size,colour,price\n" + "".join(f"{row},{('red', 'blue')[row % 2]},{row * 2.5}\n" for row in range(1, 21))
    dataset = mlp.load_dataset(config(text, inputs=("size", "colour"), target="price", task="regression"))
    assert dataset.point_names == ("size", "colour = blue", "colour = red")
    assert set(dataset.points[:, 1:].sum(axis=1)) == {1.0}


@pytest.mark.parametrize("how", ["mean", "median"])
def test_gaps_are_filled_by_the_training_part(how: str) -> None:
    """The mean and the median that fill gaps know nothing of the test part."""
    rows = [f"{value},{value % 2},{('u', 'v')[value % 2]}" for value in range(1, 41)]
    rows[4], rows[9], rows[20] = "?,1,u", "7,1,", "NA,,v"
    data = config("a,b,c\n" + "\n".join(rows), inputs=("a", "c"), target="b", task="classification", missing=how)
    dataset = mlp.load_dataset(data)
    raw = data.table.generate(40, np.random.default_rng(0)).points
    known = raw[dataset.train, 0]
    known = known[~np.isnan(known)]
    expected = known.mean() if how == "mean" else np.median(known)
    assert dataset.n_points == 39  # the row without a target is left out
    assert dataset.points[np.isnan(raw[:, 0]), 0] == pytest.approx(expected)
    assert set(dataset.points[:, 1:].sum(axis=1)) == {1.0}  # a missing category is the most frequent one


def test_dropped_rows_are_those_with_gaps() -> None:
    """Without filling, a gap in a chosen column costs its row, and one in another column does not."""
    text = "a,b,c\n1,?,0\n?,2,1\n3,4,0\n5,6,1\n"
    assert (
        mlp.load_dataset(config(text, inputs=("a",), target="c", task="classification", missing="drop")).n_points == 3
    )


def test_values_of_a_regression_are_normalised_and_come_back_in_their_units() -> None:
    """A price of a hundred thousand is learned as a z-score of the training part, and told as a price."""
    text = "size,price\n" + "".join(f"{row},{100_000 + 1500 * row}\n" for row in range(50))
    dataset = mlp.load_dataset(config(text, inputs=("size",), target="price", task="regression"))
    train = dataset.values[dataset.train]
    assert (train.mean(), train.std()) == (pytest.approx(0.0), pytest.approx(1.0))
    np.testing.assert_allclose(dataset.in_units(dataset.values)[:, 0], 100_000 + 1500 * dataset.points[:, 0])
    low, high = dataset.domain[1]
    assert low < dataset.values.min() < dataset.values.max() < high


def test_a_share_of_the_rows_is_drawn_by_the_seed() -> None:
    """Fewer points are rows of the table, other ones with another seed, and none twice."""
    data = config("a,b\n" + "".join(f"{row},{row % 2}\n" for row in range(1, 200)), task="classification")
    drawn = [mlp.load_dataset(replace(data, n_samples=50, seed=seed)).points[:, 0] for seed in (1, 2)]
    assert len(set(drawn[0])) == 50
    assert set(drawn[0]) != set(drawn[1])


@pytest.mark.parametrize(
    ("text", "choice", "words"),
    [
        ("a,b\n1,x\n2,x\n3,x\n", {"target": "b", "inputs": ("a",), "task": "classification"}, ("single class", "'b'")),
        ("a,b\n1,x\n2,y\n3,x\n", {"target": "b", "inputs": ("a",), "task": "regression"}, ("needs numbers", "'b'")),
        ("a,b\n1,1\n2,inf\n3,3\n", {"target": "b", "inputs": ("a",), "task": "regression"}, ("inf", "'b'", "line 3")),
        (
            "a,b\n1e300,1\n2,2\n3,3\n",
            {"target": "b", "inputs": ("a",), "task": "regression"},
            ("1e+300", "'a'", "line 2"),
        ),
        (
            "a,b\n1,2\n2,?\n?,3\n",
            {"target": "b", "inputs": ("a",), "task": "regression", "missing": "drop"},
            ("1 of 3 rows", "gaps"),
        ),
        ("a,b\n1,2\n2,1\n", {"target": "b", "inputs": ("c",), "task": "regression"}, ("no column 'c'",)),
        ("a,b\n1,2\n2,1\n", {"target": "b", "inputs": ("b",), "task": "regression"}, ("input and as target",)),
        ("a,b\n1,2\n2,1\n", {"target": "b", "inputs": (), "task": "regression"}, ("no column to learn from",)),
        (
            "a,b\n" + "".join(f"{row},{row}.5\n" for row in range(150)),
            {"target": "b", "inputs": ("a",), "task": "classification"},
            ("150 different values", "choose regression"),
        ),
    ],
)
def test_what_cannot_be_learned_is_said(text: str, choice: dict[str, object], words: tuple[str, ...]) -> None:
    """Every refusal names the table and the column or line."""
    with pytest.raises(mlp.DataError) as refusal:
        config(text, **choice)
    assert all(word in str(refusal.value) for word in ("Pasted table", *words)), str(refusal.value)


def test_points_are_called_by_their_rows_in_the_file() -> None:
    """Rows with gaps are left out, others are erased or painted: each that is left keeps its number in the file."""
    table = mlp.read_table_text("a,b\n1,2\n,4\n5,6\n\n7,8\n9,10\n", name="houses.csv")
    config = mlp.table_config(mlp.TableData(table, mlp.TableChoice(("a",), "b", "regression")))
    names = mlp.load_dataset(config).sample_names
    assert [names.name(sample) for sample in range(4)] == ["row 2", "row 4", "row 6", "row 7"]
    assert (names.title(1), names.mark(1)) == ("row 4 of houses.csv", "#4")
    painted = replace(config, train_share=1.0, painted=mlp.Painting(added=((1.0, 2.0),), removed=(1,)))
    names = mlp.load_dataset(painted).sample_names
    assert [names.title(sample) for sample in (0, 1, 3)] == [
        "row 2 of houses.csv",
        "row 6 of houses.csv",
        "painted point",
    ]
    assert names.mark(3) == "painted"
    plain = mlp.load_dataset(mlp.DATASETS["circle"].defaults).sample_names
    assert (plain.name(17), plain.title(17), plain.mark(17)) == ("sample 18", "sample 18", "#18")
