"""A layer in training: the sums over the steps, who is alive, and how far the weights moved."""

import numpy as np

from course_lib.drawing.axes import Axes
from course_lib.drawing.drawing import Drawing, message
from course_lib.drawing.numbers import plain
from course_lib.drawing.palette import FAINT, INK
from course_lib.drawing.shapes import label, line, polygon, tag, value_label
from course_lib.pictures.layer_weights import (
    COLOURS,
    LEFT,
    RIGHT,
    ROW,
    WIDE,
    layer_weights,
    step_ticks,
)

TOP, HIGH = 72, 190  # of the field of sums


def layer(
    x: np.ndarray, sums: np.ndarray, weights: np.ndarray, learning_rate: float, step: int
) -> Drawing:
    """Draw a layer that learns to answer 0: L = (sum of ReLU(z))², one sample.

    Parameters
    ----------
    x : (n_inputs,)
        The sample.
    sums : (n_steps + 1, n_neurons)
        z before the first step and after each.
    weights : (n_steps + 1, n_inputs, n_neurons)
    learning_rate : float
    step : int
        The step looked at.
    """
    y = np.maximum(sums, 0).sum(axis=1)
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is told
        moved = weights - weights[0]
        loss = y**2
    sound = np.isfinite(loss) & np.isfinite(sums).all(axis=1) & np.isfinite(weights).all((1, 2))
    if not sound[step]:
        return message(_overflow(int(np.argmin(sound)), learning_rate))
    sums = np.where(sound[:, np.newaxis], sums, np.nan)
    moved = np.where(sound[:, np.newaxis, np.newaxis], moved, 0.0)
    fall = learning_rate * 2 * y[step] * (np.sum(x**2) + 1)
    ends = [_end(z) for z in sums.T]
    field = Axes((LEFT, TOP, WIDE, HIGH), (0, np.log1p(len(sums) - 1)), _range(sums[0]))
    shapes = [*_head(step, y[step], fall), *_sums(field, sums, step)]
    shapes += [shape for j, end in enumerate(ends) for shape in _state(j, sums, end, step)]
    rows = Axes((LEFT, TOP + HIGH + 64, WIDE, ROW * moved[0].size), field.x_range, (0, 1))
    deaths = [None if end is None or end[1] else end[0] for end in ends]
    shapes += layer_weights(rows, moved, weights[step], deaths, step)
    words = _in_words(sums, ends, step, learning_rate, y[step], fall)
    return Drawing(shapes, words, rows.top + rows.height + 44)


def _end(z):
    """Return the step at which a sum is no longer above 0, and whether it rests at 0 exactly."""
    still = np.flatnonzero(z <= 0)
    return (int(still[0]), z[still[0]] == 0) if still.size else None


def _range(start):
    top = max(1.0, float(np.abs(start).max()))
    return -0.6 * top, 1.25 * top


def _head(step, y, fall):
    style = {"anchor": "start", "size": 17, "bold": True}
    yield value_label(12, 26, "loss", y**2, prefix=f"step {step}: loss y² = ", **style)
    prefix = "next step: every z above 0 falls by " if y else "no z is above 0: all move by "
    yield value_label(708, 26, "fall", fall, prefix=prefix, anchor="end")


def _sums(axes, sums, step):
    zero, bottom = axes.y(0), axes.top + axes.height
    shaded = {"x": axes.left, "y": zero, "width": axes.width, "height": bottom - zero}
    yield tag("rect", **shaded, fill=FAINT, fill_opacity=0.2)
    steps = np.log1p(np.arange(len(sums))).tolist()
    at = axes.x(steps[step])
    yield line(at, axes.top - 4, at, bottom, colour=INK, width=2)
    top = float(f"{axes.y_range[1] / 1.25:.2g}")
    yield from axes.frame("sums z (shaded: no gradient)", "", [], [0, top])
    yield from step_ticks(axes, len(sums) - 1)
    for j, z in enumerate(sums.T.tolist()):
        yield axes.curve(steps, z, colour=COLOURS[j])
        if z[step] >= axes.y_range[0]:
            look = {"radius": 9 - 2 * j, "hollow": z[step] <= 0}
            yield axes.dot(steps[step], z[step], colour=COLOURS[j], **look)
        else:
            others = sums.shape[1] - 1 - j  # that may stand to its right
            yield from _below(j, min(at + 18 * j, LEFT + WIDE - 10 - 18 * others), bottom - 1)
    for j, y in _spread([axes.y(z) for z in sums[0].tolist()]):
        yield label(axes.left + 8, y - 6, str(j), anchor="start", colour=COLOURS[j], bold=True)


def _below(j, x, y):
    """Draw a pointer to a sum that lies below the field."""
    yield polygon((x, y), (x - 8, y - 14), (x + 8, y - 14), colour=COLOURS[j])
    yield label(x, y - 19, str(j), colour=COLOURS[j], size=13, bold=True)


def _spread(heights):
    """Return each height with its index, from the lowest up, no two closer than a line of text."""
    last = np.inf
    for j in sorted(range(len(heights)), key=lambda j: -heights[j]):
        last = min(heights[j], last - 17)
        yield j, last


def _state(j, sums, end, step):
    y, z = TOP + 16 + 54 * j, sums[step, j]
    look = {"anchor": "start", "colour": COLOURS[j], "bold": True, "size": 14}
    yield value_label(RIGHT, y, f"z[{j}]", z, prefix=f"neuron {j}: z = ", **look)
    yield label(RIGHT + 10, y + 20, _fate(end, step), anchor="start", size=14)


def _fate(end, step):
    """Return whether a neuron with such an end is alive at `step`, with a sign before it."""
    if end is None:
        return "● alive to the end"
    last, rests = end
    if step < last:
        return f"● alive, until step {last}"
    since = f"since step {last}" if last else "from the start"
    return f"○ at 0 {since}" if rests else f"✕ dead {since}"


def _in_words(sums, ends, step, learning_rate, y, fall):
    words = f"Step {step} of {len(sums) - 1} at learning rate {plain(learning_rate)}: the loss is "
    words += f"{plain(y**2)}. Neuron" + "; neuron".join(
        f" {j}: z = {plain(z)}, {_fate(end, step)[2:]}"
        for j, (z, end) in enumerate(zip(sums[step], ends, strict=True))
    )
    if (sums[step] < 0).all():
        return words + ". All are dead, so the loss is 0 and no gradient moves any weight again."
    if y == 0:
        return words + ". The layer answers 0, so no gradient moves any weight."
    if not learning_rate:
        return words + ". The learning rate is 0: nothing moves."
    return words + f". The next step takes {plain(fall)} off every z above 0."


def _overflow(step, learning_rate):
    words = f"The numbers became too large for floating point at step {step} (learning rate "
    return words + f"{plain(learning_rate)}): smaller inputs, weights or steps are needed."
