"""The exercises of chapter 7: accuracy, a step with momentum, one whole training step."""

import numpy as np

from course_lib.exercises import says
from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.exercises.labels import as_one_hot, mean_loss, of_true_class
from course_lib.gradcheck import numerical_gradient


def accuracy_cases(seed=84):
    """Return as many samples as classes, as labels and one-hot, and a single sample.

    Elsewhere no two axes share a size. Here they do, or a wrong axis and labels of the wrong form
    would end in an exception of numpy's instead of a number that can be recognised. The single
    sample tells the number of samples from that of classes.
    """
    rng = np.random.default_rng(seed)
    cases = {}
    one_hot = as_one_hot(np.array([0, 0, 6, 6, 5, 1, 4]), 7)
    for name, n_classes, predicted, y_true in [
        (
            "8 samples, class labels",
            8,
            [4, 0, 2, 1, 3, 7, 6, 4],
            np.array([4, 2, 2, 1, 0, 5, 6, 4]),
        ),
        ("7 samples, one-hot labels", 7, [0, 0, 3, 1, 5, 1, 4], one_hot),
        ("one sample, its logits", 3, [2], np.array([2])),
    ]:
        scores = rng.uniform(0.0, 0.5, size=(len(predicted), n_classes))
        surer = rng.uniform(0.5, 6.0, size=(len(predicted), 1))
        scores += surer * as_one_hot(np.array(predicted), n_classes)
        cases[name] = {"y_pred": scores / scores.sum(axis=1, keepdims=True), "y_true": y_true}
    cases[name]["y_pred"] = np.log(cases[name]["y_pred"])  # logits, and negative
    return cases


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
        ),
        Mistake(
            "labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=0)\n"
            "predictions = np.argmax(y_pred, axis=0)",
            "Your `accuracy` takes the largest of each column, in `y_pred` and in one-hot labels. "
            "Samples are rows: the class is to be found along the other axis.",
        ),
        Mistake(
            "predictions = np.argmax(y_pred, axis=0)\nreturn np.mean(predictions == y_true)",
            "Your `accuracy` looks for the largest of each column, where samples are rows. And "
            "one-hot labels are compared as they are: there, too, the class has to be found first.",
        ),
        Mistake(
            "predictions = np.argmax(y_pred)",
            "Your `accuracy` looks for the largest number of the whole batch. Without an axis "
            "numpy counts through all rows: one place, not one class for each sample.",
        ),
        Mistake(
            "return np.mean(predictions == y_true)",
            "Right for class labels. With one-hot labels you compare the number of a class with "
            "zeros and ones: find the class in each one-hot row first.",
        ),
        Mistake(
            "labels = y_true if y_true.ndim == 1 else np.argmax(y_true)",
            "Right for class labels. In one-hot labels you look for the first 1 of the whole "
            "batch: `np.argmax` needs an axis, to find the class in each row.",
        ),
        Mistake(
            "labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=0)",
            "Right for class labels. In one-hot labels you look down the columns, for the sample "
            "of each class. A sample is a row, and its class the place of the 1 in it.",
        ),
        Mistake(
            "return np.sum(predictions == labels)",
            "Your `accuracy` is the number of right predictions. You want their share.",
        ),
        Mistake(
            "return np.mean(predictions != labels)",
            "Your `accuracy` is the share of wrong predictions, the error rate.",
        ),
        Mistake(
            "return 100 * np.mean(predictions == labels)",
            "Your `accuracy` is in percent. In this course it is a share, between 0 and 1.",
        ),
        Mistake(
            "return np.sum(predictions == labels) / y_pred.shape[1]",
            "You divide by the number of classes, where a share of the samples is wanted.",
        ),
        Mistake(
            "return predictions == labels",
            "You say for each sample whether it is right. What is the share of True in it?",
        ),
        Mistake(
            "return predictions",
            "You return the predicted classes. Which share of them agrees with `y_true`?",
        ),
        Mistake(
            "return np.mean(y_pred[np.arange(len(y_pred)), labels])",
            "Your `accuracy` is the mean of the probabilities given to the true classes: how "
            "confident the network is. Accuracy only counts: right or not.",
        ),
        Mistake(
            "return np.mean(y_pred[np.arange(len(y_pred)), labels] > 0.5)",
            "Your `accuracy` counts a prediction as right only if its probability is above 0.5. "
            "With more than two classes 0.4 may be the largest, and the largest is what counts.",
        ),
        Mistake(
            "return np.mean(np.max(y_pred, axis=1))",
            "Your `accuracy` is the mean of the largest probabilities, and does not look at "
            "`y_true`. You want to know not how large the largest is, but where it stands.",
        ),
        Mistake(
            "chosen = y_pred == np.max(y_pred, axis=1, keepdims=True)\n"
            "return np.mean(chosen == np.eye(y_pred.shape[1])[labels])",
            "You compare one-hot rows entry by entry, so that the zeros count as well: even a "
            "wrong prediction gets most of its row right. Count samples, not entries.",
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
    """Return two arrays of parameters on their way, with everything of about the same size."""
    rng = np.random.default_rng(seed)
    arrays = ("weights", "dweights", "last_step")
    return {
        case: {name: rng.normal(size=shape) for name in arrays}
        | {"learning_rate": learning_rate, "momentum": momentum}
        for case, shape, learning_rate, momentum in [
            ("weights of 3 inputs and 4 neurons", (3, 4), 0.2, 0.9),
            ("biases of 5 neurons", (1, 5), 0.5, 0.7),
        ]
    }


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
        ),
        Mistake(
            "step = momentum * last_step + learning_rate * dweights",
            "In your {} the gradient pushes uphill. Momentum repeats the last step as it was, but "
            "the new push goes against the gradient.",
        ),
        Mistake(
            "step = -momentum * last_step - learning_rate * dweights",
            "In your {} the last step is taken back instead of repeated. It has its sign already.",
        ),
        Mistake(
            "step = last_step - learning_rate * dweights",
            "In your {} the whole of the last step is repeated. Only a part should be, `momentum`: "
            "otherwise nothing slows the ball down.",
        ),
        Mistake(
            "step = momentum * last_step - (1 - momentum) * learning_rate * dweights",
            "In your {} the gradient has the factor `1 - momentum`, as in a running mean (Adam "
            "does so). Here the new push is added in full.",
        ),
        Mistake(
            "step = momentum * last_step - dweights",
            "In your {} the learning rate is left out: the new push is the whole gradient.",
        ),
        Mistake(
            "step = learning_rate * (momentum * last_step - dweights)",
            "In your {} the last step is multiplied with the learning rate again. It is a step, "
            "not a gradient: its learning rate is in it. Look at your brackets.",
        ),
        Mistake(
            "step = learning_rate * last_step - momentum * dweights",
            "In your {} the two factors have changed places. Which belongs to the last step?",
        ),
        Mistake(
            "step = momentum * last_step",
            "Your {} rolls on without looking: the gradient is left out.",
        ),
        Mistake(
            "step = momentum * (last_step - learning_rate * dweights)",
            "In your {} the new push is multiplied with `momentum` as well. Look at your brackets.",
        ),
        Mistake(
            "step = learning_rate * dweights - momentum * last_step\nreturn weights - step, step",
            "Your `step` is turned round. In this course the minus sign is in the step, so that "
            "the new weights are the old ones plus the step.",
        ),
        Mistake(
            "step = momentum * last_step + dweights\nreturn weights - learning_rate * step, step",
            "For your {} gradients are gathered, and learning rate and minus sign left for later. "
            "PyTorch does it like that; here `last_step` has both in it already.",
        ),
        Mistake(
            "return weights - step, step",
            "Your `new_weights` has gone the right distance in the opposite direction. The minus "
            "sign before the gradient is part of the step: is it there twice, or not at all?",
        ),
        Mistake(
            "return weights, step",
            "Your `new_weights` has not moved: these are the old ones.",
        ),
        Mistake(
            "return weights + last_step, step",
            "Your `new_weights` repeats the last step. It is the new one that has to be taken.",
        ),
        Mistake(
            "return step, step",
            "Your `new_weights` is the step itself, not the place to which it leads.",
        ),
        Mistake(
            "return weights + step - learning_rate * dweights, step",
            "Your `new_weights` goes down the gradient twice: it is in the step already.",
        ),
        Mistake(
            "return weights + momentum * step - learning_rate * dweights, step",
            "Your `new_weights` looks a step further ahead: Nesterov's momentum. A good method, "
            "but here the weights move by the step itself.",
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
    """Return two networks, with class labels and with one-hot ones; a pre-activation is zero."""
    rng = np.random.default_rng(seed)
    cases = {}
    for name, n_samples, n_inputs, n_neurons, n_classes, rate in [
        ("6 samples, class labels", 6, 2, 4, 3, 0.9),
        ("5 samples, one-hot labels", 5, 3, 2, 4, 0.5),
    ]:
        inputs = rng.integers(-3, 4, size=(n_samples, n_inputs)) / 2
        weights1 = rng.integers(-3, 4, size=(n_inputs, n_neurons)) / 2
        biases1 = rng.integers(-1, 4, size=(1, n_neurons)) / 2
        biases1[0, 0] = -(inputs @ weights1)[0, 0]
        case = {"inputs": inputs, "y_true": rng.integers(n_classes, size=n_samples)}
        case |= {"weights1": weights1, "biases1": biases1}
        case |= {"weights2": rng.normal(size=(n_neurons, n_classes))}
        case |= {"biases2": rng.normal(size=(1, n_classes)), "learning_rate": rate}
        cases[name] = case
    cases[name]["y_true"] = as_one_hot(cases[name]["y_true"], n_classes)
    return cases


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
        ),
        Mistake(
            "dlogits = (probabilities - one_hot) / len(inputs) ** 2",
            "Your {} has moved too little: its gradient is divided by the number of samples twice. "
            "The loss divides, and the layers sum.",
        ),
        Mistake(
            "dlogits = (probabilities - one_hot) / probabilities.size",
            "The gradient of your {} is divided by samples *and* classes. The loss is a mean over "
            "the samples; a sample has one loss, however many classes there are.",
        ),
        Mistake(
            "dlogits = probabilities / len(inputs)",
            "In your {} the labels have no part: the probabilities themselves are sent back. Where "
            "the true class stands the gradient has to be negative.",
        ),
        Mistake(
            "p = probabilities\ndlogits = (p - one_hot) * p * (1 - p) / len(inputs)",
            "In your {} the error was multiplied with `p * (1 - p)`, as behind a sigmoid and a "
            "squared error. Softmax and cross-entropy leave only the difference (chapter 6).",
        ),
        Mistake(
            "probabilities = logits",
            "In your {} softmax is left out: the labels were taken from the logits.",
        ),
        Mistake(
            "probabilities = np.exp(logits) / np.sum(np.exp(logits), axis=0)",
            "In your {} softmax runs down the columns: its probabilities add up to 1 over the "
            "samples. Each sample has to have probabilities of its own.",
        ),
        Mistake(
            "probabilities = np.exp(logits) / np.sum(np.exp(logits))",
            "In your {} softmax divides by the sum over the whole batch. Each sample has to have "
            "probabilities that add up to 1: sum along one axis, and keep it.",
        ),
        Mistake(
            "hidden = z",
            "Your {} comes from a forward pass without ReLU: its second layer took the sums.",
        ),
        Mistake(
            "p = np.exp(np.dot(z, weights2) + biases2)\np = p / np.sum(p, axis=1, keepdims=True)\n"
            "dz = np.dot((p - one_hot) / len(inputs), weights2.T)",
            "Your {} comes from a network without ReLU: it is left out forward and backward.",
        ),
        Mistake(
            "dz = np.dot(dlogits, weights2.T)",
            "In your {} ReLU is forgotten on the way back: there is no mask, or it stops nothing. "
            "Where a neuron was off, nothing gets through to the first layer.",
        ),
        Mistake(
            "dz = hidden",
            "In your {} the activations were sent back in place of the gradient from the second "
            "layer: the upstream gradient is lost (chapter 4).",
        ),
        Mistake("dz = np.maximum(np.dot(dlogits, weights2.T), 0)", says.MASK_OF_DVALUES),
        Mistake("dz = np.where(z >= 0, np.dot(dlogits, weights2.T), 0.0)", says.RIGHT_BUT_AT_ZERO),
        Mistake("dz = np.where(z < 0, np.dot(dlogits, weights2.T), 0.0)", says.MASK_REVERSED),
        Mistake(
            "moved = weights2 - learning_rate * dweights2\n"
            "dz = np.where(z > 0, np.dot(dlogits, moved.T), 0.0)",
            "In your {} the gradient came back through the *new* weights of the second layer. The "
            "loss was computed with the old ones: find all gradients first, then move.",
        ),
        Mistake(
            "return weights1 + learning_rate * dweights1, biases1 + learning_rate * dbiases1, "
            "weights2 + learning_rate * dweights2, biases2 + learning_rate * dbiases2",
            "Your {} has gone uphill: the loss rises. The gradient says where up is.",
        ),
        Mistake(
            "return weights1 - dweights1, biases1 - dbiases1, "
            "weights2 - dweights2, biases2 - dbiases2",
            "Your {} has moved by the whole gradient: the learning rate is left out.",
        ),
        Mistake(
            "return weights1, biases1, weights2, biases2",
            "Your {} has not moved: this is what was handed in.",
        ),
        Mistake(
            "return dweights1, dbiases1, dweights2, dbiases2",
            "Your {} is the gradient. You were asked for where the step leads.",
        ),
        Mistake(
            "return -learning_rate * dweights1, -learning_rate * dbiases1, "
            "-learning_rate * dweights2, -learning_rate * dbiases2",
            "Your {} is the step alone. It has to be added to what was there.",
        ),
        Mistake(
            "dbiases1 = dz\ndbiases2 = dlogits",
            "Your {} has one row for each sample: its gradient is not summed. All samples use the "
            "same biases, so their shares add up.",
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
