"""Arguments drawn from a seed: short numbers with nothing special about them.

What is special about a case is put in where the case is made. Here is seen to it that nothing else
is: entries differ in size, none is 0, both signs occur, and nothing is in order.
"""

import numpy as np

HUNDREDTHS = np.array([size for size in range(11, 300) if size % 10]) / 100


def numbers(rng, *shape):
    """Return numbers with two decimals, up to 3."""
    return signed(rng, HUNDREDTHS, shape)


def halves(rng, *shape):
    """Return multiples of 0.5, up to 3: their sums and products are exact, in float32 as well."""
    return signed(rng, np.arange(1, 7) / 2, shape)


def whole_numbers(rng, *shape):
    """Return integers, up to 9."""
    return signed(rng, np.arange(1, 10), shape)


def signed(rng, sizes, shape):
    """Return entries of different sizes, half of them negative, in no order along any axis.

    Where there are more entries than sizes, these occur again.
    """
    n_entries = int(np.prod(shape))
    signs = np.resize(rng.permutation([1, -1]), n_entries)
    while True:
        drawn = rng.choice(sizes, n_entries, replace=n_entries > len(sizes)) * rng.permutation(
            signs
        )
        if not in_order(drawn.reshape(shape)):
            return drawn.reshape(shape)


def in_order(array):
    """Return whether everything is in ascending order, along some axis."""
    axes = [axis for axis, length in enumerate(array.shape) if length > 1]
    return any(np.array_equal(array, np.sort(array, axis)) for axis in axes)


def lengths(rng, n_lengths, shortest=2, longest=5):
    """Return lengths of axes, no two of them the same."""
    return map(int, rng.permutation(np.arange(shortest, longest + 1))[:n_lengths])


def of_lengths(**axes):
    """Return the name of a case: `of_lengths(samples=1, inputs=3)` is 'one sample, 3 inputs'."""
    return ", ".join(
        f"one {name[:-1]}" if length == 1 else f"{length} {name}" for name, length in axes.items()
    )


def probabilities(rng, n_samples, n_classes):
    """Return rows of probabilities with two decimals, no two of a row the same."""
    rows = []
    while len(rows) < n_samples:
        cuts = np.sort(rng.choice(np.arange(3, 98), n_classes - 1, replace=False))
        row = np.diff(cuts, prepend=0, append=100)
        if len(set(row)) == n_classes and min(row) > 2:
            rows.append(row / 100)
    return np.array(rows)


def labels(rng, n_samples, n_classes):
    """Return class labels in no order: the first and the last class, and one of them twice.

    A single sample has one of the classes behind the middle.
    """
    if n_samples == 1:
        middle = (n_classes + 1) // 2
        return rng.integers(middle, max(n_classes - 1, middle + 1), size=1)
    while True:
        drawn = rng.integers(n_classes, size=n_samples)
        n_occurring = len(set(drawn))
        extremes = {0, n_classes - 1} <= set(drawn)
        ordered = in_order(drawn) or np.array_equal(drawn, drawn[::-1])
        if extremes and not ordered and (n_occurring < n_samples or n_samples == 2):
            return drawn


def partly_right(draw, y_true, form):
    """Return what `draw()` gives, once it is right about some samples, and about these by itself.

    Of several samples, not all have it at the same class; of three and more, some but not all have
    it at the true class; were class 0 chosen for all, or the first one's class the true one of all,
    another number would be right. A single sample with a class label has it there; with a one-hot
    label it has it at class 0 or 1, for which the zeros and ones can be taken.
    """
    while True:
        y_pred = draw()
        chosen = np.argmax(y_pred, axis=1)
        if generic(chosen, y_true, form):
            return y_pred


def generic(chosen, y_true, form):
    """Return whether chosen classes are right by chance only, as `partly_right` has it."""
    n_samples, n_right = len(y_true), np.sum(chosen == y_true)
    if n_samples == 1:
        return n_right == 1 if form == "class labels" else chosen[0] < 2
    by_one_class = {np.sum(chosen == y_true[0]), np.sum(y_true == 0)}
    some = 0 < n_right < n_samples and n_right not in by_one_class
    return len(set(chosen)) > 1 and (n_samples == 2 or some)
