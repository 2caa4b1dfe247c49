"""A project file: an experiment with its trained network, history and way back, in one zip of JSON and arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlp_core.errors import MlpError, ProjectFileError
from mlp_core.files.archive import UnreadableError, read_archive, write_archive
from mlp_core.learning.timeline import Timeline

if TYPE_CHECKING:
    import os

    from mlp_core.experiment import Experiment
    from mlp_core.learning.timeline_record import TimelineRecord

LONGEST_REASON = 400
"""Letters of a refusal that are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """What a project file holds.

    Attributes
    ----------
    experiment : Experiment
        Data, network, training and seeds.
    record : TimelineRecord
        The run: where it stands, its history, and the moments that it can go back to.
    notation : str
        Notation of the formulas.
    layout : str
        How the window was arranged; only the window reads it.
    speed : float or None
        Steps a second at which the window trained, 0 for as fast as it goes; None where nobody says.
    """

    experiment: Experiment
    record: TimelineRecord
    notation: str = "delta"
    layout: str = ""
    speed: float | None = None

    @classmethod
    def of(cls, experiment: Experiment, timeline: Timeline, notation: str = "delta", layout: str = "") -> Project:
        """Return the project of a run as it is now; training on does not change it."""
        training = timeline.trainer.config
        return cls(replace(experiment, training=training), timeline.record(), notation, layout)

    def resume(self) -> Timeline:
        """Build the experiment and stand where the run stood: from here it goes on bit for bit.

        Raises
        ------
        MlpError
            If the parts do not fit together; those of a file that was opened do.
        """
        _, _, trainer = self.experiment.build()
        timeline = Timeline(trainer)
        timeline.resume(self.record)
        return timeline


def save_project(path: str | os.PathLike[str], project: Project) -> None:
    """Write a project file in one step: whatever happens, there is the old file or the new one.

    Parameters
    ----------
    path : path-like
        Where; usually ending in ".mlp".
    project : Project
        What.

    Raises
    ------
    ProjectFileError
        If it cannot be written; the message names the file and why.
    """
    from mlp_core.files.document import members_of

    try:
        write_archive(path, members_of(project))
    except (UnreadableError, MlpError) as error:
        raise ProjectFileError(f"{Path(path).name} cannot be saved: {error}.") from error
    except OSError as error:
        raise ProjectFileError(f"{path} cannot be saved: {_reason(error)}.") from error


def load_project(path: str | os.PathLike[str]) -> Project:
    """Read a project file, and check that everything in it fits together.

    Nothing of the file is trusted: sizes are known before anything is read, nothing in it is ever run, and the time and
    memory that reading takes are those of its size, of which there is a limit.

    Parameters
    ----------
    path : path-like
        The file.

    Raises
    ------
    ProjectFileError
        If it cannot be read, is of a newer version, or is not what a project file is; the message names the file and
        what is wrong.
    """
    name = Path(path).name
    try:
        return _read(path)
    except UnreadableError as error:
        raise ProjectFileError(f"{name} cannot be opened: {error}.") from error
    except MlpError as error:
        # An error quotes what it refuses, and a file may say anything at any length.
        why = str(error) if len(str(error)) <= LONGEST_REASON else f"{str(error)[:LONGEST_REASON]}…"
        raise ProjectFileError(f"{name} cannot be opened, since its experiment cannot be built: {why}") from error
    except OSError as error:
        raise ProjectFileError(f"{path} cannot be opened: {_reason(error)}.") from error


def _read(path: str | os.PathLike[str]) -> Project:
    from mlp_core.files.document import DOCUMENT, LARGEST_DOCUMENT, arrays_of, experiment_of, read_document, record_of

    members = read_archive(path)
    content = members.pop(DOCUMENT, None)
    if content is None:
        raise UnreadableError(f"its part {DOCUMENT} is missing, so it is not a project file")
    if len(content) > LARGEST_DOCUMENT:
        raise UnreadableError(f"its part {DOCUMENT} is far too long")
    arrays = arrays_of(members)
    document = read_document(content, arrays)
    experiment = experiment_of(document, arrays)
    record = record_of(document, arrays, experiment)
    now = record.now.checkpoint
    if now.dataset is not None:
        experiment = experiment.with_data(painted=now.dataset.painting)
    experiment = replace(experiment, training=now.config)
    return Project(experiment, record, document.notation, document.layout, document.speed)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
