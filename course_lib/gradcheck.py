"""Numerical differentiation: the judge of every gradient in this course.

It knows nothing of layers or losses. It moves one number at a time, looks at what comes out, and
so cannot make the same mistake as a formula. It needs float64: in float32 the difference of two
nearly equal results has hardly a correct digit left. So it runs on numpy's own functions, also
after `nnfs.init()`, which rounds np.dot to float32.
"""

import warnings

import numpy as np

from course_lib.guards import as_floats
from course_lib.nnfs_mode import nnfs_in_force, numpy_mode


@numpy_mode()
def numerical_gradient(function, values, dvalues=1.0, *, h=1e-5):
    """Return the gradient of `sum(dvalues * function(values))` by central differences.

    Each entry is (function(v + h) - function(v - h)) / (2 h), multiplied with the upstream
    gradient and summed. The error falls with h², until rounding takes over below h = 1e-5; and no
    kink (as ReLU's at zero) may lie between v - h and v + h.

    Parameters
    ----------
    function : callable
        Takes an array of the shape of values; returns a number or an array.
    values : array or number
        Where the gradient is wanted. It is copied to float64 and never changed.
    dvalues : the shape of what function returns
        Upstream gradient; 1 for a function that returns a number. Ones hide mistakes (under them
        the gradient of softmax is zero): choose generic numbers.
    h : float
        The step.

    Returns
    -------
    gradient : float64, the shape of values

    Source: cs231n, "Gradient checks".
    """
    values = as_floats("numerical_gradient: values", values).astype(np.float64)
    gradient = np.empty_like(values)
    for index in np.ndindex(values.shape):
        step = np.zeros_like(values)
        step[index] = h
        difference = np.asarray(function(values + step) - function(values - step))
        _check(difference, dvalues)
        gradient[index] = np.sum(dvalues * difference) / (2 * h)
    return gradient


def _check(difference, dvalues):
    """Refuse results in float32, and an upstream gradient of another shape."""
    if difference.dtype in (np.float16, np.float32):
        raise TypeError(
            f"numerical_gradient: function returns {difference.dtype}, expected float64: with so "
            "few digits the difference of two results is mostly rounding. After `nnfs.init()`, "
            "write np.dot in the function and not a `dot` that was imported from numpy"
        )
    if np.ndim(dvalues) and np.shape(dvalues) != difference.shape:
        raise ValueError(
            f"numerical_gradient: dvalues has shape {np.shape(dvalues)}, expected "
            f"{difference.shape}, the shape of what function returns"
        )


def relative_error(a, b):
    """Return the largest |a - b| / max(|a|, |b|, 1e-8) over all entries.

    Below 1e-7 two gradients agree, above 1e-2 one of them is wrong; in between look closer, at a
    kink first of all. The 1e-8 keeps entries that are zero but for rounding out of the verdict.
    What np.dot has rounded to float32, as after `nnfs.init()`, agrees to some 1e-6 and not better:
    a warning says so.

    Source: cs231n, "Gradient checks".
    """
    if nnfs_in_force():
        warnings.warn(
            "relative_error: nnfs.init() is in force, so np.dot rounds to float32: right gradients "
            "agree to some 1e-6 only, not to 1e-7. undo_nnfs_init() takes it back",
            stacklevel=2,
        )
    a, b = as_floats("relative_error: a", a), as_floats("relative_error: b", b)
    if a.shape != b.shape:
        raise ValueError(f"relative_error: a has shape {a.shape}, b has shape {b.shape}")
    scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-8)
    return float(np.max(np.abs(a - b) / scale, initial=0.0))
