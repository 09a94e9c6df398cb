"""Rows of numbers, one for each class, in the two columns of the picture of a loss."""

from collections.abc import Iterator

import numpy as np

from course_lib.drawing.drawing import WIDTH
from course_lib.drawing.grid import CELL_HEIGHT, row
from course_lib.drawing.numbers import brief, decimals
from course_lib.drawing.palette import BACKWARD, FORWARD, PAPER
from course_lib.drawing.shapes import label, tag, value_label

NAMES, GAP, EDGE = 98, 30, 2  # room for the names of rows, between the columns, at the edge
CELLS = (WIDTH - GAP) / 2 - NAMES - EDGE
RIGHT = (WIDTH + GAP) / 2  # where the second column starts
BOX = 30  # how far from the left of a column the frame of the loss starts


def values_row(
    left: float, top: float, name: str, key: str, values: np.ndarray, limit: float, struck=False
) -> Iterator[str]:
    """Draw one number for each class, or a matrix of such rows, with the name on the left.

    Cells are shaded by sign and size, full at `limit`. The number of class j has the name `key[j]`,
    or `key[i,j]`.
    """
    width = CELLS / values.shape[-1]
    crossed = np.full(values.shape, struck)
    yield from row(
        key,
        values,
        (left + NAMES, top),
        width,
        title=name,
        limit=limit,
        crossed=crossed,
        form=brief,
    )


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
    style = {"size": 16, "bold": True, "halo": None, "colour": FORWARD}
    middle = (left + BOX + width / 2, top + 22)
    words = value_label(*middle, key, loss, prefix=prefix, form=decimals, **style)
    return tag("rect", **place, **rim, fill=PAPER) + words
