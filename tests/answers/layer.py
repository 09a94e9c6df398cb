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
