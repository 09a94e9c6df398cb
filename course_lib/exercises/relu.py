"""The exercises of chapter 4: ReLU, alone and behind a dense layer."""

import numpy as np

from course_lib.exercises import says
from course_lib.exercises.batch import dense_truth
from course_lib.exercises.draws import halves, lengths, numbers, of_lengths, whole_numbers
from course_lib.exercises.exercise import Exercise, Mistake


def relu_cases(seed=41):
    """Return batches with exact zeros and numbers near them, whole numbers, and one sample."""
    rng = np.random.default_rng(seed)
    few, many = sorted(lengths(rng, 2, 3, 5))
    return {
        of_lengths(samples=many, neurons=few): relu_case(rng, numbers, many, few),
        of_lengths(samples=few, neurons=many): relu_case(rng, numbers, few, many),
        "whole numbers": relu_case(rng, whole_numbers, 4, 4),
        "one sample": relu_case(rng, numbers, 1, 6),
    }


def relu_case(rng, drawn, *shape):
    """Return z with two zeros and two numbers near zero, and dvalues.

    Gradients of either sign meet a z above, at and below zero. Among integers, near zero is zero.
    """
    while True:
        z, dvalues = drawn(rng, *shape), numbers(rng, *shape)
        z.flat[rng.permutation(z.size)[:4]] = 0, 0, z.dtype.type(0.01), z.dtype.type(-0.01)
        if len(set(zip(np.sign(z.flat), np.sign(dvalues.flat), strict=True))) == 6:
            return {"z": z, "dvalues": dvalues}


RELU_BACKWARD = Exercise(
    name="relu_backward",
    results=("dinputs",),
    cases=relu_cases,
    truth=lambda z, dvalues: np.where(z > 0, dvalues, 0.0),
    solution="""
def relu_backward(z, dvalues):
    return np.where(z > 0, dvalues, 0.0)
""",
    mistakes=[
        Mistake(
            "return np.where(z > 0, 1.0, 0.0)",
            "Your `dinputs` is the mask alone: the local gradient of ReLU. The chain rule "
            "multiplies it with the upstream gradient.",
            "upstream gradient left out",
        ),
        Mistake(
            "return np.maximum(z, 0.0)",
            "Your `dinputs` is ReLU's output, the mistake of documents 002, 003 and 004: the "
            "upstream gradient is lost. It is what came from above that is let through or stopped.",
            "ReLU's output in place of the upstream gradient",
        ),
        Mistake(
            "return dvalues",
            "Your `dinputs` lets everything through: the mask is left out, or it stops nothing. "
            "Where ReLU was flat, nothing passes.",
            "mask left out",
        ),
        Mistake("return np.where(z < 0, dvalues, 0.0)", *says.MASK_REVERSED),
        Mistake(
            "return np.where(z <= 0, dvalues, 0.0)",
            "Your mask is the wrong way round: you let the gradient through where ReLU was off, "
            "and stop it where it was on. Entries with `z <= 0` are those to be stopped.",
            "mask on the wrong side of zero",
        ),
        Mistake("return np.where(z >= 0, dvalues, 0.0)", *says.RIGHT_BUT_AT_ZERO),
        Mistake(
            "return np.where(z != 0, dvalues, 0.0)",
            "You stop the gradient only where `z` is exactly 0. ReLU is flat for negative `z`, "
            "too.",
            "gradient stopped at exactly 0 only",
        ),
        Mistake("return np.where(dvalues > 0, dvalues, 0.0)", *says.MASK_OF_DVALUES),
        Mistake(
            "return np.where((z > 0) & (dvalues > 0), dvalues, 0.0)",
            "You stop the gradient where `z` is not positive, which is right, and also where "
            "`dvalues` is negative. A negative gradient passes like any other: only `z` decides.",
            "negative upstream gradients stopped as well",
        ),
        Mistake("return z * dvalues", *says.TIMES_INPUT),
        Mistake("return np.maximum(z, 0.0) * dvalues", *says.TIMES_OUTPUT),
        Mistake(
            "return np.where(z > 0, dvalues, z)",
            "Where ReLU was on, your `dinputs` is right. Where it was off, your `dinputs` still "
            "holds `z`: what is the slope there?",
            "ReLU's input left where it was off",
        ),
        Mistake(
            "return np.where(z > 0, dvalues, 0.0).astype(z.dtype)",
            "Right for floats. But when `z` holds integers, so does your result (as "
            "`np.zeros_like(z)` would), and every fraction is cut off.",
            "fractions cut off in an array of whole numbers",
        ),
        Mistake("dvalues = dvalues / len(dvalues)", *says.DIVIDED_BY_SAMPLES),
        Mistake("dvalues = -dvalues", *says.WRONG_SIGN),
    ],
    look_first="Take a single number: what comes out for z = 2 and z = -2, with dvalues = 5?",
    hints=[
        "Where does ReLU hand its input on, and where is it flat? The slope is 1 in one place, 0 "
        "in the other.",
        "The upstream gradient passes where the slope is 1. Two arrays of the same shape go in, "
        "one of that shape comes out.",
        "`np.where(condition, here, there)` chooses entry by entry; so does a copy of `dvalues` "
        "with some entries set to 0.",
    ],
)


def dense_relu_cases(seed=42):
    """Return batches, whole numbers and one sample; in each, one sum is exactly zero."""
    rng = np.random.default_rng(seed)
    shapes, cube = [tuple(lengths(rng, 3)) for _ in range(2)], (3, 3, 3)
    names = [of_lengths(samples=s, inputs=i, neurons=n) for s, i, n in [shapes[0], cube]]
    return {
        names[0]: dense_relu_case(rng, halves, *shapes[0]),
        names[1]: dense_relu_case(rng, halves, *cube),
        "whole numbers": dense_relu_case(rng, whole_numbers, *shapes[1]),
        "one sample": dense_relu_case(rng, halves, 1, *lengths(rng, 2, 3, 5)),
    }


def dense_relu_case(rng, drawn, n_samples, n_inputs, n_neurons):
    """Return a batch where sums are above, below and at zero, wherever the biases stand.

    The sum beside the zero is just above it, unless the numbers are whole.
    """
    while True:
        inputs, weights = drawn(rng, n_samples, n_inputs), drawn(rng, n_inputs, n_neurons)
        products, biases = inputs @ weights, drawn(rng, 1, n_neurons)
        sample, neuron = rng.integers(n_samples), rng.integers(n_neurons)
        biases[0, neuron] = -products[sample, neuron]
        biases[0, neuron - 1] = biases.dtype.type(0.25) - products[sample, neuron - 1]
        z = products + biases
        if all_kinds(z, products):
            dvalues = numbers(rng, n_samples, n_neurons)
            return {"inputs": inputs, "weights": weights, "biases": biases, "dvalues": dvalues}


def all_kinds(z, products):
    """Return whether sums have any sign, and a bias has turned a neuron on and another off."""
    turned = np.sign(z) * (np.sign(z) != np.sign(products))
    return len(set(np.sign(z).flat)) == 3 and np.any(turned != 0)


def dense_relu_truth(inputs, weights, biases, dvalues):
    """Return the gradients: through ReLU by its definition, then by central differences."""
    z = inputs @ weights + biases
    return dense_truth(inputs, weights, np.where(z > 0, dvalues, 0.0))


DENSE_RELU_BACKWARD = Exercise(
    name="dense_relu_backward",
    results=("dinputs", "dweights", "dbiases"),
    cases=dense_relu_cases,
    truth=dense_relu_truth,
    solution="""
def dense_relu_backward(inputs, weights, biases, dvalues):
    layer_outputs = np.dot(inputs, weights) + biases
    drelu = dvalues.copy()
    drelu[layer_outputs <= 0] = 0
    dinputs = np.dot(drelu, weights.T)
    dweights = np.dot(inputs.T, drelu)
    dbiases = np.sum(drelu, axis=0, keepdims=True)
    return dinputs, dweights, dbiases
""",
    mistakes=[
        Mistake(
            "drelu = np.maximum(layer_outputs, 0)",
            "The upstream gradient is lost: your {} is the same whatever `dvalues` says. ReLU's "
            "output has taken its place, as in documents 002 to 004. What should the mask be laid "
            "over?",
            "ReLU's output in place of the upstream gradient",
        ),
        Mistake(
            "dvalues = np.ones_like(dvalues)",
            "The upstream gradient is lost: your {} is made of the mask alone, which is right only "
            "if `dvalues` holds nothing but ones. The mask says what passes: what is to pass?",
            "upstream gradient left out",
        ),
        Mistake(
            "drelu = dvalues",
            "Your {} takes `dvalues` as it came from above: the mask is left out, or it stops "
            "nothing. Where ReLU was off, nothing gets as far as the dense layer.",
            "mask left out",
        ),
        Mistake("drelu[layer_outputs >= 0] = 0", *says.MASK_REVERSED),
        Mistake(
            "drelu[layer_outputs > 0] = 0",
            "For your {} the mask is the wrong way round: entries with `layer_outputs <= 0` are "
            "those to be stopped, and you keep just these.",
            "mask on the wrong side of zero",
        ),
        Mistake("drelu[layer_outputs < 0] = 0", *says.RIGHT_BUT_AT_ZERO),
        Mistake("drelu[dvalues <= 0] = 0", *says.MASK_OF_DVALUES),
        Mistake("drelu = np.maximum(layer_outputs, 0) * dvalues", *says.TIMES_OUTPUT),
        Mistake("drelu = layer_outputs * dvalues", *says.TIMES_INPUT),
        Mistake(
            "drelu = np.where(layer_outputs > 0, dvalues, 0).astype(layer_outputs.dtype)",
            "Your {} is right for floats. With integers for inputs and weights, the layer's output "
            "is one of integers, too, and an array made from it cuts every fraction off.",
            "fractions cut off in an array of whole numbers",
        ),
        Mistake("dvalues = dvalues / len(dvalues)", *says.DIVIDED_BY_SAMPLES),
        Mistake("dvalues = -dvalues", *says.WRONG_SIGN),
        Mistake(
            "layer_outputs = np.dot(inputs, weights)",
            "For your {} the mask was taken before the biases were added. ReLU sees the whole sum.",
            "bias left out",
        ),
        Mistake(
            "dinputs = drelu",
            "Your `dinputs` has come through ReLU only: it is the gradient with respect to the "
            "layer's sums. It still has to pass the weights.",
            "gradient not carried back through the weights",
        ),
        Mistake("dinputs = np.dot(weights, drelu.T)", *says.DINPUTS_ON_ITS_SIDE),
        Mistake("dweights = np.dot(drelu.T, inputs)", *says.DWEIGHTS_ON_ITS_SIDE),
        Mistake("dbiases = np.sum(drelu, axis=0)", *says.DBIASES_LOST_AN_AXIS),
        Mistake("dbiases = np.sum(drelu, axis=1, keepdims=True)", *says.DBIASES_OVER_NEURONS),
        Mistake("dbiases = np.sum(drelu)", *says.DBIASES_OVER_ALL),
    ],
    look_first="Print `drelu`: where is it zero, and does the rest come from `dvalues`?",
    hints=[
        "Make all numbers in `dvalues` ten times as large. What should happen to the three "
        "gradients, and what does happen?",
        "The two matrix products and the sum are right, and so is the mask. Look at the array that "
        "the mask is laid over.",
        "Where ReLU was on, `drelu` has to hold the upstream gradient. One name in the line that "
        "makes `drelu` is wrong.",
    ],
)

EXERCISES = [RELU_BACKWARD, DENSE_RELU_BACKWARD]
