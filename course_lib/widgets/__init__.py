"""Pictures that move: each function returns one for the last line of a notebook's cell."""

from course_lib.widgets.batch import batch
from course_lib.widgets.fused_loss import fused_loss
from course_lib.widgets.layer import layer
from course_lib.widgets.relu import relu
from course_lib.widgets.single_neuron import neuron_training, single_neuron
from course_lib.widgets.softmax_jacobian import softmax_jacobian
from course_lib.widgets.spiral_training import spiral_training

__all__ = [
    "batch",
    "fused_loss",
    "layer",
    "neuron_training",
    "relu",
    "single_neuron",
    "softmax_jacobian",
    "spiral_training",
]
