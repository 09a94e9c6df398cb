"""The exercises of chapter 3: a batch goes through a dense layer."""

import numpy as np

from course_lib.exercises import says
from course_lib.exercises.draws import lengths, numbers, of_lengths
from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.gradcheck import numerical_gradient


def dense_cases(seed=31):
    """Return two batches whose three lengths differ, a cube, one sample, and one neuron."""
    rng = np.random.default_rng(seed)
    one, other, side = lengths(rng, 3), lengths(rng, 3, 3, 6), int(rng.integers(3, 5))
    shapes = [one, other, (side, side, side), (1, *lengths(rng, 2)), (*lengths(rng, 2), 1)]
    cases = {}
    for n_samples, n_inputs, n_neurons in shapes:
        name = of_lengths(samples=n_samples, inputs=n_inputs, neurons=n_neurons)
        inputs, weights = numbers(rng, n_samples, n_inputs), numbers(rng, n_inputs, n_neurons)
        dvalues = numbers(rng, n_samples, n_neurons)
        cases[name] = {"inputs": inputs, "weights": weights, "dvalues": dvalues}
    return cases


def dense_truth(inputs, weights, dvalues):
    """Return the three gradients by central differences."""
    biases = np.full((1, weights.shape[1]), 0.5)
    return (
        numerical_gradient(lambda x: x @ weights + biases, inputs, dvalues),
        numerical_gradient(lambda w: inputs @ w + biases, weights, dvalues),
        numerical_gradient(lambda b: inputs @ weights + b, biases, dvalues),
    )


def samples_cases(seed=32):
    """Return two batches without their weights, which a gradient of weights does not need."""
    cases = dense_cases(seed)
    return {
        name: {"inputs": case["inputs"], "dvalues": case["dvalues"]} for name, case in cases.items()
    }


def samples_truth(inputs, dvalues):
    """Return the gradient of the weights by central differences, wherever the weights are."""
    weights = np.full((inputs.shape[1], dvalues.shape[1]), 0.5)
    return numerical_gradient(lambda w: inputs @ w, weights, dvalues)


DWEIGHTS_BY_SAMPLES = Exercise(
    name="dweights_by_samples",
    results=("dweights",),
    cases=samples_cases,
    truth=samples_truth,
    solution="""
def dweights_by_samples(inputs, dvalues):
    dweights = np.zeros((inputs.shape[1], dvalues.shape[1]))
    for s in range(len(inputs)):
        dweights += np.outer(inputs[s], dvalues[s])
    return dweights
""",
    mistakes=[
        Mistake("dweights = np.outer(inputs[-1], dvalues[-1])", *says.LAST_ROUND_ONLY),
        Mistake("dweights = np.outer(inputs[0], dvalues[0])", *says.FIRST_SAMPLE_ONLY),
        Mistake(
            "dweights = np.dot(inputs[1:].T, dvalues[1:])",
            "Your `dweights` lacks the table of the first sample. numpy counts from 0: where does "
            "your loop begin?",
            "first sample missing",
        ),
        Mistake(
            "dweights = np.dot(inputs[:-1].T, dvalues[:-1])",
            "Your `dweights` lacks the table of the last sample. `range(n)` ends before `n`: how "
            "many rounds does your loop make?",
            "last sample missing",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, dvalues) + np.outer(inputs[0], dvalues[0])",
            "Your `dweights` counts the first sample twice. If the sum starts with its table, the "
            "loop has to begin with the next one.",
            "first sample counted twice",
        ),
        Mistake(
            "dweights = np.ones((inputs.shape[1], dvalues.shape[1])) + np.dot(inputs.T, dvalues)",
            "Every entry of your `dweights` is too large by exactly 1. What did the sum hold "
            "before the first sample came?",
            "sum started from ones",
        ),
        Mistake("dvalues = dvalues / len(dvalues)", *says.DIVIDED_BY_SAMPLES),
        Mistake(
            "dvalues = dvalues / len(dvalues) ** 2",
            "Your `dweights` is divided by the number of samples twice: inside the loop and after "
            "it, perhaps. The layer divides not even once: that is the loss's part.",
            "divided by the number of samples twice",
        ),
        Mistake("dvalues = np.ones_like(dvalues)", *says.DVALUES_LEFT_OUT),
        Mistake(
            "inputs = np.ones_like(inputs)",
            "Your `dweights` is the sum of `dvalues`, the same in each row: the inputs are left "
            "out. That is what the biases get; a weight's local gradient is its input.",
            "inputs left out",
        ),
        Mistake(
            "dweights = np.outer(inputs.sum(axis=0), dvalues.sum(axis=0))",
            *says.SAMPLES_ADDED_FIRST,
        ),
        Mistake(
            "inputs = inputs[::-1]",
            "Your `dweights` pairs the inputs of one sample with the upstream gradient of another: "
            "one of the two runs through the samples in reverse order.",
            "samples paired in reverse order",
        ),
        Mistake("dvalues = dvalues[:, ::-1]", *says.NEURONS_REVERSED),
        Mistake("dweights = np.dot(dvalues.T, inputs)", *says.DWEIGHTS_ON_ITS_SIDE),
        Mistake(
            "dweights = inputs[:, :, np.newaxis] * dvalues[:, np.newaxis]",
            "You return all the tables, one for each sample. They are right; there is only one set "
            "of weights, though, and what the samples do to it adds up.",
            "not summed",
        ),
        Mistake("dvalues = -dvalues", *says.WRONG_SIGN),
    ],
    look_first="Take one sample: there `dweights[i, j]` is input i times upstream gradient j.",
    hints=[
        "Look at sample 0 alone. Which table, of the shape of the weights, do its inputs and its "
        "upstream gradient make?",
        "Begin with a table of zeros. Each round of the loop makes one sample's table and adds it "
        "to what is there.",
        "`np.outer(a, b)` is the table whose rows follow `a` and whose columns follow `b`. "
        "`inputs[s]` and `dvalues[s]` are the two rows of sample `s`.",
    ],
)


DENSE_BACKWARD = Exercise(
    name="dense_backward",
    results=("dinputs", "dweights", "dbiases"),
    cases=dense_cases,
    truth=dense_truth,
    solution="""
def dense_backward(inputs, weights, dvalues):
    dinputs = np.dot(dvalues, weights.T)
    dweights = np.dot(inputs.T, dvalues)
    dbiases = np.sum(dvalues, axis=0, keepdims=True)
    return dinputs, dweights, dbiases
""",
    mistakes=[
        Mistake("dvalues = np.ones_like(dvalues)", *says.DVALUES_LEFT_OUT),
        Mistake("dvalues = dvalues / len(dvalues)", *says.DIVIDED_BY_SAMPLES),
        Mistake("dvalues = dvalues[:, ::-1]", *says.NEURONS_REVERSED),
        Mistake("dvalues = -dvalues", *says.WRONG_SIGN),
        Mistake("dinputs = weights.sum(axis=1) * dvalues[:, :1]", *says.WEIGHTS_ADDED_FIRST),
        Mistake(
            "dinputs = np.outer(dvalues.sum(axis=1), weights.sum(axis=1))",
            "Your `dinputs` multiplies a sum of weights with a sum of upstream gradients: that "
            "pairs each weight with every neuron's gradient. Multiply within each neuron first.",
            "sums multiplied in place of products summed",
        ),
        Mistake("dinputs = np.dot(dvalues, weights.T) / weights.shape[1]", *says.MEAN_OVER_NEURONS),
        Mistake(
            "dinputs = np.dot(dvalues, weights.T).sum(axis=0, keepdims=True)",
            "Your `dinputs` is summed over the samples. Weights are shared, inputs are not: each "
            "sample keeps its own row, and `dinputs` has the shape of `inputs`.",
            "summed over the samples",
        ),
        Mistake("dinputs = np.dot(weights, dvalues.T)", *says.DINPUTS_ON_ITS_SIDE),
        Mistake(
            "dweights = np.outer(inputs[0], dvalues[0])\ndbiases = dvalues[:1]",
            *says.FIRST_SAMPLE_ONLY,
        ),
        Mistake(
            "dweights = np.outer(inputs[-1], dvalues[-1])\ndbiases = dvalues[-1:]",
            *says.LAST_ROUND_ONLY,
        ),
        Mistake(
            "dweights = np.outer(inputs.sum(axis=0), dvalues.sum(axis=0))",
            *says.SAMPLES_ADDED_FIRST,
        ),
        Mistake("dweights = np.dot(dvalues.T, inputs)", *says.DWEIGHTS_ON_ITS_SIDE),
        Mistake("dbiases = np.sum(dvalues, axis=0)", *says.DBIASES_LOST_AN_AXIS),
        Mistake("dbiases = np.sum(dvalues, axis=1, keepdims=True)", *says.DBIASES_OVER_NEURONS),
        Mistake(
            "dbiases = np.sum(dvalues, axis=1)",
            "Your `dbiases` is summed over the neurons, along axis 1: one number for each sample, "
            "where each neuron has a bias. `keepdims=True` shows such a mistake in the shape.",
            "sum along the wrong axis",
        ),
        Mistake(
            "dbiases = dvalues",
            "Your `dbiases` is `dvalues` itself, one row for each sample. There is only one row of "
            "biases, used by all samples: what becomes of their shares?",
            "not summed",
        ),
        Mistake("dbiases = np.sum(dvalues)", *says.DBIASES_OVER_ALL),
    ],
    look_first="Try it with a single sample first, where every sum has one term.",
    hints=[
        "Each gradient has the shape of what it is the gradient of. Write the three shapes down, "
        "and those of `inputs`, `weights` and `dvalues` beside them.",
        "An input reaches all neurons, so `dinputs` sums over neurons. A weight or a bias serves "
        "all samples, so their gradients sum over samples.",
        "In a matrix product the axis that is summed over stands last in the first factor and "
        "first in the second. A transpose puts it there.",
    ],
)

EXERCISES = [DWEIGHTS_BY_SAMPLES, DENSE_BACKWARD]
