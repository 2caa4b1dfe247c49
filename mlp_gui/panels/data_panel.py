"""The form of the data: which points are learned, and how they reach the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot

import mlp_core as mlp
from mlp_core.data.preprocessing import NORMALISATIONS
from mlp_gui.panels.dataset_pictures import DatasetPictures
from mlp_gui.panels.feature_chips import FeatureChips
from mlp_gui.panels.normalisation_note import NormalisationNote
from mlp_gui.panels.painted_row import PaintedRow
from mlp_gui.panels.panel import Panel
from mlp_gui.panels.table_row import TableRow
from mlp_gui.panels.task_row import OWN, TaskChoice, TaskNote
from mlp_gui.panels.titles import choices
from mlp_gui.widgets import Choice, IconButton, NumberRange, SeedField, SliderField, ThumbnailGrid, ValueScale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from mlp_core.data.features import Feature
    from mlp_core.data.registry import DatasetKind
    from mlp_gui.look import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

SHARE_STEP: Final = 0.05
LEAST_TRAIN: Final = 0.1
MOST_VALIDATION: Final = 0.5
MOST_NAMED: Final = 4
"""Features named in the title of their section; of more there is only the number."""
SMALLEST_TOLD: Final = 0.0005


class DataPanel(Panel):
    """The recipe in its order: choose data, choose features, normalise, split.

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
        super().__init__(session, theme_controller, preferences, "Data", "data_panel", parent)
        self._pictures = DatasetPictures(theme_controller, self)
        self._kind = mlp.kind_of(session.experiment.data)
        self.datasets = ThumbnailGrid(theme_controller, "Dataset", choices(mlp.DATASETS), self._pictures.draw, self)
        self._pictures.made.connect(self._on_pictures_made)
        self.noise = self._slider(
            "Noise", "noise", *_noise_limits(self._kind), "How far points are moved at random; labels go with them."
        )
        self.points = self._slider("Points", "points", *_size_limits(self._kind), "How many points there are in all.")
        self.train_share = self._slider(
            "Train share",
            "train_share",
            ValueScale(LEAST_TRAIN, 1.0, step=SHARE_STEP),
            NumberRange(0.01, 1.0, decimals=0, percent=True, step=SHARE_STEP),
            "Share of the points that the network learns from; what is left over tests it.",
        )
        self.validation_share = self._slider(
            "Validation share",
            "validation_share",
            ValueScale(0.0, MOST_VALIDATION, step=SHARE_STEP),
            NumberRange(0.0, 0.9, decimals=0, percent=True, step=SHARE_STEP),
            "Share of the points that is watched while training, but neither learned nor tested.",
        )
        self.seed = SeedField(
            theme_controller,
            "Seed of the data",
            "Decides the points and their split: the same seed, the same data.",
            "Regenerates the points, from the next seed.",
            self,
        )
        self.roll = IconButton(
            theme_controller,
            "New points",
            "dices",
            "Regenerates the points, from the next seed.",
            self,
            side=24,
            icon_side=14,
            boxed=True,
        )
        self.normalisation = Choice("Normalisation", self)
        self.features = FeatureChips(theme_controller, self)
        self.table = TableRow(self)
        self.task = TaskChoice(self)
        self.task_note = TaskNote(self)
        self.painted = PaintedRow(theme_controller, self)
        self._name_controls()
        self._place()
        self._connect()
        self.finish()

    def render_experiment(self, experiment: mlp.Experiment) -> None:
        """Show the data of `experiment`."""
        data = experiment.data
        kind = mlp.kind_of(data)
        if kind != self._kind:
            self._kind = kind
            self.noise.set_limits(*_noise_limits(kind))
            self.points.set_limits(*_size_limits(kind))
        self.noise.setEnabled(kind.noise_range[1] > 0.0)
        self.set_subtitle(kind.title)
        self.datasets.set_value(data.name)
        self.task.show_data(data)
        self.task_note.show_experiment(experiment)
        self.noise.set_value(data.noise)
        self.points.set_value(data.n_samples)
        self.train_share.set_value(data.train_share)
        self.validation_share.set_value(data.validation_share)
        self.table.show_table(data.table, is_compressed=kind.task == "compression")
        self.table.setVisible(data.table is not None)
        self.painted.show_painting(data.painted)
        self._painted_row.setVisible(data.painted is not None)
        self.seed.set_value(data.seed)
        self.normalisation.set_value(data.normalisation)
        self.features.set_features(data.features, kind.features)
        self._features.set_subtitle(_features_text(data.features, kind.features))
        self._split.set_subtitle(_split_text(data))

    def _slider(self, label: str, name: str, scale: ValueScale, number_range: NumberRange, tip: str) -> SliderField:
        slider = SliderField(self._theme_controller, label, scale, number_range, tip, self)
        slider.setObjectName(name)
        return slider

    def _name_controls(self) -> None:
        self.datasets.setObjectName("datasets")
        self.seed.setObjectName("data_seed")
        self.roll.setObjectName("new_points")
        self.normalisation.setObjectName("normalisation")
        self.normalisation.set_tip("How the inputs are brought to one scale; measured on the training part alone.")
        self.normalisation.set_items(choices(NORMALISATIONS))
        self.features.setObjectName("features")

    def _place(self) -> None:
        self.add_widget(self.datasets)
        self.body.addSpacing(self._theme_controller.px(6))
        self.add_widget(self.table)
        self.add_row("Task", self.task)
        self.add_widget(self.task_note)
        self.add_row("Noise", self.noise)
        self.add_row("Points", self.points)
        self._painted_row = self.add_row("Painted", self.painted)
        self._features = self.add_section("Features", "features")
        self._features.body.addWidget(self.features)
        self._features.body.addSpacing(self._theme_controller.px(4))
        self.add_row("Normalise", self.normalisation)
        self.normalisation_note = NormalisationNote(self._session, self.add_section("Statistics", "statistics"), self)
        self.add_widget(self.normalisation_note)
        self._split = self.add_section("Split", "split")
        self._split.add_header_control(self.roll)
        self.add_row("Seed", self.seed, section=self._split)
        self.add_row("Train share", self.train_share, section=self._split)
        self.add_row("Validation", self.validation_share, section=self._split)

    def _connect(self) -> None:
        self.wire(self.datasets.chosen, self._session.choose_dataset)
        self.wire(self.task.chosen, self._on_task_chosen)
        self.wire(self.noise.value_changed, self._on_noise_changed)
        self.wire(self.points.value_changed, self._on_points_changed)
        self.wire(self.train_share.value_changed, self._on_train_share_changed)
        self.wire(self.validation_share.value_changed, self._on_validation_share_changed)
        self.wire(self.table.change_wanted, self._session.own_data.tables.reopen)
        self.wire(self.painted.taken_back, self._session.own_data.painting.take_back)
        self.wire(self.seed.value_changed, self._on_seed_changed)
        self.wire(self.seed.rolled, self._on_seed_rolled)
        self.wire(self.roll.clicked, self._on_seed_rolled)
        self.wire(self.normalisation.chosen, self._on_normalisation_chosen)
        self.wire(self.features.switched, self._on_feature_switched)

    @Slot()
    def _on_pictures_made(self) -> None:
        self.datasets.update()

    @Slot(str)
    def _on_task_chosen(self, task: str) -> None:
        self._session.choose_task("" if task == OWN else task)

    @Slot(float)
    def _on_noise_changed(self, noise: float) -> None:
        self._session.set_data("change noise", "noise", noise=noise)

    @Slot(float)
    def _on_points_changed(self, points: float) -> None:
        self._session.set_data("change points", "points", n_samples=self._kind.rounded_size(round(points)))

    @Slot(float)
    def _on_train_share_changed(self, share: float) -> None:
        validation = min(self._session.experiment.data.validation_share, _rest(share))
        self._session.set_data("change split", "train_share", train_share=share, validation_share=validation)

    @Slot(float)
    def _on_validation_share_changed(self, share: float) -> None:
        train = min(self._session.experiment.data.train_share, _rest(share))
        self._session.set_data("change split", "validation_share", train_share=train, validation_share=share)

    @Slot(int)
    def _on_seed_changed(self, seed: int) -> None:
        self._session.set_data("change seed of the data", seed=seed)

    @Slot()
    def _on_seed_rolled(self) -> None:
        self._session.set_data("regenerate points", seed=self._session.experiment.data.seed + 1)

    @Slot(str)
    def _on_normalisation_chosen(self, name: str) -> None:
        self._session.set_data("change normalisation", normalisation=name)

    @Slot(str, bool)
    def _on_feature_switched(self, name: str, on: bool) -> None:
        self._session.set_feature(name, on)


def _features_text(on: Sequence[str], offered: Mapping[str, Feature]) -> str:
    """Return the labels of the features that are read, or of many how many of them."""
    if len(on) > MOST_NAMED:
        return f"{len(on)} of {len(offered)}"
    # The maths font's own letters are higher than the title's line.
    return ", ".join(offered[name].label.replace("𝑥", "x") for name in on if name in offered)


def _split_text(data: mlp.DataConfig) -> str:
    """Return the parts in percent, those that there are."""
    parts = (
        ("train", data.train_share),
        ("valid.", data.validation_share),
        ("test", 1.0 - data.train_share - data.validation_share),
    )
    return ", ".join(f"{name} {100.0 * share:.0f}" for name, share in parts if share > SMALLEST_TOLD) + " %"


def _rest(share: float) -> float:
    return round(1.0 - share, 4)


def _noise_limits(kind: DatasetKind) -> tuple[ValueScale, NumberRange]:
    low, high = kind.noise_range
    return ValueScale(low, high, step=0.01), NumberRange(low, high, decimals=2, step=0.01)


def _size_limits(kind: DatasetKind) -> tuple[ValueScale, NumberRange]:
    low, high = kind.sizes
    return ValueScale(low, high, logarithmic=True), NumberRange(low, high, decimals=0, step=kind.size_step)
