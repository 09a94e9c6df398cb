"""Labels of either form, the batches they belong to, and the probabilities compared with them.

They serve the cases and truths of chapters 5 to 7. What came is trusted: the labels are our own.
"""

import numpy as np

from course_lib.exercises.draws import labels, of_lengths, partly_right


def as_one_hot(y_true, n_classes):
    """Return labels of either form as one-hot labels, (n_samples, n_classes), whole numbers."""
    return y_true if y_true.ndim == 2 else 1 * (y_true[:, np.newaxis] == np.arange(n_classes))


def of_true_class(y_pred, y_true):
    """Return the prediction for each sample's true class, (n_samples,)."""
    return (y_pred * as_one_hot(y_true, y_pred.shape[1])).sum(axis=1)


def softmax(logits):
    """Return softmax of moderate logits by its definition, along the last axis."""
    exp_values = np.exp(logits)
    return exp_values / exp_values.sum(axis=-1, keepdims=True)


def mean_loss(logits, y_true):
    """Return the mean cross-entropy of the softmax of moderate logits, one number."""
    return np.mean(-np.log(of_true_class(softmax(logits), y_true)))


def labelled_cases(rng, draw, of_tall=""):
    """Return eight cases: tall, wide and square batches and single samples, with either labels.

    `draw(rng, n_samples, n_classes)` makes the predictions. One-hot labels are floats where the
    batch is tall, as `np.eye` makes them, and whole numbers elsewhere. `of_tall` is added to the
    names of tall batches.
    """
    cases = {}
    for form in ("class labels", "one-hot labels"):
        square = int(rng.integers(3, 5))
        for n_samples, n_classes, more in [
            (square, square, ""),
            (int(rng.integers(5, 7)), int(rng.integers(2, 4)), of_tall),
            (int(rng.integers(2, 4)), int(rng.integers(4, 6)), ""),
            (1, int(rng.integers(5, 7)), ""),
        ]:
            name = f"{of_lengths(samples=n_samples, classes=n_classes)}, {form}{more}"
            y_true = labels(rng, n_samples, n_classes)
            y_pred = partly_right(lambda n=n_samples, k=n_classes: draw(rng, n, k), y_true, form)
            if form == "one-hot labels":
                y_true = as_one_hot(y_true, n_classes)
                y_true = y_true * 1.0 if n_samples > n_classes else y_true
            cases[name] = {"y_pred": y_pred, "y_true": y_true}
    return cases


def tall(cases):
    """Return the cases with more samples than classes."""
    return [case for case in cases.values() if len(case["y_pred"]) > case["y_pred"].shape[1]]
