"""A network in training on the spiral: what it answers, how well, and how it is pushed."""

from collections.abc import Sequence

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.numbers import plain
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD
from course_lib.drawing.shapes import label, tag, value_label
from course_lib.pictures.region_map import region_image, region_map
from course_lib.pictures.training_curves import HEIGHT, training_curves

LEFT, SIDE, TOP = 2, 262, 66  # of the maps
CURVES_TOP = TOP + SIDE + 44
EVEN = 1.05  # a loss above is not far from that of even bets
KNOWS_NOTHING = "Before training it knows nothing: the loss is that of even bets, ln 3 = 1.099."
DEAD = (
    "All gradients of its weights are 0: every hidden neuron is dead, as happens when the learning "
    "rate is too high. It gives the same answer everywhere."
)


def spiral_training(
    regions: np.ndarray,
    data: Sequence,
    unseen: Sequence,
    history: dict,
    *,
    n_epochs: int,
    learning_rate: float,
    state: str,
    reach: float = 1.1,
    words: str | None = None,
) -> Drawing:
    """Draw the decision regions under the data and under data not seen, and the curves below.

    Parameters
    ----------
    regions : (rows, columns), the class at each point of the map, the uppermost row first
    data, unseen : pairs of inputs (n_samples, 2) and y_true (n_samples,), labels 0 to 2
    history : epoch, loss, accuracy, unseen_loss, unseen_accuracy, norm1 and norm2 by name, each a
        list with an entry for each time they were measured
    n_epochs, learning_rate : how long the training is, and the next step's learning rate
    state : what goes on, in a few words
    reach : the map goes from -reach to reach
    words : to be said in place of the picture's own
    """
    last = {name: values[-1] for name, values in history.items()}
    image = region_image(regions)
    right = WIDTH - LEFT - SIDE
    titles = [f"{len(data[1])} points it trains on", f"{len(unseen[1])} it has not seen"]
    shapes = [
        *_progress(last["epoch"], n_epochs, state),
        *region_map(image, data, (LEFT, TOP, SIDE), reach, title=titles[0]),
        *region_map(image, unseen, (right, TOP, SIDE), reach, title=titles[1]),
        *_numbers(last, learning_rate),
        *training_curves(history, n_epochs, CURVES_TOP),
    ]
    words = words or in_words(last, n_epochs, state, titles)
    return Drawing(shapes, words, CURVES_TOP + HEIGHT + 44)


def in_words(last: dict, n_epochs: int, state: str, titles: Sequence[str]) -> str:
    """Say what was measured last, and what it means."""
    words = f"Epoch {last['epoch']:.0f} of {n_epochs}, {state}. "
    words += f"Loss {plain(last['loss'])} on the {titles[0]}, {plain(last['unseen_loss'])} on the "
    words += f"{titles[1]}; accuracy {last['accuracy']:.2f} and {last['unseen_accuracy']:.2f}. "
    if last["norm1"] == last["norm2"] == 0:
        return words + DEAD
    if last["epoch"] == 0:
        return words + KNOWS_NOTHING
    if last["loss"] > EVEN:
        return words + "That is no better, or not by much, than even bets with ln 3 = 1.099."
    if last["unseen_loss"] > max(1.5 * last["loss"], last["loss"] + 0.1):
        return words + "It does worse on points it has not seen: it learns the others by heart."
    return words + f"The gradients' lengths are {plain(last['norm1'])} and {plain(last['norm2'])}."


def _progress(epoch, n_epochs, state):
    bar = {"x": LEFT, "y": 6, "height": 22, "rx": 4}
    yield tag("rect", **bar, width=WIDTH - 2 * LEFT, fill=FAINT, fill_opacity=0.2)
    share = min(1.0, epoch / n_epochs)
    yield tag("rect", **bar, width=(WIDTH - 2 * LEFT) * share, fill=FORWARD, fill_opacity=0.45)
    style = {"bold": True, "anchor": "start", "halo": None}
    yield value_label(12, 22, "epoch", epoch, prefix="epoch ", **style)
    yield label(WIDTH - 12, 22, f"{state} · {n_epochs} epochs", anchor="end", halo=None)


def _numbers(last, learning_rate):
    left, middle, right = LEFT + SIDE + 18, WIDTH / 2, WIDTH - LEFT - SIDE - 18
    yield label(left, TOP + 12, "◀ trained", anchor="start", colour=FORWARD)
    yield label(right, TOP + 12, "unseen ▶", anchor="end", colour=BACKWARD)
    for row, name in enumerate(("loss", "accuracy")):
        y = TOP + 46 + 56 * row
        style = {"size": 18, "bold": True}
        yield label(middle, y, name)
        yield value_label(left, y + 24, name, last[name], anchor="start", colour=FORWARD, **style)
        unseen = last[f"unseen_{name}"]
        style |= {"anchor": "end", "colour": BACKWARD}
        yield value_label(right, y + 24, f"unseen_{name}", unseen, **style)
    rows = [("norm1", "|dL/dW₁|"), ("norm2", "|dL/dW₂|"), ("learning_rate", "rate now")]
    values = {**last, "learning_rate": learning_rate}
    for row, (name, meaning) in enumerate(rows):
        y = TOP + 186 + 28 * row
        yield label(left, y, meaning, anchor="start")
        yield value_label(right, y, name, values[name], anchor="end")
