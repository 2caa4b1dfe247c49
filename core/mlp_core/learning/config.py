"""How a network is trained, as one frozen record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """How a network is trained.

    Attributes
    ----------
    loss : str
        A name of `mlp_core.LOSSES`.
    reduction : str
        "mean" or "sum" over the samples of a batch.
    optimizer : str
        A name of `mlp_core.OPTIMIZERS`, or a learning rule: "perceptron" or "delta".
    learning_rate : float
        Step size before the schedule.
    batch_size : int
        Samples of a batch; the last batch of an epoch may be shorter. More than there are: all of them.
    momentum : float
        Of "momentum" and "nesterov".
    beta_1, beta_2 : float
        Decay of the first and second moment in "adam" and "adamw".
    rho : float
        Decay of the squared gradient in "rmsprop" (PyTorch calls it alpha).
    epsilon : float or None
        Added to the root of the second moment; None takes the optimizer's usual constant
        (1e-8, and 1e-10 for "adagrad").
    weight_decay : float
        Decoupled decay of "adamw".
    l1, l2 : float
        Penalties l1 * sum|w| and l2 * sum(w^2) / 2 over weights, not biases.
    schedule : str
        "constant", "step", "exponential", "cosine" or "one_cycle".
    schedule_epochs : int
        Length of the schedule in epochs: the period of "step", the half-life of "exponential", the whole of
        "cosine" and "one_cycle".
    """

    loss: str = "squared_error"
    reduction: str = "mean"
    optimizer: str = "sgd"
    learning_rate: float = 0.1
    batch_size: int = 32
    momentum: float = 0.9
    beta_1: float = 0.9
    beta_2: float = 0.999
    rho: float = 0.99
    epsilon: float | None = None
    weight_decay: float = 0.01
    l1: float = 0.0
    l2: float = 0.0
    schedule: str = "constant"
    schedule_epochs: int = 100
