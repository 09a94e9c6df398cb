"""One neuron in training: what the learning rate makes of it."""

from collections.abc import Sequence

from course_lib.drawing.axes import Axes
from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.numbers import number, plain
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD, GOOD, INK
from course_lib.drawing.shapes import label, line, named, polygon, tag, value_label
from course_lib.pictures.equations import equals, read, without_rounding

FLOOR = 1e-12  # losses below are drawn at the bottom of the axis
FIRST = 12  # steps of which the sum is drawn
LINE_Y, LOWEST, HIGHEST = 396, -2.0, 1.0  # the scale of factors


def neuron_training(
    losses: Sequence, sums: Sequence, learning_rate: float, square: float
) -> Drawing:
    """Draw the loss over the steps, the sum z over the first of them, and what was predicted.

    Parameters
    ----------
    losses, sums : (n_steps + 1,)
        The loss ReLU(z)² and the sum z, before the first step and after each.
    learning_rate : float
    square : float
        |x|² + 1: a step takes 2 learning_rate z (|x|² + 1) off z.
    """
    factor = float(without_rounding(1 - 2 * learning_rate * square, 2.0))
    shapes = [*_prediction(sums, learning_rate, square, factor)]
    shapes += [*_losses(losses, sums), *_sums(sums), *_factors(factor, square)]
    return Drawing(shapes, _in_words(losses, sums, learning_rate, factor), LINE_Y + 62)


def death(sums: Sequence) -> int | None:
    """Return after how many steps z is no longer positive, or None."""
    return next((step for step, z in enumerate(sums) if z <= 0), None)


def _prediction(sums, learning_rate, square, factor):
    rate, times = number(learning_rate), number(square)
    shown = 1 - 2 * read(rate) * read(times)
    words = f"factor of z, predicted: 1 − 2 · {rate} · {times} {equals(shown, number(factor))}"
    yield label(12, 28, words, anchor="start", bold=True, **named("factor", factor))
    if sums[0] > 0:
        style = {"anchor": "end", "prefix": "in the first step: "}
        yield value_label(WIDTH - 12, 28, "measured", sums[1] / sums[0], **style)


def _losses(losses, sums):
    n_steps = len(losses) - 1
    top = max(100.0, losses[0])
    axes = Axes((62, 76, 276, 216), (0, n_steps), (FLOOR, top), log_y=True)
    ticks = [1e-12, 1e-8, 1e-4, 1]
    yield from axes.frame("loss L = y²", "step", [0, n_steps // 2, n_steps], ticks)
    yield axes.curve(range(n_steps + 1), losses, colour=FORWARD)
    ending = (axes.left + axes.width - 8, axes.top + 20)
    style = {"prefix": "last: ", "anchor": "end", "colour": FORWARD, "bold": True}
    yield value_label(*ending, "loss", losses[-1], **style)
    if (died := death(sums)) is not None and sums[died] < 0:
        yield label(axes.x(died) + 7, axes.y(FLOOR) - 8, "✕ exactly 0", anchor="start")


def _sums(sums):
    limit = max(abs(sums[0]), 1.0)
    shown = sums[: FIRST + 1]
    axes = Axes((416, 76, 292, 216), (0, len(shown) - 1), (-1.5 * limit, 1.2 * limit))
    zero, bottom = axes.y(0), axes.top + axes.height
    shaded = {"x": axes.left, "y": zero, "width": axes.width, "height": bottom - zero}
    yield tag("rect", **shaded, fill=FAINT, fill_opacity=0.2)
    title, steps = "sum z (shaded: no gradient)", [0, len(shown) - 1]
    yield from axes.frame(title, "the first steps", steps, [-limit, 0, limit])
    yield axes.curve(range(len(shown)), shown, colour=FORWARD, width=1.5)
    died = death(shown)
    for step, z in enumerate(shown):
        yield axes.dot(step, z, colour=FORWARD if z > 0 else BACKWARD, hollow=z <= 0)
    if died is not None and shown[died] < 0:
        when = f"after step {died}" if died else "from the start"
        below = axes.y(shown[died]) < bottom - 60
        text = f"dead {when}: z = {number(shown[died])}"
        y = axes.y(shown[died]) + (24 if below else -14)
        yield label(axes.x(died) + 6, y, text, anchor="start", colour=BACKWARD, bold=True)


def _factors(factor, square):
    axes = Axes((62, 0, WIDTH - 74, 0), (LOWEST, HIGHEST), (0, 1))
    low, zero, high = (axes.x(value) for value in (LOWEST, 0, HIGHEST))
    yield line(low, LINE_Y, zero, LINE_Y, colour=BACKWARD, width=7, dash="10 5")
    yield line(zero, LINE_Y, high, LINE_Y, colour=GOOD, width=7)
    yield label((low + zero) / 2, LINE_Y + 27, "below 0: overshoots, dies at once", colour=BACKWARD)
    yield label((zero + high) / 2, LINE_Y + 27, "0 to 1: shrinks at each step", colour=GOOD)
    for tick in (-2, -1, 0, 1):
        rate = f": learning rate {number(1 / (2 * square))}" if tick == 0 else ""
        yield label(axes.x(tick), LINE_Y + 48, number(tick) + rate, size=13)
    yield label(12, LINE_Y + 5, "factor", anchor="start")
    at = axes.x(factor)
    corners = (at, LINE_Y - 6), (at - 9, LINE_Y - 24), (at + 9, LINE_Y - 24)
    yield polygon(*corners, colour=INK)
    anchor = "end" if at > WIDTH - 60 else "middle"
    beyond = "◀ " if factor < LOWEST else ""
    yield label(at, LINE_Y - 30, beyond + number(factor), bold=True, anchor=anchor)


def _in_words(losses, sums, learning_rate, factor):
    n_steps, died = len(losses) - 1, death(sums)
    words = f"Learning rate {plain(learning_rate)}: each step is predicted to multiply z by "
    words += f"{plain(factor)}. "
    if died == 0:
        return words + f"But z = {plain(sums[0])} is not positive: the neuron is dead already."
    if losses[-1] == losses[0]:
        return words + f"Nothing moves: the loss stays {plain(losses[0])}."
    if died is None:
        fell = f"from {plain(losses[0])} to {plain(losses[-1])} in {n_steps} steps."
        return words + f"So the loss goes {fell}"
    if sums[died] < 0:
        words += f"So the first step overshoots to z = {plain(sums[1])}: the neuron is dead, its "
        return words + "loss is exactly 0, and no gradient will ever move it again."
    if died == 1:
        return words + f"So one step takes z from {plain(sums[0])} to 0, and the loss is gone."
    return words + f"From step {died} on z is 0 but for rounding, and so is the loss."
