"""Rows of numbers, one for each class, in the two columns of the picture of a loss."""

from collections.abc import Iterator

import numpy as np

from course_lib.drawing.drawing import WIDTH
from course_lib.drawing.grid import CELL_HEIGHT
from course_lib.drawing.shapes import (
    BACKWARD,
    FAINT,
    FORWARD,
    INK,
    NEGATIVE,
    PAPER,
    POSITIVE,
    label,
    line,
    number,
    tag,
)

NAMES, GAP, EDGE = 98, 30, 2  # room for the names of rows, between the columns, at the edge
CELLS = (WIDTH - GAP) / 2 - NAMES - EDGE
RIGHT = (WIDTH + GAP) / 2  # where the second column starts
BOX = 30  # how far from the left of a column the frame of the loss starts


def brief(value: float) -> str:
    """Return `value` short enough for a narrow cell."""
    if value == 0 or 0.001 <= abs(value) < 1e4:
        return number(round(value, 5))
    return number(float(f"{value:.1e}"))


def decimals(value: float) -> str:
    """Return a loss with three decimals, as chapter 6 prints it, or `number` where it is tiny."""
    return f"{value:.3f}".replace("-", "−") if abs(value) >= 0.001 else number(value)


def values_row(
    left: float, top: float, name: str, key: str, values: np.ndarray, limit: float, struck=False
) -> Iterator[str]:
    """Draw one number for each class, or a matrix of such rows, with the name on the left.

    Cells are shaded by sign and size, full at `limit`. The number of class j has the name `key[j]`,
    or `key[i,j]`.
    """
    height = CELL_HEIGHT * (len(values) if values.ndim == 2 else 1)
    style = {"anchor": "end", "size": 14, "bold": True}
    yield label(left + NAMES - 8, top + height / 2 + 5, name, **style)
    width = CELLS / values.shape[-1]
    for index, value in np.ndenumerate(values):
        x = left + NAMES + width * index[-1]
        y = top + CELL_HEIGHT * (index[0] if values.ndim == 2 else 0)
        fill = {"fill": POSITIVE if value > 0 else NEGATIVE}
        fill["fill_opacity"] = 0.6 * min(1.0, abs(value) / limit)
        place = {"x": x, "y": y, "width": width, "height": CELL_HEIGHT}
        yield tag("rect", **place, stroke=FAINT, stroke_width=0.7, **fill)
        if struck:
            yield line(x, y + CELL_HEIGHT, x + width, y, width=0.7)
        look = {"size": 14, "halo": None, "colour": FAINT if struck else INK}
        name = f"{key}[{','.join(map(str, index))}]"
        data = {"data_key": name, "data_value": repr(float(value))}
        yield label(x + width / 2, y + CELL_HEIGHT / 2 + 5, brief(value), **look, **data)


def class_names(left: float, y: float, n_classes: int, target: int) -> Iterator[str]:
    """Write the names of the classes above their columns; the true one is marked."""
    for i in range(n_classes):
        x = left + NAMES + CELLS / n_classes * (i + 0.5)
        if i == target:
            yield label(x, y, f"{i} true ✓", size=14, bold=True, halo=None)
        else:
            yield label(x, y, f"class {i}", size=13, halo=None)


def loss_box(left: float, top: float, key: str, loss: float, prefix: str, alarm=False) -> str:
    """Draw the loss in a frame, dashed where it is clipped."""
    width = NAMES + CELLS - BOX
    place = {"x": left + BOX, "y": top, "width": width, "height": CELL_HEIGHT}
    rim = {"stroke": FORWARD}
    if alarm:
        rim = {"stroke": BACKWARD, "stroke_width": 2.5, "stroke_dasharray": "6 4"}
    data = {"data_key": key, "data_value": repr(float(loss))}
    style = {"size": 16, "bold": True, "halo": None, "colour": FORWARD}
    words = label(left + BOX + width / 2, top + 22, prefix + decimals(loss), **style, **data)
    return tag("rect", **place, **rim, fill=PAPER) + words
