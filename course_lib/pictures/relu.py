"""ReLU, forward and backward, on a matrix: what passes and what stops."""

from functools import partial

import numpy as np

from course_lib.drawing.axes import Axes
from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.grid import CELL_HEIGHT, grid
from course_lib.drawing.numbers import brief, plain
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD, INK
from course_lib.drawing.shapes import label

MARGIN = 12


def relu(
    inputs: np.ndarray, dvalues: np.ndarray, dinputs: np.ndarray, limit: float | None = None
) -> Drawing:
    """Draw the curve of ReLU with a dot for each of `inputs`, and below it dvalues, mask, dinputs.

    All three arrays have one shape, (n_samples, n_neurons). The axes reach to `limit`, or as far
    as the inputs do.
    """
    limit = limit or max(1.0, np.ceil(np.abs(inputs).max()))
    mask = inputs > 0
    n_rows, n_columns = inputs.shape
    cell = min(54, (WIDTH - 68) / 3 / n_columns)
    short = {"form": partial(brief, digits=2), "size": 14 if cell == 54 else 11.5}
    width, height = n_columns * cell, n_rows * CELL_HEIGHT
    lefts = [MARGIN, (WIDTH - width) / 2, WIDTH - MARGIN - width]
    top = max(250, height + 100)  # of the lower row
    shapes = [*_curve(inputs, limit)]
    look = {"colour": FORWARD, "limit": limit, **short}
    shapes += grid("z", inputs, (lefts[2], 34), cell, title="z", **look)
    note = f"{mask.sum()} of {mask.size} are above 0"
    shapes.append(label(lefts[2] + width / 2, height + 58, note))
    look = {"colour": BACKWARD, "limit": np.abs(dvalues).max(), **short}
    parts = {
        "dvalues": (dvalues, {"title": "dvalues"}),
        "mask": (mask + 0.0, {"title": "mask: z > 0", "colour": INK, "limit": 2.0}),
        "dinputs": (dinputs, {"title": "dinputs"}),
    }
    for left, (key, (values, own)) in zip(lefts, parts.items(), strict=True):
        crossed = None if key == "dvalues" else ~mask
        shapes += grid(key, values, (left, top), cell, crossed=crossed, **(look | own))
    for sign, left in zip("×=", lefts[1:], strict=True):
        middle = left - (lefts[1] - lefts[0] - width) / 2
        shapes.append(label(middle, top + height / 2 + 7, sign, size=20))
    return Drawing(shapes, _in_words(mask, inputs, dinputs), top + height + 12)


def _curve(inputs, limit):
    axes = Axes((40, 34, 370, 150), (-limit, limit), (0, limit))
    yield from axes.frame("ReLU(z): a dot for each z", "z", [-limit, 0, limit], [0, limit])
    yield axes.curve([-limit, 0, limit], [0, 0, limit], colour=FAINT)
    for z in inputs.ravel().tolist():
        look = {"colour": FORWARD} if z > 0 else {"colour": FAINT, "hollow": True}
        yield axes.dot(z, max(z, 0.0), radius=6, **look)


def _in_words(mask, inputs, dinputs):
    words = f"{mask.sum()} of {mask.size} pre-activations are positive: "
    if mask.all():
        words += "the whole upstream gradient passes."
    elif not mask.any():
        words += "nothing passes, and a gradient of zeros trains nothing."
    else:
        words += f"there the upstream gradient passes unchanged, at the other {(~mask).sum()} it "
        words += "stops and dinputs is 0."
    zeros = np.count_nonzero(inputs == 0)
    if zeros:
        words += f" {zeros} {'is' if zeros == 1 else 'are'} exactly 0, where nothing passes either."
    rows = " / ".join(" ".join(plain(value) for value in row) for row in dinputs)
    return f"{words} dinputs: {rows}."
