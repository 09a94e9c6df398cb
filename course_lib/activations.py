"""What follows a dense layer: ReLU in between, softmax at the end."""

import numpy as np

from course_lib.guards import as_batch, as_floats, as_upstream


class ActivationReLU:
    """Rectified linear unit: output = max(0, inputs), entry by entry.

    Attributes
    ----------
    inputs : any shape, kept by forward
    output : the shape of inputs, set by forward
    dinputs : the shape of inputs, set by backward

    Source: NNFS chapters 4 and 9; document 000.
    """

    output = dinputs = None

    def forward(self, inputs):
        """Compute the output; `inputs` may have any shape."""
        self.inputs = as_floats("ActivationReLU.forward: inputs", inputs)
        self.output = np.maximum(self.inputs, 0.0)

    def backward(self, dvalues):
        """Let the upstream gradient through where the input was positive, and stop it elsewhere.

        At an input of exactly zero ReLU has no derivative; by convention 0 is taken.

        Parameters
        ----------
        dvalues : the shape of output
            Upstream gradient: the gradient of the loss with respect to output.

        Raises
        ------
        ValueError, TypeError
            If forward was not called, or dvalues has another shape than output.
        """
        dvalues = as_upstream("ActivationReLU.backward: dvalues", dvalues, self.output)
        self.dinputs = np.where(self.inputs > 0, dvalues, 0.0)

    def __repr__(self):
        return "ActivationReLU()"


class ActivationSoftmax:
    """Softmax: each row of logits becomes probabilities that sum to one.

    Attributes
    ----------
    output : (n_samples, n_classes), set by forward
    dinputs : (n_samples, n_classes), set by backward

    Source: NNFS chapters 4 and 9; documents 000 and 003. The closed form of backward is derived
    in notebooks/05_softmax_jacobian.ipynb.
    """

    output = dinputs = None

    def forward(self, inputs):
        """Compute the probabilities.

        The largest logit of a row is taken off the row first. That leaves the result as it is
        and keeps np.exp from overflowing.

        Parameters
        ----------
        inputs : (n_samples, n_classes)
            Logits.
        """
        inputs = as_batch("ActivationSoftmax.forward: inputs", inputs)
        # A column for each sample: numpy is quick along few long rows, slow along many short ones.
        columns = inputs.T.copy()  # (n_classes, n_samples)
        exp_values = np.exp(columns - np.max(columns, axis=0))
        self.output = (exp_values / np.sum(exp_values, axis=0)).T.copy()  # (n_samples, n_classes)

    def backward(self, dvalues):
        """Multiply each sample's Jacobian with its upstream gradient, without building it.

        With s for a row of the output, the Jacobian is diag(s) - s sᵀ. Its product with a row d
        of dvalues is s * (d - sum(s * d)).

        Parameters
        ----------
        dvalues : (n_samples, n_classes)
            Upstream gradient: the gradient of the loss with respect to output.

        Raises
        ------
        ValueError, TypeError
            If forward was not called, or dvalues has another shape than output.
        """
        dvalues = as_upstream("ActivationSoftmax.backward: dvalues", dvalues, self.output)
        weighted_sum = np.sum(self.output * dvalues, axis=1, keepdims=True)
        self.dinputs = self.output * (dvalues - weighted_sum)

    def __repr__(self):
        return "ActivationSoftmax()"
