"""The kit: numbers as text, cells, and one palette."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from course_lib.drawing import Drawing, palette
from course_lib.drawing.grid import grid, row
from course_lib.drawing.numbers import (
    brief,
    cramped,
    decimals,
    in_brackets,
    number,
    plain,
    subscript,
)
from tests.reading import numbers, shown

CSS = Path(palette.__file__).parent.parent / "panel" / "panel.css"


@pytest.mark.parametrize(
    ("value", "text"),
    [(-0.0, "0"), (1e-8, "1e-8"), (12345.6, "1.235e+4"), (math.inf, "too large")],
)
def test_numbers_are_short(value, text):
    assert plain(value) == text
    assert number(-2.5) == "−2.5"
    assert plain(math.nan) == "not a number"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2 / 3, "0.667"),
        (-1.2e-5, "−1e−5"),
        (123456, "1.2e+5"),
        (0.99999, "≈1"),
        (1, "1"),
        (0, "0"),
    ],
)
def test_a_narrow_cell_shows_three_digits_after_the_point(value, text):
    assert brief(value) == text
    assert brief(2 / 3, digits=5) == "0.6667"


@pytest.mark.parametrize(
    ("value", "text"), [(1 / 3, ".33"), (-0.25, "−.25"), (0.001, "≈0"), (0.999, "≈1"), (0, "0")]
)
def test_a_cramped_cell_shows_two_digits_and_no_zero_before_them(value, text):
    assert cramped(value) == text


def test_digits_stand_still():
    assert [decimals(value, 2) for value in (0.8767, 0.8, 12)] == ["0.88", "0.80", "12.00"]
    assert [decimals(value) for value in (-3.17, 1e-7, 0.0)] == ["−3.170", "1e−7", "0"]
    assert decimals(math.inf) == "too large"


def test_a_factor_with_a_sign_stands_in_brackets():
    assert (in_brackets(-2), in_brackets(2), in_brackets(-2, plain)) == ("(−2)", "2", "(-2)")


def test_an_index_stands_below_the_line():
    assert (subscript("w", 0, 13), subscript("z", 2)) == ("w₀₁₃", "z₂")


def test_the_cells_of_grids_and_rows_are_named_by_their_indices():
    values = np.array([[1.0, -2.0]])
    shapes = [
        *grid("a", values, (0, 0), 50, title="A"),
        *row("b", values[0], (0, 9), 50, title="B", limit=2),
    ]
    drawing = Drawing(shapes, "", 99)
    assert numbers(drawing) == {"a[0,0]": 1, "a[0,1]": -2, "b[0]": 1, "b[1]": -2}
    assert shown(drawing) == ["A", "1", "−2", "B", "1", "−2"]


def test_a_cell_is_shaded_by_sign_and_size_unless_it_is_struck():
    crossed = np.array([[False, False, True]])
    cells = "".join(grid("a", np.array([[1.0, -2.0, 2.0]]), (0, 0), 50, title="", crossed=crossed))
    shades = re.findall(r'fill="var\(--(\w+), \S+\)" fill-opacity="([\d.]+)"', cells)
    assert shades == [("positive", "0.3"), ("negative", "0.6"), ("negative", "0")]


@pytest.mark.parametrize(("theme", "colours"), [("light", palette.LIGHT), ("dark", palette.DARK)])
def test_the_panels_have_the_colours_of_the_palette(theme, colours):
    css = re.sub(r"/\*.*?\*/", "", CSS.read_text(encoding="utf-8"), flags=re.DOTALL)
    blocks = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    wanted = theme == "dark"
    declared = [
        pair
        for selector, block in blocks
        if selector.strip().endswith(".course-panel") and ("dark" in selector) == wanted
        for pair in re.findall(r"--([a-z]+): [^;]*(#[0-9a-fA-F]{6})", block)
    ]
    own = {name: hex_.upper() for name, hex_ in declared}
    themed = {"ink", "paper"} if wanted else set()  # the front end's own
    assert own == {name: hex_ for name, hex_ in colours.items() if name not in themed}
