"""The forms: data, network, training."""

from mlp_gui.panels.data_panel import DataPanel
from mlp_gui.panels.form_column import FormColumn
from mlp_gui.panels.network_panel import NetworkPanel
from mlp_gui.panels.training_panel import TrainingPanel

__all__ = ["DataPanel", "FormColumn", "NetworkPanel", "TrainingPanel"]
