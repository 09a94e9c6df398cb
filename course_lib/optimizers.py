"""How a layer's parameters follow its gradients: SGD and Adam.

One training step, in the book's order:

    optimizer.pre_update_params()
    optimizer.update_params(layer)      # once for each layer
    optimizer.post_update_params()

An optimizer takes any layer that has weights, biases, dweights and dbiases, and moves each number
against its own gradient: biases may be (n_neurons,), and weights may have a row for each neuron.
ValueError or TypeError names a setting that is out of range, and a layer without gradients.

Source: NNFS chapter 10.
"""

import numpy as np

from course_lib.guards import as_floats, as_number


class Optimizer:
    """What SGD and Adam share: the learning rate, its decay, and the step itself."""

    def __init__(self, learning_rate, decay):
        kind = type(self).__name__
        self.learning_rate = as_number(f"{kind}: learning_rate", learning_rate)
        self.decay = as_number(f"{kind}: decay", decay)
        self.current_learning_rate = self.learning_rate
        self.iterations = 0

    def pre_update_params(self):
        """Set current_learning_rate to learning_rate / (1 + decay * iterations)."""
        self.current_learning_rate = self.learning_rate / (1 + self.decay * self.iterations)

    def update_params(self, layer):
        """Move the weights and biases of `layer` one step; the old arrays stay as they are."""
        step = self.step(layer, gradient_of(layer))
        n_weights = np.size(layer.weights)
        layer.weights = layer.weights + step[:n_weights].reshape(np.shape(layer.weights))
        layer.biases = layer.biases + step[n_weights:].reshape(np.shape(layer.biases))

    def post_update_params(self):
        """Count the step."""
        self.iterations += 1

    def __repr__(self):
        return (
            f"{type(self).__name__}(learning_rate={self.learning_rate:g}, decay={self.decay:g}, "
            f"{self.settings()}) after {self.iterations} iterations"
        )


class OptimizerSGD(Optimizer):
    """Stochastic gradient descent, with momentum if wanted.

    Parameters
    ----------
    learning_rate : float, 0 or more
    decay : float, 0 or more
        After t iterations the learning rate is learning_rate / (1 + decay * t).
    momentum : float in [0, 1)
        The part of its last step that a layer repeats.
    """

    def __init__(self, learning_rate=1.0, decay=0.0, momentum=0.0):
        super().__init__(learning_rate, decay)
        self.momentum = as_number("OptimizerSGD: momentum", momentum, below=1.0)
        self.last_steps = {}  # layer -> its last step

    def step(self, layer, gradient):
        """Return momentum * (last step) - current_learning_rate * gradient."""
        step = -self.current_learning_rate * gradient
        if self.momentum:
            step += self.momentum * self.last_steps.get(layer, 0.0)
            self.last_steps[layer] = step
        return step

    def settings(self):
        """Return the parameters that only SGD has, for repr."""
        return f"momentum={self.momentum:g}"


class OptimizerAdam(Optimizer):
    """Adam: momentum, and a learning rate of its own for every parameter.

    Parameters
    ----------
    learning_rate, decay : float, 0 or more
    epsilon : float, 0 or more
        Added to the root of the second moment, after its correction: the book's convention.
    beta_1, beta_2 : float in [0, 1)
        How slowly the means of the gradient and of its square forget.

    Source: Kingma and Ba (2015), algorithm 1, with the book's defaults.
    """

    def __init__(self, learning_rate=0.001, decay=0.0, epsilon=1e-7, beta_1=0.9, beta_2=0.999):
        super().__init__(learning_rate, decay)
        self.epsilon = as_number("OptimizerAdam: epsilon", epsilon)
        self.beta_1 = as_number("OptimizerAdam: beta_1", beta_1, below=1.0)
        self.beta_2 = as_number("OptimizerAdam: beta_2", beta_2, below=1.0)
        self.moments = {}  # layer -> mean of its gradient, mean of its squared gradient

    def step(self, layer, gradient):
        """Return -current_learning_rate * mean / (sqrt(mean square) + epsilon), both corrected.

        Both means start at 0; dividing them by 1 - beta ** (iterations + 1) takes that out.
        """
        mean, mean_square = self.moments.get(layer, (0.0, 0.0))
        mean = self.beta_1 * mean + (1 - self.beta_1) * gradient
        mean_square = self.beta_2 * mean_square + (1 - self.beta_2) * gradient**2
        self.moments[layer] = mean, mean_square
        corrected_mean = mean / (1 - self.beta_1 ** (self.iterations + 1))
        corrected_square = mean_square / (1 - self.beta_2 ** (self.iterations + 1))
        root = np.sqrt(corrected_square) + self.epsilon
        return -self.current_learning_rate * corrected_mean / root

    def settings(self):
        """Return the parameters that only Adam has, for repr."""
        return f"epsilon={self.epsilon:g}, beta_1={self.beta_1:g}, beta_2={self.beta_2:g}"


def gradient_of(layer):
    """Return the gradients of all parameters of a layer in one row, its weights' first.

    One step for all of them takes half the calls of numpy, which are most of what it costs.
    """
    try:
        dweights, dbiases = layer.dweights, layer.dbiases
        ready = (dweights.shape, dbiases.shape) == (layer.weights.shape, layer.biases.shape)
    except AttributeError:
        ready = False
    if not ready:
        dweights, dbiases = (_checked_gradient(layer, name) for name in ("weights", "biases"))
    return np.concatenate((dweights, dbiases), axis=None)


def _checked_gradient(layer, name):
    """Return a gradient of another kind, if its numbers still are one for each parameter."""
    parameter, gradient = getattr(layer, name, None), getattr(layer, f"d{name}", None)
    if parameter is None:
        raise ValueError(f"update_params: {layer!r} has no {name}, nothing to move")
    if gradient is None:
        raise ValueError(f"update_params: {layer!r} has no gradients, call its backward first")
    gradient, shape = as_floats(f"update_params: d{name}", gradient), np.shape(parameter)
    if np.squeeze(gradient).shape != np.squeeze(parameter).shape:
        raise ValueError(
            f"update_params: d{name} has shape {gradient.shape}, expected {shape}, that of {name}"
        )
    return gradient
