"""A drawing in SVG, and the same in words and as a still."""

import re
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path

import matplotlib

from course_lib.drawing.shapes import label, tag
from course_lib.terminal import printable

WIDTH = 720  # of every drawing, in its own units: CSS pixels where there is room for them
STILL_SCALE = 1.5
FONT = "DejaVu Sans"


class Drawing:
    """An SVG picture with its alternative text.

    Attributes
    ----------
    svg : str
        The picture. Every number in it stands in an element with `data-key`, what it is, and
        `data-value`, all its digits.
    text : str
        What it shows, in one or two sentences: what a screen reader reads and the tests compare.
    """

    def __init__(self, shapes: Iterable[str], text: str, height: float):
        self.text = text
        self.height = height
        view = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height:g}"}
        words = {"role": "img", "aria_label": escape(text)}
        halo = {"paint_order": "stroke", "stroke_linejoin": "round"}
        self.svg = tag("svg", *shapes, **view, **words, **halo)

    def __repr__(self) -> str:
        return printable(self.text)

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": b64encode(self.png()).decode(), "text/plain": self.text}
        size = {"width": WIDTH, "height": round(self.height)}
        return data, {"image/png": {"alt": self.text, **size}}

    def png(self) -> bytes:
        """Return the picture as PNG, in the light theme's colours and matplotlib's own font."""
        import resvg_py  # only where a still is wanted

        fonts = Path(matplotlib.get_data_path(), "fonts", "ttf")
        return resvg_py.svg_to_bytes(
            svg_string=re.sub(r"var\(--\w+, (#\w+)\)", r"\1", self.svg),
            font_files=[str(fonts / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
            font_family=FONT,
            skip_system_fonts=True,
            background="white",
            width=round(STILL_SCALE * WIDTH),
            height=round(STILL_SCALE * self.height),
        )


def message(text: str) -> Drawing:
    """Draw nothing but words, for when there is nothing else to show."""
    lines = [text[start : start + 80] for start in range(0, len(text), 80)]
    shapes = [label(12, 34 + 24 * i, line, anchor="start") for i, line in enumerate(lines)]
    return Drawing(shapes, text, 24 * len(lines) + 30)
