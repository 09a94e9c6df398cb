"""Pictures of the course: numbers in, picture out.

A function returns a `Picture`, drawn by matplotlib, or a `Drawing` in SVG, which is quick enough to
follow a slider. A notebook shows either when it is the last line of a cell.
"""

from course_lib.pictures.batch import batch
from course_lib.pictures.curves import curves
from course_lib.pictures.fused_loss import FusedWay, SeparateWay, fused_loss
from course_lib.pictures.layer import layer
from course_lib.pictures.matrices import heat_map, matrices
from course_lib.pictures.neuron import neuron_graph
from course_lib.pictures.neuron_training import neuron_training
from course_lib.pictures.picture import Picture
from course_lib.pictures.regions import regions
from course_lib.pictures.relu import relu
from course_lib.pictures.single_neuron import single_neuron
from course_lib.pictures.softmax_jacobian import softmax_jacobian
from course_lib.pictures.spiral_training import spiral_training

__all__ = [
    "FusedWay",
    "Picture",
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
