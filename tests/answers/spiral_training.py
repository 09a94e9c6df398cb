"""Right answers to the exercises of chapter 7, written another way."""

import math

import numpy as np


def labels_in_loops(y_true):
    return [label.index(1) if isinstance(label, list) else label for label in y_true.tolist()]


def accuracy_in_loops(y_pred, y_true):
    rows = y_pred.tolist()
    pairs = zip(rows, labels_in_loops(y_true), strict=True)
    return sum(row.index(max(row)) == label for row, label in pairs) / len(rows)


def accuracy_with_einsum(y_pred, y_true):
    if y_true.ndim == 1:
        y_true = np.arange(y_pred.shape[1]) == y_true[:, None]
    largest = y_pred == y_pred.max(axis=1, keepdims=True)
    return np.einsum("sc,sc->", 1.0 * largest, 1.0 * y_true) / len(y_pred)


def momentum_step_in_loops(weights, dweights, last_step, learning_rate, momentum):
    new_weights, step = weights.tolist(), last_step.tolist()
    for i, row in enumerate(dweights.tolist()):
        for j, gradient in enumerate(row):
            step[i][j] = momentum * step[i][j] - learning_rate * gradient
            new_weights[i][j] += step[i][j]
    return new_weights, step


def momentum_step_with_einsum(weights, dweights, last_step, learning_rate, momentum):
    step = np.einsum("kij,k->ij", np.stack([last_step, dweights]), [momentum, -learning_rate])
    return np.add(weights, step), step


def training_step_in_loops(inputs, y_true, weights1, biases1, weights2, biases2, learning_rate):
    """Add each sample's share to the old parameters."""
    w1, (b1,), w2, (b2,) = (a.tolist() for a in (weights1, biases1, weights2, biases2))
    new_w1, (new_b1,), new_w2, (new_b2,) = (
        a.tolist() for a in (weights1, biases1, weights2, biases2)
    )
    rate = learning_rate / len(y_true)
    for x, label in zip(inputs.tolist(), labels_in_loops(y_true), strict=True):
        z = [b + sum(xi * w[j] for xi, w in zip(x, w1, strict=True)) for j, b in enumerate(b1)]
        hidden = [max(zj, 0.0) for zj in z]
        exponentials = [
            math.exp(b + sum(hj * w[c] for hj, w in zip(hidden, w2, strict=True)))
            for c, b in enumerate(b2)
        ]
        d = [e / sum(exponentials) - (c == label) for c, e in enumerate(exponentials)]
        for c, dc in enumerate(d):
            new_b2[c] -= rate * dc
        for j, hj in enumerate(hidden):
            if z[j] <= 0:
                continue
            dz = sum(dc * w for dc, w in zip(d, w2[j], strict=True))
            new_b1[j] -= rate * dz
            for i, xi in enumerate(x):
                new_w1[i][j] -= rate * dz * xi
            for c, dc in enumerate(d):
                new_w2[j][c] -= rate * dc * hj
    return new_w1, [new_b1], new_w2, [new_b2]


def training_step_with_einsum(inputs, y_true, weights1, biases1, weights2, biases2, learning_rate):
    """Take the biases for the weights of one more input, which is always 1."""
    if y_true.ndim == 1:
        y_true = np.arange(weights2.shape[1]) == y_true[:, None]
    ones = np.ones((len(inputs), 1))
    x, w = np.hstack([inputs, ones]), np.vstack([weights1, biases1])
    z = np.einsum("si,ij->sj", x, w)
    on = np.heaviside(z, 0.0)
    hidden, v = np.hstack([on * z, ones]), np.vstack([weights2, biases2])
    logits = np.einsum("sj,jc->sc", hidden, v)
    p = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    d = learning_rate / len(inputs) * (p - y_true)
    new_w = w - np.einsum("si,sj,jc,sc->ij", x, on, weights2, d)
    new_v = v - np.einsum("sj,sc->jc", hidden, d)
    return new_w[:-1], new_w[-1:], new_v[:-1], new_v[-1:]


ANSWERS = {
    "accuracy": [accuracy_in_loops, accuracy_with_einsum],
    "momentum_step": [momentum_step_in_loops, momentum_step_with_einsum],
    "training_step": [training_step_in_loops, training_step_with_einsum],
}
PRODUCT, SUM = "a product with a number", "a sum"
CANCELS = "what is the same for all logits of a sample cancels in softmax"
ROW = "subtracted from a row, a flat array counts as a row"
SAME_LENGTH = "only its length is taken, and that is the same for both"
EQUIVALENT = {
    "momentum_step": {
        "momentum * last_step -> last_step * momentum": PRODUCT,
        "learning_rate * dweights -> dweights * learning_rate": PRODUCT,
        "weights + step -> step + weights": SUM,
    },
    "training_step": {
        "np.dot(inputs, weights1) + biases1 -> biases1 + np.dot(inputs, weights1)": SUM,
        "np.dot(hidden, weights2) + biases2 -> biases2 + np.dot(hidden, weights2)": SUM,
        "np.maximum(z, 0) -> np.maximum(0, z)": "the larger of the same two",
        "z -> hidden": "in the mask: the output of ReLU is positive where its input is",
        "weights2 -> biases2": SAME_LENGTH,
        "inputs -> y_true": SAME_LENGTH,
        "inputs -> one_hot": SAME_LENGTH,
        "inputs -> z": SAME_LENGTH,
        "inputs -> hidden": SAME_LENGTH,
        "inputs -> logits": SAME_LENGTH,
        "inputs -> exponentials": SAME_LENGTH,
        "inputs -> probabilities": SAME_LENGTH,
        "logits - np.max(logits, axis=1, keepdims=True) -> logits": CANCELS,
        "logits - np.max(logits, axis=1, keepdims=True)"
        " -> logits + np.max(logits, axis=1, keepdims=True)": CANCELS,
        "np.max(logits, axis=1, keepdims=True) -> np.max(logits, keepdims=True)": CANCELS,
        "np.max -> np.min": CANCELS,
        **{
            f"logits -> {name}": CANCELS
            for name in ("inputs", "one_hot", "z", "hidden", "biases1", "biases2")
        },
        "np.sum(dz, axis=0, keepdims=True) -> np.sum(dz, axis=0)": ROW,
        "np.sum(dlogits, axis=0, keepdims=True) -> np.sum(dlogits, axis=0)": ROW,
        "True -> False": ROW,
        **{
            f"learning_rate * {gradient} -> {gradient} * learning_rate": PRODUCT
            for gradient in ("dweights1", "dbiases1", "dweights2", "dbiases2")
        },
    },
}

# Wrong lines in place of the solution's that give the right numbers on some of the cases.
WRONG = {
    "accuracy": [
        "predictions = np.argmax(np.abs(y_pred), axis=1)",
        "predictions = np.argmax(np.exp(y_pred), axis=1)",
        "predictions = np.argmax(y_pred**2, axis=1)",
        "predictions = np.argmax(np.round(y_pred), axis=1)",
        "predictions = np.argmax(y_pred.astype(int), axis=1)",
        "predictions = np.argmax(np.maximum(y_pred, 0), axis=1)",
        "predictions = np.argmax(np.maximum(y_pred, -5), axis=1)",
        "predictions = np.argmax(y_pred > 0, axis=1)",
        "predictions = np.argmax(y_pred > 0.5, axis=1)",
        "predictions = np.argmax(np.clip(y_pred, 0, 1), axis=1)",
        "predictions = np.argmax(y_pred[:, :3], axis=1)",
        "predictions = np.argmax(y_pred[:, ::-1], axis=1)",
        "predictions = np.argmin(y_pred, axis=1)",
        "predictions = np.argmax(y_pred - y_pred.mean(axis=0), axis=1)",
        "predictions = np.argmax(y_pred / y_pred.sum(axis=1, keepdims=True), axis=1)",
        "predictions = np.argmax(y_pred, axis=1)[::-1]",
        "predictions = np.sort(np.argmax(y_pred, axis=1))",
        "predictions = np.unique(np.argmax(y_pred, axis=1)).max()",
        "labels = y_true if y_true.ndim == 1 else y_true.nonzero()[0]",
        "labels = y_true if y_true.dtype == int else np.argmax(y_true, axis=1)",
        "labels = y_true if y_true.ndim == 1 else np.argmax(y_pred, axis=1)",
        "labels = y_true if y_true.ndim == 1 else np.argmin(y_true, axis=1)",
        "labels = y_true[:1] if y_true.ndim == 1 else np.argmax(y_true, axis=1)",
        "return np.round(np.mean(predictions == labels), 1)",
        "return np.sum(predictions == labels) / min(y_pred.shape)",
        "return np.sum(predictions == labels) / max(y_pred.shape)",
        "return np.mean(np.isin(predictions, labels))",
        "return np.mean(np.sort(predictions) == np.sort(labels))",
        "return np.mean(predictions >= labels)",
        "return np.mean(predictions <= labels)",
        "return np.mean(abs(predictions - labels) <= 1)",
        "return np.mean((predictions == labels)[:3])",
        "return np.mean((predictions == labels)[:1])",
    ],
    "momentum_step": [
        "step = 0.9 * last_step - learning_rate * dweights",
        "step = momentum * last_step - min(learning_rate, 1) * dweights",
        "step = momentum * np.abs(last_step) - learning_rate * dweights",
        "step = momentum * last_step - learning_rate * np.abs(dweights)",
        "step = momentum * last_step[:1] - learning_rate * dweights",
        "step = momentum * last_step - learning_rate * dweights.mean(axis=1, keepdims=True)",
        "step = momentum * last_step.reshape(dweights.T.shape).T - learning_rate * dweights",
        "return np.maximum(weights + step, -2), step",
        "return np.squeeze(weights + step), np.squeeze(step)",
        "return weights + np.where(last_step.any(), step, 0), step",
    ],
    "training_step": [
        "one_hot = np.eye(weights2.shape[1])[np.sort(y_true)] if y_true.ndim == 1 else y_true",
        "one_hot = np.eye(weights2.shape[1])[y_true] if y_true.ndim == 1 else y_true[::-1]",
        "one_hot = np.eye(3)[y_true] if y_true.ndim == 1 else y_true",
        "z = np.dot(inputs, weights1)",
        "z = np.dot(inputs, weights1) + biases1[0, 0]",
        "hidden = np.abs(z)",
        "logits = np.dot(hidden, weights2)",
        *[
            f"dlogits = (probabilities - one_hot) / {size}"
            for size in ("min(logits.shape)", "max(logits.shape)", "inputs.shape[1]", "3", "4")
        ],
        "dz = np.where(z > 0.6, np.dot(dlogits, weights2.T), 0.0)",
        "dz = np.where(np.abs(z) > 0, np.dot(dlogits, weights2.T), 0.0)",
        "dz = np.where(z > 0, np.dot(dlogits, weights2.reshape(weights2.T.shape)), 0.0)",
        "dweights1 = np.dot(inputs.reshape(inputs.T.shape), dz)",
        "dweights2 = np.dot(hidden.reshape(hidden.T.shape), dlogits)",
        "dbiases1 = np.sum(dz, axis=int(len(dz) == dz.shape[1]), keepdims=True)",
        "dbiases2 = np.sum(dlogits, axis=int(len(z) == logits.shape[1]), keepdims=True)",
        "new_weights1 = weights1 - min(learning_rate, 1) * dweights1",
        "new_biases2 = biases2",
    ],
}
