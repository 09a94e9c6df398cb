"""Softmax, its Jacobian, and what the Jacobian makes of an upstream gradient."""

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.shapes import (
    BACKWARD,
    FAINT,
    FORWARD,
    INK,
    NEGATIVE,
    POSITIVE,
    label,
    number,
    tag,
)
from course_lib.pictures.softmax_words import SURE, captions, in_words, subscript

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
    cell, height = min(CELL, MOST_J / n), 44 if n < 6 else 32
    left = X_END - n * cell
    shapes = [*_headings(logits, output.max() > SURE, left, cell)]
    for row, total in enumerate(jacobian.sum(axis=1).round(12)):
        y = TOP + height * row
        middle = (left - SUM, y + height / 2 + 5)
        shapes.append(_written(f"sum[{row}]", total, middle, False, size=13))
        shapes += _bar(row, output[row], y, left - 2 * SUM - BARS, height, n >= MANY)
        for column, value in enumerate(jacobian[row]):
            place = (left + cell * column, y, cell, height)
            shapes.append(_cell(f"J[{row},{column}]", value, place, LARGEST, n >= MANY))
    shapes += _product(dvalues, dinputs, limit, height)
    bottom = TOP + height * n + 38
    for i, (key, value, text) in enumerate(captions(output, jacobian, dvalues, dinputs)):
        data = {"data_key": key, "data_value": repr(float(value))} if key else {}
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
        yield _written(f"z[{i}]", logit, (x, TOP - 10), len(logits) >= MANY, **style)


def _bar(row, share, y, width, height, short):
    place = {"x": BARS, "y": y + 5, "height": height - 10}
    yield tag("rect", **place, width=width, fill="none", stroke=FAINT, stroke_width=0.7)
    yield tag("rect", **place, width=width * share, fill=FORWARD, fill_opacity=0.45)
    middle = y + height / 2 + 5
    yield label(BARS - 8, middle, subscript("s", row), colour=FORWARD, bold=True, anchor="end")
    style = {"anchor": "start", "size": 14, "halo": None}
    yield _written(f"s[{row}]", share, (BARS + 6, middle), short, **style)


def _product(dvalues, dinputs, limit, height):
    """Draw what stands on the right of J."""
    n, most = len(dvalues), np.abs(dinputs).max()
    middle = TOP + height * n / 2 + 7
    yield label(X_D - 11, middle, "×", size=20)
    yield label(X_DINPUTS - 12, middle, "=", size=20)
    for row in range(n):
        y = TOP + height * row
        yield _cell(f"d[{row}]", dvalues[row], (X_D, y, D_WIDTH, height), limit, False)
        leads = most > 0 and abs(dinputs[row]) >= most * (1 - 1e-9)
        place = (X_DINPUTS, y, DINPUTS_WIDTH, height)
        yield _cell(f"dinputs[{row}]", dinputs[row], place, limit / 2, False, leads)
        if leads:
            yield label(WIDTH - 10, y + height / 2 + 5, "◀", colour=BACKWARD)


def _cell(key, value, place, limit, short, bold=False):
    x, y, width, height = place
    fill = POSITIVE if value > 0 else NEGATIVE
    shade = {"fill": fill, "fill_opacity": 0.6 * min(1.0, abs(value) / limit)}
    box = {"x": x, "y": y, "width": width, "height": height, "stroke": FAINT, "stroke_width": 0.7}
    middle = (x + width / 2, y + height / 2 + 5)
    text = _written(key, value, middle, short, size=14 - short, halo=None, bold=bold)
    return tag("rect", **box, **shade) + text


def _written(key, value, at, short, *, colour=INK, **style):
    """Write a number where there is little room: three decimals, or two and no zero before them."""
    digits = 2 if short else 3
    text = number(round(float(value), digits))
    if value and abs(value) < 0.5 * 10**-digits:
        text = "≈0" if short else number(float(f"{value:.0e}"))
    elif text == "1" and value != 1:
        text = "≈1"
    elif short and abs(value) < 1:
        text = text.replace("0.", ".", 1)
    data = {"data_key": key, "data_value": repr(float(value))}
    return label(*at, text, colour=colour, **style, **data)
