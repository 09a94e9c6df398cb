"""A drawing is a function of numbers: all of them can be read back from it, and heard."""

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from course_lib import ActivationReLU, LayerDense, pictures
from course_lib.drawing import palette
from course_lib.gradcheck import numerical_gradient
from tests.drawings import DRAWINGS, B, W, X, masked
from tests.reading import numbers, shown


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_words_are_the_name_of_the_svg(name):
    drawing = DRAWINGS[name]()
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == drawing.text == repr(drawing)


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_colour_has_one_for_either_theme(name):
    svg = DRAWINGS[name]().svg
    colours = re.findall(r'(?:fill|stroke)(?:="|: )([^";]+)', svg)
    for colour in {*colours} - {"none", "stroke"}:  # stroke: the value of paint-order
        assert colour in {palette.colour(each) for each in palette.LIGHT}


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_letter_is_smaller_than_eleven_pixels(name):
    sizes = [float(size) for size in re.findall(r'font-size="([^"]+)"', DRAWINGS[name]().svg)]
    assert min(sizes) >= 11


def test_the_neuron_shows_the_document_s_forward_pass():
    values = numbers(pictures.single_neuron(X, W, B, step=0))
    by_hand = {"x[0]w[0]": -3, "x[1]w[1]": 2, "x[2]w[2]": 6, "b": 1, "z": 6, "y": 6, "L": 36}
    assert {name: values[f"{name}.value"] for name in by_hand} == by_hand
    assert not [name for name in values if name.endswith("gradient")]


@pytest.mark.parametrize("b", [1.0, -5.0, -10.0])  # z = 6, 0 and -5
def test_the_neuron_s_gradients_are_those_of_the_classes(b):
    values = numbers(pictures.single_neuron(X, W, b, dvalue=0.7))
    layer, relu = LayerDense(3, 1), ActivationReLU()
    layer.weights, layer.biases = np.array([W]).T, np.array([[b]])
    layer.forward([X])
    relu.forward(layer.output)
    relu.backward(0.7 * 2 * relu.output)
    layer.backward(relu.dinputs)
    gradient = {name.split(".")[0]: each for name, each in values.items() if "gradient" in name}
    np.testing.assert_allclose([gradient[f"w[{i}]"] for i in range(3)], layer.dweights[:, 0])
    np.testing.assert_allclose([gradient[f"x[{i}]"] for i in range(3)], layer.dinputs[0])
    np.testing.assert_allclose(gradient["b"], layer.dbiases[0, 0])


def test_the_neuron_s_gradients_are_those_of_numerical_differentiation():
    values = numbers(pictures.single_neuron(X, W, B, dvalue=0.7))
    dw = numerical_gradient(lambda w: 0.7 * max(np.dot(X, w) + B, 0.0) ** 2, W)
    np.testing.assert_allclose([values[f"w[{i}].gradient"] for i in range(3)], dw, rtol=1e-7)


@pytest.mark.parametrize("step", range(14))
def test_each_backward_step_shows_one_gradient_more(step):
    drawing = pictures.single_neuron(X, W, B, step=step)
    assert sum(name.endswith("gradient") for name in numbers(drawing)) == step
    assert (f"step {step} of 13" in repr(drawing)) == (step > 0)


@pytest.mark.parametrize(
    ("step", "b", "words"),
    [
        (2, 1.0, "upstream × local, and local is 12: the slope of a square, 2 y"),
        (3, 1.0, "upstream × local, and local is 1: the gate is open, z > 0"),
        (3, -9.0, "upstream × local, and local is 0: the gate is shut, z ≤ 0"),
        (8, 1.0, "upstream × local, and local is −3: the other factor, w₀"),
    ],
)
def test_what_is_no_index_stays_on_the_line(step, b, words):
    assert words in shown(pictures.single_neuron(X, W, b, step=step))


def test_a_backward_step_spells_out_upstream_and_local():
    drawing = pictures.single_neuron(X, W, B, dvalue=-1.0, step=9)
    assert "the gradient of w0 is upstream times local, (-12) × 1 = -12" in repr(drawing)
    assert "Step 9 of 13: gradient of w₀ = (−12) × 1 = −12" in shown(drawing)
    assert {"upstream", "local 1"} <= set(shown(drawing))


def test_a_dead_neuron_is_told():
    assert "No gradient passes the ReLU" in repr(pictures.single_neuron([1.0], [-1.0], 0.0))


def test_training_shows_prediction_and_measurement():
    drawing = pictures.neuron_training([36.0, 33.8724], [6.0, 5.82], 0.001, 15.0)
    assert numbers(drawing) == pytest.approx({"factor": 0.97, "measured": 0.97, "loss": 33.8724})
    assert "the loss goes from 36 to 33.87 in 1 steps" in repr(drawing)


@pytest.mark.parametrize(
    ("sums", "rate", "words"),
    [
        ([6.0, -1.2, -1.2], 0.04, "overshoots to z = -1.2: the neuron is dead"),
        ([-2.0, -2.0, -2.0], 0.01, "z = -2 is not positive: the neuron is dead already"),
        ([6.0, 0.0, 0.0], 1 / 30, "one step takes z from 6 to 0, and the loss is gone"),
        ([6.0, 1e-15, 0.0], 0.033, "From step 2 on z is 0 but for rounding, and so is the loss"),
        ([6.0, 0.06, 1e-15], 0.033, "the loss goes from 36 to 1e-30 in 2 steps"),
        ([6.0, 6.0, 6.0], 0.0, "Nothing moves"),
    ],
)
def test_training_says_what_became_of_the_neuron(sums, rate, words):
    losses = [max(z, 0.0) ** 2 for z in sums]
    assert words in repr(pictures.neuron_training(losses, sums, rate, 15.0))


def test_relu_shows_inputs_mask_and_both_gradients():
    inputs, dvalues = np.array([[1.5, -2.0], [0.0, 3.0]]), np.array([[0.1, 0.2], [0.3, -0.4]])
    values = numbers(masked(inputs, dvalues))
    assert [values[f"z[{i},{j}]"] for i in (0, 1) for j in (0, 1)] == [1.5, -2.0, 0.0, 3.0]
    assert [values[f"mask[{i},{j}]"] for i in (0, 1) for j in (0, 1)] == [1, 0, 0, 1]
    assert [values[f"dvalues[{i},{j}]"] for i in (0, 1) for j in (0, 1)] == [0.1, 0.2, 0.3, -0.4]
    assert [values[f"dinputs[{i},{j}]"] for i in (0, 1) for j in (0, 1)] == [0.1, 0, 0, -0.4]


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (9.0, "the whole upstream gradient passes"),
        (-9.0, "nothing passes"),
        (0.0, "2 of 4 pre-activations are positive"),
        (0.0, "1 is exactly 0, where nothing passes either"),
    ],
)
def test_relu_says_what_passes(shift, words):
    inputs = np.array([[1.5, -2.0], [0.0, 3.0]]) + shift
    assert words in repr(masked(inputs, np.ones((2, 2))))
