"""Matrices as coloured grids with their numbers written in."""

import numpy as np

from course_lib.pictures.picture import Picture, new_figure

# Orange below zero, white at zero, purple above: told apart by colour-blind eyes too.
COLOURS = "PuOr"
CELL_WIDTH, CELL_HEIGHT = 66, 42  # CSS pixels


def matrices(grids: dict, *, joined_by="", title="") -> Picture:
    """Draw each of `grids`, a label -> matrix, side by side, with its numbers.

    `joined_by` has the signs between them: "+=" for three grids a + b = c. All grids share one
    colour scale, white at zero.
    """
    grids = {label: np.atleast_2d(grid) + 0.0 for label, grid in grids.items()}  # no -0.
    limit = _largest(list(grids.values()))
    rows = max(len(grid) for grid in grids.values())
    columns = [grid.shape[1] + 0.6 for grid in grids.values()]
    scale = min(1.0, 760 / (CELL_WIDTH * sum(columns)))
    height = scale * CELL_HEIGHT * rows + (80 if title else 50)
    figure = new_figure(scale * CELL_WIDTH * sum(columns), height)
    figure.suptitle(title, x=0.02, ha="left")
    all_axes = figure.subplots(1, len(grids), squeeze=False, width_ratios=columns)[0]
    for axes, (label, grid) in zip(all_axes, grids.items(), strict=True):
        _draw(axes, label, grid, limit)
    for axes, sign in zip(all_axes[1:], joined_by, strict=False):
        middle = {"ha": "center", "va": "center", "transform": axes.transAxes}
        axes.text(-0.12, 0.5, sign, fontsize=16, **middle)
    words = "; ".join(f"{label}: {_in_words(grid)}" for label, grid in grids.items())
    return Picture(figure, f"{title}: {words}" if title else words)


def heat_map(grid, *, x_label: str, y_labels: list, title: str) -> Picture:
    """Draw a matrix, a labelled row for each quantity, with its columns running along `x_label`."""
    grid = np.asarray(grid, dtype=float)
    limit = _largest([grid])
    figure = new_figure(680, 24 * len(grid) + 110)
    axes = figure.add_subplot(xlabel=x_label, yticks=range(len(grid)), yticklabels=y_labels)
    axes.set_title(title, loc="left")
    scale = {"cmap": COLOURS, "vmin": -limit, "vmax": limit}
    figure.colorbar(axes.imshow(grid, aspect="auto", interpolation="nearest", **scale))
    ends = ", ".join(
        f"{label} from {row[0]:.3g} to {row[-1]:.3g}"
        for label, row in zip(y_labels, grid, strict=True)
    )
    return Picture(figure, f"{title}: {ends}, along {x_label}.")


def _draw(axes, label, grid, limit):
    axes.imshow(grid, cmap=COLOURS, vmin=-limit, vmax=limit, aspect=CELL_HEIGHT / CELL_WIDTH)
    axes.set_title(label)
    axes.set(xticks=[], yticks=[])
    for (row, column), number in np.ndenumerate(grid):
        colour = "white" if abs(number) > 0.65 * limit else "black"
        axes.text(column, row, f"{number:.4g}", ha="center", va="center", color=colour)


def _largest(grids):
    return max(np.abs(grid).max() for grid in grids) or 1.0


def _in_words(grid):
    return " / ".join(" ".join(f"{number:.4g}" for number in row) for row in grid)
