"""The exercises of chapter 2: one sample goes back through a layer."""

import numpy as np

from course_lib.exercises import says
from course_lib.exercises.draws import lengths, numbers, of_lengths
from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.gradcheck import numerical_gradient


def layers(rng):
    """Return the lengths of five layers: narrow, wide, square, with one input, with one neuron."""
    (few, many), (short, long) = [sorted(lengths(rng, 2, *ends)) for ends in ((2, 5), (2, 6))]
    square, lone, alone = rng.integers(2, 5, size=3).tolist()
    shapes = [(many, few), (short, max(long, 5)), (square, square), (1, lone), (alone + 1, 1)]
    return {of_lengths(inputs=i, neurons=n): (i, n) for i, n in shapes}


def dinputs_cases(seed=21):
    """Return the weights of the layers, with one sample's upstream gradient each."""
    rng = np.random.default_rng(seed)
    return {
        name: {"weights": numbers(rng, n_inputs, n_neurons), "dvalues": numbers(rng, 1, n_neurons)}
        for name, (n_inputs, n_neurons) in layers(rng).items()
    }


def dinputs_truth(weights, dvalues):
    """Return the gradient of the inputs by central differences; the inputs cancel out."""
    inputs = np.full((1, len(weights)), 0.5)
    return numerical_gradient(lambda x: x @ weights, inputs, dvalues)


LAYER_DINPUTS = Exercise(
    name="layer_dinputs",
    results=("dinputs",),
    cases=dinputs_cases,
    truth=dinputs_truth,
    solution="""
def layer_dinputs(weights, dvalues):
    products = weights * dvalues  # each column times what its neuron sent back
    return products.sum(axis=1, keepdims=True).T  # a column of row sums, laid down as a row
""",
    mistakes=[
        Mistake("dvalues = np.ones_like(dvalues)", *says.DVALUES_LEFT_OUT),
        Mistake(
            "return weights.sum(axis=1, keepdims=True).T * dvalues[0, 0]", *says.WEIGHTS_ADDED_FIRST
        ),
        Mistake(
            "return weights.sum(axis=1, keepdims=True).T * dvalues.sum()",
            "Your `dinputs` is a sum of weights times a sum of `dvalues`, and that is not the sum "
            "of the products. Each weight is multiplied with the number of its neuron only.",
            "sums multiplied in place of products summed",
        ),
        Mistake("dvalues = dvalues[:, ::-1]", *says.NEURONS_REVERSED),
        Mistake(
            "return dvalues @ weights.reshape(weights.shape[::-1])",
            "The shape of your `dinputs` is right, but `reshape` gives the weights to other "
            "neurons: it keeps the order in which they are read. Exchange rows and columns.",
            "reshape in place of a transpose",
        ),
        Mistake("return dvalues @ weights.T / dvalues.size", *says.MEAN_OVER_NEURONS),
        Mistake("return products.sum(axis=0, keepdims=True)", *says.DINPUTS_OVER_INPUTS),
        Mistake(
            "return weights.sum(axis=0, keepdims=True)",
            "Your `dinputs` is summed over the inputs, and `dvalues` is left out. Each input "
            "collects from all neurons, so it is the neurons that are summed over.",
            "upstream gradient left out, sum along the wrong axis",
        ),
        Mistake(
            "return products.sum(axis=1)",
            "The numbers of your `dinputs` are right, but it has lost an axis. It should be the "
            "gradient of a sample of shape (1, n_inputs), a row: two axes, like `dvalues`.",
            "axis lost",
        ),
        Mistake(
            "return weights @ dvalues.T",
            "The numbers of your `dinputs` are right, but they stand in a column. A sample is a "
            "row, (1, n_inputs), and so is its gradient.",
            "result lies on its side",
        ),
        Mistake(
            "return products",
            "Your `dinputs` holds the products, one for each weight, and they are right. What is "
            "still missing is the sum: each input collects what came along all its paths.",
            "not summed",
        ),
        Mistake(
            "return products.sum()",
            "Your `dinputs` is a single number: the sum over neurons and inputs. Each input has a "
            "gradient of its own, so sum along one axis only.",
            "sum over everything",
        ),
        Mistake(
            "return dvalues[:, :1] @ weights[:, :1].T",
            "Your `dinputs` knows only neuron 0. Every neuron sends something back to each input.",
            "first neuron only",
        ),
        Mistake("return dvalues[:, -1:] @ weights[:, -1:].T", *says.LAST_ROUND_ONLY),
        Mistake("return weights.sum(axis=1)", *says.DVALUES_LEFT_OUT),
        Mistake("return weights.sum(axis=1) * dvalues[0, 0]", *says.WEIGHTS_ADDED_FIRST),
        Mistake("return products.sum(axis=0)", *says.DINPUTS_OVER_INPUTS),
        Mistake(
            "return dvalues[:, :3] @ weights[:, :3].T",
            "Your `dinputs` is right for three neurons, and leaves out all that come after them. "
            "A layer may have any number: take it from the shape of `weights`.",
            "three neurons only",
        ),
        Mistake("dvalues = -dvalues", *says.WRONG_SIGN),
    ],
    look_first="Take two inputs and two neurons with small whole numbers, and work out the "
    "gradient of the first input by hand: two products and one sum.",
    hints=[
        "Input 0 goes into every neuron, each time with another weight. Which row or column of "
        "`weights` holds these weights?",
        "Row i of `weights` belongs to input i. Multiply it with `dvalues`, entry by entry, and "
        "then sum. Do so for every row.",
        "`weights * dvalues` multiplies each column with the number of its neuron. Sum over the "
        "neurons, and see to it that a row of shape (1, n_inputs) comes out.",
    ],
)


def dweights_cases(seed=22):
    """Return samples with their upstream gradients."""
    rng = np.random.default_rng(seed)
    return {
        name: {"inputs": numbers(rng, 1, n_inputs), "dvalues": numbers(rng, 1, n_neurons)}
        for name, (n_inputs, n_neurons) in layers(rng).items()
    }


def dweights_truth(inputs, dvalues):
    """Return the gradient of the weights by central differences; the weights cancel out."""
    weights = np.full((inputs.size, dvalues.size), 0.5)
    return numerical_gradient(lambda w: inputs @ w, weights, dvalues)


LAYER_DWEIGHTS = Exercise(
    name="layer_dweights",
    results=("dweights",),
    cases=dweights_cases,
    truth=dweights_truth,
    solution="""
def layer_dweights(inputs, dvalues):
    return inputs.T @ dvalues  # a column times a row
""",
    mistakes=[
        Mistake(
            "dvalues = np.full_like(dvalues, dvalues[0, 0])",
            "All columns of your `dweights` are equal: every neuron gets the gradient of neuron 0. "
            "Document 001 claims so, and its own result refutes it. Each has one of its own.",
            "first neuron's gradient for all neurons",
        ),
        Mistake(
            "dvalues = np.full_like(dvalues, dvalues.mean())",
            "All columns of your `dweights` are equal: every neuron gets the mean of `dvalues`. "
            "How could they learn different things? Each has a number of its own.",
            "mean gradient for all neurons",
        ),
        Mistake(
            "dvalues = np.full_like(dvalues, dvalues.sum())",
            "All columns of your `dweights` are equal: every neuron gets the sum of `dvalues`. A "
            "weight leads to a single neuron, and hears from that one only: nothing is summed.",
            "summed gradient for all neurons",
        ),
        Mistake("dvalues = np.ones_like(dvalues)", *says.DVALUES_LEFT_OUT),
        Mistake(
            "inputs = np.ones_like(inputs)",
            "Your `dweights` repeats `dvalues` in every row and leaves the inputs out. A weight "
            "stands in a product, and the slope of a product is the other factor.",
            "inputs left out",
        ),
        Mistake("return dvalues.T @ inputs", *says.DWEIGHTS_ON_ITS_SIDE),
        Mistake(
            "return (dvalues.T @ inputs).reshape(inputs.size, dvalues.size)",
            "All numbers of your `dweights` are right, most in the wrong place: `reshape` made the "
            "product fit the other way round. Which factor should run down the rows?",
            "reshape in place of a transpose",
        ),
        Mistake("return (inputs.T @ dvalues).sum(axis=1)", *says.DWEIGHTS_OVER_NEURONS),
        Mistake(
            "return (inputs.T @ dvalues).sum(axis=1, keepdims=True)", *says.DWEIGHTS_OVER_NEURONS
        ),
        Mistake(
            "return inputs.T",
            "Your `dweights` is a single column, the inputs themselves: `dvalues` has not been "
            "multiplied in. Every neuron has a column of its own.",
            "upstream gradient left out",
        ),
        Mistake(
            "return inputs.T * dvalues[0, 0]",
            "Your `dweights` is a single column: the one of neuron 0, and it is right. The other "
            "neurons have a column each, with the numbers that they sent back.",
            "first neuron only",
        ),
        Mistake(
            "return inputs.sum() * dvalues",
            "Your `dweights` is a single row: the inputs are added up before they meet `dvalues`. "
            "Each input has a weight to each neuron, and each of these weights a gradient.",
            "inputs added up",
        ),
        Mistake(
            "return inputs.T[np.newaxis] * dvalues",
            "The numbers of your `dweights` are right, but it has an axis too many: it should have "
            "the shape of `weights`, (n_inputs, n_neurons), for a single sample, too.",
            "axis too many",
        ),
        Mistake("return inputs.T @ dvalues / inputs.size", *says.DIVIDED_BY_INPUTS),
        Mistake(
            "return inputs.T @ dvalues / dvalues.size",
            "Your `dweights` is divided by the number of neurons. Each neuron has weights of its "
            "own, and there is no mean over neurons anywhere.",
            "divided by the number of neurons",
        ),
        Mistake("dvalues = dvalues[:, ::-1]", *says.NEURONS_REVERSED),
        Mistake(
            "return inputs.T + dvalues",
            "Your `dweights` adds the inputs to `dvalues`. The chain rule multiplies the upstream "
            "gradient with the local one.",
            "sum in place of a product",
        ),
        Mistake("dvalues = -dvalues", *says.WRONG_SIGN),
    ],
    look_first="Take a single weight, from input 2 to neuron 1: which entry of `inputs`, and "
    "which of `dvalues`, does its gradient need? Compare with `dweights[2, 1]`.",
    hints=[
        "`dweights` has the shape of `weights`: a row for each input, a column for each neuron. "
        "What stands in row i and column j?",
        "The weight from input i to neuron j is multiplied with `inputs[0, i]` on the way "
        "forward, and `dvalues[0, j]` comes back to it. Every input meets every neuron: an outer "
        "product.",
        "A column of inputs times a row of `dvalues` gives the whole table. Transpose the one "
        "that should stand upright.",
    ],
)

EXERCISES = [LAYER_DINPUTS, LAYER_DWEIGHTS]
