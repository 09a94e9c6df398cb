"""A picture is a drawing and the same in words: both from the numbers it was given."""

import base64
import json
import subprocess
import sys

import numpy as np
import pytest

from course_lib import pictures

RNG = np.random.default_rng(4)


def predict(points):
    return (points[:, 0] > 0).astype(int)


PICTURES = {
    "neuron": lambda: pictures.neuron_graph([1.0, -2.0, 3.0], [-3.0, -1.0, 2.0], 1.0),
    "dead neuron": lambda: pictures.neuron_graph([1.0], [-1.0], 0.0, dvalue=2.0),
    "curves": lambda: pictures.curves(
        {"a": [4.0, 1.0, 2.0], "b": ([1, 10], [3.0, 3.0])},
        x_label="step",
        y_label="loss",
        title="Loss",
        log_y=True,
    ),
    "matrices": lambda: pictures.matrices(
        {"a": [[1, 2]], "b": [[0.5, -0.0]], "sum": [[1.5, 2.0]]}, joined_by="+=", title="A sum"
    ),
    "heat map": lambda: pictures.heat_map(
        [[0, 1], [0, -2]], x_label="step", y_labels=["w0", "w1"], title="Weights"
    ),
    "regions": lambda: pictures.regions(
        {"halves": predict}, RNG.normal(size=(40, 2)), np.arange(40) % 2
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_notebook_gets_png_alternative_text_and_size(name):
    picture = PICTURES[name]()
    data, metadata = picture._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == metadata["image/png"]["alt"] == repr(picture)
    assert 150 <= metadata["image/png"]["width"] <= 760


def test_the_words_of_the_neuron_are_its_gradients():
    text = repr(PICTURES["neuron"]())
    assert "x0 = 1 (gradient -3), w0 = -3 (gradient 1)" in text
    assert "z = 6 (gradient 1); ReLU gives y = 6 (gradient 1)" in text


def test_no_gradient_passes_a_dead_neuron():
    text = repr(PICTURES["dead neuron"]())
    assert "w0 = -1 (gradient 0)" in text
    assert "z = -1 (gradient 0); ReLU gives y = 0 (gradient 2)" in text


def test_the_words_of_curves_are_ends_and_extremes():
    assert repr(PICTURES["curves"]()) == (
        "Loss: loss over step. a: from 4 to 2, lowest 1, highest 4; "
        "b: from 3 to 3, lowest 3, highest 3"
    )


def test_the_words_of_matrices_are_their_numbers_without_minus_zero():
    assert repr(PICTURES["matrices"]()) == "A sum: a: 1 2; b: 0.5 0; sum: 1.5 2"


def test_the_words_of_a_heat_map_are_the_ends_of_its_rows():
    assert "w0 from 0 to 1, w1 from 0 to -2" in repr(PICTURES["heat map"]())


def test_the_words_of_regions_are_the_share_that_is_right():
    inputs = np.array([[1.0, 0], [2.0, 0], [-1.0, 0], [-2.0, 0]])
    assert "0.75 of 4 samples right" in repr(pictures.regions({"a": predict}, inputs, [1, 1, 0, 1]))


def test_every_number_of_a_matrix_is_drawn():
    figure = PICTURES["matrices"]().figure
    drawn = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert sorted(drawn) == sorted(["1", "2", "0.5", "0", "1.5", "2", "+", "="])


def test_pictures_leave_pyplot_alone():
    code = "import sys, json; import course_lib.pictures; print(json.dumps(sorted(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert "matplotlib.pyplot" not in json.loads(loaded)
