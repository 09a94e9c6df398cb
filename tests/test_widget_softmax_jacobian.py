"""The softmax widget and its picture: numbers, words, ends and bad arguments."""

import re

import numpy as np
import pytest

from course_lib import ActivationSoftmax, pictures, widgets
from course_lib.gradcheck import numerical_gradient
from tests.reading import numbers
from tests.reading import shown as texts

TENTHS = np.log([7.0, 1.0, 2.0])  # logits of the probabilities 0.7, 0.1 and 0.2
RNG = np.random.default_rng(5)


def matrix(shown, name, n):
    return np.array([[shown[f"{name}[{i},{j}]"] for j in range(n)] for i in range(n)])


def vector(shown, name, n):
    return np.array([shown[f"{name}[{i}]"] for i in range(n)])


def softmax(logits):
    exp_values = np.exp(logits - np.max(logits))
    return exp_values / exp_values.sum()


def assert_sound(panel):
    assert "cannot be shown" not in panel.text
    assert not re.search(r"\b(nan|inf)\b|not a number|too large", panel.svg + panel.text)


def test_the_chapter_s_sample_by_hand():
    shown = numbers(widgets.softmax_jacobian(TENTHS, [1, -2, 4]).drawing)
    by_hand = [[0.21, -0.07, -0.14], [-0.07, 0.09, -0.02], [-0.14, -0.02, 0.16]]
    np.testing.assert_allclose(vector(shown, "s", 3), [0.7, 0.1, 0.2])
    np.testing.assert_allclose(matrix(shown, "J", 3), by_hand)
    np.testing.assert_allclose(vector(shown, "dinputs", 3), [-0.21, -0.33, 0.54])
    assert vector(shown, "sum", 3).tolist() == [0, 0, 0]
    assert shown["mean"] == pytest.approx(1.3)


def test_the_sliders_start_near_the_chapter_s_sample():
    shown = numbers(widgets.softmax_jacobian().drawing)
    np.testing.assert_allclose(vector(shown, "s", 3), [0.7, 0.1, 0.2], atol=1e-3)


@pytest.mark.parametrize("n", range(3, 11))
def test_what_is_moved_is_shown_as_the_class_and_the_judge_have_it(n):
    logits, dvalues = RNG.normal(size=n), RNG.normal(size=n)
    panel = widgets.softmax_jacobian(np.zeros(n), np.ones(n))
    panel.move(**{f"z[{i}]": each for i, each in enumerate(logits.tolist())})
    panel.move(**{f"d[{i}]": each for i, each in enumerate(dvalues.tolist())})
    shown, activation = numbers(panel.drawing), ActivationSoftmax()
    activation.forward([logits])
    activation.backward([dvalues])
    output = activation.output[0]
    np.testing.assert_allclose(vector(shown, "s", n), output)
    np.testing.assert_allclose(vector(shown, "dinputs", n), activation.dinputs[0])
    np.testing.assert_allclose(matrix(shown, "J", n), np.diag(output) - np.outer(output, output))
    np.testing.assert_allclose(matrix(shown, "J", n) @ dvalues, activation.dinputs[0], atol=1e-15)
    judged = [numerical_gradient(softmax, logits, row) for row in np.eye(n)]
    np.testing.assert_allclose(matrix(shown, "J", n), judged, atol=1e-8)
    assert [vector(shown, "z", n).tolist(), vector(shown, "d", n).tolist()] == [
        logits.tolist(),
        dvalues.tolist(),
    ]


@pytest.mark.parametrize("constant", [0.0, 0.3, -5.0])
def test_a_constant_upstream_gradient_gives_exactly_zero_and_says_why(constant):
    panel = widgets.softmax_jacobian(RNG.normal(size=6), [constant] * 6)
    assert vector(numbers(panel.drawing), "dinputs", 6).tolist() == [0.0] * 6
    assert (
        f"Each row of the Jacobian sums to 0, so the constant upstream gradient {constant:g}"
        in (panel.text)
    )


def test_a_button_makes_the_upstream_gradient_constant():
    panel = widgets.softmax_jacobian()
    panel.press("constant")
    assert [panel.values[f"d[{i}]"] for i in range(3)] == [1.0, 1.0, 1.0]
    assert "no nudge of a logit changes the loss" in panel.text
    assert "each row of J times d = row sum × 1 = 0" in texts(panel.drawing)


def test_the_words_say_which_nudge_matters_most():
    panel = widgets.softmax_jacobian(TENTHS, [1, -2, 4])
    assert "a nudge of z2 matters most, it changes the loss by 0.54 per unit" in panel.text
    lines = texts(panel.drawing)
    assert "z₂ matters most: raising it raises the loss, 0.54 per unit" in lines
    assert "row 2 of J times d: (−0.14) × 1 + (−0.02) × (−2) + 0.16 × 4 = 0.54" in lines
    assert "or s₂ × (d₂ − mean of d, weighted with s) = 0.2 × (4 − 1.3) = 0.54" in lines
    panel.move(**{"d[0]": -5.0, "d[2]": 0.0})
    assert "z₀ matters most: raising it lowers the loss, 0.91 per unit" in texts(panel.drawing)


def test_two_that_matter_equally_are_both_named():
    panel = widgets.softmax_jacobian([0, 0, 0], [1, -1, 0])
    assert "nudges of z0 and z1 matter most, and equally" in panel.text
    assert texts(panel.drawing).count("◀") == 2


def test_a_saturated_softmax_is_told():
    panel = widgets.softmax_jacobian()
    assert "saturated" not in panel.text + panel.svg
    panel.move(**{"z[0]": 10.0, "z[1]": -10.0, "z[2]": -10.0})
    assert "softmax is saturated, class 0 takes all but 4.122e-9" in panel.text
    assert "no slope exceeds 4.122e-9, and hardly any gradient gets through" in panel.text
    assert {"probabilities s (saturated)", "≈1", "2e−9"} <= set(texts(panel.drawing))


def test_a_jacobian_of_zeros_is_told():
    panel = widgets.softmax_jacobian([1000.0, -1000.0, 0.0])
    assert "the Jacobian is 0 to the last digit, and no gradient gets through" in panel.text
    assert "Nothing gets through: no nudge of a logit changes the loss." in texts(panel.drawing)
    assert_sound(panel)


@pytest.mark.parametrize("n", [3, 4, 10])
def test_at_the_ends_and_in_random_corners_the_picture_is_sound(n):
    panel = widgets.softmax_jacobian(RNG.normal(size=n), RNG.normal(size=n))
    ends = {c["name"]: (c["low"], c["high"]) for c in panel.controls if c["kind"] == "slider"}
    for side in (0, 1):
        panel.move(**{name: values[side] for name, values in ends.items()})
        assert_sound(panel)
    for _ in range(100):
        panel.move(**{name: values[RNG.integers(2)] for name, values in ends.items()})
        assert_sound(panel)


@pytest.mark.parametrize("n", [3, 7, 10])
def test_everything_stands_inside_the_picture(n):
    drawing = widgets.softmax_jacobian(RNG.normal(size=n), RNG.normal(size=n)).drawing
    for x, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+"[^>]* width="([\d.]+)"', drawing.svg):
        assert 0 <= float(x) <= float(x) + float(width) <= 720
    for y in re.findall(r' y="([\d.]+)"', drawing.svg):
        assert 0 < float(y) < drawing.height


def test_the_picture_stands_without_a_widget():
    output = softmax(TENTHS)
    jacobian, dvalues = np.diag(output) - np.outer(output, output), np.array([0.5, 0.0, -9.0])
    arrays = TENTHS, output, jacobian, dvalues, jacobian @ dvalues
    shown = numbers(pictures.softmax_jacobian(*arrays))
    np.testing.assert_allclose(vector(shown, "dinputs", 3), jacobian @ dvalues)


def test_logits_beyond_the_usual_reach_get_longer_sliders():
    panel = widgets.softmax_jacobian([25.3, 0, 0], [0, 7.5, 0])
    reach = {control["name"]: control.get("high") for control in panel.controls}
    assert [reach["z[0]"], reach["d[1]"]] == [26, 8]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"logits": [1, 2]}, ValueError, r"logits has shape \(2,\), expected 3 to 10"),
        ({"logits": [0] * 11}, ValueError, r"logits has shape \(11,\), expected 3 to 10"),
        ({"logits": [[1], [2], [3]]}, ValueError, r"logits has shape \(3, 1\)"),
        ({"logits": "abc"}, TypeError, "logits must hold real numbers"),
        ({"logits": [1, np.nan, 2]}, ValueError, "logits holds NaN or infinity"),
        ({"logits": [1, 1e4, 2]}, ValueError, "logits holds 10000, expected numbers from -1000"),
        ({"dvalues": [1, 2, 3, 4]}, ValueError, r"dvalues has shape \(4,\), expected \(3,\)"),
        ({"dvalues": None}, TypeError, "dvalues must hold real numbers"),
        ({"dvalues": [1, 2, -1e300]}, ValueError, "dvalues holds -1e[+]300, expected numbers"),
    ],
)
def test_bad_arguments_are_told(arguments, error, words):
    with pytest.raises(error, match=f"softmax_jacobian: {words}"):
        widgets.softmax_jacobian(**arguments)
