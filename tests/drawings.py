"""One drawing of each kind, each with numbers of its own."""

import numpy as np

from course_lib import pictures
from course_lib.drawing import message

X, W, B = [1.0, -2.0, 3.0], [-3.0, -1.0, 2.0], 1.0
LABELS = {"x_label": "step", "y_label": "loss"}
RNG = np.random.default_rng(4)


def masked(inputs, dvalues):
    return pictures.relu(inputs, dvalues, np.where(inputs > 0, dvalues, 0.0))


def both_ways():
    p, y = np.array([0.7, 0.1, 0.2]), np.array([1.0, 0.0, 0.0])
    jacobian = np.diag(p) - np.outer(p, p)
    separate = pictures.SeparateWay(p, 0.7, -np.log(0.7), -y / 0.7, jacobian, p - y)
    fused = pictures.FusedWay(0.0, -np.log(0.7), p, p - y)
    return pictures.fused_loss(np.log(p), 0, separate, fused, 50.0, 1e-7)


def spiral():
    names = ("loss", "accuracy", "unseen_loss", "unseen_accuracy", "norm1", "norm2")
    history = {"epoch": [0, 9], **{name: [1.0, 0.5] for name in names}}
    points = RNG.normal(size=(3, 2)), np.arange(3)
    regions, rest = np.arange(9).reshape(3, 3) % 3, {"learning_rate": 0.1, "state": "done"}
    return pictures.spiral_training(regions, points, points, history, n_epochs=9, **rest)


def halves(points):
    return (points[:, 0] > 0).astype(int)


DRAWINGS = {
    "neuron": lambda: pictures.single_neuron(X, W, B),
    "forward only": lambda: pictures.single_neuron(X, W, B, step=0),
    "training": lambda: pictures.neuron_training([36.0, 1.0, 0.1], [6.0, 1.0, 0.3], 0.01, 15.0),
    "relu": lambda: masked(RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4))),
    "layer": lambda: pictures.layer(
        np.ones(2), np.array([[2.0], [-1.0]]), np.array([[[1.0], [1.0]], [[-0.5], [-0.5]]]), 0.2, 1
    ),
    "batch": lambda: pictures.batch(
        RNG.normal(size=(3, 4)), RNG.normal(size=(3, 2)), np.array([True, False, True])
    ),
    "both ways": both_ways,
    "spiral": spiral,
    "graph": lambda: pictures.neuron_graph(X, W, B),
    "curves": lambda: pictures.curves(
        {"a": [4.0, 1.0, 2.0], "b & c": ([1, 10], [3.0, 3.0])}, **LABELS, title="Loss", log_y=True
    ),
    "marks": lambda: pictures.curves(
        {str(i): ([3, 300], [1.0, i]) for i in range(1, 8)},
        **LABELS,
        title="Many",
        log_x=True,
        marks=True,
    ),
    "matrices": lambda: pictures.matrices(
        {"a": [[1, 2]], "b": [[0.5, -0.0]], "sum": [[1.5, 2.0]]}, joined_by="+=", title="A sum"
    ),
    "many matrices": lambda: pictures.matrices(
        {f"layer{i}.dinputs": RNG.normal(size=(4, 3)) for i in range(5)}
    ),
    "heat map": lambda: pictures.heat_map(
        [[0, 1], [0, -2]], x_label="step", y_labels=["w0", "w1"], title="Weights"
    ),
    "regions": lambda: pictures.regions(
        {"halves": halves, "again": halves}, RNG.normal(size=(40, 2)), np.arange(40) % 3
    ),
    "message": lambda: message("Something <went> wrong & is told."),
}
