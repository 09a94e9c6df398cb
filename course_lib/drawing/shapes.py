"""The few shapes that drawings are made of, as SVG text.

A drawing is made anew for each position of a slider, so it has to be quick: about a millisecond.
Colours are CSS variables with the light theme's colour as fallback; the widgets set the variables
for the dark theme, and the still picture takes the fallbacks.
"""

import math
from collections.abc import Sequence
from html import escape

# Okabe and Ito's blue, vermilion and green, the last two a shade darker: text needs the contrast.
FORWARD, BACKWARD = "var(--forward, #0072B2)", "var(--backward, #BF5300)"
GOOD = "var(--good, #00805B)"
NEGATIVE, POSITIVE = "var(--negative, #E69F00)", "var(--positive, #7A6FD0)"
INK, FAINT, PAPER = "var(--ink, #222222)", "var(--faint, #767676)", "var(--paper, #FFFFFF)"
RADIUS = 23  # of a node


def number(value: float) -> str:
    """Return `value` for the eye: four digits, a true minus, and words where it is no number."""
    return plain(value).replace("-", "−")


def plain(value: float) -> str:
    """Return `value` for the ear and the tests: as `number`, with the minus of a keyboard."""
    if math.isnan(value):
        return "not a number"
    if math.isinf(value):
        return "too large"
    return f"{value + 0.0:.4g}".replace("e-0", "e-").replace("e+0", "e+")  # + 0.0: no -0


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


def value_label(x: float, y: float, key: str, value: float, *, prefix: str = "", **style) -> str:
    """Write a number, with all its digits in the element's data, under the name `key`."""
    data = {"data_key": key, "data_value": repr(float(value))}
    return label(x, y, prefix + number(value), **style, **data)


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
