"""The pace of reading: seldom while it moves, at once when it stands."""

from __future__ import annotations

from mlp_gui.look.reading_pace import ReadingPace


def test_moving_numbers_wait_and_resting_ones_do_not() -> None:
    """Within the time a running number is left as it is; at rest and after a restart it is shown at once."""
    pace = ReadingPace(seconds=60.0)
    assert pace.is_due(is_running=True)
    assert not pace.is_due(is_running=True)
    assert pace.is_due(is_running=False)
    assert not pace.is_due(is_running=True)
    pace.restart()
    assert pace.is_due(is_running=True)
