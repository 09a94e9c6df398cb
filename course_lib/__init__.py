"""The reference classes of the course, each written once. Every chapter imports them from here."""

from course_lib.activations import ActivationReLU, ActivationSoftmax
from course_lib.layers import LayerDense
from course_lib.losses import (
    ActivationSoftmaxLossCategoricalCrossentropy,
    Loss,
    LossCategoricalCrossentropy,
)
from course_lib.optimizers import OptimizerAdam, OptimizerSGD

__all__ = [
    "ActivationReLU",
    "ActivationSoftmax",
    "ActivationSoftmaxLossCategoricalCrossentropy",
    "LayerDense",
    "Loss",
    "LossCategoricalCrossentropy",
    "OptimizerAdam",
    "OptimizerSGD",
]
