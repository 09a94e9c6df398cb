"""The numbers on the edges of one neuron's graph under a squared loss."""

from collections.abc import Sequence
from typing import NamedTuple

OTHER = "the other factor, {factor}"


class Edge(NamedTuple):
    """An edge of the graph: what runs forward on it, and how its gradient comes about."""

    name: str
    value: float
    above: str  # the edge whose gradient is the upstream factor
    upstream: float
    local: float
    why: str  # with {factor}, where it is the other factor of a product
    factor: str = ""

    @property
    def gradient(self) -> float:
        """The gradient of the loss with respect to the value on this edge."""
        return self.upstream * self.local + 0.0


def neuron_edges(x: Sequence, w: Sequence, b: float, dvalue: float) -> list[Edge]:
    """Return the edges of L = ReLU(x0 w0 + x1 w1 + ... + b)², in the order of the backward pass."""
    z = round(sum(xi * wi for xi, wi in zip(x, w, strict=True)) + b, 12)  # no rounding residue
    y = max(z, 0.0)
    gate = "the gate is open, z > 0" if z > 0 else "the gate is shut, z ≤ 0"
    last = Edge("L", y**2, "", dvalue, 1.0, "L with respect to itself")
    square = Edge("y", y, "L", last.gradient, 2 * y, "the slope of a square, 2 y")
    relu = Edge("z", z, "y", square.gradient, 1.0 if z > 0 else 0.0, gate)
    edges = [last, square, relu]
    into_sum = {f"x{i}w{i}": xi * wi for i, (xi, wi) in enumerate(zip(x, w, strict=True))}
    for name, value in {**into_sum, "b": b}.items():
        edges.append(Edge(name, value, "z", relu.gradient, 1.0, "a sum hands on what it gets"))
    for i, (xi, wi) in enumerate(zip(x, w, strict=True)):
        edges.append(Edge(f"x{i}", xi, f"x{i}w{i}", relu.gradient, wi, OTHER, f"w{i}"))
        edges.append(Edge(f"w{i}", wi, f"x{i}w{i}", relu.gradient, xi, OTHER, f"x{i}"))
    return edges
