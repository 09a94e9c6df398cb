"""Softmax and its Jacobian under the learner's hand."""

import math
from collections.abc import Sequence

import numpy as np

from course_lib import pictures
from course_lib.activations import ActivationSoftmax
from course_lib.guards import as_shaped
from course_lib.panel.arguments import around, as_vector
from course_lib.panel.controls import Button, Slider
from course_lib.panel.panel import Panel

LOGITS = (1.95, 0.0, 0.7)  # ln 7, ln 1 and ln 2, as near as the sliders come
DVALUES = (1.0, -2.0, 4.0)
FEWEST, MOST, FARTHEST = 3, 10, 1000.0
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"


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
    logits = _classes("softmax_jacobian: logits", logits)
    dvalues = as_vector("softmax_jacobian: dvalues", dvalues, MOST)
    dvalues = as_shaped("softmax_jacobian: dvalues", dvalues, logits.shape)
    dvalues = _classes("softmax_jacobian: dvalues", dvalues)
    n = len(logits)
    far = max(10.0, math.ceil(np.abs(logits).max()))
    limit = max(5.0, math.ceil(np.abs(dvalues).max()))
    sliders = [
        *(
            Slider(f"z{i}", f"z{SUBSCRIPTS[i]} logit", float(logit), -far, far, 0.05)
            for i, logit in enumerate(logits)
        ),
        *(
            around(f"d{i}", f"d{SUBSCRIPTS[i]} upstream", dvalue, reach=limit)
            for i, dvalue in enumerate(dvalues)
        ),
    ]

    def draw(**values):
        z, d = (np.array([values[f"{kind}{i}"] for i in range(n)], np.float64) for kind in "zd")
        return pictures.softmax_jacobian(z, *backward(z, d), limit)

    def constant(panel):
        panel.move(**{f"d{i}": 1.0 for i in range(n)})

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


def _classes(name, values):
    values = as_vector(name, values, MOST)
    if len(values) < FEWEST:
        raise ValueError(f"{name} has {len(values)} numbers, expected {FEWEST} to {MOST}")
    if np.abs(values).max() > FARTHEST:
        far = values[np.abs(values).argmax()]
        raise ValueError(f"{name} holds {far:g}, expected numbers from -1000 to 1000")
    return values
