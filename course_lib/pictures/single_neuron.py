"""The backward pass of one neuron, all at once or one edge at a time."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from course_lib.drawing.drawing import Drawing
from course_lib.drawing.numbers import number, plain, subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD
from course_lib.drawing.shapes import RADIUS, arrow, label, node, value_label
from course_lib.pictures.equations import multiplication, without_rounding

X_PRODUCT, X_SUM, X_RELU, X_SQUARE, X_END = 172, 322, 456, 592, 708  # where the circles stand
ROW, TOP = 116, 92
OUTSIDE = re.compile(r"b|[xw]\[\d\]")  # edges that come from no circle


class Edge(NamedTuple):
    """An edge of the graph: what runs forward on it, and how its gradient comes about."""

    name: str
    value: float
    above: str  # the edge whose gradient is the upstream factor
    upstream: float
    local: float
    why: str

    @property
    def gradient(self) -> float:
        """The gradient of the loss with respect to the value on this edge."""
        return self.upstream * self.local + 0.0


def neuron_graph(x: Sequence, w: Sequence, b: float, dvalue: float = 1.0) -> Drawing:
    """Draw the graph of y = ReLU(x0 w0 + x1 w1 + ... + b) with all its gradients.

    Above each edge stands the value that runs forward, below it the gradient that comes back when
    `dvalue` arrives at y from the next layer.
    """
    y = Edge("y", max(_sum(x, w, b), 0.0), "", dvalue, 1.0, "what the next layer sends back")
    edges = [y, *_edges_before(y, x, w, b)]
    places, circles = _places(len(x)), _operations(len(x))
    del circles["L"]
    shapes = [_arrow(edge, places[edge.name], age=1) for edge in edges] + [*_circles(circles)]
    shapes += [text for edge in edges for text in _numbers(edge, places[edge.name], age=1)]
    inputs = ", ".join(_told(edge) for edge in edges if OUTSIDE.fullmatch(edge.name))
    words = f"Computational graph of a neuron. Inputs: {inputs}. Their products and b sum to "
    words += f"{_told(edges[1])}; ReLU gives {_told(y)}."
    return Drawing([*shapes, *_directions()], words, ROW * len(x) + TOP - 8)


def _told(edge):
    return f"{_heard(edge.name)} = {plain(edge.value)} (gradient {plain(edge.gradient)})"


def single_neuron(
    x: Sequence, w: Sequence, b: float, dvalue: float = 1.0, step: int | None = None
) -> Drawing:
    """Draw the graph of L = ReLU(x0 w0 + x1 w1 + ... + b)² with the first `step` gradients.

    Above each edge stands the value that runs forward, below it the gradient of the loss that
    comes back when `dvalue` arrives from above. Step 0 is the forward pass alone; without a step
    the backward pass is complete.
    """
    edges = neuron_edges(x, w, b, dvalue)
    step = len(edges) if step is None else step
    current = edges[step - 1] if step else None
    places = _places(len(x))
    shapes = [_arrow(edge, places[edge.name], step - i) for i, edge in enumerate(edges, 1)]
    shapes += _circles(_operations(len(x)), current)
    for i, edge in enumerate(edges, 1):
        shapes += _numbers(edge, places[edge.name], step - i)
    if current and current.above:
        _, (x_above, y_above, anchor) = _beside(*places[current.above])
        x_above += {"start": -34, "middle": 0, "end": 34}[anchor]  # along the line
        style = {"colour": BACKWARD, "size": 14, "bold": True, "anchor": anchor}
        shapes.append(label(x_above, y_above + 17, "upstream", **style))
    shapes += _caption(edges, step, ROW * len(x) + TOP + 10)
    return Drawing(shapes, _in_words(edges, step), ROW * len(x) + TOP + 48)


def neuron_edges(x: Sequence, w: Sequence, b: float, dvalue: float) -> list[Edge]:
    """Return the edges of L = ReLU(x0 w0 + x1 w1 + ... + b)², in the order of the backward pass."""
    y = max(_sum(x, w, b), 0.0)
    last = Edge("L", y**2, "", dvalue, 1.0, "L with respect to itself")
    square = Edge("y", y, "L", last.gradient, 2 * y, "the slope of a square, 2 y")
    return [last, square, *_edges_before(square, x, w, b)]


def _sum(x, w, b):
    terms = [*(xi * wi for xi, wi in zip(x, w, strict=True)), b]
    return float(without_rounding(sum(terms), sum(map(abs, terms))))


def _edges_before(y, x, w, b):
    """Return the edges that lead to the edge `y`."""
    z = _sum(x, w, b)
    gate = "the gate is open, z > 0" if z > 0 else "the gate is shut, z ≤ 0"
    relu = Edge("z", z, "y", y.gradient, 1.0 if z > 0 else 0.0, gate)
    products = {f"x[{i}]w[{i}]": xi * wi for i, (xi, wi) in enumerate(zip(x, w, strict=True))}
    terms = {**products, "b": b}
    dz, why = relu.gradient, "a sum hands on what it gets"
    edges = [relu]
    edges += [Edge(name, value, "z", dz, 1.0, why) for name, value in terms.items()]
    for i, (above, xi, wi) in enumerate(zip(products, x, w, strict=True)):
        edges.append(Edge(f"x[{i}]", xi, above, dz, wi, f"the other factor, w[{i}]"))
        edges.append(Edge(f"w[{i}]", wi, above, dz, xi, f"the other factor, x[{i}]"))
    return edges


def _places(n):
    """Return for every edge its two ends, and the place along it where its numbers stand."""
    middle = TOP + ROW * (n - 1) / 2
    circles = [(x, middle) for x in (X_SUM, X_RELU, X_SQUARE, X_END + RADIUS)]
    places = {name: (*circles[i : i + 2], 0.5) for i, name in enumerate("zyL")}
    places["b"] = ((X_SUM, TOP + ROW * n - 26), circles[0], 0.2)
    for i in range(n):
        product = (X_PRODUCT, TOP + ROW * i)
        places[f"x[{i}]w[{i}]"] = (product, circles[0], 0.52)
        for letter, side in (("x", -36), ("w", 36)):
            places[f"{letter}[{i}]"] = ((34, product[1] + side), product, 0.23)
    return places


def _beside(start, end, along):
    """Return where the value and the gradient of an edge stand: beside its line, where it is steep.

    Each is x, y and the anchor of the text.
    """
    width, height = end[0] - start[0], end[1] - start[1]
    x, y = start[0] + along * width, start[1] + along * height
    if abs(height) < 0.3 * width:
        room = 2 if height else 0
        return (x, y - 8 - room, "middle"), (x, y + 19 + room, "middle")
    if abs(height) > width:
        return (x + 10, y - 4, "start"), (x + 10, y + 16, "start")
    right, left = (x + 5, "start"), (x - 5, "end")
    above, below = (right, left) if height > 0 else (left, right)
    return (above[0], y - 5, above[1]), (below[0], y + 16, below[1])


def _arrow(edge, place, age):
    """Draw an edge whose gradient came `age` steps ago, or comes later where that is negative."""
    zero = age >= 0 and edge.gradient == 0
    width = 4.5 if age == 0 else 2.2 if age > 0 else 1.5
    colour = BACKWARD if age == 0 or (age > 0 and not zero) else FAINT
    ends = _between(*place[:2], outside=bool(OUTSIDE.fullmatch(edge.name)))
    return arrow(*ends, colour=colour, width=width, dashed=zero)


def _between(start, end, outside):
    """Return the part of a line outside the circle at its end, and that at its start if any."""
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    dx, dy = (RADIUS + 2) * (x1 - x0) / length, (RADIUS + 2) * (y1 - y0) / length
    return (x0, y0) if outside else (x0 + dx, y0 + dy), (x1 - dx, y1 - dy)


def _numbers(edge, place, age):
    (x, y, anchor), (below_x, below_y, below_anchor) = _beside(*place)
    prefix = f"{edge.name} = " if edge.name in "Lyz" else ""
    look = {"colour": FORWARD, "anchor": anchor, "prefix": prefix}
    yield value_label(x, y, f"{edge.name}.value", edge.value, **look)
    if age >= 0:
        look = {"colour": BACKWARD, "anchor": below_anchor, "bold": age == 0}
        yield value_label(below_x, below_y, f"{edge.name}.gradient", edge.gradient, **look)
    if OUTSIDE.fullmatch(edge.name):
        yield label(place[0][0] - 6, place[0][1] + 5, _seen(edge.name), anchor="end")


def _operations(n):
    """Return where the circles stand, and their signs, each by the edge that leaves it."""
    middle = TOP + ROW * (n - 1) / 2
    operations = {f"x[{i}]w[{i}]": (X_PRODUCT, TOP + ROW * i, "×") for i in range(n)}
    operations |= {"z": (X_SUM, middle, "+"), "y": (X_RELU, middle, "ReLU")}
    return operations | {"L": (X_SQUARE, middle, "( )²")}


def _circles(operations, current=None):
    middle = operations["z"][1]
    local = f"local {number(current.local)}" if current else ""
    for output, (x, y, sign) in operations.items():
        active = current is not None and current.above == output
        yield node(x, y, sign, active=active)
        if active:  # its local gradient, where no line is: the one from a lower circle goes up
            local_y = y + RADIUS + 20 if y > middle else y - RADIUS - 9
            side = "end" if (x, y) == (X_PRODUCT, middle) else "start"
            style = {"colour": BACKWARD, "size": 14, "bold": True, "anchor": side}
            yield label(x + (12 if side == "end" else -12), local_y, local, **style)


def _directions():
    yield label(X_END, 24, "above an edge: its value, forward →", colour=FORWARD, anchor="end")
    yield label(X_END, 46, "← below: its gradient, backward", colour=BACKWARD, anchor="end")


def _caption(edges, step, y):
    yield from _directions()
    if not step:
        yield label(12, y, "Forward pass only. Take a backward step.", anchor="start", size=17)
        return
    edge = edges[step - 1]
    sentence = f"gradient of {_seen(edge.name)} = {_factors(edge, number)}"
    words = f"Step {step} of {len(edges)}: {sentence}"
    yield label(12, y, words, anchor="start", size=17, bold=True)
    words = f"upstream × local, and local is {number(edge.local)}: {_seen(edge.why)}"
    yield label(12, y + 25, words, anchor="start")


def _factors(edge, form):
    return multiplication([edge.upstream, edge.local], edge.gradient, form)


def _seen(text):
    """Return a text for the eye: x[0] is written with its number below the line."""
    return re.sub(r"([xw])\[(\d)\]", lambda each: subscript(each[1], int(each[2])), text)


def _heard(text):
    """Return a text for the ear: x[0] is spoken x0."""
    return re.sub(r"\[(\d)\]", r"\1", text)


def _in_words(edges, step):
    value = {edge.name: plain(edge.value) for edge in edges}
    words = f"Forward: the products and b sum to z = {value['z']}, ReLU gives y = {value['y']}, "
    words += f"the squared loss is L = {value['L']}."
    if not step:
        return words
    edge = edges[step - 1]
    words += f" Backward, step {step} of {len(edges)}: the gradient of {_heard(edge.name)} is "
    words += f"upstream times local, {_factors(edge, plain)} (local: {_heard(edge.why)})."
    if edges[2].value <= 0 and step > 2:
        words += " No gradient passes the ReLU: nothing on its left will move."
    return words
