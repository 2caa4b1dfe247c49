"""The peer PyTorch: eager mode on the CPU, one thread, float32, with the optimizer as it comes or fused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from benchmarks.textbook import loss_of

if TYPE_CHECKING:
    from benchmarks.tasks import Start, Task

_LAYERS: dict[str, Any] = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}


class PyTorch:
    """A network of `torch.nn` with the losses that take logits, as PyTorch advises.

    Parameters
    ----------
    task : Task
        Network and training.
    start : Start
        Data and first weights.
    dtype : str
        "float32" or "float64".
    fused : bool
        Whether Adam is the fused one.
    """

    def __init__(self, task: Task, start: Start, dtype: str = "float32", *, fused: bool = False) -> None:
        torch.set_num_threads(1)
        self.task = task
        self.start = start
        self.dtype = getattr(torch, dtype)
        self.inputs = torch.tensor(start.inputs, dtype=self.dtype)
        self.targets = torch.tensor(start.targets, dtype=self.dtype)
        if task.loss == "categorical_cross_entropy":
            self.targets = torch.tensor(start.labels)
        self.model = self._new_model()
        self.criterion: Any = {
            "squared_error": torch.nn.MSELoss,
            "binary_cross_entropy": torch.nn.BCEWithLogitsLoss,
            "categorical_cross_entropy": torch.nn.CrossEntropyLoss,
        }[task.loss]()
        # PyTorch's squared error has no half: half the rate is the same step.
        rate = task.learning_rate / 2 if task.is_regression else task.learning_rate
        if task.optimizer == "sgd":
            self.optimizer: Any = torch.optim.SGD(self.model.parameters(), lr=rate)
        else:
            self.optimizer = torch.optim.Adam(self.model.parameters(), lr=rate, fused=fused or None)

    def run(self, n_times: int) -> int:
        """Train for so many batches, in a new order each epoch."""
        done = 0
        while True:
            order = torch.randperm(len(self.inputs))
            inputs = torch.split(self.inputs[order], self.task.batch_size)
            targets = torch.split(self.targets[order], self.task.batch_size)
            for batch, wanted in zip(inputs, targets, strict=True):
                if done == n_times:
                    return done
                self.optimizer.zero_grad()
                self.criterion(self.model(batch), wanted).backward()
                self.optimizer.step()
                done += 1

    def loss(self) -> float:
        """Return the mean loss over all data, by the textbook's formulas."""
        with torch.no_grad():
            outputs = self.model(self.inputs).double()
            if self.task.output == "sigmoid":
                outputs = outputs.sigmoid()
            elif self.task.output == "softmax":
                outputs = outputs.softmax(dim=1)
        return loss_of(self.task, outputs.numpy(), self.start.targets)

    def _new_model(self) -> torch.nn.Sequential:
        layers: list[Any] = []
        pairs = list(zip(self.start.weights, self.start.biases, strict=True))
        for index, (weight, bias) in enumerate(pairs):
            fan_out, fan_in = weight.shape
            layer = torch.nn.Linear(fan_in, fan_out, dtype=self.dtype)
            with torch.no_grad():
                layer.weight.copy_(torch.tensor(np.array(weight)))
                layer.bias.copy_(torch.tensor(np.array(bias)))
            layers.append(layer)
            name = self.task.hidden if index < len(pairs) - 1 else self.task.output
            if name in _LAYERS:
                layers.append(_LAYERS[name]())
        return torch.nn.Sequential(*layers)
