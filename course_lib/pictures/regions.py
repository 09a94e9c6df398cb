"""What a trained network would answer anywhere in the plane."""

import numpy as np
from matplotlib.colors import ListedColormap

from course_lib.pictures.picture import CYCLE, Picture, new_figure

MARKERS = "osD^vP"


def regions(networks: dict, inputs, y_true, *, n_points=150) -> Picture:
    """Draw for each of `networks`, a label -> predict, its decision regions with the data on top.

    `predict` takes points (n, 2) and returns their class labels (n,). `inputs` is (n_samples, 2),
    `y_true` (n_samples,) class labels. The label stands above, with the share that is right.
    """
    inputs, y_true = np.asarray(inputs), np.asarray(y_true)
    reach = 1.1 * np.abs(inputs).max()
    line = np.linspace(-reach, reach, n_points)
    points = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    side = min(380, 760 / len(networks))
    figure = new_figure(side * len(networks), side + 30)
    words = []
    for axes, (label, predict) in zip(
        figure.subplots(1, len(networks), squeeze=False)[0], networks.items(), strict=True
    ):
        accuracy = np.mean(predict(inputs) == y_true)
        _draw(axes, predict(points).reshape(n_points, n_points), inputs, y_true, reach)
        axes.set_title(f"{label}: {accuracy:.0%} right")
        words.append(f"{label}: {accuracy:.2f} of {len(inputs)} samples right.")
    return Picture(figure, "Decision regions. " + " ".join(words))


def _draw(axes, answers, inputs, y_true, reach):
    n_classes = max(answers.max(), y_true.max()) + 1
    axes.imshow(
        answers,
        cmap=ListedColormap(CYCLE[:n_classes]),
        vmin=-0.5,
        vmax=n_classes - 0.5,
        extent=(-reach, reach, -reach, reach),
        origin="lower",
        alpha=0.35,
    )
    for label in range(n_classes):
        x, y = inputs[y_true == label].T
        axes.scatter(x, y, s=12, c=CYCLE[label], marker=MARKERS[label], edgecolors="white", lw=0.4)
    axes.set(xticks=[], yticks=[])
