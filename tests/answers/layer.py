"""Right answers to the exercises of chapter 2, written another way."""

import numpy as np


def layer_dinputs_in_loops(weights, dvalues):
    row = []
    for weights_of_input in weights.tolist():
        total = 0.0
        for weight, dvalue in zip(weights_of_input, dvalues.tolist()[0], strict=True):
            total += weight * dvalue
        row.append(total)
    return [row]


def layer_dinputs_with_einsum(weights, dvalues):
    return np.einsum("ij,nj->ni", weights, dvalues)


def layer_dweights_in_loops(inputs, dvalues):
    return [[x * d for d in dvalues.tolist()[0]] for x in inputs.tolist()[0]]


def layer_dweights_with_einsum(inputs, dvalues):
    return np.einsum("ni,nj->ij", inputs, dvalues)


ANSWERS = {
    "layer_dinputs": [layer_dinputs_in_loops, layer_dinputs_with_einsum],
    "layer_dweights": [layer_dweights_in_loops, layer_dweights_with_einsum],
}
EQUIVALENT = {
    "layer_dinputs": {
        "weights * dvalues -> dvalues * weights": "entry by entry, in either order",
    },
    "layer_dweights": {
        "inputs.T @ dvalues -> inputs.T * dvalues": "a column and a row: broadcast, the product is "
        "the same table, since there is a single sample to sum over",
    },
}

# Wrong lines in place of the solution's that give the right numbers on some of the cases.
WRONG = {
    "layer_dinputs": [
        "return (weights[:2] * dvalues).sum(axis=1, keepdims=True).T",
        "return (weights[:, :2] * dvalues[:, :2]).sum(axis=1, keepdims=True).T",
        "return (weights[:, :4] * dvalues[:, :4]).sum(axis=1, keepdims=True).T",
        "return np.sort(weights) @ np.sort(dvalues).T",
        "return np.squeeze(products.sum(axis=1, keepdims=True).T)",
        "return products.sum(axis=int(len(weights) >= dvalues.size), keepdims=True).T",
        "return dvalues @ np.abs(weights).T",
        "return np.unique(products.sum(axis=1))[np.newaxis]",
        "return dvalues @ weights.reshape(dvalues.size, -1)",
        "return dvalues @ weights.reshape(dvalues.size, -1, order='F')",
        "return dvalues @ (weights.T if len(weights) != dvalues.size else weights)",
    ],
    "layer_dweights": [
        "return np.outer(dvalues, inputs).reshape(inputs.size, -1)",
        "return np.outer(inputs, dvalues).reshape(dvalues.size, -1)",
        "return np.outer(inputs, dvalues).ravel('F').reshape(inputs.size, dvalues.size)",
        "return np.outer(np.sort(inputs), dvalues)",
        "return np.outer(inputs, np.abs(dvalues))",
        "return np.outer(inputs[:, :2], dvalues)",
        "return np.squeeze(np.outer(inputs, dvalues))",
        "return np.outer(inputs, dvalues) if inputs.size > dvalues.size else "
        "np.outer(dvalues, inputs)",
    ],
}
