"""A batch under the learner's hand: every sample adds its table to dweights."""

import numpy as np

from course_lib import pictures
from course_lib.guards import as_shaped
from course_lib.layers import LayerDense
from course_lib.panel.arguments import as_matrix
from course_lib.panel.controls import Choice, Switch
from course_lib.panel.panel import Panel

INPUTS = ((1.0, 2.0, 3.0, 2.5), (2.0, 5.0, -1.0, 2.0), (-1.5, 2.7, 3.3, -0.8))
DVALUES = ((1.0, -2.0, 0.5), (2.0, 0.5, -1.0), (3.0, 1.0, 2.0))  # no two columns are alike
SUM, MEAN = "sum over samples", "mean over samples"


def batch(inputs=INPUTS, dvalues=DVALUES) -> Panel:
    """Show dweights as the sum of the samples' outer products of inputs and dvalues.

    A switch for each sample takes it out of the batch, and the loss may be a sum or a mean.

    Parameters
    ----------
    inputs : (n_samples, n_inputs), at most 3 by 5
    dvalues : (n_samples, n_neurons), at most 3 by 3
        Upstream gradient, where the loss of the batch is the sum of the samples' losses.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a small matrix of finite numbers, or they differ in samples.
    """
    inputs = as_matrix("batch: inputs", inputs, 3, 5)
    dvalues = as_matrix("batch: dvalues", dvalues, 3, 3)
    dvalues = as_shaped("batch: dvalues", dvalues, (len(inputs), dvalues.shape[1]))
    layer = LayerDense(inputs.shape[1], dvalues.shape[1])

    def draw(sample, loss):
        on = sample  # whether each of them is in the batch
        divisor = max(1, int(on.sum())) if loss == MEAN else 1
        if not on.any():
            return pictures.batch(inputs, dvalues, on, divisor)
        layer.forward(inputs[on])
        layer.backward(dvalues[on] / divisor)  # the loss divides, the layer sums
        gradients = layer.dweights, layer.dbiases
        shown = np.where(on[:, np.newaxis], dvalues / divisor, dvalues)
        return pictures.batch(inputs, shown, on, divisor, *gradients)

    controls = [
        *(Switch(f"sample[{s}]", f"sample {s}", True) for s in range(len(inputs))),
        Choice("loss", "loss of the batch", SUM, [SUM, MEAN]),
    ]
    return Panel("A batch: every sample adds its table", controls, draw)
