"""Softmax and cross-entropy, one after the other and fused, with every number on the way."""

from functools import partial
from typing import NamedTuple

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.grid import CELL_HEIGHT, row
from course_lib.drawing.numbers import brief, decimals, in_brackets, number, plain, subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD, GOOD, PAPER
from course_lib.drawing.shapes import label, line, named, tag, value_label
from course_lib.pictures.equations import equals, read
from course_lib.pictures.loss_curves import loss_curves

NAMES, GAP, EDGE = 98, 30, 2  # room for the names of rows, between the columns, at the edge
CELLS = (WIDTH - GAP) / 2 - NAMES - EDGE
RIGHT = (WIDTH + GAP) / 2  # where the second column starts
BOX = 30  # how far from the left of a column the frame of the loss starts
Z, P, LOSS, DVALUES = 54, 98, 190, 266  # tops of the rows
NEXT = CELL_HEIGHT + 8  # from one row to another


class SeparateWay(NamedTuple):
    """What softmax, then the loss compute; `clipped` is the true class's probability, clipped."""

    y_pred: np.ndarray
    clipped: float
    loss: float
    dvalues: np.ndarray
    jacobian: np.ndarray
    dinputs: np.ndarray


class FusedWay(NamedTuple):
    """What the fused class computes; `log_sum` is the logarithm of the sum of all exp(z)."""

    log_sum: float
    loss: float
    y_pred: np.ndarray
    dinputs: np.ndarray


def fused_loss(
    z: np.ndarray, target: int, separate: SeparateWay, fused: FusedWay, reach: float, clip: float
) -> Drawing:
    """Draw both ways from logits to loss and back, and both losses over the true class's logit.

    Parameters
    ----------
    z : (n_classes,), two or three
        Logits, from -reach to reach.
    target : the true class
    separate, fused : what the classes computed of z
    clip : how far from 0 and from 1 the separate way keeps a probability
    """
    dinputs = DVALUES + (len(z) + 1) * CELL_HEIGHT + 16  # top of that row
    parted = separate.clipped != separate.y_pred[target]
    shapes = [*_heads(z, target, reach), *_fused_forward(z, target, fused)]
    shapes += _separate_forward(target, separate, parted, clip)
    shapes += _separate_backward(separate, parted, dinputs)
    shapes += _fused_backward(target, fused, dinputs)
    shapes += _verdict(separate, parted, dinputs)
    chart = dinputs + 110
    losses = [(way.loss, way.dinputs[target]) for way in (separate, fused)]
    shapes += loss_curves(z, target, losses, reach, clip, chart)
    words = _in_words(target, separate, fused, parted, clip)
    return Drawing(shapes, words, chart + 168)


def _heads(z, target, reach):
    yield line(0, DVALUES - 34, WIDTH, DVALUES - 34)
    ways = [(0, "separate", "Separate: softmax, then loss"), (RIGHT, "fused", "Fused: both in one")]
    for left, way, title in ways:
        yield label(left + (BOX + NAMES + CELLS) / 2, 20, title, size=17, bold=True)
        for y, text, colour in ((Z, "forward ↓", FORWARD), (DVALUES, "backward ↓", BACKWARD)):
            yield label(left + NAMES - 8, y - 9, text, colour=colour, anchor="end", size=14)
            for i in range(len(z)):
                x = left + NAMES + CELLS / len(z) * (i + 0.5)
                name = f"{i} true ✓" if i == target else f"class {i}"
                yield label(x, y - 9, name, size=14, bold=i == target, halo=None)
        yield from _row(left, Z, "logits z", f"{way}.z", z, reach)


def _row(left, top, title, key, values, limit, struck=False):
    """Draw a number for each class, or a matrix of such rows."""
    look = {"limit": limit, "form": partial(brief, digits=5)}
    crossed = np.ones(values.shape, bool) if struck else None
    at, width = (left + NAMES, top), CELLS / values.shape[-1]
    return row(key, values, at, width, title=title, crossed=crossed, **look)


def _separate_forward(target, separate, parted, clip):
    p, style = separate.y_pred[target], {"anchor": "start", "colour": FORWARD}
    yield from _row(0, P, "y_pred", "separate.y_pred", separate.y_pred, 1.0)
    prefix = f"p of class {target} = "
    yield value_label(BOX, P + 53, "separate.p", p, prefix=prefix, form=_probability, **style)
    kept = f"1 − {number(clip)}" if separate.clipped > 0.5 else number(clip)
    words = f"✂ clipped to {kept}" if parted else "clipping leaves it as it is"
    alarm = {"colour": BACKWARD, "bold": True} if parted else {}
    data = named("separate.clipped", separate.clipped)
    yield label(BOX, P + 78, words, **{**style, **alarm}, **data)
    of = kept if parted else _probability(p)
    prefix = f"loss = −log {f'({of})' if '− ' in of else of} = "
    yield _loss_box(0, "separate.loss", separate.loss, prefix + _loss(separate.loss), parted)


def _probability(p):
    """Return a probability; one that is all but 1 by what it lacks, for its logarithm is not 0."""
    return f"1 − {brief(1 - p)}" if number(p) == "1" and p != 1 else number(p)


def _loss(value):
    """Return a loss with three decimals, as chapter 6 prints it."""
    return decimals(value) if abs(value) >= 0.001 else brief(value, 4)


def _loss_box(left, key, loss, words, alarm=False):
    """Draw the loss in a frame, dashed where it is clipped."""
    width = NAMES + CELLS - BOX
    place = {"x": left + BOX, "y": LOSS, "width": width, "height": CELL_HEIGHT}
    rim = {"stroke": FORWARD}
    if alarm:
        rim = {"stroke": BACKWARD, "stroke_width": 2.5, "stroke_dasharray": "6 4"}
    style = {"bold": True, "halo": None, "colour": FORWARD, **named(key, loss)}
    words = label(left + BOX + width / 2, LOSS + 22, words, **style)
    return tag("rect", **place, **rim, fill=PAPER) + words


def _fused_forward(z, target, fused):
    style, left = {"anchor": "start", "colour": FORWARD}, RIGHT + BOX
    log_sum, own = _loss(fused.log_sum), brief(z[target])
    terms = " + ".join(f"exp {subscript('z', i)}" for i in range(len(z)))
    data = named("fused.log_sum", fused.log_sum)
    yield label(left, P + 53, f"log({terms}) = {log_sum}", **style, **data)
    prefix = f"minus the true class's {subscript('z', target)} = "
    yield value_label(left, P + 78, "fused.z_true", z[target], prefix=prefix, form=brief, **style)
    result = equals(read(log_sum) - read(own), _loss(fused.loss))
    words = f"loss = {log_sum} − {in_brackets(z[target], brief)} {result}"
    yield _loss_box(RIGHT, "fused.loss", fused.loss, words)


def _separate_backward(separate, parted, bottom):
    title, steepest = "✂ flat: 0" if parted else "−1 / p", np.abs(separate.dvalues).max() or 1.0
    yield from _row(0, DVALUES, title, "dvalues", separate.dvalues, steepest, parted)
    yield from _row(0, DVALUES + NEXT, "× Jacobian", "jacobian", separate.jacobian, 0.4)
    yield from _row(0, bottom, "= dinputs", "separate.dinputs", separate.dinputs, 1.0, parted)


def _fused_backward(target, fused, bottom):
    top = bottom - 2 * NEXT
    words = "no −1 / p, no Jacobian: one subtraction"
    middle = RIGHT + (BOX + NAMES + CELLS) / 2
    yield label(middle, (DVALUES + top) / 2 + 5, words, colour=FAINT)
    y_true = np.eye(len(fused.y_pred))[target]
    yield from _row(RIGHT, top, "y_pred", "fused.y_pred", fused.y_pred, 1.0)
    yield from _row(RIGHT, top + NEXT, "− y_true", "y_true", y_true, 1.0)
    yield from _row(RIGHT, bottom, "= dinputs", "fused.dinputs", fused.dinputs, 1.0)


def _verdict(separate, parted, bottom):
    sign, colour = ("≠", BACKWARD) if parted else ("=", GOOD)
    for y in (LOSS, bottom):
        yield label(RIGHT - GAP / 2, y + 24, sign, size=26, bold=True, colour=colour)
    if not parted:
        words = "= The same loss and the same gradient, by two ways"
    elif separate.clipped < 0.5:
        words = f"✂ Left: flat at {_loss(separate.loss)}, gradient 0, learning stops. "
        words += "Right goes on."
    else:
        words = "✂ Left: flat, gradient 0. Right: almost 0. Little was left to learn."
    yield label(WIDTH / 2, bottom + 60, words, bold=True, colour=colour)


def _in_words(target, separate, fused, parted, clip):
    """Say whether both ways agree, and where clipping parts them what becomes of learning."""
    words = f"The true class, {target}, gets the probability {plain(separate.y_pred[target])}"
    left, right = (_loss(way.loss).replace("−", "-") for way in (separate, fused))
    gradient = " ".join(plain(value) for value in fused.dinputs)
    if not parted:
        words += f": both ways the loss is {right} and dinputs {gradient}. On the left -1/p times "
        return words + "the Jacobian, on the right one subtraction, y_pred - y_true."
    if separate.clipped < 0.5:
        words += f", clipped to {plain(clip)}: the separate loss is flat at {left} and its gradient"
        words += f" 0, so learning stops. The fused loss goes on: {right}, with dinputs "
        return words + f"{gradient}."
    rest = np.delete(separate.y_pred, target).sum()
    words += f" but for {plain(rest)}, clipped to 1 - {plain(clip)}: the separate loss is flat at "
    right += "" if fused.loss else " but for rounding"
    words += f"{left}, its gradient 0. The fused loss is {right}, its gradient {gradient}: here "
    return words + "little was left to learn."
