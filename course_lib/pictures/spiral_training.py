"""A network in training on the spiral: what it answers, how well, and how it is pushed."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from course_lib.drawing.axes import Axes
from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.numbers import brief, decimals, plain
from course_lib.drawing.palette import FAINT, FOURTH, INK
from course_lib.drawing.shapes import label, line, tag, value_label
from course_lib.pictures.region_map import region_image, region_map

LEFT, SIDE, TOP = 2, 262, 66  # of the maps
CURVES_TOP = TOP + SIDE + 44
CHART_WIDTH, CHART_HEIGHT, N_POINTS = 178, 128, 120  # of a chart, and of a curve
TRAINED, UNSEEN = (INK, None), (FOURTH, "5 3")  # in no class's colour
CHARTS = [  # title, the two curves with their keys, the axis with its ticks, where the keys stand
    ("loss", {"loss": "trained on", "unseen_loss": "not seen"}, [0.01, 0.1, 1, 10], 18),
    ("accuracy", {"accuracy": "trained on", "unseen_accuracy": "not seen"}, [0, 0.5, 1], 102),
    ("length of the gradients", {"norm1": "layer 1", "norm2": "layer 2"}, [1e-5, 0.01, 10], 102),
]
EVEN = 1.05  # a loss above is not far from that of even bets
KNOWS_NOTHING = "Before training it knows nothing: the loss is that of even bets, ln 3 = 1.099."
NO_BETTER = "That is no better, or not by much, than even bets with ln 3 = 1.099."
DEAD = (
    "All gradients of its weights are 0: every hidden neuron is dead, as happens when the learning "
    "rate is too high."
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
        *_curves(history, n_epochs),
    ]
    words = words or _in_words(history, n_epochs, state, titles)
    return Drawing(shapes, words, CURVES_TOP + CHART_HEIGHT + 44)


def _progress(epoch, n_epochs, state):
    bar = {"x": LEFT, "y": 6, "height": 22, "rx": 4}
    yield tag("rect", **bar, width=WIDTH - 2 * LEFT, fill=FAINT, fill_opacity=0.2)
    share = min(1.0, epoch / n_epochs)
    yield tag("rect", **bar, width=(WIDTH - 2 * LEFT) * share, fill=FAINT, fill_opacity=0.35)
    style = {"bold": True, "anchor": "start", "halo": None}
    yield value_label(12, 22, "epoch", epoch, prefix="epoch ", form=_whole, **style)
    text = f"{state} · {_whole(n_epochs)} epochs"
    yield label(WIDTH - 12, 22, text, anchor="end", halo=None)


def _whole(value):
    return f"{value:,.0f}"


def _loss(value):
    """Return a loss in five signs, so that it stands still as it changes."""
    digits = len(f"{value:.0f}")
    return decimals(value, max(0, 4 - digits)) if digits < 5 else brief(value)


def _numbers(last, learning_rate):
    left, middle, right = LEFT + SIDE + 18, WIDTH / 2, WIDTH - LEFT - SIDE - 18
    yield label(left, TOP + 12, "◀ trained", anchor="start")
    yield label(right, TOP + 12, "unseen ▶", anchor="end", colour=FOURTH)
    for row, (name, form) in enumerate((("loss", _loss), ("accuracy", "{:.2f}".format))):
        y = TOP + 46 + 56 * row
        style = {"size": 18, "bold": True, "form": form}
        yield label(middle, y, name)
        yield value_label(left, y + 24, name, last[name], anchor="start", **style)
        style |= {"anchor": "end", "colour": FOURTH}
        yield value_label(right, y + 24, f"unseen_{name}", last[f"unseen_{name}"], **style)
    rows = [("norm1", "|dL/dW₁|"), ("norm2", "|dL/dW₂|"), ("learning_rate", "rate now")]
    values = {**last, "learning_rate": learning_rate}
    for row, (name, meaning) in enumerate(rows):
        y = TOP + 186 + 28 * row
        yield label(left, y, meaning, anchor="start")
        form = partial(decimals, digits=4)
        yield value_label(right, y, name, values[name], anchor="end", form=form)


def _curves(history: dict, n_epochs: int) -> Iterator[str]:
    """Draw loss, accuracy and gradients over the epochs."""
    step = 1 + (len(history["epoch"]) - 1) // N_POINTS
    picked = [*range(0, len(history["epoch"]) - 1, step), len(history["epoch"]) - 1]
    history = {name: [values[i] for i in picked] for name, values in history.items()}
    for i, (title, pair, ticks, key_y) in enumerate(CHARTS):
        left = 46 + i * (CHART_WIDTH + 55)
        box = (left, CURVES_TOP, CHART_WIDTH, CHART_HEIGHT)
        axes = Axes(box, (0, n_epochs), (ticks[0], ticks[-1]), log_y=ticks[0] > 0)
        yield from axes.frame(title, "epoch", [0, n_epochs // 2, n_epochs], ticks)
        looks = [TRAINED, UNSEEN if i < 2 else (FAINT, "5 3")]
        for row, ((name, key), (colour, dash)) in enumerate(zip(pair.items(), looks, strict=True)):
            yield axes.curve(history["epoch"], history[name], colour=colour, width=2, dash=dash)
            y, right = CURVES_TOP + key_y + 17 * row, left + CHART_WIDTH - 6
            end = right - 10 - 7 * len(key)
            yield line(end - 24, y - 4, end, y - 4, colour=colour, width=2, dash=dash)
            yield label(right, y, key, anchor="end", colour=colour, size=13)


def _in_words(history, n_epochs, state, titles):
    """Say what was measured last, and what it means."""
    last = {name: values[-1] for name, values in history.items()}
    words = f"Epoch {last['epoch']:.0f} of {n_epochs}, {state}. "
    words += f"Loss {decimals(last['loss'])} on the {titles[0]}, {decimals(last['unseen_loss'])} "
    words += f"on the {titles[1]}; accuracy {last['accuracy']:.2f} and "
    return words + f"{last['unseen_accuracy']:.2f}. {_meaning(history, last)}"


def _meaning(history, last):
    norms = f"{plain(last['norm1'])} and {plain(last['norm2'])}"
    if last["norm1"] == last["norm2"] == 0 and last["loss"] > 0.01:
        return DEAD
    if last["epoch"] == 0:
        return KNOWS_NOTHING
    if last["loss"] > EVEN:
        return NO_BETTER
    if max(last["norm1"], last["norm2"]) < 1e-6:
        return f"Its gradients have all but vanished: their lengths are {norms}."
    best = int(np.argmin(history["unseen_loss"]))
    lowest = history["unseen_loss"][best]
    ahead = last["accuracy"] - last["unseen_accuracy"]
    if last["accuracy"] >= 0.9 and ahead >= 0.15 and last["unseen_loss"] > 1.2 * lowest:
        words = f"The loss on unseen points was lowest, {decimals(lowest)}, at epoch "
        words += f"{history['epoch'][best]:.0f}, and has risen since: it learns its own points "
        return words + "by heart."
    if last["unseen_loss"] > max(1.2 * last["loss"], last["loss"] + 0.1):
        return "It does worse on points it has not seen."
    return f"The gradients' lengths are {norms}."
