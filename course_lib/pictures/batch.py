"""The gradient of a layer's weights as a sum over the samples of a batch."""

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.grid import CELL_HEIGHT, grid
from course_lib.drawing.numbers import brief, number, plain
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD, INK
from course_lib.drawing.shapes import label, value_label
from course_lib.pictures.equations import addition

HEAD, CELL, GAP = 60, 52, 20  # widths: of the inputs beside a table, of its cells, of a plus
WIDE_CELL = 68  # of the sums
TOP = 76  # of the tables


def batch(
    inputs: np.ndarray,
    dvalues: np.ndarray,
    on: np.ndarray,
    divisor: int = 1,
    dweights: np.ndarray | None = None,
    dbiases: np.ndarray | None = None,
) -> Drawing:
    """Draw for each sample inputs × dvalues as a table, and below it the sums, the gradients.

    Parameters
    ----------
    inputs : (n_samples, n_inputs)
    dvalues : (n_samples, n_neurons), divided by `divisor` already for the samples in the batch
    on : (n_samples,), booleans
        Which samples are in the batch; the others are struck through.
    divisor : int
        What the loss divided by.
    dweights, dbiases : (n_inputs, n_neurons), (1, n_neurons)
        The gradients; without them the batch is empty.
    """
    n_samples, n_neurons = dvalues.shape
    tables = inputs[:, :, np.newaxis] * dvalues[:, np.newaxis]
    whole = np.where(on, divisor, 1)[:, np.newaxis, np.newaxis] * np.abs(tables)
    limit = whole.max() or 1.0  # a mean has the shades of the sum, fainter
    width = HEAD + CELL * n_neurons
    left = (WIDTH - n_samples * width - (n_samples - 1) * GAP) / 2
    height = CELL_HEIGHT * inputs.shape[1]
    shapes = []
    for s, table in enumerate(tables):
        x = left + s * (width + GAP)
        shapes += _sample(s, inputs[s], dvalues[s], table, x, on[s], divisor, limit)
        if s:
            sign = x - GAP / 2 + 6
            both = bool(on[s] and on[:s].any())
            look = {"size": 22, "bold": both, "colour": INK if both else FAINT}
            shapes.append(label(sign, TOP + height / 2 + 7, "+", **look))
    shapes += _sums(on, divisor, dweights, dbiases, tables, limit)
    words = _in_words(on, divisor, tables, dweights, dbiases)
    return Drawing(shapes, words, TOP + 2 * height + 104)


def _short(value):
    return brief(value) if abs(value) < 1e4 else number(float(f"{value:.0e}"))


def _sample(s, inputs, dvalues, table, left, on, divisor, limit):
    corner = left + HEAD
    colours = (FORWARD, BACKWARD) if on else (FAINT, FAINT)
    middle = corner + CELL * len(dvalues) / 2
    title = f"sample {s}" if on else f"✕ sample {s}, off"
    yield label(middle, 22, title, bold=on, size=16, colour=INK if on else FAINT)
    yield label(corner - 6, TOP - 32, "inputs", colour=colours[0], size=13, anchor="end")
    name = f"dvalues ÷ {divisor} →" if on and divisor > 1 else "dvalues →"
    yield label(corner + 4, TOP - 32, name, colour=colours[1], size=13, anchor="start")
    look = {"size": 13, "form": _short}
    for j, value in enumerate(dvalues):
        at = (corner + CELL * (j + 0.5), TOP - 10)
        yield value_label(*at, f"dvalues[{s},{j}]", value, colour=colours[1], **look)
    for i, value in enumerate(inputs):
        at, name = (corner - 6, TOP + CELL_HEIGHT * (i + 0.5) + 5), f"inputs[{s},{i}]"
        yield value_label(*at, name, value, colour=colours[0], anchor="end", **look)
    look = {"limit": limit, "crossed": np.full(table.shape, not on), "size": 13, "form": _short}
    yield from grid(f"sample{s}", table, (corner, TOP), CELL, title="", **look)


def _sums(on, divisor, dweights, dbiases, tables, limit):
    _, n_inputs, n_neurons = tables.shape
    empty = dweights is None
    if empty:
        dweights, dbiases = np.zeros((n_inputs, n_neurons)), np.zeros((1, n_neurons))
    height, width = CELL_HEIGHT * n_inputs, WIDE_CELL * n_neurons
    left, top = (HEAD + 40, TOP + height + 66)
    right = left + width + 110
    yield label(left - 22, top + height / 2 + 8, "=", size=24, bold=True)
    for key, values, x, title in (
        ("dweights", dweights, left, "dweights: sum of the tables"),
        ("dbiases", dbiases, right, "dbiases: sum of the dvalues"),
    ):
        look = {"limit": limit, "crossed": np.full(values.shape, empty), "colour": BACKWARD}
        yield from grid(key, values, (x, top), WIDE_CELL, title=title, form=brief, **look)
    how = f"divided by {divisor} in dvalues" if divisor > 1 else "nothing is divided"
    words = "no sample is on: no gradient" if empty else f"{on.sum()} of {len(on)} samples; {how}"
    yield label(right, top + CELL_HEIGHT + 32, words, anchor="start")
    if not empty:
        corner = addition(tables[on, -1, 0], dweights[-1, 0], brief)
        yield label(left, top + height + 26, f"bottom left: {corner}", anchor="start")


def _in_words(on, divisor, tables, dweights, dbiases):
    samples = [str(s) for s in np.flatnonzero(on)]
    if dweights is None:
        return "No sample is switched on: an empty batch has no gradient, and teaches nothing."
    if len(samples) == 1:
        words = f"dweights is the table of sample {samples[0]} alone, its inputs times its dvalues"
    else:
        listed = f"{', '.join(samples[:-1])} and {samples[-1]}"
        words = f"dweights is the sum of the tables of samples {listed}, each inputs times dvalues"
    words += f"; for the mean, dvalues were divided by {divisor}. " if divisor > 1 else ". "
    words += f"Bottom left: {addition(tables[on, -1, 0], dweights[-1, 0], plain)}. dweights: "
    words += " / ".join(" ".join(plain(value) for value in row) for row in dweights)
    return f"{words}; dbiases: {' '.join(plain(value) for value in dbiases[0])}."
