"""How far each weight of a layer has moved, step by step, as part of a drawing."""

import numpy as np

from course_lib.drawing.axes import Axes
from course_lib.drawing.numbers import number
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD, GOOD, INK, NEGATIVE, POSITIVE
from course_lib.drawing.shapes import label, line, tag, value_label

COLOURS = (FORWARD, BACKWARD, GOOD, INK)  # of neurons 0 to 3
LEFT, WIDE, RIGHT = 70, 400, 494  # a field over the steps, and where the words beside it begin
MOVED, WEIGHT = 598, 692  # where the numbers beside a row end
ROW, SHADES = 19, 24


def layer_weights(axes: Axes, moved: np.ndarray, weights: np.ndarray, deaths: list, step: int):
    """Draw a row for each weight, shaded by the root of how far it moved; its numbers at `step`.

    Parameters
    ----------
    axes : from 0 to log(1 + n_steps), ROW high for each weight
    moved : (n_steps + 1, n_inputs, n_neurons)
        The farthest is shaded in full, a quarter of it half as deep.
    weights : (n_inputs, n_neurons), at `step`
    deaths : of each neuron the step at which it died, or None
    step : int
    """
    top, bottom = axes.top, axes.top + axes.height
    limit = np.abs(moved).max() or 1.0
    words = f"how far each weight moves (deepest: {number(limit)})"
    yield label(LEFT, top - 12, words, anchor="start", bold=True)
    for text, x in (("moved", MOVED), ("weight now", WEIGHT)):
        yield label(x, top - 12, text, anchor="end", size=14)
    edges = np.log1p(np.maximum(np.arange(len(moved) + 1) - 0.5, 0.0)).tolist()
    places = [axes.x(edge) for edge in edges]
    at = axes.x(np.log1p(step))
    rows = [(j, i) for j in range(len(deaths)) for i in range(len(weights))]
    for place, (j, i) in enumerate(rows):
        y = top + ROW * place
        yield from _row(places, y, moved[:, i, j], limit)
        yield label(LEFT - 6, y + 14, f"input {i}", anchor="end", size=14)
        name, style = f"[{i},{j}]", {"anchor": "end", "size": 14, "halo": None}
        yield value_label(MOVED, y + 14, f"moved{name}", moved[step, i, j], **style)
        yield value_label(WEIGHT, y + 14, f"weight{name}", weights[i, j], **style)
    yield line(at, top - 4, at, bottom, colour=INK, width=2)
    for j, death in enumerate(deaths):
        yield from _neuron(axes, j, death, ROW * len(weights))
    yield from step_ticks(axes, len(moved) - 1)
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


def _neuron(axes, j, death, height):
    """Frame the rows of one neuron, with a cross where it dies."""
    y, right = axes.top + j * height, LEFT + WIDE
    frame = {"x": LEFT, "y": y, "width": WIDE, "height": height, "fill": "none"}
    yield tag("rect", **frame, stroke=FAINT)
    yield tag("rect", x=right + 6, y=y + 2, width=5, height=height - 4, fill=COLOURS[j])
    name = (right + 18, y + height / 2 + 5)
    yield label(*name, str(j), anchor="start", colour=COLOURS[j], bold=True)
    if death is not None:
        at = axes.x(np.log1p(death))
        yield line(at, y, at, y + height, colour=COLOURS[j], width=2, dash="4 3")
        x, anchor = (at + 5, "start") if at < right - 70 else (at - 5, "end")
        text = {"anchor": anchor, "colour": COLOURS[j], "bold": True, "size": 14}
        yield label(x, y + 15, "✕ dead", **text)


def step_ticks(axes: Axes, n_steps: int):
    """Write the steps below a field over log(1 + step)."""
    bottom = axes.top + axes.height
    for tick in (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if tick <= n_steps:
            at = axes.x(np.log1p(tick))
            yield line(at, bottom, at, bottom + 4)
            yield label(at, bottom + 18, str(tick), size=13, halo=None)
