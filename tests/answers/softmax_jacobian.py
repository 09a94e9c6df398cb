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

# Wrong lines in place of the solution's that give the right numbers on some of the cases.
ROW_SUMS = "np.sum(exp_values, axis=1)"
WRONG = {
    "softmax": [
        "shifted = logits - np.tile(logits.max(axis=1), (len(logits), 1)).T",
        f"return exp_values / np.tile({ROW_SUMS}, (len(logits), 1)).T",
        f"return exp_values / {ROW_SUMS}.repeat(len(logits)).reshape(logits.shape)",
        "shifted = logits - logits[:, :1]",
        "shifted = logits - logits[:, -1:]",
        "shifted = logits - logits[:, 1:2]",
        "shifted = logits - np.mean(logits, axis=1, keepdims=True)",
        "shifted = logits - np.median(logits, axis=1, keepdims=True)",
        "shifted = logits - logits[:1].max()",
        "shifted = logits - 1000",
        "shifted = logits - np.clip(np.max(logits, axis=1, keepdims=True), 0, None)",
        "shifted = logits - np.clip(np.max(logits, axis=1, keepdims=True), -500, 500)",
        "shifted = np.abs(logits) - np.max(np.abs(logits), axis=1, keepdims=True)",
        "shifted = np.maximum(logits - np.max(logits, axis=1, keepdims=True), -2)",
        "shifted = np.sort(logits) - np.max(logits, axis=1, keepdims=True)",
        "shifted = logits.astype(int) - np.max(logits, axis=1, keepdims=True)",
        "exp_values = np.exp(shifted).astype(logits.dtype)",
        "return np.squeeze(exp_values / np.sum(exp_values, axis=1, keepdims=True))",
        "return exp_values / np.sum(np.unique(exp_values))",
        "return exp_values[:3] / np.sum(exp_values[:3], axis=1, keepdims=True)",
        "return exp_values / np.sum(exp_values[:, :4], axis=1, keepdims=True)",
        "return exp_values / np.sum(exp_values[:, :3], axis=1, keepdims=True)",
        "return np.round(exp_values / np.sum(exp_values, axis=1, keepdims=True), 3)",
    ],
    "softmax_jacobian": [
        "return np.diag(output) - np.outer(output, output[::-1])",
        "return np.diag(output) - np.outer(output, np.sort(output))",
        "return np.diag(np.sort(output)) - np.outer(output, output)",
        "return np.diag(output[:3]) - np.outer(output[:3], output[:3])",
        "return output * (np.eye(len(output)) - output)",
        "return np.diag(output) - np.outer(output, output) / output.sum() ** 2 * len(output) / 3",
        "return np.diag(output) - np.triu(np.outer(output, output))",
        "return np.diag(output) - np.outer(output, np.roll(output, 3))",
    ],
    "softmax_backward": [
        "mean = np.tile(np.sum(output * dvalues, axis=1), (len(output), 1)).T",
        "mean = np.sum(output * dvalues, axis=1).repeat(len(output)).reshape(output.shape)",
        "mean = np.sum((output * dvalues)[:1], axis=1, keepdims=True)",
        "mean = np.sum((output * dvalues)[:, :3], axis=1, keepdims=True)",
        "mean = np.sum((output * dvalues)[:, :4], axis=1, keepdims=True)",
        "mean = np.sum(output * np.abs(dvalues), axis=1, keepdims=True)",
        "mean = np.sum(output * np.sort(dvalues), axis=1, keepdims=True)",
        "return np.squeeze(output * (dvalues - mean))",
        "return (output * (dvalues - mean)).astype(dvalues.dtype)",
        "return output * (dvalues - mean) / output.sum() * min(output.shape)",
        "return output * (dvalues - mean) / len(output) * len(output[0])",
        "s = np.sort(output)\nreturn s * (dvalues - mean)",
    ],
}
