"""Softmax, its Jacobian, and what the Jacobian makes of an upstream gradient."""

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.grid import cell
from course_lib.drawing.numbers import brief, cramped, in_brackets, plain, subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD
from course_lib.drawing.shapes import label, named, tag, value_label
from course_lib.pictures.equations import equals, read, without_rounding

TOP, BARS = 84, 36  # where the rows and the bars begin
MOST_J, CELL = 370, 84  # widths: all of J, and a cell at most
X_END, X_D, X_DINPUTS = 536, 558, 636  # where J ends, and the columns on its right
SUM = 20  # from the row sums to J
D_WIDTH, DINPUTS_WIDTH = 54, 66
MANY = 7  # classes from which on numbers are short
LARGEST = 0.25  # no entry of J lies farther from 0
SURE = 0.99  # a probability above is called saturated
NO_NUDGE = "no nudge of a logit changes the loss."


def softmax_jacobian(
    logits: np.ndarray,
    output: np.ndarray,
    jacobian: np.ndarray,
    dvalues: np.ndarray,
    dinputs: np.ndarray,
    limit: float | None = None,
) -> Drawing:
    """Draw the probabilities as bars, and beside them Jacobian × dvalues = dinputs.

    All are those of one sample: vectors of shape (n_classes,), and the Jacobian (n_classes,
    n_classes) with a row for each probability and a column for each logit. The shades of dvalues
    are full at `limit`, or at the largest of them.
    """
    n = len(logits)
    limit = limit or np.abs(dvalues).max() or 1.0
    width, height = min(CELL, MOST_J / n), 44 if n < 6 else 32
    left = X_END - n * width
    look = {"form": cramped, "size": 13} if n >= MANY else {"form": brief}
    leaders = _leaders(dvalues, dinputs)
    shapes = [*_headings(logits, output.max() > SURE, left, width)]
    for row, total in enumerate(without_rounding(jacobian.sum(axis=1), 1.0)):
        y = TOP + height * row
        middle = y + height / 2 + 5
        shapes.append(value_label(left - SUM, middle, f"sum[{row}]", total, form=brief, size=13))
        shapes += _bar(row, output[row], y, left - 2 * SUM - BARS, height, look)
        for column, value in enumerate(jacobian[row]):
            box = (left + width * column, y, width, height)
            shapes.append(cell(f"J[{row},{column}]", value, box, LARGEST, **look))
        box, leads = (X_DINPUTS, y, DINPUTS_WIDTH, height), row in leaders
        shapes.append(cell(f"d[{row}]", dvalues[row], (X_D, y, D_WIDTH, height), limit, form=brief))
        shapes.append(cell(f"dinputs[{row}]", dinputs[row], box, limit / 2, form=brief, bold=leads))
        if leads:
            shapes.append(label(WIDTH - 10, middle, "◀", colour=BACKWARD))
    for x, sign in ((X_D - 11, "×"), (X_DINPUTS - 12, "=")):
        shapes.append(label(x, TOP + height * n / 2 + 7, sign, size=20))
    bottom = TOP + height * n + 38
    title, *lines = _captions(output, jacobian, dvalues, dinputs, leaders)
    shapes.append(label(8, bottom, title, size=16, bold=True, anchor="start"))
    for i, text in enumerate(lines, 1):
        data = named("mean", output @ dvalues) if i == len(lines) else {}
        shapes.append(label(8, bottom + 25 * i, text, anchor="start", **data))
    words = _in_words(output, jacobian, dvalues, dinputs, leaders)
    return Drawing(shapes, words, bottom + 66)


def _headings(logits, saturated, left, width):
    middle = left + width * len(logits) / 2
    title = {"bold": True, "halo": None}
    words = f"probabilities s{' (saturated)' if saturated else ''}"
    yield label(BARS - 28, 22, words, colour=FORWARD, anchor="start", **title)
    yield label(middle, 22, "Jacobian J: slope of s by z", **title)
    for x, name, symbol in (
        (left - SUM, "row", "sum"),
        (X_D + D_WIDTH / 2, "dvalues", "d"),
        (X_DINPUTS + DINPUTS_WIDTH / 2, "dinputs", "J d"),
    ):
        look = {"size": 13} if name == "row" else {"colour": BACKWARD, "bold": True, "size": 14}
        yield label(x, TOP - 27, name, **look)
        yield label(x, TOP - 10, symbol, **look)
    look = {"form": brief, "size": 13} if len(logits) < MANY else {"form": cramped, "size": 11}
    for i, logit in enumerate(logits):
        x = left + width * (i + 0.5)
        yield label(x, TOP - 27, subscript("z", i), colour=FORWARD, bold=True)
        yield value_label(x, TOP - 10, f"z[{i}]", logit, colour=FORWARD, **look)


def _bar(row, share, y, width, height, look):
    place = {"x": BARS, "y": y + 5, "height": height - 10}
    yield tag("rect", **place, width=width, fill="none", stroke=FAINT, stroke_width=0.7)
    yield tag("rect", **place, width=width * share, fill=FORWARD, fill_opacity=0.45)
    middle = y + height / 2 + 5
    yield label(BARS - 8, middle, subscript("s", row), colour=FORWARD, bold=True, anchor="end")
    style = {"size": 14, "anchor": "start", "halo": None, **look}
    yield value_label(BARS + 6, middle, f"s[{row}]", share, **style)


def _leaders(dvalues, dinputs):
    """Return the classes whose gradient is the largest, in size: none if all but vanish."""
    sizes, rounding = np.abs(dinputs), 1e-15 * np.abs(dvalues).max()
    if sizes.max() <= 1000 * rounding:
        return []
    return np.flatnonzero(sizes >= sizes.max() * (1 - 1e-9) - 4 * rounding).tolist()


def _constant(dvalues):
    return np.ptp(dvalues) == 0


def _captions(output, jacobian, dvalues, dinputs, leaders):
    """Return the lines below the picture."""
    mean = brief(output @ dvalues)
    if not leaders:
        return _nothing(dvalues, dinputs, mean)
    i = leaders[0]
    z, s, d = (subscript(letter, i) for letter in "zsd")
    size, result = brief(abs(dinputs[i])), brief(dinputs[i])
    effect = "raises" if dinputs[i] > 0 else "lowers"
    title = f"{z} matters most: raising it {effect} the loss, {size} per unit"
    if len(leaders) > 1:
        names = " ".join(subscript("z", i) for i in leaders)
        title = f"{names} matter most, equally: {size} of loss per unit"
    share, own = brief(output[i]), brief(dvalues[i])
    closed = read(share) * (read(own) - read(mean))
    bracketed = in_brackets(output @ dvalues, brief)
    return [
        title,
        f"row {i} of J times d: {_row_times(jacobian[i], dvalues, result)}",
        f"or {s} × ({d} − mean of d, weighted with s) = {share} × ({own} − {bracketed}) "
        + equals(closed, result),
    ]


def _row_times(row, dvalues, result):
    if len(row) > 3:
        return f"its entries times those of d, all added up ≈ {result}"
    pairs = list(zip(row, dvalues, strict=True))
    terms = [f"{in_brackets(a, brief)} × {in_brackets(b, brief)}" for a, b in pairs]
    shown = sum(read(brief(a)) * read(brief(b)) for a, b in pairs)
    return f"{' + '.join(terms)} {equals(shown, result)}"


def _nothing(dvalues, dinputs, mean):
    if _constant(dvalues):
        each = in_brackets(dvalues[0], brief)
        return [
            f"d is the same for all classes: {NO_NUDGE}",
            f"each row of J times d = row sum × {each} = 0",
            f"or s × (d − mean of d) = s × ({brief(dvalues[0])} − {each}) = 0",
        ]
    title = f"Nothing gets through: {NO_NUDGE}"
    if dinputs.any():
        title = f"Hardly anything gets through: {brief(np.abs(dinputs).max())} per unit at most"
    return [
        title,
        "each class has either next to no probability, or the mean of d for its own d",
        f"mean of d, weighted with s: {mean}",
    ]


def _in_words(output, jacobian, dvalues, dinputs, leaders):
    words = f"The probabilities are {_row(output)}{_saturation(output, jacobian)}. "
    zero_sums = "Each row of the Jacobian sums to 0, so"
    if _constant(dvalues):
        words += f"{zero_sums} the constant upstream gradient {plain(dvalues[0])} gives dinputs 0: "
        return words + NO_NUDGE
    words += f"The upstream gradient {_row(dvalues)} comes back as dinputs {_row(dinputs)}: "
    if not dinputs.any():
        words += NO_NUDGE
    elif not leaders:
        words += f"no nudge changes the loss by more than {plain(np.abs(dinputs).max())} per unit."
    elif len(leaders) == 1:
        slope = plain(dinputs[leaders[0]])
        words += f"a nudge of z{leaders[0]} matters most, it changes the loss by {slope} per unit."
    else:
        names = " and ".join(f"z{i}" for i in leaders)
        words += f"nudges of {names} matter most, and equally."
    return f"{words} {zero_sums} a constant upstream gradient would give 0."


def _saturation(output, jacobian):
    i = int(output.argmax())
    if output[i] <= SURE:
        return ""
    rest, largest = np.delete(output, i).sum(), np.abs(jacobian).max()
    words = f": softmax is saturated, class {i} takes all but {plain(rest)}, "
    if not largest:
        return words + "the Jacobian is 0 to the last digit, and no gradient gets through"
    return words + f"no slope exceeds {plain(largest)}, and hardly any gradient gets through"


def _row(values):
    return " ".join(plain(value) for value in values)
