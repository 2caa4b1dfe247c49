"""File > Export in the real window: what is written answers as the network does, and weights come in as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from mlp_core.files.scikit_weights import SCIKIT_ACTIVATIONS
from mlp_gui.state.snapshot import RunStatus
from tests.gui.main_window.opening import TIMEOUT, click

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def _choose(program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, name: str, path: Path) -> str:
    """Choose an action, answer its dialog with a path, and return what the window then tells."""
    session = program.session
    for dialog in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_: (str(path), ""))
    session.notices.close()
    program.window.window_actions[name].trigger()
    qtbot.waitUntil(lambda: session.notices.current is not None, timeout=TIMEOUT)
    return session.notices.current.text


def test_the_script_of_the_window_answers_as_the_window_does(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """The network that is shown, not another moment's; the suffix is added where none was typed."""
    assert "saved as" in _choose(program, monkeypatch, qtbot, "export_script", tmp_path / "net")
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile((tmp_path / "net.py").read_text("utf-8"), "net.py", "exec"), names)
    snapshot = program.session.snapshot
    expected = snapshot.network.predict(snapshot.dataset.inputs)
    np.testing.assert_allclose(names["predict"](snapshot.dataset.points), expected, rtol=1e-12)


@pytest.mark.parametrize("name", ["export_module", "export_onnx", "export_weights", "export_history"])
def test_every_kind_is_written(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    """Each makes one file, with nothing unfinished beside it."""
    folder = tmp_path / "exports"
    folder.mkdir()
    assert "saved as" in _choose(program, monkeypatch, qtbot, name, folder / "out")
    (made,) = folder.iterdir()
    assert made.stat().st_size > 50


def test_weights_come_in_as_one_step_of_undo(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """Written, changed, read: they are back, and one Undo takes the reading back."""
    session = program.session
    _choose(program, monkeypatch, qtbot, "export_weights", tmp_path / "w.npz")
    written = session.snapshot.network.parameters.copy()
    session.set_parameter(0, 3.25)
    qtbot.waitUntil(lambda: session.snapshot.network.parameters[0] == 3.25, timeout=TIMEOUT)
    assert "w.npz was read" in _choose(program, monkeypatch, qtbot, "import_weights", tmp_path / "w.npz")
    qtbot.waitUntil(lambda: np.array_equal(session.snapshot.network.parameters, written), timeout=TIMEOUT)
    assert session.undo_stack.undoText() == "take weights from a file"
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: session.snapshot.network.parameters[0] == 3.25, timeout=TIMEOUT)


def test_weights_of_scikit_learn_come_in_from_two_lines(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """An estimator's arrays in its own order and with its columns for units; one of other activations says which."""
    network = program.session.snapshot.network
    theirs = {name: other for other, name in SCIKIT_ACTIVATIONS.items()}
    hidden, output = (theirs[network.activation_names[layer]] for layer in (0, -1))
    coefs = [weights.T + 0.125 for weights in network.weights]
    intercepts = [biases - 0.5 for biases in network.biases]
    np.savez(tmp_path / "mlp.npz", *coefs, *intercepts, activation=hidden, out_activation=output)
    assert "mlp.npz was read" in _choose(program, monkeypatch, qtbot, "import_weights", tmp_path / "mlp.npz")
    qtbot.waitUntil(lambda: np.array_equal(program.session.snapshot.network.weights[0], coefs[0].T), timeout=TIMEOUT)
    np.testing.assert_array_equal(program.session.snapshot.network.biases[-1], intercepts[-1])
    other = "relu" if hidden != "relu" else "tanh"
    np.savez(tmp_path / "mlp.npz", *coefs, *intercepts, activation=other, out_activation=output)
    told = _choose(program, monkeypatch, qtbot, "import_weights", tmp_path / "mlp.npz")
    assert f"mlp.npz has {other} in layer 1; this network has" in told


def test_the_network_of_a_file_is_taken_as_one_step_of_undo(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """Layers, activations and weights of an estimator of another shape are offered, taken, and one Undo away."""
    session, notices = program.session, program.window.notices
    rng = np.random.default_rng(3)
    coefs = [rng.normal(size=shape) for shape in ((2, 5), (5, 3), (3, 1))]
    intercepts = [rng.normal(size=size) for size in (5, 3, 1)]
    np.savez(tmp_path / "mlp.npz", *coefs, *intercepts, activation="relu", out_activation="logistic")
    before = session.experiment
    told = _choose(program, monkeypatch, qtbot, "import_weights", tmp_path / "mlp.npz")
    assert "mlp.npz is a network 2-5-3-1; this one is 2-" in told
    assert notices.action_button.text() == "Take its network"
    with qtbot.waitSignal(session.notice_posted, timeout=TIMEOUT):
        click(qtbot, notices.action_button)
    qtbot.waitUntil(lambda: session.snapshot.network.sizes == (2, 5, 3, 1), timeout=TIMEOUT)
    network = session.snapshot.network
    assert network.activation_names == ("relu", "relu", "sigmoid")
    np.testing.assert_array_equal(network.weights[1], coefs[1].T)
    np.testing.assert_array_equal(network.biases[2], intercepts[2])
    assert (session.snapshot.step, session.status) == (0, RunStatus.PAUSED)
    assert session.undo_stack.undoText() == "take a network from a file"
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: session.snapshot.network.sizes != (2, 5, 3, 1), timeout=TIMEOUT)
    assert session.experiment == before
    session.undo_stack.redo()
    qtbot.waitUntil(lambda: session.snapshot.network.sizes == (2, 5, 3, 1), timeout=TIMEOUT)
    np.testing.assert_array_equal(session.snapshot.network.weights[1], coefs[1].T)


def test_a_network_for_other_data_is_not_offered(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """What it would need is said instead; of a file without activations it is said which it would get."""
    np.savez(tmp_path / "w.npz", W1=np.zeros((3, 4)), b1=np.zeros(3), W2=np.zeros((1, 3)), b2=np.zeros(1))
    told = _choose(program, monkeypatch, qtbot, "import_weights", tmp_path / "w.npz")
    assert "w.npz is a network 4-3-1, with 4 inputs; this experiment has 2" in told
    assert program.window.notices.action_button.isHidden()
    np.savez(tmp_path / "w.npz", W1=np.zeros((9, 2)), b1=np.zeros(9), W2=np.zeros((1, 9)), b2=np.zeros(1))
    told = _choose(program, monkeypatch, qtbot, "import_weights", tmp_path / "w.npz")
    assert "w.npz is a network 2-9-1; this one is 2-" in told
    assert "The file does not say its activations; it would get " in told


def test_what_cannot_be_written_or_read_is_told(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """A folder that is not there, a file of other shapes: a message with the name, and the network is as it was."""
    before = program.session.snapshot.network.parameters.copy()
    told = _choose(program, monkeypatch, qtbot, "export_script", tmp_path / "nowhere" / "net.py")
    assert "could not be written" in told
    assert "nowhere" in told
    np.savez(tmp_path / "other.npz", W1=np.zeros((9, 9)))
    assert "other.npz has W1 of shape (9, 9)" in _choose(
        program, monkeypatch, qtbot, "import_weights", tmp_path / "other.npz"
    )
    np.testing.assert_array_equal(program.session.snapshot.network.parameters, before)
