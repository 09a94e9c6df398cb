"""The clipped and the true loss over the logit of the true class."""

from collections.abc import Iterator

import numpy as np

from course_lib.drawing.axes import Axes
from course_lib.drawing.drawing import WIDTH
from course_lib.drawing.numbers import number, subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD
from course_lib.drawing.shapes import label, tag
from course_lib.pictures.loss_words import FusedWay, SeparateWay

N_POINTS = 161


def loss_curves(
    z: np.ndarray,
    target: int,
    separate: SeparateWay,
    fused: FusedWay,
    limits: tuple[float, float],
    top: float,
) -> Iterator[str]:
    """Draw what both losses are while the true class's logit moves and the others stay.

    The dots are at the logits z. `limits` are how far the logits reach, and how far from 0 and
    from 1 the separate way keeps a probability.
    """
    reach, clip = limits
    others = np.logaddexp.reduce(np.delete(z, target))
    end = 1.03 * reach  # a dot at the end of a slider does not hide the ticks
    xs = np.linspace(-end, end, N_POINTS)
    true = np.logaddexp(xs, others) - xs
    flat = -np.log(clip)
    axes = Axes((48, top, WIDTH - 60, 116), (-end, end), (0, 2.1 * reach))
    yield from _shade(axes, -end, others - flat)
    yield from _shade(axes, others + flat, end)
    name = subscript("z", target)
    slopes = (number(way.dinputs[target]) for way in (separate, fused))
    below = "slope at ○ {}, at ● {}: the gradient of ".format(*slopes) + name
    ticks = [-reach, -reach / 2, 0, reach / 2, reach]
    heights = [0, flat, reach, 2 * reach] if flat > reach / 4 else [0, reach, 2 * reach]
    title = f"Loss over {name}, the true class's logit"
    yield from axes.frame(title, below, ticks, heights)
    yield axes.curve(xs, np.clip(true, -np.log1p(-clip), flat), colour=BACKWARD, width=7)
    yield axes.curve(xs, true, colour=FORWARD)
    yield axes.dot(z[target], separate.loss, colour=BACKWARD, radius=8, hollow=True)
    yield axes.dot(z[target], fused.loss, colour=FORWARD, radius=4)
    yield from _legend(axes.left + axes.width, top - 12)
    yield _clipped(axes, others - flat)
    if axes.x(others + flat) < WIDTH - 120:
        style = {"colour": BACKWARD, "size": 14, "anchor": "start"}
        yield label(axes.x(others + flat) + 8, top + 22, "✂ here too", **style)


def _shade(axes, low, high):
    left, right = axes.x(low), axes.x(high)
    place = {"x": left, "y": axes.top, "width": right - left, "height": axes.height}
    yield tag("rect", **place, fill=FAINT, fill_opacity=0.2)


def _legend(right, y):
    style = {"anchor": "end", "size": 14, "bold": True}
    yield label(right, y, "● thin: fused", colour=FORWARD, **style)
    yield label(right - 120, y, "○ thick: separate", colour=BACKWARD, **style)


def _clipped(axes, edge):
    """Name the shade on the left, in it or beside it: the curves are low there."""
    x, y = axes.x(edge), axes.top + 22
    style = {"colour": BACKWARD, "size": 14}
    if x - axes.left > 170:
        return label(x - 8, y, "✂ clipped: slope 0", anchor="end", **style)
    return label(x + 8, y, "◀ ✂ clipped: slope 0", anchor="start", **style)
