"""The states of a panel that tests look at, and where the text of its picture stands."""

import xml.etree.ElementTree as ElementTree
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import matplotlib
import numpy as np
from PIL import ImageFont

FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")


def states(panel, n_random=60, seed=0):
    """Yield the start, each control at either end, all of them, and states drawn at random."""
    rng = np.random.default_rng(seed)
    controls = [control for control in panel.controls if control["kind"] != "button"]
    ends = {control["name"]: [_end(control, side) for side in (0, 1)] for control in controls}
    yield dict(panel.start)
    for name, side in product(ends, (0, 1)):
        yield {**panel.start, name: ends[name][side]}
    for side in (0, 1):
        yield {name: pair[side] for name, pair in ends.items()}
    for _ in range(n_random):
        yield {control["name"]: _anywhere(control, rng) for control in controls}


def _end(control, side):
    if control["kind"] == "slider":
        return _position(control, control[("low", "high")[side]])
    return control.get("options", [False, True])[-side]


def _anywhere(control, rng):
    if control["kind"] != "slider":
        return rng.choice(control.get("options", [False, True]))
    n_steps = round((control["high"] - control["low"]) / control["step"])
    return _position(control, control["low"] + int(rng.integers(n_steps + 1)) * control["step"])


def _position(control, value):
    value = float(f"{10**value if control['log'] else value:.6g}")
    return int(value) if value.is_integer() else value  # as it comes from a browser


class Box(NamedTuple):
    """A text, and the part of the picture that it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def over(self, other):
        """Return whether two texts lie over each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and along > 2


def boxes(drawing):
    """Return the boxes of all the text of a drawing, in the font of a still, a wide one."""
    return [_box(each) for each in ElementTree.fromstring(drawing.svg).iter() if each.text]


def _box(element):
    size, x, y = (float(element.get(name)) for name in ("font-size", "x", "y"))
    width = _font(element.get("font-weight") == "bold").getlength(element.text) * size / 100
    left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor")]
    return Box(element.text, left, y - 0.76 * size, left + width, y + 0.22 * size)


@cache
def _font(bold):
    return ImageFont.truetype(FONTS / f"DejaVuSans{'-Bold' if bold else ''}.ttf", 100)


def cells(drawing):
    """Yield the text that stands in a cell, and the cell's left and right side."""
    shapes = list(ElementTree.fromstring(drawing.svg).iter())
    for rect, text in pairwise(shapes):
        if rect.tag.endswith("rect") and text.tag.endswith("text"):
            box = _box(text)
            left, top, width, height = (float(rect.get(n)) for n in ("x", "y", "width", "height"))
            if top < box.top and box.bottom < top + height:
                yield box, left, left + width
