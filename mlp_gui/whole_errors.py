"""Keeps an error in what Qt calls from ending the process: below Python 3.12 PySide reads errors that are half made.

Where C code raises (NumPy, `int("x")`, an index out of range), Python 3.11 makes the exception object only when it is
caught. PySide 6.10 and 6.11 add the name of the overridden method (`mousePressEvent`, say) to the object that is not
there yet, and the process is gone. While another exception is being handled, Python makes objects at once.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class _Handling(Exception):  # noqa: N818  (nothing is wrong)
    """What is being handled while Qt calls."""


def whole_errors(function: Callable[P, T]) -> Callable[P, T]:
    """Return the function, or an event loop, so that errors of what it calls are whole objects from the start.

    Parameters
    ----------
    function : callable
        `QApplication.exec`, the `run` of what a pool runs, or a test.
    """

    @wraps(function)
    def called(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            raise _Handling
        except _Handling:
            try:
                return function(*arguments, **named)
            except BaseException as error:
                forget_handling(error)
                raise

    return called


def forget_handling(error: BaseException) -> None:
    """Take the exception that was being handled out of the chain of those that led to this one."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen.__context__, _Handling):
            seen.__context__ = None
        seen = seen.__context__
