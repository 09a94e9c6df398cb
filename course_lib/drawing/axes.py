"""A box with axes for lines and points, as part of a drawing."""

import math
from collections.abc import Sequence

from course_lib.drawing.numbers import number
from course_lib.drawing.palette import FAINT
from course_lib.drawing.shapes import label, line, tag


class Axes:
    """Where data lies on the drawing, and the frame around it.

    Parameters
    ----------
    box : left, top, width and height on the drawing
    x_range, y_range : the smallest and the largest value of each axis
    log_y : whether the vertical axis is logarithmic; smaller values are drawn at its bottom
    """

    def __init__(self, box: Sequence, x_range: Sequence, y_range: Sequence, *, log_y: bool = False):
        self.left, self.top, self.width, self.height = box
        self.x_range, self.y_range = x_range, y_range
        self.log_y = log_y

    def x(self, value: float) -> float:
        """Return where `value` lies from left to right."""
        return self.left + self.width * _share(value, *self.x_range)

    def y(self, value: float) -> float:
        """Return where `value` lies from top to bottom."""
        low, high = self.y_range
        if self.log_y:
            value, low, high = (math.log10(max(low, each)) for each in (value, low, high))
        return self.top + self.height * (1 - _share(value, low, high))

    def curve(
        self,
        xs: Sequence,
        ys: Sequence,
        *,
        colour: str,
        width: float = 2.5,
        dash: str | None = None,
    ) -> str:
        """Draw a line through points; what is no number is left out."""
        points = [
            f"{self.x(x):.1f},{self.y(y):.1f}"
            for x, y in zip(xs, ys, strict=True)
            if math.isfinite(y)
        ]
        look = {"fill": "none", "stroke": colour, "stroke_width": width, "stroke_dasharray": dash}
        return tag("polyline", points=" ".join(points), **look)

    def dot(self, x: float, y: float, *, colour: str, radius: float = 4.5, hollow: bool = False):
        """Draw a point, full or hollow."""
        look = {"fill": "none" if hollow else colour, "stroke": colour, "stroke_width": 2}
        return tag("circle", cx=self.x(x), cy=self.y(y), r=radius, fill_opacity=0.6, **look)

    def frame(self, title: str, x_label: str, x_ticks: Sequence, y_ticks: Sequence) -> list[str]:
        """Draw the frame with its ticks, a title above and a label below."""
        left, bottom, right = self.left, self.top + self.height, self.left + self.width
        place = {"x": left, "y": self.top, "width": self.width, "height": self.height}
        small = {"size": 13, "halo": None}
        return [
            tag("rect", **place, fill="none", stroke=FAINT),
            label(left, self.top - 12, title, anchor="start", bold=True),
            label(left + self.width / 2, bottom + 36, x_label, **small),
            *(label(self.x(tick), bottom + 18, _tick(tick), **small) for tick in x_ticks),
            *(line(left, self.y(tick), right, self.y(tick), width=0.4) for tick in y_ticks),
            *(
                label(left - 6, self.y(tick) + 4, _tick(tick), anchor="end", **small)
                for tick in y_ticks
            ),
        ]


def _tick(value):
    return f"{value:,}" if isinstance(value, int) and value >= 0 else number(value)


def _share(value, low, high):
    return min(1.0, max(0.0, (value - low) / (high - low)))  # in this order NaN becomes 0
