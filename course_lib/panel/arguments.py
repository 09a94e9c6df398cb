"""What the widgets ask of their arguments, and the sliders they make of them.

What the classes of the course hold is taken as it is: weights (n_inputs, n_neurons), biases and a
sample in a batch of its own, (1, n).
"""

import math

import numpy as np

from course_lib.guards import as_floats, as_number
from course_lib.panel.controls import Slider


def as_vector(
    name: str, values, most: int, *, fewest: int = 1, farthest: float = math.inf
) -> np.ndarray:
    """Return so many finite numbers, none farther from 0 than `farthest`; (1, n) is taken as (n,).

    Raises
    ------
    TypeError, ValueError
        If they are something else.
    """
    values = as_floats(name, values).astype(np.float64)
    if values.ndim == 2 and len(values) == 1:
        values = values[0]
    if values.ndim != 1 or not fewest <= len(values) <= most:
        expected = f"{fewest} to {most} numbers in a row, to fit a picture"
        raise ValueError(f"{name} has shape {values.shape}, expected {expected}")
    return _near(name, values, farthest)


def as_matrix(name: str, values, most_rows: int, most_columns: int) -> np.ndarray:
    """Return `values` as a matrix of finite numbers, with at most so many rows and columns."""
    values = as_floats(name, values).astype(np.float64)
    if not (
        values.size
        and values.ndim == 2
        and values.shape[0] <= most_rows
        and values.shape[1] <= most_columns
    ):
        expected = f"1 to {most_rows} rows and 1 to {most_columns} columns, to fit a picture"
        raise ValueError(f"{name} has shape {values.shape}, expected {expected}")
    return _near(name, values)


def as_scalar(name: str, value) -> float:
    """Return a finite number, which may come as an array of one, like the bias of a neuron."""
    only = np.asarray(value)
    return as_number(name, only.item() if only.size == 1 else value, -math.inf)


def around(name: str, label: str, value: float, reach: float = 5.0, step: float = 0.1) -> Slider:
    """Return a slider from -reach to reach, with more room if `value` needs it."""
    reach = max(reach, math.ceil(abs(value)))
    return Slider(name, label, float(value), -reach, reach, step)


def _near(name, values, farthest=math.inf):
    if not np.isfinite(values).all():
        raise ValueError(f"{name} holds NaN or infinity, expected finite numbers")
    far = values.flat[np.abs(values).argmax()]
    if abs(far) > farthest:
        expected = f"numbers from -{farthest:g} to {farthest:g}"
        raise ValueError(f"{name} holds {far:g}, expected {expected}")
    return values
