"""One number of a training step, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a number is."""

    INPUT = "input"
    """x: what the network reads; layer -1, `unit` is the index of the input."""
    TARGET = "target"
    """t: what an output should answer."""

    WEIGHT = "weight"
    BIAS = "bias"
    PRODUCT = "product"
    """w x of one input; with input -1 the bias, which is a weight on 1."""
    PRE_ACTIVATION = "pre_activation"
    """z: the sum of the products."""
    ACTIVATION = "activation"
    """y = f(z)."""

    LOSS = "loss"
    """With a unit: of one output. With a sample only: of that sample. With neither: reduced over the batch."""
    PENALTY = "penalty"
    """With a layer and unit: of that unit's weights. Without: of the whole network."""
    OBJECTIVE = "objective"
    """Loss plus penalty: what is descended."""

    OBJECTIVE_SLOPE = "objective_slope"
    """The objective by itself: 1, where the backward pass starts."""
    L2_SLOPE = "l2_slope"
    """The objective by the sum of w^2 / 2: the coefficient l2."""
    L1_SLOPE = "l1_slope"
    """The objective by the sum of |w|: the coefficient l1."""
    LOSS_SLOPE = "loss_slope"
    """dL/dy of a sample's own loss by an output."""
    ACTIVATION_SLOPE = "activation_slope"
    """f'(z)."""
    DELTA_PRODUCT = "delta_product"
    """Weight times the delta of the unit above: layer and unit are those of the upper unit, input the lower one."""
    DELTA_SUM = "delta_sum"
    """dL/dy of a hidden unit: the sum of the delta products."""
    DELTA = "delta"
    """dL/dz of a sample's own loss."""

    MISTAKE = "mistake"
    """What the perceptron rule's comparison finds: +1 where yes was right and no was said, -1 the other way, else 0."""
    ERROR = "error"
    """t - y of the delta rule."""
    CORRECTION = "correction"
    """Mistake or error times what the weight reads; with input -1 of the bias. Sample -1: reduced over the batch."""

    WEIGHT_GRADIENT = "weight_gradient"
    """Of one sample's loss; with sample -1 of the batch's reduced loss."""
    BIAS_GRADIENT = "bias_gradient"
    """Of one sample's loss; with sample -1 of the batch's reduced loss."""
    PENALTY_GRADIENT = "penalty_gradient"
    """Of the penalty by one weight."""
    OBJECTIVE_GRADIENT = "objective_gradient"
    """Weight gradient plus penalty gradient."""

    L1 = "l1"
    L2 = "l2"
    BETA = "beta"
    """Steepness of a sigmoid."""
    LEARNING_RATE = "learning_rate"
    MOMENTUM = "momentum"
    BETA_1 = "beta_1"
    BETA_2 = "beta_2"
    RHO = "rho"
    EPSILON = "epsilon"
    WEIGHT_DECAY = "weight_decay"
    STEP_NUMBER = "step_number"
    """Of this step, counted from 1."""
    BATCH_SIZE = "batch_size"
    """Samples of this batch."""

    VELOCITY_BEFORE = "velocity_before"
    VELOCITY = "velocity"
    LOOK_AHEAD = "look_ahead"
    """Gradient plus momentum times the new velocity."""
    FIRST_MOMENT_BEFORE = "first_moment_before"
    FIRST_MOMENT = "first_moment"
    SECOND_MOMENT_BEFORE = "second_moment_before"
    SECOND_MOMENT = "second_moment"
    CORRECTED_FIRST_MOMENT = "corrected_first_moment"
    CORRECTED_SECOND_MOMENT = "corrected_second_moment"
    SQUARED_SUM_BEFORE = "squared_sum_before"
    SQUARED_SUM = "squared_sum"
    """All squared gradients so far, of AdaGrad."""
    DIRECTION = "direction"
    """Gradient or first moment over the root of the second moment: what the rate is multiplied with."""
    DECAYED_PARAMETER = "decayed_parameter"
    """Parameter after AdamW's decay, before the step."""
    CHANGE = "change"
    """New parameter minus old."""
    PARAMETER_AFTER = "parameter_after"

    # The one of enumerations is written in Python, and kinds are looked up thousands of times for each line.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a training step; -1 where an index does not apply.

    Attributes
    ----------
    kind : Kind
        What it is.
    value : float
        Its value, exactly as the training step had it.
    layer : int
        0 for the first hidden layer, as in `network.weights`; -1 for the inputs.
    unit : int
        Unit of that layer, or input where the layer is -1.
    input : int
        Unit below, of what belongs to a weight; -1 for a bias.
    sample : int
        Row of the batch; -1 for what belongs to no sample or to the whole batch.
    """

    kind: Kind
    value: float
    layer: int = -1
    unit: int = -1
    input: int = -1
    sample: int = -1
