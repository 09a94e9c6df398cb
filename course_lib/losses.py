"""Categorical cross-entropy, by itself and fused with softmax.

Every loss here is the mean over the batch, so every gradient carries a factor 1 / n_samples.

Predictions and logits are (n_samples, n_classes). Labels, y_true, come in either form: class
labels, (n_samples,), or one-hot labels, (n_samples, n_classes). ValueError or TypeError names
anything else, NaN and infinity included.
"""

import numpy as np

from course_lib.activations import ActivationSoftmax
from course_lib.guards import as_labels, as_logits, as_one_hot, as_probabilities

CLIP = 1e-7  # probabilities are kept this far from 0 and from 1 before the logarithm


class Loss:
    """What all losses share: the loss of a batch is the mean over its samples."""

    def calculate(self, y_pred, y_true):
        """Return the mean of the sample losses that `forward(y_pred, y_true)` returns."""
        return np.mean(self.forward(y_pred, y_true))

    def __repr__(self):
        return f"{type(self).__name__}()"


class LossCategoricalCrossentropy(Loss):
    """Categorical cross-entropy: minus the logarithm of the probability given to the true class.

    That probability is clipped to [1e-7, 1 - 1e-7] first, so that no loss is infinite. Where it
    was clipped the loss is flat, and backward says so: the gradient there is 0. Elsewhere it is
    -1 / probability. (The documents clip in forward only; see notebooks/06_fused_loss.ipynb.)

    Source: NNFS chapters 5 and 9; documents 000 and 003.
    """

    def forward(self, y_pred, y_true):
        """Return the losses of the samples, (n_samples,), from probabilities y_pred."""
        confidences, _ = self._of_true_classes("forward", y_pred, y_true)
        return -np.log(np.clip(confidences, CLIP, 1 - CLIP))

    def backward(self, y_pred, y_true):
        """Set dinputs, the gradient of the mean loss with respect to the probabilities y_pred."""
        confidences, place = self._of_true_classes("backward", y_pred, y_true)
        clipped = np.clip(confidences, CLIP, 1 - CLIP)
        slopes = np.where(clipped == confidences, -1 / clipped, 0.0)
        self.dinputs = np.zeros(np.shape(y_pred), dtype=slopes.dtype)
        self.dinputs[place] = slopes / len(slopes)

    def _of_true_classes(self, method, y_pred, y_true):
        """Return the probabilities of the true classes, (n_samples,), and where they stand."""
        name = f"LossCategoricalCrossentropy.{method}"
        y_pred = as_probabilities(f"{name}: y_pred", y_pred)
        place = np.arange(len(y_pred)), as_labels(f"{name}: y_true", y_true, y_pred)
        return y_pred[place], place


class ActivationSoftmaxLossCategoricalCrossentropy:
    """Softmax and categorical cross-entropy in one, with gradient (y_pred - y_true) / n_samples.

    The loss is computed from the logits, log(sum(exp(z))) - z_true, and so needs no clipping:
    it is the true loss however wrong a prediction is, and backward is its gradient everywhere.

    Attributes
    ----------
    activation : ActivationSoftmax
    output : (n_samples, n_classes), the probabilities, set by forward
    dinputs : (n_samples, n_classes), the gradient with respect to the logits, set by backward

    Source: NNFS chapter 9; documents 000 and 002.
    """

    output = dinputs = None

    def __init__(self):
        self.activation = ActivationSoftmax()

    def forward(self, inputs, y_true):
        """Return the mean loss of these logits, and keep their probabilities as output."""
        name = "ActivationSoftmaxLossCategoricalCrossentropy.forward"
        inputs = as_logits(f"{name}: inputs", inputs)
        labels = as_labels(f"{name}: y_true", y_true, inputs)
        self.activation.forward(inputs)
        self.output = self.activation.output
        z, sums = self.activation.shifted, self.activation.sums  # sums of exp(z), row by row
        z_true = z[np.arange(len(z)), labels]  # (n_samples,)
        losses = np.log(sums[:, 0]) - z_true
        return losses.mean()

    def backward(self, y_pred, y_true):
        """Set dinputs from probabilities y_pred, usually this object's own output."""
        name = "ActivationSoftmaxLossCategoricalCrossentropy.backward"
        y_pred = as_probabilities(f"{name}: y_pred", y_pred)
        one_hot = as_one_hot(f"{name}: y_true", y_true, y_pred)
        self.dinputs = (y_pred - one_hot) / len(y_pred)

    def __repr__(self):
        return "ActivationSoftmaxLossCategoricalCrossentropy()"
