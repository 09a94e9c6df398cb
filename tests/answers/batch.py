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
