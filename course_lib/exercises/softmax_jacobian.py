"""The exercises of chapter 5: softmax, its Jacobian, and the way back through it.

Batches here are square or have a single row. Elsewhere numpy refuses a forgotten `keepdims` with an
error; here it goes through in silence, and the learner is told what became of it.
"""

import numpy as np

from course_lib.exercises.exercise import Exercise
from course_lib.exercises.exercise import OldMistake as Mistake
from course_lib.gradcheck import numerical_gradient


def top(logits):
    """Return the largest logit of each sample, as a column."""
    return logits.max(axis=1, keepdims=True)


def row_sums(values):
    """Return the sum of each row, as a column."""
    return values.sum(axis=1, keepdims=True)


def shares(values):
    """Return each entry's share of the sum of its row."""
    return values / row_sums(values)


def probabilities(logits):
    """Return softmax of moderate logits, by its definition, along the last axis."""
    exp_values = np.exp(logits)
    return exp_values / exp_values.sum(axis=-1, keepdims=True)


def softmax_cases(seed=51):
    """Return logits of moderate, of very large and of very different size, and whole numbers."""
    rng = np.random.default_rng(seed)

    def exact(*shape):
        return np.round(64 * rng.normal(size=shape)) / 64  # no digit of 1000.25 is lost in float32

    extreme = exact(4, 4)
    extreme[0] += 1000
    extreme[1] -= 1000
    extreme[3] += [2000, -2000, 1999, 0]  # larger differences than np.exp can take
    return [
        {"logits": exact(3, 3)},
        {"logits": extreme},
        {"logits": np.array([[2, -1, 0, 3, 1]])},
    ]


def softmax_truth(logits):
    """Return the definition: what np.logaddexp adds up it never leaves to np.exp alone."""
    return np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))


SOFTMAX = Exercise(
    name="softmax",
    results=("output",),
    cases=softmax_cases,
    truth=softmax_truth,
    solution="""
def softmax(logits):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    exp_values = np.exp(shifted)
    return exp_values / np.sum(exp_values, axis=1, keepdims=True)
""",
    mistakes=[
        Mistake(
            "output",
            lambda logits: shares(np.exp(logits)),
            "Right for moderate logits. Near 1000 the exponentials overflow, near -1000 they all "
            "vanish, and inf / inf and 0 / 0 are both nan. A constant taken off all logits of a "
            "sample changes no probability: which one makes `np.exp` safe?",
        ),
        Mistake(
            "output",
            lambda logits: shares(np.exp(logits - logits.max())),
            "You take the largest logit of the *whole batch* off every sample. A sample that lies "
            "far below it has only exponentials of 0 left, and 0 / 0 is nan. Each sample needs "
            "its own maximum.",
        ),
        Mistake(
            "output",
            lambda logits: shares(np.exp(logits - logits.max(axis=0))),
            "Your maximum runs over the samples (axis 0), so each class is shifted by another "
            "constant. Only a constant that is the same for all logits of a *sample* leaves its "
            "probabilities alone.",
        ),
        Mistake(
            "output",
            lambda logits: np.exp(logits - top(logits)) / np.exp(logits - top(logits)).sum(axis=0),
            "Your columns add up to one, not your rows: you sum over the samples. A row is a "
            "sample, and its classes share a probability of one.",
        ),
        Mistake(
            "output",
            lambda logits: (
                np.exp(logits - logits.max(axis=0))
                / np.exp(logits - logits.max(axis=0)).sum(axis=0)
            ),
            "Both your maximum and your sum run over the samples, along axis 0: the columns add "
            "up to one. A row is a sample, and everything in softmax happens within a row.",
        ),
        Mistake(
            "output",
            lambda logits: np.exp(logits - top(logits)),
            "These are the shifted exponentials: the largest of each row is 1, and a row does not "
            "add up to one yet. What makes probabilities of positive numbers?",
        ),
        Mistake(
            "output",
            lambda logits: np.exp(logits - top(logits)) / np.exp(logits - top(logits)).sum(),
            "You divide by the sum over the *whole batch*: all entries together add up to one. "
            "Each sample has a probability of one to share, so sum within each row.",
        ),
        Mistake(
            "output",
            lambda logits: np.exp(logits - top(logits)) / np.exp(logits - top(logits)).sum(axis=1),
            "The sums are right, but they have lost an axis: they lie down as a row, and each "
            "*column* is divided by one of them. numpy lets it pass because the batch is square. "
            "`keepdims=True` keeps a column of sums.",
        ),
        Mistake(
            "output",
            lambda logits: shares(np.exp(logits - logits.max(axis=1))),
            "The maxima are right, but they have lost an axis: as a row, each is taken off a "
            "*column*. numpy lets it pass because the batch is square. `keepdims=True` keeps a "
            "column of maxima.",
        ),
        Mistake(
            "output",
            lambda logits: (
                np.exp(logits - logits.max(axis=1))
                / np.exp(logits - logits.max(axis=1)).sum(axis=1)
            ),
            "Maxima and sums have both lost an axis. They lie down as rows and meet the *columns* "
            "of the batch, one sample's maximum another sample's logits; it passes because the "
            "batch is square. `keepdims=True` belongs in both.",
        ),
        Mistake(
            "output",
            lambda logits: shares(np.exp2(logits - top(logits))),
            "These are probabilities, but with powers of 2. Softmax takes powers of e, and "
            "`np.exp` computes them.",
        ),
        Mistake(
            "output",
            lambda logits: shares(logits),
            "You divide the logits themselves by their sum, and with negative logits that gives "
            "negative numbers. What makes every logit positive comes first.",
        ),
        Mistake(
            "output",
            lambda logits: shares(np.exp(top(logits) - logits)),
            "Your largest logit gets the smallest probability: in the exponent the sign is the "
            "wrong way round. You want the logit minus the maximum.",
        ),
        Mistake(
            "output",
            lambda logits: shares(np.exp(logits - logits.min(axis=1, keepdims=True))),
            "You take off the smallest logit of each sample, so the others become large, and one "
            "that lies 4000 above it overflows. Which logit has to be the zero if no exponential "
            "may exceed 1?",
        ),
        Mistake(
            "output",
            lambda logits: shares(np.exp(logits - top(np.abs(logits)))),
            "You take off the largest *absolute* value. Logits near -1000 are pushed down to "
            "-2000 by it, where all exponentials vanish. The largest logit may well be negative.",
        ),
        Mistake(
            "output",
            lambda logits: shares(np.exp(np.clip(logits, -500, 500))),
            "No overflow, but you cut large logits off, and those of one sample become equal: it "
            "forgets what set them apart. Shift the logits of a sample, all by the same, instead "
            "of cutting them.",
        ),
        Mistake(
            "output",
            lambda logits: logits - np.logaddexp.reduce(logits, axis=1, keepdims=True),
            "These are the *logarithms* of the probabilities. They have their uses, but softmax "
            "returns the probabilities themselves, and these add up to one.",
        ),
        Mistake(
            "output",
            lambda logits: np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum(),
            "You treat the whole batch as *one* sample: one maximum and one sum for everything, "
            "and all entries together add up to one. Each row needs a maximum and a sum of its "
            "own.",
        ),
        Mistake(
            "output",
            lambda logits: np.exp(logits - top(logits)) / row_sums(np.exp(logits)),
            "Above the line you have the shifted exponentials, below it the sum of the others. "
            "Take the maximum off once, and use the same exponentials in both places.",
        ),
        Mistake(
            "output",
            lambda logits: 1 / (1 + np.exp(-logits)),
            "These are sigmoids, one for each logit by itself. Softmax lets the classes of a "
            "sample share a probability of one, so each has the others in its denominator.",
        ),
    ],
    look_first="Add up each row of your result. Then hand over one small sample, whose "
    "exponentials you know: `np.log([[7.0, 1.0, 2.0]])` should give 0.7, 0.1 and 0.2.",
    hints=[
        "Three steps for each row: shift it, take exponentials, divide by their sum. No step "
        "looks at another row.",
        "The shift is the row's largest logit. Maxima and sums run over the classes (`axis=1`) "
        "and should be columns of shape (n_samples, 1).",
        "`np.max(logits, axis=1, keepdims=True)` is what to subtract before `np.exp`; a sum of "
        "the same form is what to divide by.",
    ],
)


def jacobian_cases(seed=52):
    """Return the probabilities of two samples."""
    rng = np.random.default_rng(seed)
    return [{"output": probabilities(rng.normal(size=n_classes))} for n_classes in (4, 3)]


def jacobian_truth(output):
    """Return the Jacobian, row by row, by central differences."""
    places = range(len(output))
    rows = [
        numerical_gradient(probabilities, np.log(output), np.array([float(j == i) for j in places]))
        for i in places
    ]
    return np.array(rows)


def diagonal(values):
    """Return a matrix with these values on the diagonal and 0 elsewhere."""
    return np.where(identity(values), values, 0.0)


def identity(values):
    """Return the Kronecker delta, as booleans, for as many classes as there are values."""
    places = np.arange(len(values))
    return places[:, np.newaxis] == places


SOFTMAX_JACOBIAN = Exercise(
    name="softmax_jacobian",
    results=("jacobian",),
    cases=jacobian_cases,
    truth=jacobian_truth,
    solution="""
def softmax_jacobian(output):
    return np.diag(output) - np.outer(output, output)
""",
    mistakes=[
        Mistake(
            "jacobian",
            lambda output: diagonal(output * (1 - output)),
            "Your diagonal is right, and everything else is 0, as if each probability answered to "
            "its own logit only. All logits stand in every denominator: what is the case i ≠ j?",
        ),
        Mistake(
            "jacobian",
            lambda output: output * (1 - output),
            "These are the right numbers for the diagonal, but the Jacobian is a matrix: "
            "(n_classes, n_classes), every probability by every logit. The slopes for i ≠ j are "
            "missing.",
        ),
        Mistake(
            "jacobian",
            lambda output: np.outer(output, output),
            "This is the table of the products `s_i s_j` alone, the second part of the formula. "
            "In the Jacobian it is taken away from something.",
        ),
        Mistake(
            "jacobian",
            lambda output: -np.outer(output, output),
            "Right off the diagonal. On it you have the same formula, as if the case i = j did "
            "not exist: there the numerator has a slope too.",
        ),
        Mistake(
            "jacobian",
            lambda output: np.outer(output, output) - diagonal(output),
            "The sign is reversed: your diagonal is negative, and that would say that a logit "
            "lowers its own probability.",
        ),
        Mistake(
            "jacobian",
            lambda output: diagonal(output),
            "You have the first part of the formula only: what the numerators do. Each logit is "
            "in the sum below them as well, and from there it reaches all classes.",
        ),
        Mistake(
            "jacobian",
            lambda output: diagonal(output) + np.outer(output, output),
            "You add the second part, where it is taken away. A logit that rises lowers all other "
            "probabilities: off the diagonal every entry is negative.",
        ),
        Mistake(
            "jacobian",
            lambda output: np.where(
                identity(output), output * (1 - output), np.outer(output, output)
            ),
            "Your diagonal is right, but the other entries have the wrong sign. When one logit "
            "rises, do the other probabilities gain or lose?",
        ),
        Mistake(
            "jacobian",
            lambda output: np.where(identity(output), 1 - output, -np.outer(output, output)),
            "Off the diagonal all is right; on it you have 1 - s. Go back to the case i = j: the "
            "quotient rule leaves two factors, and one of them is missing.",
        ),
        Mistake(
            "jacobian",
            lambda output: np.where(identity(output), output, -np.outer(output, output)),
            "Off the diagonal all is right; on it you have s itself. In the case i = j the "
            "product is taken away too, as everywhere: do not overwrite the diagonal, add to it.",
        ),
        Mistake(
            "jacobian",
            lambda output: identity(output) - output,
            "This is the bracket `δ_ij - s_j` alone. The probability in front of it, `s_i`, one "
            "for each row, has been left out.",
        ),
        Mistake(
            "jacobian",
            lambda output: identity(output) - np.outer(output, output),
            "Off the diagonal all is right. But your first part is the identity, with ones, where "
            "the formula multiplies δ with the probability: what stands on the diagonal of "
            "diag(s)?",
        ),
        Mistake(
            "jacobian",
            lambda output: output - np.outer(output, output),
            "You take the outer product away from s itself, and numpy repeats s in *every row*. "
            "The formula has δ in it: s belongs on the diagonal, with zeros around it.",
        ),
        Mistake(
            "jacobian",
            lambda output: output[:, np.newaxis] - np.outer(output, output),
            "You take the outer product away from s as a column, and numpy repeats it in *every "
            "column*: δ has become 1 everywhere. s belongs on the diagonal, with zeros around it.",
        ),
        Mistake(
            "jacobian",
            lambda output: diagonal(output) - output @ output,
            "You take the same number away everywhere, the sum of the squares. Two 1-D arrays (or "
            "a row times a column) multiply to a single number. What is wanted is the table of "
            "all products: a column times a row.",
        ),
        Mistake(
            "jacobian",
            lambda output: diagonal(output) - output**2,
            "Off the diagonal, column j of yours holds `-s_j * s_j`: s was multiplied with "
            "itself, entry by entry. The table of *all* products is wanted, each row's s with "
            "each column's.",
        ),
        Mistake(
            "jacobian",
            lambda output: diagonal(output) - (output**2)[:, np.newaxis],
            "Off the diagonal, row i of yours holds `-s_i * s_i`: both factors come from the row. "
            "One of them belongs to the output, the row, and one to the logit, the column.",
        ),
    ],
    look_first="Compare with the picture of s = (0.7, 0.1, 0.2): the diagonal of your result "
    "should be 0.21, 0.09 and 0.16, the first row 0.21, -0.07 and -0.14.",
    hints=[
        "Two cases: `s_i (1 - s_i)` on the diagonal, `-s_i s_j` elsewhere. One formula joins "
        "them, with a matrix that has s on its diagonal.",
        "`output` is 1-D. For the table of all products `s_i s_j` you need a column times a row: "
        "`np.outer`, or a reshape to (n_classes, 1) and its transpose.",
        "`np.diag(output)` is the first matrix, `np.outer(output, output)` the second. One is "
        "taken away from the other.",
    ],
)


def backward_cases(seed=53):
    """Return two square batches, the second with whole numbers from above, and a single row."""
    rng = np.random.default_rng(seed)

    def output(*shape):
        return probabilities(rng.normal(size=shape))

    return [
        {"output": output(4, 4), "dvalues": rng.normal(size=(4, 4))},
        {"output": output(3, 3), "dvalues": np.array([[9, -4, 2], [-7, 8, 1], [3, 5, -9]])},
        {"output": output(1, 5), "dvalues": rng.normal(size=(1, 5))},
    ]


def backward_truth(output, dvalues):
    """Return the gradient by central differences; the logits are the logarithms of the output."""
    return numerical_gradient(probabilities, np.log(output), dvalues)


SOFTMAX_BACKWARD = Exercise(
    name="softmax_backward",
    results=("dinputs",),
    cases=backward_cases,
    truth=backward_truth,
    solution="""
def softmax_backward(output, dvalues):
    mean = np.sum(output * dvalues, axis=1, keepdims=True)  # (n_samples, 1)
    return output * (dvalues - mean)
""",
    mistakes=[
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (1 - output) * dvalues,
            "Your `dinputs` uses the diagonal of the Jacobian only, as if each class had a "
            "sigmoid of its own. A logit moves *all* probabilities of its sample, and each of "
            "them has an upstream gradient.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (1 - output),
            "This is the diagonal of the Jacobian: a local gradient, and not all of it. `dvalues` "
            "does not occur in it; the chain rule multiplies, and here it adds up over all "
            "outputs too.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * dvalues,
            "You have the first part, `output * dvalues`. That is the numerator of softmax. Its "
            "denominator moves too, and takes the weighted mean of the upstream gradients away.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: dvalues - row_sums(output * dvalues),
            "How far each upstream gradient lies above the mean: right. But a logit moves things "
            "only as far as its class has probability, and that factor is missing.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * dvalues - row_sums(output * dvalues),
            "A bracket is missing: your sum is taken away from the product. It should be taken "
            "away from `dvalues`, before the probability is multiplied in.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: (
                output * (dvalues - (output * dvalues).sum(axis=0, keepdims=True))
            ),
            "Your weighted sum runs over the samples, along axis 0. Samples do not know each "
            "other in softmax: each compares its own classes.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (dvalues - (output * dvalues).sum()),
            "You take the sum over the *whole batch* away from every entry. Samples do not know "
            "each other in softmax: each needs its own sum.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (dvalues - (output * dvalues).sum(axis=1)),
            "The sums are right, but they have lost an axis: as a row, each is taken away from a "
            "*column*. numpy lets it pass because the batch is square. `keepdims=True` keeps them "
            "beside their own samples.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: (
                output * (dvalues - (output * dvalues).mean(axis=1, keepdims=True))
            ),
            "You have divided by the number of classes, with `np.mean`. The probabilities are the "
            "weights and add up to one already: the *weighted* mean is a plain sum of the "
            "products.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (dvalues - dvalues.mean(axis=1, keepdims=True)),
            "You take off the plain mean of `dvalues`, in which every class counts the same. A "
            "class counts as much as it has probability.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (dvalues - row_sums(dvalues)),
            "You take off the plain sum of `dvalues`. Each class has to be weighted with its "
            "probability first; then the sum is a mean.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (dvalues - 1),
            "What you take off is 1: the sum of the probabilities, with `dvalues` left out of it. "
            "The upstream gradients belong into that sum, each with its weight.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (dvalues + row_sums(output * dvalues)),
            "You add the mean where it is to be taken off. Test it: if all upstream gradients of "
            "a sample are equal, nothing may come out.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (row_sums(output * dvalues) - dvalues),
            "Your `dinputs` has the wrong sign. A class whose upstream gradient lies *above* the "
            "mean gets a positive gradient; going downhill is the business of the step.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output * (dvalues - row_sums(output * dvalues)) / len(output),
            "Your `dinputs` is divided by the number of samples. Each sample has its own row "
            "here, so there is nothing to take a mean over: that belongs to the loss.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output[0] * (dvalues - row_sums(output[0] * dvalues)),
            "You use the first sample's probabilities, and so its Jacobian, for all samples. "
            "Every sample has its own.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: output[-1] * (dvalues[-1] - (output[-1] * dvalues[-1]).sum()),
            "What comes back is the gradient of the last sample only: each round of the loop "
            "overwrites the one before. Give every sample a row of the result.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: (output * (dvalues - row_sums(output * dvalues))).astype(
                dvalues.dtype
            ),
            "Right for floats. But when `dvalues` holds integers, so does your result, and every "
            "fraction is cut off: `np.empty_like(dvalues)` takes over the type too. Start from "
            "`output` instead, which always holds floats.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: dvalues * (output - row_sums(output * dvalues)),
            "`output` and `dvalues` have changed places. The mean is one of *upstream gradients*, "
            "so it is to be compared with those; the probability is the factor in front.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: dvalues,
            "You hand `dvalues` on as they came, and softmax does not come into it. Backward "
            "multiplies what came from above with the local gradient.",
        ),
        Mistake(
            "dinputs",
            lambda output, dvalues: -output * row_sums(output * dvalues),
            "You have the second part only, the one with the mean. The class's own upstream "
            "gradient is what the mean is compared with.",
        ),
    ],
    look_first="Are yours all zero? Then `dvalues` was left out: under ones nothing comes through "
    "softmax. If not, try the single sample s = (0.7, 0.1, 0.2) with d = (1, -2, 4): -0.21, -0.33 "
    "and 0.54.",
    hints=[
        "For a single sample: multiply its Jacobian with its upstream gradient. A loop over the "
        "samples is a right answer here, too.",
        "Without a matrix: each class's upstream gradient is compared with the sample's mean, "
        "weighted with the probabilities, and the difference is multiplied with the probability.",
        "The mean of each sample is a sum of `output * dvalues` over `axis=1`, kept as a column "
        "with `keepdims=True`.",
    ],
)

EXERCISES = [SOFTMAX, SOFTMAX_JACOBIAN, SOFTMAX_BACKWARD]
