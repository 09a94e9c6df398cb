"""A loss computed both ways: its numbers, and what to say of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from course_lib.drawing.numbers import decimals, plain


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


def compare(target: int, separate: SeparateWay, fused: FusedWay, clip: float) -> str:
    """Say whether both ways agree, and where clipping parts them what becomes of learning."""
    p, parted = separate.y_pred[target], separate.clipped != separate.y_pred[target]
    words = f"The true class, {target}, gets the probability {plain(p)}"
    left, right = _loss(separate.loss), _loss(fused.loss)
    if not parted:
        words += f": both ways the loss is {right} and dinputs {_row(fused.dinputs)}. On the left "
        return words + "-1/p times the Jacobian, on the right one subtraction, y_pred - y_true."
    if separate.clipped < 0.5:
        words += f", clipped to {plain(clip)}: the separate loss is flat at {left} and its gradient"
        words += f" 0, so learning stops. The fused loss goes on: {right}, with dinputs "
        return words + f"{_row(fused.dinputs)}."
    rest = sum(each for i, each in enumerate(separate.y_pred) if i != target)
    words += f" but for {plain(rest)}, clipped to 1 - {plain(clip)}: the separate loss is flat at "
    words += f"{left}, its gradient 0. The fused loss is {right}, its gradient "
    return words + f"{_row(fused.dinputs)}: here little was left to learn."


def _row(values: Sequence) -> str:
    return " ".join(plain(value) for value in values)


def _loss(value):
    return decimals(value).replace("−", "-")
