"""The batch: each sample's table, and their sum as the classes compute it."""

import itertools

import numpy as np
import pytest

from course_lib import LayerDense, pictures, widgets
from course_lib.gradcheck import numerical_gradient
from course_lib.widgets.batch import DVALUES, INPUTS, MEAN, SUM
from tests.reading import numbers, shown

GENERIC = np.array([[0.7, -1.3, 0.4], [2.1, 0.6, -0.9], [-0.5, 1.7, 1.2]])
EACH = list(itertools.product([False, True], repeat=3))


def read(drawing, key, n_rows, n_columns):
    values = numbers(drawing)
    return np.array([[values[f"{key}[{i},{j}]"] for j in range(n_columns)] for i in range(n_rows)])


@pytest.mark.parametrize("on", EACH[1:])
@pytest.mark.parametrize("loss", [SUM, MEAN])
def test_the_sums_are_the_gradients_of_the_class(on, loss):
    panel = widgets.batch(dvalues=GENERIC)
    panel.move(loss=loss, **{f"sample[{s}]": value for s, value in enumerate(on)})
    inputs, dvalues = np.array(INPUTS)[list(on)], GENERIC[list(on)]
    layer = LayerDense(4, 3)
    layer.forward(inputs)
    layer.backward(dvalues / (sum(on) if loss == MEAN else 1))
    np.testing.assert_allclose(read(panel.drawing, "dweights", 4, 3), layer.dweights)
    np.testing.assert_allclose(read(panel.drawing, "dbiases", 1, 3), layer.dbiases)
    tables = [read(panel.drawing, f"sample{s}", 4, 3) for s in range(3) if on[s]]
    np.testing.assert_allclose(sum(tables), layer.dweights, atol=1e-12)


def test_dweights_are_those_of_numerical_differentiation():
    panel = widgets.batch(dvalues=GENERIC)
    judge = numerical_gradient(lambda w: np.dot(INPUTS, w), np.zeros((4, 3)), GENERIC)
    np.testing.assert_allclose(read(panel.drawing, "dweights", 4, 3), judge, rtol=1e-7)


def test_the_start_is_the_chapter_s():
    panel = widgets.batch()
    assert "Bottom left: 2.5 + 4 + (-2.4) = 4.1" in panel.text
    assert read(panel.drawing, "dweights", 4, 3)[:, 0].round(12).tolist() == [0.5, 20.1, 10.9, 4.1]
    for s, (inputs, dvalues) in enumerate(zip(INPUTS, DVALUES, strict=True)):
        outer = np.outer(inputs, dvalues)
        np.testing.assert_allclose(read(panel.drawing, f"sample{s}", 4, 3), outer)


def test_a_sample_switched_off_is_struck_through_and_named():
    panel = widgets.batch()
    lines = panel.svg.count("<line")
    panel.move(**{"sample[1]": False})
    assert panel.svg.count("<line") == lines + 12
    assert "✕ sample 1, off" in shown(panel.drawing)
    assert "the sum of the tables of samples 0 and 2" in panel.text
    panel.move(**{"sample[0]": False})
    assert "the table of sample 2 alone" in panel.text


def test_the_mean_divides_the_dvalues_of_the_samples_that_are_on():
    panel = widgets.batch()
    panel.move(loss=MEAN, **{"sample[1]": False})
    assert "dvalues were divided by 2" in panel.text
    values = numbers(panel.drawing)
    assert [values[f"dvalues[{s},0]"] for s in range(3)] == [0.5, 2.0, 1.5]


@pytest.mark.parametrize("loss", [SUM, MEAN])
def test_an_empty_batch_is_told(loss):
    panel = widgets.batch()
    panel.move(loss=loss, **{f"sample[{s}]": False for s in range(3)})
    assert "No sample is switched on" in panel.text
    assert "no sample is on: no gradient" in shown(panel.drawing)


@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 5, 3), (3, 5, 1)])
def test_batches_of_other_shapes_fit(shape):
    n_samples, n_inputs, n_neurons = shape
    panel = widgets.batch(np.zeros((n_samples, n_inputs)), np.ones((n_samples, n_neurons)))
    assert not read(panel.drawing, "dweights", n_inputs, n_neurons).any()
    assert [spec["kind"] for spec in panel.controls] == ["switch"] * n_samples + ["choice"]


def test_the_picture_needs_no_widget():
    drawing = pictures.batch(np.ones((1, 2)), np.ones((1, 1)), np.array([False]))
    assert numbers(drawing)["sample0[1,0]"] == 1.0


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"inputs": [1.0, 2.0]}, ValueError, r"inputs has shape \(2,\), expected 1 to 3 rows"),
        ({"inputs": np.ones((4, 4))}, ValueError, r"inputs has shape \(4, 4\), expected 1 to 3"),
        (
            {"dvalues": np.ones((2, 3))},
            ValueError,
            r"dvalues has shape \(2, 3\), expected \(3, 3\)",
        ),
        ({"dvalues": np.full((3, 3), np.inf)}, ValueError, "dvalues holds NaN or infinity"),
        ({"dvalues": [["a"]]}, TypeError, "dvalues must hold real numbers"),
    ],
)
def test_bad_arguments_are_told(arguments, error, words):
    with pytest.raises(error, match=words):
        widgets.batch(**arguments)
