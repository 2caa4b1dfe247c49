"""A slider and a number field for the same value, on a linear or a logarithmic scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mlp_gui.widgets.number_field import NumberField, NumberRange
from mlp_gui.widgets.slider import Slider

if TYPE_CHECKING:
    from mlp_gui.look import ThemeController

LINEAR_TICKS = 1000
DECADE_TICKS = 100


class ValueScale:
    """Where a value stands on a slider.

    Parameters
    ----------
    low, high : float
        The ends of the slider; on a logarithmic scale both are positive.
    logarithmic : bool
        Whether equal ways are equal factors.
    zero : bool
        Whether a logarithmic scale has 0 as its lowest place, below `low`.
    step : float
        On a linear scale, what values are rounded to; on a logarithmic one they keep two digits.
    """

    def __init__(
        self, low: float, high: float, *, logarithmic: bool = False, zero: bool = False, step: float = 0.01
    ) -> None:
        self.low = low
        self.high = high
        self.logarithmic = logarithmic
        self.zero = zero
        self.step = step
        if logarithmic:
            self.ticks = round(DECADE_TICKS * math.log10(high / low))
        else:
            self.ticks = min(max(round((high - low) / step), 1), LINEAR_TICKS)

    def tick(self, value: float) -> int:
        """Return the slider's place for `value`, the nearer end where it lies outside."""
        if not self.logarithmic:
            part = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        elif value <= 0.0 or (self.zero and value < self.low):
            return 0
        else:
            part = math.log(value / self.low) / math.log(self.high / self.low)
        first = 1 if self.zero else 0
        return first + round(min(max(part, 0.0), 1.0) * (self.ticks - first))

    def value(self, tick: int) -> float:
        """Return the value at a slider's place."""
        first = 1 if self.zero else 0
        if tick < first:
            return 0.0
        part = (tick - first) / (self.ticks - first)
        if not self.logarithmic:
            steps = round((self.low + part * (self.high - self.low)) / self.step)
            return min(max(round(steps * self.step, 10), self.low), self.high)
        value = self.low * (self.high / self.low) ** part
        return float(min(max(round(value, 1 - math.floor(math.log10(value))), self.low), self.high))


class SliderField(QWidget):
    """One value, dragged or typed.

    Parameters
    ----------
    name : str
        What a screen reader calls it.
    scale : ValueScale
        What the slider reaches.
    number_range : NumberRange
        What the field takes; it may reach further than the slider.
    tip : str
        One sentence on what the value does; the range is added.
    """

    #: float: the user gave another value; emitted all along a drag.
    value_changed = Signal(float)

    def __init__(
        self,
        theme_controller: ThemeController,
        name: str,
        scale: ValueScale,
        number_range: NumberRange,
        tip: str = "",
        parent: QWidget | None = None,
        *,
        width: int = 60,
    ) -> None:
        super().__init__(parent)
        self._tip = tip
        self._scale = scale
        self._value = number_range.low
        self.slider = Slider(theme_controller, self)
        self.slider.setRange(0, scale.ticks)
        self.slider.setAccessibleName(f"{name}, slider")
        self.field = NumberField(theme_controller, name, number_range, self, width=width)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme_controller.px(6))
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.field)
        self._set_steps()
        self._show_tip()
        self.slider.valueChanged.connect(self._on_slider_moved)
        self.slider.sliderReleased.connect(self._on_slider_released)
        self.field.value_changed.connect(self._on_field_changed)

    @property
    def value(self) -> float:
        """The value shown."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show `value` in both; nothing is emitted."""
        self._value = value
        self.field.set_value(value)
        tick = self._scale.tick(value)
        # While the hand holds the knob it stays under the hand.
        if not self.slider.isSliderDown() and tick != self.slider.value():
            self.slider.blockSignals(True)
            self.slider.setValue(tick)
            self.slider.blockSignals(False)

    def set_limits(self, scale: ValueScale, number_range: NumberRange) -> None:
        """Reach other values; show the current one again."""
        self._scale = scale
        self.slider.blockSignals(True)
        self.slider.setRange(0, scale.ticks)
        self.slider.blockSignals(False)
        self._set_steps()
        self.field.set_range(number_range)
        self.set_value(self._value)
        self._show_tip()

    def _set_steps(self) -> None:
        single = DECADE_TICKS // 10 if self._scale.logarithmic else max(self._scale.ticks // 50, 1)
        self.slider.setSingleStep(single)
        self.slider.setPageStep(single * (10 if self._scale.logarithmic else 5))

    def _show_tip(self) -> None:
        text = f"{self._tip} Range: {self.field.number_range.span_text()}."
        for widget in (self, self.slider, self.field):
            widget.setToolTip(text.strip())

    @Slot(int)
    def _on_slider_moved(self, tick: int) -> None:
        value = self._scale.value(tick)
        if value != self._value:
            self._value = value
            self.field.set_value(value)
            self.value_changed.emit(value)

    @Slot()
    def _on_slider_released(self) -> None:
        # What was asked for during the drag may have been refused, or rounded.
        self.set_value(self._value)

    @Slot(float)
    def _on_field_changed(self, value: float) -> None:
        self.set_value(value)
        self.value_changed.emit(value)
