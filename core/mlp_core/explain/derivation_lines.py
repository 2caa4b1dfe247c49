"""The lines of every derivation in plain letters: loss L, output y, its sum z, target t.

A notation puts its own letters in their place (`derivation_letters`).
"""

from __future__ import annotations

DY = r"\frac{\partial L}{\partial y}"
DZ = r"\frac{\partial L}{\partial z}"
SLOPE = r"\frac{d y}{d z}"
JACOBIAN = r"\frac{\partial y_k}{\partial z_j}"

ACTIVATION_LINES: dict[str, tuple[tuple[str, str], ...]] = {
    "identity": (
        (r"y = z", "Definition of the linear unit"),
        (rf"{SLOPE} = 1", "Derivative of a power"),
    ),
    "sigmoid": (
        (r"y = \sigma(z) = \frac{1}{1 + e^{{-}z}} = (1 + e^{{-}z})^{{-}1}", "Definition of the sigmoid"),
        (rf"{SLOPE} = {{-}}1 (1 + e^{{{{-}}z}})^{{{{-}}2}} \cdot \frac{{d}}{{d z}} (1 + e^{{{{-}}z}})", "Chain rule"),
        (rf"{SLOPE} = {{-}}1 (1 + e^{{{{-}}z}})^{{{{-}}2}} \cdot e^{{{{-}}z}} \cdot ({{-}}1)", "Derivative of exp"),
        (rf"{SLOPE} = \frac{{e^{{{{-}}z}}}}{{(1 + e^{{{{-}}z}})^{{2}}}}", "Collecting factors"),
        (r"1 - y = \frac{1 + e^{{-}z} - 1}{1 + e^{{-}z}} = \frac{e^{{-}z}}{1 + e^{{-}z}}", "Common denominator"),
        (rf"{SLOPE} = y (1 - y)", "Substitution"),
    ),
    "tanh": (
        (r"y = \tanh z = \frac{e^{z} - e^{{-}z}}{e^{z} + e^{{-}z}}", "Definition of the hyperbolic tangent"),
        (
            SLOPE + r" = \frac{(e^{z} + e^{{-}z})^{2} - (e^{z} - e^{{-}z})^{2}}{(e^{z} + e^{{-}z})^{2}}",
            "Quotient rule",
        ),
        (rf"{SLOPE} = 1 - \left( \frac{{e^{{z}} - e^{{{{-}}z}}}}{{e^{{z}} + e^{{{{-}}z}}}} \right)^{{2}}", "Dividing"),
        (rf"{SLOPE} = 1 - y^{{2}}", "Substitution"),
    ),
    "relu": (
        (r"y = \max(0, z)", "Definition of the rectified linear unit"),
        (r"y = z \text{ for } z > 0, \quad y = 0 \text{ for } z \le 0", "Cases"),
        (rf"{SLOPE} = \mathbf{{1}}[z > 0]", "Derivative of each case, taken as 0 at the kink"),
    ),
    "leaky_relu": (
        (r"y = \max(0.01 z, z)", "Definition of the leaky rectified linear unit"),
        (r"y = z \text{ for } z > 0, \quad y = 0.01 z \text{ for } z \le 0", "Cases"),
        (
            rf"{SLOPE} = 0.01 + 0.99 \, \mathbf{{1}}[z > 0]",
            "Derivative of each case, taken from the left at the kink",
        ),
    ),
    "elu": (
        (r"y = z \text{ for } z > 0, \quad y = e^{z} - 1 \text{ for } z \le 0", "Definition of the ELU"),
        (rf"{SLOPE} = 1 \text{{ for }} z > 0, \quad {SLOPE} = e^{{z}} \text{{ for }} z \le 0", "Derivative of exp"),
        (rf"{SLOPE} = \min(y, 0) + 1", "Substitution"),
    ),
    "softplus": (
        (r"y = \log(1 + e^{z})", "Definition of softplus"),
        (rf"{SLOPE} = \frac{{1}}{{1 + e^{{z}}}} \cdot e^{{z}}", "Chain rule, derivative of log"),
        (rf"{SLOPE} = \frac{{1}}{{1 + e^{{{{-}}z}}}} = \sigma(z)", "Dividing above and below"),
        (rf"{SLOPE} = 1 - e^{{{{-}}y}}", "Substitution"),
    ),
    "silu": (
        (r"y = z \, \sigma(z)", "Definition of the SiLU"),
        (rf"{SLOPE} = \sigma(z) + z \, \sigma'(z)", "Product rule"),
        (rf"{SLOPE} = \sigma(z) + z \, \sigma(z) (1 - \sigma(z))", "Derivative of the sigmoid"),
        (rf"{SLOPE} = \sigma(z) + y (1 - \sigma(z))", "Substitution"),
    ),
    "sine": (
        (r"y = \sin z", "Definition of the unit"),
        (rf"{SLOPE} = \cos z", "Derivative of sine"),
    ),
    "softmax": (
        (r"y_k = \frac{e^{z_k}}{\sum_i e^{z_i}}", "Definition of softmax"),
        (
            JACOBIAN + r" = \frac{\mathbf{1}[j = k] \, e^{z_k} \sum_i e^{z_i} - e^{z_k} e^{z_j}}{(\sum_i e^{z_i})^{2}}",
            "Quotient rule",
        ),
        (JACOBIAN + r" = y_k (\mathbf{1}[j = k] - y_j)", "Substitution"),
    ),
}
ACTIVATION_LINES |= {
    name: (
        (definition, "Definition of the step"),
        (rf"{SLOPE} = 0", "Derivative of a constant, on either side of the jump"),
    )
    for name, definition in (
        ("step", r"y = \mathbf{1}[z > 0]"),
        ("step_inclusive", r"y = \mathbf{1}[z \ge 0]"),
        ("sign", r"y = 2 \cdot \mathbf{1}[z \ge 0] - 1"),
    )
}
"""Lines of each activation, to its derivative."""

_STEEP = r"(1 + e^{{-}\beta z})"
STEEP_SIGMOID_LINES = (
    (rf"y = \frac{{1}}{{1 + e^{{{{-}}\beta z}}}} = {_STEEP}^{{{{-}}1}}", "Definition of the sigmoid with slope"),
    (rf"{SLOPE} = {{-}}1 {_STEEP}^{{{{-}}2}} \cdot e^{{{{-}}\beta z}} \cdot ({{-}}\beta)", "Chain rule, twice"),
    (r"1 - y = \frac{e^{{-}\beta z}}{1 + e^{{-}\beta z}}", "Common denominator"),
    (rf"{SLOPE} = \beta \, y (1 - y)", "Substitution"),
)
STEEP_SLOPE = r"\beta \, y (1 - y)"

SLOPES = {
    "identity": "1",
    "sigmoid": r"y (1 - y)",
    "tanh": r"(1 - y^{2})",
    "relu": r"\mathbf{1}[z > 0]",
    "leaky_relu": r"(0.01 + 0.99 \, \mathbf{1}[z > 0])",
    "elu": r"(\min(y, 0) + 1)",
    "softplus": r"(1 - e^{{-}y})",
    "silu": r"(\sigma(z) + y (1 - \sigma(z)))",
    "sine": r"\cos z",
    "step": "0",
    "step_inclusive": "0",
    "sign": "0",
}

TARGET_FIRST_LINES = (
    (r"L = \frac{1}{2} (t - y)^{2}", "Definition of the squared error"),
    (
        rf"{DY} = \frac{{1}}{{2}} \cdot 2 (t - y) \cdot \frac{{\partial}}{{\partial y}} (t - y)",
        "Chain rule",
    ),
    (rf"{DY} = {{-}}(t - y)", "Derivative of a sum"),
)
"""Of the squared error where the target is written first."""
EXPANDED_LINE = (rf"{DY} = y - t", "Expanding")
TARGET_FIRST_ERROR = "{-}(t - y)"

LOSS_LINES: dict[str, tuple[tuple[str, str], ...]] = {
    "squared_error": (
        (r"L = \frac{1}{2} (y - t)^{2}", "Definition of the squared error"),
        (
            rf"{DY} = \frac{{1}}{{2}} \cdot 2 (y - t) \cdot \frac{{\partial}}{{\partial y}} (y - t)",
            "Chain rule",
        ),
        (rf"{DY} = y - t", "Derivative of a sum"),
    ),
    "absolute_error": (
        (r"L = |y - t|", "Definition of the absolute error"),
        (
            rf"{DY} = \operatorname{{sign}}(y - t)",
            "Derivative of the absolute value, taken as 0 at the kink",
        ),
    ),
    "binary_cross_entropy": (
        (r"L = {-}t \log y - (1 - t) \log(1 - y)", "Definition of the binary cross-entropy"),
        (rf"{DY} = {{-}}\frac{{t}}{{y}} + \frac{{1 - t}}{{1 - y}}", "Derivative of log, chain rule"),
        (rf"{DY} = \frac{{{{-}}t (1 - y) + (1 - t) y}}{{y (1 - y)}}", "Common denominator"),
        (rf"{DY} = \frac{{y - t}}{{y (1 - y)}}", "Expanding"),
    ),
    "categorical_cross_entropy": (
        (r"L = {-}\sum_k t_k \log y_k", "Definition of the cross-entropy"),
        (
            r"\frac{\partial L}{\partial y_k} = {-}\frac{t_k}{y_k}",
            "Derivative of log",
        ),
    ),
    "hinge": (
        (r"L = \max(0, 1 - t y)", "Definition of the hinge loss"),
        (r"L = 1 - t y \text{ for } t y < 1, \quad L = 0 \text{ for } t y \ge 1", "Cases"),
        (rf"{DY} = {{-}}t \, \mathbf{{1}}[t y < 1]", "Derivative of each case, taken as 0 at the kink"),
    ),
    "perceptron": (
        (r"L = \max(0, {-}t y)", "Definition of the perceptron loss"),
        (r"L = {-}t y \text{ for } t y \le 0, \quad L = 0 \text{ for } t y > 0", "Cases"),
        (rf"{DY} = {{-}}t \, \mathbf{{1}}[t y \le 0]", "Derivative of each case, taken from the left at the kink"),
    ),
    "zero_one": (
        (r"L = \mathbf{1}[\text{wrong class}]", "Definition of the zero-one loss"),
        (rf"{DY} = 0", "Derivative of a constant, on either side of the jump"),
    ),
}
"""Lines of each loss, to dL/dy of one output."""

ERRORS = {
    "squared_error": "(y - t)",
    "absolute_error": r"\operatorname{sign}(y - t)",
    "binary_cross_entropy": r"\frac{y - t}{y (1 - y)}",
    "categorical_cross_entropy": r"\left( {-}\frac{t}{y} \right)",
    "hinge": r"({-}t \, \mathbf{1}[t y < 1])",
    "perceptron": r"({-}t \, \mathbf{1}[t y \le 0])",
    "zero_one": "0",
}

SOFTMAX_ERRORS = {
    "squared_error": "(y_k - t_k)",
    "absolute_error": r"\operatorname{sign}(y_k - t_k)",
    "binary_cross_entropy": r"\frac{y_k - t_k}{y_k (1 - y_k)}",
    "hinge": r"({-}t_k \, \mathbf{1}[t_k y_k < 1])",
    "perceptron": r"({-}t_k \, \mathbf{1}[t_k y_k \le 0])",
    "zero_one": "0",
}

THROUGH_SOFTMAX = (
    r"\frac{\partial L}{\partial z_j} = \sum_k \frac{\partial L}{\partial y_k} \frac{\partial y_k}{\partial z_j}",
    "Chain rule over all outputs",
)
