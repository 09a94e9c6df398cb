"""The exercises of chapter 5: softmax, its Jacobian, and the way back through it.

Of the batches one is square. Elsewhere numpy refuses a forgotten `keepdims` with an error; there it
goes through in silence, and the learner is told what became of it.
"""

import numpy as np

from course_lib.exercises.draws import (
    halves,
    lengths,
    numbers,
    of_lengths,
    probabilities,
    whole_numbers,
)
from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.exercises.labels import softmax
from course_lib.gradcheck import numerical_gradient


def softmax_cases(seed=51):
    """Return batches of any shape, with equal logits, with very large ones, and whole numbers."""
    rng = np.random.default_rng(seed)
    few, many = int(rng.integers(2, 5)), 5
    wide = halves(rng, few, many)
    wide[0] = wide[0, 0]
    return {
        of_lengths(samples=3, classes=3): {"logits": halves(rng, 3, 3)},
        of_lengths(samples=many, classes=few): {"logits": halves(rng, many, few)},
        f"{of_lengths(samples=few, classes=many)}, a row of equal logits": {"logits": wide},
        "logits near 1000 and near -1000": {"logits": extreme_logits(rng)},
        "one sample, whole numbers": {"logits": whole_numbers(rng, 1, int(rng.integers(5, 7)))},
    }


def extreme_logits(rng):
    """Return five samples in any order, with differences that np.exp cannot take.

    Wherever the largest logit of three samples stands, it stands elsewhere in the next.
    """
    logits = halves(rng, 5, 4)  # no digit of 1000.5 is lost in float32
    logits[0] += 1000
    logits[1] -= 1000
    wide = rng.permutation([2000, -2000, 1998, 0])
    logits[2:] += [np.roll(wide, turn) for turn in range(3)]
    return rng.permutation(logits)


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
            "shifted = logits",
            "Right for moderate logits. Near 1000 exponentials overflow, near -1000 they vanish: "
            "nan. A constant taken off a whole sample changes nothing: which makes `np.exp` safe?",
            "maximum not taken off",
        ),
        Mistake(
            "shifted = logits - np.max(logits)",
            "You take the largest logit of the *whole batch* off every sample. A sample far below "
            "it has only exponentials of 0 left, and 0 / 0 is nan. Each needs its own.",
            "maximum of the whole batch",
        ),
        Mistake(
            "shifted = logits - np.max(logits, axis=0)",
            "Your maximum runs over the samples (axis 0), so each class is shifted by another "
            "constant. Only one for a whole *sample* leaves its probabilities alone.",
            "largest number sought along the wrong axis",
        ),
        Mistake(
            "return exp_values / np.sum(exp_values, axis=0)",
            "Your columns add up to one, where your rows should: a row is a sample.",
            "sum along the wrong axis",
        ),
        Mistake(
            "shifted = logits - np.max(logits, axis=0)\n"
            "return np.exp(shifted) / np.sum(np.exp(shifted), axis=0)",
            "Both your maximum and your sum run over the samples, along axis 0: the columns add up "
            "to one. A row is a sample, and everything in softmax happens within a row.",
            "maximum and sum along the wrong axis",
        ),
        Mistake(
            "return exp_values",
            "These are the shifted exponentials: the largest of each row is 1, and a row does not "
            "add up to one yet. What makes probabilities of positive numbers?",
            "not divided by the sum",
        ),
        Mistake(
            "return exp_values / np.sum(exp_values)",
            "You divide by the sum over the *whole batch*: all entries together add up to one. "
            "Each sample has a probability of one to share, so sum within each row.",
            "sum over everything",
        ),
        Mistake(
            "return exp_values / np.sum(exp_values, axis=1)",
            "The sums are right, but have lost an axis: as a row, each divides a *column*. numpy "
            "lets it pass because the batch is square. `keepdims=True` keeps a column.",
            "axis lost",
        ),
        Mistake(
            "shifted = logits - np.max(logits, axis=1)",
            "The maxima are right, but have lost an axis: as a row, each is taken off a *column*. "
            "numpy lets it pass because the batch is square. `keepdims=True` keeps a column.",
            "axis lost",
        ),
        Mistake(
            "shifted = logits - np.max(logits, axis=1)\n"
            "return np.exp(shifted) / np.sum(np.exp(shifted), axis=1)",
            "Maxima and sums have both lost an axis. As rows they meet the *columns* of the batch; "
            "it passes because the batch is square. `keepdims=True` belongs in both.",
            "axis lost",
        ),
        Mistake(
            "exp_values = 2.0**shifted",
            "These are probabilities, but with powers of 2. Softmax takes powers of e: `np.exp`.",
            "powers of 2 in place of e",
        ),
        Mistake(
            "return logits / np.sum(logits, axis=1, keepdims=True)",
            "You divide the logits themselves by their sum, and with negative logits that gives "
            "negative numbers. What makes every logit positive comes first.",
            "exponential left out",
        ),
        Mistake(
            "shifted = np.max(logits, axis=1, keepdims=True) - logits",
            "Your largest logit gets the smallest probability: in the exponent the sign is the "
            "wrong way round. You want the logit minus the maximum.",
            "sign of the exponent reversed",
        ),
        Mistake(
            "shifted = logits - np.min(logits, axis=1, keepdims=True)",
            "You take off the smallest logit of each sample, and one that lies 4000 above it "
            "overflows. Which logit has to be the zero if no exponential may exceed 1?",
            "minimum in place of the maximum",
        ),
        Mistake(
            "shifted = logits - np.max(np.abs(logits), axis=1, keepdims=True)",
            "You take off the largest *absolute* value. Logits near -1000 are pushed down to -2000 "
            "by it, where all exponentials vanish. The largest logit may well be negative.",
            "absolute maximum in place of the maximum",
        ),
        Mistake(
            "shifted = np.clip(logits, -500, 500)",
            "No overflow, but large logits are cut off, and become equal: what set them apart is "
            "lost. Shift the logits of a sample, all by the same, instead of cutting them.",
            "large logits cut off",
        ),
        Mistake(
            "return shifted - np.log(np.sum(exp_values, axis=1, keepdims=True))",
            "These are the *logarithms* of the probabilities. They have their uses, but softmax "
            "returns the probabilities themselves, and these add up to one.",
            "logarithm of the result",
        ),
        Mistake(
            "shifted = logits - np.max(logits)\nreturn np.exp(shifted) / np.sum(np.exp(shifted))",
            "You treat the whole batch as *one* sample: one maximum and one sum, and all entries "
            "together add up to one. Each row needs its own.",
            "whole batch taken for one sample",
        ),
        Mistake(
            "return exp_values / np.sum(np.exp(logits), axis=1, keepdims=True)",
            "Above the line you have the shifted exponentials, below it the sum of the others. "
            "Take the maximum off once, and use the same exponentials in both places.",
            "two kinds of exponentials mixed",
        ),
        Mistake(
            "return 1 / (1 + np.exp(-logits))",
            "These are sigmoids, one for each logit by itself. Softmax lets the classes of a "
            "sample share a probability of one, so each has the others in its denominator.",
            "sigmoid in place of softmax",
        ),
    ],
    look_first="Add up each row of your result. Then hand over one small sample, whose "
    "exponentials you know: `np.log([[7.0, 1.0, 2.0]])` should give 0.7, 0.1 and 0.2.",
    hints=[
        "For each row, by itself: shift it, take exponentials, divide by their sum.",
        "The shift is the row's largest logit. Maxima and sums run over the classes (`axis=1`) and "
        "should be columns of shape (n_samples, 1).",
        "`np.max(logits, axis=1, keepdims=True)` comes off before `np.exp`; divide by a sum like "
        "it.",
    ],
)


def jacobian_cases(seed=52):
    """Return the probabilities of three samples, in any order of their numbers of classes."""
    rng = np.random.default_rng(seed)
    return {
        of_lengths(classes=n_classes): {"output": probabilities(rng, 1, n_classes)[0]}
        for n_classes in lengths(rng, 4)
    }


def jacobian_truth(output):
    """Return the Jacobian, row by row, by central differences; the logits are logarithms."""
    upstream = np.diag(np.ones_like(output))  # a single 1 for each row
    return np.array([numerical_gradient(softmax, np.log(output), one) for one in upstream])


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
            "return np.diag(output * (1 - output))",
            "Your diagonal is right, and everything else is 0, as if each probability answered to "
            "its own logit only. All logits stand in every denominator: what is the case i ≠ j?",
            "diagonal of the Jacobian only",
        ),
        Mistake(
            "return output * (1 - output)",
            "The right numbers for the diagonal. But the Jacobian is a matrix, (n_classes, "
            "n_classes), every probability by every logit: the slopes for i ≠ j are missing.",
            "diagonal in place of the matrix",
        ),
        Mistake(
            "return np.outer(output, output)",
            "This is the second part of the formula alone. It is taken away from something.",
            "first part of the formula left out",
        ),
        Mistake(
            "return -np.outer(output, output)",
            "Right off the diagonal. But on it, in the case i = j, the numerator has a slope too.",
            "first part of the formula left out",
        ),
        Mistake(
            "return np.outer(output, output) - np.diag(output)",
            "The sign is reversed: your diagonal says that a logit lowers its own probability.",
            "wrong sign",
        ),
        Mistake(
            "return np.diag(output)",
            "You have the first part of the formula only: what the numerators do. Each logit is in "
            "the sum below them as well, and from there it reaches all classes.",
            "second part of the formula left out",
        ),
        Mistake(
            "return np.diag(output) + np.outer(output, output)",
            "You add the second part. But a logit that rises lowers all other probabilities.",
            "sign of the second part reversed",
        ),
        Mistake(
            "return np.where(np.eye(len(output)), output * (1 - output), np.outer(output, output))",
            "Your diagonal is right, but the other entries have the wrong sign. When one logit "
            "rises, do the other probabilities gain or lose?",
            "sign wrong off the diagonal",
        ),
        Mistake(
            "return np.where(np.eye(len(output)), 1 - output, -np.outer(output, output))",
            "Off the diagonal all is right; on it you have 1 - s. Go back to the case i = j: the "
            "quotient rule leaves two factors, and one of them is missing.",
            "a factor missing on the diagonal",
        ),
        Mistake(
            "return np.where(np.eye(len(output)), output, -np.outer(output, output))",
            "Off the diagonal all is right; on it you have s itself. In the case i = j the product "
            "is taken away too, as everywhere: do not overwrite the diagonal, add to it.",
            "diagonal overwritten",
        ),
        Mistake(
            "return np.eye(len(output)) - output",
            "This is the bracket `δ_ij - s_j` alone. The probability in front, `s_i`, is left out.",
            "probability in front left out",
        ),
        Mistake(
            "return np.eye(len(output)) - np.outer(output, output)",
            "Off the diagonal all is right. But your first part is the identity, with ones: the "
            "formula multiplies δ with the probability. What stands on the diagonal of diag(s)?",
            "identity in place of the diagonal matrix",
        ),
        Mistake(
            "return output - np.outer(output, output)",
            "You take the outer product away from s itself, and numpy repeats s in *every row*. "
            "The formula has δ in it: s belongs on the diagonal, with zeros around it.",
            "vector in place of the diagonal matrix",
        ),
        Mistake(
            "return output[:, np.newaxis] - np.outer(output, output)",
            "You take the outer product away from s as a column, and numpy repeats it in *every "
            "column*: δ has become 1 everywhere. s belongs on the diagonal, with zeros around it.",
            "vector in place of the diagonal matrix",
        ),
        Mistake(
            "return np.diag(output) - output @ output",
            "You take the same number away everywhere, the sum of the squares: two 1-D arrays "
            "multiply to one number. Wanted is the table of all products, a column times a row.",
            "dot product in place of the outer product",
        ),
        Mistake(
            "return np.diag(output) - output * output",
            "Off the diagonal, column j of yours holds `-s_j * s_j`: s was multiplied entry by "
            "entry. The table of *all* products is wanted, row by column.",
            "product by entries in place of the outer product",
        ),
        Mistake(
            "return np.diag(output) - output[:, np.newaxis] ** 2",
            "Off the diagonal, row i of yours holds `-s_i * s_i`: both factors come from the row. "
            "One of them belongs to the output, the row, and one to the logit, the column.",
            "product by entries in place of the outer product",
        ),
    ],
    look_first="Try s = (0.5, 0.3, 0.2), whose numbers are easy: the diagonal of your result "
    "should be 0.25, 0.21 and 0.16, the first row 0.25, -0.15 and -0.10.",
    hints=[
        "Two cases: `s_i (1 - s_i)` on the diagonal, `-s_i s_j` elsewhere. One formula joins them, "
        "with a matrix that has s on its diagonal.",
        "`output` is 1-D. For the table of all products `s_i s_j` you need a column times a row: "
        "`np.outer`, or a reshape to (n_classes, 1) and its transpose.",
        "`np.diag(output)` is the first matrix; `np.outer(output, output)` is taken away from it.",
    ],
)


def backward_cases(seed=53):
    """Return batches of any shape, one with whole numbers from above, and one sample."""
    rng = np.random.default_rng(seed)
    few, many = sorted(lengths(rng, 2))

    def case(n_samples, n_classes, drawn=numbers):
        output = probabilities(rng, n_samples, n_classes)
        return {"output": output, "dvalues": drawn(rng, n_samples, n_classes)}

    return {
        of_lengths(samples=4, classes=4): case(4, 4),
        of_lengths(samples=many, classes=few): case(many, few),
        of_lengths(samples=few, classes=many): case(few, many),
        "whole numbers in `dvalues`, 3 samples, 3 classes": case(3, 3, whole_numbers),
        "one sample": case(1, int(rng.integers(5, 7))),
    }


def backward_truth(output, dvalues):
    """Return the gradient by central differences; the logits are the logarithms of the output."""
    return numerical_gradient(softmax, np.log(output), dvalues)


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
            "return output * (1 - output) * dvalues",
            "Your `dinputs` uses the diagonal of the Jacobian only, as if each class had a "
            "sigmoid. A logit moves *all* probabilities of its sample.",
            "diagonal of the Jacobian only",
        ),
        Mistake(
            "return output * (1 - output)",
            "This is the diagonal of the Jacobian: a local gradient, and not all of it. The chain "
            "rule multiplies it with `dvalues`, and adds up over all outputs.",
            "diagonal of the Jacobian only, upstream gradient left out",
        ),
        Mistake(
            "return output * dvalues",
            "You have the first part, `output * dvalues`. That is the numerator of softmax. Its "
            "denominator moves too, and takes the weighted mean of the upstream gradients away.",
            "second part of the formula left out",
        ),
        Mistake(
            "return dvalues - mean",
            "How far each upstream gradient lies above the mean: right. But a logit moves things "
            "as far as its class has probability, and that factor is missing.",
            "probability in front left out",
        ),
        Mistake(
            "return output * dvalues - mean",
            "A bracket is missing: your sum is taken away from the product. It should be taken "
            "away from `dvalues`, before the probability is multiplied in.",
            "brackets in the wrong place",
        ),
        Mistake(
            "mean = np.sum(output * dvalues, axis=0)",
            "Your weighted sum runs over the samples (axis 0): in softmax each is by itself.",
            "sum along the wrong axis",
        ),
        Mistake(
            "mean = np.sum(output * dvalues)",
            "You take off the sum over the *whole batch*. Each sample needs its own sum.",
            "sum over everything",
        ),
        Mistake(
            "mean = np.sum(output * dvalues, axis=1)",
            "The sums are right, but have lost an axis: as a row, each is taken off a *column*. "
            "numpy lets it pass because the batch is square. `keepdims=True` keeps a column.",
            "axis lost",
        ),
        Mistake(
            "mean = np.mean(output * dvalues, axis=1, keepdims=True)",
            "You have divided by the number of classes, with `np.mean`. The weights, the "
            "probabilities, add up to one: the *weighted* mean is a plain sum of the products.",
            "mean in place of the sum",
        ),
        Mistake(
            "mean = np.mean(dvalues, axis=1, keepdims=True)",
            "You take off the plain mean of `dvalues`, in which every class counts the same. A "
            "class counts as much as it has probability.",
            "plain mean in place of the weighted one",
        ),
        Mistake(
            "mean = np.sum(dvalues, axis=1, keepdims=True)",
            "You take off the plain sum of `dvalues`. The probabilities are to be its weights.",
            "weights left out of the sum",
        ),
        Mistake(
            "mean = np.sum(output, axis=1, keepdims=True)",
            "What you take off is 1, the sum of the probabilities. The upstream gradients belong "
            "into that sum, each with its weight.",
            "upstream gradients left out of the sum",
        ),
        Mistake(
            "return output * (dvalues + mean)",
            "You add the mean where it is to be taken off. Test it: if all upstream gradients of a "
            "sample are equal, nothing may come out.",
            "mean added in place of taken off",
        ),
        Mistake(
            "return output * (mean - dvalues)",
            "Your `dinputs` has the wrong sign. An upstream gradient *above* the mean gives a "
            "positive one; going downhill is the step's business.",
            "wrong sign",
        ),
        Mistake(
            "return output * (dvalues - mean) / len(output)",
            "Your `dinputs` is divided by the number of samples. Each sample has its own row, with "
            "no mean to take: that belongs to the loss.",
            "divided by the number of samples",
        ),
        Mistake(
            "s = output[0]\nreturn s * (dvalues - np.sum(s * dvalues, axis=1, keepdims=True))",
            "You use the first sample's Jacobian for all samples. Every sample has its own.",
            "first sample's Jacobian for all samples",
        ),
        Mistake(
            "return output[-1] * (dvalues - mean)[-1]",
            "What comes back is the gradient of the last sample only: each round of the loop "
            "overwrites the one before. Give every sample a row of the result.",
            "last round of the loop only",
        ),
        Mistake(
            "d = np.empty_like(dvalues)\nd[:] = output * (dvalues - mean)\nreturn d",
            "Right for floats. But `np.empty_like(dvalues)` takes over the type too: made from "
            "integers it cuts off every fraction. Start from `output`, which holds floats.",
            "fractions cut off in an array of whole numbers",
        ),
        Mistake(
            "d = np.empty_like(dvalues)\n"
            "d[:] = output * (dvalues - np.sum(output * dvalues, axis=0))\nreturn d",
            "Two things. Your samples are the *columns*, where each row is one. And in "
            "`np.empty_like`, made from integers, every fraction is cut off: start from `output`.",
            "fractions cut off, and sum along the wrong axis",
        ),
        Mistake(
            "return dvalues * (output - mean)",
            "`output` and `dvalues` have changed places. The mean is one of *upstream gradients*, "
            "so it is to be compared with those; the probability is the factor in front.",
            "output and upstream gradient exchanged",
        ),
        Mistake(
            "return dvalues",
            "You hand `dvalues` on as they came, and softmax does not come into it. Backward "
            "multiplies what came from above with the local gradient.",
            "local gradient left out",
        ),
        Mistake(
            "return -output * mean",
            "You have the second part only, the one with the mean. The class's own upstream "
            "gradient is what the mean is compared with.",
            "first part of the formula left out",
        ),
        Mistake(
            "return np.diag(output.ravel()) - np.outer(output, output)",
            "You return a Jacobian, of the whole batch taken for one sample. Each sample has its "
            "own, and it is to be multiplied with that sample's row of `dvalues`.",
            "whole batch taken for one sample",
        ),
        Mistake(
            "return np.array([np.diag(s) - np.outer(s, s) for s in output])",
            "You return the Jacobians, one for each sample: the local gradients. `dvalues` is "
            "missing: multiply each Jacobian with its sample's row, and a row comes out.",
            "upstream gradient left out",
        ),
    ],
    look_first="Try the single sample s = (0.7, 0.1, 0.2) with d = (1, -2, 4): it should give "
    "-0.21, -0.33 and 0.54, and still do so with a second sample under it.",
    hints=[
        "For a single sample: multiply its Jacobian with its upstream gradient. A loop over the "
        "samples is a right answer here, too.",
        "Without a matrix: each class's upstream gradient is compared with the sample's mean, "
        "weighted with the probabilities, and the difference is multiplied with the probability.",
        "Each mean is a sum of `output * dvalues` over `axis=1`; `keepdims=True` keeps a column.",
    ],
)

EXERCISES = [SOFTMAX, SOFTMAX_JACOBIAN, SOFTMAX_BACKWARD]
