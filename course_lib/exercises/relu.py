"""The exercises of chapter 4: ReLU, alone and behind a dense layer."""

import numpy as np

from course_lib.exercises.batch import (
    LOST_AXIS,
    SUMMED_OVER_ALL,
    SUMMED_OVER_NEURONS,
    dense_truth,
)
from course_lib.exercises.exercise import Exercise, Mistake


def relu_cases(seed=41):
    """Return pre-activations with an exact zero, of both signs, as floats and as integers."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(4, 3))
    z[1, 2] = z[3, 0] = 0.0
    whole = np.array([[3, -2], [0, 5], [-1, 4]])
    return [
        {"z": z, "dvalues": rng.normal(size=(4, 3))},
        {"z": whole, "dvalues": rng.normal(size=(3, 2))},
    ]


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
        ),
        Mistake(
            "return np.maximum(z, 0.0)",
            "Your `dinputs` is ReLU's output, the very mistake of documents 002, 003 and 004: the "
            "upstream gradient is lost. What is to be let through or stopped is what came from "
            "above, not what went up.",
        ),
        Mistake(
            "return dvalues",
            "Your `dinputs` lets everything through: the mask is left out, or it stops nothing. "
            "Where ReLU was flat, nothing passes.",
        ),
        Mistake(
            "return np.where(z < 0, dvalues, 0.0)",
            "Your mask is on the wrong side of zero: you let the gradient through where ReLU was "
            "flat, and stop it where ReLU passed its input on.",
        ),
        Mistake(
            "return np.where(z <= 0, dvalues, 0.0)",
            "Your mask is the wrong way round: you let the gradient through where ReLU was off, "
            "and stop it where it was on. Entries with `z <= 0` are those to be stopped.",
        ),
        Mistake(
            "return np.where(z >= 0, dvalues, 0.0)",
            "Right everywhere but at `z == 0`. There ReLU has no derivative, and by convention "
            "this course, like the book, takes 0.",
        ),
        Mistake(
            "return np.where(z != 0, dvalues, 0.0)",
            "You stop the gradient only where `z` is exactly 0. ReLU is flat for all negative `z` "
            "too.",
        ),
        Mistake(
            "return np.maximum(dvalues, 0.0)",
            "You have looked at the sign of `dvalues`. What decides is the sign of the input `z`, "
            "in the forward pass; a negative gradient passes like any other.",
        ),
        Mistake(
            "return np.where((z > 0) & (dvalues > 0), dvalues, 0.0)",
            "You stop the gradient where `z` is not positive, which is right, and also where "
            "`dvalues` is negative. A negative gradient passes like any other: only `z` decides.",
        ),
        Mistake(
            "return z * dvalues",
            "You have multiplied the upstream gradient with the input `z` itself. The local "
            "gradient of ReLU is 1 or 0, however large the input.",
        ),
        Mistake(
            "return np.maximum(z, 0.0) * dvalues",
            "You have multiplied the upstream gradient with ReLU's output. The local gradient is "
            "its slope, 1 or 0, not its value.",
        ),
        Mistake(
            "return np.where(z > 0, dvalues, z)",
            "Where ReLU was on, your `dinputs` is right. Where it was off, your `dinputs` still "
            "holds `z`: what is the slope there?",
        ),
        Mistake(
            "return np.where(z > 0, dvalues, 0.0).astype(z.dtype)",
            "Right for floats. But when `z` holds integers, so does your result, and every "
            "fraction is cut off. An array that is made from `z` (as `np.zeros_like(z)` is) takes "
            "over its type.",
        ),
        Mistake(
            "return np.where(z > 0, dvalues, 0.0) / len(z)",
            "Your `dinputs` is divided by the number of samples. ReLU takes each number by itself, "
            "so there is nothing to take a mean over: the mean belongs to the loss.",
        ),
        Mistake(
            "return np.where(z > 0, -dvalues, 0.0)",
            "Your `dinputs` has the wrong sign. Backward hands the gradient on; the minus sign "
            "belongs to the step.",
        ),
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
    """Return a batch of halves and one of integers; in each a sum is exactly zero."""
    rng = np.random.default_rng(seed)
    cases = []
    for n_samples, n_inputs, n_neurons, unit in [(5, 4, 3, 0.5), (3, 2, 4, 1)]:
        inputs = rng.integers(-3, 4, size=(n_samples, n_inputs)) * unit
        weights = rng.integers(-3, 4, size=(n_inputs, n_neurons)) * unit
        biases = rng.integers(-3, 4, size=(1, n_neurons)) * unit
        biases[0, 0] = -(inputs @ weights)[0, 0]
        dvalues = rng.normal(size=(n_samples, n_neurons))
        case = {"inputs": inputs, "weights": weights, "biases": biases, "dvalues": dvalues}
        cases.append(case)
    return cases


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
            "The upstream gradient is lost: your {} does not change, whatever `dvalues` says. "
            "ReLU's output has taken its place, as in documents 002, 003 and 004. Which array "
            "should the mask be laid over?",
        ),
        Mistake(
            "drelu = np.where(layer_outputs > 0, 1.0, 0.0)",
            "The upstream gradient is lost: your {} is made of the mask alone, which is right only "
            "if `dvalues` holds nothing but ones. The mask says what passes; what is it that is to "
            "pass?",
        ),
        Mistake(
            "drelu = dvalues",
            "Your {} takes `dvalues` as it came from above: the mask is left out, or it stops "
            "nothing. Backward goes through ReLU first, and where ReLU was off nothing gets as far "
            "as the dense layer.",
        ),
        Mistake(
            "drelu[layer_outputs >= 0] = 0",
            "For your {} the mask is on the wrong side of zero: the gradient passes where ReLU was "
            "off, and is stopped where it was on.",
        ),
        Mistake(
            "drelu[layer_outputs > 0] = 0",
            "For your {} the mask is the wrong way round: entries with `layer_outputs <= 0` are "
            "those to be stopped, and you keep just these.",
        ),
        Mistake(
            "drelu[layer_outputs < 0] = 0",
            "Your {} is right but for the sums that are exactly 0. There ReLU has no derivative, "
            "and by convention nothing passes. Look at your comparison.",
        ),
        Mistake(
            "drelu[dvalues <= 0] = 0",
            "For your {} the mask looks at the sign of `dvalues`. What decides is the sign of the "
            "layer's sums in the forward pass; a negative gradient passes like any other.",
        ),
        Mistake(
            "drelu = np.maximum(layer_outputs, 0) * dvalues",
            "For your {} the upstream gradient was multiplied with ReLU's output. The local "
            "gradient is ReLU's slope, 1 or 0, not its value.",
        ),
        Mistake(
            "drelu = layer_outputs * dvalues",
            "For your {} the upstream gradient was multiplied with the layer's sums themselves. "
            "The local gradient of ReLU is 1 or 0, however large the sum.",
        ),
        Mistake(
            "drelu = np.where(layer_outputs > 0, dvalues, 0).astype(layer_outputs.dtype)",
            "Your {} is right for floats. With integers for inputs and weights the layer's output "
            "is one of integers, too, and an array made from it (a copy, or `np.zeros_like`) cuts "
            "off every fraction that you put in.",
        ),
        Mistake(
            "drelu = np.where(layer_outputs > 0, dvalues, 0) / len(dvalues)",
            "Your {} is divided by the number of samples. Dividing is the loss's part, and it has "
            "done so before `dvalues` came here; layers never do.",
        ),
        Mistake(
            "drelu = np.where(layer_outputs > 0, -dvalues, 0)",
            "Your {} has the wrong sign. Backward finds the way uphill; the minus sign belongs to "
            "the step.",
        ),
        Mistake(
            "layer_outputs = np.dot(inputs, weights)",
            "For your {} the mask was taken before the biases were added. ReLU sees the sum with "
            "its bias.",
        ),
        Mistake(
            "dinputs = drelu",
            "Your `dinputs` has come through ReLU only: it is the gradient with respect to the "
            "layer's sums. It still has to pass the weights.",
        ),
        Mistake(
            "dinputs = np.dot(weights, drelu.T)",
            "Your `dinputs` lies on its side: rows are inputs, columns are samples. It has to have "
            "the shape of `inputs`.",
        ),
        Mistake(
            "dweights = np.dot(drelu.T, inputs)",
            "Your `dweights` lies on its side: rows are neurons, columns are inputs. It has to "
            "have the shape of `weights`.",
        ),
        Mistake("dbiases = np.sum(drelu, axis=0)", LOST_AXIS),
        Mistake("dbiases = np.sum(drelu, axis=1, keepdims=True)", SUMMED_OVER_NEURONS),
        Mistake("dbiases = np.sum(drelu)", SUMMED_OVER_ALL),
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
