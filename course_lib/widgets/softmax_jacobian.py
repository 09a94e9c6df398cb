"""Softmax and its Jacobian under the learner's hand."""

import math
from collections.abc import Sequence

import numpy as np

from course_lib import pictures
from course_lib.activations import ActivationSoftmax
from course_lib.drawing.numbers import subscript
from course_lib.guards import as_shaped
from course_lib.panel.arguments import around, as_vector
from course_lib.panel.controls import Button
from course_lib.panel.panel import Panel

LOGITS = (1.95, 0.0, 0.7)  # ln 7, ln 1 and ln 2, as near as the sliders come
DVALUES = (1.0, -2.0, 4.0)


def softmax_jacobian(logits: Sequence = LOGITS, dvalues: Sequence = DVALUES) -> Panel:
    """Show the probabilities of a sample, their Jacobian, and Jacobian × dvalues = dinputs.

    A slider moves each logit and each entry of the upstream gradient; a button makes the upstream
    gradient constant.

    Parameters
    ----------
    logits : (n_classes,), three to ten
        Logits of one sample at the start.
    dvalues : (n_classes,)
        Upstream gradient at the start: the gradient of the loss with respect to the probabilities.

    Raises
    ------
    TypeError, ValueError
        If an argument is not made of three to ten numbers from -1000 to 1000, or they differ in
        length.
    """
    few = {"most": 10, "fewest": 3, "farthest": 1000.0}
    logits = as_vector("softmax_jacobian: logits", logits, **few)
    dvalues = as_vector("softmax_jacobian: dvalues", dvalues, **few)
    dvalues = as_shaped("softmax_jacobian: dvalues", dvalues, logits.shape)
    limit = max(5.0, math.ceil(np.abs(dvalues).max()))
    sliders = [
        *(
            around(f"z[{i}]", f"{subscript('z', i)} logit", logit, 10.0, 0.05)
            for i, logit in enumerate(logits)
        ),
        *(
            around(f"d[{i}]", f"{subscript('d', i)} upstream", dvalue, limit)
            for i, dvalue in enumerate(dvalues)
        ),
    ]

    def draw(z, d):
        z, d = z.astype(np.float64), d.astype(np.float64)
        return pictures.softmax_jacobian(z, *backward(z, d), limit)

    def constant(panel):
        panel.move(**{f"d[{i}]": 1.0 for i in range(len(dvalues))})

    button = Button("constant", "Set every d to 1", constant)
    return Panel("Softmax and its Jacobian", [*sliders, button], draw)


def backward(logits: np.ndarray, dvalues: np.ndarray):
    """Return the probabilities of a sample, their Jacobian, dvalues and dinputs.

    One backward pass gives all: an upstream gradient that is 1 for class i and 0 for the others
    comes back as row i of the Jacobian, and dvalues, in the last row, as dinputs.
    """
    n = len(logits)
    activation = ActivationSoftmax()
    activation.forward(np.tile(logits, (n + 1, 1)))
    activation.backward(np.vstack([np.eye(n), dvalues]))
    output, dinputs = activation.output[-1], activation.dinputs[-1]
    rounding = 1e-14 * output * np.abs(dvalues).max()  # what a constant leaves in place of 0
    dinputs = np.where(np.abs(dinputs) <= rounding, 0.0, dinputs)
    return output, activation.dinputs[:-1] + 0.0, dvalues, dinputs
