"""A project file: opening it and training on gives bit for bit what the unsaved run would have given."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_core.files.document import arrays_of, members_of, read_document
from tests.core.files.runs import begun, seen_of

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "sgd": {"optimizer": "sgd"},
    "momentum": {"optimizer": "momentum", "schedule": "cosine", "schedule_epochs": 9},
    "adam": {"optimizer": "adam", "schedule": "one_cycle", "l2": 0.01},
    "adam in float32": {"optimizer": "adam", "dtype": "float32"},
    "full batches": {"optimizer": "rmsprop", "batch_size": 100, "schedule": "step", "schedule_epochs": 3},
}


def reopened(folder: Path, experiment: mlp.Experiment, timeline: mlp.Timeline) -> tuple[mlp.Project, mlp.Timeline]:
    """Return what was saved and opened again, and its run."""
    path = folder / "run.mlp"
    mlp.save_project(path, mlp.Project.of(experiment, timeline, "lab", '{"docks": "…"}'))
    project = mlp.load_project(path)
    return project, project.resume()


@pytest.mark.parametrize("steps", [0, 3, 25, 263])
@pytest.mark.parametrize("kind", KINDS)
def test_training_on_is_the_same(tmp_path: Path, kind: str, steps: int) -> None:
    """At the start, in the middle of an epoch, between two, and far on: the next 300 steps are the same."""
    experiment, timeline = begun(steps, **KINDS[kind])
    project, again = reopened(tmp_path, experiment, timeline)
    assert project.experiment == experiment
    assert (project.notation, project.layout) == ("lab", '{"docks": "…"}')
    assert seen_of(again) == seen_of(timeline)
    for run in (timeline, again):
        run.run_steps(300)
    assert seen_of(again) == seen_of(timeline)


@pytest.mark.parametrize("name", mlp.EXAMPLES)
def test_every_example_is_kept(tmp_path: Path, name: str) -> None:
    """Whatever its data, loss, rule and first weights are; a change by hand and a step back are in the file too."""
    experiment = mlp.EXAMPLES[name]
    timeline = mlp.Timeline(experiment.build()[2])
    timeline.run_steps(13)
    timeline.set_parameters([0], [0.25])
    timeline.run_steps(7)
    timeline.seek(16)
    project, again = reopened(tmp_path, experiment, timeline)
    assert project.experiment == experiment
    for run in (timeline, again):
        run.run_steps(20)
    assert seen_of(again) == seen_of(timeline)


def test_the_way_back_is_kept(tmp_path: Path) -> None:
    """Saved at an earlier moment, a run still has its future, its changes by hand, and every moment before."""
    experiment, timeline = begun(40, optimizer="momentum")
    timeline.configure(mlp.TrainingConfig(optimizer="adam", batch_size=8))
    timeline.run_steps(30)
    timeline.set_parameters([0, 5], [0.25, -1.5])
    timeline.run_steps(50)
    timeline.seek(60)
    _, again = reopened(tmp_path, experiment, timeline)
    for step in (60, 0, 40, 41, 70, 71, 120, 13):
        timeline.seek(step)
        again.seek(step)
        assert seen_of(again) == seen_of(timeline)
    for run in (timeline, again):
        assert run.set_parameters([1], [0.5]) is not None
        run.run_steps(20)
    assert seen_of(again) == seen_of(timeline)


def test_the_future_may_have_other_settings(tmp_path: Path) -> None:
    """What was changed by hand later is not yet true at an earlier moment, in the file as in the window."""
    experiment, timeline = begun(40, optimizer="sgd")
    timeline.configure(mlp.TrainingConfig(optimizer="adam", batch_size=8))
    timeline.run_steps(30)
    timeline.seek(10)
    project, again = reopened(tmp_path, experiment, timeline)
    assert project.experiment.training.optimizer == "sgd"
    again.run_steps(60)
    assert again.trainer.config.optimizer == "adam"


def test_painted_points_are_changes_of_the_run(tmp_path: Path) -> None:
    """Points painted on the way belong to their moments: before, between and after, in the file as in the window."""
    experiment, timeline = begun(40)
    few = mlp.Painting().with_points([(0.1, 0.2, 1.0)])
    many = few.with_points([(float(x), 1.0, 0.0) for x in range(4)])
    for painting in (few, many):
        timeline.set_dataset(mlp.load_dataset(experiment.with_data(painted=painting).data))
        timeline.run_steps(31)
    timeline.seek(52)
    project, again = reopened(tmp_path, experiment.with_data(painted=few), timeline)
    assert project.experiment.data.painted == few
    for step in (52, 102, 0, 40, 39, 71, 90):
        for run in (timeline, again):
            run.seek(step)
        assert seen_of(again) == seen_of(timeline)
        assert again.trainer.dataset.painting == timeline.trainer.dataset.painting
    for run in (timeline, again):
        run.run_steps(100)
    assert seen_of(again) == seen_of(timeline)


def test_too_many_points_begin_a_record(tmp_path: Path) -> None:
    """Where painting would have to be done again too often, the file begins with the present moment."""
    experiment, timeline = begun(40)
    painted = experiment.with_data(painted=mlp.Painting().with_points([(0.1, 0.2, 1.0)]))
    timeline.set_dataset(mlp.load_dataset(painted.data))
    timeline.run_steps(30)
    record = timeline.record(most_bytes=1000)
    assert (record.first, len(record.moments), record.edits) == (timeline.moments.now, 1, ())
    mlp.save_project(tmp_path / "run.mlp", mlp.Project(painted, record))
    again = mlp.load_project(tmp_path / "run.mlp").resume()
    assert len(again.history) == len(timeline.history)
    for run in (timeline, again):
        run.run_steps(100)
    assert again.trainer.network.parameters.tobytes() == timeline.trainer.network.parameters.tobytes()


def test_a_long_run_makes_a_small_file(tmp_path: Path) -> None:
    """Of many kept moments the file has as many as fit its bound, and the first one and the present one always."""
    _, timeline = begun(0, optimizer="adam")
    for _ in range(60):
        timeline.run_steps(7)
        timeline._keep_now()
    whole, small = timeline.record(), timeline.record(most_bytes=40_000)
    assert len(whole.moments) > 50
    assert 1 <= len(small.moments) < 25
    assert small.first == whole.first
    assert small.now.key == whole.now.key


def test_a_past_that_is_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it could not be opened again, the file begins with the present moment, wherever that is."""
    experiment, timeline = begun(20)
    timeline.configure(mlp.TrainingConfig(batch_size=8))
    timeline.run_steps(30)
    timeline.seek(31)
    whole = members_of(mlp.Project.of(experiment, timeline, "lab", '{"docks": "…"}'))
    monkeypatch.setattr("mlp_core.files.document.LARGEST_DOCUMENT", len(whole["project.json"]) - 1)
    _, again = reopened(tmp_path, experiment, timeline)
    assert again.moments.first == again.moments.last == timeline.moments.now
    timeline.run_steps(70)
    again.run_steps(70)
    assert again.trainer.network.parameters.tobytes() == timeline.trainer.network.parameters.tobytes()
    assert again.moments.now == timeline.moments.now


def test_a_run_that_diverged_is_kept_as_it_is(tmp_path: Path) -> None:
    """Its last finite weights, and a gradient that is not finite, are in the file; from there it diverges again."""
    experiment = mlp.EXAMPLES["plane"].with_training(learning_rate=1e200, optimizer="adam")
    timeline = mlp.Timeline(experiment.build()[2])
    with pytest.raises(mlp.DivergenceError) as raised:
        timeline.run_steps(100)
    _, again = reopened(tmp_path, experiment, timeline)
    assert seen_of(again) == seen_of(timeline)
    assert again.divergence is not None
    assert str(again.divergence.error()) == str(raised.value)
    with pytest.raises(mlp.DivergenceError):
        again.run_steps(1)


def test_the_end_of_a_run_that_diverged_is_one_after_going_back_too(tmp_path: Path) -> None:
    """Saved where nothing is wrong yet, and followed to where it went wrong."""
    experiment = mlp.EXAMPLES["plane"].with_training(learning_rate=1e200, optimizer="adam")
    timeline = mlp.Timeline(experiment.build()[2])
    with pytest.raises(mlp.DivergenceError) as raised:
        timeline.run_steps(100)
    timeline.seek(0)
    _, again = reopened(tmp_path, experiment, timeline)
    for each in (timeline, again):
        assert each.divergence is None
        each.seek(each.moments.last.step)
        assert each.divergence is not None
        assert str(each.divergence.error()) == str(raised.value)


def test_a_run_that_went_on_has_not_diverged(tmp_path: Path) -> None:
    """Whoever goes back, or gives it another weight, has a run that stands there like any other."""
    experiment = mlp.EXAMPLES["plane"].with_training(learning_rate=1e200, optimizer="adam")
    for way in ("back", "by hand"):
        timeline = mlp.Timeline(experiment.build()[2])
        with pytest.raises(mlp.DivergenceError):
            timeline.run_steps(100)
        if way == "back":
            timeline.seek(0)
        else:
            timeline.set_parameters([0], [0.5])
        assert timeline.divergence is None
        assert reopened(tmp_path, experiment, timeline)[1].divergence is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("version-1.mlp", "The gradient stopped being finite in epoch 2."),
        ("version-1-loss.mlp", "The loss stopped being finite in epoch 10."),
    ],
)
def test_a_file_of_version_1_tells_that_it_diverged(request: pytest.FixtureRequest, name: str, said: str) -> None:
    """It did not say so itself, but its last gradient and its history do."""
    timeline = mlp.load_project(request.path.with_name(name)).resume()
    assert timeline.divergence is not None
    assert str(timeline.divergence.error()) == said
    assert timeline.moments.now.step == 10
    timeline.seek(9)
    assert timeline.divergence is None


def test_other_files_of_version_1_have_not_diverged(tmp_path: Path) -> None:
    """At the start, in an epoch, between two and after a change by hand there is nothing of the kind to be told."""
    for steps in (0, 3, 25):
        experiment, timeline = begun(steps)
        timeline.set_parameters([0], [0.25])
        members = members_of(mlp.Project.of(experiment, timeline))
        document = json.loads(members.pop("project.json"))
        document["version"] = 1
        del document["timeline"]["divergence"]
        migrated = read_document(json.dumps(document).encode(), arrays_of(members))
        assert migrated.timeline.divergence is None


def test_a_file_of_version_0_is_opened(request: pytest.FixtureRequest) -> None:
    """A file from before there was a way back migrates, and goes on from its one moment."""
    project = mlp.load_project(request.path.with_name("version-0.mlp"))
    timeline = project.resume()
    assert (project.notation, project.layout) == ("lecture", "")
    assert timeline.moments.first == timeline.moments.now == mlp.Moment(23, 11, 1)
    _, _, fresh = project.experiment.build()
    fresh.run_steps(123)
    timeline.run_steps(100)
    assert timeline.trainer.network.parameters.tobytes() == fresh.network.parameters.tobytes()


def test_the_same_project_gives_the_same_file(tmp_path: Path) -> None:
    """Nothing of the clock or the machine is in a file, so that two of them can be compared."""
    experiment, timeline = begun(30)
    project = mlp.Project.of(experiment, timeline)
    for name in ("one", "two"):
        mlp.save_project(tmp_path / name, project)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """Saving says which file could not be written, and why."""
    experiment, timeline = begun()
    with pytest.raises(mlp.ProjectFileError, match=r"gone.run\.mlp cannot be saved: No such file or directory"):
        mlp.save_project(tmp_path / "gone" / "run.mlp", mlp.Project.of(experiment, timeline))
