"""Right answers to the exercises of chapter 6, written another way."""

import math

import numpy as np


def as_one_hot(y_pred, y_true):
    if y_true.ndim == 2:
        return y_true
    return np.equal.outer(y_true, np.arange(y_pred.shape[1])).astype(float)


def as_labels(y_true):
    rows = y_true.tolist()
    return [row.index(1) if isinstance(row, list) else row for row in rows]


def cross_entropy_in_loops(y_pred, y_true):
    losses = []
    for row, label in zip(y_pred.tolist(), as_labels(y_true), strict=True):
        losses.append(-math.log(min(max(row[label], 1e-7), 1 - 1e-7)))
    return losses


def cross_entropy_with_einsum(y_pred, y_true):
    clipped = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.einsum("nk,nk->n", as_one_hot(y_pred, y_true), np.log(clipped))


def cross_entropy_by_mask(y_pred, y_true):
    return np.log(1 / np.maximum(y_pred[as_one_hot(y_pred, y_true) == 1], 1e-7))


def backward_in_loops(y_pred, y_true):
    dinputs = [[0.0] * y_pred.shape[1] for _ in y_pred]
    for row, probabilities, label in zip(dinputs, y_pred.tolist(), as_labels(y_true), strict=True):
        row[label] = -1 / (probabilities[label] * len(dinputs))
    return dinputs


def backward_by_mask(y_pred, y_true):
    true = as_one_hot(y_pred, y_true) == 1
    return np.divide(-1, y_pred * len(y_pred), out=np.zeros(true.shape), where=true)


def fused_in_loops(y_pred, y_true):
    dinputs = [[p / len(y_pred) for p in row] for row in y_pred.tolist()]
    for row, label in zip(dinputs, as_labels(y_true), strict=True):
        row[label] -= 1 / len(y_pred)
    return dinputs


def fused_with_einsum(y_pred, y_true):
    jacobians = np.einsum("ni,ij->nij", y_pred, np.identity(y_pred.shape[1]))
    jacobians = jacobians - np.einsum("ni,nj->nij", y_pred, y_pred)
    return np.einsum("nij,ni->nj", jacobians, backward_by_mask(y_pred, y_true))


ANSWERS = {
    "cross_entropy": [
        cross_entropy_in_loops,
        cross_entropy_with_einsum,
        cross_entropy_by_mask,
    ],
    "cross_entropy_backward": [backward_in_loops, backward_by_mask],
    "fused_backward": [fused_in_loops, fused_with_einsum],
}
AT_THE_UPPER_END = "it concerns p > 1 - 1e-7 only, and there changes the loss by 1e-7 at most"
ONE_FOR_EACH_SAMPLE = "only its length is taken, and that is n_samples for both"
EQUIVALENT = {
    "cross_entropy": {
        "1 - 1e-07 -> 1 + 1e-07": AT_THE_UPPER_END,
        "1 - 1e-07 -> 1": AT_THE_UPPER_END,
        "1 -> 2": AT_THE_UPPER_END,
        "1e-07 -> 0": AT_THE_UPPER_END,
        "y_pred * y_true -> y_true * y_pred": "entry by entry, in either order",
        "y_pred -> y_true": ONE_FOR_EACH_SAMPLE,
    },
    "cross_entropy_backward": {
        "y_pred -> dinputs": ONE_FOR_EACH_SAMPLE,
        "y_pred -> labels": ONE_FOR_EACH_SAMPLE,
        "y_pred -> samples": ONE_FOR_EACH_SAMPLE,
        "y_pred -> y_true": ONE_FOR_EACH_SAMPLE,
    },
    "fused_backward": {
        "y_pred -> dinputs": ONE_FOR_EACH_SAMPLE,
        "y_pred -> labels": ONE_FOR_EACH_SAMPLE,
        "y_pred -> y_true": ONE_FOR_EACH_SAMPLE,
    },
}

# Wrong lines in place of the solution's that give the right numbers on some of the cases.
SIZES = ["min(y_pred.shape)", "max(y_pred.shape)", "len(y_pred[0])", "len(set(labels))", "3", "4"]
LABELS = [
    "labels = np.sort(y_true if y_true.ndim == 1 else np.argmax(y_true, axis=1))",
    "labels = (y_true if y_true.ndim == 1 else np.argmax(y_true, axis=1))[::-1]",
    "labels = np.minimum(y_true if y_true.ndim == 1 else np.argmax(y_true, axis=1), 2)",
    "labels = (y_true if y_true.ndim == 1 else np.argmax(y_true, axis=1))[:1]",
    "labels = np.argmin(y_pred, axis=1)",
    "labels = y_true if len(y_true) != y_true.size else np.argmax(y_true)",
    "labels = y_true if y_true.dtype == int else np.argmax(y_true, axis=1)",
    "labels = y_true if y_true.dtype != int else np.argmax(y_true, axis=1)",
    "labels = y_true if y_true.ndim == 1 else np.argmax(y_true)",
    "labels = y_true if y_true.ndim == 1 else np.argmin(y_true, axis=1)",
    "labels = y_true if y_true.ndim == 1 else np.unique(np.nonzero(y_true)[1])",
    "labels = y_true if y_true.ndim == 1 else np.nonzero(y_true.T)[0]",
    "labels = y_true if y_true.ndim == 1 else np.nonzero(y_true)[0]",
    "labels = y_true if y_true.shape != y_pred.shape[:1] else np.argmax(y_pred, axis=1)",
    "labels = y_true if y_true.ndim == 1 else np.argmax(y_pred, axis=1)",
]
OF_LABELS = [f"{line}\np = y_pred[np.arange(len(y_pred)), labels]" for line in LABELS]
WRONG = {
    "cross_entropy": [
        *OF_LABELS,
        "return -np.log(np.clip(p, 1e-7, 0.99))",
        "return -np.log(np.clip(p, 1e-7, 0.999))",
        "return -np.log(np.clip(p, 1e-6, 1))",
        "return np.minimum(-np.log(np.clip(p, 1e-7, 1)), 16)",
        "return np.abs(np.log(p))",
        "return np.squeeze(-np.log(np.clip(p, 1e-7, 1 - 1e-7)))",
        "return np.sort(-np.log(np.clip(p, 1e-7, 1 - 1e-7)))",
        "return -np.log(np.clip(p, 1e-7, 1 - 1e-7))[:4]",
        "return -np.log(np.clip(np.where(p == 0, 1e-7, p), 1e-9, 1))",
        "return -np.log(np.where(p < 1e-10, 1e-7, p))",
    ],
    "cross_entropy_backward": [
        *LABELS,
        *[f"return dinputs / {size}" for size in SIZES],
        "dinputs[samples, labels] = -1 / np.clip(y_pred[samples, labels], 0.1, 1)",
        "dinputs[samples, labels] = -1 / np.clip(y_pred[samples, labels], 0, 0.9)",
        "return np.squeeze(dinputs / len(y_pred))",
        "return np.where(y_pred == 0, -1, dinputs) / len(y_pred)",
        "return np.where(y_pred == 1, 0, dinputs) / len(y_pred)",
    ],
    "fused_backward": [
        *LABELS,
        *[f"return dinputs / {size}" for size in SIZES],
        "return np.squeeze(dinputs / len(y_pred))",
        "dinputs = np.abs(y_pred - np.max(y_pred))",
        "return np.maximum(dinputs, -0.5) / len(y_pred)",
    ],
}
