"""The layer in training: its numbers are those of chapter 2, and every fate is told."""

import sys

import numpy as np
import pytest

from course_lib import pictures, widgets
from course_lib.widgets.layer import B, W, X
from tests.reading import numbers


def by_hand(learning_rate, n_steps):
    """Train as document 001 does, a row for each neuron; return the weights as the course does."""
    x, w, b = np.array(X), np.array(W).T, np.array(B)
    for _ in range(n_steps):
        z = np.dot(w, x) + b
        dz = 2 * np.maximum(0, z).sum() * (z > 0)
        w, b = w - learning_rate * np.outer(dz, x), b - learning_rate * dz
    return np.dot(w, x) + b, w.T


@pytest.mark.parametrize("learning_rate", [0.0, 0.001, 0.005, 0.02])
@pytest.mark.parametrize("step", [0, 1, 3, 12, 200])
def test_the_layer_shows_training_by_hand(learning_rate, step):
    panel = widgets.layer()
    panel.move(learning_rate=learning_rate, step=step)
    shown, (z, w) = numbers(panel.drawing), by_hand(learning_rate, step)
    close = {"rel": 1e-9, "abs": 1e-12}
    assert [shown[f"z[{j}]"] for j in range(3)] == pytest.approx(z, **close)
    assert shown["loss"] == pytest.approx(np.maximum(0, z).sum() ** 2, **close)
    for i, j in np.ndindex(4, 3):
        assert shown[f"weight[{i},{j}]"] == pytest.approx(w[i, j], **close)
        assert shown[f"moved[{i},{j}]"] == pytest.approx(w[i, j] - W[i][j], **close)


@pytest.mark.parametrize("step", [0, 5, 11])
def test_the_predicted_fall_is_the_one_that_comes(step):
    panel = widgets.layer()
    panel.move(step=step)
    now = numbers(panel.drawing)
    panel.move(step=step + 1)
    after = numbers(panel.drawing)
    assert now["z[2]"] - after["z[2]"] == pytest.approx(now["fall"])


@pytest.mark.parametrize(
    ("rate", "step", "words"),
    [
        (0.001, 0, "the loss is 466.6"),
        (0.001, 2, "alive, until step 3;"),
        (0.001, 3, "Neuron 0: z = -0.2167, dead since step 3"),
        (0.001, 200, "neuron 1: z = -0.2477, dead since step 12"),
        (0.001, 200, "neuron 2: z = 2.29e-5, alive to the end"),
        (0.005, 200, "neuron 2: z = 0, at 0 since step"),
        (0.005, 200, "The layer answers 0, so no gradient moves any weight"),
        (0.02, 1, "All are dead, so the loss is 0"),
        (0.0, 200, "The learning rate is 0: nothing moves"),
    ],
)
def test_the_words_tell_who_is_alive(rate, step, words):
    panel = widgets.layer()
    panel.move(learning_rate=rate, step=step)
    assert words in panel.text


def test_the_text_and_the_picture_tell_of_an_overflow():
    panel = widgets.layer(x=[1e200, 1, 1, 1])
    assert "too large for floating point at step 0" in panel.text
    panel = widgets.layer(weights=1e200 * np.array(W))
    assert "too large for floating point at step 0" in panel.text


def test_an_overflow_later_on_spares_the_steps_before_it():
    sums = np.array([[1.0], [2e200], [np.inf]])
    weights = np.array([[[1.0]], [[1e200]], [[np.nan]]])
    drawing = pictures.layer(np.ones(1), sums, weights, 0.1, 0)
    assert "nan" not in drawing.svg
    assert numbers(drawing)["loss"] == 1.0
    told = pictures.layer(np.ones(1), sums, weights, 0.1, 2)
    assert "at step 1 (learning rate 0.1)" in told.text


def test_a_layer_of_the_learner_s_own_and_a_single_step():
    panel = widgets.layer(x=[-1.0], weights=[[2.0, -3.0]], biases=[0.0, 0.0], n_steps=1)
    panel.move(step=0)
    assert "Neuron 0: z = -2, dead from the start; neuron 1: z = 3, alive to the end" in panel.text


def test_a_move_to_another_step_does_not_train_again(monkeypatch):
    panel = widgets.layer()
    monkeypatch.setattr(sys.modules["course_lib.widgets.layer"], "train", None)
    panel.move(step=100)
    assert "Step 100" in panel.text


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"x": [1.0, 2.0]}, ValueError, r"weights has shape \(4, 3\), expected \(2, 3\)"),
        ({"biases": [1.0]}, ValueError, r"weights has shape \(4, 3\), expected \(4, 1\)"),
        ({"weights": np.transpose(W)}, ValueError, "a row for each neuron, give weights.T"),
        ({"weights": np.ones((5, 4))}, ValueError, r"weights has shape \(5, 4\), expected 1 to 4"),
        ({"x": [1, 2, 3, np.nan]}, ValueError, "x holds NaN or infinity"),
        ({"weights": "abc"}, TypeError, "weights must hold real numbers"),
        ({"learning_rate": 0.1}, ValueError, "learning_rate is 0.1, expected 0 to 0.02"),
        ({"n_steps": 0}, ValueError, "n_steps is 0, expected 1 or more"),
        ({"n_steps": 2000}, ValueError, "n_steps is 2000, expected 1000 or fewer"),
    ],
)
def test_bad_arguments_are_told(arguments, error, words):
    with pytest.raises(error, match=words):
        widgets.layer(**arguments)
