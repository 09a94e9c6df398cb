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

# Wrong lines in place of the solution's that give the right numbers on some of the cases.
WRONG = {
    "relu_backward": [
        "return np.where(z > 0.1, dvalues, 0.0)",
        "return np.where(z > -0.1, dvalues, 0.0)",
        "return np.where(np.round(z) > 0, dvalues, 0.0)",
        "return np.where(z > 0, np.abs(dvalues), 0.0)",
        "return np.maximum(np.where(z > 0, dvalues, 0.0), 0)",
        "return np.where(z >= 0, np.minimum(dvalues, 1), 0.0)",
        "return np.where(z > 0, dvalues, 0.0 * z - 1e-3)",
        "return np.where(z.any(axis=1, keepdims=True), dvalues, 0.0)",
        "return np.where(z[:1] > 0, dvalues, 0.0)",
        "return np.where((z >= 0) & (dvalues < 0) | (z > 0), dvalues, 0.0)",
        "return np.where((z >= 0) & (dvalues > 0) | (z > 0), dvalues, 0.0)",
        "return np.where(z.sum(axis=1, keepdims=True) > 0, dvalues, 0.0)",
        "return np.squeeze(np.where(z > 0, dvalues, 0.0))",
        "return np.sign(z) * dvalues",
    ],
    "dense_relu_backward": [
        "drelu = np.where(np.abs(layer_outputs) > 0, dvalues, 0.0)",
        "layer_outputs = np.dot(inputs, weights) - biases",
        "layer_outputs = np.dot(inputs, weights) + biases[0, 0]",
        "layer_outputs = np.dot(inputs, weights) + np.sort(biases)",
        "layer_outputs = np.dot(inputs, weights) + np.abs(biases)",
        "layer_outputs = np.dot(inputs[:1], weights) + biases",
        "drelu[layer_outputs <= 0.6] = 0",
        "drelu[layer_outputs < 0] = 0",
        "dinputs = np.dot(drelu, weights.reshape(weights.shape[::-1]))",
        "dweights = np.dot(inputs.reshape(inputs.shape[::-1]), drelu)",
        "dbiases = np.sum(drelu, axis=int(len(drelu) == drelu.shape[1]), keepdims=True)",
        "dbiases = np.sum(np.abs(drelu), axis=0, keepdims=True)",
    ],
}
