"""The form of the network: layers come and go, and refused choices go back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.state.edits import MAX_HIDDEN_LAYERS

from .gestures import choose, click, type_number

if TYPE_CHECKING:
    from mlp_gui.panels import NetworkPanel
    from mlp_gui.state.session import Session


def part(panel: NetworkPanel, name: str) -> QWidget:
    """Return a control by its name."""
    return panel.findChild(QWidget, name)


def test_it_shows_the_experiment(network_panel: NetworkPanel, session: Session) -> None:
    """Layers, functions and counts are those of the session."""
    assert session.experiment.network.hidden_sizes == (8, 8)
    assert part(network_panel, "hidden_1_units").text() == "8"
    assert part(network_panel, "hidden_2_activation").value == "tanh"
    assert part(network_panel, "hidden_3_units") is None
    assert network_panel.output_activation.value == session.experiment.network.output_activation
    assert network_panel.subtitle == "2-8-8-1"
    assert network_panel.counts.text() == "17 units, 88 weights, 105 parameters"


def test_counts_are_those_of_the_core(network_panel: NetworkPanel, session: Session) -> None:
    """The counted parameters are the ones that the network has."""
    session.choose_dataset("blobs")
    _, network, _ = session.experiment.build()
    assert f"{network.parameter_count} parameters" in network_panel.counts.text()


def test_units_are_typed(network_panel: NetworkPanel, session: Session) -> None:
    """A typed size changes its own layer."""
    type_number(part(network_panel, "hidden_2_units"), "3")
    assert session.experiment.network.hidden_sizes == (8, 3)
    assert network_panel.subtitle == "2-8-3-1"


@pytest.mark.parametrize("text", ["0", "-4", "2.5", "many", "100000"])
def test_impossible_sizes_change_nothing(network_panel: NetworkPanel, session: Session, text: str) -> None:
    """What no layer can have is refused in place."""
    before = session.experiment
    type_number(part(network_panel, "hidden_1_units"), text)
    assert session.experiment is before
    assert part(network_panel, "hidden_1_units").text() == "8"


def test_layers_come_and_go(network_panel: NetworkPanel, session: Session) -> None:
    """Add and remove are one click each; the last one can go too."""
    click(network_panel.add_layer)
    assert session.experiment.network.hidden_sizes == (8, 8, 8)
    assert part(network_panel, "hidden_3_units").isVisible()
    type_number(part(network_panel, "hidden_3_units"), "2")
    click(part(network_panel, "hidden_1_remove"))
    assert session.experiment.network.hidden_sizes == (8, 2)
    for _ in range(2):
        click(part(network_panel, "hidden_1_remove"))
    assert session.experiment.network.hidden_sizes == ()
    assert network_panel.subtitle == "2-1"


def test_tab_goes_through_a_new_layer_in_its_place(network_panel: NetworkPanel) -> None:
    """The row of a layer that was added comes after the layer before it and before the output, for the keyboard too."""
    click(network_panel.add_layer)
    wanted = ["hidden_2_units", "hidden_3_remove", "hidden_3_activation", "hidden_3_units", "output_activation"]
    stop: QWidget | None = part(network_panel, wanted[0])
    passed = []
    while stop is not None and len(passed) < 60 and passed[-1:] != wanted[-1:]:
        passed.append(stop.objectName())
        stop = stop.nextInFocusChain()
    assert [name for name in passed if name in wanted] == wanted


def test_there_is_a_last_layer(network_panel: NetworkPanel, session: Session) -> None:
    """At the limit the button can no longer be pressed."""
    for _ in range(MAX_HIDDEN_LAYERS + 2):
        click(network_panel.add_layer)
    assert len(session.experiment.network.hidden_sizes) == MAX_HIDDEN_LAYERS
    assert not network_panel.add_layer.isEnabled()


def test_activations_are_chosen_per_layer(network_panel: NetworkPanel, session: Session) -> None:
    """Each layer has its own; what is for outputs only is not offered."""
    choose(part(network_panel, "hidden_2_activation"), "relu")
    assert session.experiment.network.hidden_activations == ("tanh", "relu")
    assert "softmax" not in part(network_panel, "hidden_1_activation").values
    assert "softmax" in network_panel.output_activation.values


def test_a_refused_activation_goes_back(network_panel: NetworkPanel, session: Session) -> None:
    """Where session and core refuse, the field shows what is."""
    for name in network_panel.output_activation.values:
        choose(network_panel.output_activation, name)
        assert network_panel.output_activation.value == session.experiment.network.output_activation


def test_weights_start_as_chosen(network_panel: NetworkPanel, session: Session) -> None:
    """Initializer, seed and precision reach the session by name."""
    choose(network_panel.initializer, "he_normal")
    choose(network_panel.precision, "float32")
    type_number(network_panel.seed.field, "77")
    network = session.experiment.network
    assert (network.initializer, network.dtype, network.seed) == ("he_normal", "float32", 77)
    click(network_panel.seed.dice)
    assert session.experiment.network.seed == 78
    assert network_panel.seed.value == 78


def test_weights_given_by_hand_are_named_so(network_panel: NetworkPanel, session: Session) -> None:
    """A network made by hand has no initializer until one is chosen."""
    session.open_example("hand_xor_sigmoids")
    assert network_panel.initializer.shown_text == "Given by hand"
    choose(network_panel.initializer, "xavier_uniform")
    assert session.experiment.network.weights is None
    assert network_panel.initializer.shown_text == mlp.INITIALIZERS["xavier_uniform"].title


def test_the_data_decide_the_outputs(network_panel: NetworkPanel, session: Session) -> None:
    """Three classes are three outputs; the number cannot be typed."""
    session.choose_dataset("blobs")
    assert network_panel.outputs.text() == "3"
    assert network_panel.outputs.isReadOnly()


def test_other_weights_are_one_click_away(network_panel: NetworkPanel, session: Session) -> None:
    """While how the weights start is folded away too, and its title says with what."""
    title = part(network_panel, "network_panel_weights")
    title.setChecked(False)
    before = session.experiment.network.seed
    click(part(network_panel, "new_weights"))
    assert session.experiment.network.seed == before + 1
    assert title.accessibleName() == f"Weights, Xavier uniform, seed {before + 1}"
