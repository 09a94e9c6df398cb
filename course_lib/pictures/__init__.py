"""Pictures of the course: numbers in, picture out.

Every function returns a `Picture`, which a notebook shows when it is the last line of a cell.
"""

from course_lib.pictures.curves import curves
from course_lib.pictures.matrices import heat_map, matrices
from course_lib.pictures.neuron import neuron_graph
from course_lib.pictures.picture import Picture
from course_lib.pictures.regions import regions

__all__ = ["Picture", "curves", "heat_map", "matrices", "neuron_graph", "regions"]
