"""One thread for matrix products: small networks gain nothing from more, and lose to the painting of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import threadpool_limits


def one_blas_thread() -> threadpool_limits:
    """Keep BLAS on one thread, from this call on and in the whole process.

    Called once at the start of a program it simply stays so. As a context manager it puts the former number of
    threads back on leaving.

    Returns
    -------
    threadpoolctl.threadpool_limits
        The limit that is now in force.
    """
    from threadpoolctl import threadpool_limits

    # BLAS alone: the limit of an OpenMP runtime is per thread, and NumPy's loops use none.
    return threadpool_limits(limits=1, user_api="blas")
