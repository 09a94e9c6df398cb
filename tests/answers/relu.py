"""Right answers to the exercises of chapter 4, written another way."""

import numpy as np


def relu_backward_in_loops(z, dvalues):
    return [
        [d if number > 0 else 0.0 for number, d in zip(row, upstream, strict=True)]
        for row, upstream in zip(z.tolist(), dvalues.tolist(), strict=True)
    ]


def relu_backward_with_einsum(z, dvalues):
    return np.einsum("sj,sj->sj", np.heaviside(z, 0.0), dvalues)


def dense_relu_backward_in_loops(inputs, weights, biases, dvalues):
    inputs, weights, biases = inputs.tolist(), weights.tolist(), biases.tolist()[0]
    n_inputs, n_neurons = len(weights), len(biases)
    dinputs = [[0.0] * n_inputs for _ in inputs]
    dweights = [[0.0] * n_neurons for _ in weights]
    dbiases = [0.0] * n_neurons
    for s, upstream in enumerate(dvalues.tolist()):
        for j, d in enumerate(upstream):
            if biases[j] + sum(inputs[s][i] * weights[i][j] for i in range(n_inputs)) <= 0:
                continue
            dbiases[j] += d
            for i in range(n_inputs):
                dinputs[s][i] += d * weights[i][j]
                dweights[i][j] += d * inputs[s][i]
    return dinputs, dweights, [dbiases]


def dense_relu_backward_with_einsum(inputs, weights, biases, dvalues):
    z = np.einsum("si,ij->sj", inputs, weights) + biases
    mask = np.heaviside(z, 0.0)
    return (
        np.einsum("sj,sj,ij->si", mask, dvalues, weights),
        np.einsum("sj,sj,si->ij", mask, dvalues, inputs),
        np.einsum("sj,sj->j", mask, dvalues)[None],
    )


ANSWERS = {
    "relu_backward": [relu_backward_in_loops, relu_backward_with_einsum],
    "dense_relu_backward": [dense_relu_backward_in_loops, dense_relu_backward_with_einsum],
}
EQUIVALENT = {
    "dense_relu_backward": {
        "np.dot(inputs, weights) + biases -> biases + np.dot(inputs, weights)": "a sum",
    },
}
