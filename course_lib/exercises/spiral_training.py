"""The exercises of chapter 7: accuracy, a step with momentum, one whole training step."""

import numpy as np

from course_lib.exercises.exercise import Exercise
from course_lib.exercises.exercise import OldMistake as Mistake
from course_lib.gradcheck import numerical_gradient


def accuracy_cases(seed=84):
    """Return as many samples as classes, as labels and one-hot, and a single sample.

    Elsewhere no two axes share a size. Here they do, or a wrong axis and labels of the wrong form
    would end in an exception of numpy's instead of a number that can be recognised. The single
    sample tells the number of samples from that of classes.
    """
    rng = np.random.default_rng(seed)
    cases = []
    for n_classes, predicted, y_true in [
        (8, [4, 0, 2, 1, 3, 7, 6, 4], np.array([4, 2, 2, 1, 0, 5, 6, 4])),
        (7, [2, 1, 0, 3, 6, 6, 5], as_one_hot(np.array([2, 1, 3, 3, 6, 4, 5]), 7)),
        (3, [2], np.array([2])),
    ]:
        scores = rng.uniform(0.0, 0.5, size=(len(predicted), n_classes))
        surer = rng.uniform(0.5, 6.0, size=(len(predicted), 1))
        scores += surer * as_one_hot(np.array(predicted), n_classes)
        cases.append({"y_pred": scores / scores.sum(axis=1, keepdims=True), "y_true": y_true})
    return cases


def as_one_hot(y_true, n_classes):
    """Return labels of either form as one-hot labels."""
    return y_true if y_true.ndim == 2 else 1 * (y_true[:, None] == np.arange(n_classes))


def as_labels(y_true):
    """Return labels of either form as class labels."""
    return y_true if y_true.ndim == 1 else y_true.argmax(axis=1)


def of_right_class(y_pred, y_true):
    """Return what the network gives to each sample's true class."""
    return (y_pred * as_one_hot(y_true, y_pred.shape[1])).sum(axis=1)


def accuracy_truth(y_pred, y_true):
    """Return the share of samples whose true class has the largest prediction."""
    return (of_right_class(y_pred, y_true) == y_pred.max(axis=1)).mean()


ACCURACY = Exercise(
    name="accuracy",
    results=("accuracy",),
    cases=accuracy_cases,
    truth=accuracy_truth,
    solution="""
def accuracy(y_pred, y_true):
    if y_true.ndim == 2:
        y_true = np.argmax(y_true, axis=1)
    return np.mean(np.argmax(y_pred, axis=1) == y_true)
""",
    mistakes=[
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (y_pred.argmax(axis=0) == as_labels(y_true)).mean(),
            "Your `accuracy` looks for the largest number in each column: that is the sample to "
            "which a class was given most. You want the class that a sample was given most, and a "
            "sample is a row.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (
                y_pred.argmax(axis=0) == (y_true if y_true.ndim == 1 else y_true.argmax(axis=0))
            ).mean(),
            "Your `accuracy` takes the largest of each column, in `y_pred` and in one-hot labels. "
            "Samples are rows: the class is to be found along the other axis.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (y_pred.argmax(axis=0) == y_true).mean(),
            "Your `accuracy` looks for the largest of each column, where samples are rows. And "
            "one-hot labels are compared as they are: there, too, the class has to be found first.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (y_pred.argmax() == as_labels(y_true)).mean(),
            "Your `accuracy` looks for the largest number of the whole batch. Without an axis "
            "numpy counts through all rows, and you get one place instead of one class for each "
            "sample.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (y_pred.argmax(axis=1) == y_true).mean(),
            "Right for class labels. With one-hot labels you compare the number of a class with "
            "zeros and ones: find the class in each one-hot row first.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (y_pred.argmax(axis=1) == as_labels(y_true)).sum(),
            "Your `accuracy` is the number of right predictions. You want their share, between 0 "
            "and 1, which can be compared whatever the number of samples.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (y_pred.argmax(axis=1) != as_labels(y_true)).mean(),
            "Your `accuracy` is the share of wrong predictions, the error rate.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: 100 * (y_pred.argmax(axis=1) == as_labels(y_true)).mean(),
            "Your `accuracy` is in percent. In this course it is a share, between 0 and 1.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (
                (y_pred.argmax(axis=1) == as_labels(y_true)).sum() / y_pred.shape[1]
            ),
            "You count the right predictions, and divide by the number of classes. A share of the "
            "samples needs the number of samples.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: y_pred.argmax(axis=1) == as_labels(y_true),
            "Your `accuracy` says for each sample whether it is right. That is nearly all: what is "
            "the share of True in it?",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: y_pred.argmax(axis=1),
            "You return the predicted classes. They are right; now compare them with `y_true`, and "
            "say which share agrees.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: of_right_class(y_pred, y_true).mean(),
            "Your `accuracy` is the mean of the probabilities given to the true classes. That says "
            "how confident the network is. Accuracy only counts: right or not.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (of_right_class(y_pred, y_true) > 0.5).mean(),
            "Your `accuracy` counts a prediction as right only if its probability is above 0.5. "
            "With more than two classes 0.4 may well be the largest, and the largest is what "
            "counts.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: y_pred.max(axis=1).mean(),
            "Your `accuracy` is the mean of the largest probabilities, and does not look at "
            "`y_true`. You want to know not how large the largest is, but where it stands.",
        ),
        Mistake(
            "accuracy",
            lambda y_pred, y_true: (
                (y_pred == y_pred.max(axis=1, keepdims=True)) == as_one_hot(y_true, y_pred.shape[1])
            ).mean(),
            "You compare one-hot rows entry by entry, so that the zeros count as well: even a "
            "wrong prediction gets most of its row right. Count samples, not entries.",
        ),
    ],
    look_first="Take one sample: which class does `y_pred` choose, and is it the class that "
    "`y_true` names, in either form?",
    hints=[
        "Two questions. Which class does the network choose for each sample? In how many of the "
        "samples is that the true class?",
        "The class chosen is the place of the largest number in a row: `np.argmax` with an axis. "
        "The same turns one-hot labels into class labels; `y_true.ndim` tells the two forms apart.",
        "`predictions == y_true` is an array of True and False, which count as 1 and 0. What is "
        "the mean of ones and zeros?",
    ],
)


def momentum_cases(seed=71):
    """Return two arrays of parameters on their way, with everything of about the same size."""
    rng = np.random.default_rng(seed)
    return [
        {
            "weights": rng.normal(size=shape),
            "dweights": rng.normal(size=shape),
            "last_step": rng.normal(size=shape),
            "learning_rate": learning_rate,
            "momentum": momentum,
        }
        for shape, learning_rate, momentum in [((3, 4), 0.2, 0.9), ((1, 5), 0.5, 0.7)]
    ]


def momentum_truth(weights, dweights, last_step, learning_rate, momentum):
    """Return the new weights and the step to them, as the book defines them."""
    step = momentum * last_step - learning_rate * dweights
    return weights + step, step


def in_the_step(wrong, says):
    """Return a mistake in the step, as it shows in the step and in the new weights.

    `wrong` takes `last_step`, `dweights`, `learning_rate` and `momentum`.
    """

    def step(weights, dweights, last_step, learning_rate, momentum):
        return wrong(last_step, dweights, learning_rate, momentum)

    def new_weights(weights, dweights, last_step, learning_rate, momentum):
        return weights + wrong(last_step, dweights, learning_rate, momentum)

    return [
        Mistake(result.__name__, result, says.format(f"`{result.__name__}`"))
        for result in (step, new_weights)
    ]


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
        *in_the_step(
            lambda last, dw, rate, momentum: -rate * dw,
            "Your {} is that of plain SGD: the last step has no part in it. With momentum a part "
            "of it is repeated.",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: momentum * last + rate * dw,
            "In your {} the gradient pushes uphill. Momentum repeats the last step as it was, but "
            "the new push goes against the gradient.",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: -momentum * last - rate * dw,
            "In your {} the last step is taken back instead of repeated. The last step has its "
            "sign already: it says where the weights went.",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: last - rate * dw,
            "In your {} the whole of the last step is repeated. Only the part that `momentum` says "
            "should be: otherwise nothing ever slows the ball down.",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: momentum * last - (1 - momentum) * rate * dw,
            "In your {} the gradient has the factor `1 - momentum`, as in a running mean (Adam "
            "does so). Here the new push is added in full.",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: momentum * last - dw,
            "In your {} the learning rate is left out: the new push is the whole gradient.",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: rate * (momentum * last - dw),
            "In your {} the last step is multiplied with the learning rate again. It is a step, "
            "not a gradient: its learning rate is in it. Look at your brackets.",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: rate * last - momentum * dw,
            "In your {} the two factors have changed places. Which belongs to the last step, and "
            "which to the gradient?",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: momentum * last,
            "Your {} rolls on without looking: the gradient is left out.",
        ),
        *in_the_step(
            lambda last, dw, rate, momentum: momentum * (last - rate * dw),
            "In your {} the new push is multiplied with `momentum` as well. Only the last step "
            "is. Look at your brackets.",
        ),
        Mistake(
            "step",
            lambda weights, dweights, last_step, learning_rate, momentum: (
                learning_rate * dweights - momentum * last_step
            ),
            "Your `step` is turned round. In this course the minus sign is in the step, so that "
            "the new weights are the old ones plus the step.",
        ),
        Mistake(
            "step",
            lambda weights, dweights, last_step, learning_rate, momentum: (
                momentum * last_step + dweights
            ),
            "Your `step` gathers gradients, and leaves learning rate and minus sign for later. "
            "PyTorch does it like that; here `step` is what is added to the weights.",
        ),
        Mistake(
            "new_weights",
            lambda weights, dweights, last_step, learning_rate, momentum: (
                weights - learning_rate * (momentum * last_step + dweights)
            ),
            "For your `new_weights` the last step was gathered with the gradient, then multiplied "
            "with the learning rate and turned round. `last_step` is no gradient: it has its "
            "learning rate and its sign already.",
        ),
        Mistake(
            "new_weights",
            lambda weights, dweights, last_step, learning_rate, momentum: (
                weights + learning_rate * dweights - momentum * last_step
            ),
            "Your `new_weights` has gone the right distance in the opposite direction. The minus "
            "sign before the gradient is part of the step: is it there twice, or not at all?",
        ),
        Mistake(
            "new_weights",
            lambda weights, dweights, last_step, learning_rate, momentum: weights,
            "Your `new_weights` has not moved: these are the old ones.",
        ),
        Mistake(
            "new_weights",
            lambda weights, dweights, last_step, learning_rate, momentum: weights + last_step,
            "Your `new_weights` repeats the last step. It is the new one that has to be taken.",
        ),
        Mistake(
            "new_weights",
            lambda weights, dweights, last_step, learning_rate, momentum: (
                momentum * last_step - learning_rate * dweights
            ),
            "Your `new_weights` is the step itself, not the place to which it leads.",
        ),
        Mistake(
            "new_weights",
            lambda weights, dweights, last_step, learning_rate, momentum: (
                weights + momentum * last_step - 2 * learning_rate * dweights
            ),
            "Your `new_weights` goes down the gradient twice: it is in the step already.",
        ),
        Mistake(
            "new_weights",
            lambda weights, dweights, last_step, learning_rate, momentum: (
                weights
                + momentum * (momentum * last_step - learning_rate * dweights)
                - learning_rate * dweights
            ),
            "Your `new_weights` looks one step further ahead: that is Nesterov's momentum. A good "
            "method, but here the weights move by the step itself.",
        ),
    ],
    look_first="Set `momentum` to 0 in your head: is it the step of plain SGD? Then set "
    "`learning_rate` to 0: is it a part of the last step?",
    hints=[
        "The new step is a sum of two: a part of the last step, and a push against the gradient.",
        "`momentum` is the part of the last step that is repeated. The push is that of plain SGD, "
        "with its minus sign.",
        "Compute `step` first, then add it to the weights, without another sign or factor. Mind "
        "the order: `return new_weights, step`.",
    ],
)


def training_cases(seed=73):
    """Return two networks, with class labels and with one-hot ones; a pre-activation is zero."""
    rng = np.random.default_rng(seed)
    cases = []
    for n_samples, n_inputs, n_neurons, n_classes, rate in [(6, 2, 4, 3, 0.9), (5, 3, 2, 4, 0.5)]:
        inputs = rng.integers(-3, 4, size=(n_samples, n_inputs)) / 2
        weights1 = rng.integers(-3, 4, size=(n_inputs, n_neurons)) / 2
        biases1 = rng.integers(-1, 4, size=(1, n_neurons)) / 2
        biases1[0, 0] = -(inputs @ weights1)[0, 0]
        case = {"inputs": inputs, "y_true": rng.integers(n_classes, size=n_samples)}
        case |= {"weights1": weights1, "biases1": biases1}
        case |= {"weights2": rng.normal(size=(n_neurons, n_classes))}
        case |= {"biases2": rng.normal(size=(1, n_classes)), "learning_rate": rate}
        cases.append(case)
    cases[1]["y_true"] = as_one_hot(cases[1]["y_true"], n_classes)
    return cases


def training_truth(inputs, y_true, weights1, biases1, weights2, biases2, learning_rate):
    """Return the parameters after a step against central differences of the loss.

    Which neurons are on is decided once, before the step: at zero the convention says off, where
    a central difference would take half of each.
    """
    on = inputs @ weights1 + biases1 > 0
    one_hot = as_one_hot(y_true, weights2.shape[1])

    def loss(weights1, biases1, weights2, biases2):
        logits = (on * (inputs @ weights1 + biases1)) @ weights2 + biases2
        return (np.log(np.exp(logits).sum(axis=1)) - (one_hot * logits).sum(axis=1)).mean()

    parameters = [weights1, biases1, weights2, biases2]

    def stepped(number):
        def loss_at(values):
            return loss(*parameters[:number], values, *parameters[number + 1 :])

        gradient = numerical_gradient(loss_at, parameters[number])
        return parameters[number] - learning_rate * gradient

    return tuple(stepped(number) for number in range(4))


def softmax(logits, axis=1):
    """Return probabilities; along another axis, or along none, that is a known mistake."""
    exponentials = np.exp(logits)
    return exponentials / exponentials.sum(axis=axis, keepdims=True)


def one_step(
    case,
    *,
    relu=lambda z: np.maximum(z, 0.0),
    probabilities=softmax,
    dlogits=lambda p, one_hot: (p - one_hot) / len(p),
    sent_back=lambda old, new: old,
    drelu=lambda z, dhidden: np.where(z > 0, dhidden, 0.0),
    over_samples=lambda d: d.sum(axis=0, keepdims=True),
    moved=lambda values, gradient, rate: values - rate * gradient,
):
    """Return the four results of a training step in which one thing is done in another way."""
    inputs, rate = case["inputs"], case["learning_rate"]
    weights2 = case["weights2"]
    z = inputs @ case["weights1"] + case["biases1"]
    hidden = relu(z)
    p = probabilities(hidden @ weights2 + case["biases2"])
    d = dlogits(p, as_one_hot(case["y_true"], weights2.shape[1]))
    new_weights2 = moved(weights2, hidden.T @ d, rate)
    new_biases2 = moved(case["biases2"], over_samples(d), rate)
    dz = drelu(z, d @ sent_back(weights2, new_weights2).T)
    return {
        "new_weights1": moved(case["weights1"], inputs.T @ dz, rate),
        "new_biases1": moved(case["biases1"], over_samples(dz), rate),
        "new_weights2": new_weights2,
        "new_biases2": new_biases2,
    }


NEW = ("new_weights1", "new_biases1", "new_weights2", "new_biases2")


def step_with(says, names=NEW, **change):
    """Return the mistakes that one change in a training step makes in each of its results."""

    def wrong(name):
        return lambda **case: one_step(case, **change)[name]

    return [Mistake(name, wrong(name), says.format(f"`{name}`")) for name in names]


TRAINING_STEP = Exercise(
    name="training_step",
    results=NEW,
    cases=training_cases,
    truth=training_truth,
    solution="""
def training_step(inputs, y_true, weights1, biases1, weights2, biases2, learning_rate):
    n_samples = len(inputs)
    if y_true.ndim == 2:
        y_true = np.argmax(y_true, axis=1)

    z = np.dot(inputs, weights1) + biases1  # (n_samples, n_neurons)
    hidden = np.maximum(z, 0)
    logits = np.dot(hidden, weights2) + biases2  # (n_samples, n_classes)
    exponentials = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    probabilities = exponentials / np.sum(exponentials, axis=1, keepdims=True)

    dlogits = probabilities.copy()
    dlogits[range(n_samples), y_true] -= 1
    dlogits /= n_samples
    dz = np.where(z > 0, np.dot(dlogits, weights2.T), 0.0)

    new_weights1 = weights1 - learning_rate * np.dot(inputs.T, dz)
    new_biases1 = biases1 - learning_rate * np.sum(dz, axis=0, keepdims=True)
    new_weights2 = weights2 - learning_rate * np.dot(hidden.T, dlogits)
    new_biases2 = biases2 - learning_rate * np.sum(dlogits, axis=0, keepdims=True)
    return new_weights1, new_biases1, new_weights2, new_biases2
""",
    mistakes=[
        *step_with(
            "Your {} has moved as many times too far as there are samples: it follows the sum of "
            "the samples' losses. The loss is their mean. Where does the factor go in, once?",
            dlogits=lambda p, one_hot: p - one_hot,
        ),
        *step_with(
            "Your {} has moved too little: its gradient is divided by the number of samples twice. "
            "The loss divides, and the layers sum.",
            dlogits=lambda p, one_hot: (p - one_hot) / len(p) ** 2,
        ),
        *step_with(
            "The gradient of your {} is divided by samples *and* classes. The loss is a mean over "
            "the samples; a sample has one loss, however many classes there are.",
            dlogits=lambda p, one_hot: (p - one_hot) / p.size,
        ),
        *step_with(
            "In your {} the labels have no part: the probabilities themselves are sent back. "
            "Where the true class stands the gradient has to be negative.",
            dlogits=lambda p, one_hot: p / len(p),
        ),
        *step_with(
            "In your {} the error was multiplied with `p * (1 - p)`, as behind a sigmoid and a "
            "squared error. Softmax and cross-entropy together leave only the difference "
            "(chapter 6).",
            dlogits=lambda p, one_hot: (p - one_hot) * p * (1 - p) / len(p),
        ),
        *step_with(
            "In your {} the labels were taken from the logits, not from probabilities: softmax is "
            "left out.",
            probabilities=lambda logits: logits,
        ),
        *step_with(
            "In your {} softmax runs down the columns: its probabilities add up to 1 over the "
            "samples. Each sample has to have probabilities of its own.",
            probabilities=lambda logits: softmax(logits, axis=0),
        ),
        *step_with(
            "In your {} softmax divides by the sum over the whole batch. Each sample has to have "
            "probabilities that add up to 1: sum along one axis, and keep it.",
            probabilities=lambda logits: softmax(logits, axis=None),
        ),
        *step_with(
            "Your {} comes from a forward pass without ReLU: the second layer was handed the "
            "first one's sums.",
            relu=lambda z: z,
        ),
        *step_with(
            "Your {} comes from a network without ReLU: it is left out forward and backward.",
            names=NEW[:2],
            relu=lambda z: z,
            drelu=lambda z, dhidden: dhidden,
        ),
        *step_with(
            "In your {} ReLU is forgotten on the way back: there is no mask, or it stops nothing. "
            "Where a neuron was off, nothing gets through to the first layer.",
            names=NEW[:2],
            drelu=lambda z, dhidden: dhidden,
        ),
        *step_with(
            "In your {} the activations were sent back in place of the gradient from the second "
            "layer: the upstream gradient is lost (chapter 4).",
            names=NEW[:2],
            drelu=lambda z, dhidden: np.maximum(z, 0.0),
        ),
        *step_with(
            "In your {} the mask looks at the sign of the gradient. What decides is the sign of "
            "the first layer's sums; a negative gradient passes like any other.",
            names=NEW[:2],
            drelu=lambda z, dhidden: np.maximum(dhidden, 0.0),
        ),
        *step_with(
            "Your {} is right but for a sum that is exactly 0. There ReLU counts as off, and "
            "nothing passes. Look at the comparison in your mask.",
            names=NEW[:2],
            drelu=lambda z, dhidden: np.where(z >= 0, dhidden, 0.0),
        ),
        *step_with(
            "In your {} the mask is on the wrong side of zero: the gradient passes where the "
            "neuron was off.",
            names=NEW[:2],
            drelu=lambda z, dhidden: np.where(z < 0, dhidden, 0.0),
        ),
        *step_with(
            "In your {} the gradient came back through the *new* weights of the second layer. The "
            "loss was computed with the old ones: find all gradients first, then move.",
            names=NEW[:2],
            sent_back=lambda old, new: new,
        ),
        *step_with(
            "Your {} has gone uphill: the loss rises. The gradient says where up is.",
            moved=lambda values, gradient, rate: values + rate * gradient,
        ),
        *step_with(
            "Your {} has moved by the whole gradient: the learning rate is left out.",
            moved=lambda values, gradient, rate: values - gradient,
        ),
        *step_with(
            "Your {} has not moved: this is what was handed in.",
            moved=lambda values, gradient, rate: values,
        ),
        *step_with(
            "Your {} is the gradient. You were asked for where the step leads.",
            moved=lambda values, gradient, rate: gradient,
        ),
        *step_with(
            "Your {} is the step alone. It has to be added to what was there.",
            moved=lambda values, gradient, rate: -rate * gradient,
        ),
        *step_with(
            "Your {} has one row for each sample: its gradient is not summed. All samples use the "
            "same biases, so their shares add up.",
            names=NEW[1::2],
            over_samples=lambda d: d,
        ),
    ],
    look_first="Go backward piece by piece: does each row of the gradient of the logits add up to "
    "0, and is the next one zero where a neuron was off?",
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
