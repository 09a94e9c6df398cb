"""Pictures of the course: numbers in, picture out.

A function returns a `Drawing`, and a notebook shows it when it is the last line of a cell.
"""

from course_lib.pictures.batch import batch
from course_lib.pictures.curves import curves
from course_lib.pictures.fused_loss import FusedWay, SeparateWay, fused_loss
from course_lib.pictures.layer import layer
from course_lib.pictures.matrices import heat_map, matrices
from course_lib.pictures.neuron_training import neuron_training
from course_lib.pictures.regions import regions
from course_lib.pictures.relu import relu
from course_lib.pictures.single_neuron import neuron_graph, single_neuron
from course_lib.pictures.softmax_jacobian import softmax_jacobian
from course_lib.pictures.spiral_training import spiral_training

__all__ = [
    "FusedWay",
    "SeparateWay",
    "batch",
    "curves",
    "fused_loss",
    "heat_map",
    "layer",
    "matrices",
    "neuron_graph",
    "neuron_training",
    "regions",
    "relu",
    "single_neuron",
    "softmax_jacobian",
    "spiral_training",
]
