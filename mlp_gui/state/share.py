"""An experiment as a short text, to be copied and pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.state.snapshot import Cause, Notice

if TYPE_CHECKING:
    from mlp_gui.state.session import Session


def link_of(session: Session) -> str:
    """Return the link of the session's experiment; "" where it has none, which the session says."""
    try:
        link = mlp.write_link(session.experiment)
    except mlp.ProjectFileError as error:
        session.post(Notice(str(error), "warning", cause=Cause.REFUSAL))
        return ""
    session.post(Notice("The link of this experiment, its settings and seeds, was copied: paste it into any message."))
    return link


def is_link(text: str) -> bool:
    """Whether a text looks like the link of an experiment."""
    from mlp_core.files.share_link import PREFIX

    return text.strip().startswith(f"{PREFIX}:")


def open_link(session: Session, text: str) -> None:
    """Make the experiment of a link the current one, as one step of undo; a bad link changes nothing and is told."""
    try:
        experiment = mlp.read_link(text)
    except mlp.ProjectFileError as error:
        session.post(Notice(str(error), "warning", cause=Cause.REFUSAL))
        return
    session.enter_new_run(experiment, "paste link")
    session.opened.emit()
