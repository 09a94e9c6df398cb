"""The computational graph of one neuron: values forward, gradients backward."""

from collections.abc import Sequence

from course_lib.pictures.picture import BACKWARD, FORWARD, GREY, Picture, new_figure


def neuron_graph(x: Sequence, w: Sequence, b: float, dvalue: float = 1.0) -> Picture:
    """Draw y = ReLU(x0 w0 + x1 w1 + ... + b) as a graph.

    Above each edge stands the value that runs forward, below it the gradient that comes back
    when `dvalue` arrives at y from the next layer.
    """
    n = len(x)
    products = [xi * wi for xi, wi in zip(x, w, strict=True)]
    z = sum(products) + b
    dz = dvalue * (1.0 if z > 0 else 0.0)
    figure = new_figure(760, 120 * n + 80)
    axes = figure.add_subplot(xlim=(-0.3, 8.3), ylim=(-2 * n - 0.4, 1.2))
    axes.set_axis_off()
    middle = 1 - n
    for i in range(n):
        place = (2.4, -2 * i)
        _edge(axes, (0, place[1] + 0.5), place, f"x{i}", x[i], dz * w[i], 0.2)
        _edge(axes, (0, place[1] - 0.5), place, f"w{i}", w[i], dz * x[i], 0.2)
        _edge(axes, place, (4.8, middle), "", products[i], dz)
        _node(axes, place, "×")
    _edge(axes, (2.4, -2 * n), (4.8, middle), "b", b, dz)
    _edge(axes, (4.8, middle), (6.4, middle), "", z, dz)
    _edge(axes, (6.4, middle), (8.0, middle), "", max(z, 0.0), dvalue)
    _node(axes, (4.8, middle), "+")
    _node(axes, (6.4, middle), "ReLU")
    axes.text(8.1, middle, "y", va="center")
    axes.text(4.8, 1.0, "above the edge: value, forward", color=FORWARD)
    axes.text(4.8, 0.5, "below the edge: gradient, backward", color=BACKWARD)
    inputs = ", ".join(
        f"x{i} = {x[i]:g} (gradient {dz * w[i]:g}), w{i} = {w[i]:g} (gradient {dz * x[i]:g})"
        for i in range(n)
    )
    return Picture(
        figure,
        f"Computational graph of a neuron. Inputs: {inputs}, b = {b:g} (gradient {dz:g}). "
        f"Their products and b sum to z = {z:g} (gradient {dz:g}); "
        f"ReLU gives y = {max(z, 0.0):g} (gradient {dvalue:g}).",
    )


def _edge(axes, start, end, name, value, gradient, along=0.45):
    axes.annotate(
        "", end, start, arrowprops={"arrowstyle": "-|>", "color": GREY, "shrinkB": 15}, zorder=0
    )
    (x0, y0), (x1, y1) = start, end
    x, y = x0 + along * (x1 - x0), y0 + along * (y1 - y0)
    axes.text(x, y + 0.05, f"{value:.4g}", color=FORWARD, ha="center", va="bottom")
    axes.text(x, y - 0.05, f"{gradient:.4g}", color=BACKWARD, ha="center", va="top")
    if name:
        axes.text(x0 - 0.08, y0, name, ha="right", va="center")


def _node(axes, at, operation):
    axes.text(
        *at,
        operation,
        ha="center",
        va="center",
        bbox={"boxstyle": "circle", "facecolor": "white", "edgecolor": GREY},
    )
