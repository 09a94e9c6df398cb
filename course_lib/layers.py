"""The dense layer: every input reaches every neuron.

ValueError or TypeError says so when an argument, or weights and biases that were assigned to a
layer, are of another shape or kind, or when backward comes before forward.
"""

import numpy as np

from course_lib.guards import as_batch, as_count, as_shaped, as_upstream


class LayerDense:
    """A fully connected layer: output = inputs · weights + biases.

    Parameters
    ----------
    n_inputs, n_neurons : int
        Columns of the inputs, and of the output.
    rng : numpy.random.Generator, keyword only, optional
        Draws the weights, so that a run can be repeated. Without it they come from
        `np.random.randn`, as in the documents.

    Attributes
    ----------
    weights : (n_inputs, n_neurons), starts as 0.01 times normal random numbers
    biases : (1, n_neurons), starts as zeros
    inputs : (n_samples, n_inputs), kept by forward
    output : (n_samples, n_neurons), set by forward
    dweights, dbiases, dinputs : set by backward, each of the shape of what it is the gradient of

    Source: NNFS chapters 3 and 9; documents 000 and 003.
    """

    output = dweights = dbiases = dinputs = None

    def __init__(self, n_inputs, n_neurons, *, rng=None):
        n_inputs = as_count("LayerDense: n_inputs", n_inputs)
        n_neurons = as_count("LayerDense: n_neurons", n_neurons)
        if rng is None:
            self.weights = 0.01 * np.random.randn(n_inputs, n_neurons)
        elif isinstance(rng, np.random.Generator):
            self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        else:
            raise TypeError(
                f"LayerDense: rng is {rng!r}, expected a Generator, as np.random.default_rng(0) is"
            )
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        """Compute the output from inputs, (n_samples, n_inputs)."""
        self.inputs = self._checked(inputs)
        self.output = np.dot(self.inputs, self.weights)  # (n_samples, n_neurons)
        self.output += self.biases  # in place: a second array of this size is what takes time

    def backward(self, dvalues):
        """Compute the gradients of the loss with respect to weights, biases and inputs.

        dvalues is the upstream gradient, (n_samples, n_neurons). A batch's gradient is the sum
        over its samples: the mean, where one is wanted, is taken by the loss.
        """
        dvalues = as_upstream(self, dvalues)
        self.dweights = np.dot(self.inputs.T, dvalues)
        self.dbiases = dvalues.sum(axis=0, keepdims=True)
        self.dinputs = np.dot(dvalues, self.weights.T)

    def _checked(self, inputs):
        """Return inputs that fit the weights and biases, which may have been assigned."""
        self.weights = as_batch("LayerDense: weights", self.weights)
        n_inputs, n_neurons = self.weights.shape
        self.biases = as_shaped("LayerDense: biases", self.biases, (1, n_neurons))
        return as_batch("LayerDense.forward: inputs", inputs, n_inputs)

    def __repr__(self):
        n_inputs, n_neurons = np.shape(self.weights)
        return f"LayerDense(n_inputs={n_inputs}, n_neurons={n_neurons})"
