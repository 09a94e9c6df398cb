"""The pictures that stand still: their numbers, their words, and how they are drawn."""

import json
import re
import subprocess
import sys

import numpy as np
import pytest

from course_lib import pictures
from tests.drawings import DRAWINGS, LABELS, halves
from tests.reading import numbers, shown


def test_the_words_of_the_graph_are_its_gradients():
    text = repr(DRAWINGS["graph"]())
    assert "x0 = 1 (gradient -3), w0 = -3 (gradient 1)" in text
    assert "z = 6 (gradient 1); ReLU gives y = 6 (gradient 1)." in text


def test_no_gradient_passes_a_dead_neuron():
    text = repr(pictures.neuron_graph([1.0], [-1.0], 0.0, dvalue=2.0))
    assert "w0 = -1 (gradient 0)" in text
    assert "z = -1 (gradient 0); ReLU gives y = 0 (gradient 2)" in text


def test_the_graph_without_a_loss_shows_a_gradient_on_every_edge():
    values = numbers(DRAWINGS["graph"]())
    edges = {name.removesuffix(".gradient") for name in values if name.endswith("gradient")}
    factors = {f"{letter}[{i}]" for letter in "xw" for i in range(3)}
    assert edges == {"y", "z", "b", *factors, *(f"x[{i}]w[{i}]" for i in range(3))}
    assert "( )²" not in shown(DRAWINGS["graph"]())


def test_the_words_of_curves_are_ends_and_extremes():
    assert repr(DRAWINGS["curves"]()) == (
        "Loss: loss over step. a: from 4 to 2, lowest 1, highest 4; "
        "b & c: from 3 to 3, lowest 3, highest 3"
    )


def test_curves_are_the_same_each_time():
    assert DRAWINGS["curves"]().svg == DRAWINGS["curves"]().svg


def test_curves_name_their_lines_and_axes():
    assert {"Loss", "a", "b & c", "step", "loss"} <= set(shown(DRAWINGS["curves"]()))


def test_curves_write_a_true_minus_and_few_digits():
    lines = {"a": ([-0.3, 0.3], [-4e-7, 2e-7])}
    ticks = set(shown(pictures.curves(lines, **LABELS, title="Small")))
    assert {"−0.3", "−0.1", "0", "−4e−7", "2e−7"} <= ticks
    assert not [tick for tick in ticks if "-" in tick]


def test_lines_differ_in_more_than_colour():
    plain, marked = DRAWINGS["curves"]().svg, DRAWINGS["marks"]().svg
    assert "stroke-dasharray" in plain
    marks = re.findall(
        r'<path id="m\w+" d="([^"]+)" style="fill: |<path id="m\w+" d="([^"]+)"', marked
    )
    assert len({*marks}) >= 4


def test_the_words_of_matrices_are_their_numbers_without_minus_zero():
    assert repr(DRAWINGS["matrices"]()) == "A sum: a: 1 2; b: 0.5 0; sum: 1.5 2"


def test_every_number_of_a_matrix_is_drawn_and_named():
    drawing = DRAWINGS["matrices"]()
    expected = ["A sum", "a", "1", "2", "+", "b", "0.5", "0", "=", "sum", "1.5", "2"]
    assert shown(drawing) == expected
    assert numbers(drawing)["sum[0,1]"] == 2


@pytest.mark.parametrize(("n_grids", "fits"), [(3, True), (4, True), (9, False)])
def test_matrices_take_narrower_cells_before_they_outgrow_the_page(n_grids, fits):
    grids = {f"d{i}": np.ones((2, 3)) for i in range(n_grids)}
    assert (pictures.matrices(grids).width <= 720) == fits


def test_the_words_of_a_heat_map_are_the_ends_of_its_rows():
    assert "w0 from 0 to 1, w1 from 0 to -2" in repr(DRAWINGS["heat map"]())


def test_a_heat_map_says_what_its_deepest_shades_stand_for():
    assert {"−2", "2"} <= set(shown(DRAWINGS["heat map"]()))


def test_the_words_of_regions_are_the_share_that_is_right():
    inputs = np.array([[1.0, 0], [2.0, 0], [-1.0, 0], [-2.0, 0]])
    assert "0.75 of 4 samples right" in repr(pictures.regions({"a": halves}, inputs, [1, 1, 0, 1]))


def test_regions_refuse_a_class_without_a_colour():
    with pytest.raises(ValueError, match="regions: y_true holds the label 3, expected 0 to 2"):
        pictures.regions({"a": halves}, np.eye(2), [0, 3])


def test_regions_show_above_what_lies_above():
    asked = []
    pictures.regions({"a": lambda x: asked.append(x) or halves(x)}, np.eye(2), [0, 1], n_points=3)
    _, grid = asked
    assert grid[0].tolist() == [-1.1, 1.1]
    assert grid[-1].tolist() == [1.1, -1.1]


def test_pictures_load_no_matplotlib_before_they_draw_with_it():
    code = "import json, sys; from course_lib import widgets; widgets.relu()._repr_mimebundle_();"
    code += "print(json.dumps(sorted(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert "matplotlib" not in json.loads(loaded)


def test_curves_leave_pyplot_alone():
    code = "import sys; from course_lib import pictures;"
    code += "pictures.curves({'a': [1, 2]}, x_label='x', y_label='y', title='t');"
    code += "print('matplotlib' in sys.modules, 'matplotlib.pyplot' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert printed.split() == [b"True", b"False"]
