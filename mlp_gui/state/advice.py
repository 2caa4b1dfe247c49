"""What to tell of an experiment that runs, and yet cannot learn."""

from __future__ import annotations

from typing import Final

import mlp_core as mlp
from mlp_gui.state.snapshot import Cause, Notice

_REMEDY: Final = "Choose Sigmoid or Tanh to see it learn; double-click a weight to set it by hand."


def why_it_stands_still(experiment: mlp.Experiment) -> Notice | None:
    """Tell why training leaves weights as they are, or return None where all of them can learn.

    Gradient descent follows a slope. A function that jumps has none: its derivative is zero everywhere, and the chain
    rule hands that zero to every weight before it. The perceptron rule and the delta rule need no slope.
    """
    if mlp.OPTIMIZERS[experiment.training.optimizer].rule is not None:
        return None
    if experiment.training.loss == "zero_one":
        text = "The zero-one loss is flat: its gradient is zero everywhere, so no weight learns. Choose another loss."
        return Notice(text, cause=Cause.ADVICE)
    network = experiment.network
    output = mlp.ACTIVATIONS[network.output_activation]
    if output.is_flat:
        what = f"The output is {output.title}: its gradient is zero everywhere, so no weight learns."
        return Notice(f"{what} {_REMEDY}", cause=Cause.ADVICE)
    flat = [k for k, name in enumerate(network.hidden_activations, start=1) if mlp.ACTIVATIONS[name].is_flat]
    if not flat:
        return None
    title = mlp.ACTIVATIONS[network.hidden_activations[flat[-1] - 1]].title
    what = f"Hidden {flat[-1]} is {title}: its gradient is zero everywhere, so the weights before it do not learn."
    return Notice(f"{what} {_REMEDY}", cause=Cause.ADVICE)
