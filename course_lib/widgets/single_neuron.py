"""One neuron under the learner's hand: the backward pass edge by edge, and the learning rate."""

from collections.abc import Sequence

import numpy as np

from course_lib import pictures
from course_lib.drawing.numbers import subscript
from course_lib.guards import as_count, as_floats, as_shaped
from course_lib.layers import LayerDense
from course_lib.panel.arguments import around, as_scalar, as_vector
from course_lib.panel.controls import Slider
from course_lib.panel.panel import Panel
from course_lib.pictures.equations import ROUNDING

MOST_INPUTS = 5
X, W, B = (1.0, -2.0, 3.0), (-3.0, -1.0, 2.0), 1.0


def single_neuron(
    x: Sequence = X, w: Sequence | LayerDense = W, b: float | None = None, dvalue: float = 1.0
) -> Panel:
    """Show the graph of L = ReLU(x0 w0 + x1 w1 + ... + b)², values forward and gradients backward.

    Sliders move every input, every weight, the bias and the upstream gradient; another one takes
    the backward pass one edge at a time.

    Parameters
    ----------
    x : (n_inputs,) or (1, n_inputs), at most five
        Inputs at the start.
    w : (n_inputs,) or (n_inputs, 1), or a LayerDense of one neuron
        Weights at the start.
    b : float
        Bias at the start: that of the LayerDense, or 1, if it is not given.
    dvalue : float
        The upstream gradient that arrives at L, at the start.

    Raises
    ------
    TypeError, ValueError
        If an argument is not made of finite numbers, or x and w differ in length.
    """
    x, w, b = _neuron("single_neuron", x, w, b)
    n_steps = 4 + 3 * len(x)
    sliders = [
        Slider("step", "backward step", 0, 0, n_steps, 1, stepper=True),
        *(
            around(f"{letter}[{i}]", f"{subscript(letter, i)} {meaning}", value)
            for i, pair in enumerate(zip(x, w, strict=True))
            for letter, meaning, value in zip("xw", ("input", "weight"), pair, strict=True)
        ),
        around("b", "b bias", b),
        around("dvalue", "upstream gradient of L", as_scalar("single_neuron: dvalue", dvalue)),
    ]

    def draw(x, w, b, dvalue, step):
        return pictures.single_neuron(x.tolist(), w.tolist(), b, dvalue, step)

    return Panel("A single neuron: the backward pass", sliders, draw)


def neuron_training(
    x: Sequence = X,
    w: Sequence | LayerDense = W,
    b: float | None = None,
    learning_rate: float = 0.001,
    n_steps: int = 200,
) -> Panel:
    """Show what gradient descent on L = ReLU(x · w + b)² makes of a neuron.

    Sliders move the learning rate, and a factor that all inputs are multiplied with.

    Parameters
    ----------
    x, w, b : as `single_neuron` takes them
        Inputs, weights and bias before the first step.
    learning_rate : float
        From 0 to 0.08, at the start.
    n_steps : int
        How many steps are taken.

    Raises
    ------
    TypeError, ValueError
        If an argument is not made of finite numbers, or x and w differ in length.
    """
    x, w, b = _neuron("neuron_training", x, w, b)
    n_steps = as_count("neuron_training: n_steps", n_steps)

    sliders = [
        Slider("learning_rate", "learning rate lr", learning_rate, 0.0, 0.08, 0.001),
        Slider("scale", "inputs x times", 1.0, 0.0, 2.0, 0.1),
        around("b", "b bias", b),
    ]

    def draw(learning_rate, scale, b):
        losses, sums = train(scale * x, w, b, learning_rate, n_steps)
        square = scale**2 * np.sum(x**2) + 1
        return pictures.neuron_training(losses, sums, learning_rate, square)

    return Panel("A single neuron: the learning rate", sliders, draw)


def train(x: np.ndarray, w: np.ndarray, b: float, learning_rate: float, n_steps: int):
    """Return the loss ReLU(z)² and the sum z before the first step and after each."""
    losses, sums = [], []
    rounding = ROUNDING * (np.dot(np.abs(w), np.abs(x)) + abs(b))
    for _ in range(n_steps + 1):
        z = float(np.dot(w, x)) + b
        z = 0.0 if abs(z) < rounding else z
        dz = 2 * max(z, 0.0)
        losses.append(max(z, 0.0) ** 2)
        sums.append(z)
        w = w - learning_rate * dz * x
        b = b - learning_rate * dz
    return losses, sums


def _neuron(function, x, w, b):
    if isinstance(w, LayerDense):
        w, b = w.weights, w.biases if b is None else b
    x, w = as_vector(f"{function}: x", x, MOST_INPUTS), as_floats(f"{function}: w", w)
    w = w.T if w.shape[1:] == (1,) else w  # (n_inputs, 1), as a LayerDense of one neuron has it
    w = as_shaped(f"{function}: w", as_vector(f"{function}: w", w, MOST_INPUTS), x.shape)
    return x, w, as_scalar(f"{function}: b", B if b is None else b)
