"""The core is usable without a window, and says what each of its names is."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import mlp_core as mlp

PUBLIC = sorted(mlp.__all__)


def test_core_imports_no_window() -> None:
    """Importing the core brings in no Qt and no plotting: it runs on a server or in a notebook."""
    program = (
        "import sys, mlp_core\n"
        "found = sorted(m for m in sys.modules if m.split('.')[0] in {'PySide6', 'pyqtgraph', 'mlp_gui'})\n"
        "sys.exit(', '.join(found) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", PUBLIC)
def test_public_name_is_explained(name: str) -> None:
    """Every public class and function has a docstring of its own, and so has every public method."""
    thing = getattr(mlp, name)
    if inspect.isclass(thing):
        assert thing.__doc__
        members = [m for n, m in vars(thing).items() if not n.startswith("_") and callable(m)]
        assert not [member.__name__ for member in members if inspect.isfunction(member) and not inspect.getdoc(member)]
    elif inspect.isroutine(thing):
        assert inspect.getdoc(thing)


def test_public_names_are_promised() -> None:
    """The names that later parts and users build on are there."""
    promised = {
        "Network", "Trainer", "TrainingConfig", "Experiment", "DataConfig", "NetworkConfig", "Dataset", "History",
        "loss_and_gradient", "numerical_gradient", "load_dataset", "decision_grid", "encode_targets",
        "decision_threshold",
        "one_blas_thread", "ACTIVATIONS", "LOSSES", "INITIALIZERS", "OPTIMIZERS", "SCHEDULES", "DATASETS", "FEATURES",
        "EXAMPLES", "MlpError", "ArgumentError", "ShapeError", "DataError", "DivergenceError", "Cancelled",
    }  # fmt: skip
    assert not promised - set(PUBLIC)
