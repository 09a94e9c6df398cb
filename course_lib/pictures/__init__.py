"""Pictures of the course: numbers in, picture out.

A function returns a `Picture`, drawn by matplotlib, or a `Drawing` in SVG, which is quick enough to
follow a slider. A notebook shows either when it is the last line of a cell.
"""

from course_lib.pictures.batch_sum import batch_sum
from course_lib.pictures.curves import curves
from course_lib.pictures.drawing import Drawing, message
from course_lib.pictures.layer_training import layer_training
from course_lib.pictures.loss_two_ways import loss_two_ways
from course_lib.pictures.loss_words import FusedWay, SeparateWay
from course_lib.pictures.matrices import heat_map, matrices
from course_lib.pictures.neuron import neuron_graph
from course_lib.pictures.neuron_backward import neuron_backward
from course_lib.pictures.neuron_training import neuron_training
from course_lib.pictures.picture import Picture
from course_lib.pictures.regions import regions
from course_lib.pictures.relu_mask import relu_mask
from course_lib.pictures.softmax_jacobian import softmax_jacobian
from course_lib.pictures.spiral_training import spiral_training

__all__ = [
    "Drawing",
    "FusedWay",
    "Picture",
    "SeparateWay",
    "batch_sum",
    "curves",
    "heat_map",
    "layer_training",
    "loss_two_ways",
    "matrices",
    "message",
    "neuron_backward",
    "neuron_graph",
    "neuron_training",
    "regions",
    "relu_mask",
    "softmax_jacobian",
    "spiral_training",
]
