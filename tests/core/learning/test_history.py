"""The record of a run: nothing lost, nothing copied, nothing changed under a reader."""

import numpy as np
import pytest

from mlp_core import errors
from mlp_core.learning.history import FULL_EPOCHS, History

NAN = float("nan")


def _filled(n_rows: int) -> History:
    history = History("accuracy")
    for epoch in range(n_rows):
        history.append(epoch, (epoch + 0.1, epoch + 0.2, NAN), (epoch + 0.4, NAN, NAN), epoch + 0.7)
    return history


def test_rows_come_back_in_their_columns() -> None:
    """What is appended is found in the column of its name, nan where there is no such part."""
    view = _filled(3).view()
    assert len(view) == 3
    assert view.metric_name == "accuracy"
    np.testing.assert_array_equal(view.epochs, [0, 1, 2])
    np.testing.assert_array_equal(view.train_loss, [0.1, 1.1, 2.1])
    np.testing.assert_array_equal(view.validation_loss, [0.2, 1.2, 2.2])
    np.testing.assert_array_equal(view.test_loss, [NAN] * 3)
    np.testing.assert_array_equal(view.train_metric, [0.4, 1.4, 2.4])
    np.testing.assert_array_equal(view.validation_metric, [NAN] * 3)
    np.testing.assert_array_equal(view.test_metric, [NAN] * 3)
    np.testing.assert_array_equal(view.train_penalty, [0.7, 1.7, 2.7])


def test_an_empty_history_has_an_empty_view() -> None:
    """Before the first row there is a view of no rows."""
    history = History("R2")
    assert len(history) == 0
    assert history.last_epoch is None
    assert len(history.view()) == 0


def test_views_cannot_be_written() -> None:
    """A reader cannot change the record."""
    view = _filled(2).view()
    with pytest.raises(ValueError, match="read-only"):
        view.train_loss[0] = 9.0
    with pytest.raises(ValueError, match="read-only"):
        view.epochs[0] = 9


def test_views_share_memory_with_the_record() -> None:
    """Taking a view copies no rows, and the same moment is the same view."""
    history = _filled(5)
    first = history.view()
    assert history.view() is first
    history.append(5, (1.0, 1.0, 1.0), (1.0, 1.0, 1.0))
    second = history.view()
    assert second is not first
    assert np.shares_memory(first.train_loss, second.train_loss)


def test_an_old_view_stays_as_it_was_while_the_record_grows() -> None:
    """Growing past several capacities leaves earlier views alone and loses no row."""
    history = _filled(1000)
    old = history.view()
    before = old.train_loss.copy()
    for epoch in range(1000, 20_000):
        history.append(epoch, (epoch + 0.1, NAN, NAN), (0.0, NAN, NAN))
        if epoch % 700 == 0:
            history.view()
    np.testing.assert_array_equal(old.train_loss, before)
    view = history.view()
    np.testing.assert_array_equal(view.epochs, np.arange(20_000))
    np.testing.assert_allclose(view.train_loss, np.arange(20_000) + 0.1)


def test_truncating_and_going_on_leaves_old_views_alone() -> None:
    """After going back, another future does not overwrite the one already handed out."""
    history = _filled(10)
    old = history.view()
    history.truncate(4)
    assert len(history) == 4
    assert history.last_epoch == 3
    history.append(4, (-1.0, -1.0, -1.0), (-1.0, -1.0, -1.0))
    np.testing.assert_array_equal(old.train_loss, np.arange(10) + 0.1)
    np.testing.assert_array_equal(history.view().train_loss, [0.1, 1.1, 2.1, 3.1, -1.0])


def test_truncating_reaches_rows_that_nobody_has_looked_at() -> None:
    """Rows can be dropped before they were ever viewed."""
    history = _filled(10)
    history.truncate(7)
    np.testing.assert_array_equal(history.view().epochs, np.arange(7))


def test_restoring_goes_back_and_forward() -> None:
    """A view is enough to return to its moment, also to one later than now."""
    history = _filled(3000)
    late = history.view()
    history.truncate(10)
    early = history.view()
    history.append(10, (-1.0, NAN, NAN), (0.0, NAN, NAN))
    history.restore(late)
    np.testing.assert_array_equal(history.view().train_loss, late.train_loss)
    history.append(3000, (7.0, NAN, NAN), (0.0, NAN, NAN))
    assert len(late) == 3000
    history.restore(early)
    assert history.last_epoch == 9
    np.testing.assert_array_equal(history.view().train_penalty, early.train_penalty)


def test_epochs_must_rise() -> None:
    """A row out of order is refused, since it would be drawn as a curve running backwards."""
    history = _filled(3)
    with pytest.raises(errors.ArgumentError, match="Epoch 2 cannot follow epoch 2"):
        history.append(2, (1.0, 1.0, 1.0), (1.0, 1.0, 1.0))
    with pytest.raises(errors.ArgumentError, match="cannot keep 4"):
        history.truncate(4)
    with pytest.raises(errors.ArgumentError, match="cannot continue"):
        history.restore(History("R2").view())


def test_recording_thins_out_as_epochs_double() -> None:
    """Every epoch to 131,072 is recorded; from there each doubling doubles the stride."""
    assert all(History.is_recorded(epoch) for epoch in (0, 1, 2, 77_777, FULL_EPOCHS))
    for doubling in range(1, 5):
        start, stop, stride = FULL_EPOCHS << (doubling - 1), FULL_EPOCHS << doubling, 1 << doubling
        recorded = [epoch for epoch in range(start + 1, start + 4097) if History.is_recorded(epoch)]
        assert recorded == list(range(start + stride, start + 4097, stride))
        assert History.is_recorded(stop)
        assert not History.is_recorded(stop - 1)
