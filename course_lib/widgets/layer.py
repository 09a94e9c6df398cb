"""A layer in training under the learner's hand: who is alive, and which weights have moved."""

from functools import lru_cache

import numpy as np

from course_lib import pictures
from course_lib.activations import ActivationReLU
from course_lib.guards import as_count
from course_lib.layers import LayerDense
from course_lib.panel.arguments import as_matrix, as_vector
from course_lib.panel.controls import Slider
from course_lib.panel.panel import Panel

W = ((0.1, 0.2, 0.3, 0.4), (0.5, 0.6, 0.7, 0.8), (0.9, 1.0, 1.1, 1.2))
X, B = (1.0, 2.0, 3.0, 4.0), (0.1, 0.2, 0.3)
HIGHEST = 0.02  # learning rate


def layer(x=X, weights=W, biases=B, learning_rate: float = 0.001, n_steps: int = 200) -> Panel:
    """Show what gradient descent on L = (sum of ReLU(z))² makes of a layer.

    One slider moves the learning rate, another goes through the steps.

    Parameters
    ----------
    x : (n_inputs,), at most four
        The one sample.
    weights : (n_neurons, n_inputs), at most four neurons
        A row for each neuron, as document 001 stores them.
    biases : (n_neurons,)
    learning_rate : float
        From 0 to 0.02, at the start.
    n_steps : int
        How many steps are taken, at most 1000.

    Raises
    ------
    TypeError, ValueError
        If an argument is not made of a few finite numbers, or their shapes do not fit together.
    """
    x = as_vector("layer: x", x, 4)
    weights = as_matrix("layer: weights", weights, 4, 4)
    biases = as_vector("layer: biases", biases, 4)
    if weights.shape != (len(biases), len(x)):
        expected = f"{(len(biases), len(x))}: a row for each bias, a column for each of x"
        raise ValueError(f"layer: weights has shape {weights.shape}, expected {expected}")
    n_steps = as_count("layer: n_steps", n_steps)
    if n_steps > 1000:
        raise ValueError(f"layer: n_steps is {n_steps}, expected 1000 or fewer, to fit a picture")

    @lru_cache(maxsize=1)  # a move of the other slider asks for the same training again
    def trained(learning_rate):
        return train(x, weights, biases, learning_rate, n_steps)

    with np.errstate(all="ignore"):
        furthest = trained(HIGHEST)[1] - weights
    limit = float(np.abs(furthest[np.isfinite(furthest)]).max(initial=0.0)) or 1.0

    def draw(learning_rate, step):
        sums, all_weights = trained(learning_rate)
        return pictures.layer(x, sums, all_weights, learning_rate, int(step), limit)

    sliders = [
        Slider("learning_rate", "learning rate lr", learning_rate, 0.0, HIGHEST, 0.0001),
        Slider("step", "at step", min(12, n_steps), 0, n_steps, 1, stepper=True),
    ]
    return Panel("A layer in training", sliders, draw)


def train(x: np.ndarray, weights: np.ndarray, biases: np.ndarray, learning_rate: float, n_steps):
    """Return the sums z and the weights, a row for each neuron, before step 1 and after each."""
    dense, relu = LayerDense(len(x), len(biases)), ActivationReLU()
    dense.weights, dense.biases = weights.T, biases[np.newaxis]
    sums, all_weights = [], []
    for _ in range(n_steps + 1):
        dense.forward(x[np.newaxis])
        relu.forward(dense.output)
        sums.append(dense.output[0])
        all_weights.append(dense.weights.T)
        relu.backward(np.full_like(relu.output, 2 * relu.output.sum()))
        dense.backward(relu.dinputs)
        dense.weights = dense.weights - learning_rate * dense.dweights
        dense.biases = dense.biases - learning_rate * dense.dbiases
    return np.array(sums), np.array(all_weights)
