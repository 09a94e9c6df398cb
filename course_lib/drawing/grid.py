"""A matrix as a grid of cells with its numbers, as part of a drawing."""

import numpy as np

from course_lib.drawing.shapes import FAINT, INK, NEGATIVE, POSITIVE, label, line, tag, value_label

CELL_HEIGHT = 32


def grid(
    key: str,
    values: np.ndarray,
    at: tuple[float, float],
    cell_width: float,
    *,
    title: str,
    colour: str = INK,
    limit: float = 0.0,
    crossed: np.ndarray | None = None,
) -> list[str]:
    """Draw a matrix with its left upper corner `at` a place and its `title` above.

    Cells are shaded by sign and size, full at `limit` (the largest number where none is given).
    Those `crossed` are left blank and struck through. The number in row i, column j has the name
    `key[i,j]`.
    """
    limit = limit or np.abs(np.nan_to_num(values)).max() or 1.0
    left, top = at
    middle = left + cell_width * values.shape[1] / 2
    shapes = [label(middle, top - 9, title, colour=colour, bold=True)]
    for (row, column), value in np.ndenumerate(values):
        x, y = left + cell_width * column, top + CELL_HEIGHT * row
        struck = crossed is not None and crossed[row, column]
        shapes += _cell(x, y, cell_width, 0.0 if struck else value / limit, struck)
        style = {"size": 14, "halo": None, "colour": FAINT if struck else INK}
        place = (x + cell_width / 2, y + CELL_HEIGHT / 2 + 5)
        shapes.append(value_label(*place, f"{key}[{row},{column}]", value, **style))
    return shapes


def _cell(x, y, width, share, struck):
    fill = POSITIVE if share > 0 else NEGATIVE
    place = {"x": x, "y": y, "width": width, "height": CELL_HEIGHT, "stroke": FAINT}
    yield tag("rect", **place, stroke_width=0.7, fill=fill, fill_opacity=0.6 * min(1.0, abs(share)))
    if struck:
        yield line(x, y + CELL_HEIGHT, x + width, y, width=0.7)
