import numpy as np
import pytest

from course_lib import LayerDense
from course_lib.gradcheck import numerical_gradient, relative_error


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def layer_of(weights, biases):
    layer = LayerDense(*np.shape(weights))
    layer.weights, layer.biases = weights, biases
    return layer


def gradients(inputs, weights, biases, dvalues):
    layer = layer_of(weights, biases)
    layer.forward(inputs)
    layer.backward(dvalues)
    return layer.dinputs, layer.dweights, layer.dbiases


def output(inputs, weights, biases):
    layer = layer_of(weights, biases)
    layer.forward(inputs)
    return layer.output


def test_forward_is_inputs_times_weights_plus_biases():
    assert output([[1.0, 2.0]], [[3.0], [4.0]], [[5.0]]).tolist() == [[16.0]]


def test_backward_agrees_with_central_differences(rng):
    values = [rng.normal(size=shape) for shape in [(5, 4), (4, 3), (1, 3)]]
    dvalues = rng.normal(size=(5, 3))
    for position, gradient in enumerate(gradients(*values, dvalues)):

        def moved(value, position=position):
            return output(*values[:position], value, *values[position + 1 :])

        assert relative_error(gradient, numerical_gradient(moved, values[position], dvalues)) < 1e-7


def test_a_wrong_gradient_would_be_noticed(rng):
    inputs, weights = rng.normal(size=(5, 4)), rng.normal(size=(4, 3))
    dvalues = rng.normal(size=(5, 3))
    judged = numerical_gradient(lambda w: np.dot(inputs, w), weights, dvalues)
    assert relative_error(inputs.T @ dvalues, judged) < 1e-7
    for wrong in [inputs.T @ np.ones((5, 3)), inputs.T @ dvalues / 5, inputs.T @ dvalues[:, ::-1]]:
        assert relative_error(wrong, judged) > 1e-2


def test_integers_and_lists_give_the_gradients_of_floats(rng):
    inputs, weights = [[1, 2], [3, 4]], [[1, 0, 2], [3, 1, 1]]
    dvalues = rng.normal(size=(2, 3))
    as_lists = gradients(inputs, weights, [[1, 2, 3]], dvalues.tolist())
    as_floats = gradients(*map(np.array, (inputs, weights)), np.array([[1.0, 2, 3]]), dvalues)
    for given, wanted in zip(as_lists, as_floats, strict=True):
        assert given.dtype == np.float64
        np.testing.assert_array_equal(given, wanted)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_is_kept(rng, dtype):
    values = [rng.normal(size=shape).astype(dtype) for shape in [(5, 4), (4, 3), (1, 3), (5, 3)]]
    assert {gradient.dtype for gradient in gradients(*values)} == {np.dtype(dtype)}


def test_no_argument_is_changed(rng):
    values = [rng.normal(size=shape) for shape in [(5, 4), (4, 3), (1, 3), (5, 3)]]
    copies = [value.copy() for value in values]
    gradients(*values)
    for value, copy in zip(values, copies, strict=True):
        np.testing.assert_array_equal(value, copy)


def test_new_weights_are_small_random_numbers_and_biases_zero():
    np.random.seed(3)
    layer = LayerDense(2, 3)
    np.random.seed(3)
    np.testing.assert_array_equal(layer.weights, 0.01 * np.random.randn(2, 3))
    np.testing.assert_array_equal(layer.biases, np.zeros((1, 3)))


def test_a_generator_repeats_the_weights_and_leaves_the_global_state():
    before = np.random.get_state()[1].copy()
    first, second = (LayerDense(2, 3, rng=np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first.weights, second.weights)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 3), "n_inputs is 0, expected 1 or more"),
        ((2, -1), "n_neurons is -1, expected 1 or more"),
        ((2, 2.5), "n_neurons must be a whole number, got 2.5"),
    ],
)
def test_a_layer_of_no_size_is_refused(arguments, message):
    with pytest.raises((ValueError, TypeError), match=message):
        LayerDense(*arguments)


def test_a_seed_is_no_generator():
    with pytest.raises(TypeError, match=r"rng is 0, expected a Generator"):
        LayerDense(2, 3, rng=0)


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (np.ones((3, 5)), r"inputs has shape \(3, 5\), expected \(n_samples, 4\)"),
        (np.ones(4), r"inputs has shape \(4,\), expected \(n_samples, 4\)"),
        (np.ones((0, 4)), r"inputs has shape \(0, 4\), .* no empty batch"),
        ([[1, 2, 3, 4], [1, 2]], "inputs is a list whose rows differ in length"),
        (np.full((2, 4), "1"), "inputs must hold real numbers"),
        (np.full((2, 4), 1j), "inputs must hold real numbers"),
    ],
)
def test_inputs_that_do_not_fit_are_named(inputs, message):
    with pytest.raises((ValueError, TypeError), match=message):
        LayerDense(4, 3).forward(inputs)


def test_biases_that_would_broadcast_by_accident_are_refused():
    layer = layer_of(np.ones((4, 3)), np.ones((3, 1)))
    with pytest.raises(ValueError, match=r"biases has shape \(3, 1\), expected \(1, 3\)"):
        layer.forward(np.ones((3, 4)))


def test_dvalues_that_would_broadcast_by_accident_are_refused():
    layer = LayerDense(4, 3)
    layer.forward(np.ones((3, 4)))
    with pytest.raises(ValueError, match=r"dvalues has shape \(1, 3\), expected \(3, 3\)"):
        layer.backward(np.ones((1, 3)))


def test_backward_before_forward_says_so():
    with pytest.raises(ValueError, match="call forward first"):
        LayerDense(4, 3).backward(np.ones((3, 3)))


def test_repr():
    assert repr(LayerDense(2, 64)) == "LayerDense(n_inputs=2, n_neurons=64)"
