"""What is kept of a racer's way: a loss for every moment, and as many points of the path as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]


class RacerRecord:
    """Grows with the race and hands out what it has without copying: what was handed out is never written again.

    Parameters
    ----------
    parameters : ndarray, shape (n_parameters,)
        Like those that will come.
    n_moments : int
        Moments after the start.
    stride : int
        Every so many moments a point of the path is kept; where the racer stands is always one.
    """

    def __init__(self, parameters: Array, n_moments: int, stride: int) -> None:
        self._epochs = np.empty(n_moments + 1)
        self._losses = np.empty(n_moments + 1)
        self._path_epochs = np.empty(n_moments // stride + 1)
        self._path = np.empty((n_moments // stride + 1, len(parameters)), parameters.dtype)
        self._stride = stride
        self._n_moments = 0
        self._n_points = 0
        self.here: Array = parameters.copy()

    @property
    def epochs(self) -> npt.NDArray[np.float64]:
        """Epochs done at each moment, read-only."""
        return _read_only(self._epochs[: self._n_moments])

    @property
    def losses(self) -> npt.NDArray[np.float64]:
        """Losses at each moment, read-only."""
        return _read_only(self._losses[: self._n_moments])

    @property
    def start(self) -> Array:
        """Parameters at the start, read-only."""
        return _read_only(self._path[0])

    @property
    def last_loss(self) -> float:
        """Where the racer stands."""
        return float(self._losses[self._n_moments - 1])

    def add(self, epoch: float, loss: float, parameters: Array) -> None:
        """Write down the next moment."""
        self._epochs[self._n_moments] = epoch
        self._losses[self._n_moments] = loss
        if self._n_moments % self._stride == 0:
            self._path_epochs[self._n_points] = epoch
            self._path[self._n_points] = parameters
            self._n_points += 1
        self._n_moments += 1
        self.here = parameters.copy()

    def path(self) -> tuple[npt.NDArray[np.float64], Array]:
        """Return epochs and parameters of the kept points, with where the racer stands as the last; read-only."""
        epochs, path = self._path_epochs[: self._n_points], self._path[: self._n_points]
        if (self._n_moments - 1) % self._stride:
            epochs = np.append(epochs, self._epochs[self._n_moments - 1])
            path = np.concatenate((path, self.here[np.newaxis]))
        return _read_only(epochs), _read_only(path)


def _read_only(view: npt.NDArray[Any]) -> npt.NDArray[Any]:
    array = view.view()
    array.flags.writeable = False
    return array
