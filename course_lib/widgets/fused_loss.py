"""Softmax and cross-entropy under the learner's hand, one after the other and fused."""

from collections.abc import Sequence

import numpy as np

from course_lib import pictures
from course_lib.activations import ActivationSoftmax
from course_lib.drawing.numbers import subscript
from course_lib.guards import as_one_hot
from course_lib.losses import (
    CLIP,
    ActivationSoftmaxLossCategoricalCrossentropy,
    LossCategoricalCrossentropy,
)
from course_lib.panel.arguments import around, as_vector
from course_lib.panel.controls import Choice
from course_lib.panel.panel import Panel

LOGITS = (3.0, 0.0, 1.0)
REACH = 50.0  # far enough for the clipping on either side
FARTHEST = 1000.0


def fused_loss(logits: Sequence = LOGITS, target: int = 1) -> Panel:
    """Show one sample's loss and gradient by softmax and then the loss, and by both in one.

    A slider moves each logit, a choice says which class is the true one.

    Parameters
    ----------
    logits : (n_classes,), two or three
        Logits at the start.
    target : int, or one-hot
        The true class at the start; a batch of one label is taken as well.

    Raises
    ------
    TypeError, ValueError
        If logits are not two or three finite numbers, or target is none of their classes.
    """
    logits = as_vector("fused_loss: logits", logits, 3, fewest=2, farthest=FARTHEST)
    true = as_one_hot("fused_loss: target", _labels(target), logits[np.newaxis])
    reach = max(REACH, 10 * np.ceil(np.abs(logits).max() / 10))
    classes = [f"class {i}" for i in range(len(logits))]
    controls = [
        *(
            around(f"z[{i}]", f"{subscript('z', i)} logit of class {i}", z, reach, 0.5)
            for i, z in enumerate(logits)
        ),
        Choice("target", "true class", classes[true.argmax()], classes),
    ]

    def draw(z, target):
        z, target = z.astype(np.float64), classes.index(target)
        ways = separate_way(z, target), fused_way(z, target)
        return pictures.fused_loss(z, target, *ways, reach, CLIP)

    return Panel("Softmax and loss: separate and fused", controls, draw)


def separate_way(z: np.ndarray, target: int) -> pictures.SeparateWay:
    """Return what softmax and then the clipped loss make of the logits of one sample."""
    activation, loss = ActivationSoftmax(), LossCategoricalCrossentropy()
    activation.forward(z[np.newaxis])
    y_pred = activation.output
    value = loss.calculate(y_pred, [target])
    loss.backward(y_pred, [target])
    activation.backward(loss.dinputs)
    p = y_pred[0]
    return pictures.SeparateWay(
        y_pred=p,
        clipped=np.clip(p[target], CLIP, 1 - CLIP),
        loss=value,
        dvalues=loss.dinputs[0],
        jacobian=np.diag(p) - np.outer(p, p),
        dinputs=activation.dinputs[0],
    )


def fused_way(z: np.ndarray, target: int) -> pictures.FusedWay:
    """Return what the fused class makes of the logits of one sample."""
    fused = ActivationSoftmaxLossCategoricalCrossentropy()
    value = fused.forward(z[np.newaxis], [target])
    fused.backward(fused.output, [target])
    return pictures.FusedWay(
        log_sum=z.max() + np.log(np.sum(np.exp(z - z.max()))),  # as the class computes it
        loss=value,
        y_pred=fused.output[0],
        dinputs=fused.dinputs[0],
    )


def _labels(target):
    """Return one label as those of a batch, whether it came alone, in a batch or one-hot."""
    target = np.asarray(target)
    return target.reshape(1, -1) if target.size > 1 else target.reshape(-1)
