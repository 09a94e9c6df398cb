"""A drawing in SVG, and the same in words and as a still."""

from collections.abc import Iterable
from html import escape

from course_lib.drawing import still
from course_lib.drawing.shapes import label, tag

WIDTH = 720  # of most drawings, in CSS pixels


class Drawing:
    """An SVG picture with its alternative text.

    Attributes
    ----------
    svg : str
        The picture. Every number in it stands in an element with `data-key`, what it is, and
        `data-value`, all its digits.
    text : str
        What it shows, in one or two sentences: what a screen reader reads and the tests compare.
    width, height : float
        Its size in CSS pixels.
    """

    def __init__(self, shapes: Iterable[str], text: str, height: float, width: float = WIDTH):
        self.text = text
        self.width, self.height = width, height
        view = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width:g} {height:g}"}
        words = {"role": "img", "aria_label": escape(text)}
        halo = {"paint_order": "stroke", "stroke_linejoin": "round"}
        self.svg = tag("svg", *shapes, **view, **words, **halo)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None):
        return still.bundle(self)


def message(text: str) -> Drawing:
    """Draw nothing but words, for when there is nothing else to show."""
    lines = [text[start : start + 80] for start in range(0, len(text), 80)]
    shapes = [label(12, 34 + 24 * i, line, anchor="start") for i, line in enumerate(lines)]
    return Drawing(shapes, text, 24 * len(lines) + 30)
