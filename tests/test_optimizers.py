from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks import book
from course_lib import ActivationReLU, LayerDense, OptimizerAdam, OptimizerSGD


def layer_with_gradients():
    rng = np.random.default_rng(5)
    layer = LayerDense(2, 3, rng=rng)
    layer.dweights, layer.dbiases = rng.normal(size=(2, 3)), rng.normal(size=(1, 3))
    return layer


def take_steps(optimizer, layer, n_steps):
    for _ in range(n_steps):
        optimizer.pre_update_params()
        optimizer.update_params(layer)
        optimizer.post_update_params()


def test_sgd_goes_against_the_gradient():
    layer = layer_with_gradients()
    wanted = layer.weights - 0.5 * layer.dweights, layer.biases - 0.5 * layer.dbiases
    take_steps(OptimizerSGD(learning_rate=0.5), layer, 1)
    np.testing.assert_allclose(layer.weights, wanted[0], rtol=1e-15)
    np.testing.assert_allclose(layer.biases, wanted[1], rtol=1e-15)


def test_the_learning_rate_decays_as_in_the_book():
    optimizer = OptimizerSGD(learning_rate=1.0, decay=0.1)
    take_steps(optimizer, layer_with_gradients(), 20)
    assert optimizer.iterations == 20
    assert optimizer.current_learning_rate == pytest.approx(1 / (1 + 0.1 * 19), rel=1e-15)


def test_a_learning_rate_that_is_moved_between_steps_counts_at_once():
    optimizer, layer = OptimizerSGD(learning_rate=1.0), layer_with_gradients()
    take_steps(optimizer, layer, 1)
    optimizer.learning_rate = 0.0
    weights = layer.weights
    take_steps(optimizer, layer, 1)
    np.testing.assert_array_equal(layer.weights, weights)


def test_momentum_adds_up_under_a_constant_gradient():
    layer = layer_with_gradients()
    start = layer.weights
    take_steps(OptimizerSGD(learning_rate=0.1, momentum=0.9), layer, 3)
    steps = 1 + (1 + 0.9) + (1 + 0.9 + 0.81)
    np.testing.assert_allclose(start - layer.weights, 0.1 * steps * layer.dweights, rtol=1e-12)


def test_adam_is_the_algorithm_of_the_paper():
    layer, rng = layer_with_gradients(), np.random.default_rng(6)
    optimizer = OptimizerAdam(learning_rate=0.02, epsilon=1e-7, beta_1=0.8, beta_2=0.95)
    weights, mean, square = layer.weights, np.zeros((2, 3)), np.zeros((2, 3))
    for t in range(1, 6):
        layer.dweights = gradient = 1e-5 * rng.normal(size=(2, 3))  # so small that epsilon matters
        mean = 0.8 * mean + 0.2 * gradient
        square = 0.95 * square + 0.05 * gradient**2
        root = np.sqrt(square / (1 - 0.95**t)) + 1e-7
        weights = weights - 0.02 * mean / (1 - 0.8**t) / root
        take_steps(optimizer, layer, 1)
        np.testing.assert_allclose(layer.weights, weights, rtol=1e-12)


@pytest.mark.parametrize("optimizer", [OptimizerSGD(momentum=0.9), OptimizerAdam()])
def test_layers_do_not_share_their_history(optimizer):
    moved, alone = layer_with_gradients(), layer_with_gradients()
    other = layer_with_gradients()
    other.dweights = 100 * other.dweights
    take_steps(type(optimizer)(**kept(optimizer)), alone, 2)
    for _ in range(2):
        optimizer.pre_update_params()
        optimizer.update_params(other)
        optimizer.update_params(moved)
        optimizer.post_update_params()
    np.testing.assert_array_equal(moved.weights, alone.weights)


def kept(optimizer):
    return {"momentum": 0.9} if isinstance(optimizer, OptimizerSGD) else {}


@pytest.mark.parametrize("optimizer", [OptimizerSGD(momentum=0.9), OptimizerAdam()])
def test_the_arrays_that_a_learner_put_in_are_not_changed(optimizer):
    layer = layer_with_gradients()
    arrays = layer.weights, layer.biases, layer.dweights, layer.dbiases
    copies = [array.copy() for array in arrays]
    take_steps(optimizer, layer, 2)
    for array, copy in zip(arrays, copies, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("optimizer", [OptimizerSGD(momentum=0.9), OptimizerAdam()])
def test_float32_stays_float32(optimizer):
    layer = layer_with_gradients()
    for name in ("weights", "biases", "dweights", "dbiases"):
        setattr(layer, name, getattr(layer, name).astype(np.float32))
    take_steps(optimizer, layer, 2)
    assert layer.weights.dtype == layer.biases.dtype == np.float32


@pytest.mark.parametrize(
    ("kind", "setting", "message"),
    [
        (
            OptimizerSGD,
            {"learning_rate": -0.1},
            "OptimizerSGD: learning_rate is -0.1, expected 0 or more",
        ),
        (OptimizerSGD, {"learning_rate": float("nan")}, "learning_rate is nan"),
        (OptimizerSGD, {"learning_rate": float("inf")}, "learning_rate is inf, .* finite"),
        (OptimizerSGD, {"decay": -1}, "decay is -1.0"),
        (OptimizerSGD, {"momentum": 1.0}, "momentum is 1.0, expected 0 or more and below 1"),
        (OptimizerSGD, {"learning_rate": "fast"}, "learning_rate must be a number, got 'fast'"),
        (OptimizerAdam, {"beta_1": 1.5}, "OptimizerAdam: beta_1 is 1.5"),
        (OptimizerAdam, {"beta_2": -0.1}, "beta_2 is -0.1"),
        (OptimizerAdam, {"epsilon": -1e-7}, "epsilon is -1e-07"),
    ],
)
def test_settings_out_of_range_are_named(kind, setting, message):
    with pytest.raises((ValueError, TypeError), match=message):
        kind(**setting)


def test_an_update_before_backward_says_so():
    with pytest.raises(ValueError, match=r"LayerDense\(n_inputs=2, n_neurons=3\) has no gradients"):
        OptimizerSGD().update_params(LayerDense(2, 3))


class LearnersLayer(SimpleNamespace):
    """A layer as learners write it: an object with four arrays."""

    __hash__ = object.__hash__


LEARNERS = {
    "flat biases": lambda n: {"biases": n.biases[0], "dbiases": n.dbiases[0]},
    "flat dbiases only": lambda n: {"dbiases": n.dbiases[0]},
    "a row for each neuron": lambda n: {"weights": n.weights.T, "dweights": n.dweights.T},
    "lists": lambda n: {"weights": n.weights.tolist(), "dbiases": n.dbiases.tolist()},
}


@pytest.mark.parametrize("new_optimizer", [lambda: OptimizerSGD(momentum=0.9), OptimizerAdam])
@pytest.mark.parametrize("form", LEARNERS)
def test_a_learners_layer_moves_as_ours_whatever_its_convention(form, new_optimizer):
    ours = layer_with_gradients()
    theirs = LearnersLayer(**(vars(ours) | LEARNERS[form](ours)))
    shapes = np.shape(theirs.weights), np.shape(theirs.biases)
    for layer in (ours, theirs):
        take_steps(new_optimizer(), layer, 2)
    assert (theirs.weights.shape, theirs.biases.shape) == shapes
    weights = theirs.weights.T if form == "a row for each neuron" else theirs.weights
    np.testing.assert_array_equal(weights, ours.weights)
    np.testing.assert_array_equal(np.ravel(theirs.biases), ours.biases[0])


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"dweights": np.ones((3, 2))}, r"dweights has shape \(3, 2\), expected \(2, 3\)"),
        ({"dbiases": np.ones(2)}, r"dbiases has shape \(2,\), expected \(1, 3\)"),
        ({"dweights": None}, "has no gradients, call its backward first"),
        ({"biases": None}, "has no biases, nothing to move"),
        ({"dweights": [["a", "b", "c"]] * 2}, "dweights must hold real numbers"),
    ],
)
def test_a_layer_that_cannot_be_moved_says_why(attributes, message):
    layer = LearnersLayer(**(vars(layer_with_gradients()) | attributes))
    with pytest.raises((ValueError, TypeError), match=message):
        OptimizerAdam().update_params(layer)


def test_a_layer_of_the_book_before_its_backward_says_so():
    with pytest.raises(ValueError, match="has no gradients, call its backward first"):
        OptimizerAdam().update_params(book.LayerDense(np.ones((2, 3))))


def test_an_activation_has_nothing_to_move():
    with pytest.raises(ValueError, match=r"ActivationReLU\(\) has no weights, nothing to move"):
        OptimizerAdam().update_params(ActivationReLU())


def test_repr():
    optimizer = OptimizerSGD(learning_rate=0.5, decay=1e-3, momentum=0.9)
    assert repr(optimizer) == (
        "OptimizerSGD(learning_rate=0.5, decay=0.001, momentum=0.9) after 0 iterations"
    )
    assert "beta_1=0.9, beta_2=0.999" in repr(OptimizerAdam())
