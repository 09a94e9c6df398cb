"""Right answers to the exercises of chapter 3, written another way."""

import numpy as np


def dweights_in_loops(inputs, dvalues):
    inputs, dvalues = inputs.tolist(), dvalues.tolist()
    dweights = [[0.0 for _ in dvalues[0]] for _ in inputs[0]]
    for sample, upstream in zip(inputs, dvalues, strict=True):
        for i, x in enumerate(sample):
            for j, d in enumerate(upstream):
                dweights[i][j] += x * d
    return dweights


def dweights_with_einsum(inputs, dvalues):
    return np.einsum("si,sj->ij", inputs, dvalues)


def dense_backward_in_loops(inputs, weights, dvalues):
    dweights = dweights_in_loops(inputs, dvalues)
    weights, dvalues = weights.tolist(), dvalues.tolist()
    dinputs = [
        [sum(d * w for d, w in zip(upstream, row, strict=True)) for row in weights]
        for upstream in dvalues
    ]
    dbiases = [[sum(column) for column in zip(*dvalues, strict=True)]]
    return dinputs, dweights, dbiases


def dense_backward_with_einsum(inputs, weights, dvalues):
    dinputs = np.einsum("sj,ij->si", dvalues, weights)
    return dinputs, dweights_with_einsum(inputs, dvalues), np.einsum("sj->j", dvalues)[None]


ANSWERS = {
    "dweights_by_samples": [dweights_in_loops, dweights_with_einsum],
    "dense_backward": [dense_backward_in_loops, dense_backward_with_einsum],
}
EQUIVALENT = {
    "dweights_by_samples": {"inputs -> dvalues": "both have one row for each sample"},
}

# Wrong lines in place of the solution's that give the right numbers on some of the cases.
WRONG = {
    "dweights_by_samples": [
        "dweights = inputs[:3].T @ dvalues[:3]",
        "dweights = inputs[:2].T @ dvalues[:2]",
        "dweights = inputs.T @ dvalues if len(inputs) > 1 else inputs.T * dvalues.sum()",
        "dweights = (dvalues.T @ inputs).reshape(inputs.shape[1], -1)",
        "dweights = (dvalues.T @ inputs).reshape(inputs.shape[1], -1, order='F')[::-1]",
        "dweights = np.sort(inputs, axis=0).T @ np.sort(dvalues, axis=0)",
        "dweights = np.squeeze(inputs.T @ dvalues)",
        "n = min(len(inputs), inputs.shape[1])\ndweights = inputs[:n].T @ dvalues[:n]",
        "n = min(dvalues.shape)\ndweights = inputs[:n].T @ dvalues[:n]",
        "dweights = np.abs(inputs.T @ dvalues)",
    ],
    "dense_backward": [
        "dinputs = dvalues @ weights.reshape(weights.shape[::-1])",
        "dinputs = dvalues @ (weights if len(weights) == weights.shape[1] else weights.T)",
        "dweights = inputs.reshape(inputs.shape[::-1]) @ dvalues",
        "dweights = (dvalues.T @ inputs).reshape(weights.shape)",
        "n = len(inputs[0])\ndweights = inputs[:n].T @ dvalues[:n]",
        "dbiases = dvalues[:3].sum(axis=0, keepdims=True)",
        "dbiases = np.sum(dvalues, axis=0, keepdims=True)[::-1, ::-1]",
        "dbiases = np.sum(dvalues, axis=int(len(dvalues) == dvalues.shape[1]), keepdims=True)",
        "dbiases = np.mean(dvalues, axis=0, keepdims=True) * weights.shape[0]",
        "dbiases = np.mean(dvalues, axis=0, keepdims=True) * min(dvalues.shape)",
        "dbiases = np.unique(dvalues, axis=0)[::2].sum(axis=0, keepdims=True)",
        "dinputs = np.squeeze(dvalues @ weights.T)",
    ],
}
