"""Which sample of a batch a step-through begins with, as long as nobody has chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import mlp_core as mlp


def telling_sample(trace: mlp.Trace) -> int:
    """Return the row of the batch with the fewest inputs that are 0, of several the first.

    Of an input that is 0 every product is 0, and so is every gradient of its weights: the step would show nothing but
    its bias. Of XOR it is (1, 1); of data without zeros the first sample.
    """
    return int(np.argmin(np.count_nonzero(trace.inputs == 0.0, axis=1)))
