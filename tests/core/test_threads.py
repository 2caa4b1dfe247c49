"""BLAS on one thread."""

from __future__ import annotations

from threadpoolctl import threadpool_info

from mlp_core.threads import one_blas_thread


def _blas_threads():
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_blas_has_one_thread_while_it_lasts():
    """Matrix products stay off the core that paints, and leaving puts the former number back."""
    before = _blas_threads()
    assert before
    with one_blas_thread():
        assert set(_blas_threads()) == {1}
    assert _blas_threads() == before
