"""The MLP visualiser: a window in which a multilayer perceptron visibly learns."""

__version__ = "0.1.0"
