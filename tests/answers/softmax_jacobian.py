"""Right answers to the exercises of chapter 5, written another way."""

import math

import numpy as np


def softmax_in_loops(logits):
    output = []
    for row in logits.tolist():
        exp_values = [math.exp(logit - max(row)) for logit in row]
        output.append([value / sum(exp_values) for value in exp_values])
    return output


def softmax_by_logarithms(logits):
    return np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, np.newaxis])


def softmax_over_columns(logits):
    exp_values = np.exp(logits.T - logits.max(axis=1))
    return (exp_values / exp_values.sum(axis=0)).T


def jacobian_in_loops(output):
    s = output.tolist()
    classes = range(len(s))
    return [[s[i] * ((i == j) - s[j]) for j in classes] for i in classes]


def jacobian_with_einsum(output):
    s = output.reshape(-1, 1)
    return np.diagflat(s) - np.einsum("ik,jk->ij", s, s)


def jacobian_filled_in(output):
    jacobian = -output[:, np.newaxis] * output
    jacobian[np.diag_indices(len(output))] += output
    return jacobian


def backward_in_loops(output, dvalues):
    dinputs = []
    for s, d in zip(output.tolist(), dvalues.tolist(), strict=True):
        classes = range(len(s))
        dinputs.append([sum(d[i] * s[i] * ((i == j) - s[j]) for i in classes) for j in classes])
    return dinputs


def backward_with_einsum(output, dvalues):
    jacobians = np.einsum("ni,ij->nij", output, np.identity(output.shape[1]))
    jacobians = jacobians - np.einsum("ni,nj->nij", output, output)
    return np.einsum("nij,ni->nj", jacobians, dvalues)


def backward_sample_by_sample(output, dvalues):
    dinputs = np.empty_like(output)
    for row, s, d in zip(dinputs, output, dvalues, strict=True):
        row[:] = (np.diag(s) - np.outer(s, s)) @ d
    return dinputs


ANSWERS = {
    "softmax": [softmax_in_loops, softmax_by_logarithms, softmax_over_columns],
    "softmax_jacobian": [jacobian_in_loops, jacobian_with_einsum, jacobian_filled_in],
    "softmax_backward": [backward_in_loops, backward_with_einsum, backward_sample_by_sample],
}
EQUIVALENT = {
    "softmax_jacobian": {
        "np.outer(output, output) -> np.outer(output, output)": "both factors are the same",
    },
    "softmax_backward": {
        "output * dvalues -> dvalues * output": "entry by entry, in either order",
        "output * (dvalues - mean) -> (dvalues - mean) * output": "entry by entry, in either order",
    },
}
