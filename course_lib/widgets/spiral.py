"""The spiral, and a network in training on it: what the widget shows, without the widget."""

import time

import numpy as np

from course_lib.activations import ActivationReLU
from course_lib.layers import LayerDense
from course_lib.losses import ActivationSoftmaxLossCategoricalCrossentropy
from course_lib.optimizers import OptimizerAdam, OptimizerSGD

N_CLASSES = 3
N_UNSEEN = 100  # of each class
TURNS = 2.5
REACH = 1.1  # of the map: the spiral's radius is 1
SIDE = 96  # of the map, in points
CHUNK = 1000  # rows; more at once are slower: their products do not fit into the cache
OVERFLOW = "the loss overflowed: the learning rate is too high"


def spiral(n_samples: int, noise: float, rng: np.random.Generator):
    """Return points (3 * n_samples, 2) on three arms, and the arm of each.

    The formula is that of nnfs.datasets.spiral_data, where noise is 0.2.
    """
    radius = np.linspace(0, 1, n_samples)
    arms = []
    for label in range(N_CLASSES):
        angle = np.linspace(4 * label, 4 * (label + 1), n_samples)
        angle = TURNS * (angle + noise * rng.standard_normal(n_samples))
        arms.append(np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1))
    return np.concatenate(arms), np.repeat(np.arange(N_CLASSES), n_samples)


def _map_points():
    line = np.linspace(-REACH, REACH, SIDE)
    x, y = np.meshgrid(line, line[::-1])  # the first row is the uppermost
    return np.stack([x, y], axis=-1).reshape(-1, 2)


class Training:
    """A network 2-n-3, its data and its optimizer, and what was measured on the way.

    Parameters
    ----------
    n_neurons : int, in the hidden layer
    optimizer : "SGD" or "Adam"
    n_samples, noise : int, of each class, and float
    seed : int, of data and weights

    Attributes
    ----------
    data, unseen : (inputs, y_true), to train on and to judge with
    epoch : int
    history : dict of lists, one entry for each time it was measured
    regions : (SIDE, SIDE), the class of each point of the map when it was last measured
    problem : str, why the training cannot go on, or empty
    """

    map_points = _map_points()

    def __init__(self, n_neurons: int, optimizer: str, n_samples: int, noise: float, seed: int):
        seeds = [np.random.default_rng([seed, part]) for part in range(3)]
        self.data = spiral(n_samples, noise, seeds[0])
        self.unseen = spiral(N_UNSEEN, noise, seeds[1])
        self.dense1 = LayerDense(2, n_neurons, rng=seeds[2])
        self.dense2 = LayerDense(n_neurons, N_CLASSES, rng=seeds[2])
        self.relu, self.loss = ActivationReLU(), ActivationSoftmaxLossCategoricalCrossentropy()
        self.optimizer = {"SGD": OptimizerSGD, "Adam": OptimizerAdam}[optimizer]()
        self.epoch, self.problem = 0, ""
        names = ("epoch", "loss", "accuracy", "unseen_loss", "unseen_accuracy", "norm1", "norm2")
        self.history = {name: [] for name in names}
        self.measure()

    def tune(self, learning_rate: float, decay: float, momentum: float) -> None:
        """Set what may change while it trains. Adam has no use for momentum."""
        self.optimizer.learning_rate, self.optimizer.decay = learning_rate, decay
        if isinstance(self.optimizer, OptimizerSGD):
            self.optimizer.momentum = momentum
            if not momentum:
                self.optimizer.last_steps.clear()  # not to be repeated when it is switched on again

    @property
    def next_learning_rate(self) -> float:
        """The learning rate of the next step, after decay."""
        optimizer = self.optimizer
        return optimizer.learning_rate / (1 + optimizer.decay * optimizer.iterations)

    def advance(self, n_epochs: int, seconds: float = np.inf) -> None:
        """Train for so many epochs, or fewer if time runs out, and measure."""
        end = time.perf_counter() + seconds
        try:
            with np.errstate(all="ignore"):  # an overflow is told by `problem`
                for _ in range(n_epochs):
                    self._step()
                    if time.perf_counter() > end:
                        break
                self.measure()
        except ValueError:  # course_lib's classes take neither NaN nor infinity
            if self._finite():
                raise
            self.problem = OVERFLOW

    def measure(self) -> None:
        """Note losses, accuracies and gradients as they stand, and draw the map."""
        unseen_loss, unseen_accuracy = self._forward(*self.unseen)
        loss, accuracy = self._forward(*self.data)
        self._backward()
        norms = [np.linalg.norm(layer.dweights) for layer in (self.dense1, self.dense2)]
        row = (self.epoch, loss, accuracy, unseen_loss, unseen_accuracy, *norms)
        if not np.isfinite(row).all():
            raise ValueError(OVERFLOW)
        chunks = np.split(self.map_points, range(CHUNK, SIDE * SIDE, CHUNK))
        self.regions = np.concatenate([self.predict(chunk) for chunk in chunks])
        self.regions = self.regions.reshape(SIDE, SIDE)
        for values, value in zip(self.history.values(), row, strict=True):
            values.append(float(value))

    def predict(self, inputs: np.ndarray) -> np.ndarray:
        """Return the class of each of `inputs`."""
        return np.argmax(self._logits(inputs), axis=1)

    def _finite(self):
        """Return whether all that the layers hold is finite."""
        kept = (self.dense1.weights, self.dense1.output, self.dense2.weights, self.dense2.output)
        return all(np.isfinite(array).all() for array in kept)

    def _logits(self, inputs):
        self.dense1.forward(inputs)
        self.relu.forward(self.dense1.output)
        self.dense2.forward(self.relu.output)
        return self.dense2.output

    def _forward(self, inputs, y_true):
        accuracy = np.mean(self.predict(inputs) == y_true)
        return self.loss.forward(self.dense2.output, y_true), accuracy

    def _backward(self):
        self.loss.backward(self.loss.output, self.data[1])
        self.dense2.backward(self.loss.dinputs)
        self.relu.backward(self.dense2.dinputs)
        self.dense1.backward(self.relu.dinputs)

    def _step(self):
        inputs, y_true = self.data
        self.loss.forward(self._logits(inputs), y_true)
        self._backward()
        self.optimizer.pre_update_params()
        self.optimizer.update_params(self.dense1)
        self.optimizer.update_params(self.dense2)
        self.optimizer.post_update_params()
        self.epoch += 1
