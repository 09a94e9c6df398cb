"""The exercises of chapter 6: cross-entropy, its gradient, and both fused with softmax.

Each is tried with class labels and with one-hot labels, on square batches and on a single row.
Elsewhere numpy refuses one form of labels taken for the other with an error; here it goes through
in silence, and the learner is told what became of it. The single row tells n_samples from
n_classes.
"""

import numpy as np

from course_lib.exercises.exercise import Exercise
from course_lib.exercises.exercise import OldMistake as Mistake
from course_lib.gradcheck import numerical_gradient

CLIP = 1e-7


def clip(y_pred):
    """Return probabilities kept away from 0 and 1."""
    return np.clip(y_pred, CLIP, 1 - CLIP)


def as_one_hot(y_pred, y_true):
    """Return labels of either form as one-hot labels, floats of the shape of y_pred."""
    if y_true.ndim == 2:
        return 1.0 * y_true
    return 1.0 * (y_true[:, np.newaxis] == np.arange(y_pred.shape[1]))


def as_labels(y_true):
    """Return labels of either form as class labels."""
    return y_true.argmax(axis=1) if y_true.ndim == 2 else y_true


def of_true_class(y_pred, y_true):
    """Return the probability of each sample's true class, as it came."""
    return (as_one_hot(y_pred, y_true) * y_pred).sum(axis=1)


def batch(rng, labels, n_classes, form):
    """Return generic predictions, and their labels in one of the two forms."""
    y_pred = np.exp(rng.normal(size=(len(labels), n_classes)))
    y_pred /= y_pred.sum(axis=1, keepdims=True)
    labels = np.array(labels)
    if form == "one-hot":
        return {"y_pred": y_pred, "y_true": as_one_hot(y_pred, labels).astype(int)}
    return {"y_pred": y_pred, "y_true": labels}


def gradient_cases(seed=61):
    """Return two square batches and two single rows, with labels of either form."""
    rng = np.random.default_rng(seed)
    return [
        batch(rng, [2, 0, 2], 3, "class labels"),
        batch(rng, [1, 3, 0, 1], 4, "one-hot"),
        batch(rng, [3], 5, "class labels"),
        batch(rng, [2], 6, "one-hot"),
    ]


def loss_cases(seed=62):
    """Return the like, where some true classes were given a probability of 0, or hardly more."""
    rng = np.random.default_rng(seed)
    cases = [
        batch(rng, [2, 0, 3, 2], 4, "class labels"),
        batch(rng, [1, 0, 1], 3, "one-hot"),
        batch(rng, [1], 5, "class labels"),
        batch(rng, [3], 4, "one-hot"),
    ]
    for case, tiny in zip(cases, [{0: 0.0, 1: 3e-7, 3: 1e-9}, {2: 0.0}], strict=False):
        for sample, p in tiny.items():
            case["y_pred"][sample, as_labels(case["y_true"])[sample]] = p
            case["y_pred"][sample] /= case["y_pred"][sample].sum()
    return cases


def loss_truth(y_pred, y_true):
    """Return the definition, sample by sample."""
    return np.array([-np.log(p) for p in clip(of_true_class(y_pred, y_true))])


CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    results=("losses",),
    cases=loss_cases,
    truth=loss_truth,
    solution="""
def cross_entropy(y_pred, y_true):
    if y_true.ndim == 1:
        p = y_pred[np.arange(len(y_pred)), y_true]
    else:
        p = np.sum(y_pred * y_true, axis=1)
    return -np.log(np.clip(p, 1e-7, 1 - 1e-7))
""",
    mistakes=[
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(of_true_class(y_pred, y_true)),
            "The formula is right, but the clip was forgotten. A true class that was given a "
            "probability of 0 makes the loss infinite, and so the mean of its batch. Keep the "
            "probability away from 0 *before* the logarithm.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(of_true_class(y_pred, y_true) + CLIP),
            "You *add* 1e-7 to the probability, where it should be clipped. No loss is infinite "
            "that way, but small probabilities that needed no help are changed too. `np.clip` "
            "leaves alone what lies between its limits.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(np.clip(of_true_class(y_pred, y_true), 1e-15, 1)),
            "Right but for the limit of the clip: you clip at 1e-15, this course, like the "
            "documents and the book, at 1e-7.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: (
                -np.log(
                    np.where(
                        of_true_class(y_pred, y_true) == 0, CLIP, of_true_class(y_pred, y_true)
                    )
                )
            ),
            "You replace an exact 0 only. A probability of 1e-9 then costs *more* than one of 0. "
            "Whatever lies below the limit is lifted to it: `np.clip`.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: np.mean(-np.log(clip(of_true_class(y_pred, y_true)))),
            "This is the mean over the batch, the loss that training looks at. Here each sample's "
            "own loss is wanted, an array of shape (n_samples,). The mean is taken afterwards.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: np.sum(-np.log(clip(of_true_class(y_pred, y_true)))),
            "This is one number, the sum over the batch. Each sample's own loss is wanted, an "
            "array of shape (n_samples,): sum along the classes only.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(clip(of_true_class(y_pred, y_true))) / len(y_pred),
            "Your losses are divided by the number of samples. That belongs to the mean, which is "
            "taken afterwards: a sample's loss does not depend on how many others there are.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: np.log(clip(of_true_class(y_pred, y_true))),
            "Your losses are negative: the minus sign is missing. The logarithm of a probability "
            "is never above 0, and a bad answer should *cost* something.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log2(clip(of_true_class(y_pred, y_true))),
            "You have taken the logarithm to base 2. The loss takes the natural one, whose slope "
            "is 1/p without a further factor.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log10(clip(of_true_class(y_pred, y_true))),
            "You have taken the logarithm to base 10. `log` in the formula is the natural one, "
            "and in numpy it has that name too.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: clip(of_true_class(y_pred, y_true)),
            "These are the probabilities of the true classes: the right ones to look at, but not "
            "what they cost yet.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: 1 - clip(of_true_class(y_pred, y_true)),
            "You take 1 - p for the loss. It is 0 for a perfect answer, but the worst one costs 1 "
            "and no more. Cross-entropy takes a logarithm, which has no such limit.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(clip(y_pred)).sum(axis=1),
            "Your losses add up the logarithms of *all* classes; the labels do not come into it. "
            "The loss looks at a single probability of each sample.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(clip(y_pred)),
            "You have a loss for every class, (n_samples, n_classes). The loss looks at the true "
            "class only: one number for each sample.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(clip(y_pred[:, 0])),
            "You look at the first class of every sample. Which class is the true one stands in "
            "`y_true`, and it differs from sample to sample.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(clip(y_pred.max(axis=1))),
            "You look at the *largest* probability of each sample: what was answered. The loss "
            "asks for the probability of the class that was *true*, as `y_true` has it.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -(y_true * np.log(clip(y_pred))).sum(axis=1),
            "Right for one-hot labels. But class labels, shape (n_samples,), are taken for "
            "one-hot ones: their numbers, 0 to n_classes - 1, serve as factors. As class labels "
            "they are an index. `y_true.ndim` tells the two forms apart.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log((y_true * clip(y_pred)).sum(axis=1)),
            "Right for one-hot labels. But class labels, shape (n_samples,), are multiplied with "
            "the probabilities as if they were one-hot. A label of 2 is no factor of 2, it says "
            "which column to look at. `len(y_true.shape)` tells the two forms apart.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(clip(y_pred)[np.arange(len(y_pred)), y_true]),
            "Right for class labels. But one-hot labels, shape (n_samples, n_classes), are taken "
            "for class labels: their zeros and ones serve as an index, and pick columns 0 and 1 "
            "again and again. They are factors: 1 for the true class, 0 for the others.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: (
                -np.log(clip(y_pred))[:, y_true]
                if y_true.ndim == 1
                else -(y_true * np.log(clip(y_pred))).sum(axis=1)
            ),
            "Right for one-hot labels. For class labels, `y_pred[:, y_true]` picks whole columns, "
            "a table of samples by samples. An index needs both its parts: the number of the "
            "sample beside the number of its class.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: (
                -np.log(clip(of_true_class(y_pred, y_true)))
                if y_true.ndim == 1
                else -(y_true * np.log(clip(y_pred))).sum(axis=0)
            ),
            "Right for class labels. For one-hot labels you sum over the samples, along axis 0. "
            "The zeros to be summed away stand in a sample's row, beside its 1.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -np.log(clip((y_true * y_pred).sum(axis=1))),
            "Right for one-hot labels. But class labels, shape (n_samples,), serve as factors "
            "here, too, and what is summed is no probability any more. A class label is the "
            "number of a column.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: (
                -np.log(clip(of_true_class(y_pred, y_true)))
                if y_true.ndim == 1
                else -np.log(clip(y_pred * y_true))
            ),
            "Right for class labels. For one-hot labels the product is not added up yet: it holds "
            "the probability of the true class, and zeros beside it. Sum along the classes before "
            "the logarithm.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: -as_one_hot(y_pred, y_true) * np.log(clip(y_pred)),
            "The right numbers, with zeros beside them, (n_samples, n_classes). One loss for each "
            "sample is wanted: sum along the classes.",
        ),
        Mistake(
            "losses",
            lambda y_pred, y_true: (
                -np.log(np.where(as_one_hot(y_pred, y_true) == 1, clip(y_pred), 1 - clip(y_pred)))
            ).sum(axis=1),
            "You also charge the other classes, with -log(1 - p): that is *binary* cross-entropy, "
            "one question for each class. Here softmax makes them share, and the loss looks at "
            "the true class only.",
        ),
    ],
    look_first="Try both forms of labels on one sample, (0.7, 0.1, 0.2) of class 0: `[0]` and "
    "`[[1, 0, 0]]` should both give 0.357, minus the logarithm of 0.7.",
    hints=[
        "First find one probability for each sample, that of its true class; the two forms of "
        "labels need two ways to find it. From there on they share all lines.",
        "`y_true.ndim` is 1 for class labels, which are an index, and 2 for one-hot labels, which "
        "are factors. Then clip, then the logarithm, then the sign.",
        "`y_pred[np.arange(len(y_pred)), y_true]` or `np.sum(y_pred * y_true, axis=1)`: both have "
        "shape (n_samples,). `np.clip(p, 1e-7, 1 - 1e-7)` keeps them off 0 and 1.",
    ],
)


def loss_gradient(y_pred, y_true):
    """Return the gradient of the mean loss with respect to y_pred, by central differences."""
    return numerical_gradient(lambda p: np.mean(-np.log(of_true_class(p, y_true))), y_pred)


def picked(values, y_true):
    """Return the values at the true classes, and 0 elsewhere."""
    return np.where(as_one_hot(values, y_true) == 1, values, 0.0)


def indexed(values, index):
    """Return the values in the columns `index` of each sample, and 0 elsewhere."""
    result = np.zeros_like(values)
    result[np.arange(len(values)), index] = values[np.arange(len(values)), index]
    return result


def whole_columns(values, labels):
    """Return the values in all columns that are the label of any sample, and 0 elsewhere."""
    result = np.zeros_like(values)
    result[:, labels] = values[:, labels]
    return result


CROSS_ENTROPY_BACKWARD = Exercise(
    name="cross_entropy_backward",
    results=("dinputs",),
    cases=gradient_cases,
    truth=loss_gradient,
    solution="""
def cross_entropy_backward(y_pred, y_true):
    one_hot = np.eye(y_pred.shape[1])[y_true] if y_true.ndim == 1 else y_true
    return -one_hot / y_pred / len(y_pred)
""",
    mistakes=[
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(1 / y_pred / len(y_pred), y_true),
            "The sign is missing. More probability for the true class means *less* loss, so the "
            "slope there is negative.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-1 / y_pred, y_true),
            "These are the gradients of the samples' own losses. The loss of a batch is their "
            "*mean*: what does that put in front?",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-1 / y_pred / y_pred.shape[1], y_true),
            "You divide by the number of classes. The mean goes over the *samples*: `y_pred` has "
            "one row for each.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-1 / y_pred / len(y_pred) ** 2, y_true),
            "You divide by the number of samples twice. The mean is taken once, and so is its "
            "derivative.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: -y_pred / as_one_hot(y_pred, y_true) / len(y_pred),
            "Your fraction is upside down: you divide by the labels, and most of them are 0. The "
            "slope of -log p has p *below* the line.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-y_pred / len(y_pred), y_true),
            "At the true class you have -p, where the slope of -log p is wanted. The less "
            "probability the true class was given, the *steeper* it is.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: -1 / y_pred / len(y_pred),
            "Right at the true classes, but the others have a slope too. The loss does not look "
            "at them, so nothing comes back to them; the labels have to come in.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-np.log(y_pred) / len(y_pred), y_true),
            "This is the loss itself at the true class, divided by n. Backward wants its "
            "*derivative*: what is the slope of a logarithm?",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-1 / y_pred / len(y_pred), y_true).sum(axis=1),
            "You have one number for each sample, that of the true class. `dinputs` has the shape "
            "of `y_pred`: put each number into its column, and 0 into the others.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (y_pred - as_one_hot(y_pred, y_true)) / len(y_pred),
            "You are a step ahead: this is the gradient with respect to the *logits*, with "
            "softmax built in. Here the gradient with respect to the probabilities is wanted.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-1 / y_pred / len(y_pred), y_pred.argmax(axis=1)),
            "You put the slope where the *largest* probability stands, at the class that was "
            "answered. The loss looked at the class that was true, as `y_true` has it.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: -y_true / y_pred / len(y_pred),
            "Right for one-hot labels. But class labels, shape (n_samples,), are divided as if "
            "they were one-hot: their numbers, 0 to n_classes - 1, serve as factors. Make them "
            "one-hot first, or use them as an index.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (
                (-y_true[:, np.newaxis] if y_true.ndim == 1 else -y_true) / y_pred / len(y_pred)
            ),
            "Right for one-hot labels. But class labels, as a column, are multiplied into their "
            "whole row. A label of 2 is no factor of 2: it says which column holds the true class.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: indexed(-1 / y_pred / len(y_pred), y_true),
            "Right for class labels. But one-hot labels, shape (n_samples, n_classes), are taken "
            "for class labels: as an index, their zeros and ones pick columns 0 and 1 of every "
            "sample. `y_true.ndim` tells the two forms apart.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: whole_columns(-1 / y_pred / len(y_pred), as_labels(y_true)),
            "You fill *whole columns*: `[:, y_true]` picks each label's column for all samples. "
            "An index needs both its parts: the number of the sample beside the number of its "
            "class.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: -y_true / y_pred,
            "Two things. The loss of a batch is a *mean*, and that leaves a factor. And class "
            "labels, shape (n_samples,), serve as factors here, where they are the numbers of "
            "columns.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-1 / y_pred / y_pred.size, y_true),
            "You divide by the number of *all entries* of `y_pred`. The mean goes over the "
            "samples, and each of them has one loss, however many classes there are.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (
                whole_columns(-1 / y_pred / len(y_pred), y_true)
                if y_true.ndim == 1
                else -y_true / y_pred / len(y_pred)
            ),
            "Right for one-hot labels. For class labels, `[:, y_true]` fills whole columns, for "
            "all samples. Each label belongs to one sample: index rows and columns together.",
        ),
    ],
    look_first="Where is your result not 0? There should be one entry in each row, at the true "
    "class, for either form of labels. Only then look at how large it is.",
    hints=[
        "A sample's loss is -log p, for the one probability p it looks at. What is its slope, and "
        "what is the slope for the probabilities it did not look at?",
        "With one-hot labels the formula holds entry by entry: it is 0 where the label is 0. "
        "Class labels can be made one-hot: compare `y_true[:, np.newaxis]` with "
        "`np.arange(n_classes)`.",
        "Once `y_true` is one-hot, divide it by `y_pred` and by `len(y_pred)`, and see to the "
        "sign.",
    ],
)


def fused_gradient(y_pred, y_true):
    """Return the gradient with respect to the logits, which are the logarithms of y_pred."""

    def mean_loss(logits):
        return np.mean(np.logaddexp.reduce(logits, axis=1) - of_true_class(logits, y_true))

    return numerical_gradient(mean_loss, np.log(y_pred))


def fused(y_pred, y_true):
    """Return what a right fused backward returns, for mistakes to be made with."""
    return (y_pred - as_one_hot(y_pred, y_true)) / len(y_pred)


FUSED_BACKWARD = Exercise(
    name="fused_backward",
    results=("dinputs",),
    cases=gradient_cases,
    truth=fused_gradient,
    solution="""
def fused_backward(y_pred, y_true):
    labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=1)
    dinputs = y_pred.copy()
    dinputs[np.arange(len(y_pred)), labels] -= 1
    return dinputs / len(y_pred)
""",
    mistakes=[
        Mistake(
            "dinputs",
            lambda y_pred, y_true: y_pred - as_one_hot(y_pred, y_true),
            "These are the gradients of the samples' own losses. The loss is their *mean*, and "
            "that leaves a factor in every entry.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: fused(y_pred, y_true) / len(y_pred),
            "You divide by the number of samples twice. The mean is taken once, and so is its "
            "derivative.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: fused(y_pred, y_true) * len(y_pred) / y_pred.shape[1],
            "You divide by the number of classes. The mean goes over the *samples*: `y_pred` has "
            "one row for each.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: -fused(y_pred, y_true),
            "Your `dinputs` has the wrong sign: what is true, minus what was answered. That is "
            "the way to go *down*; backward returns the gradient, and the minus sign belongs to "
            "the step.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(fused(y_pred, y_true), y_true),
            "Right at the true classes, and 0 elsewhere. The loss looks at the true class only, "
            "but through softmax *all* logits move its probability. (The diagonal of the Jacobian "
            "alone gives this, too.)",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: y_pred / len(y_pred),
            "You have the predictions, divided by n, and the labels do not come into it. All "
            "logits would be pushed down: what pulls the true one up?",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: picked(-1 / y_pred / len(y_pred), y_true),
            "This is the gradient of the loss with respect to the *probabilities*. It has not "
            "gone back through softmax yet; fused means with respect to the logits.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (
                y_pred
                * (
                    fused(y_pred, y_true)
                    - (y_pred * fused(y_pred, y_true)).sum(axis=1, keepdims=True)
                )
            ),
            "You have gone back through softmax *twice*. The difference of predictions and labels "
            "has its Jacobian built in already.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (y_pred - y_true) / len(y_pred),
            "Right for one-hot labels. But class labels, shape (n_samples,), are subtracted as "
            "numbers, from columns even. numpy lets it pass because the batch is square. Make "
            "them one-hot first, or use them as an index.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (
                (y_pred - (y_true[:, np.newaxis] if y_true.ndim == 1 else y_true)) / len(y_pred)
            ),
            "Right for one-hot labels. But class labels, as a column, are subtracted from their "
            "whole row. A label of 2 does not mean to take off 2: it says which column holds the "
            "true class.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (y_pred - (indexed(y_pred, y_true) != 0)) / len(y_pred),
            "Right for class labels. But one-hot labels, shape (n_samples, n_classes), are taken "
            "for class labels: as an index, their zeros and ones pick columns 0 and 1 of every "
            "sample. `y_true.ndim` tells the two forms apart.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (
                (y_pred - (whole_columns(y_pred, as_labels(y_true)) != 0)) / len(y_pred)
            ),
            "You subtract 1 in *whole columns*: `[:, y_true]` picks each label's column for all "
            "samples. An index needs both its parts: the number of the sample beside the number "
            "of its class.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (
                (y_pred - as_one_hot(y_pred, y_pred.argmax(axis=1))) / len(y_pred)
            ),
            "You subtract 1 where the *largest* probability stands, at the class that was "
            "answered. It belongs to the class that was true, as `y_true` has it.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: y_pred - as_one_hot(y_pred, y_true) / len(y_pred),
            "You divide the labels by n, and not the predictions. A bracket is missing: the whole "
            "difference belongs to the mean.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: y_pred - y_true,
            "Two things. The loss of a batch is a *mean*, and that leaves a factor. And class "
            "labels, shape (n_samples,), are subtracted as numbers, where they say which column "
            "holds the true class.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: fused(y_pred, y_true) / y_pred.shape[1],
            "You divide by the number of *all entries* of `y_pred`. The mean goes over the "
            "samples, and each of them has one loss, however many classes there are.",
        ),
        Mistake(
            "dinputs",
            lambda y_pred, y_true: (
                fused(y_pred, y_true)
                if y_true.ndim == 1
                else (y_pred - (indexed(y_pred, y_true.argmax(axis=0)) != 0)) / len(y_pred)
            ),
            "Right for class labels. For one-hot labels you look for the 1 along the *samples*, "
            "`argmax` with axis 0. The class of a sample is the place of the 1 in its row.",
        ),
    ],
    look_first="Add up each row: the sum should be 0, since the pull on the true class equals the "
    "pushes on the others. Which form of labels breaks it? If none does, look at the factor in "
    "front.",
    hints=[
        "What was answered, minus what is true. The first is `y_pred`; the second has the same "
        "shape, if the labels are one-hot.",
        "Either make class labels one-hot, or work on a copy of `y_pred` and subtract 1 at each "
        "true class. One-hot labels become class labels by `np.argmax(y_true, axis=1)`.",
        "`dinputs = y_pred.copy()`, then `dinputs[np.arange(n), labels] -= 1`: what is left is "
        "the division that the mean asks for.",
    ],
)

EXERCISES = [CROSS_ENTROPY, CROSS_ENTROPY_BACKWARD, FUSED_BACKWARD]
