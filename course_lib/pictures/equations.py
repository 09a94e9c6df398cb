"""Arithmetic written out: what a picture says of numbers is so of the digits that it shows."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from course_lib.drawing.numbers import in_brackets, number

ROUNDING = 4 * float(np.finfo(float).eps)  # of a sum, as a share of the sizes of its terms


def without_rounding(total, size):
    """Return a sum, or 0 where it is no more than rounding leaves of terms of such a size.

    `size` is the sum of the sizes of the terms. Both may be arrays of one shape.
    """
    return np.where(np.abs(total) < ROUNDING * size, 0.0, total)


def addition(terms: Sequence, total: float, form: Callable = number) -> str:
    """Return a sum in signs, as in 2.5 + 4 + (−2.4) = 4.1."""
    left = " + ".join([form(terms[0]), *(in_brackets(term, form) for term in terms[1:])])
    return f"{left} {equals(sum(read(form(term)) for term in terms), form(total))}"


def multiplication(factors: Sequence, product: float, form: Callable = number) -> str:
    """Return a product in signs, as in (−12) × 3 = −36."""
    left = " × ".join(in_brackets(factor, form) for factor in factors)
    return f"{left} {equals(math.prod(read(form(each)) for each in factors), form(product))}"


def equals(shown: float, result: str) -> str:
    """Return a result behind =, or behind ≈ where the numbers that are shown give another."""
    exact = math.isclose(shown, read(result), rel_tol=1e-12, abs_tol=1e-15)
    return f"{'=' if exact else '≈'} {result}"


def read(text: str) -> float:
    """Return the number that a reader takes a text for."""
    try:
        return float(text.replace("−", "-"))
    except ValueError:  # "too large"
        return math.nan
