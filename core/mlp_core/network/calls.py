"""A formula as NumPy calls: done now, or written down as a flat list that a training step then only has to run.

Every formula of the core takes a `run` argument and says `run(function, *arguments)` for each of its operations, the
array that receives the result last. With `run_now` it is computed on the spot. With a `CallList` the same lines are
written down once, buffers and all, and a step is a walk through the list: nothing is looked up, decided or allocated.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Array = npt.NDArray[Any]
    Call = tuple[Callable[..., object], tuple[object, ...]]
    Run = Callable[..., None]

# NumPy deprecates a positional `out` of these two, and warns at each call.
_OUT_BY_KEYWORD: tuple[Callable[..., object], ...] = (np.maximum, np.minimum)

_WHOLE_UP_TO = 1 << 15


def run_now(function: Callable[..., object], *arguments: object) -> None:
    """Do one operation on the spot.

    Parameters
    ----------
    function : callable
        Usually a ufunc or a bound method of an array.
    *arguments : object
        Its positional arguments; the array that receives the result is the last of a ufunc's.
    """
    if function in _OUT_BY_KEYWORD:
        function(*arguments[:-1], out=arguments[-1])
    else:
        function(*arguments)


class CallList(list["Call"]):
    """Operations written down in order; calling it with one more, as `run`, adds that.

    Parameters
    ----------
    dtype : dtype
        Of the arrays that the operations work on.
    """

    def __init__(self, dtype: npt.DTypeLike) -> None:
        super().__init__()
        self._dtype = dtype

    def __call__(self, function: Callable[..., object], *arguments: object) -> None:
        """Add an operation."""
        # A Python number is converted anew at each call, which costs half as much as the call itself.
        fixed = tuple(np.array(each, self._dtype) if isinstance(each, float) else each for each in arguments)
        if function in _OUT_BY_KEYWORD:
            out = fixed[-1]
            if isinstance(out, np.ndarray) and out.size <= _WHOLE_UP_TO:
                # Against a whole array these two run twice as fast as against one number.
                fixed = tuple(np.broadcast_to(each, out.shape).copy() if _is_number(each) else each for each in fixed)
            # As a tuple of one it is taken as it is.
            self.append((partial(function, *fixed[:-1], out=(out,)), ()))
        else:
            self.append((function, fixed))

    def run(self) -> None:
        """Do all operations, in order."""
        for function, arguments in self:
            function(*arguments)


def _is_number(value: object) -> TypeGuard[Array]:
    return isinstance(value, np.ndarray) and value.ndim == 0


def multiply_matrices(run: Run, left: Array, right: Array, out: Array) -> None:
    """Say `out = left @ right`, with the bound `dot` where that does: it costs a third of `matmul` on small matrices.

    Parameters
    ----------
    run : callable
        `run_now` or a `CallList`.
    left, right, out : ndarray, shapes (..., m, k), (..., k, n), (..., m, n)
        Matrices, or stacks of them. A single `out` must be C-contiguous.
    """
    if left.ndim == right.ndim == 2:
        run(left.dot, right, out)
    else:
        run(np.matmul, left, right, out)
