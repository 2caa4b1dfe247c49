"""The computation graph of a chain of single units: what is computed from what, with values and error signals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_gui.look.numbers import fixed_or_power
from mlp_gui.views.paper import Standing, identity, standing_of, touched_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.state.stepping import Stepping
    from mlp_gui.views.paper import Identity

Kind = mlp.Kind

TOP, MIDDLE, BOTTOM = range(3)
"""Rows: weights and the penalty, what is computed, biases and the target."""
_BARS: Final = "error_signals"


@dataclass(frozen=True, slots=True)
class Shown:
    """One number of a node.

    Attributes
    ----------
    text : str
        As it is written.
    quantity : Quantity
        Which number of the trace it is, or goes with.
    standing : Standing
        Whether it can be shown.
    symbol : str
        LaTeX that stands before it, "" for nothing.
    """

    text: str
    quantity: mlp.Quantity
    standing: Standing
    symbol: str = ""

    @property
    def shows_number(self) -> bool:
        """Whether the number is drawn, and not something in its place."""
        return self.standing is Standing.KNOWN


@dataclass(frozen=True, slots=True)
class Node:
    """One variable.

    Attributes
    ----------
    key : str
        Its name in the graph.
    symbol : str
        LaTeX.
    column, row : int
        Where it stands; rows are `TOP`, `MIDDLE` and `BOTTOM`.
    value : Shown
        Above it.
    error : Shown or None
        The loss's derivative by it, below it; None for what is never changed, and where it is not computed.
    is_current : bool
        Whether the step that was done last reads or makes one of its numbers.
    """

    key: str
    symbol: str
    column: int
    row: int
    value: Shown
    error: Shown | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class GraphStory:
    """A whole graph.

    Attributes
    ----------
    nodes : tuple of Node
        In the order of the forward pass.
    edges : tuple of (str, str)
        Keys of what is read, and of what is computed from it.
    """

    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]

    @property
    def column_count(self) -> int:
        """How many columns there are."""
        return max(node.column for node in self.nodes) + 1

    def formulas(self) -> Iterator[str]:
        """Yield the LaTeX of everything that is set."""
        for node in self.nodes:
            yield node.symbol
            if node.error is not None and node.error.symbol:
                yield node.error.symbol


def is_a_chain(trace: mlp.Trace) -> bool:
    """Return whether there is one unit in each layer, and something to descend."""
    return trace.rule is None and max(trace.sizes) == 1


def tell_graph(stepping: Stepping, trace: mlp.Trace) -> GraphStory:
    """Return the graph of the sample that is walked, as far as the step-through has computed it."""
    return _Teller(stepping, trace).story()


class _Teller:
    """Puts node beside node."""

    def __init__(self, stepping: Stepping, trace: mlp.Trace) -> None:
        self._stepping, self._trace = stepping, trace
        self._sample = stepping.sample or 0
        self._symbols = mlp.NOTATIONS[stepping.notation].symbols(trace)
        self._has_bars = stepping.notation == _BARS
        self._coming = touched_by(stepping, stepping.next_step).makes
        step = stepping.awaited_step or stepping.step
        current = () if step is None else (*step.reads, step.makes)
        self._current: frozenset[Identity] = frozenset(map(identity, current))
        self._last = len(trace.sizes) - 2
        # The penalty is the batch's: with several samples it belongs to none of them.
        self._is_penalised = trace.is_penalised and trace.n_samples == 1
        self._nodes: list[Node] = []
        self._edges: list[tuple[str, str]] = []

    def story(self) -> GraphStory:
        """Return the graph: x and from layer to layer w, b, z, y; then t, L, and the penalty's branch."""
        symbols, sample = self._symbols, self._sample
        self._add("x", symbols.activation(-1, 0), (0, MIDDLE), self._of(Kind.INPUT, -1, 0, -1, sample))
        read = "x"
        for layer in range(self._last + 1):
            read = self._add_layer(layer, read)
        column = 2 * self._last + 3
        target = self._of(Kind.TARGET, 0, 0, -1, sample)
        self._add("t", symbols.target(0), (column - 1, BOTTOM), target)
        loss = self._of(Kind.LOSS, self._last, 0, -1, sample)
        slope = self._one(Kind.OBJECTIVE_SLOPE) if self._is_penalised else None
        self._add("L", symbols.loss(sample), (column, MIDDLE), loss, self._error(slope, "L"), (read, "t"))
        if self._is_penalised:
            self._add_penalty(column)
        return GraphStory(tuple(self._nodes), tuple(self._edges))

    def _add_layer(self, layer: int, read: str) -> str:
        """Add a unit with its weight and bias; returns the key of its activation."""
        symbols, sample, column = self._symbols, self._sample, 2 * layer
        w, b, z, y = (f"{letter}{layer + 1}" for letter in "wbzy")
        gradient = self._of(Kind.WEIGHT_GRADIENT, layer, 0, 0, sample)
        if self._is_penalised:
            gradient = self._of(Kind.OBJECTIVE_GRADIENT, layer, 0, 0, -1)
        slope = self._of(Kind.BIAS_GRADIENT, layer, 0, -1, sample)
        weight, bias = self._of(Kind.WEIGHT, layer, 0, 0), self._of(Kind.BIAS, layer, 0)
        self._add(
            w, symbols.weight(layer, 0, 0), (column, TOP), weight, self._error(gradient, symbols.parameter(weight))
        )
        self._add(b, symbols.bias(layer, 0), (column, BOTTOM), bias, self._error(slope, symbols.bias(layer, 0)))
        delta = self._of(Kind.DELTA, layer, 0, -1, sample)
        total = self._of(Kind.PRE_ACTIVATION, layer, 0, -1, sample)
        letter = symbols.sum_variable(layer, 0)
        self._add(z, letter, (column + 1, MIDDLE), total, self._error(delta, letter), (read, w, b))
        activation, letter = self._of(Kind.ACTIVATION, layer, 0, -1, sample), symbols.activation(layer, 0)
        self._add(y, letter, (column + 2, MIDDLE), activation, self._error(self._above(layer), letter), (z,))
        return y

    def _above(self, layer: int) -> mlp.Quantity | None:
        """Return the loss's derivative by an activation; None for an output whose error signal is fused."""
        if layer < self._last:
            return self._of(Kind.DELTA_PRODUCT, layer + 1, 0, 0, self._sample)
        is_split = not (self._trace.fused or self._trace.network.activations[-1].output_only)
        return self._of(Kind.LOSS_SLOPE, layer, 0, -1, self._sample) if is_split else None

    def _add_penalty(self, column: int) -> None:
        """Add R and the loss that it is added to."""
        symbols, config = self._symbols, self._trace.config
        weights = np.concatenate([array.ravel() for array in self._trace.network.weights])
        sizes = {2: 0.5 * float(np.square(weights).sum()), 1: float(np.abs(weights).sum())}
        penalty = self._of(Kind.PENALTY)
        parts: list[str] = []
        for power, rate, kind in ((2, config.l2, Kind.L2_SLOPE), (1, config.l1, Kind.L1_SLOPE)):
            if not rate:
                continue
            letter, key = symbols.penalty_part(power), f"R{power}"
            value = mlp.Quantity(penalty.kind, sizes[power])
            row = BOTTOM if parts else TOP
            reads = tuple(f"w{layer + 1}" for layer in range(self._last + 1))
            self._add(key, letter, (column, row), value, self._error(self._of(kind), letter), reads)
            parts.append(key)
        whole, letter = self._of(Kind.OBJECTIVE), symbols.objective()
        error = self._error(self._one(Kind.OBJECTIVE_SLOPE), letter)
        self._add("L_reg", letter, (column + 1, MIDDLE), whole, error, ("L", *parts))

    # Parts.

    def _of(self, kind: mlp.Kind, layer: int = -1, unit: int = -1, source: int = -1, sample: int = -1) -> mlp.Quantity:
        return self._trace.quantity(kind, layer, unit, source, sample)

    def _one(self, kind: mlp.Kind) -> mlp.Quantity:
        """Return what is 1 and known from the moment that a number of a kind is."""
        return mlp.Quantity(kind, 1.0)

    def _add(
        self,
        key: str,
        symbol: str,
        place: tuple[int, int],
        value: mlp.Quantity,
        error: Shown | None = None,
        reads: tuple[str, ...] = (),
    ) -> None:
        shown = self._shown(value)
        is_current = any(
            each is not None and each.shows_number and identity(each.quantity) in self._current
            for each in (shown, error)
        )
        self._nodes.append(Node(key, symbol, *place, shown, error, is_current))
        self._edges += [(each, key) for each in reads]

    def _error(self, quantity: mlp.Quantity | None, letter: str) -> Shown | None:
        if quantity is None:
            return None
        symbol = _barred(letter) if self._has_bars else ""
        return self._shown(quantity, symbol)

    def _shown(self, quantity: mlp.Quantity, symbol: str = "") -> Shown:
        decimals = self._stepping.decimals
        is_given = quantity.kind in (Kind.INPUT, Kind.TARGET) and quantity.value == round(quantity.value)
        text = fixed_or_power(quantity.value, 0 if is_given else decimals)
        return Shown(text, quantity, standing_of(self._stepping, quantity, self._coming), symbol)


def _barred(letter: str) -> str:
    """Return a letter with a bar over it, its indices behind."""
    places = [place for place in (letter.find("_"), letter.find("^")) if place > 0]
    end = min(places, default=len(letter))
    return rf"\bar{{{letter[:end]}}}{letter[end:]}"
