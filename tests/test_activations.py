import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib import ActivationReLU, ActivationSoftmax
from course_lib.gradcheck import numerical_gradient, relative_error

BATCHES = arrays(
    st.sampled_from([np.float32, np.float64, np.int64]),
    st.tuples(st.integers(1, 6), st.integers(1, 6)),
    elements=st.integers(-50, 50),
)


def forward(activation, inputs):
    activation.forward(inputs)
    return activation.output


def backward(activation, inputs, dvalues):
    activation.forward(inputs)
    activation.backward(dvalues)
    return activation.dinputs


def test_relu_stops_the_gradient_at_zero_and_below():
    dinputs = backward(ActivationReLU(), [[-1.0, 0.0, 2.0]], [[5.0, -6.0, 7.0]])
    assert dinputs.tolist() == [[0.0, 0.0, 7.0]]
    assert not np.signbit(dinputs).any()  # numpy prints -0. otherwise


def test_relu_keeps_nothing_of_an_infinite_gradient_where_it_is_flat():
    assert backward(ActivationReLU(), [[-1.0]], [[np.inf]]).tolist() == [[0.0]]


@pytest.mark.parametrize("activation", [ActivationReLU, ActivationSoftmax])
def test_backward_agrees_with_central_differences(activation):
    rng = np.random.default_rng(1)
    inputs, dvalues = rng.normal(size=(2, 6, 4))
    judged = numerical_gradient(lambda values: forward(activation(), values), inputs, dvalues)
    assert relative_error(backward(activation(), inputs, dvalues), judged) < 1e-7
    assert relative_error(backward(activation(), inputs, np.ones_like(dvalues)), judged) > 1e-2


def test_softmax_backward_is_the_jacobian_loop():
    rng = np.random.default_rng(2)
    inputs, dvalues = rng.normal(size=(2, 5, 3))
    looped = [
        np.dot(np.diagflat(s) - np.outer(s, s), d)
        for s, d in zip(forward(ActivationSoftmax(), inputs), dvalues, strict=True)
    ]
    assert relative_error(backward(ActivationSoftmax(), inputs, dvalues), looped) < 1e-12


def test_softmax_leaves_its_rows_in_the_usual_order_of_memory():
    # float32 sums over the samples, and so the documents' digits, depend on it.
    assert forward(ActivationSoftmax(), np.ones((5, 3))).flags.c_contiguous


def test_softmax_does_not_overflow():
    assert forward(ActivationSoftmax(), [[1e4, 0.0], [0.0, -1e4]]).tolist() == [[1, 0], [1, 0]]


@given(BATCHES)
def test_softmax_rows_are_probabilities(inputs):
    output = forward(ActivationSoftmax(), inputs)
    assert output.shape == inputs.shape
    assert output.dtype == (np.float64 if inputs.dtype == np.int64 else inputs.dtype)
    np.testing.assert_allclose(output.sum(axis=1), 1.0, rtol=1e-6)
    assert (output >= 0).all()


@given(BATCHES, st.integers(-40, 40))
def test_softmax_takes_no_notice_of_a_constant(inputs, constant):
    given, shifted = (
        forward(ActivationSoftmax(), values) for values in (inputs, inputs + constant)
    )
    np.testing.assert_allclose(given, shifted, rtol=1e-4, atol=1e-30)


@given(BATCHES)
def test_relu_keeps_shape_and_precision_and_its_arguments(inputs):
    before = inputs.copy()
    relu = ActivationReLU()
    dinputs = backward(relu, inputs, inputs)
    np.testing.assert_array_equal(inputs, before)
    np.testing.assert_array_equal(dinputs, np.maximum(inputs, 0))
    assert relu.output.dtype == dinputs.dtype != np.int64


@pytest.mark.parametrize("activation", [ActivationReLU, ActivationSoftmax])
def test_integer_dvalues_truncate_nothing(activation):
    inputs, dvalues = np.array([[1, 3], [2, 2]]), np.array([[1, 2], [3, 4]])
    np.testing.assert_array_equal(
        backward(activation(), inputs, dvalues),
        backward(activation(), inputs.astype(float), dvalues.astype(float)),
    )


@pytest.mark.parametrize("activation", [ActivationReLU, ActivationSoftmax])
def test_misuse_is_named(activation):
    unused, used = activation(), activation()
    with pytest.raises(ValueError, match="call forward first"):
        unused.backward(np.ones((2, 3)))
    used.forward(np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"dvalues has shape \(3,\), expected \(2, 3\)"):
        used.backward(np.ones(3))
    with pytest.raises(TypeError, match="inputs must hold real numbers"):
        used.forward([["a", "b"]])


def test_softmax_wants_a_batch():
    with pytest.raises(
        ValueError, match=r"inputs has shape \(3,\), expected \(n_samples, n_columns\)"
    ):
        ActivationSoftmax().forward([1.0, 2.0, 3.0])


def test_repr():
    assert repr(ActivationReLU()) == "ActivationReLU()"
    assert repr(ActivationSoftmax()) == "ActivationSoftmax()"
