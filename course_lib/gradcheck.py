"""Numerical differentiation: the judge of every gradient in this course.

It knows nothing of layers or losses. It moves one number at a time, looks at what comes out, and
so cannot make the same mistake as a formula. It needs float64: in float32 the difference of two
nearly equal results has hardly a correct digit left.
"""

import numpy as np

from course_lib.guards import as_floats


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
        difference = function(values + step) - function(values - step)
        if np.ndim(dvalues) and np.shape(dvalues) != np.shape(difference):
            raise ValueError(
                f"numerical_gradient: dvalues has shape {np.shape(dvalues)}, expected "
                f"{np.shape(difference)}, the shape of what function returns"
            )
        gradient[index] = np.sum(dvalues * difference) / (2 * h)
    return gradient


def relative_error(a, b):
    """Return the largest |a - b| / max(|a|, |b|, 1e-8) over all entries.

    Below 1e-7 two gradients agree, above 1e-2 one of them is wrong; in between look closer, at a
    kink first of all. The 1e-8 keeps entries that are zero but for rounding out of the verdict.

    Source: cs231n, "Gradient checks".
    """
    a, b = as_floats("relative_error: a", a), as_floats("relative_error: b", b)
    if a.shape != b.shape:
        raise ValueError(f"relative_error: a has shape {a.shape}, b has shape {b.shape}")
    scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-8)
    return float(np.max(np.abs(a - b) / scale, initial=0.0))
