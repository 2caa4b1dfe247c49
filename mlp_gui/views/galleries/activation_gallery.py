"""The activation gallery: f and f' side by side, with the unit's sum on both and the tangent there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

import mlp_core as mlp
from mlp_gui.look.numbers import compact, fixed_or_power
from mlp_gui.views.galleries import functions
from mlp_gui.views.galleries.gallery import Gallery
from mlp_gui.views.galleries.plot import Curve, Plot, Point
from mlp_gui.views.galleries.standing import Standing, unit_standing
from mlp_gui.widgets import Choice, FormRow, NumberRange, SliderField, ValueScale

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


_OWN = "own"
LEAST_BETA, MOST_BETA = 0.1, 50.0


class ActivationGallery(Gallery):
    """An activation function and its derivative; the sigmoid's steepness can be turned until it is a step.

    Notes
    -----
    The point and its tangent appear as the step-through computes f(z) and f'(z). Shown is the function of the unit
    that is selected, else of the one that the step is about; any other can be chosen, the unit's own is then dashed.
    The steepness here changes the picture, not the network.
    """

    object_name = "activation_gallery"
    spoken_name = "Activation function"

    def _build(self) -> None:
        theme_controller = self._theme_controller
        self._standing: Standing | None = None
        self._plots: tuple[Plot, ...] = ()
        self._beta: float | None = None
        self._choice = Choice("Activation function shown", self)
        self._choice.setObjectName("shown_activation")
        own = (_OWN, "The unit's own", "The activation function of the unit that is looked at.")
        others = ((each.name, each.title, each.summary) for each in mlp.ACTIVATIONS.values() if not each.output_only)
        self._choice.set_items((own, *others))
        self._choice.set_value(_OWN)
        self._choice.setFixedWidth(theme_controller.px(132))
        self._choice.hide()
        self._choice.chosen.connect(self._on_chosen)
        self._slider = SliderField(
            theme_controller,
            "Steepness β",
            ValueScale(LEAST_BETA, MOST_BETA, logarithmic=True),
            NumberRange(LEAST_BETA, MOST_BETA, factor=1.25),
            "How steep the sigmoid is in this picture; the step is its limit. The network keeps its own.",
            self,
        )
        self._slider.setObjectName("steepness")
        self._slider.set_value(1.0)
        self._slider.value_changed.connect(self._on_beta_changed)
        self._row = FormRow(theme_controller, "Steepness β", self._slider, parent=self)
        self._row.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 4)
        layout.addStretch(1)
        layout.addWidget(self._row)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: which function."""
        self._choice.show()
        return [self._choice]

    @property
    def message(self) -> str:
        """What is written in place of a picture, or ""."""
        self.catch_up()
        return "" if self._standing is not None else "This appears as soon as the network is ready."

    @property
    def plots(self) -> tuple[Plot, ...]:
        """What is drawn: the function and its derivative."""
        self.catch_up()
        return self._plots

    @property
    def standing(self) -> Standing | None:
        """The unit that is looked at."""
        self.catch_up()
        return self._standing

    @property
    def function(self) -> mlp.Activation | None:
        """What is shown."""
        self.catch_up()
        if self._standing is None:
            return None
        name = self._choice.value
        function = self._standing.activation if name == _OWN else mlp.ACTIVATIONS[name]
        if function.name == "sigmoid" and self._beta is not None:
            return mlp.Sigmoid(self._beta)
        return function

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(601, 173)

    @Slot(str)
    def _on_chosen(self, _name: str) -> None:
        self._beta = None
        self._refresh_now()

    @Slot(float)
    def _on_beta_changed(self, beta: float) -> None:
        self._beta = beta
        self._refresh_now()

    def _refresh(self) -> None:
        former, self._standing = self._standing, unit_standing(self._session)
        standing = self._standing
        if standing is None:
            self._plots = ()
            self._row.hide()
            self._say("")
            return
        if former is not None and (former.layer, former.unit) != (standing.layer, standing.unit):
            self._beta = None
        function = self.function
        assert function is not None
        is_sigmoid = function.name == "sigmoid"
        if is_sigmoid:
            self._slider.set_value(float(getattr(function, "beta", 1.0)))
            self._row.setProperty("picture_title", f"Steepness β = {compact(self._slider.value, 3)}")
        if self._row.isHidden() == is_sigmoid:
            self._row.setVisible(is_sigmoid)
        self._plots = (self._plot(function, standing), self._slope_plot(function, standing))
        at = standing.pre_activation
        shown = f"{self._letters.sum} = {fixed_or_power(at, self._decimals, with_sign=True)}" if at is not None else ""
        whole = (standing.name, function.title, shown)
        forms = (whole, (standing.name, shown), (function.title, shown), (shown or function.title,), ())
        self._say(*dict.fromkeys(", ".join(filter(None, form)) for form in forms))
        self.setAccessibleDescription(self._subtitle_forms[0])

    def _plot(self, function: mlp.Activation, standing: Standing) -> Plot:
        reach = functions.reach_of(standing.pre_activation)
        curves = self._kept_curves(
            "function", _key(function, standing, reach), lambda: self._function_curves(function, standing, reach)
        )
        z, f, *_ = self._letters
        point, value, at = None, "", standing.pre_activation
        if at is not None and standing.is_activated:
            height = float(functions.values(function, np.array([at]), standing.others)[0])
            slope = float(functions.slopes(function, np.array([at]), standing.others)[0])
            point = Point(at, height, slope if standing.has_slope else None)
            value = fixed_or_power(height, self._decimals)
        ends = functions.y_range(function, reach)
        return Plot(f"{f}({z})", value, (-reach, reach), ends, curves, point, at, z, names_others=True)

    def _function_curves(self, function: mlp.Activation, standing: Standing, reach: float) -> tuple[Curve, ...]:
        curves = []
        theme = self._style.theme
        if function.name == "sigmoid":
            limit = mlp.ACTIVATIONS["step"]
            x = np.array([-reach, 0.0, 0.0, reach])
            curves.append(Curve(limit.title, x, np.array([0.0, 0.0, 1.0, 1.0]), theme.text3, 1.25, "dotted"))
        own = standing.activation
        if self._is_compared(function, standing):
            x = functions.grid(reach, own)
            curves.append(Curve(own.title, x, functions.values(own, x, standing.others), theme.text3, 1.4, "dashed"))
        x, y = self._points(function, standing, reach)
        return (*curves, Curve(function.title, x, y, theme.ink))

    def _slope_plot(self, function: mlp.Activation, standing: Standing) -> Plot:
        reach = functions.reach_of(standing.pre_activation)
        curves = self._kept_curves(
            "slope", _key(function, standing, reach), lambda: self._slope_curves(function, standing, reach)
        )
        z, f, *_ = self._letters
        point, value, at = None, "", standing.pre_activation
        if at is not None and standing.has_slope:
            slope = float(functions.slopes(function, np.array([at]), standing.others)[0])
            point, value = Point(at, slope), fixed_or_power(slope, self._decimals)
        ends = functions.slope_range(function, reach)
        return Plot(f"{f}′({z})", value, (-reach, reach), ends, curves, point, at, z)

    def _slope_curves(self, function: mlp.Activation, standing: Standing, reach: float) -> tuple[Curve, ...]:
        theme, own = self._style.theme, standing.activation
        curves = []
        if self._is_compared(function, standing):
            x = functions.grid(reach, own)
            curves.append(Curve(own.title, x, functions.slopes(own, x, standing.others), theme.text3, 1.4, "dashed"))
        x = functions.grid(reach, function)
        return (*curves, Curve(function.title, x, functions.slopes(function, x, standing.others), theme.ink))

    @staticmethod
    def _is_compared(function: mlp.Activation, standing: Standing) -> bool:
        own = standing.activation
        return function.name != own.name or getattr(function, "beta", 1.0) != getattr(own, "beta", 1.0)

    @staticmethod
    def _points(function: mlp.Activation, standing: Standing, reach: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the curve; a function that jumps has a gap there and no slanted line."""
        x = functions.grid(reach, function)
        y = functions.values(function, x, standing.others)
        if functions.is_jump(function):
            at = int(np.searchsorted(x, 0.0))
            x, y = np.insert(x, at, 0.0), np.insert(y, at, np.nan)
        return x, y

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:  # noqa: ARG002
        bottom = self._row.height() + 4 if self._row.isVisible() else 0
        area = QRectF(self.rect()).adjusted(0, 0, 0, -bottom)
        half = area.width() / 2.0
        for place, (plot, plot_painter) in enumerate(zip(self._plots, self._painters, strict=True)):
            part = QRectF(area.left() + place * half, area.top(), half, area.height())
            plot_painter.paint(painter, self._style, part, plot)


def _key(function: mlp.Activation, standing: Standing, reach: float) -> tuple[object, ...]:
    """Return what the curves depend on."""
    steepness = (getattr(each, "beta", 1.0) for each in (function, standing.activation))
    return function.name, standing.activation.name, *steepness, reach, standing.others
