"""The exercises of chapter 6: cross-entropy, its gradient, and both fused with softmax.

Each is tried with class labels and with one-hot labels. Where a batch is square, one form of labels
taken for the other goes through in silence, and the learner is told what became of it; elsewhere
numpy refuses it with an error.
"""

import numpy as np

from course_lib.exercises.draws import probabilities
from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.exercises.labels import (
    as_one_hot,
    labelled_cases,
    mean_loss,
    of_true_class,
    tall,
)
from course_lib.gradcheck import numerical_gradient

ONE_HOT = "one_hot = np.eye(y_pred.shape[1])[y_true] if y_true.ndim == 1 else y_true\n"


def loss_cases(seed=62):
    """Return batches; in two, true classes have a probability of 0, of hardly more, and of 1."""
    rng = np.random.default_rng(seed)
    cases = labelled_cases(rng, probabilities, of_tall=", true classes near 0")
    for case, small in zip(tall(cases), [(0.0, 3e-7, 1e-9), (1e-15, 0.0, 2e-12)], strict=True):
        set_true_class(rng, case, [1.0, *small])
    return cases


def set_true_class(rng, case, values):
    """Give true classes of some samples these probabilities, and the rest to a single class."""
    labels = np.argmax(as_one_hot(case["y_true"], case["y_pred"].shape[1]), axis=1)
    samples = rng.permutation(len(labels))[: len(values)]
    for sample, p in zip(samples, values, strict=True):
        case["y_pred"][sample] = 0.0
        case["y_pred"][sample, labels[sample] - 1] = round(1 - p, 15)
        case["y_pred"][sample, labels[sample]] = p


def loss_truth(y_pred, y_true):
    """Return the definition, sample by sample."""
    return np.array([-np.log(min(max(p, 1e-7), 1 - 1e-7)) for p in of_true_class(y_pred, y_true)])


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
            "return -np.log(p)",
            "The formula is right, but the clip was forgotten. A true class of probability 0 makes "
            "the loss infinite. Keep it away from 0 *before* the logarithm.",
            "clip left out",
        ),
        *[
            Mistake(
                f"return -np.log(p + {small})",
                f"You *add* {small} to the probability, where it should be clipped at 1e-7. That "
                "changes small probabilities that needed no help. `np.clip` leaves them alone.",
                "small number added in place of a clip",
            )
            for small in ("1e-7", "1e-8", "1e-9", "1e-10", "1e-12", "1e-15", "1e-16")
        ],
        *[
            Mistake(
                f"return -np.log(np.clip(p, {small}, 1))",
                f"Right but for the limit: you clip at {small}, this course, like the documents "
                "and the book, at 1e-7.",
                "another limit for the clip",
            )
            for small in ("1e-8", "1e-9", "1e-10", "1e-12", "1e-15", "1e-16")
        ],
        Mistake(
            "return -np.log(np.where(p == 0, 1e-7, p))",
            "You replace an exact 0 only. A probability of 1e-9 then costs *more* than one of 0. "
            "Whatever lies below the limit is lifted to it: `np.clip`.",
            "exact zeros replaced in place of a clip",
        ),
        Mistake(
            "return -np.log(np.clip(p, 1e-7, 1 - 1e7))",
            "Every loss of yours is nan, which is the logarithm of a negative number. Does the "
            "minus sign stand outside the logarithm, and has each 1e-7 of the clip its own?",
            "clip to negative numbers",
        ),
        Mistake(
            "return np.mean(-np.log(np.clip(p, 1e-7, 1 - 1e-7)))",
            "This is the mean over the batch, the loss that training looks at. Here each sample's "
            "own loss is wanted, of shape (n_samples,).",
            "mean over the samples taken too early",
        ),
        Mistake(
            "return np.sum(-np.log(np.clip(p, 1e-7, 1 - 1e-7)))",
            "This is one number, the sum over the batch. Each sample's own loss is wanted, an "
            "array of shape (n_samples,): sum along the classes only.",
            "sum over everything",
        ),
        Mistake(
            "return -np.log(np.clip(p, 1e-7, 1 - 1e-7)) / len(y_pred)",
            "Your losses are divided by the number of samples. That belongs to the mean, which is "
            "taken afterwards: a sample's loss does not depend on how many others there are.",
            "divided by the number of samples",
        ),
        Mistake(
            "return -np.log(np.clip(p, 1e-7, 1 - 1e-7)) / y_pred.shape[1]",
            "Your losses are divided by the number of classes, as by `np.mean` along axis 1. "
            "Beside the one number that counts the mean sees only zeros: sum along the classes.",
            "divided by the number of classes",
        ),
        Mistake(
            "return np.log(np.clip(p, 1e-7, 1 - 1e-7))",
            "Your losses are negative: the minus sign is missing. The logarithm of a probability "
            "is never above 0, and a bad answer should *cost* something.",
            "minus sign left out",
        ),
        Mistake(
            "return -np.log2(np.clip(p, 1e-7, 1 - 1e-7))",
            "You have taken the logarithm to base 2. The loss takes the natural one.",
            "logarithm to another base",
        ),
        Mistake(
            "return -np.log10(np.clip(p, 1e-7, 1 - 1e-7))",
            "You have taken the logarithm to base 10. `log` is the natural one, in numpy too.",
            "logarithm to another base",
        ),
        Mistake(
            "return np.clip(p, 1e-7, 1 - 1e-7)",
            "The probabilities of the true classes: the right ones, but not what they cost yet.",
            "logarithm left out",
        ),
        Mistake(
            "return 1 - np.clip(p, 1e-7, 1 - 1e-7)",
            "You take 1 - p for the loss. It is 0 for a perfect answer, but the worst costs 1 and "
            "no more. Cross-entropy takes a logarithm, which has no such limit.",
            "logarithm left out",
        ),
        Mistake(
            "return -np.sum(np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)), axis=1)",
            "Your losses add up the logarithms of *all* classes; the labels do not come into it. "
            "The loss looks at a single probability of each sample.",
            "labels left out",
        ),
        Mistake(
            "p = y_pred",
            "You have a loss for every class, (n_samples, n_classes). The loss looks at the true "
            "class only: one number for each sample.",
            "labels left out",
        ),
        Mistake(
            "p = y_pred[:, 0]",
            "You look at the first class of every sample. Which class is the true one stands in "
            "`y_true`, and it differs from sample to sample.",
            "first class in place of the true one",
        ),
        Mistake(
            "p = np.max(y_pred, axis=1)",
            "You look at the *largest* probability of each sample: what was answered. The loss "
            "asks for that of the class that was *true*, as `y_true` has it.",
            "chosen class in place of the true one",
        ),
        Mistake(
            "return -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)), axis=1)",
            "Right for one-hot labels. But class labels, shape (n_samples,), serve as factors, "
            "where they are an index. `y_true.ndim` tells the two forms apart.",
            "class labels taken for factors",
        ),
        Mistake(
            "return -np.log(np.sum(y_true * np.clip(y_pred, 1e-7, 1 - 1e-7), axis=1))",
            "Right for one-hot labels. But class labels, shape (n_samples,), are multiplied with "
            "the probabilities. A label of 2 is no factor of 2, but the number of a column.",
            "class labels taken for factors",
        ),
        Mistake(
            "p = np.sum(y_pred * y_true, axis=1)",
            "Right for one-hot labels. But class labels, shape (n_samples,), serve as factors "
            "here, too, and the sum is no probability. A class label is the number of a column.",
            "class labels taken for factors",
        ),
        Mistake(
            "p = y_pred[np.arange(len(y_pred)), y_true]",
            "Right for class labels. But one-hot labels are taken for such: as an index, their "
            "zeros and ones pick columns 0 and 1. They are factors: 1 for the true class, or 0.",
            "one-hot labels taken for class labels",
        ),
        Mistake(
            "p = y_pred[:, y_true] if y_true.ndim == 1 else np.sum(y_pred * y_true, axis=1)",
            "Right for one-hot labels. For class labels, `y_pred[:, y_true]` picks whole columns. "
            "An index needs both parts: the sample's number beside that of its class.",
            "whole columns picked by class labels",
        ),
        Mistake(
            "if y_true.ndim == 2:\n"
            "    return -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)), axis=0)",
            "Right for class labels. For one-hot labels you sum over the samples, along axis 0. "
            "The zeros to be summed away stand in a sample's row, beside its 1.",
            "sum along the wrong axis",
        ),
        Mistake(
            "if y_true.ndim == 2:\n"
            "    return -np.log(np.clip(np.sum(y_pred * y_true, axis=0), 1e-7, 1 - 1e-7))",
            "Right for class labels. With one-hot labels you sum along axis 0, down the columns: "
            "the probabilities of several samples come together in one. A sample is a row.",
            "sum along the wrong axis",
        ),
        Mistake(
            "if y_true.ndim == 2:\n    return -np.log(np.clip(y_pred * y_true, 1e-7, 1 - 1e-7))",
            "Right for class labels. For one-hot labels the product holds the probability of the "
            "true class, and zeros beside it. Sum along the classes before the logarithm.",
            "not summed",
        ),
        Mistake(
            ONE_HOT + "return -one_hot * np.log(np.clip(y_pred, 1e-7, 1 - 1e-7))",
            "The right numbers, with zeros beside them, (n_samples, n_classes). One loss for each "
            "sample is wanted: sum along the classes.",
            "not summed",
        ),
        Mistake(
            ONE_HOT + "p = np.clip(np.where(one_hot == 1, y_pred, 1 - y_pred), 1e-7, 1 - 1e-7)\n"
            "return -np.sum(np.log(p), axis=1)",
            "You also charge the other classes, with -log(1 - p): that is *binary* cross-entropy, "
            "one question for each class. Here the loss looks at the true class only.",
            "binary cross-entropy",
        ),
        Mistake(
            ONE_HOT + "p = np.clip(np.where(one_hot == 1, y_pred, 1 - y_pred), 1e-7, 1 - 1e-7)\n"
            "return -np.mean(np.log(p), axis=1)",
            "Two things: you charge the other classes too, with -log(1 - p), as *binary* "
            "cross-entropy does, and you take a mean over the classes. Only the true class counts.",
            "binary cross-entropy, mean in place of the sum",
        ),
    ],
    look_first="One sample, (0.7, 0.1, 0.2) of class 0: `[0]` and `[[1, 0, 0]]` should both give "
    "0.357, minus the logarithm of 0.7. With class 0 at 0 it is 16.118, minus that of 1e-7.",
    hints=[
        "First find one probability for each sample, that of its true class; the two forms of "
        "labels need two ways to find it. From there on they share all lines.",
        "`y_true.ndim` is 1 for class labels, which are an index, and 2 for one-hot labels, which "
        "are factors. Then clip, then the logarithm, then the sign.",
        "`y_pred[np.arange(len(y_pred)), y_true]` or `np.sum(y_pred * y_true, axis=1)`: both have "
        "shape (n_samples,). `np.clip(p, 1e-7, 1 - 1e-7)` keeps them off 0 and 1.",
    ],
)


IN_BOTH_GRADIENTS = [
    Mistake(
        "return dinputs",
        "These are the gradients of the samples' own losses. The loss of a batch is their *mean*, "
        "and that leaves a factor in every entry.",
        "mean over the samples left out",
    ),
    Mistake(
        "return dinputs / len(y_pred) ** 2",
        "You divide by the number of samples twice. The mean is taken once, and so is its slope.",
        "divided by the number of samples twice",
    ),
    Mistake(
        "return dinputs / y_pred.shape[1]",
        "You divide by the number of classes. The mean goes over the *samples*, the rows.",
        "divided by the number of classes",
    ),
    Mistake(
        "return dinputs / y_pred.size",
        "You divide by the number of *all entries* of `y_pred`. The mean goes over the samples: "
        "each has one loss, however many classes there are.",
        "divided by the number of all entries",
    ),
    Mistake(
        "labels = y_true",
        "Right for class labels. But one-hot labels are taken for such: as an index, their zeros "
        "and ones pick columns 0 and 1 of every sample. `y_true.ndim` tells the forms apart.",
        "one-hot labels taken for class labels",
    ),
    Mistake(
        "labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=0)",
        "Right for class labels. For one-hot labels you look for the 1 along the *samples*, "
        "`argmax` with axis 0. The class of a sample is the place of the 1 in its row.",
        "largest number sought along the wrong axis",
    ),
    Mistake(
        "labels = np.argmax(y_pred, axis=1)",
        "You take the class with the *largest* probability for the true one: the class that was "
        "answered. The loss looks at the class that was true, as `y_true` has it.",
        "chosen class in place of the true one",
    ),
]


def fused_cases(seed=61):
    """Return batches of any shape with labels of either form."""
    return labelled_cases(np.random.default_rng(seed), probabilities)


def gradient_cases(seed=61):
    """Return the like; in two, wrong classes have a probability of 0, and the gradient 0."""
    rng = np.random.default_rng(seed)
    cases = labelled_cases(rng, probabilities, of_tall=", wrong classes at 0")
    for case in tall(cases):
        set_true_class(rng, case, [1.0, float(rng.integers(2, 9)) / 100])
    return cases


def loss_gradient(y_pred, y_true):
    """Return the gradient of the mean loss with respect to y_pred, by central differences."""
    return numerical_gradient(lambda p: np.mean(-np.log(of_true_class(p, y_true))), y_pred)


CROSS_ENTROPY_BACKWARD = Exercise(
    name="cross_entropy_backward",
    results=("dinputs",),
    cases=gradient_cases,
    truth=loss_gradient,
    solution="""
def cross_entropy_backward(y_pred, y_true):
    labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=1)
    samples = np.arange(len(y_pred))
    dinputs = np.zeros_like(y_pred)
    dinputs[samples, labels] = -1 / y_pred[samples, labels]
    return dinputs / len(y_pred)
""",
    mistakes=[
        *IN_BOTH_GRADIENTS,
        Mistake(
            ONE_HOT + "return -one_hot / y_pred / len(y_pred)",
            "Right where no probability is 0. But a *wrong* class of probability 0 gives 0 / 0, "
            "which is nan. Start from zeros, and divide at the true classes only.",
            "zero divided by zero",
        ),
        Mistake(
            "dinputs[samples, labels] = 1 / y_pred[samples, labels]",
            "The sign is missing. More probability for the true class means *less* loss.",
            "wrong sign",
        ),
        Mistake(
            ONE_HOT + "return one_hot / y_pred / len(y_pred)",
            "Two things. The sign is missing: more probability for the true class means *less* "
            "loss. And a *wrong* class of probability 0 gives 0 / 0, which is nan.",
            "wrong sign, zero divided by zero",
        ),
        Mistake(
            ONE_HOT + "return -one_hot / y_pred",
            "Two things. The loss of a batch is the *mean* of these: what does that put in front? "
            "And a *wrong* class of probability 0 gives 0 / 0, which is nan.",
            "mean over the samples left out, zero divided by zero",
        ),
        Mistake(
            ONE_HOT + "return -y_pred / one_hot / len(y_pred)",
            "Your fraction is upside down: you divide by the labels, and most of them are 0. The "
            "slope of -log p has p *below* the line.",
            "fraction upside down",
        ),
        Mistake(
            "dinputs[samples, labels] = -y_pred[samples, labels]",
            "At the true class you have -p, where the slope of -log p is wanted. The less "
            "probability the true class was given, the *steeper* it is.",
            "fraction upside down",
        ),
        Mistake(
            "return -1 / y_pred / len(y_pred)",
            "Right at the true classes, but the others have a slope too. The loss does not look at "
            "them, so nothing comes back to them; the labels have to come in.",
            "labels left out",
        ),
        Mistake(
            "dinputs[samples, labels] = -np.log(y_pred[samples, labels])",
            "This is the loss itself at the true class, divided by n. Backward wants its "
            "*derivative*: what is the slope of a logarithm?",
            "loss in place of its gradient",
        ),
        Mistake(
            "return -1 / y_pred[samples, labels] / len(y_pred)",
            "You have one number for each sample, that of the true class. `dinputs` has the shape "
            "of `y_pred`: put each number into its column, and 0 into the others.",
            "true classes' entries alone",
        ),
        Mistake(
            ONE_HOT + "return (y_pred - one_hot) / len(y_pred)",
            "You are a step ahead: this is the gradient with respect to the *logits*, with softmax "
            "built in. Here that with respect to the probabilities is wanted.",
            "gradient of the logits in place of the probabilities",
        ),
        Mistake(
            "return -y_true / y_pred / len(y_pred)",
            "Class labels, shape (n_samples,), serve as factors here: use them as an index. "
            "One-hot labels go through, unless a probability is 0: then you have 0 / 0.",
            "class labels taken for factors",
        ),
        Mistake(
            "return -y_true.reshape(len(y_pred), -1) / y_pred / len(y_pred)",
            "Class labels, as a column, are multiplied into their whole row, where each names a "
            "column. One-hot labels go through, unless a probability is 0: then you have 0 / 0.",
            "class labels taken for factors",
        ),
        Mistake(
            "dinputs[:, labels] = -1 / y_pred[:, labels]",
            "You fill *whole columns*: `[:, y_true]` picks each label's column for all samples. An "
            "index needs both parts: the sample's number beside that of its class.",
            "whole columns picked by class labels",
        ),
        Mistake(
            "return -y_true / y_pred",
            "Two things. The loss of a batch is a *mean*, and that leaves a factor. And class "
            "labels, shape (n_samples,), serve as factors: they are the numbers of columns.",
            "mean over the samples left out, labels taken for factors",
        ),
        Mistake(
            "if y_true.ndim == 1:\n    dinputs[:, y_true] = -1 / y_pred[:, y_true]",
            "Right for one-hot labels. For class labels, `[:, y_true]` fills whole columns, for "
            "all samples. Each label belongs to one sample: index rows and columns together.",
            "whole columns picked by class labels",
        ),
        Mistake(
            "if y_true.ndim == 1: dinputs[:, y_true] = -1 / y_pred[:, y_true]\n"
            "else: dinputs = -y_true / y_pred",
            "Two things. For class labels, `[:, y_true]` fills whole columns: index rows and "
            "columns together. And for one-hot labels a wrong class of probability 0 gives 0 / 0.",
            "whole columns picked, zero divided by zero",
        ),
    ],
    look_first="Where is your result not 0? There should be one entry in each row, at the true "
    "class, for either form of labels. Only then look at how large it is.",
    hints=[
        "A sample's loss is -log p, for the one probability p it looks at. What is its slope, and "
        "what is the slope for the probabilities it did not look at?",
        "Start from zeros, and put one number into each row, in the column of its true class. "
        "One-hot labels become class labels by `np.argmax(y_true, axis=1)`.",
        "`y_pred[np.arange(n), labels]` is p for each sample, and `dinputs` is indexed alike. "
        "Divide by it and by `len(y_pred)`, and see to the sign.",
    ],
)


def fused_gradient(y_pred, y_true):
    """Return the gradient with respect to the logits, which are the logarithms of y_pred."""
    return numerical_gradient(lambda logits: mean_loss(logits, y_true), np.log(y_pred))


FUSED_BACKWARD = Exercise(
    name="fused_backward",
    results=("dinputs",),
    cases=fused_cases,
    truth=fused_gradient,
    solution="""
def fused_backward(y_pred, y_true):
    labels = y_true if y_true.ndim == 1 else np.argmax(y_true, axis=1)
    dinputs = y_pred.copy()
    dinputs[np.arange(len(y_pred)), labels] -= 1
    return dinputs / len(y_pred)
""",
    mistakes=[
        *IN_BOTH_GRADIENTS,
        Mistake(
            "return -dinputs / len(y_pred)",
            "Your `dinputs` has the wrong sign: what is true, minus what was answered. That is the "
            "way *down*; the minus sign belongs to the step.",
            "wrong sign",
        ),
        Mistake(
            ONE_HOT + "return dinputs * one_hot / len(y_pred)",
            "Right at the true classes, and 0 elsewhere. The loss looks at the true class only, "
            "but through softmax *all* logits move its probability: the diagonal is not enough.",
            "true classes' entries alone",
        ),
        Mistake(
            "return y_pred / len(y_pred)",
            "You have the predictions, divided by n, and the labels do not come into it. All "
            "logits would be pushed down: what pulls the true one up?",
            "labels left out",
        ),
        Mistake(
            ONE_HOT + "return -one_hot / y_pred / len(y_pred)",
            "This is the gradient of the loss with respect to the *probabilities*. It has not gone "
            "back through softmax yet; fused means with respect to the logits.",
            "gradient of the probabilities in place of the logits",
        ),
        Mistake(
            "d = dinputs / len(y_pred)\n"
            "return y_pred * (d - np.sum(y_pred * d, axis=1, keepdims=True))",
            "You have gone back through softmax *twice*. The difference of predictions and labels "
            "has its Jacobian built in already.",
            "back through softmax twice",
        ),
        Mistake(
            "return (y_pred - y_true) / len(y_pred)",
            "Right for one-hot labels. But class labels, shape (n_samples,), are subtracted as "
            "numbers, and from columns: it passes as the batch is square. Use them as an index.",
            "class labels subtracted as numbers",
        ),
        Mistake(
            "return (y_pred - y_true.reshape(len(y_pred), -1)) / len(y_pred)",
            "Right for one-hot labels. But class labels, as a column, are subtracted from their "
            "whole row. A label of 2 says which column holds the true class.",
            "class labels subtracted as numbers",
        ),
        Mistake(
            "dinputs[:, labels] -= 1",
            "You subtract 1 in *whole columns*: `[:, y_true]` picks each label's column for all "
            "samples. An index needs both parts: the sample's number beside that of its class.",
            "whole columns picked by class labels",
        ),
        Mistake(
            "dinputs[:, y_true] -= 1",
            "You subtract 1 in *whole columns*: with `[:, y_true]` every label goes to all "
            "samples. And one-hot labels are no index: find the class in each row first.",
            "whole columns picked by class labels",
        ),
        Mistake(
            "dinputs = y_pred.copy()\nif y_true.ndim == 1: dinputs[:, y_true] -= 1\n"
            "else: dinputs -= y_true",
            "Right for one-hot labels. For class labels, `[:, y_true]` takes 1 off whole columns, "
            "for all samples. Each label belongs to one sample: index rows and columns together.",
            "whole columns picked by class labels",
        ),
        Mistake(
            ONE_HOT + "return y_pred - one_hot / len(y_pred)",
            "You divide the labels by n, and not the predictions. A bracket is missing.",
            "brackets in the wrong place",
        ),
        Mistake(
            "return y_pred - y_true",
            "Two things. The loss of a batch is a *mean*, and that leaves a factor. And class "
            "labels, shape (n_samples,), are subtracted as numbers: they say which column it is.",
            "mean over the samples left out, labels taken for numbers",
        ),
    ],
    look_first="Add up each row: the sum should be 0, the pull on the true class equals the pushes "
    "on the others. Which form of labels breaks it? If none does, look at the factor.",
    hints=[
        "What was answered, minus what is true. One-hot labels have the shape of `y_pred`.",
        "Either make class labels one-hot, or work on a copy of `y_pred` and subtract 1 at each "
        "true class. One-hot labels become class labels by `np.argmax(y_true, axis=1)`.",
        "`dinputs = y_pred.copy()`, then `dinputs[np.arange(n), labels] -= 1`; and the mean.",
    ],
)

EXERCISES = [CROSS_ENTROPY, CROSS_ENTROPY_BACKWARD, FUSED_BACKWARD]
