"""The loss of one sample both ways: the numbers of the classes, and what clipping does to them."""

import numpy as np
import pytest

from course_lib import pictures, widgets
from course_lib.activations import ActivationSoftmax
from course_lib.gradcheck import numerical_gradient
from course_lib.losses import (
    CLIP,
    ActivationSoftmaxLossCategoricalCrossentropy,
    LossCategoricalCrossentropy,
)
from course_lib.widgets.fused_loss import fused_way, separate_way
from tests.reading import numbers, shown


def at(z, target):
    """Return the widget's drawing after its controls were moved there."""
    panel = widgets.fused_loss([0.0] * len(z))
    panel.move(**{f"z[{i}]": value for i, value in enumerate(z)}, target=f"class {target}")
    return panel.drawing


def row(drawing, name, n_classes=3):
    values = numbers(drawing)
    return np.array([values[f"{name}[{i}]"] for i in range(n_classes)])


@pytest.mark.parametrize("target", [0, 1, 2])
@pytest.mark.parametrize("z", [[3.0, 0.0, 1.0], [40.0, 0.0, 0.0], [-50.0, 50.0, 50.0]])
def test_every_number_is_that_of_the_classes(z, target):
    activation, loss = ActivationSoftmax(), LossCategoricalCrossentropy()
    fused = ActivationSoftmaxLossCategoricalCrossentropy()
    activation.forward([z])
    loss.backward(activation.output, [target])
    activation.backward(loss.dinputs)
    true_loss = fused.forward([z], [target])
    fused.backward(fused.output, [target])
    drawing = at(z, target)
    values = numbers(drawing)
    for way in ("separate", "fused"):
        np.testing.assert_array_equal(row(drawing, f"{way}.z"), z)
        np.testing.assert_array_equal(row(drawing, f"{way}.y_pred"), activation.output[0])
    assert values["separate.loss"] == loss.calculate(activation.output, [target])
    np.testing.assert_array_equal(row(drawing, "dvalues"), loss.dinputs[0])
    np.testing.assert_array_equal(row(drawing, "separate.dinputs"), activation.dinputs[0])
    assert values["fused.loss"] == true_loss
    np.testing.assert_array_equal(row(drawing, "fused.dinputs"), fused.dinputs[0])


@pytest.mark.parametrize("z", [[3.0, 0.0, 1.0], [40.0, 0.0, 0.0], [0.5, 12.0, -20.0]])
def test_the_steps_lead_to_one_another(z):
    drawing = at(z, 1)
    values = numbers(drawing)
    jacobian = np.array([[values[f"jacobian[{i},{j}]"] for j in range(3)] for i in range(3)])
    product = np.dot(jacobian, row(drawing, "dvalues"))
    np.testing.assert_allclose(row(drawing, "separate.dinputs"), product, atol=1e-9)
    assert values["separate.p"] == row(drawing, "separate.y_pred")[1]
    assert values["separate.clipped"] == np.clip(values["separate.p"], CLIP, 1 - CLIP)
    assert values["separate.loss"] == pytest.approx(-np.log(values["separate.clipped"]))
    difference = values["fused.log_sum"] - values["fused.z_true"]
    assert values["fused.loss"] == pytest.approx(difference, abs=1e-12)
    difference = row(drawing, "fused.y_pred") - row(drawing, "y_true")
    np.testing.assert_array_equal(row(drawing, "fused.dinputs"), difference)


@pytest.mark.parametrize("z", [[3.0, 0.0, 1.0], [30.0, 0.0, 0.0]])
def test_both_gradients_are_those_of_numerical_differentiation(z):
    for way, name in [(separate_way, "separate"), (fused_way, "fused")]:
        expected = numerical_gradient(lambda z, way=way: way(z, 1).loss, np.array(z))
        shown_row = row(at(z, 1), f"{name}.dinputs")
        np.testing.assert_allclose(shown_row, expected, rtol=1e-6, atol=1e-8)


def test_unclipped_both_ways_agree():
    drawing = at([3.0, 0.0, 1.0], 1)
    values = numbers(drawing)
    assert values["separate.loss"] == pytest.approx(values["fused.loss"])
    both = row(drawing, "separate.dinputs"), row(drawing, "fused.dinputs")
    np.testing.assert_allclose(*both)
    assert "both ways the loss is 3.170 and dinputs 0.8438 -0.958 0.1142" in repr(drawing)
    assert "≠" not in shown(drawing)


def test_sure_and_wrong_the_separate_way_stops_and_the_fused_one_goes_on():
    drawing = at([40.0, 0.0, 0.0], 1)
    values = numbers(drawing)
    assert values["separate.loss"] == pytest.approx(16.118, abs=1e-3)
    assert not row(drawing, "separate.dinputs").any()
    assert values["fused.loss"] == pytest.approx(40)
    np.testing.assert_allclose(row(drawing, "fused.dinputs"), [1, -1, 0], atol=1e-12)
    assert "the separate loss is flat at 16.118 and its gradient 0, so learning stops" in repr(
        drawing
    )
    assert "The fused loss goes on: 40.000" in repr(drawing)
    assert shown(drawing).count("≠") == 2
    assert "✂ clipped to 1e−7" in shown(drawing)


def test_sure_and_right_is_clipped_as_well():
    drawing = at([0.0, 40.0, 0.0], 1)
    assert numbers(drawing)["separate.loss"] == pytest.approx(1e-7)
    assert "1 but for 8.497e-18, clipped to 1 - 1e-7" in repr(drawing)
    assert "little was left to learn" in repr(drawing)
    assert "✂ clipped to 1 − 1e−7" in shown(drawing)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_ways_part_where_the_probability_is_clipped(sign):
    edge = np.log(CLIP / (1 - CLIP))  # the logit against a single 0 that gives this probability
    for inside, parted in [(1e-4, False), (-1e-4, True)]:
        z = np.array([sign * (edge + inside), 0.0])
        separate = separate_way(z, 0)
        assert (separate.clipped != separate.y_pred[0]) == parted
        drawing = pictures.fused_loss(z, 0, separate, fused_way(z, 0), 50.0, CLIP)
        assert ("≠" in shown(drawing)) == parted


@pytest.mark.parametrize("z", [[1000.0, -1000.0], [-1000.0, 1000.0, 0.0], [0.0, 1e-300, -1e-300]])
def test_far_logits_are_shown_as_well(z):
    for target in range(len(z)):
        panel = widgets.fused_loss(z, target)
        assert "cannot be shown" not in panel.text
        values = list(numbers(panel.drawing).values())
        assert np.isfinite(values).all()


@pytest.mark.parametrize("target", [2, np.int64(2), [2], [0, 0, 1], np.array([[0, 0, 1]])])
def test_the_true_class_comes_as_a_label_or_one_hot(target):
    panel = widgets.fused_loss([1.0, 2.0, 3.0], target)
    assert panel.values["target"] == "class 2"
    assert list(row(panel.drawing, "y_true")) == [0, 0, 1]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"logits": [1.0]}, ValueError, r"logits has shape \(1,\), expected 2 to 3 numbers"),
        ({"logits": [1, 2, 3, 4]}, ValueError, r"logits has shape \(4,\), expected 2 to 3"),
        ({"logits": [1, np.nan, 3]}, ValueError, "logits holds NaN or infinity"),
        ({"logits": "abc"}, TypeError, "logits must hold real numbers"),
        (
            {"logits": [0, 2000]},
            ValueError,
            "logits holds 2000, expected numbers from -1000",
        ),
        ({"target": 3}, ValueError, r"target holds the label 3 at \[0\], expected 0 to 2"),
        ({"target": -1}, ValueError, r"target holds the label -1 at \[0\], expected 0 to 2"),
        ({"target": 1.0}, TypeError, "target must hold integers, got ndarray of float64"),
        ({"target": "class 1"}, TypeError, "target must hold integers"),
        ({"target": None}, TypeError, "target must hold integers"),
        ({"target": [1, 1, 0]}, ValueError, "target has the row .* expected one-hot"),
    ],
)
def test_bad_arguments_are_told(arguments, error, words):
    with pytest.raises(error, match=f"fused_loss: {words}"):
        widgets.fused_loss(**arguments)
