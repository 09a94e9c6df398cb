"""What the classes ask of their arguments, asked in one place and in one form of words.

A guard returns its argument ready for use, or raises an error that says which argument it was,
what came and what was expected. On good input it costs about a microsecond; looking for the
culprit is left to the moment when there is one.
"""

import math
import operator

import numpy as np

PROBABILITY_SLACK = 1e-3  # numerical differentiation may step a little over 0 and 1


def as_floats(name, values):
    """Return real `values` as a floating-point array, in the precision they came in.

    Integers and lists become float64, so that no gradient is ever truncated.
    """
    if type(values) is np.ndarray and values.dtype.kind == "f":
        return values
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} is a list whose rows differ in length") from None
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, got {_kind(values, array)}")
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def as_batch(name, values, n_columns=None):
    """Return `values` as floats of shape (n_samples, n_columns), with at least one sample."""
    values = as_floats(name, values)
    if values.ndim != 2 or not values.size or n_columns not in (None, values.shape[1]):
        expected = f"(n_samples, {n_columns or 'n_columns'})"
        raise ValueError(f"{name} has shape {values.shape}, expected {expected} and no empty batch")
    return values


def as_shaped(name, values, shape):
    """Return `values` as floats of exactly this shape."""
    values = as_floats(name, values)
    if values.shape != shape:
        raise ValueError(f"{name} has shape {values.shape}, expected {shape}")
    return values


def as_upstream(name, dvalues, output):
    """Return `dvalues` as floats of the shape of `output`, the array they are the gradient of."""
    if output is None:
        raise ValueError(f"{name}: nothing to go back through yet, call forward first")
    return as_shaped(name, dvalues, np.shape(output))


def as_logits(name, values):
    """Return `values` as a batch without NaN or infinity."""
    values = as_batch(name, values)
    if not np.isfinite(values).all():
        row, column = np.argwhere(~np.isfinite(values))[0]
        raise ValueError(
            f"{name} holds {values[row, column]} at [{row}, {column}], expected finite numbers: "
            "weights that have overflowed are the usual cause, try a smaller learning rate"
        )
    return values


def as_probabilities(name, values):
    """Return `values` as a batch of numbers from 0 to 1: NaN, infinity and logits are refused."""
    values = as_batch(name, values)
    if not (values.min() >= -PROBABILITY_SLACK and values.max() <= 1 + PROBABILITY_SLACK):
        wrong = ~((values >= -PROBABILITY_SLACK) & (values <= 1 + PROBABILITY_SLACK))
        row, column = np.argwhere(wrong)[0]
        raise ValueError(
            f"{name} holds {values[row, column]} at [{row}, {column}], expected probabilities from "
            "0 to 1: logits have to pass through softmax first"
        )
    return values


def as_one_hot(name, y_true, y_pred):
    """Return `y_true` as booleans of the shape of `y_pred`, (n_samples, n_classes): one-hot.

    Two forms are taken: class labels, integers from 0 to n_classes - 1, of shape (n_samples,);
    and one-hot labels of shape (n_samples, n_classes).
    """
    n_samples, n_classes = y_pred.shape
    labels = np.asarray(y_true)
    if labels.shape == (n_samples, n_classes):
        return _checked_one_hot(name, labels)
    if labels.shape != (n_samples,):
        raise ValueError(
            f"{name} has shape {labels.shape}, expected class labels ({n_samples},) "
            f"or one-hot labels ({n_samples}, {n_classes})"
        )
    if labels.dtype.kind not in "iu":
        raise TypeError(f"{name} must hold integers, got {_kind(y_true, labels)}")
    # Compared as (n_classes, n_samples): numpy is quick along few long rows.
    one_hot = (np.arange(n_classes)[:, np.newaxis] == labels).T
    if np.count_nonzero(one_hot) != n_samples:  # a label that is no class has left its row empty
        sample = np.argmin(one_hot.any(axis=1))
        raise ValueError(
            f"{name} holds the label {labels[sample]} at [{sample}], "
            f"expected 0 to {n_classes - 1} for {n_classes} classes"
        )
    return one_hot


def as_number(name, value, low=0.0, below=math.inf):
    """Return `value` as a float from `low` (included) to `below` (not included)."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a number, got {value!r}") from None
    if not low <= number < below:
        expected = f"{low:g} or more" + (f" and below {below:g}" if below < math.inf else "")
        raise ValueError(f"{name} is {number}, expected {expected}, and finite")
    return number


def as_count(name, value, least=1):
    """Return `value` as an int of `least` or more."""
    try:
        count = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, got {value!r}") from None
    if count < least:
        raise ValueError(f"{name} is {count}, expected {least} or more")
    return count


def _checked_one_hot(name, labels):
    one_hot = labels == 1
    right = (one_hot.sum(axis=1) == 1) & (one_hot | (labels == 0)).all(axis=1)
    if not right.all():
        sample = np.argmin(right)
        raise ValueError(
            f"{name} has the row {labels[sample]} at [{sample}], "
            "expected one-hot: a single 1, all others 0"
        )
    return one_hot


def _kind(values, array):
    return f"{type(values).__name__} of {array.dtype}: {str(values)[:60]}"
