"""What the widgets ask of their arguments, and the sliders they make of them."""

import math

import numpy as np

from course_lib.guards import as_floats
from course_lib.panel.controls import Slider


def as_vector(name: str, values, most: int) -> np.ndarray:
    """Return `values` as one to `most` finite numbers."""
    return _as_small(name, values, (most,))


def as_matrix(name: str, values, most_rows: int, most_columns: int) -> np.ndarray:
    """Return `values` as a matrix of finite numbers, with at most so many rows and columns."""
    return _as_small(name, values, (most_rows, most_columns))


def around(name: str, label: str, value: float, reach: float = 5.0) -> Slider:
    """Return a slider from -reach to reach in steps of 0.1, with more room if `value` needs it."""
    reach = max(reach, math.ceil(abs(value)))
    return Slider(name, label, float(value), -reach, reach, 0.1)


def _as_small(name, values, most):
    values = as_floats(name, values).astype(np.float64)
    fits = values.ndim == len(most) and all(
        1 <= size <= limit for size, limit in zip(values.shape, most, strict=True)
    )
    if not fits:
        sides = " rows and ".join(f"1 to {limit}" for limit in most)
        expected = f"{sides} columns" if len(most) == 2 else f"{sides} numbers in a row"
        raise ValueError(f"{name} has shape {values.shape}, expected {expected}, to fit a picture")
    if not np.isfinite(values).all():
        raise ValueError(f"{name} holds NaN or infinity, expected finite numbers")
    return values
