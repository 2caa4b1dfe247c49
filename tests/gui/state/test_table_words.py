"""The sentences of a table's preview say what becomes of its rows and of its gaps."""

from __future__ import annotations

from dataclasses import replace

import mlp_core as mlp
from mlp_gui.state.table_import import with_table
from mlp_gui.state.table_words import proposal, used_rows

TABLE = "colour,size,grade\nred,1,3\n,2,4\nblue,,5\nred,4,6\n"


def said_of(text: str, **fields: str) -> str:
    """Return what is said of the rows of a table, with these fields of its choice."""
    table = mlp.read_table_text(text)
    data = mlp.TableData(table, replace(mlp.TableChoice.proposed(table), **fields))
    return used_rows(data, with_table(mlp.Experiment(), data))


def test_rows_are_told_in_one_way() -> None:
    """However few there are, all of them are all."""
    assert said_of("a,b\n1,2\n3,4\n") == "All 2 rows can be used."
    assert said_of("a,b\n1,2\n3,4\n5,7\n") == "All 3 rows can be used."


def test_gaps_are_said_to_be_filled() -> None:
    """A mean is none of categories: what they get is said, and in which columns."""
    said = said_of(TABLE, missing="median", target="grade", task="regression")
    assert said == (
        "All 4 rows can be used. Gaps are filled in size with the median, "
        "in colour with the most frequent category of the training part."
    )
    said = said_of(TABLE, missing="drop", target="grade", task="regression")
    assert said == "2 of 4 rows can be used; 2 with gaps are left out."


def test_a_table_is_trained_as_proposed() -> None:
    """Whatever an example had; what is proposed is said, and another choice of the same table keeps what was set."""
    table = mlp.read_table_text(
        "a,b,c,y\n" + "".join(f"{row * 7 % 11},{row % 3},{row % 5},{row / 7}\n" for row in range(60))
    )
    data = mlp.TableData(
        table, replace(mlp.TableChoice.proposed(table), inputs=("a", "b", "c"), target="y", task="regression")
    )
    for example in ("xor", "hand_xor_steps", "and_perceptron"):
        experiment = with_table(mlp.EXAMPLES[example], data)
        training, network = experiment.training, experiment.network
        assert (training.optimizer, training.learning_rate) == ("adam", 0.01)
        assert (network.hidden_sizes, network.hidden_activations) == ((8,), ("tanh",))
        assert "Adam at 0.01" in proposal(data, experiment)
        assert proposal(data, experiment).endswith("through a hidden layer of 8 units.")
        own = experiment.with_training(optimizer="momentum", learning_rate=0.05).with_network(
            hidden_sizes=(3,), hidden_activations=("relu",)
        )
        other = mlp.TableData(table, replace(data.choice, inputs=("a", "b")))
        changed = with_table(own, other)
        assert changed.training == own.training
        assert changed.network.hidden_sizes == (3,)


def test_classes_are_learned_with_slopes() -> None:
    """Steps and signs of a hand-out have none for Adam to follow."""
    table = mlp.read_table_text(
        "a,b,kind\n" + "".join(f"{row * 7 % 11},{row % 3},{'xyz'[row % 2]}\n" for row in range(60))
    )
    data = mlp.TableData(table, mlp.TableChoice.proposed(table))
    for example in ("hand_xor_steps", "and_perceptron"):
        experiment = with_table(mlp.EXAMPLES[example], data)
        assert experiment.network.output_activation == "sigmoid"
        assert experiment.training.loss == "binary_cross_entropy"
        assert not {"step", "sign"} & {*experiment.network.hidden_activations}
    assert with_table(mlp.EXAMPLES["circle"].with_training(learning_rate=0.002), data).training.learning_rate == 0.002
