"""What chapter 7 says about training, beyond what its own cells compute."""

import numpy as np
import pytest
from nnfs.datasets import spiral_data

from course_lib import (
    ActivationReLU,
    ActivationSoftmaxLossCategoricalCrossentropy,
    LayerDense,
    OptimizerAdam,
    OptimizerSGD,
)
from course_lib.nnfs_mode import nnfs_mode


@pytest.fixture(scope="module")
def spiral():
    with nnfs_mode():
        inputs, y_true = spiral_data(samples=100, classes=3)
    return inputs.astype(np.float64), y_true


def final_loss(optimizer, inputs, y_true, seed, n_epochs=1000):
    rng = np.random.default_rng(seed)
    dense1, relu, dense2 = LayerDense(2, 64, rng=rng), ActivationReLU(), LayerDense(64, 3, rng=rng)
    loss_activation = ActivationSoftmaxLossCategoricalCrossentropy()
    for _ in range(n_epochs):
        dense1.forward(inputs)
        relu.forward(dense1.output)
        dense2.forward(relu.output)
        loss = loss_activation.forward(dense2.output, y_true)
        loss_activation.backward(loss_activation.output, y_true)
        dense2.backward(loss_activation.dinputs)
        relu.backward(dense2.dinputs)
        dense1.backward(relu.dinputs)
        optimizer.pre_update_params()
        optimizer.update_params(dense1)
        optimizer.update_params(dense2)
        optimizer.post_update_params()
    return loss


def test_adam_ends_ahead_of_momentum_from_each_of_ten_starts(spiral):
    for seed in range(10):
        momentum = OptimizerSGD(learning_rate=1.0, decay=1e-3, momentum=0.9)
        adam = OptimizerAdam(learning_rate=0.05, decay=5e-7)
        assert final_loss(adam, *spiral, seed) < final_loss(momentum, *spiral, seed)


def test_the_loss_of_an_untrained_network_is_the_logarithm_of_its_classes(spiral):
    assert final_loss(OptimizerSGD(), *spiral, seed=0, n_epochs=1) == pytest.approx(
        np.log(3), abs=1e-4
    )
