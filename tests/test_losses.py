import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course_lib import (
    ActivationSoftmax,
    ActivationSoftmaxLossCategoricalCrossentropy,
    LossCategoricalCrossentropy,
)
from course_lib.gradcheck import numerical_gradient, relative_error

Y_PRED = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])  # document 002 In [19]
LABELS = np.array([0, 1, 1])
ONE_HOT = np.eye(3)[LABELS]
METHODS = [
    LossCategoricalCrossentropy().forward,
    LossCategoricalCrossentropy().backward,
    ActivationSoftmaxLossCategoricalCrossentropy().forward,
    ActivationSoftmaxLossCategoricalCrossentropy().backward,
]


def gradient(loss, y_pred, y_true):
    loss.backward(y_pred, y_true)
    return loss.dinputs


def fused_gradient(logits, y_true):
    fused = ActivationSoftmaxLossCategoricalCrossentropy()
    fused.forward(logits, y_true)
    return gradient(fused, fused.output, y_true)


def separate_gradient(logits, y_true):
    softmax = ActivationSoftmax()
    softmax.forward(logits)
    softmax.backward(gradient(LossCategoricalCrossentropy(), softmax.output, y_true))
    return softmax.dinputs


def test_the_loss_is_minus_the_log_of_the_true_class_and_its_mean():
    loss = LossCategoricalCrossentropy()
    np.testing.assert_allclose(loss.forward(Y_PRED, LABELS), -np.log([0.7, 0.5, 0.9]), rtol=1e-15)
    assert loss.calculate(Y_PRED, LABELS) == pytest.approx(-np.log(0.7 * 0.5 * 0.9) / 3, rel=1e-15)


@pytest.mark.parametrize("labels", [LABELS, ONE_HOT, LABELS.tolist(), ONE_HOT.astype(bool)])
def test_class_labels_and_one_hot_labels_are_the_same(labels):
    for method in METHODS[:1] + METHODS[2:3]:
        np.testing.assert_array_equal(method(Y_PRED, labels), method(Y_PRED, LABELS))
    for loss in (LossCategoricalCrossentropy(), ActivationSoftmaxLossCategoricalCrossentropy()):
        np.testing.assert_array_equal(
            gradient(loss, Y_PRED, labels), gradient(loss, Y_PRED, LABELS)
        )


def test_the_loss_gradient_agrees_with_central_differences():
    loss = LossCategoricalCrossentropy()
    judged = numerical_gradient(lambda y_pred: loss.calculate(y_pred, LABELS), Y_PRED)
    assert relative_error(gradient(loss, Y_PRED, LABELS), judged) < 1e-7
    assert relative_error(3 * gradient(loss, Y_PRED, LABELS), judged) > 1e-2


@pytest.mark.parametrize(
    ("probability", "slope"),
    [(2e-7, -1 / 2e-7), (5e-8, 0.0), (0.0, 0.0), (1 - 2e-7, -1 / (1 - 2e-7)), (1 - 5e-8, 0.0)],
)
def test_backward_is_the_gradient_of_what_forward_computed_on_both_sides_of_the_clip(
    probability, slope
):
    loss, y_pred = LossCategoricalCrossentropy(), np.array([[probability, 1 - probability]])
    judged = numerical_gradient(lambda y_pred: loss.calculate(y_pred, [0]), y_pred, h=1e-11)
    assert gradient(loss, y_pred, [0])[0, 0] == pytest.approx(slope, rel=1e-12)
    np.testing.assert_allclose(judged[0, 0], slope, rtol=1e-4)


@pytest.mark.parametrize("logits", [[[1.0, -2.0, 0.5]], [[40.0, 0.0, 0.0]], [[-900.0, 0.0, 2.0]]])
def test_the_fused_gradient_agrees_with_central_differences_however_wrong_the_logits(logits):
    fused = ActivationSoftmaxLossCategoricalCrossentropy()
    for label in range(3):
        judged = numerical_gradient(lambda z, label=label: fused.forward(z, [label]), logits)
        np.testing.assert_allclose(fused_gradient(logits, [label]), judged, atol=1e-9)


def test_logits_whose_squares_overflow_are_finite_all_the_same():
    fused = ActivationSoftmaxLossCategoricalCrossentropy()
    assert fused.forward([[1e200, 0.0], [0.0, 1e200]], [0, 1]) == 0.0


def test_what_somebody_keeps_of_one_pass_is_not_changed_by_the_next():
    fused, labels = ActivationSoftmaxLossCategoricalCrossentropy(), [0, 1, 1]
    fused.forward(Y_PRED, labels)
    fused.backward(fused.output, labels)
    kept = [fused.output, fused.dinputs, fused.activation.shifted, fused.activation.sums]
    copies = [array.copy() for array in kept]
    fused.forward(Y_PRED[::-1], labels)
    fused.backward(fused.output, labels)
    for array, copy in zip(kept, copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_where_clipping_parts_the_two_ways():
    logits, y_true = [[40.0, 0.0, 0.0]], [1]
    softmax = ActivationSoftmax()
    softmax.forward(logits)
    clipped = LossCategoricalCrossentropy().calculate(softmax.output, y_true)
    assert clipped == pytest.approx(-np.log(1e-7), rel=1e-15)  # 16.118
    assert separate_gradient(logits, y_true).tolist() == [[0.0, 0.0, 0.0]]
    assert ActivationSoftmaxLossCategoricalCrossentropy().forward(logits, y_true) == 40.0
    np.testing.assert_allclose(fused_gradient(logits, y_true), [[1, -1, 0]], atol=1e-15)


def test_both_ways_agree_where_nothing_is_clipped():
    logits = np.random.default_rng(3).normal(size=(20, 5))
    labels = np.arange(20) % 5
    assert relative_error(fused_gradient(logits, labels), separate_gradient(logits, labels)) < 1e-12


@given(st.integers(1, 7), st.integers(2, 7), st.sampled_from([np.float32, np.float64]), st.data())
def test_shape_precision_and_arguments_are_kept(n_samples, n_classes, dtype, data):
    rng = np.random.default_rng(n_samples)
    logits = rng.normal(size=(n_samples, n_classes)).astype(dtype)
    labels = np.array(
        data.draw(st.lists(st.integers(0, n_classes - 1), min_size=n_samples, max_size=n_samples))
    )
    before = logits.copy(), labels.copy()
    for way in (fused_gradient, separate_gradient):
        dinputs = way(logits, labels)
        assert dinputs.dtype == dtype
        np.testing.assert_allclose(dinputs.sum(axis=1), 0, atol=1e-6)
    np.testing.assert_array_equal(logits, before[0])
    np.testing.assert_array_equal(labels, before[1])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("y_true", "message"),
    [
        ([0, 1, 3], r"y_true holds the label 3 at \[2\], expected 0 to 2 for 3 classes"),
        ([0, -1, 1], r"y_true holds the label -1 at \[1\], expected 0 to 2"),
        ([0.0, 0.5, 1.0], "y_true must hold integers, got list of float64"),
        (
            [0, 1],
            r"y_true has shape \(2,\), expected class labels \(3,\) or one-hot labels \(3, 3\)",
        ),
        ([[0], [1], [1]], r"y_true has shape \(3, 1\), expected class labels"),
        (
            [[1, 0, 0], [0, 1, 1], [0, 0, 1]],
            r"y_true has the row \[0 1 1\] at \[1\], expected one-hot",
        ),
        (
            [[1, 0, 0], [0, 0, 0], [0, 0, 1]],
            r"y_true has the row \[0 0 0\] at \[1\], expected one-hot",
        ),
        ([[0.9, 0.1, 0], [0, 1, 0], [0, 0, 1]], "expected one-hot: a single 1"),
    ],
)
def test_labels_of_another_form_are_named(method, y_true, message):
    with pytest.raises((ValueError, TypeError), match=message):
        method(Y_PRED, y_true)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.full((3, 3), np.nan), r"holds nan at \[0, 0\]"),
        (np.where(np.eye(3) == 1, np.inf, 0.5), r"holds inf at \[0, 0\]"),
        (np.where(np.eye(3) == 1, -np.inf, 0.5), r"holds -inf at \[0, 0\]"),
        (np.ones((0, 3)), r"has shape \(0, 3\), .* no empty batch"),
        (np.ones(3), r"has shape \(3,\), expected \(n_samples, n_columns\)"),
    ],
)
def test_nan_infinity_and_empty_batches_are_named(method, values, message):
    with pytest.raises(ValueError, match=message):
        method(values, LABELS)


@pytest.mark.parametrize("method", [METHODS[0], METHODS[1], METHODS[3]])
def test_logits_in_place_of_probabilities_are_noticed(method):
    with pytest.raises(
        ValueError, match=r"holds 2.5 at \[1, 0\], expected probabilities from 0 to 1"
    ):
        method([[0.1, 0.9], [2.5, -1.0]], [0, 1])


def test_repr():
    assert repr(LossCategoricalCrossentropy()) == "LossCategoricalCrossentropy()"


ANYTHING = arrays(
    st.sampled_from([np.int64, np.int8, np.float64]),
    st.one_of(st.just((3,)), st.just((3, 3)), array_shapes(min_dims=0, max_dims=3, max_side=4)),
    elements=st.sampled_from([0, 1]) | st.integers(-1, 3),
)


def is_a_label_form(y_true):
    """Return whether these are labels, of either form, for three samples of three classes."""
    if y_true.shape == (3,):
        return y_true.dtype.kind == "i" and all(0 <= label < 3 for label in y_true.tolist())
    return y_true.shape == (3, 3) and all(sorted(row) == [0, 0, 1] for row in y_true.tolist())


@given(ANYTHING)
def test_labels_are_either_of_the_two_forms_or_refused_by_name(y_true):
    loss = LossCategoricalCrossentropy()
    if is_a_label_form(y_true):
        assert loss.forward(Y_PRED, y_true).shape == (3,)
    else:
        with pytest.raises((ValueError, TypeError), match="y_true"):
            loss.forward(Y_PRED, y_true)
