"""The few shapes that drawings are made of, as SVG text.

A drawing is made anew for each position of a slider, so it has to be quick: about a millisecond.
"""

import math
from collections.abc import Callable, Sequence
from html import escape

from course_lib.drawing.numbers import number
from course_lib.drawing.palette import BACKWARD, FAINT, INK, PAPER

RADIUS = 23  # of a node


def tag(name: str, *inside: str, **attributes) -> str:
    """Return an SVG element; numbers keep four digits, and what is None is left out.

    Three times as fast as the elements of an SVG library, at hundreds of elements a picture.
    """
    pairs = [
        f' {key.replace("_", "-")}="{value if type(value) is str else format(value, ".4g")}"'
        for key, value in attributes.items()
        if value is not None
    ]
    return f"<{name}{''.join(pairs)}>{''.join(inside)}</{name}>"


def label(
    x: float,
    y: float,
    text: str,
    *,
    colour: str = INK,
    size: float = 15,
    anchor: str = "middle",
    bold: bool = False,
    halo: str | None = PAPER,
    **data: str,
) -> str:
    """Write `text`; a halo of the background's colour keeps it readable across a line."""
    place = {"x": x, "y": y, "fill": colour, "font_size": size, "text_anchor": anchor}
    weight = {"font_weight": "bold"} if bold else {}
    around = {"stroke": halo, "stroke_width": 4} if halo else {}
    return tag("text", escape(text), **place, **weight, **around, **data)


def named(key: str, value: float) -> dict[str, str]:
    """Return what gives a shape its number: the name `key`, and all digits of `value`."""
    return {"data_key": key, "data_value": repr(float(value))}


def value_label(
    x: float,
    y: float,
    key: str,
    value: float,
    *,
    prefix: str = "",
    form: Callable[[float], str] = number,
    **style,
) -> str:
    """Write a number under the name `key`; its element holds all the digits that `form` drops."""
    return label(x, y, prefix + form(value), **style, **named(key, value))


def line(x0, y0, x1, y1, *, colour: str = FAINT, width: float = 1.0, dash: str | None = None):
    """Draw a straight line."""
    look = {"stroke": colour, "stroke_width": width, "stroke_dasharray": dash}
    return tag("line", x1=x0, y1=y0, x2=x1, y2=y1, **look)


def polygon(*corners: tuple[float, float], colour: str) -> str:
    """Draw a filled polygon."""
    return tag("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners), fill=colour)


def arrow(
    start: Sequence, end: Sequence, *, colour: str = FAINT, width: float = 1.5, dashed: bool = False
) -> str:
    """Draw an arrow from one point to another, the head at the end."""
    (x0, y0), (x1, y1) = start, end
    size = (5 + 1.5 * width) / (math.hypot(x1 - x0, y1 - y0) or 1.0)
    dx, dy = size * (x1 - x0), size * (y1 - y0)
    base_x, base_y = x1 - dx, y1 - dy
    left, right = (base_x - dy / 2, base_y + dx / 2), (base_x + dy / 2, base_y - dx / 2)
    dash = "5 4" if dashed else None
    shaft = line(x0, y0, base_x, base_y, colour=colour, width=width, dash=dash)
    return shaft + polygon(end, left, right, colour=colour)


def node(x: float, y: float, text: str, *, active: bool = False) -> str:
    """Draw an operation as a circle with its sign; the `active` one has a thick rim."""
    rim = {"stroke": BACKWARD, "stroke_width": 3.5} if active else {"stroke": FAINT}
    circle = tag("circle", cx=x, cy=y, r=RADIUS, fill=PAPER, **rim)
    return circle + label(x, y + 5.5, text, size=15 if len(text) > 2 else 18, halo=None)
