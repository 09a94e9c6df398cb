"""Matrices as shaded grids with their numbers written in."""

import numpy as np

from course_lib.drawing.axes import Axes
from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.grid import CELL_HEIGHT, grid
from course_lib.drawing.numbers import brief, number
from course_lib.drawing.palette import FAINT, NEGATIVE, POSITIVE
from course_lib.drawing.shapes import label, tag

# Widths of a cell, from the widest, and how a number is written in it.
SIZES = [
    (66, {"form": number}),
    (54, {"form": brief, "size": 13}),
    (47, {"form": brief, "size": 12}),
    (42, {"form": lambda value: brief(value, digits=2), "size": 12}),
]
SIGN, GAP, LETTER = 40, 22, 9.2  # between two grids, with a sign or none; of a letter of a heading
ROW, DEPTH = 22, 0.85  # of a heat map: the height of a row, and the opacity of the deepest shade


def matrices(grids: dict, *, joined_by="", title="") -> Drawing:
    """Draw each of `grids`, a label -> matrix, side by side, with its numbers.

    `joined_by` has the signs between them: "+=" for three grids a + b = c. All grids share one
    scale of shades, blank at zero.
    """
    grids = {name: np.atleast_2d(values) + 0.0 for name, values in grids.items()}  # no -0.
    gap, top = SIGN if joined_by else GAP, 58 if title else 28
    height = CELL_HEIGHT * max(len(values) for values in grids.values())
    cell, style = next((each for each in SIZES if _width(grids, each[0], gap) <= WIDTH), SIZES[-1])
    style = {"limit": _largest(grids.values()), **style}
    shapes, left = [label(5, 18, title, anchor="start", bold=True)] if title else [], 2.0
    for (name, values), sign in zip(grids.items(), joined_by.ljust(len(grids)), strict=True):
        middle = left + _room(name, values, cell) / 2
        corner = (middle - cell * values.shape[1] / 2, top)
        shapes += grid(name, values, corner, cell, title=name, **style)
        left = 2 * middle - left + gap
        if sign != " ":
            shapes.append(label(left - gap / 2, top + height / 2 + 7, sign, size=20))
    words = "; ".join(f"{name}: {_in_words(values)}" for name, values in grids.items())
    words = f"{title}: {words}" if title else words
    return Drawing(shapes, words, top + height + 4, max(left - gap + 2, LETTER * len(title)))


def _room(name, values, cell):
    """Return how wide a grid and its heading are."""
    return max(cell * values.shape[1], LETTER * len(name))


def _width(grids, cell, gap):
    rooms = [_room(name, values, cell) for name, values in grids.items()]
    return sum(rooms) + gap * (len(grids) - 1) + 4


def heat_map(values, *, x_label: str, y_labels: list, title: str) -> Drawing:
    """Draw a matrix, a labelled row for each quantity, with its columns running along `x_label`."""
    values = np.asarray(values, dtype=float)
    (n_rows, n_columns), limit = values.shape, _largest([values])
    left = LETTER * max(map(len, y_labels))
    axes = Axes((left, 34, WIDTH - left - 12, ROW * n_rows), (-0.5, n_columns - 0.5), (n_rows, 0))
    shapes = [_shade(axes, *place, value / limit) for place, value in np.ndenumerate(values)]
    steps = range(0, n_columns, max(1, (n_columns - 1) // 4))
    shapes += axes.frame(title, x_label, [*steps], [])
    for place, name in enumerate(y_labels):
        shapes.append(label(left - 8, axes.y(place) + 16, name, anchor="end", size=13))
    shapes += _scale(limit)
    ends = ", ".join(
        f"{name} from {row[0]:.3g} to {row[-1]:.3g}"
        for name, row in zip(y_labels, values, strict=True)
    )
    words = f"{title}: {ends}, along {x_label}."
    return Drawing(shapes, words, axes.top + axes.height + 44)


def _shade(axes, row, column, share):
    if not share:
        return ""
    left, right = axes.x(column - 0.5), axes.x(column + 0.5)
    look = {"fill": POSITIVE if share > 0 else NEGATIVE, "fill_opacity": DEPTH * abs(share)}
    return tag("rect", x=left, y=axes.y(row), width=right - left, height=ROW, **look)


def _scale(limit):
    """Draw what the deepest shades stand for."""
    for x, fill, sign in ((WIDTH - 150, NEGATIVE, -1), (WIDTH - 54, POSITIVE, 1)):
        box = {"x": x, "y": 10, "width": 14, "height": 14, "stroke": FAINT}
        yield tag("rect", **box, fill=fill, fill_opacity=DEPTH)
        words = number(float(f"{sign * limit:.2g}"))
        yield label(x - 6, 22, words, anchor="end", size=13)


def _largest(grids):
    return max(np.abs(values).max() for values in grids) or 1.0


def _in_words(values):
    return " / ".join(" ".join(f"{value:.4g}" for value in row) for row in values)
