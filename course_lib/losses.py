"""Categorical cross-entropy, by itself and fused with softmax.

Every loss here is the mean over the batch, so every gradient carries a factor 1 / n_samples.
"""

import numpy as np

from course_lib.activations import ActivationSoftmax
from course_lib.guards import as_logits, as_one_hot, as_probabilities

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

    Both methods take
        y_pred : (n_samples, n_classes), probabilities
        y_true : (n_samples,) class labels, or (n_samples, n_classes) one-hot labels
    and raise ValueError or TypeError for anything else, NaN and infinity included.

    Source: NNFS chapters 5 and 9; documents 000 and 003.
    """

    def forward(self, y_pred, y_true):
        """Return the losses of the samples, shape (n_samples,)."""
        y_pred, one_hot = self._checked("forward", y_pred, y_true)
        confidences = y_pred[one_hot]  # (n_samples,)
        return -np.log(np.clip(confidences, CLIP, 1 - CLIP))

    def backward(self, y_pred, y_true):
        """Set dinputs (n_samples, n_classes), the gradient of the mean loss."""
        y_pred, one_hot = self._checked("backward", y_pred, y_true)
        confidences = y_pred[one_hot]  # (n_samples,)
        clipped = np.clip(confidences, CLIP, 1 - CLIP)
        slopes = np.where(clipped == confidences, -1 / clipped, 0.0)
        self.dinputs = np.zeros_like(y_pred)
        self.dinputs[one_hot] = slopes / len(y_pred)

    def _checked(self, method, y_pred, y_true):
        place = f"LossCategoricalCrossentropy.{method}"
        y_pred = as_probabilities(f"{place}: y_pred", y_pred)
        return y_pred, as_one_hot(f"{place}: y_true", y_true, y_pred)


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
        """Return the mean loss, and keep the probabilities as output.

        Parameters
        ----------
        inputs : (n_samples, n_classes)
            Logits.
        y_true : (n_samples,) class labels, or (n_samples, n_classes) one-hot labels

        Raises
        ------
        ValueError, TypeError
            If the logits hold NaN or infinity, or the labels are of another form.
        """
        place = "ActivationSoftmaxLossCategoricalCrossentropy.forward"
        inputs = as_logits(f"{place}: inputs", inputs)
        one_hot = as_one_hot(f"{place}: y_true", y_true, inputs)
        self.activation.forward(inputs)
        self.output = self.activation.output
        shifted = inputs - np.max(inputs, axis=1, keepdims=True)
        log_sums = np.log(np.sum(np.exp(shifted), axis=1))
        return np.mean(log_sums - shifted[one_hot])

    def backward(self, y_pred, y_true):
        """Set dinputs, the gradient of the mean loss with respect to the logits.

        Parameters
        ----------
        y_pred : (n_samples, n_classes)
            The probabilities, usually this object's own output.
        y_true : (n_samples,) class labels, or (n_samples, n_classes) one-hot labels
        """
        place = "ActivationSoftmaxLossCategoricalCrossentropy.backward"
        y_pred = as_probabilities(f"{place}: y_pred", y_pred)
        one_hot = as_one_hot(f"{place}: y_true", y_true, y_pred)
        self.dinputs = (y_pred - one_hot) / len(y_pred)

    def __repr__(self):
        return "ActivationSoftmaxLossCategoricalCrossentropy()"
