"""How far each weight of a layer has moved, step by step, as part of a drawing."""

import numpy as np

from course_lib.drawing.axes import Axes
from course_lib.drawing.numbers import subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD, GOOD, INK, NEGATIVE, POSITIVE
from course_lib.drawing.shapes import label, line, tag, value_label

COLOURS = (FORWARD, BACKWARD, GOOD, INK)  # of neurons 0 to 3
LEFT, WIDE, RIGHT = 62, 408, 494  # a field over the steps, and where the words beside it begin
MOVED, WEIGHT = 598, 692  # where the numbers beside a row end
ROW, SHADES = 19, 24


def layer_weights(
    axes: Axes, moved: np.ndarray, weights: np.ndarray, ends: list, step: int, limit: float
):
    """Draw a row for each weight, shaded by the root of how far it moved; its numbers at `step`.

    Parameters
    ----------
    axes : from 0 to log(1 + n_steps), ROW high for each weight
    moved : (n_steps + 1, n_neurons, n_inputs)
    weights : (n_neurons, n_inputs), at `step`
    ends : of each neuron (the step at which it stopped, whether it rests at 0), or None
    step : int
    limit : float
        The movement that is shaded in full; a quarter of it is half as deep.
    """
    top = axes.top
    yield label(
        LEFT, top - 12, "how far each weight has moved (deeper: farther)", anchor="start", bold=True
    )
    for text, x in (("moved", MOVED), ("weight now", WEIGHT)):
        yield label(x, top - 12, text, anchor="end", size=14)
    edges = np.log1p(np.maximum(np.arange(len(moved) + 1) - 0.5, 0.0)).tolist()
    places = [axes.x(edge) for edge in edges]
    for place, (j, i) in enumerate(np.ndindex(weights.shape)):
        y = top + ROW * place
        yield from _row(places, y, moved[:, j, i], limit)
        yield label(LEFT - 8, y + 14, subscript("w", j, i), anchor="end", size=14)
        name, style = f"[{j},{i}]", {"anchor": "end", "size": 14, "halo": None}
        yield value_label(MOVED, y + 14, f"moved{name}", moved[step, j, i], **style)
        yield value_label(WEIGHT, y + 14, f"weight{name}", weights[j, i], **style)
    for j, end in enumerate(ends):
        yield from _neuron(axes, j, end, ROW * weights.shape[1])
    yield from step_ticks(axes, len(moved) - 1)
    bottom = axes.top + axes.height
    yield label(LEFT + WIDE / 2, bottom + 35, "step (the first ones drawn wider)", size=13)


def _row(places, y, moved, limit):
    """Shade one row; steps of the same shade are one rectangle."""
    share = np.clip(moved / limit, -1, 1)
    shades = np.rint(np.sign(share) * np.sqrt(np.abs(share)) * SHADES)  # small ones are seen too
    starts = [0, *(np.flatnonzero(np.diff(shades)) + 1).tolist()]
    for first, last in zip(starts, [*starts[1:], len(shades)], strict=True):
        if shade := shades[first].item():
            place = {"x": places[first], "width": places[last] - places[first]}
            look = {"fill": POSITIVE if shade > 0 else NEGATIVE, "fill_opacity": 0.8 / SHADES}
            look["fill_opacity"] *= abs(shade)
            yield tag("rect", y=y, height=ROW, **look, **place)


def _neuron(axes, j, end, height):
    """Frame the rows of one neuron, with a cross where it dies."""
    y = axes.top + j * height
    frame = {"x": LEFT, "y": y, "width": WIDE, "height": height, "fill": "none"}
    yield tag("rect", **frame, stroke=FAINT)
    yield tag("rect", x=RIGHT - 18, y=y + 2, width=5, height=height - 4, fill=COLOURS[j])
    name = (RIGHT - 6, y + height / 2 + 5)
    yield label(*name, str(j), anchor="start", colour=COLOURS[j], bold=True)
    if end is not None and not end[1]:
        at = axes.x(np.log1p(end[0]))
        yield line(at, y, at, y + height, colour=COLOURS[j], width=2, dash="4 3")
        text = {"anchor": "start", "colour": COLOURS[j], "bold": True, "size": 14}
        yield label(at + 5, y + 15, "✕ dead", **text)


def step_ticks(axes: Axes, n_steps: int):
    """Write the steps below a field over log(1 + step)."""
    bottom = axes.top + axes.height
    for tick in (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if tick <= n_steps:
            at = axes.x(np.log1p(tick))
            yield line(at, bottom, at, bottom + 4)
            yield label(at, bottom + 18, str(tick), size=13, halo=None)
