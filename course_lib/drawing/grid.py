"""Numbers in shaded cells: one, a grid of them, a row with its name."""

from collections.abc import Callable, Iterator

import numpy as np

from course_lib.drawing.numbers import number
from course_lib.drawing.palette import FAINT, INK, NEGATIVE, POSITIVE
from course_lib.drawing.shapes import label, line, tag, value_label

CELL_HEIGHT = 32
DEPTH = 0.6  # of the deepest shade: what is written on it stays readable


def cell(
    key: str,
    value: float,
    box: tuple[float, float, float, float],
    limit: float,
    *,
    form: Callable[[float], str] = number,
    struck: bool = False,
    size: float = 14,
    bold: bool = False,
) -> str:
    """Draw a number in a cell shaded by its sign and size, full at `limit`; or struck through.

    `box` is left, top, width and height. The number has the name `key`.
    """
    x, y, width, height = box
    share = 0.0 if struck else value / limit
    shade = {"fill": POSITIVE if share > 0 else NEGATIVE}
    shade["fill_opacity"] = DEPTH * min(1.0, abs(share))
    place = {"x": x, "y": y, "width": width, "height": height}
    frame = tag("rect", **place, stroke=FAINT, stroke_width=0.7, **shade)
    stroke = line(x, y + height, x + width, y, width=0.7) if struck else ""
    style = {"size": size, "bold": bold, "halo": None, "colour": FAINT if struck else INK}
    middle = (x + width / 2, y + height / 2 + 5)
    text = value_label(*middle, key, value, form=form, **style)
    return tag("g", frame, stroke, text, **{"class": "cell"})


def cells(
    key: str,
    values: np.ndarray,
    at: tuple[float, float],
    cell_size: tuple[float, float],
    limit: float,
    *,
    crossed: np.ndarray | None = None,
    **style,
) -> Iterator[str]:
    """Draw a cell for each number of a vector or matrix, the first of them `at` a place.

    Those `crossed` are struck through. The number in row i, column j has the name `key[i,j]`, and
    number j of a vector `key[j]`.
    """
    (left, top), (width, height) = at, cell_size
    for index, value in np.ndenumerate(values):
        *above, column = index
        box = (left + width * column, top + height * sum(above), width, height)
        name = f"{key}[{','.join(map(str, index))}]"
        struck = crossed is not None and bool(crossed[index])
        yield cell(name, value, box, limit, struck=struck, **style)


def grid(
    key: str,
    values: np.ndarray,
    at: tuple[float, float],
    cell_width: float,
    *,
    title: str,
    colour: str = INK,
    limit: float = 0.0,
    **style,
) -> Iterator[str]:
    """Draw a matrix with its left upper corner `at` a place and its `title` above.

    Cells are shaded up to `limit`, or to the largest number where none is given; `style` goes on
    to `cells`.
    """
    left, top = at
    middle = left + cell_width * values.shape[1] / 2
    yield label(middle, top - 9, title, colour=colour, bold=True)
    limit = limit or np.abs(np.nan_to_num(values)).max() or 1.0
    yield from cells(key, values, at, (cell_width, CELL_HEIGHT), limit, **style)


def row(
    key: str,
    values: np.ndarray,
    at: tuple[float, float],
    cell_width: float,
    *,
    title: str,
    limit: float,
    **style,
) -> Iterator[str]:
    """Draw a vector, or the rows of a matrix, with its `title` on the left; else as `grid`."""
    left, top = at
    height = CELL_HEIGHT * (len(values) if values.ndim == 2 else 1)
    yield label(left - 8, top + height / 2 + 5, title, anchor="end", size=14, bold=True)
    yield from cells(key, values, at, (cell_width, CELL_HEIGHT), limit, **style)
