"""The exercises of chapter 5: softmax, its Jacobian, and the way back through it.

Batches here are square or have a single row. Elsewhere numpy refuses a forgotten `keepdims` with an
error; here it goes through in silence, and the learner is told what became of it.
"""

import numpy as np

from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.exercises.labels import softmax
from course_lib.gradcheck import numerical_gradient


def softmax_cases(seed=51):
    """Return logits of moderate, of very large and of very different size, and whole numbers."""
    rng = np.random.default_rng(seed)

    def exact(*shape):
        return np.round(64 * rng.normal(size=shape)) / 64  # no digit of 1000.25 is lost in float32

    extreme = exact(4, 4)
    extreme[0] += 1000
    extreme[1] -= 1000
    extreme[3] += [2000, -2000, 1999, 0]  # larger differences than np.exp can take
    return {
        "a square batch of 3 samples": {"logits": exact(3, 3)},
        "logits near 1000 and -1000": {"logits": extreme},
        "one sample, whole numbers": {"logits": np.array([[2, -1, 0, 3, 1]])},
    }


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
        ),
        Mistake(
            "shifted = logits - np.max(logits)",
            "You take the largest logit of the *whole batch* off every sample. A sample far below "
            "it has only exponentials of 0 left, and 0 / 0 is nan. Each needs its own.",
        ),
        Mistake(
            "shifted = logits - np.max(logits, axis=0)",
            "Your maximum runs over the samples (axis 0), so each class is shifted by another "
            "constant. Only one for a whole *sample* leaves its probabilities alone.",
        ),
        Mistake(
            "return exp_values / np.sum(exp_values, axis=0)",
            "Your columns add up to one, where your rows should: a row is a sample.",
        ),
        Mistake(
            "shifted = logits - np.max(logits, axis=0)\n"
            "return np.exp(shifted) / np.sum(np.exp(shifted), axis=0)",
            "Both your maximum and your sum run over the samples, along axis 0: the columns add up "
            "to one. A row is a sample, and everything in softmax happens within a row.",
        ),
        Mistake(
            "return exp_values",
            "These are the shifted exponentials: the largest of each row is 1, and a row does not "
            "add up to one yet. What makes probabilities of positive numbers?",
        ),
        Mistake(
            "return exp_values / np.sum(exp_values)",
            "You divide by the sum over the *whole batch*: all entries together add up to one. "
            "Each sample has a probability of one to share, so sum within each row.",
        ),
        Mistake(
            "return exp_values / np.sum(exp_values, axis=1)",
            "The sums are right, but have lost an axis: as a row, each divides a *column*. numpy "
            "lets it pass because the batch is square. `keepdims=True` keeps a column.",
        ),
        Mistake(
            "shifted = logits - np.max(logits, axis=1)",
            "The maxima are right, but have lost an axis: as a row, each is taken off a *column*. "
            "numpy lets it pass because the batch is square. `keepdims=True` keeps a column.",
        ),
        Mistake(
            "shifted = logits - np.max(logits, axis=1)\n"
            "return np.exp(shifted) / np.sum(np.exp(shifted), axis=1)",
            "Maxima and sums have both lost an axis. As rows they meet the *columns* of the batch; "
            "it passes because the batch is square. `keepdims=True` belongs in both.",
        ),
        Mistake(
            "exp_values = 2.0**shifted",
            "These are probabilities, but with powers of 2. Softmax takes powers of e: `np.exp`.",
        ),
        Mistake(
            "return logits / np.sum(logits, axis=1, keepdims=True)",
            "You divide the logits themselves by their sum, and with negative logits that gives "
            "negative numbers. What makes every logit positive comes first.",
        ),
        Mistake(
            "shifted = np.max(logits, axis=1, keepdims=True) - logits",
            "Your largest logit gets the smallest probability: in the exponent the sign is the "
            "wrong way round. You want the logit minus the maximum.",
        ),
        Mistake(
            "shifted = logits - np.min(logits, axis=1, keepdims=True)",
            "You take off the smallest logit of each sample, and one that lies 4000 above it "
            "overflows. Which logit has to be the zero if no exponential may exceed 1?",
        ),
        Mistake(
            "shifted = logits - np.max(np.abs(logits), axis=1, keepdims=True)",
            "You take off the largest *absolute* value. Logits near -1000 are pushed down to -2000 "
            "by it, where all exponentials vanish. The largest logit may well be negative.",
        ),
        Mistake(
            "shifted = np.clip(logits, -500, 500)",
            "No overflow, but large logits are cut off, and become equal: what set them apart is "
            "lost. Shift the logits of a sample, all by the same, instead of cutting them.",
        ),
        Mistake(
            "return shifted - np.log(np.sum(exp_values, axis=1, keepdims=True))",
            "These are the *logarithms* of the probabilities. They have their uses, but softmax "
            "returns the probabilities themselves, and these add up to one.",
        ),
        Mistake(
            "shifted = logits - np.max(logits)\nreturn np.exp(shifted) / np.sum(np.exp(shifted))",
            "You treat the whole batch as *one* sample: one maximum and one sum, and all entries "
            "together add up to one. Each row needs its own.",
        ),
        Mistake(
            "return exp_values / np.sum(np.exp(logits), axis=1, keepdims=True)",
            "Above the line you have the shifted exponentials, below it the sum of the others. "
            "Take the maximum off once, and use the same exponentials in both places.",
        ),
        Mistake(
            "return 1 / (1 + np.exp(-logits))",
            "These are sigmoids, one for each logit by itself. Softmax lets the classes of a "
            "sample share a probability of one, so each has the others in its denominator.",
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
    """Return the probabilities of two samples."""
    rng = np.random.default_rng(seed)
    return {
        f"{n_classes} classes": {"output": softmax(rng.normal(size=n_classes))}
        for n_classes in (4, 3)
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
        ),
        Mistake(
            "return output * (1 - output)",
            "The right numbers for the diagonal. But the Jacobian is a matrix, (n_classes, "
            "n_classes), every probability by every logit: the slopes for i ≠ j are missing.",
        ),
        Mistake(
            "return np.outer(output, output)",
            "This is the second part of the formula alone. It is taken away from something.",
        ),
        Mistake(
            "return -np.outer(output, output)",
            "Right off the diagonal. But on it, in the case i = j, the numerator has a slope too.",
        ),
        Mistake(
            "return np.outer(output, output) - np.diag(output)",
            "The sign is reversed: your diagonal says that a logit lowers its own probability.",
        ),
        Mistake(
            "return np.diag(output)",
            "You have the first part of the formula only: what the numerators do. Each logit is in "
            "the sum below them as well, and from there it reaches all classes.",
        ),
        Mistake(
            "return np.diag(output) + np.outer(output, output)",
            "You add the second part. But a logit that rises lowers all other probabilities.",
        ),
        Mistake(
            "return np.where(np.eye(len(output)), output * (1 - output), np.outer(output, output))",
            "Your diagonal is right, but the other entries have the wrong sign. When one logit "
            "rises, do the other probabilities gain or lose?",
        ),
        Mistake(
            "return np.where(np.eye(len(output)), 1 - output, -np.outer(output, output))",
            "Off the diagonal all is right; on it you have 1 - s. Go back to the case i = j: the "
            "quotient rule leaves two factors, and one of them is missing.",
        ),
        Mistake(
            "return np.where(np.eye(len(output)), output, -np.outer(output, output))",
            "Off the diagonal all is right; on it you have s itself. In the case i = j the product "
            "is taken away too, as everywhere: do not overwrite the diagonal, add to it.",
        ),
        Mistake(
            "return np.eye(len(output)) - output",
            "This is the bracket `δ_ij - s_j` alone. The probability in front, `s_i`, is left out.",
        ),
        Mistake(
            "return np.eye(len(output)) - np.outer(output, output)",
            "Off the diagonal all is right. But your first part is the identity, with ones: the "
            "formula multiplies δ with the probability. What stands on the diagonal of diag(s)?",
        ),
        Mistake(
            "return output - np.outer(output, output)",
            "You take the outer product away from s itself, and numpy repeats s in *every row*. "
            "The formula has δ in it: s belongs on the diagonal, with zeros around it.",
        ),
        Mistake(
            "return output[:, np.newaxis] - np.outer(output, output)",
            "You take the outer product away from s as a column, and numpy repeats it in *every "
            "column*: δ has become 1 everywhere. s belongs on the diagonal, with zeros around it.",
        ),
        Mistake(
            "return np.diag(output) - output @ output",
            "You take the same number away everywhere, the sum of the squares: two 1-D arrays "
            "multiply to one number. Wanted is the table of all products, a column times a row.",
        ),
        Mistake(
            "return np.diag(output) - output * output",
            "Off the diagonal, column j of yours holds `-s_j * s_j`: s was multiplied entry by "
            "entry. The table of *all* products is wanted, row by column.",
        ),
        Mistake(
            "return np.diag(output) - output[:, np.newaxis] ** 2",
            "Off the diagonal, row i of yours holds `-s_i * s_i`: both factors come from the row. "
            "One of them belongs to the output, the row, and one to the logit, the column.",
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
    """Return two square batches, the second with whole numbers from above, and a single row."""
    rng = np.random.default_rng(seed)

    def output(*shape):
        return softmax(rng.normal(size=shape))

    whole = np.array([[9, -4, 2], [-7, 8, 1], [3, 5, -9]])
    return {
        "a square batch of 4 samples": {"output": output(4, 4), "dvalues": rng.normal(size=(4, 4))},
        "`dvalues` of whole numbers": {"output": output(3, 3), "dvalues": whole},
        "one sample": {"output": output(1, 5), "dvalues": rng.normal(size=(1, 5))},
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
        ),
        Mistake(
            "return output * (1 - output)",
            "This is the diagonal of the Jacobian: a local gradient, and not all of it. The chain "
            "rule multiplies it with `dvalues`, and adds up over all outputs.",
        ),
        Mistake(
            "return output * dvalues",
            "You have the first part, `output * dvalues`. That is the numerator of softmax. Its "
            "denominator moves too, and takes the weighted mean of the upstream gradients away.",
        ),
        Mistake(
            "return dvalues - mean",
            "How far each upstream gradient lies above the mean: right. But a logit moves things "
            "as far as its class has probability, and that factor is missing.",
        ),
        Mistake(
            "return output * dvalues - mean",
            "A bracket is missing: your sum is taken away from the product. It should be taken "
            "away from `dvalues`, before the probability is multiplied in.",
        ),
        Mistake(
            "mean = np.sum(output * dvalues, axis=0)",
            "Your weighted sum runs over the samples (axis 0): in softmax each is by itself.",
        ),
        Mistake(
            "mean = np.sum(output * dvalues)",
            "You take off the sum over the *whole batch*. Each sample needs its own sum.",
        ),
        Mistake(
            "mean = np.sum(output * dvalues, axis=1)",
            "The sums are right, but have lost an axis: as a row, each is taken off a *column*. "
            "numpy lets it pass because the batch is square. `keepdims=True` keeps a column.",
        ),
        Mistake(
            "mean = np.mean(output * dvalues, axis=1, keepdims=True)",
            "You have divided by the number of classes, with `np.mean`. The weights, the "
            "probabilities, add up to one: the *weighted* mean is a plain sum of the products.",
        ),
        Mistake(
            "mean = np.mean(dvalues, axis=1, keepdims=True)",
            "You take off the plain mean of `dvalues`, in which every class counts the same. A "
            "class counts as much as it has probability.",
        ),
        Mistake(
            "mean = np.sum(dvalues, axis=1, keepdims=True)",
            "You take off the plain sum of `dvalues`. The probabilities are to be its weights.",
        ),
        Mistake(
            "mean = np.sum(output, axis=1, keepdims=True)",
            "What you take off is 1, the sum of the probabilities. The upstream gradients belong "
            "into that sum, each with its weight.",
        ),
        Mistake(
            "return output * (dvalues + mean)",
            "You add the mean where it is to be taken off. Test it: if all upstream gradients of a "
            "sample are equal, nothing may come out.",
        ),
        Mistake(
            "return output * (mean - dvalues)",
            "Your `dinputs` has the wrong sign. An upstream gradient *above* the mean gives a "
            "positive one; going downhill is the step's business.",
        ),
        Mistake(
            "return output * (dvalues - mean) / len(output)",
            "Your `dinputs` is divided by the number of samples. Each sample has its own row, with "
            "no mean to take: that belongs to the loss.",
        ),
        Mistake(
            "s = output[0]\nreturn s * (dvalues - np.sum(s * dvalues, axis=1, keepdims=True))",
            "You use the first sample's Jacobian for all samples. Every sample has its own.",
        ),
        Mistake(
            "return output[-1] * (dvalues - mean)[-1]",
            "What comes back is the gradient of the last sample only: each round of the loop "
            "overwrites the one before. Give every sample a row of the result.",
        ),
        Mistake(
            "d = np.empty_like(dvalues)\nd[:] = output * (dvalues - mean)\nreturn d",
            "Right for floats. But `np.empty_like(dvalues)` takes over the type too: made from "
            "integers it cuts off every fraction. Start from `output`, which holds floats.",
        ),
        Mistake(
            "d = np.empty_like(dvalues)\n"
            "d[:] = output * (dvalues - np.sum(output * dvalues, axis=0))\nreturn d",
            "Two things. Your samples are the *columns*, where each row is one. And in "
            "`np.empty_like`, made from integers, every fraction is cut off: start from `output`.",
        ),
        Mistake(
            "return dvalues * (output - mean)",
            "`output` and `dvalues` have changed places. The mean is one of *upstream gradients*, "
            "so it is to be compared with those; the probability is the factor in front.",
        ),
        Mistake(
            "return dvalues",
            "You hand `dvalues` on as they came, and softmax does not come into it. Backward "
            "multiplies what came from above with the local gradient.",
        ),
        Mistake(
            "return -output * mean",
            "You have the second part only, the one with the mean. The class's own upstream "
            "gradient is what the mean is compared with.",
        ),
        Mistake(
            "return np.diag(output.ravel()) - np.outer(output, output)",
            "You return a Jacobian, of the whole batch taken for one sample. Each sample has its "
            "own, and it is to be multiplied with that sample's row of `dvalues`.",
        ),
        Mistake(
            "return np.array([np.diag(s) - np.outer(s, s) for s in output])",
            "You return the Jacobians, one for each sample: the local gradients. `dvalues` is "
            "missing: multiply each Jacobian with its sample's row, and a row comes out.",
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
