"""The rivals' pictures: each a new matplotlib figure, as a notebook would draw it by hand."""

import numpy as np
from matplotlib.figure import Figure

FORWARD, BACKWARD, GREY = "#0072B2", "#D55E00", "#666666"


def new_figure(width, height):
    """Return an empty figure of `width` by `height` CSS pixels."""
    return Figure(figsize=(width / 96, height / 96), layout="constrained")


def curve(values, title):
    """Draw a curve over a logarithmic axis."""
    figure = new_figure(680, 320)
    axes = figure.add_subplot(xlabel="step", ylabel=title)
    axes.plot(values, color=FORWARD)
    axes.set_yscale("log")
    axes.grid(alpha=0.3)
    return figure


def matrices(grids):
    """Draw matrices side by side, with their numbers."""
    grids = {label: np.atleast_2d(grid) + 0.0 for label, grid in grids.items()}
    limit = max(np.abs(grid).max() for grid in grids.values())
    columns = [grid.shape[1] + 0.6 for grid in grids.values()]
    rows = max(len(grid) for grid in grids.values())
    figure = new_figure(min(760, 66 * sum(columns)), 42 * rows + 50)
    all_axes = figure.subplots(1, len(grids), squeeze=False, width_ratios=columns)[0]
    for axes, (label, grid) in zip(all_axes, grids.items(), strict=True):
        axes.imshow(grid, cmap="PuOr", vmin=-limit, vmax=limit, aspect=42 / 66)
        axes.set(title=label, xticks=[], yticks=[])
        for (row, column), value in np.ndenumerate(grid):
            axes.text(column, row, f"{value:.4g}", ha="center", va="center")
    return figure


def heat_map(grid, labels, title):
    """Draw a matrix as a heat map, with a colour bar."""
    limit = np.abs(grid).max() or 1.0
    figure = new_figure(680, 24 * len(grid) + 110)
    axes = figure.add_subplot(xlabel="step", yticks=range(len(grid)), yticklabels=labels)
    axes.set_title(title, loc="left")
    scale = {"cmap": "PuOr", "vmin": -limit, "vmax": limit, "interpolation": "nearest"}
    figure.colorbar(axes.imshow(grid, aspect="auto", **scale))
    return figure


def neuron_graph(x, w, b, dvalue=1.0):
    """Draw the graph of a neuron with its values and gradients."""
    n, products = len(x), [xi * wi for xi, wi in zip(x, w, strict=True)]
    z = sum(products) + b
    dz, middle = dvalue * (z > 0), 1 - len(x)
    figure = new_figure(760, 120 * n + 80)
    axes = figure.add_subplot(xlim=(-0.3, 8.3), ylim=(-2 * n - 0.4, 1.2))
    axes.set_axis_off()
    for i in range(n):
        place = (2.4, -2 * i)
        _edge(axes, (0, place[1] + 0.5), place, x[i], dz * w[i], 0.2)
        _edge(axes, (0, place[1] - 0.5), place, w[i], dz * x[i], 0.2)
        _edge(axes, place, (4.8, middle), products[i], dz)
    _edge(axes, (2.4, -2 * n), (4.8, middle), b, dz)
    _edge(axes, (4.8, middle), (6.4, middle), z, dz)
    _edge(axes, (6.4, middle), (8.0, middle), max(z, 0.0), dvalue)
    circle = {"boxstyle": "circle", "facecolor": "white", "edgecolor": GREY}
    circles = {(2.4, -2 * i): "×" for i in range(n)}
    for place, sign in {**circles, (4.8, middle): "+", (6.4, middle): "ReLU"}.items():
        axes.text(*place, sign, ha="center", va="center", bbox=circle)
    return figure


def _edge(axes, start, end, value, gradient, along=0.45):
    look = {"arrowstyle": "-|>", "color": GREY, "shrinkB": 15}
    axes.annotate("", end, start, arrowprops=look, zorder=0)
    x, y = (a + along * (b - a) for a, b in zip(start, end, strict=True))
    axes.text(x, y + 0.05, f"{value:.4g}", color=FORWARD, ha="center", va="bottom")
    axes.text(x, y - 0.05, f"{gradient:.4g}", color=BACKWARD, ha="center", va="top")
