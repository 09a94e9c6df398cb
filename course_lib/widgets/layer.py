"""A layer in training under the learner's hand: who is alive, and which weights have moved."""

from functools import lru_cache

import numpy as np

from course_lib import pictures
from course_lib.activations import ActivationReLU
from course_lib.guards import as_count, as_shaped
from course_lib.layers import LayerDense
from course_lib.panel.arguments import as_matrix, as_vector
from course_lib.panel.controls import Slider
from course_lib.panel.panel import Panel
from course_lib.pictures.equations import ROUNDING

# Document 001's layer, with the inputs in rows and the neurons in columns.
W = ((0.1, 0.5, 0.9), (0.2, 0.6, 1.0), (0.3, 0.7, 1.1), (0.4, 0.8, 1.2))
X, B = (1.0, 2.0, 3.0, 4.0), (0.1, 0.2, 0.3)
HIGHEST = 0.02  # learning rate


def layer(x=X, weights=W, biases=None, learning_rate: float = 0.001, n_steps: int = 200) -> Panel:
    """Show what gradient descent on L = (sum of ReLU(z))² makes of a layer.

    One slider moves the learning rate, another goes through the steps.

    Parameters
    ----------
    x : (n_inputs,) or (1, n_inputs), at most four
        The one sample.
    weights : (n_inputs, n_neurons), at most four neurons, or a LayerDense
        Weights with a row for each neuron, as document 001 stores them, are given as weights.T.
    biases : (n_neurons,) or (1, n_neurons)
        Those of the LayerDense, or of document 001, if they are not given.
    learning_rate : float
        From 0 to 0.02, at the start.
    n_steps : int
        How many steps are taken, at most 1000.

    Raises
    ------
    TypeError, ValueError
        If an argument is not made of a few finite numbers, or their shapes do not fit together.
    """
    if isinstance(weights, LayerDense):
        weights, biases = weights.weights, weights.biases if biases is None else biases
    x = as_vector("layer: x", x, 4)
    biases = as_vector("layer: biases", B if biases is None else biases, 4)
    weights = _weights(weights, (len(x), len(biases)))
    n_steps = as_count("layer: n_steps", n_steps)
    if n_steps > 1000:
        raise ValueError(f"layer: n_steps is {n_steps}, expected 1000 or fewer, to fit a picture")

    @lru_cache(maxsize=1)  # a move of the other slider asks for the same training again
    def trained(learning_rate):
        return train(x, weights, biases, learning_rate, n_steps)

    def draw(learning_rate, step):
        return pictures.layer(x, *trained(learning_rate), learning_rate, int(step))

    sliders = [
        Slider("learning_rate", "learning rate lr", learning_rate, 0.0, HIGHEST, 0.0001),
        Slider("step", "at step", min(12, n_steps), 0, n_steps, 1, stepper=True),
    ]
    return Panel("A layer in training", sliders, draw)


def train(x: np.ndarray, weights: np.ndarray, biases: np.ndarray, learning_rate: float, n_steps):
    """Return the sums z and the weights before step 1 and after each."""
    dense, relu = LayerDense(*weights.shape), ActivationReLU()
    dense.weights, dense.biases = weights, biases[np.newaxis]
    sums, all_weights = [], []
    rounding = ROUNDING * (np.dot(np.abs(x), np.abs(weights)) + np.abs(biases))
    for _ in range(n_steps + 1):
        dense.forward(x[np.newaxis])
        relu.forward(np.where(np.abs(dense.output) < rounding, 0.0, dense.output))
        sums.append(relu.inputs[0])
        all_weights.append(dense.weights)
        relu.backward(np.full_like(relu.output, 2 * relu.output.sum()))
        dense.backward(relu.dinputs)
        dense.weights = dense.weights - learning_rate * dense.dweights
        dense.biases = dense.biases - learning_rate * dense.dbiases
    return np.array(sums), np.array(all_weights)


def _weights(weights, shape):
    weights = as_matrix("layer: weights", weights, 4, 4)
    if weights.shape != shape and weights.T.shape == shape:
        raise ValueError(
            f"layer: weights has shape {weights.shape}, expected {shape}, (n_inputs, n_neurons): "
            "if yours has a row for each neuron, give weights.T"
        )
    return as_shaped("layer: weights", weights, shape)
