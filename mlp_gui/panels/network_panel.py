"""The form of the network: its layers, their functions, and where its weights start."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLabel

import mlp_core as mlp
from mlp_gui.look.numbers import counted
from mlp_gui.panels.pair_note import PairNote
from mlp_gui.panels.panel import Panel
from mlp_gui.panels.titles import SHORT, choices
from mlp_gui.state.edits import MAX_HIDDEN_LAYERS, MAX_UNITS, output_count
from mlp_gui.state.pairing import why_it_fits
from mlp_gui.widgets import Choice, IconButton, NumberField, NumberRange, SeedField, set_tab_order

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.widgets import FormRow

UNITS_WIDTH: Final = 44
OUTPUT_TIP: Final = "What the output makes of its weighted sum; the loss has to fit it."
PRECISIONS: Final = (
    ("float64", "float64", "Numbers of 64 bits, about 16 digits: exact enough for everything."),
    ("float32", "float32", "Numbers of 32 bits, about 7 digits: twice as fast in large networks."),
)


class _LayerControls(QObject):
    """What one hidden layer is set by; it adds the layer's position to what the user asks for."""

    activation_chosen = Signal(int, str)
    size_given = Signal(int, int)
    removed = Signal(int)

    def __init__(self, theme_controller: ThemeController, position: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._position = position
        name = f"Hidden {position + 1}"
        self.activation = Choice(f"{name}: activation", parent)
        self.activation.setObjectName(f"hidden_{position + 1}_activation")
        self.activation.set_tip("What every unit of this layer makes of its weighted sum.")
        hidden = [key for key, entry in mlp.ACTIVATIONS.items() if not entry.output_only]
        self.activation.set_items(choices(mlp.ACTIVATIONS, hidden), SHORT)
        self.units = NumberField(
            theme_controller, f"{name}: units", NumberRange(1, MAX_UNITS, decimals=0), parent, width=UNITS_WIDTH
        )
        self.units.setObjectName(f"hidden_{position + 1}_units")
        self.units.setToolTip(f"How many units this layer has, from 1 to {MAX_UNITS}.")
        self.remove = IconButton(
            theme_controller,
            f"{name}: remove",
            "x",
            "Takes this layer away.",
            parent,
            side=20,
            icon_side=12,
            token="text3",
        )
        self.remove.setObjectName(f"hidden_{position + 1}_remove")
        self.activation.chosen.connect(self._on_activation_chosen)
        self.units.value_changed.connect(self._on_units_changed)
        self.remove.clicked.connect(self._on_remove_clicked)

    @Slot(str)
    def _on_activation_chosen(self, name: str) -> None:
        self.activation_chosen.emit(self._position, name)

    @Slot(float)
    def _on_units_changed(self, units: float) -> None:
        self.size_given.emit(self._position, round(units))

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.removed.emit(self._position)


class NetworkPanel(Panel):
    """Layers, activations, initial weights and precision.

    Parameters
    ----------
    session : Session
        The owner of the experiment.
    theme_controller : ThemeController
        Colours, fonts and lengths.
    preferences : Preferences
        How the user likes the window.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, theme_controller, preferences, "Network", "network_panel", parent)
        self._layers: list[_LayerControls] = []
        self._layer_rows: list[FormRow] = []
        self.output_activation = Choice("Output: activation", self)
        self.outputs = NumberField(
            theme_controller, "Output: units", NumberRange(1, 1000, decimals=0), self, width=UNITS_WIDTH
        )
        self.output_note = PairNote(session, theme_controller, True, self)
        self.add_layer = IconButton(
            theme_controller,
            "Add a hidden layer",
            "plus",
            "Puts another hidden layer before the output.",
            self,
            side=24,
            icon_side=14,
            boxed=True,
        )
        self.initializer = Choice("Initial weights", self)
        self.seed = SeedField(
            theme_controller,
            "Seed of the weights",
            "Decides the first weights: the same seed, the same start.",
            "Starts again from the weights of the next seed.",
            self,
        )
        self.roll = IconButton(
            theme_controller,
            "New initial weights",
            "dices",
            "Starts again from the weights of the next seed.",
            self,
            side=24,
            icon_side=14,
            boxed=True,
        )
        self.precision = Choice("Precision", self)
        self.counts = QLabel(self)
        self._name_controls()
        self._place()
        self._connect()
        self.finish()

    def render_experiment(self, experiment: mlp.Experiment) -> None:
        """Show the network of `experiment`."""
        network = experiment.network
        self._make_layer_rows(len(network.hidden_sizes))
        for place, (layer, row) in enumerate(zip(self._layers, self._layer_rows, strict=True)):
            is_there = place < len(network.hidden_sizes)
            row.setVisible(is_there)
            if is_there:
                layer.activation.set_value(network.hidden_activations[place])
                layer.units.set_value(network.hidden_sizes[place])
        self.add_layer.setEnabled(len(network.hidden_sizes) < MAX_HIDDEN_LAYERS)
        self.output_activation.set_value(network.output_activation)
        self.output_activation.set_tip(f"{OUTPUT_TIP} {why_it_fits(experiment)}".strip())
        self.output_note.show_experiment(experiment)
        n_outputs = output_count(experiment)
        self.outputs.set_value(n_outputs)
        self.initializer.set_value("" if network.weights is not None else network.initializer)
        self.seed.set_value(network.seed)
        self.precision.set_value(network.dtype)
        self._weights.set_subtitle(f"{self.initializer.shown_text}, seed {network.seed}")
        sizes = (len(experiment.data.features), *network.hidden_sizes, n_outputs)
        units = sum(sizes[1:])
        weights = sum(before * after for before, after in pairwise(sizes))
        self.counts.setText(
            f"{counted(units, 'unit')}, {counted(weights, 'weight')}, {counted(units + weights, 'parameter')}"
        )
        self.set_subtitle("-".join(str(size) for size in sizes))

    def _make_layer_rows(self, count: int) -> None:
        """Make the rows that so many hidden layers lack; rows of layers that are taken away stay, hidden."""
        missing = range(len(self._layers), count)
        for place in missing:
            layer = _LayerControls(self._theme_controller, place, self)
            row = self.add_row(f"Hidden {place + 1}", layer.activation, layer.units, label_button=layer.remove)
            self.body.insertWidget(place, row)
            self.wire(layer.activation_chosen, self._session.set_layer_activation)
            self.wire(layer.size_given, self._session.set_layer_size)
            self.wire(layer.removed, self._session.remove_layer)
            self._layers.append(layer)
            self._layer_rows.append(row)
        if missing:
            set_tab_order(self)

    def _name_controls(self) -> None:
        self.output_activation.setObjectName("output_activation")
        self.output_activation.set_items(choices(mlp.ACTIVATIONS), SHORT)
        self.outputs.setObjectName("outputs")
        self.outputs.setReadOnly(True)
        self.outputs.setToolTip("How many outputs there are; the data decide it: one, or one for each class.")
        self.add_layer.setObjectName("add_layer")
        self.roll.setObjectName("new_weights")
        self.initializer.setObjectName("initializer")
        self.initializer.set_tip("How the first weights are drawn.")
        self.initializer.setPlaceholderText("Given by hand")
        self.initializer.set_items(choices(mlp.INITIALIZERS), SHORT)
        self.seed.setObjectName("network_seed")
        self.precision.setObjectName("precision")
        self.precision.set_tip("How exactly the network computes.")
        self.precision.set_items(PRECISIONS)
        self.counts.setObjectName("counts")
        self.counts.setProperty("role", "caption")
        self.counts.setWordWrap(True)

    def _place(self) -> None:
        self.add_header_control(self.add_layer)
        self.add_row("Output", self.output_activation, self.outputs)
        self.add_widget(self.output_note)
        self._weights = self.add_section("Weights", "weights")
        self._weights.add_header_control(self.roll)
        self.add_row("Initial weights", self.initializer, section=self._weights)
        self.add_row("Seed", self.seed, section=self._weights)
        self.add_row("Precision", self.precision, section=self._weights)
        self.add_widget(self.counts)

    def _connect(self) -> None:
        self.wire(self.add_layer.clicked, self._on_add_layer_clicked)
        self.wire(self.output_activation.chosen, self._on_output_activation_chosen)
        self.wire(self.initializer.chosen, self._on_initializer_chosen)
        self.wire(self.seed.value_changed, self._on_seed_changed)
        self.wire(self.seed.rolled, self._session.new_weights)
        self.wire(self.roll.clicked, self._session.new_weights)
        self.wire(self.precision.chosen, self._on_precision_chosen)

    @Slot()
    def _on_add_layer_clicked(self) -> None:
        self._session.add_layer(len(self._session.experiment.network.hidden_sizes))

    @Slot(str)
    def _on_output_activation_chosen(self, name: str) -> None:
        self._session.set_output_activation(name)

    @Slot(str)
    def _on_initializer_chosen(self, name: str) -> None:
        self._session.set_network("change initial weights", initializer=name)

    @Slot(int)
    def _on_seed_changed(self, seed: int) -> None:
        self._session.set_network("change seed of the weights", seed=seed)

    @Slot(str)
    def _on_precision_chosen(self, name: str) -> None:
        self._session.set_network("change precision", dtype=name)
