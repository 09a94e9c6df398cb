"""The exercises of chapter 7: accuracy, a step with momentum, one whole training step."""

import numpy as np

from course_lib.exercises import says
from course_lib.exercises.draws import (
    halves,
    labels,
    lengths,
    numbers,
    of_lengths,
    probabilities,
)
from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.exercises.labels import (
    as_one_hot,
    labelled_cases,
    mean_loss,
    of_true_class,
    softmax,
)
from course_lib.gradcheck import numerical_gradient

PREDICTIONS = [  # one for each case: what y_pred is, and how it is made of probabilities
    ("probabilities", lambda p: p),
    ("logits near 1000", lambda p: p + 1000),
    ("logits of both signs", lambda p: 10 * p - 4),
    ("negative logits, nearly equal", lambda p: p / 10 - 12),
    ("logits of both signs", lambda p: 10 * p - 4),
    ("logits near -1000", lambda p: p - 1000),
    ("negative logits", lambda p: 10 * p - 12),
    ("probabilities", lambda p: p),
]


def accuracy_cases(seed=84):
    """Return probabilities and logits of either sign and any size, with labels of either form."""
    rng = np.random.default_rng(seed)
    cases = labelled_cases(rng, probabilities)
    return {
        f"{name}, {what}": case | {"y_pred": np.round(made_of(case["y_pred"]), 3)}
        for (name, case), (what, made_of) in zip(cases.items(), PREDICTIONS, strict=True)
    }


def accuracy_truth(y_pred, y_true):
    """Return the share of samples whose true class has the largest prediction."""
    return (of_true_class(y_pred, y_true) == y_pred.max(axis=1)).mean()


ACCURACY = Exercise(
    name="accuracy",
    results=("accuracy",),
    cases=accuracy_cases,
    truth=accuracy_truth,
    solution="""
def accuracy(y_pred, y_true):
    labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=1)
    predictions = np.argmax(y_pred, axis=1)
    return np.mean(predictions == labels)
""",
    mistakes=[
        Mistake(
            "predictions = np.argmax(y_pred, axis=0)",
            "Your `accuracy` looks for the largest number in each column: the sample to which a "
            "class was given most. You want the class that a sample, a row, was given most.",
            "largest number sought along the wrong axis",
        ),
        Mistake(
            "labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=0)\n"
            "predictions = np.argmax(y_pred, axis=0)",
            "Your `accuracy` takes the largest of each column, in `y_pred` and in one-hot labels. "
            "Samples are rows: the class is to be found along the other axis.",
            "largest number sought along the wrong axis",
        ),
        Mistake(
            "predictions = np.argmax(y_pred, axis=0)\nreturn np.mean(predictions == y_true)",
            "Your `accuracy` looks for the largest of each column, where samples are rows. And "
            "one-hot labels are compared as they are: there, too, the class has to be found first.",
            "largest along the wrong axis, one-hot taken for labels",
        ),
        Mistake(
            "predictions = np.argmax(y_pred)",
            "Your `accuracy` looks for the largest number of the whole batch. Without an axis "
            "numpy counts through all rows: one place, not one class for each sample.",
            "largest number of the whole batch",
        ),
        Mistake(
            "return np.mean(predictions == y_true)",
            "Right for class labels. With one-hot labels you compare the number of a class with "
            "zeros and ones: find the class in each one-hot row first.",
            "one-hot labels taken for class labels",
        ),
        Mistake(
            "labels = y_true if y_true.ndim == 1 else np.argmax(y_true)",
            "Right for class labels. In one-hot labels you look for the first 1 of the whole "
            "batch: `np.argmax` needs an axis, to find the class in each row.",
            "largest number of the whole batch",
        ),
        Mistake(
            "labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=0)",
            "Right for class labels. In one-hot labels you look down the columns, for the sample "
            "of each class. A sample is a row, and its class the place of the 1 in it.",
            "largest number sought along the wrong axis",
        ),
        Mistake(
            "return np.sum(predictions == labels)",
            "Your `accuracy` is the number of right predictions. You want their share.",
            "number in place of the share",
        ),
        Mistake(
            "return np.mean(predictions != labels)",
            "Your `accuracy` is the share of wrong predictions, the error rate.",
            "errors counted",
        ),
        Mistake(
            "return 100 * np.mean(predictions == labels)",
            "Your `accuracy` is in percent. In this course it is a share, between 0 and 1.",
            "percent in place of a share",
        ),
        Mistake(
            "return np.sum(predictions == labels) / y_pred.shape[1]",
            "You divide by the number of classes, where a share of the samples is wanted.",
            "divided by the number of classes",
        ),
        Mistake(
            "return predictions == labels",
            "You say for each sample whether it is right. What is the share of True in it?",
            "not averaged",
        ),
        Mistake(
            "return predictions",
            "You return the predicted classes. Which share of them agrees with `y_true`?",
            "predictions in place of their share",
        ),
        Mistake(
            "return np.mean(y_pred[np.arange(len(y_pred)), labels])",
            "Your `accuracy` is the mean of the probabilities given to the true classes: how "
            "confident the network is. Accuracy only counts: right or not.",
            "confidence in place of accuracy",
        ),
        Mistake(
            "return np.mean(y_pred[np.arange(len(y_pred)), labels] > 0.5)",
            "Your `accuracy` counts a prediction as right only if its probability is above 0.5. "
            "With more than two classes 0.4 may be the largest, and the largest is what counts.",
            "threshold of a half in place of the largest",
        ),
        Mistake(
            "return np.mean(np.max(y_pred, axis=1))",
            "Your `accuracy` is the mean of the largest probabilities, and does not look at "
            "`y_true`. You want to know not how large the largest is, but where it stands.",
            "confidence in place of accuracy",
        ),
        Mistake(
            "chosen = y_pred == np.max(y_pred, axis=1, keepdims=True)\n"
            "return np.mean(chosen == np.eye(y_pred.shape[1])[labels])",
            "You compare one-hot rows entry by entry, so that the zeros count as well: even a "
            "wrong prediction gets most of its row right. Count samples, not entries.",
            "entries counted in place of samples",
        ),
    ],
    look_first="Take one sample: which class does `y_pred` choose, and is it the class that "
    "`y_true` names, in either form?",
    hints=[
        "Two questions. Which class does the network choose for each sample? How often is it true?",
        "The class chosen is the place of the largest number in a row: `np.argmax` with an axis. "
        "The same turns one-hot labels into class labels; `y_true.ndim` tells the two forms apart.",
        "`predictions == labels` holds True and False, which count as 1 and 0. What is their mean?",
    ],
)


def momentum_cases(seed=71):
    """Return arrays of parameters on their way, and one before its first step."""
    rng = np.random.default_rng(seed)
    few, many = sorted(lengths(rng, 2))
    rates, parts = rng.permutation([0.05, 0.2, 0.3, 1.5]), rng.permutation([0.9, 0.7, 0.6, 0.8])
    shapes = {
        f"weights of {many} inputs and {few} neurons": (many, few),
        f"weights of {few} inputs and {many} neurons": (few, many),
        "biases of 5 neurons": (1, 5),
        "the first step, `last_step` all zeros": (3, 3),
    }
    cases = {
        name: {array: numbers(rng, *shape) for array in ("weights", "dweights", "last_step")}
        | {"learning_rate": float(rate), "momentum": float(part)}
        for (name, shape), rate, part in zip(shapes.items(), rates, parts, strict=True)
    }
    cases["the first step, `last_step` all zeros"]["last_step"] *= 0.0
    return cases


def momentum_truth(weights, dweights, last_step, learning_rate, momentum):
    """Return the new weights and the step to them, as the book defines them."""
    step = momentum * last_step - learning_rate * dweights
    return weights + step, step


MOMENTUM_STEP = Exercise(
    name="momentum_step",
    results=("new_weights", "step"),
    cases=momentum_cases,
    truth=momentum_truth,
    solution="""
def momentum_step(weights, dweights, last_step, learning_rate, momentum):
    step = momentum * last_step - learning_rate * dweights
    return weights + step, step
""",
    mistakes=[
        Mistake(
            "step = -learning_rate * dweights",
            "Your {} is that of plain SGD: the last step has no part in it.",
            "momentum left out",
        ),
        Mistake(
            "step = momentum * last_step + learning_rate * dweights",
            "In your {} the gradient pushes uphill. Momentum repeats the last step as it was, but "
            "the new push goes against the gradient.",
            "step uphill",
        ),
        Mistake(
            "step = -momentum * last_step - learning_rate * dweights",
            "In your {} the last step is taken back instead of repeated. It has its sign already.",
            "last step taken back",
        ),
        Mistake(
            "step = last_step - learning_rate * dweights",
            "In your {} the whole of the last step is repeated. Only a part should be, `momentum`: "
            "otherwise nothing slows the ball down.",
            "last step repeated in full",
        ),
        Mistake(
            "step = momentum * last_step - (1 - momentum) * learning_rate * dweights",
            "In your {} the gradient has the factor `1 - momentum`, as in a running mean (Adam "
            "does so). Here the new push is added in full.",
            "running mean in place of a sum",
        ),
        Mistake(
            "step = momentum * last_step - dweights",
            "In your {} the learning rate is left out: the new push is the whole gradient.",
            "learning rate left out",
        ),
        Mistake(
            "step = learning_rate * (momentum * last_step - dweights)",
            "In your {} the last step is multiplied with the learning rate again. It is a step, "
            "not a gradient: its learning rate is in it. Look at your brackets.",
            "brackets in the wrong place",
        ),
        Mistake(
            "step = learning_rate * last_step - momentum * dweights",
            "In your {} the two factors have changed places. Which belongs to the last step?",
            "the two factors exchanged",
        ),
        Mistake(
            "step = momentum * last_step",
            "Your {} rolls on without looking: the gradient is left out.",
            "gradient left out",
        ),
        Mistake(
            "step = momentum * (last_step - learning_rate * dweights)",
            "In your {} the new push is multiplied with `momentum` as well. Look at your brackets.",
            "brackets in the wrong place",
        ),
        Mistake(
            "step = learning_rate * dweights - momentum * last_step\nreturn weights - step, step",
            "Your `step` is turned round. In this course the minus sign is in the step, so that "
            "the new weights are the old ones plus the step.",
            "sign of the step turned round",
        ),
        Mistake(
            "step = momentum * last_step + dweights\nreturn weights - learning_rate * step, step",
            "For your {} gradients are gathered, and learning rate and minus sign left for later. "
            "PyTorch does it like that; here `last_step` has both in it already.",
            "learning rate left for later, as in PyTorch",
        ),
        Mistake(
            "return weights - step, step",
            "Your `new_weights` has gone the right distance in the opposite direction. The minus "
            "sign before the gradient is part of the step: is it there twice, or not at all?",
            "step taken backwards",
        ),
        Mistake(
            "return weights, step",
            "Your `new_weights` has not moved: these are the old ones.",
            "nothing moved",
        ),
        Mistake(
            "return weights + last_step, step",
            "Your `new_weights` repeats the last step. It is the new one that has to be taken.",
            "last step in place of the new one",
        ),
        Mistake(
            "return step, step",
            "Your `new_weights` is the step itself, not the place to which it leads.",
            "the step alone",
        ),
        Mistake(
            "return weights + step - learning_rate * dweights, step",
            "Your `new_weights` goes down the gradient twice: it is in the step already.",
            "gradient taken twice",
        ),
        Mistake(
            "return weights + momentum * step - learning_rate * dweights, step",
            "Your `new_weights` looks a step further ahead: Nesterov's momentum. A good method, "
            "but here the weights move by the step itself.",
            "Nesterov's momentum",
        ),
    ],
    look_first="Set `momentum` to 0 in your head: is it the step of plain SGD? Then set "
    "`learning_rate` to 0: is it a part of the last step?",
    hints=[
        "The new step is a sum of two: a part of the last step, and a push against the gradient.",
        "`momentum` is the part of the last step that is repeated. The push is that of plain SGD.",
        "Compute `step` first, then add it to the weights, without another sign or factor. Mind "
        "the order: `return new_weights, step`.",
    ],
)


def training_cases(seed=73):
    """Return four networks, with labels of either form; in each a sum is exactly zero."""
    rng = np.random.default_rng(seed)
    (n, *between, k), (m, *others, c) = lengths(rng, 4), lengths(rng, 4)
    one = max(n, k), *between, min(n, k)  # more samples than classes
    other = min(m, c), *others, max(m, c)
    all_alike = (4 if one[-1] == 3 else 3,) * 4  # no number of classes serves all class labels
    rates = rng.permutation([0.3, 0.5, 0.9, 1.5])
    cases = {}
    for lengths_, form, rate in [
        (one, "class labels", rates[0]),
        (other, "one-hot labels", rates[1]),
        (all_alike, "class labels", rates[2]),
        ((1, *lengths(rng, 3)), "one-hot labels", rates[3]),
    ]:
        n_samples, n_inputs, n_neurons, n_classes = lengths_
        name = of_lengths(samples=n_samples, inputs=n_inputs, neurons=n_neurons, classes=n_classes)
        case = network(rng, n_samples, n_inputs, n_neurons, n_classes)
        case["y_true"] = labels(rng, n_samples, n_classes)
        if form == "one-hot labels":
            case["y_true"] = as_one_hot(case["y_true"], n_classes)
        cases[f"{name}, {form}"] = case | {"learning_rate": float(rate)}
    return cases


def network(rng, n_samples, n_inputs, n_neurons, n_classes):
    """Return inputs and parameters; a sum is 0, one just above, and softmax leaves some doubt.

    Each sample turns a neuron on: those that turn on none are all alike.
    """
    while True:
        inputs, weights1 = halves(rng, n_samples, n_inputs), halves(rng, n_inputs, n_neurons)
        biases1 = halves(rng, 1, n_neurons)
        sample, neuron = rng.integers(n_samples), rng.integers(n_neurons)
        products = inputs @ weights1
        biases1[0, neuron] = -products[sample, neuron]
        biases1[0, neuron - 1] = 0.25 - products[sample, neuron - 1]
        weights2 = np.round(numbers(rng, n_neurons, n_classes) / 3, 2)  # or softmax has no doubt
        biases2 = numbers(rng, 1, n_classes)
        z = products + biases1
        p = softmax(np.maximum(z, 0) @ weights2 + biases2)
        n_signs, all_on = len(set(np.sign(z).flat)), (z > 0).any(axis=1).all()
        if n_signs == min(3, z.size) and all_on and p.max() < 0.97:
            arrays = inputs, weights1, biases1, weights2, biases2
            names = "inputs", "weights1", "biases1", "weights2", "biases2"
            return dict(zip(names, arrays, strict=True))


def training_truth(inputs, y_true, weights1, biases1, weights2, biases2, learning_rate):
    """Return the parameters after a step against central differences of the loss.

    Which neurons are on is decided once, before the step: at zero the convention says off, where
    a central difference would take half of each.
    """
    on = inputs @ weights1 + biases1 > 0
    parameters = [weights1, biases1, weights2, biases2]

    def loss(weights1, biases1, weights2, biases2):
        hidden = on * (inputs @ weights1 + biases1)
        return mean_loss(hidden @ weights2 + biases2, y_true)

    def stepped(number):
        def loss_at(values):
            return loss(*parameters[:number], values, *parameters[number + 1 :])

        gradient = numerical_gradient(loss_at, parameters[number])
        return parameters[number] - learning_rate * gradient

    return tuple(stepped(number) for number in range(4))


TRAINING_STEP = Exercise(
    name="training_step",
    results=("new_weights1", "new_biases1", "new_weights2", "new_biases2"),
    cases=training_cases,
    truth=training_truth,
    solution="""
def training_step(inputs, y_true, weights1, biases1, weights2, biases2, learning_rate):
    one_hot = np.eye(weights2.shape[1])[y_true] if y_true.ndim == 1 else y_true

    z = np.dot(inputs, weights1) + biases1  # (n_samples, n_neurons)
    hidden = np.maximum(z, 0)
    logits = np.dot(hidden, weights2) + biases2  # (n_samples, n_classes)
    exponentials = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    probabilities = exponentials / np.sum(exponentials, axis=1, keepdims=True)

    dlogits = (probabilities - one_hot) / len(inputs)
    dweights2 = np.dot(hidden.T, dlogits)
    dbiases2 = np.sum(dlogits, axis=0, keepdims=True)
    dz = np.where(z > 0, np.dot(dlogits, weights2.T), 0.0)
    dweights1 = np.dot(inputs.T, dz)
    dbiases1 = np.sum(dz, axis=0, keepdims=True)

    new_weights1 = weights1 - learning_rate * dweights1
    new_biases1 = biases1 - learning_rate * dbiases1
    new_weights2 = weights2 - learning_rate * dweights2
    new_biases2 = biases2 - learning_rate * dbiases2
    return new_weights1, new_biases1, new_weights2, new_biases2
""",
    mistakes=[
        Mistake(
            "dlogits = probabilities - one_hot",
            "Your {} has moved as many times too far as there are samples: it follows the sum of "
            "the samples' losses. The loss is their mean. Where does the factor go in, once?",
            "mean over the samples left out",
        ),
        Mistake(
            "dlogits = (probabilities - one_hot) / len(inputs) ** 2",
            "Your {} has moved too little: its gradient is divided by the number of samples twice. "
            "The loss divides, and the layers sum.",
            "divided by the number of samples twice",
        ),
        Mistake(
            "dlogits = (probabilities - one_hot) / probabilities.size",
            "The gradient of your {} is divided by samples *and* classes. The loss is a mean over "
            "the samples; a sample has one loss, however many classes there are.",
            "divided by the number of all entries",
        ),
        Mistake(
            "dlogits = probabilities / len(inputs)",
            "In your {} the labels have no part: the probabilities themselves are sent back. Where "
            "the true class stands the gradient has to be negative.",
            "labels left out",
        ),
        Mistake(
            "p = probabilities\ndlogits = (p - one_hot) * p * (1 - p) / len(inputs)",
            "In your {} the error was multiplied with `p * (1 - p)`, as behind a sigmoid and a "
            "squared error. Softmax and cross-entropy leave only the difference (chapter 6).",
            "sigmoid and squared error in place of softmax",
        ),
        Mistake(
            "probabilities = logits",
            "In your {} softmax is left out: the labels were taken from the logits.",
            "softmax left out",
        ),
        Mistake(
            "probabilities = np.exp(logits) / np.sum(np.exp(logits), axis=0)",
            "In your {} softmax runs down the columns: its probabilities add up to 1 over the "
            "samples. Each sample has to have probabilities of its own.",
            "sum along the wrong axis",
        ),
        Mistake(
            "probabilities = np.exp(logits) / np.sum(np.exp(logits))",
            "In your {} softmax divides by the sum over the whole batch. Each sample has to have "
            "probabilities that add up to 1: sum along one axis, and keep it.",
            "sum over everything",
        ),
        Mistake(
            "hidden = z",
            "Your {} comes from a forward pass without ReLU: its second layer took the sums.",
            "ReLU left out of the forward pass",
        ),
        Mistake(
            "p = np.exp(np.dot(z, weights2) + biases2)\np = p / np.sum(p, axis=1, keepdims=True)\n"
            "dz = np.dot((p - one_hot) / len(inputs), weights2.T)",
            "Your {} comes from a network without ReLU: it is left out forward and backward.",
            "ReLU left out altogether",
        ),
        Mistake(
            "dz = np.dot(dlogits, weights2.T)",
            "In your {} ReLU is forgotten on the way back: there is no mask, or it stops nothing. "
            "Where a neuron was off, nothing gets through to the first layer.",
            "mask left out",
        ),
        Mistake(
            "dz = hidden",
            "In your {} the activations were sent back in place of the gradient from the second "
            "layer: the upstream gradient is lost (chapter 4).",
            "ReLU's output in place of the upstream gradient",
        ),
        Mistake("dz = np.maximum(np.dot(dlogits, weights2.T), 0)", *says.MASK_OF_DVALUES),
        Mistake("dz = np.where(z >= 0, np.dot(dlogits, weights2.T), 0.0)", *says.RIGHT_BUT_AT_ZERO),
        Mistake("dz = np.where(z < 0, np.dot(dlogits, weights2.T), 0.0)", *says.MASK_REVERSED),
        Mistake(
            "moved = weights2 - learning_rate * dweights2\n"
            "dz = np.where(z > 0, np.dot(dlogits, moved.T), 0.0)",
            "In your {} the gradient came back through the *new* weights of the second layer. The "
            "loss was computed with the old ones: find all gradients first, then move.",
            "gradient through the new weights",
        ),
        Mistake(
            "return weights1 + learning_rate * dweights1, biases1 + learning_rate * dbiases1, "
            "weights2 + learning_rate * dweights2, biases2 + learning_rate * dbiases2",
            "Your {} has gone uphill: the loss rises. The gradient says where up is.",
            "step uphill",
        ),
        Mistake(
            "return weights1 - dweights1, biases1 - dbiases1, "
            "weights2 - dweights2, biases2 - dbiases2",
            "Your {} has moved by the whole gradient: the learning rate is left out.",
            "learning rate left out",
        ),
        Mistake(
            "return weights1, biases1, weights2, biases2",
            "Your {} has not moved: this is what was handed in.",
            "nothing moved",
        ),
        Mistake(
            "return dweights1, dbiases1, dweights2, dbiases2",
            "Your {} is the gradient. You were asked for where the step leads.",
            "gradient in place of the step's end",
        ),
        Mistake(
            "return -learning_rate * dweights1, -learning_rate * dbiases1, "
            "-learning_rate * dweights2, -learning_rate * dbiases2",
            "Your {} is the step alone. It has to be added to what was there.",
            "the step alone",
        ),
        Mistake(
            "dbiases1 = dz\ndbiases2 = dlogits",
            "Your {} has one row for each sample: its gradient is not summed. All samples use the "
            "same biases, so their shares add up.",
            "not summed",
        ),
    ],
    look_first="Forward first: `inputs` [[1, -2]], both weights `np.eye(2)`, `biases1` [[0, 3]] "
    "and `biases2` [[0, np.log(3)]] give the probabilities 0.25 and 0.75. Then backward: does each "
    "row of the gradient of the logits add up to 0, and is the next one 0 where a neuron was off?",
    hints=[
        "Four parts: forward, keeping the first layer's sums; the gradient of the logits; back "
        "through the second layer, ReLU and the first layer; the step. Write one line for each.",
        "Chapter 6: the gradient of the logits is the probabilities less the one-hot labels, "
        "divided by the number of samples. Chapters 3 and 4 have the rest, layer by layer.",
        "With `dlogits` in hand, `dhidden` is its product with the transpose of the old "
        "`weights2`, and the mask `z > 0` makes `dz` of it. Both pairs of gradients look alike: "
        "layer input transposed times gradient, and the sum over the samples.",
    ],
)

EXERCISES = [ACCURACY, TRAINING_STEP, MOMENTUM_STEP]
