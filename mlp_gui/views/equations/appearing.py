"""Numbers appear as their pulse arrives: they fade in, where things move at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal, Slot

from mlp_gui.views.paper import Identity, identity

if TYPE_CHECKING:
    from mlp_core import Quantity

MILLISECONDS: Final = 120


class Appearing(QObject):
    """What has just arrived, and how far it can be seen.

    Parameters
    ----------
    parent : QObject
        The page.

    Signals
    -------
    moved
        It can be seen better now.
    """

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._arrived: frozenset[Identity] = frozenset()
        self._share = 1.0
        self._clock = QVariantAnimation(self)
        self._clock.setDuration(MILLISECONDS)
        self._clock.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.valueChanged.connect(self._on_value_changed)

    def begin(self, arrived: frozenset[Identity]) -> None:
        """Fade some numbers in; whatever was on its way in is there at once."""
        self._clock.stop()
        self._arrived, self._share = arrived, 0.0 if arrived else 1.0
        if arrived:
            self._clock.start()

    def opacity_of(self, quantity: Quantity | None) -> float:
        """Return how far a number can be seen, 0 to 1."""
        is_fresh = quantity is not None and self._share < 1.0 and identity(quantity) in self._arrived
        return self._share if is_fresh else 1.0

    @Slot(object)
    def _on_value_changed(self, share: float) -> None:
        self._share = share
        self.moved.emit()
