"""A project of one's own data holds the data: the file that they came from may be gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from tests.core.files.mutations import members_of, packed
from tests.core.files.runs import seen_of

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "length,width,colour,remark,species\n" + "".join(
    f"{1.5 + row % 7},{row % 5 if row % 9 else ''},{('red', 'green')[row % 2]},note {row},{('a', 'b', 'c')[row % 3]}\n"
    for row in range(40)
)


@pytest.fixture
def experiment() -> mlp.Experiment:
    """Return an experiment of a pasted table with a gap, a column of categories and one of text."""
    table = mlp.read_table_text(TEXT, name="flowers.csv")
    choice = mlp.TableChoice(("length", "width", "colour"), "species", "classification", "mean")
    data = mlp.table_config(mlp.TableData(table, choice))
    network = mlp.NetworkConfig(hidden_sizes=(6,), hidden_activations=("tanh",), output_activation="softmax")
    training = mlp.TrainingConfig(loss="categorical_cross_entropy", optimizer="adam", batch_size=8)
    return mlp.Experiment("Flowers", data, network, training)


def test_the_table_is_in_the_file(experiment: mlp.Experiment, tmp_path: Path) -> None:
    """Opened on another machine it trains on to the same numbers, and every column can still be chosen."""
    _, _, trainer = experiment.build()
    timeline = mlp.Timeline(trainer)
    timeline.run_steps(33)
    mlp.save_project(tmp_path / "flowers.mlp", mlp.Project.of(experiment, timeline))
    project = mlp.load_project(tmp_path / "flowers.mlp")
    assert project.experiment == experiment
    former, table = experiment.data.table.table, project.experiment.data.table.table
    assert table.notes == former.notes
    for before, after in zip(former.columns, table.columns, strict=True):
        assert np.array_equal(before.values, after.values, equal_nan=True)
        assert (before.name, before.kind, before.categories, before.n_missing, before.examples) == (
            after.name, after.kind, after.categories, after.n_missing, after.examples
        )  # fmt: skip
    again = project.resume()
    for run in (timeline, again):
        run.run_steps(50)
    assert seen_of(again) == seen_of(timeline)


def test_dates_and_said_categories_are_in_the_file(experiment: mlp.Experiment, tmp_path: Path) -> None:
    """What a column counts, and which numbers are categories, is the same after opening."""
    text = "when,code,price\n" + "".join(f"2024-01-{1 + row % 9:02},{row % 3},{row}.5 kg\n" for row in range(20))
    choice = mlp.TableChoice(("when", "code"), "price", "regression", "drop", ("code",))
    data = mlp.table_config(mlp.TableData(mlp.read_table_text(text), choice))
    network = mlp.NetworkConfig(hidden_sizes=(3,), hidden_activations=("tanh",), output_activation="identity")
    with_dates = mlp.Experiment("Dates", data, network, mlp.TrainingConfig(loss="squared_error"))
    path = tmp_path / "dates.mlp"
    mlp.save_project(path, mlp.Project.of(with_dates, mlp.Timeline(with_dates.build()[2])))
    again = mlp.load_project(path).experiment
    assert again == with_dates
    assert again.data.table.table.columns[0].measure == "days since 2024-01-01"
    assert again.data.table.point_names == ("when (days)", "code = 0", "code = 1", "code = 2")
    assert again.data.table.table.columns[2].measure == "kg"
    members = members_of(path.read_bytes())
    members["project.json"] = members["project.json"].replace(b'"origin":"2024-01-01"', b'"origin":"2024-99-01"')
    path.write_bytes(packed(members))
    with pytest.raises(mlp.ProjectFileError, match="counts from a date that there is not"):
        mlp.load_project(path)


def test_a_link_does_not_carry_a_table(experiment: mlp.Experiment) -> None:
    """A link says what to do instead."""
    with pytest.raises(mlp.ProjectFileError, match="Save it as a project"):
        mlp.write_link(experiment)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"categories":["green","red"]', b'"categories":["green"]', "categories that it does not name"),
        (b'"kind":"text"', b'"kind":"none"', "of kind 'none'"),
        (b'"kind":"text"', b'"kind":"number"', "its table needs 5 rows"),
        (b'"inputs":["length",', b'"inputs":["height",', "has no column 'height'"),
        (b'"name":"width"', b'"name":"length"', "two of one name"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(
    experiment: mlp.Experiment, tmp_path: Path, old: bytes, new: bytes, message: str
) -> None:
    """Columns and numbers that do not belong together are named."""
    path = tmp_path / "flowers.mlp"
    mlp.save_project(path, mlp.Project.of(experiment, mlp.Timeline(experiment.build()[2])))
    members = members_of(path.read_bytes())
    assert old in members["project.json"]
    path.write_bytes(packed({**members, "project.json": members["project.json"].replace(old, new, 1)}))
    with pytest.raises(mlp.ProjectFileError, match=message):
        mlp.load_project(path)
