"""The clipped and the true loss over the logit of the true class."""

from collections.abc import Iterator, Sequence

import numpy as np

from course_lib.drawing.axes import Axes
from course_lib.drawing.drawing import WIDTH
from course_lib.drawing.numbers import number, subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD
from course_lib.drawing.shapes import label, tag

N_POINTS = 161


def loss_curves(
    z: np.ndarray, target: int, losses: Sequence, reach: float, clip: float, top: float
) -> Iterator[str]:
    """Draw what both losses are while the true class's logit moves and the others stay.

    Parameters
    ----------
    z, target : the logits, and the true class
    losses : two pairs, the loss at z and its slope, of the separate way and of the fused one
    reach : how far the logits go
    clip : how far from 0 and from 1 the separate way keeps a probability
    top : where the chart begins
    """
    (separate, separate_slope), (fused, fused_slope) = losses
    others = np.logaddexp.reduce(np.delete(z, target))
    end = 1.03 * reach  # a dot at the end of a slider does not hide the ticks
    xs = np.linspace(-end, end, N_POINTS)
    true = np.logaddexp(xs, others) - xs
    flat = -np.log(clip)
    axes = Axes((48, top, WIDTH - 60, 116), (-end, end), (0, 2.1 * reach))
    name = subscript("z", target)
    slopes = f"slope at ○ {number(separate_slope)}, at ● {number(fused_slope)}"
    ticks = [-reach, -reach / 2, 0, reach / 2, reach]
    heights = [0, flat, reach, 2 * reach] if flat > reach / 4 else [0, reach, 2 * reach]
    title = f"Loss over {name}, the true class's logit"
    yield from axes.frame(title, f"{slopes}: the gradient of {name}", ticks, heights)
    yield from _clipped(axes, -end, others - flat)
    yield from _clipped(axes, others + flat, end)
    yield axes.curve(xs, np.clip(true, -np.log1p(-clip), flat), colour=BACKWARD, width=7)
    yield axes.curve(xs, true, colour=FORWARD)
    yield axes.dot(z[target], separate, colour=BACKWARD, radius=8, hollow=True)
    yield axes.dot(z[target], fused, colour=FORWARD, radius=4)
    right, style = axes.left + axes.width, {"anchor": "end", "size": 14, "bold": True}
    yield label(right, top - 12, "● thin: fused", colour=FORWARD, **style)
    yield label(right - 120, top - 12, "○ thick: separate", colour=BACKWARD, **style)


def _clipped(axes, low, high):
    """Shade where the separate loss is flat, and say so where there is room for it."""
    left, right = axes.x(low), axes.x(high)
    place = {"x": left, "y": axes.top, "width": right - left, "height": axes.height}
    yield tag("rect", **place, fill=FAINT, fill_opacity=0.2)
    if right - left > 170:  # one of the two is always as wide
        look = {"colour": BACKWARD, "size": 14, "anchor": "end"}
        yield label(right - 8, axes.top + 22, "✂ clipped: slope 0", **look)
