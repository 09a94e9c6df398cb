"""Softmax and cross-entropy, one after the other and fused, with every number on the way."""

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.grid import CELL_HEIGHT
from course_lib.drawing.numbers import decimals, number, subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD, GOOD
from course_lib.drawing.shapes import label, line, named, value_label
from course_lib.pictures.loss_curves import loss_curves
from course_lib.pictures.loss_rows import (
    BOX,
    CELLS,
    GAP,
    NAMES,
    RIGHT,
    class_names,
    loss_box,
    values_row,
)
from course_lib.pictures.loss_words import FusedWay, SeparateWay, compare

Z, P, LOSS, DVALUES = 54, 98, 190, 266  # tops of the rows


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
    shapes += loss_curves(z, target, separate, fused, (reach, clip), chart)
    return Drawing(shapes, compare(target, separate, fused, clip), chart + 168)


def _heads(z, target, reach):
    yield line(0, DVALUES - 34, WIDTH, DVALUES - 34)
    ways = [(0, "separate", "Separate: softmax, then loss"), (RIGHT, "fused", "Fused: both in one")]
    for left, way, title in ways:
        end = {"anchor": "end", "size": 14}
        yield label(left + (BOX + NAMES + CELLS) / 2, 20, title, size=17, bold=True)
        yield label(left + NAMES - 8, Z - 8, "forward ↓", colour=FORWARD, **end)
        yield label(left + NAMES - 8, DVALUES - 9, "backward ↓", colour=BACKWARD, **end)
        yield from class_names(left, Z - 8, len(z), target)
        yield from class_names(left, DVALUES - 9, len(z), target)
        yield from values_row(left, Z, "logits z", f"{way}.z", z, reach)


def _separate_forward(target, separate, parted, clip):
    p, style = separate.y_pred[target], {"anchor": "start", "colour": FORWARD}
    yield from values_row(0, P, "y_pred", "separate.y_pred", separate.y_pred, 1.0)
    yield value_label(BOX, P + 53, "separate.p", p, prefix=f"p of class {target} = ", **style)
    kept = f"(1 − {number(clip)})" if separate.clipped > 0.5 else number(clip)
    words = f"✂ clipped to {kept.strip('()')}" if parted else "clipping leaves it as it is"
    data = named("separate.clipped", separate.clipped)
    alarm = {"colour": BACKWARD, "bold": True} if parted else {}
    yield label(BOX, P + 78, words, **{**style, **alarm}, **data)
    prefix = f"loss = −log {kept if parted else number(p)} = "
    yield loss_box(0, LOSS, "separate.loss", separate.loss, prefix, parted)


def _fused_forward(z, target, fused):
    style = {"anchor": "start", "colour": FORWARD}
    left, terms = RIGHT + BOX, " + ".join(f"exp {subscript('z', i)}" for i in range(len(z)))
    written = {"prefix": f"log({terms}) = ", "form": decimals}
    yield value_label(left, P + 53, "fused.log_sum", fused.log_sum, **written, **style)
    prefix = f"minus the true class's {subscript('z', target)} = "
    yield value_label(left, P + 78, "fused.z_true", z[target], prefix=prefix, **style)
    sign = "+" if z[target] < 0 else "−"
    prefix = f"loss = {decimals(fused.log_sum)} {sign} {number(abs(z[target]))} = "
    yield loss_box(RIGHT, LOSS, "fused.loss", fused.loss, prefix)


def _separate_backward(separate, parted, bottom):
    name, steepest = "✂ flat: 0" if parted else "−1 / p", np.abs(separate.dvalues).max() or 1.0
    yield from values_row(0, DVALUES, name, "dvalues", separate.dvalues, steepest, parted)
    top = DVALUES + CELL_HEIGHT + 8
    yield from values_row(0, top, "× Jacobian", "jacobian", separate.jacobian, 0.4)
    key = "separate.dinputs"
    yield from values_row(0, bottom, "= dinputs", key, separate.dinputs, 1.0, parted)


def _fused_backward(target, fused, bottom):
    top = bottom - 2 * (CELL_HEIGHT + 8)
    middle = (DVALUES + top) / 2 + 5
    words = "no −1 / p, no Jacobian: one subtraction"
    yield label(RIGHT + (BOX + NAMES + CELLS) / 2, middle, words, colour=FAINT)
    y_true = np.eye(len(fused.y_pred))[target]
    yield from values_row(RIGHT, top, "y_pred", "fused.y_pred", fused.y_pred, 1.0)
    yield from values_row(RIGHT, top + CELL_HEIGHT + 8, "− y_true", "y_true", y_true, 1.0)
    yield from values_row(RIGHT, bottom, "= dinputs", "fused.dinputs", fused.dinputs, 1.0)


def _verdict(separate, parted, bottom):
    sign, colour = ("≠", BACKWARD) if parted else ("=", GOOD)
    for y in (LOSS, bottom):
        yield label(RIGHT - GAP / 2, y + 24, sign, size=26, bold=True, colour=colour)
    if not parted:
        words = "= The same loss and the same gradient, by two ways"
    elif separate.clipped < 0.5:
        words = f"✂ Left: flat at {decimals(separate.loss)}, gradient 0, learning stops. "
        words += "Right goes on."
    else:
        words = "✂ Left: flat, gradient 0. Right: almost 0. Little was left to learn."
    yield label(WIDTH / 2, bottom + 60, words, bold=True, colour=colour)
