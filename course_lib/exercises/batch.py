"""The exercises of chapter 3: a batch goes through a dense layer."""

import numpy as np

from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.gradcheck import numerical_gradient


def dense_cases(seed=31):
    """Return two batches, of sizes that no two axes share."""
    rng = np.random.default_rng(seed)
    return [
        {
            "inputs": rng.normal(size=(n_samples, n_inputs)),
            "weights": rng.normal(size=(n_inputs, n_neurons)),
            "dvalues": rng.normal(size=(n_samples, n_neurons)),
        }
        for n_samples, n_inputs, n_neurons in [(5, 4, 3), (2, 3, 6)]
    ]


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
    return [{name: case[name] for name in ("inputs", "dvalues")} for case in cases]


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
        Mistake(
            "dweights = np.outer(inputs[-1], dvalues[-1])",
            "Your `dweights` is the table of the last sample only: each round of the loop "
            "overwrites the one before. All samples use the same weights, so every table counts.",
        ),
        Mistake(
            "dweights = np.outer(inputs[0], dvalues[0])",
            "Your `dweights` is the table of the first sample only. Does your function return from "
            "inside the loop? All samples use the same weights, so every table counts.",
        ),
        Mistake(
            "dweights = np.dot(inputs[1:].T, dvalues[1:])",
            "Your `dweights` lacks the table of the first sample. numpy counts from 0: where does "
            "your loop begin?",
        ),
        Mistake(
            "dweights = np.dot(inputs[:-1].T, dvalues[:-1])",
            "Your `dweights` lacks the table of the last sample. `range(n)` ends before `n`: how "
            "many rounds does your loop make?",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, dvalues) + np.outer(inputs[0], dvalues[0])",
            "Your `dweights` counts the first sample twice. If the sum starts with its table, the "
            "loop has to begin with the next one.",
        ),
        Mistake(
            "dweights = 1 + np.dot(inputs.T, dvalues)",
            "Every entry of your `dweights` is too large by exactly 1. What did the sum hold "
            "before the first sample came?",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, dvalues) / len(inputs)",
            "Your `dweights` is the mean of the tables, where the gradient is their sum. Dividing "
            "by the number of samples is the loss's part, and `dvalues` comes from there.",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, dvalues) / len(inputs) ** 2",
            "Your `dweights` is divided by the number of samples twice: inside the loop and after "
            "it, perhaps. The layer divides not even once: that is the loss's part.",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, np.ones_like(dvalues))",
            "Your `dweights` is the sum of the inputs, the same in each column: `dvalues` is left "
            "out. This is the gradient for an upstream gradient of ones.",
        ),
        Mistake(
            "dweights = np.dot(np.ones_like(inputs).T, dvalues)",
            "Your `dweights` is the sum of `dvalues`, the same in each row: the inputs are left "
            "out. That is what the biases get; a weight's local gradient is its input.",
        ),
        Mistake(
            "dweights = np.outer(inputs.sum(axis=0), dvalues.sum(axis=0))",
            "Your `dweights` adds up the samples first and multiplies afterwards, so that each "
            "sample's inputs also meet the upstream gradients of all others. Samples do not meet: "
            "one table for each sample, then the sum.",
        ),
        Mistake(
            "dweights = np.dot(inputs[::-1].T, dvalues)",
            "Your `dweights` pairs the inputs of one sample with the upstream gradient of another: "
            "one of the two runs through the samples in reverse order.",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, dvalues[:, ::-1])",
            "Your `dweights` has the neurons in reverse order: its first column belongs to the "
            "last neuron. Columns come in the order of the columns of `dvalues`.",
        ),
        Mistake(
            "dweights = np.dot(dvalues.T, inputs)",
            "Your `dweights` lies on its side: rows are neurons, columns are inputs. It has to "
            "have the shape of the weights; what does the order of the two factors of an outer "
            "product decide?",
        ),
        Mistake(
            "dweights = inputs[:, :, np.newaxis] * dvalues[:, np.newaxis]",
            "You return all the tables, one for each sample. They are right; there is only one set "
            "of weights, though, and what the samples do to it adds up.",
        ),
        Mistake(
            "dweights = -np.dot(inputs.T, dvalues)",
            "Your `dweights` has the wrong sign. The gradient points uphill; the minus sign "
            "belongs to the step, not to backward.",
        ),
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


# What is said of biases here and in the next chapter.
LOST_AXIS = (
    "The numbers of your `dbiases` are right, but it has lost an axis: its shape should be "
    "(1, n_neurons), like `biases`. `keepdims=True` keeps the row."
)
SUMMED_OVER_NEURONS = (
    "Your `dbiases` is summed over the neurons, along axis 1. A bias belongs to one neuron "
    "and serves all samples: sum over the samples."
)
SUMMED_OVER_ALL = (
    "Your `dbiases` is a single number: the sum over samples *and* neurons. Each neuron "
    "has a bias of its own; sum along one axis only."
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
        Mistake(
            "dinputs = np.dot(np.ones_like(dvalues), weights.T)",
            "Your `dinputs` is what you get when `dvalues` is left out: it is the gradient for an "
            "upstream gradient of ones. What came from above has to be multiplied in.",
        ),
        Mistake(
            "dinputs = weights.sum(axis=1) * dvalues[:, :1]",
            "Your `dinputs` adds up the weights first and multiplies with the first neuron's "
            "upstream gradient only. Each weight belongs to a neuron: multiply it with what "
            "*that* neuron sent back, and add up afterwards.",
        ),
        Mistake(
            "dinputs = np.outer(dvalues.sum(axis=1), weights.sum(axis=1))",
            "Your `dinputs` adds up the weights and the upstream gradients over the neurons, and "
            "multiplies the two sums. That pairs each weight with every neuron's gradient. "
            "Multiply within each neuron first, then add up.",
        ),
        Mistake(
            "dinputs = np.dot(dvalues[:, ::-1], weights.T)",
            "Your `dinputs` takes the neurons in reverse order: the last neuron's upstream "
            "gradient meets the first neuron's weights.",
        ),
        Mistake(
            "dinputs = np.dot(dvalues, weights.T) / len(dvalues)",
            "Your `dinputs` is divided by the number of samples. Each sample has its own row here, "
            "so there is nothing to take a mean over: the mean belongs to the loss.",
        ),
        Mistake(
            "dinputs = np.dot(dvalues, weights.T) / weights.shape[1]",
            "Your `dinputs` is the mean over the neurons, where the gradient is their sum. An "
            "input acts through each neuron, and these effects add up.",
        ),
        Mistake(
            "dinputs = np.dot(dvalues, weights.T).sum(axis=0, keepdims=True)",
            "Your `dinputs` is summed over the samples. Weights are shared, inputs are not: each "
            "sample keeps its own row, and `dinputs` has the shape of `inputs`.",
        ),
        Mistake(
            "dinputs = np.dot(weights, dvalues.T)",
            "Your `dinputs` lies on its side: rows are inputs and columns are samples. "
            "`dinputs` has to have the shape of `inputs`.",
        ),
        Mistake(
            "dinputs = np.dot(-dvalues, weights.T)",
            "Your `dinputs` has the wrong sign. It is handed on to the layer before, as it is; the "
            "minus sign belongs to the step, and only weights and biases make one.",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, np.ones_like(dvalues))",
            "Your `dweights` is what you get when `dvalues` is left out: this is the gradient for "
            "an upstream gradient of ones, the same for every neuron. Bring `dvalues` in before "
            "the sum over the samples.",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, dvalues) / len(inputs)\n"
            "dbiases = np.mean(dvalues, axis=0, keepdims=True)",
            "Your {} is the mean over the samples, where the gradient is their sum. Dividing is "
            "the loss's part, and it does so once.",
        ),
        Mistake(
            "dweights = np.outer(inputs[0], dvalues[0])\ndbiases = dvalues[:1]",
            "Your {} knows only the first sample. All samples use the same weights and the same "
            "biases, so each adds its share.",
        ),
        Mistake(
            "dweights = np.outer(inputs[-1], dvalues[-1])\ndbiases = dvalues[-1:]",
            "Your {} holds the share of the last sample only: each round of the loop overwrites "
            "the one before. Add to what is there.",
        ),
        Mistake(
            "dweights = np.outer(inputs.sum(axis=0), dvalues.sum(axis=0))",
            "Your `dweights` adds up the samples first and multiplies afterwards, so each sample's "
            "inputs meet the upstream gradients of all others. Multiply within each sample first.",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, dvalues[:, ::-1])",
            "Your `dweights` has the neurons in reverse order: its first column belongs to the "
            "last neuron.",
        ),
        Mistake(
            "dweights = np.dot(dvalues.T, inputs)",
            "Your `dweights` lies on its side: rows are neurons, columns are inputs. It has to "
            "have the shape of `weights`. Which factor should come first, and which be transposed?",
        ),
        Mistake(
            "dweights = np.dot(inputs.T, -dvalues)\n"
            "dbiases = np.sum(-dvalues, axis=0, keepdims=True)",
            "Your {} has the wrong sign. The gradient points uphill; going downhill is the "
            "business of the step, not of backward.",
        ),
        Mistake("dbiases = np.sum(dvalues, axis=0)", LOST_AXIS),
        Mistake("dbiases = np.sum(dvalues, axis=1, keepdims=True)", SUMMED_OVER_NEURONS),
        Mistake(
            "dbiases = np.sum(dvalues, axis=1)",
            "Your `dbiases` is summed over the neurons, along axis 1, and has one number for each "
            "sample. A bias belongs to one neuron: count the numbers you need. `keepdims=True` "
            "shows such a mistake in the shape.",
        ),
        Mistake(
            "dbiases = dvalues",
            "Your `dbiases` is `dvalues` itself, one row for each sample. There is only one row of "
            "biases, used by all samples: what becomes of their shares?",
        ),
        Mistake(
            "dbiases = np.sum(np.ones_like(dvalues), axis=0, keepdims=True)",
            "Your `dbiases` counts the samples: that is the gradient for an upstream gradient of "
            "ones. Sum `dvalues` itself.",
        ),
        Mistake("dbiases = np.sum(dvalues)", SUMMED_OVER_ALL),
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
