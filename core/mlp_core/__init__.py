"""The numeric core: multilayer perceptrons, their data, their training, and what can be computed from them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from mlp_core.analysis.decision_grid import DecisionGrid, decision_grid
from mlp_core.data.dataset import Dataset
from mlp_core.data.encoding import decision_threshold, decode_classes, encode_targets
from mlp_core.data.features import FEATURES, InputMap
from mlp_core.data.kinds import can_be_compressed, kind_of, source_of, table_config
from mlp_core.data.loading import load_dataset
from mlp_core.data.painting import MOST_PAINTED, Painting
from mlp_core.data.preprocessing import NORMALISATIONS
from mlp_core.data.registry import DATASETS
from mlp_core.data.split import Split
from mlp_core.errors import (
    ArgumentError,
    Cancelled,
    DataError,
    DivergenceError,
    MlpError,
    ProjectFileError,
    ShapeError,
)
from mlp_core.examples import DEFAULT_EXAMPLE, EXAMPLE_SUMMARIES, EXAMPLES, example_name
from mlp_core.experiment import DataConfig, Experiment, NetworkConfig
from mlp_core.learning.branch import Branch
from mlp_core.learning.checkpoint import Checkpoint
from mlp_core.learning.config import TrainingConfig
from mlp_core.learning.evaluation import Evaluation
from mlp_core.learning.history import History, HistoryView
from mlp_core.learning.metrics import accuracy, confusion_matrix, r2, variance_kept
from mlp_core.learning.moments import Moment, Moments
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.learning.schedules import SCHEDULES
from mlp_core.learning.stopping import Stop, StoppingConfig
from mlp_core.learning.timeline import Timeline
from mlp_core.learning.trainer import Trainer
from mlp_core.network.activation import Activation
from mlp_core.network.activations import ACTIVATIONS, Sigmoid
from mlp_core.network.gradients import loss_and_gradient
from mlp_core.network.initializers import INITIALIZERS
from mlp_core.network.losses import LOSSES, Loss
from mlp_core.network.network import Network
from mlp_core.threads import one_blas_thread

if TYPE_CHECKING:
    from mlp_core.analysis.assessment import PARTS, Assessment, ClassAssessment, ValueAssessment, assess
    from mlp_core.analysis.bottleneck import bottleneck_layer, decode, encode, reconstruction_errors
    from mlp_core.analysis.contributions import unit_contributions
    from mlp_core.analysis.error_grid import error_grid
    from mlp_core.analysis.gradient_check import numerical_gradient
    from mlp_core.analysis.health import Finding, find_illness
    from mlp_core.analysis.hidden_space import HiddenPlane, decision_lines, hidden_plane, sum_at
    from mlp_core.analysis.linear_collapse import linear_collapse
    from mlp_core.analysis.loss_standing import LossStanding, loss_standing
    from mlp_core.analysis.plane_slice import PlaneSlice, plane_ranges
    from mlp_core.analysis.roc import RocCurve
    from mlp_core.analysis.separability import linearly_separable
    from mlp_core.analysis.telling_axes import telling_axes
    from mlp_core.analysis.truth_table import Corners, TruthTable, gate_corners, truth_table
    from mlp_core.analysis.unit_lines import first_layer_lines, half_plane_in_box, line_in_box, pre_activation_grid
    from mlp_core.analysis.vital_signs import MOST_VALUES, LayerSigns, evenly, vital_signs
    from mlp_core.autoencoder import as_compression, autoencoder_sizes
    from mlp_core.data.tables.layout import TableLayout
    from mlp_core.data.tables.reading import read_table, read_table_text
    from mlp_core.data.tables.table import Column, Table
    from mlp_core.data.tables.table_choice import TableChoice
    from mlp_core.data.tables.table_data import TableData
    from mlp_core.explain.chain import parameter_chain
    from mlp_core.explain.chain_parts import ParameterChain
    from mlp_core.explain.derivation import Derivation, derivation_parts, derive, derive_activation, derive_loss
    from mlp_core.explain.explaining import explain
    from mlp_core.explain.notation.notation import Notation
    from mlp_core.explain.notation.pieces import Explanation, Piece, Role
    from mlp_core.explain.notation.registry import NOTATIONS
    from mlp_core.explain.plain_symbols import parameter_symbol, plain_symbol
    from mlp_core.explain.quantity import Kind, Quantity
    from mlp_core.explain.steps import Operation, Phase, Step, StepSequence
    from mlp_core.explain.trace import OptimizerState, Trace
    from mlp_core.explain.tracing import trace_step
    from mlp_core.explain.unit_names import parameter_name, unit_letter, unit_letters, unit_name
    from mlp_core.explain.upcoming import trace_next, trace_point
    from mlp_core.files.project import Project, load_project, save_project
    from mlp_core.files.scikit_weights import weights_from_sklearn
    from mlp_core.files.share_link import read_link, write_link
    from mlp_core.learning.odd_pairs import OddPair, odd_pair
    from mlp_core.learning.stack import StackTrainer
    from mlp_core.learning.timeline_record import TimelineRecord
    from mlp_core.races.endings import Ending
    from mlp_core.races.lineups import by_batch_size, by_learning_rate, by_optimizer, by_start, misfit, usual_rate
    from mlp_core.races.race import Race
    from mlp_core.races.race_config import MOST_RACERS, RaceConfig, Racer
    from mlp_core.races.race_report import RaceReport, RacerReport
    from mlp_core.surface.axes import SurfaceAxes, line_between, parameter_axes, random_axes, trajectory_axes
    from mlp_core.surface.error_measures import error_measures
    from mlp_core.surface.loss_surface import LossGrid, LossSurface, loss_on_plane

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "DEFAULT_EXAMPLE",
    "EXAMPLES",
    "EXAMPLE_SUMMARIES",
    "FEATURES",
    "INITIALIZERS",
    "LOSSES",
    "MOST_PAINTED",
    "MOST_RACERS",
    "MOST_VALUES",
    "NORMALISATIONS",
    "NOTATIONS",
    "OPTIMIZERS",
    "PARTS",
    "SCHEDULES",
    "Activation",
    "ArgumentError",
    "Assessment",
    "Branch",
    "Cancelled",
    "Checkpoint",
    "ClassAssessment",
    "Column",
    "Corners",
    "DataConfig",
    "DataError",
    "Dataset",
    "DecisionGrid",
    "Derivation",
    "DivergenceError",
    "Ending",
    "Evaluation",
    "Experiment",
    "Explanation",
    "Finding",
    "HiddenPlane",
    "History",
    "HistoryView",
    "InputMap",
    "Kind",
    "LayerSigns",
    "Loss",
    "LossGrid",
    "LossStanding",
    "LossSurface",
    "MlpError",
    "Moment",
    "Moments",
    "Network",
    "NetworkConfig",
    "Notation",
    "OddPair",
    "Operation",
    "OptimizerState",
    "Painting",
    "ParameterChain",
    "Phase",
    "Piece",
    "PlaneSlice",
    "Project",
    "ProjectFileError",
    "Quantity",
    "Race",
    "RaceConfig",
    "RaceReport",
    "Racer",
    "RacerReport",
    "RocCurve",
    "Role",
    "ShapeError",
    "Sigmoid",
    "Split",
    "StackTrainer",
    "Step",
    "StepSequence",
    "Stop",
    "StoppingConfig",
    "SurfaceAxes",
    "Table",
    "TableChoice",
    "TableData",
    "TableLayout",
    "Timeline",
    "TimelineRecord",
    "Trace",
    "Trainer",
    "TrainingConfig",
    "TruthTable",
    "ValueAssessment",
    "accuracy",
    "as_compression",
    "assess",
    "autoencoder_sizes",
    "bottleneck_layer",
    "by_batch_size",
    "by_learning_rate",
    "by_optimizer",
    "by_start",
    "can_be_compressed",
    "confusion_matrix",
    "decision_grid",
    "decision_lines",
    "decision_threshold",
    "decode",
    "decode_classes",
    "derivation_parts",
    "derive",
    "derive_activation",
    "derive_loss",
    "encode",
    "encode_targets",
    "error_grid",
    "error_measures",
    "evenly",
    "example_name",
    "explain",
    "find_illness",
    "first_layer_lines",
    "gate_corners",
    "half_plane_in_box",
    "hidden_plane",
    "kind_of",
    "line_between",
    "line_in_box",
    "linear_collapse",
    "linearly_separable",
    "load_dataset",
    "load_project",
    "loss_and_gradient",
    "loss_on_plane",
    "loss_standing",
    "misfit",
    "numerical_gradient",
    "odd_pair",
    "one_blas_thread",
    "parameter_axes",
    "parameter_chain",
    "parameter_name",
    "parameter_symbol",
    "plain_symbol",
    "plane_ranges",
    "pre_activation_grid",
    "r2",
    "random_axes",
    "read_link",
    "read_table",
    "read_table_text",
    "reconstruction_errors",
    "save_project",
    "source_of",
    "sum_at",
    "table_config",
    "telling_axes",
    "trace_next",
    "trace_point",
    "trace_step",
    "trajectory_axes",
    "truth_table",
    "unit_contributions",
    "unit_letter",
    "unit_letters",
    "unit_name",
    "usual_rate",
    "variance_kept",
    "vital_signs",
    "weights_from_sklearn",
    "write_link",
]

_WHEN_ASKED_FOR: Final = {
    "analysis.assessment": ("PARTS", "Assessment", "ClassAssessment", "ValueAssessment", "assess"),
    "analysis.bottleneck": ("bottleneck_layer", "decode", "encode", "reconstruction_errors"),
    "analysis.contributions": ("unit_contributions",),
    "analysis.error_grid": ("error_grid",),
    "analysis.gradient_check": ("numerical_gradient",),
    "analysis.health": ("Finding", "find_illness"),
    "analysis.hidden_space": ("HiddenPlane", "decision_lines", "hidden_plane", "sum_at"),
    "analysis.linear_collapse": ("linear_collapse",),
    "analysis.loss_standing": ("LossStanding", "loss_standing"),
    "analysis.plane_slice": ("PlaneSlice", "plane_ranges"),
    "analysis.separability": ("linearly_separable",),
    "analysis.telling_axes": ("telling_axes",),
    "analysis.truth_table": ("Corners", "TruthTable", "gate_corners", "truth_table"),
    "analysis.roc": ("RocCurve",),
    "analysis.unit_lines": ("first_layer_lines", "half_plane_in_box", "line_in_box", "pre_activation_grid"),
    "data.tables.layout": ("TableLayout",),
    "data.tables.reading": ("read_table", "read_table_text"),
    "data.tables.table": ("Column", "Table"),
    "data.tables.table_choice": ("TableChoice",),
    "data.tables.table_data": ("TableData",),
    "analysis.vital_signs": ("MOST_VALUES", "LayerSigns", "evenly", "vital_signs"),
    "autoencoder": ("as_compression", "autoencoder_sizes"),
    "explain.chain": ("parameter_chain",),
    "explain.chain_parts": ("ParameterChain",),
    "explain.derivation": ("Derivation", "derivation_parts", "derive", "derive_activation", "derive_loss"),
    "explain.explaining": ("explain",),
    "explain.notation.notation": ("Notation",),
    "explain.notation.pieces": ("Explanation", "Piece", "Role"),
    "explain.notation.registry": ("NOTATIONS",),
    "explain.plain_symbols": ("parameter_symbol", "plain_symbol"),
    "explain.quantity": ("Kind", "Quantity"),
    "explain.steps": ("Operation", "Phase", "Step", "StepSequence"),
    "explain.trace": ("OptimizerState", "Trace"),
    "explain.tracing": ("trace_step",),
    "explain.unit_names": ("parameter_name", "unit_letter", "unit_letters", "unit_name"),
    "explain.upcoming": ("trace_next", "trace_point"),
    "files.project": ("Project", "load_project", "save_project"),
    "files.scikit_weights": ("weights_from_sklearn",),
    "files.share_link": ("read_link", "write_link"),
    "learning.odd_pairs": ("OddPair", "odd_pair"),
    "learning.stack": ("StackTrainer",),
    "learning.timeline_record": ("TimelineRecord",),
    "races.endings": ("Ending",),
    "races.lineups": ("by_batch_size", "by_learning_rate", "by_optimizer", "by_start", "misfit", "usual_rate"),
    "races.race": ("Race",),
    "races.race_config": ("MOST_RACERS", "RaceConfig", "Racer"),
    "races.race_report": ("RaceReport", "RacerReport"),
    "surface.axes": ("SurfaceAxes", "line_between", "parameter_axes", "random_axes", "trajectory_axes"),
    "surface.error_measures": ("error_measures",),
    "surface.loss_surface": ("LossGrid", "LossSurface", "loss_on_plane"),
}
"""The files that are loaded when one of their names is first asked for: who only trains does not wait for them."""

_FILES: Final = {name: file for file, names in _WHEN_ASKED_FOR.items() for name in names}

# Python makes a package an attribute of the one around it when the package is first imported, and `explain` here is
# the function. Import it now, and let go of it.
import_module("mlp_core.explain")
del globals()["explain"]


def __getattr__(name: str) -> Any:
    """Load a name's file, and keep the name from then on."""
    if name not in _FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_FILES[name]}"), name)
    return value


def __dir__() -> list[str]:
    """Return the public names, those too that were not asked for yet."""
    return sorted({*globals(), *__all__})
