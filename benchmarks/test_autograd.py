"""The gradients of a whole network against those of PyTorch's autograd, on generic data."""

import numpy as np
import pytest
import torch

from course_lib import (
    ActivationReLU,
    ActivationSoftmax,
    ActivationSoftmaxLossCategoricalCrossentropy,
    LayerDense,
    LossCategoricalCrossentropy,
    OptimizerAdam,
    OptimizerSGD,
)
from course_lib.gradcheck import relative_error


def network():
    rng = np.random.default_rng(8)
    inputs, y_true = rng.normal(size=(20, 4)), np.arange(20) % 3
    # Half of order 1: no probability falls below the clip, where the separate pair stops learning.
    values = [0.5 * rng.normal(size=shape) for shape in [(4, 6), (1, 6), (6, 3), (1, 3)]]
    return inputs, y_true, values


def torch_loss(inputs, y_true, parameters):
    weights1, biases1, weights2, biases2 = parameters
    logits = torch.relu(inputs @ weights1 + biases1) @ weights2 + biases2
    return torch.nn.functional.cross_entropy(logits, y_true)


def torch_gradients(inputs, y_true, values):
    tensors = [torch.tensor(value, requires_grad=True) for value in [inputs, *values]]
    torch_loss(tensors[0], torch.from_numpy(y_true), tensors[1:]).backward()
    return [tensor.grad.numpy() for tensor in tensors]


def layers_with(values):
    layers = LayerDense(4, 6), LayerDense(6, 3)
    for layer, weights, biases in zip(layers, values[::2], values[1::2], strict=True):
        layer.weights, layer.biases = weights, biases
    return layers


def backward_fused(logits, y_true):
    fused = ActivationSoftmaxLossCategoricalCrossentropy()
    fused.forward(logits, y_true)
    fused.backward(fused.output, y_true)
    return fused.dinputs


def backward_separate(logits, y_true):
    softmax, loss = ActivationSoftmax(), LossCategoricalCrossentropy()
    softmax.forward(logits)
    loss.backward(softmax.output, y_true)
    softmax.backward(loss.dinputs)
    return softmax.dinputs


def our_gradients(inputs, y_true, layers, loss_backward):
    (dense1, dense2), relu = layers, ActivationReLU()
    dense1.forward(inputs)
    relu.forward(dense1.output)
    dense2.forward(relu.output)
    dense2.backward(loss_backward(dense2.output, y_true))
    relu.backward(dense2.dinputs)
    dense1.backward(relu.dinputs)
    return [dense1.dinputs, dense1.dweights, dense1.dbiases, dense2.dweights, dense2.dbiases]


@pytest.mark.parametrize("loss_backward", [backward_fused, backward_separate])
def test_every_gradient_is_that_of_autograd(loss_backward):
    inputs, y_true, values = network()
    ours = our_gradients(inputs, y_true, layers_with(values), loss_backward)
    for gradient, theirs in zip(ours, torch_gradients(inputs, y_true, values), strict=True):
        assert relative_error(gradient, theirs) < 1e-9
        assert relative_error(gradient * len(inputs), theirs) > 1e-2


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (lambda: OptimizerSGD(0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
        (
            lambda: OptimizerSGD(0.1, momentum=0.9),
            lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        ),
        (lambda: OptimizerAdam(0.01), lambda p: torch.optim.Adam(p, lr=0.01, eps=1e-7)),
    ],
)
def test_twenty_steps_of_every_optimizer_are_those_of_torch(ours, theirs):
    inputs, y_true, values = network()
    layers, optimizer = layers_with(values), ours()
    tensors = [torch.tensor(value, requires_grad=True) for value in values]
    their_optimizer = theirs(tensors)
    for _ in range(20):
        our_gradients(inputs, y_true, layers, backward_fused)
        optimizer.pre_update_params()
        for layer in layers:
            optimizer.update_params(layer)
        optimizer.post_update_params()
        their_optimizer.zero_grad()
        torch_loss(torch.from_numpy(inputs), torch.from_numpy(y_true), tensors).backward()
        their_optimizer.step()
    moved = [array for layer in layers for array in (layer.weights, layer.biases)]
    for array, tensor in zip(moved, tensors, strict=True):
        np.testing.assert_allclose(array, tensor.detach().numpy(), rtol=1e-9, atol=1e-12)
