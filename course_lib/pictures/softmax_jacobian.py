"""Softmax, its Jacobian, and what the Jacobian makes of an upstream gradient."""

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.grid import cell
from course_lib.drawing.numbers import brief, cramped, subscript
from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD
from course_lib.drawing.shapes import label, named, tag, value_label
from course_lib.pictures.softmax_words import SURE, captions, in_words

TOP, BARS = 84, 36  # where the rows and the bars begin
MOST_J, CELL = 370, 84  # widths: all of J, and a cell at most
X_END, X_D, X_DINPUTS = 536, 558, 636  # where J ends, and the columns on its right
SUM = 20  # from the row sums to J
D_WIDTH, DINPUTS_WIDTH = 54, 66
MANY = 7  # classes from which on numbers are short
LARGEST = 0.25  # no entry of J lies farther from 0


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
    left, form = X_END - n * width, _form(n >= MANY)
    shapes = [*_headings(logits, output.max() > SURE, left, width)]
    for row, total in enumerate(jacobian.sum(axis=1).round(12)):
        y = TOP + height * row
        middle = (left - SUM, y + height / 2 + 5)
        shapes.append(value_label(*middle, f"sum[{row}]", total, form=brief, size=13))
        shapes += _bar(row, output[row], y, left - 2 * SUM - BARS, height, n >= MANY)
        for column, value in enumerate(jacobian[row]):
            place = (left + width * column, y, width, height)
            look = {"form": form, "size": 14 - (n >= MANY)}
            shapes.append(cell(f"J[{row},{column}]", value, place, LARGEST, **look))
    shapes += _product(dvalues, dinputs, limit, height)
    bottom = TOP + height * n + 38
    for i, (key, value, text) in enumerate(captions(output, jacobian, dvalues, dinputs)):
        data = named(key, value) if key else {}
        look = {"size": 16 if i == 0 else 15, "bold": i == 0, "anchor": "start"}
        shapes.append(label(8, bottom + 25 * i, text, **look, **data))
    words = in_words(output, jacobian, dvalues, dinputs)
    return Drawing(shapes, words, bottom + 66)


def _headings(logits, saturated, left, cell):
    middle = left + cell * len(logits) / 2
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
    size = 13 if len(logits) < MANY else 11.5
    for i, logit in enumerate(logits):
        x = left + cell * (i + 0.5)
        yield label(x, TOP - 27, subscript("z", i), colour=FORWARD, bold=True)
        style = {"size": size, "colour": FORWARD}
        form = _form(len(logits) >= MANY)
        yield value_label(x, TOP - 10, f"z[{i}]", logit, form=form, **style)


def _bar(row, share, y, width, height, short):
    place = {"x": BARS, "y": y + 5, "height": height - 10}
    yield tag("rect", **place, width=width, fill="none", stroke=FAINT, stroke_width=0.7)
    yield tag("rect", **place, width=width * share, fill=FORWARD, fill_opacity=0.45)
    middle = y + height / 2 + 5
    yield label(BARS - 8, middle, subscript("s", row), colour=FORWARD, bold=True, anchor="end")
    style = {"anchor": "start", "size": 14, "halo": None}
    yield value_label(BARS + 6, middle, f"s[{row}]", share, form=_form(short), **style)


def _product(dvalues, dinputs, limit, height):
    """Draw what stands on the right of J."""
    n, most = len(dvalues), np.abs(dinputs).max()
    middle = TOP + height * n / 2 + 7
    yield label(X_D - 11, middle, "×", size=20)
    yield label(X_DINPUTS - 12, middle, "=", size=20)
    for row in range(n):
        y = TOP + height * row
        yield cell(f"d[{row}]", dvalues[row], (X_D, y, D_WIDTH, height), limit, form=brief)
        leads = most > 0 and abs(dinputs[row]) >= most * (1 - 1e-9)
        place = (X_DINPUTS, y, DINPUTS_WIDTH, height)
        yield cell(f"dinputs[{row}]", dinputs[row], place, limit / 2, form=brief, bold=leads)
        if leads:
            yield label(WIDTH - 10, y + height / 2 + 5, "◀", colour=BACKWARD)


def _form(short):
    return cramped if short else brief
