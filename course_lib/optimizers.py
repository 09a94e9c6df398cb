"""How a layer's parameters follow its gradients: SGD and Adam.

One training step, in the book's order:

    optimizer.pre_update_params()
    optimizer.update_params(layer)      # once for each layer
    optimizer.post_update_params()

Source: NNFS chapter 10.
"""

import numpy as np

from course_lib.guards import as_number


class Optimizer:
    """What SGD and Adam share: the learning rate, its decay, and the step itself.

    A layer's weights (n_inputs, n_neurons) and biases (1, n_neurons) take their step as one
    array, the biases as its last row.
    """

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
        """Move the weights and biases of `layer` one step; the old arrays stay as they are.

        Raises
        ------
        ValueError
            If the layer has no gradients yet.
        """
        if layer.dweights is None:
            raise ValueError(
                f"{type(self).__name__}.update_params: {layer!r} has no gradients, "
                "call its backward first"
            )
        step = self.step(layer, np.concatenate((layer.dweights, layer.dbiases)))
        layer.weights = layer.weights + step[:-1]
        layer.biases = layer.biases + step[-1:]

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
