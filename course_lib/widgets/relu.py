"""ReLU under the learner's hand."""

import numpy as np

from course_lib import pictures
from course_lib.activations import ActivationReLU
from course_lib.guards import as_shaped
from course_lib.panel.arguments import around, as_matrix
from course_lib.panel.controls import Slider
from course_lib.panel.panel import Panel
from course_lib.pictures.equations import without_rounding

Z = ((1.0, 2.0, -3.0, -4.0), (2.0, -7.0, -1.0, 3.0), (-1.0, 2.0, 5.0, -1.0))
DVALUES = ((1.0, 2.0, 3.0, 4.0), (5.0, 6.0, 7.0, 8.0), (9.0, 10.0, 11.0, 12.0))


def relu(z=Z, dvalues=DVALUES) -> Panel:
    """Show which entries of an upstream gradient a ReLU lets pass, and which it stops.

    One slider shifts all pre-activations, another multiplies the upstream gradient.

    Parameters
    ----------
    z : (n_samples, n_neurons), at most 6 by 5
        Pre-activations.
    dvalues : the shape of z
        Upstream gradient.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a small matrix of finite numbers, or their shapes differ.
    """
    z = as_matrix("relu: z", z, 6, 5)
    dvalues = as_shaped("relu: dvalues", as_matrix("relu: dvalues", dvalues, 6, 5), z.shape)
    reach = 1 + np.ceil(np.abs(z).max())  # far enough for all to pass, and for none
    limit = 2 * reach - 1
    activation = ActivationReLU()

    def draw(shift, scale):
        activation.forward(without_rounding(z + shift, np.abs(z) + abs(shift)))
        activation.backward(scale * dvalues)
        return pictures.relu(activation.inputs, scale * dvalues, activation.dinputs, limit)

    sliders = [
        around("shift", "shift of all z", 0.0, reach=reach),
        Slider("scale", "dvalues times", 1.0, -2.0, 2.0, 0.1),
    ]
    return Panel("ReLU: what passes and what stops", sliders, draw)
