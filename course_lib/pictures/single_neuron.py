"""The backward pass of one neuron under a squared loss, one edge at a time."""

import re
from collections.abc import Sequence

from course_lib.drawing.drawing import Drawing
from course_lib.drawing.numbers import in_brackets, number, plain, subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD
from course_lib.drawing.shapes import RADIUS, arrow, label, node, value_label
from course_lib.pictures.neuron_edges import neuron_edges

X_PRODUCT, X_SUM, X_RELU, X_SQUARE, X_END = 178, 332, 462, 592, 708  # where the circles stand
X_B, ROW, TOP = 276, 116, 92


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
    shapes = [shape for i, edge in enumerate(edges) for shape in _edge(edge, places, i + 1, step)]
    shapes += _circles(len(x), current)
    if current and current.above:
        shapes.append(_upstream(*places[current.above]))
    shapes += _caption(edges, step, ROW * len(x) + TOP + 10)
    return Drawing(shapes, _in_words(edges, step), ROW * len(x) + TOP + 48)


def _places(n):
    """Return for every edge its two ends, and where along it the numbers stand."""
    middle = TOP + ROW * (n - 1) / 2
    ends = {
        "L": ((X_SQUARE, middle), (X_END + RADIUS, middle), 0.5),
        "y": ((X_RELU, middle), (X_SQUARE, middle), 0.5),
        "z": ((X_SUM, middle), (X_RELU, middle), 0.5),
        "b": ((X_B, TOP + ROW * n - 30), (X_SUM, middle), 0.3),
    }
    for i in range(n):
        place = (X_PRODUCT, TOP + ROW * i)
        ends[f"x{i}"] = ((34, place[1] - 36), place, 0.3)
        ends[f"w{i}"] = ((34, place[1] + 36), place, 0.3)
        ends[f"x{i}w{i}"] = (place, (X_SUM, middle), 0.48)
    return ends


def _edge(edge, places, order, step):
    start, end, along = places[edge.name]
    known, current = order <= step, order == step
    zero = known and edge.gradient == 0
    width = 4.5 if current else 2.2 if known else 1.5
    colour = BACKWARD if current or (known and not zero) else FAINT
    yield arrow(*_between(start, end), colour=colour, width=width, dashed=zero)
    x, y = start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])
    prefix = f"{edge.name} = " if edge.name in "Lyz" else ""
    key = f"{edge.name}.value"
    yield value_label(x, y - 8, key, edge.value, prefix=prefix, colour=FORWARD)
    if known:
        key = f"{edge.name}.gradient"
        yield value_label(x, y + 19, key, edge.gradient, colour=BACKWARD, bold=current)
    if edge.name[0] in "xwb" and len(edge.name) < 4:
        yield label(start[0] - 6, start[1] + 5, _written(edge.name), anchor="end")


def _upstream(start, end, along):
    x, y = start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])
    return label(x, y + 35, "upstream", colour=BACKWARD, size=14, bold=True)


def _between(start, end):
    """Return the part of a line that lies outside the circles at its ends."""
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    dx, dy = (RADIUS + 2) * (x1 - x0) / length, (RADIUS + 2) * (y1 - y0) / length
    from_circle = x0 in (X_PRODUCT, X_SUM, X_RELU, X_SQUARE)
    return (x0 + dx * from_circle, y0 + dy * from_circle), (x1 - dx, y1 - dy)


def _circles(n, current):
    middle = TOP + ROW * (n - 1) / 2
    operations = {f"x{i}w{i}": (X_PRODUCT, TOP + ROW * i, "×") for i in range(n)}
    operations["z"] = (X_SUM, middle, "+")
    operations["y"] = (X_RELU, middle, "ReLU")
    operations["L"] = (X_SQUARE, middle, "( )²")
    for output, (x, y, sign) in operations.items():
        active = current is not None and current.above == output
        yield node(x, y, sign, active=active)
        if active:
            local = f"local {number(current.local)}"
            yield label(x, y - RADIUS - 9, local, colour=BACKWARD, size=14, bold=True)


def _caption(edges, step, y):
    yield label(X_END, 24, "above an edge: its value, forward →", colour=FORWARD, anchor="end")
    yield label(X_END, 46, "← below: its gradient, backward", colour=BACKWARD, anchor="end")
    if not step:
        yield label(12, y, "Forward pass only. Take a backward step.", anchor="start", size=17)
        return
    edge = edges[step - 1]
    name, style = _written(edge.name), {"anchor": "start", "size": 17, "bold": True}
    sentence = f"gradient of {name} = upstream × local = {_factors(edge, number)}"
    yield label(12, y, f"Step {step} of {len(edges)}: {sentence}", **style)
    why = edge.why.format(factor=_written(edge.factor))
    yield label(12, y + 25, f"Local is {number(edge.local)}: {why}.", anchor="start")


def _written(name):
    """Return the name of an edge with its indices below the line."""
    return (
        "".join(subscript(letter, int(i)) for letter, i in re.findall(r"([a-z])(\d+)", name))
        or name
    )


def _factors(edge, form):
    upstream, local = in_brackets(edge.upstream, form), in_brackets(edge.local, form)
    return f"{upstream} × {local} = {form(edge.gradient)}"


def _in_words(edges, step):
    value = {edge.name: plain(edge.value) for edge in edges}
    words = f"Forward: the products and b sum to z = {value['z']}, ReLU gives y = {value['y']}, "
    words += f"the squared loss is L = {value['L']}."
    if not step:
        return words
    edge = edges[step - 1]
    why = edge.why.format(factor=edge.factor)
    words += f" Backward, step {step} of {len(edges)}: the gradient of {edge.name} is upstream "
    words += f"times local, {_factors(edge, plain)} (local: {why})."
    if edges[2].value <= 0 and step > 2:
        words += " No gradient passes the ReLU: nothing on its left will move."
    return words
