"""What a trained network would answer anywhere in the plane."""

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.pictures.region_map import COLOURS, region_image, region_map

GAP, TITLE = 24, 34  # between two maps, and the room above each


def regions(networks: dict, inputs, y_true, *, n_points=150) -> Drawing:
    """Draw for each of `networks`, a label -> predict, its decision regions with the data on top.

    `predict` takes points (n, 2) and returns their class labels (n,), 0 to 2. `inputs` is
    (n_samples, 2), `y_true` (n_samples,). The label stands above, with the share that is right.

    Raises
    ------
    ValueError
        If there are more classes than colours.
    """
    inputs, y_true = np.asarray(inputs), np.asarray(y_true)
    if y_true.max() >= len(COLOURS):
        raise ValueError(f"regions: y_true holds the label {y_true.max()}, expected 0 to 2")
    reach = 1.1 * np.abs(inputs).max()
    side = (WIDTH - GAP) / 2
    shapes, words = [], []
    for place, (name, predict) in enumerate(networks.items()):
        row, column = divmod(place, 2)
        box = (column * (side + GAP), TITLE + row * (side + TITLE + 8), side)
        accuracy = np.mean(predict(inputs) == y_true)
        image = region_image(_answers(predict, reach, n_points))
        title = f"{name}: {accuracy:.0%} right"
        shapes += region_map(image, (inputs, y_true), box, reach, title=title)
        words.append(f"{name}: {accuracy:.2f} of {len(inputs)} samples right.")
    width = WIDTH if len(networks) > 1 else side
    height = (len(networks) + 1) // 2 * (side + TITLE + 8)
    return Drawing(shapes, "Decision regions. " + " ".join(words), height, width)


def _answers(predict, reach, n_points):
    """Return what a network answers, the uppermost row of points first."""
    line = np.linspace(-reach, reach, n_points)
    points = np.stack(np.meshgrid(line, line[::-1]), axis=-1).reshape(-1, 2)
    return predict(points).reshape(n_points, n_points)
