"""What follows a dense layer: ReLU in between, softmax at the end.

Both have forward(inputs) and backward(dvalues), where dvalues is the upstream gradient: the
gradient of the loss with respect to output. ValueError or TypeError says so when an argument is
of another shape or kind, or when backward comes before forward.
"""

import numpy as np

from course_lib.guards import as_batch, as_floats, as_upstream


class ActivationReLU:
    """Rectified linear unit: output = max(0, inputs), entry by entry.

    Attributes
    ----------
    inputs : any shape, kept by forward
    output, dinputs : the shape of inputs, set by forward and by backward

    Source: NNFS chapters 4 and 9; document 000.
    """

    output = dinputs = None

    def forward(self, inputs):
        """Compute the output."""
        self.inputs = as_floats("ActivationReLU.forward: inputs", inputs)
        self.output = np.maximum(self.inputs, 0.0)

    def backward(self, dvalues):
        """Let the upstream gradient through where the input was positive, and stop it elsewhere.

        At an input of exactly zero ReLU has no derivative; by convention 0 is taken.
        """
        dvalues = as_upstream(self, dvalues)
        self.dinputs = np.where(self.inputs > 0, dvalues, 0.0)

    def __repr__(self):
        return "ActivationReLU()"


class ActivationSoftmax:
    """Softmax: each row of logits becomes probabilities that sum to one.

    Attributes
    ----------
    shifted : (n_samples, n_classes), the logits less the largest of their row, kept by forward
    sums : (n_samples, 1), the sum of each row of exp(shifted), kept by forward
    output, dinputs : (n_samples, n_classes), set by forward and by backward

    Source: NNFS chapters 4 and 9; documents 000 and 003. The closed form of backward is derived
    in notebooks/05_softmax_jacobian.ipynb.
    """

    output = dinputs = None

    def forward(self, inputs):
        """Compute the probabilities from logits, (n_samples, n_classes).

        The largest logit of a row is taken off the row first. That leaves the result as it is
        and keeps np.exp from overflowing.
        """
        inputs = column_by_column(as_batch("ActivationSoftmax.forward: inputs", inputs))
        self.shifted = inputs - inputs.max(axis=1, keepdims=True)
        exp_values = np.exp(self.shifted)
        self.sums = exp_values.sum(axis=1, keepdims=True)
        self.output = row_by_row(exp_values / self.sums)

    def backward(self, dvalues):
        """Multiply each sample's Jacobian with its upstream gradient, without building it.

        With s for a row of the output, the Jacobian is diag(s) - s sᵀ. Its product with a row d
        of dvalues is s * (d - sum(s * d)).
        """
        dvalues = as_upstream(self, dvalues)
        weighted_sum = np.sum(self.output * dvalues, axis=1, keepdims=True)
        self.dinputs = self.output * (dvalues - weighted_sum)

    def __repr__(self):
        return "ActivationSoftmax()"


def column_by_column(rows):
    """Return the same array with its columns together in memory, which is several times as quick.

    Along its short rows, that is: numpy then takes the maximum of a column of samples and the
    next one in one go, where else it would take each sample by itself.
    """
    return np.asfortranarray(rows)


def row_by_row(columns):
    """Return the same array in numpy's usual order of memory, as what comes next expects it."""
    return np.ascontiguousarray(columns)
