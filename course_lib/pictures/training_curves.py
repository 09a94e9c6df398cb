"""Loss, accuracy and gradients over the epochs, as part of a drawing."""

from collections.abc import Iterator

from course_lib.drawing.axes import Axes
from course_lib.drawing.palette import BACKWARD, FORWARD
from course_lib.drawing.shapes import label, line

WIDTH, HEIGHT = 182, 128  # of each chart
N_POINTS = 120  # of a curve
LOOKS = [(FORWARD, None), (BACKWARD, "5 3")]
CHARTS = [  # title, the two curves with their keys, the axis from bottom to top, and its ticks
    (
        "loss",
        [("loss", "trained on"), ("unseen_loss", "not seen")],
        (0.01, 10),
        [0.01, 0.1, 1, 10],
        18,
    ),
    (
        "accuracy",
        [("accuracy", "trained on"), ("unseen_accuracy", "not seen")],
        (0, 1),
        [0, 0.5, 1],
        102,
    ),
    (
        "length of the gradients",
        [("norm1", "layer 1"), ("norm2", "layer 2")],
        (1e-5, 10),
        [1e-5, 0.01, 10],
        102,
    ),
]


def training_curves(history: dict, n_epochs: int, top: float) -> Iterator[str]:
    """Draw what was measured over the epochs; the frames begin at `top`.

    `history` has epoch, loss, accuracy, unseen_loss, unseen_accuracy, norm1 and norm2 by name.
    """
    step = 1 + (len(history["epoch"]) - 1) // N_POINTS
    picked = [*range(0, len(history["epoch"]) - 1, step), len(history["epoch"]) - 1]
    history = {name: [values[i] for i in picked] for name, values in history.items()}
    for i, (title, pair, ends, ticks, key_y) in enumerate(CHARTS):
        left = 46 + i * (WIDTH + 51)
        box = (left, top, WIDTH, HEIGHT)
        axes = Axes(box, (0, n_epochs), ends, log_y=ends[0] > 0)
        yield from axes.frame(title, "epoch", [0, n_epochs // 2, n_epochs], ticks)
        for row, ((name, key), (colour, dash)) in enumerate(zip(pair, LOOKS, strict=True)):
            yield axes.curve(history["epoch"], history[name], colour=colour, width=2, dash=dash)
            y, right = top + key_y + 17 * row, left + WIDTH - 6
            end = right - 10 - 7 * len(key)
            yield line(end - 24, y - 4, end, y - 4, colour=colour, width=2, dash=dash)
            yield label(right, y, key, anchor="end", colour=colour, size=13)
