"""A link carries an experiment whole, or says what is wrong with it."""

from __future__ import annotations

import pytest

import mlp_core as mlp
from mlp_core.files import share_link

LINK = "mlp-experiment:1:XPl_vSM1yRkZGCAlOkNjtFRnoGc-cKnOhB6pzogqqQ5HsURe4jNBS3wDl_aKM8FRRlTKAwA"


@pytest.mark.parametrize("name", mlp.EXAMPLES)
def test_an_experiment_survives(name: str) -> None:
    """Every example is the same experiment again, and its link is short enough for a message."""
    experiment = mlp.EXAMPLES[name].with_training(learning_rate=0.1 + 0.2, epsilon=1e-7)
    link = mlp.write_link(experiment)
    assert mlp.read_link(link) == experiment
    assert len(link) < 1200


def test_a_link_of_before_is_read() -> None:
    """A link that somebody noted down keeps its meaning."""
    experiment = mlp.read_link(LINK)
    assert experiment == mlp.EXAMPLES["xor"].with_training(optimizer="sgd", schedule="cosine", batch_size=3)


def test_the_same_run_appears_elsewhere() -> None:
    """Seeds and numbers are carried exactly, so that two runs of a link are one."""
    experiment = mlp.EXAMPLES["spiral"].with_network(seed=11).with_data(seed=5, noise=1 / 3)
    runs = [each.build()[2] for each in (experiment, mlp.read_link(mlp.write_link(experiment)))]
    for trainer in runs:
        trainer.run_steps(50)
    assert runs[0].network.parameters.tobytes() == runs[1].network.parameters.tobytes()


@pytest.mark.parametrize(
    "text",
    [
        f"Try this: {LINK}",
        f"{LINK}\n\nBest wishes",
        f"  {LINK[:40]}\r\n{LINK[40:60]}\n> "[:-2] + LINK[60:],
        f"<{LINK}>",
        f"{LINK}=",
    ],
)
def test_a_link_is_found_in_a_text(text: str) -> None:
    """Who copies a line too much, or gets the link with its line broken, need not mend it."""
    assert mlp.read_link(text) == mlp.read_link(LINK)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no link of an experiment"),
        ("https://example.org", "no link of an experiment"),
        (LINK[:-9], "is not whole"),
        (LINK.replace("RkZG", "RkZH"), "is not whole"),
        ("mlp-experiment:1:", "is not whole"),
        (LINK.replace(":1:", ":2:"), "by a newer version"),
        ("mlp-experiment:1:" + "A" * 600_000, "far too long"),
    ],
)
def test_a_bad_link_is_refused(text: str, message: str) -> None:
    """What is wrong is said: no link, cut off, mistyped, newer."""
    with pytest.raises(mlp.ProjectFileError, match=message):
        mlp.read_link(text)


def test_every_changed_letter_is_noticed() -> None:
    """A link carries its check: no other letter gives another experiment."""
    start = LINK.rindex(":") + 1
    for place in range(start, len(LINK) - 1):
        letter = "A" if LINK[place] != "A" else "B"
        with pytest.raises(mlp.ProjectFileError):
            mlp.read_link(LINK[:place] + letter + LINK[place + 1 :])


@pytest.mark.parametrize(
    "content", [b"[]", b'{"title":1}', b"[" * 100_000, b"x" * (1 << 21), b'{"title":"a","evil":1}']
)
def test_something_else_in_a_link(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole link of something else is refused, and one that unpacks to megabytes is not unpacked."""
    monkeypatch.setattr("msgspec.json.encode", lambda *_, **__: content)
    link = share_link.write_link(mlp.EXAMPLES["xor"])
    with pytest.raises(mlp.ProjectFileError):
        mlp.read_link(link)
