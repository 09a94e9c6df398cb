"""The exercises of chapter 1: one neuron, a step downhill, and a loss on top."""

import numpy as np

from course_lib.exercises import says
from course_lib.exercises.draws import (
    HUNDREDTHS,
    halves,
    in_order,
    lengths,
    numbers,
    of_lengths,
    whole_numbers,
)
from course_lib.exercises.exercise import Exercise, Mistake
from course_lib.gradcheck import numerical_gradient

FAR_FROM_ZERO = [1.25, 1.5, 1.75, 2.25, 2.5, 2.75]  # none where z, 2 z, z² or 1 are the same


def neurons(seed):
    """Return x, w, b of six neurons by name: on, off, hardly so, and one whose sum is exactly 0.

    In the first two, x · w alone has the other sign than x · w + b.
    """
    rng = np.random.default_rng(seed)
    n_inputs, z = rng.permutation([2, 3, 4, 5]), rng.choice(FAR_FROM_ZERO, 3, replace=False)
    kinds = [
        ("a neuron that is on, x · w negative", n_inputs[0], -1, z[0]),
        ("a neuron that is off, x · w positive", n_inputs[1], 1, -z[1]),
        ("a neuron that is just on", n_inputs[2], 1, 0.25),
        ("a neuron that is just off", n_inputs[3], -1, -0.25),
        ("a neuron whose sum is exactly 0", 3, rng.choice([1, -1]), 0.0),
        ("a neuron that is on", 1, -1, z[2]),
    ]
    return {
        f"{name}, {of_lengths(inputs=int(n))}": neuron(rng, n, sign, sum_)
        for name, n, sign, sum_ in kinds
    }


def neuron(rng, n_inputs, sign, z):
    """Return x, w, b with the given sum, and the given sign of x · w; halves, so z is exact."""
    while True:
        x, w = halves(rng, n_inputs), halves(rng, n_inputs)
        product = x @ w
        w = w * sign * np.sign(product)
        if product and (n_inputs < 3 or not in_order(w)):
            return {"x": x, "w": w, "b": float(z - sign * abs(product))}


def neuron_cases(seed=11):
    """Return the neurons, each with an upstream gradient of its own: of both signs, on and off."""
    rng = np.random.default_rng(seed)
    sizes, sign = rng.choice(HUNDREDTHS, 6, replace=False), rng.choice([1, -1])
    dvalues = sizes * sign * [1, 1, -1, -1, 1, 1]
    return {
        name: {**neuron, "dvalue": float(dvalue)}
        for (name, neuron), dvalue in zip(neurons(seed).items(), dvalues, strict=True)
    }


def neuron_truth(x, w, b, dvalue):
    """Return the three gradients by central differences; at z == 0 they are 0 by convention."""
    if x @ w + b == 0:
        return np.zeros_like(x), np.zeros_like(w), 0.0
    return (
        numerical_gradient(lambda v: max(v @ w + b, 0.0), x, dvalue),
        numerical_gradient(lambda v: max(x @ v + b, 0.0), w, dvalue),
        numerical_gradient(lambda v: max(x @ w + v, 0.0), b, dvalue),
    )


NEURON_GRADIENTS = Exercise(
    name="neuron_gradients",
    results=("dx", "dw", "db"),
    cases=neuron_cases,
    truth=neuron_truth,
    solution="""
def neuron_gradients(x, w, b, dvalue):
    z = x @ w + b
    dz = dvalue if z > 0 else 0.0
    dx = dz * w
    dw = dz * x
    db = dz
    return dx, dw, db
""",
    mistakes=[
        Mistake(
            "dz = 1.0 if z > 0 else 0.0",
            "Your {} leaves `dvalue` out: it is the gradient for an upstream gradient of 1. What "
            "arrives from the next layer has to be multiplied in.",
            "upstream gradient left out",
        ),
        Mistake(
            "dz = dvalue",
            "Your {} is right for an active neuron, but a dead one should send back zeros. Compute "
            "`z` first: what does ReLU pass on when `z` is not positive?",
            "mask left out",
        ),
        Mistake("dz = dvalue if z < 0 else 0.0", *says.MASK_REVERSED),
        Mistake("dz = dvalue if z >= 0 else 0.0", *says.RIGHT_BUT_AT_ZERO),
        Mistake("dz = dvalue * max(z, 0.0)", *says.TIMES_OUTPUT),
        Mistake("dz = dvalue * z", *says.TIMES_INPUT),
        Mistake("dz = max(dvalue, 0.0)", *says.MASK_OF_DVALUES),
        Mistake(
            "z = x @ w",
            "Your {} forgets the bias when it decides whether the neuron is active. ReLU sees the "
            "whole sum, and `b` is one of its addends.",
            "bias left out",
        ),
        Mistake("dz = -dvalue if z > 0 else 0.0", *says.WRONG_SIGN),
        Mistake(
            "dx = w\ndw = x",
            "Your {} is the local gradient of the products, and nothing else. On their way back "
            "from the next layer, `dvalue` and ReLU come before it: neither has had its say.",
            "local gradient of the product alone",
        ),
        Mistake("dx = dz * x", *says.OTHER_FACTOR),
        Mistake("dw = dz * w", *says.OTHER_FACTOR),
        Mistake("dx = np.full_like(x, dz)\ndw = np.full_like(w, dz)", *says.STOPS_AT_THE_SUM),
        Mistake(
            "dx = np.where(x * w > 0, dvalue * w, 0.0)\ndw = np.where(x * w > 0, dvalue * x, 0.0)",
            "Your {} decides for each product whether it may pass. There is one ReLU here, behind "
            "the sum: the sign of `z` decides for all products at once.",
            "ReLU of each product in place of the sum",
        ),
        Mistake("dx = dz * w / len(w)\ndw = dz * x / len(x)", *says.DIVIDED_BY_INPUTS),
        Mistake("dx = dz * w.sum()\ndw = dz * x.sum()", *says.ADDED_UP),
        Mistake(
            "dx = (z > 0) * x\ndw = (z > 0) * w",
            "Your {} holds the other gradient's factor, and `dvalue` is missing. Each factor of a "
            "product is the slope of the other; what arrives from above is multiplied in.",
            "the other factor, and upstream gradient left out",
        ),
        Mistake(
            "dx = dw = dz * x * w",
            "Your {} is multiplied with both factors of the product. If only one of them moves, "
            "the product changes in proportion to the one that stays: a single factor.",
            "both factors of the product",
        ),
        Mistake("dz = np.where(x * w + b > 0, dvalue, 0.0)", *says.SUMS_NOT_ADDED_UP),
        Mistake(
            "dx = dvalue * w if z > 0 else 0.0\ndw = dvalue * x if z > 0 else 0.0",
            "Your {} is right for an active neuron, and a single 0 for a dead one. There, too, "
            "each input and each weight has a gradient of its own: an array of zeros is wanted.",
            "single 0 in place of an array of zeros",
        ),
        Mistake("db = dz * b", *says.BIAS_TIMES_BIAS),
        Mistake("db = dz * len(x)", *says.BIAS_FOR_EACH_INPUT),
        Mistake("db = dz * x.sum()", *says.BIAS_TIMES_INPUTS),
        Mistake(
            "db = np.full_like(x, dz)",
            "Your `db` holds the right number once for each input. A neuron has one bias, and "
            "`db` is one number like `b`.",
            "bias gradient once for each input",
        ),
        Mistake("db = np.array([dz])", *says.BIAS_IN_AN_ARRAY),
    ],
    look_first="Compute `z` for one neuron by hand: is it positive? Then follow a single arrow of "
    "the graph from right to left, one factor for each circle.",
    hints=[
        "All three gradients begin with the same number: how much the loss changes when `z` does. "
        "Compute that one first, and call it `dz`.",
        "`dz` is `dvalue` if `z` is positive and 0 otherwise. Behind the sum lie the products: "
        "which of them does an input, a weight, the bias go through?",
        "The gradient of an input is `dz` times its weight, that of a weight is `dz` times its "
        "input, and nothing is multiplied with the bias.",
    ],
)


def step_cases(seed=12):
    """Return fractions, whole numbers, a steep place with a flat direction, and one weight."""
    rng = np.random.default_rng(seed)
    n_weights, n_steep = lengths(rng, 2)
    rates = map(float, rng.permutation([0.05, 0.2, 0.3, 1.5]))
    steep = 50 * numbers(rng, n_steep)
    steep[rng.integers(n_steep)] = 0.0

    def case(w, dw, to_db=1):
        b, db = numbers(rng, 2).tolist()
        return {"w": w, "b": b, "dw": dw, "db": to_db * db, "learning_rate": next(rates)}

    return {
        of_lengths(weights=n_weights): case(numbers(rng, n_weights), numbers(rng, n_weights)),
        "3 weights that are whole numbers": case(whole_numbers(rng, 3), numbers(rng, 3))
        | {"b": int(whole_numbers(rng, 1)[0])},
        f"gradients up to {np.abs(steep).max():.4g}, and one of 0": case(
            numbers(rng, n_steep), steep, to_db=50
        ),
        "one weight": case(numbers(rng, 1), numbers(rng, 1)),
    }


GRADIENT_STEP = Exercise(
    name="gradient_step",
    results=("new_w", "new_b"),
    cases=step_cases,
    truth=lambda w, b, dw, db, learning_rate: (w - learning_rate * dw, b - learning_rate * db),
    solution="""
def gradient_step(w, b, dw, db, learning_rate):
    new_w = w - learning_rate * dw
    new_b = b - learning_rate * db
    return new_w, new_b
""",
    mistakes=[
        Mistake(
            "new_w = w + learning_rate * dw\nnew_b = b + learning_rate * db",
            "Your {} has moved uphill. The gradient points to where the output grows fastest, and "
            "you want to make it smaller: look at the sign of your step.",
            "step uphill",
        ),
        Mistake(
            "new_w = w - dw\nnew_b = b - db",
            "Your {} has moved by the whole gradient: the learning rate is left out. It decides "
            "which share of the gradient is the step.",
            "learning rate left out",
        ),
        Mistake(
            "new_w = w + dw\nnew_b = b + db",
            "Your {} has moved uphill, and by the whole gradient: both the sign and the learning "
            "rate are missing. Look at the formula of the step once more.",
            "step uphill, learning rate left out",
        ),
        Mistake(
            "new_w = w - dw / learning_rate\nnew_b = b - db / learning_rate",
            "Your {} has moved by the gradient divided by the learning rate, so that a smaller "
            "rate makes a larger step. It should be the other way round.",
            "divided by the learning rate",
        ),
        Mistake("new_w = learning_rate * dw\nnew_b = learning_rate * db", *says.STEP_ALONE),
        Mistake("new_w = -learning_rate * dw\nnew_b = -learning_rate * db", *says.STEP_ALONE),
        Mistake(
            "new_w = w\nnew_b = b",
            "Your {} is the old value: nothing has moved. All parameters take the same kind of "
            "step, weights and bias, each along its own gradient.",
            "nothing moved",
        ),
        Mistake(
            "new_w = learning_rate * (w - dw)\nnew_b = learning_rate * (b - db)",
            "Your {} multiplies the old value with the learning rate too. Only the gradient is "
            "scaled: look at your brackets.",
            "brackets in the wrong place",
        ),
        Mistake(
            "new_w = (w - learning_rate) * dw\nnew_b = (b - learning_rate) * db",
            "Your {} takes the learning rate from the old value, and multiplies afterwards. What "
            "is to be subtracted is a product: look at your brackets.",
            "brackets in the wrong place",
        ),
        Mistake(
            "new_w = w - learning_rate\nnew_b = b - learning_rate",
            "Your {} has moved by the learning rate alone: the gradient is left out. It says in "
            "which direction to go, and how steep it is there.",
            "gradient left out",
        ),
        Mistake(
            "new_w = w - learning_rate * np.sign(dw)\nnew_b = b - learning_rate * np.sign(db)",
            "Your {} uses only the sign of the gradient: every step has the same length. Where it "
            "is steep, gradient descent goes further.",
            "sign of the gradient in place of the gradient",
        ),
        Mistake(
            "new_w = w - 0.001 * dw\nnew_b = b - 0.001 * db",
            "Your {} has moved with a learning rate of 0.001, whatever was asked for. The "
            "function is handed one: use its argument.",
            "a learning rate of one's own",
        ),
        Mistake(
            "new_w = dw\nnew_b = db",
            "Your {} is the gradient itself. The new value is the old one, moved a little.",
            "gradient in place of the step's end",
        ),
        Mistake(
            "new_w = learning_rate * dw - w\nnew_b = learning_rate * db - b",
            "Your {} has its difference the wrong way round: it is the step less the old value.",
            "difference the wrong way round",
        ),
        Mistake(
            "new_w = w - learning_rate * dw * w\nnew_b = b - learning_rate * db * b",
            "Your {} scales the step with the old value. How far to go depends on the gradient "
            "and the learning rate, not on where you stand.",
            "step scaled with the old value",
        ),
        Mistake("new_w = w - learning_rate * db", *says.ALL_WEIGHTS_ALIKE),
        Mistake("new_w = w - learning_rate * dw.sum()", *says.ALL_WEIGHTS_ALIKE),
        Mistake("new_w = w - learning_rate * dw.mean()", *says.ALL_WEIGHTS_ALIKE),
        Mistake(
            "new_w = (w - learning_rate * dw).astype(w.dtype)",
            "Your `new_w` is right for floats. When `w` holds whole numbers, so does your result, "
            "and every fraction is cut off. Let the calculation make the new array.",
            "fractions cut off in an array of whole numbers",
        ),
        Mistake(
            "new_b = b - learning_rate * dw",
            "Your `new_b` has moved along `dw`, and become several numbers. The bias has a "
            "gradient of its own, and it is one number.",
            "weights' gradient in place of the bias's",
        ),
        Mistake(
            "new_b = b - learning_rate * dw.sum()",
            "Your `new_b` has moved along the weights' gradients. The bias has one of its own.",
            "weights' gradient in place of the bias's",
        ),
    ],
    look_first="Take one weight: w = 2, its gradient 10, the learning rate 0.1. Where should it "
    "end, and where does your line put it?",
    hints=[
        "To make the output smaller, go against the gradient. How far is a share of the gradient.",
        "The step is the learning rate times the gradient. Weights and bias are treated alike.",
        "The new value is the old one minus the step. On arrays that is one line for all weights; "
        "make a new array, and leave `w` as it is.",
    ],
)


def squared_loss_truth(x, w, b):
    """Return both gradients by central differences; at z == 0 the loss is flat."""
    if x @ w + b == 0:
        return np.zeros_like(w), 0.0
    return (
        numerical_gradient(lambda v: max(x @ v + b, 0.0) ** 2, w),
        numerical_gradient(lambda v: max(x @ w + v, 0.0) ** 2, b),
    )


SQUARED_LOSS_GRADIENT = Exercise(
    name="squared_loss_gradient",
    results=("dw", "db"),
    cases=lambda seed=13: neurons(seed),
    truth=squared_loss_truth,
    solution="""
def squared_loss_gradient(x, w, b):
    y = max(x @ w + b, 0.0)
    dz = 2 * y  # an inactive neuron has y = 0, so the mask is in it already
    dw = dz * x
    db = dz
    return dw, db
""",
    mistakes=[
        Mistake(
            "dz = y",
            "Your {} is half of what it should be: it belongs to a loss of half the square. How "
            "fast does `y**2` grow when `y` does?",
            "factor 2 of the square left out",
        ),
        Mistake(
            "dz = 2 * (x @ w + b)",
            "Your {} is right for an active neuron, but not for a dead one: you have taken the "
            "derivative of `z**2`. Between `z` and the square there is a ReLU.",
            "mask left out",
        ),
        Mistake(
            "dz = y**2",
            "Your {} starts from the loss itself. What runs backward is the derivative of the "
            "loss: how fast `y**2` grows, not how large it is.",
            "loss in place of its gradient",
        ),
        Mistake(
            "dz = 2.0 if y > 0 else 0.0",
            "Your {} has the 2 of the square, but not what was squared. The derivative of a square "
            "depends on where you are: the larger the output, the steeper.",
            "output left out of the square's gradient",
        ),
        Mistake(
            "dz = 1.0 if y > 0 else 0.0",
            "Your {} is the gradient of the output `y`, not of the loss. One more circle stands at "
            "the right end of the graph, and the square has a local gradient too.",
            "gradient of the output in place of the loss",
        ),
        Mistake("dz = -2 * y", *says.WRONG_SIGN),
        Mistake(
            "dz = 2 * y**2",
            "Your {} is multiplied with ReLU's output once too often. After the square comes ReLU, "
            "and its local gradient is its slope: 1 or 0, not its value.",
            "ReLU's output in place of its slope",
        ),
        Mistake("dz = 2 * min(x @ w + b, 0.0)", *says.MASK_REVERSED),
        Mistake(
            "y = max(x @ w, 0.0)",
            "Your {} is that of a neuron without a bias: `b` is missing in your `z`.",
            "bias left out",
        ),
        Mistake(
            "dz = 2.0",
            "Your {} is the same for every output, and for a dead neuron too: all that is left of "
            "the square is the 2. What was squared has to be in it.",
            "output left out of the square's gradient",
        ),
        Mistake("y = np.maximum(x * w + b, 0.0)", *says.SUMS_NOT_ADDED_UP),
        Mistake("dw = dz * w", *says.OTHER_FACTOR),
        Mistake("dw = np.full_like(w, dz)", *says.STOPS_AT_THE_SUM),
        Mistake("dw = dz * x / len(x)", *says.DIVIDED_BY_INPUTS),
        Mistake("dw = dz * x.sum()", *says.ADDED_UP),
        Mistake(
            "dw = y**2",
            "Your `dw` is a single number: the loss itself. A gradient says for each weight how "
            "fast the loss grows when that weight does.",
            "loss in place of its gradient",
        ),
        Mistake(
            "dw = dz",
            "Your `dw` is the gradient of the sum `z`, a single number. From there each weight "
            "still has a product to go through, which adds a factor of its own.",
            "stopped at the sum",
        ),
        Mistake("db = dz * b", *says.BIAS_TIMES_BIAS),
        Mistake("db = dz * len(x)", *says.BIAS_FOR_EACH_INPUT),
        Mistake("db = dz * x.sum()", *says.BIAS_TIMES_INPUTS),
        Mistake("db = np.array([dz])", *says.BIAS_IN_AN_ARRAY),
    ],
    look_first="Take x = [1.0], w = [3.0], b = 0.0. The loss is 9: what does it become when the "
    "weight is 3.001, and what does your `dw` say?",
    hints=[
        "The square is one more circle at the right end of the graph. Its local gradient takes "
        "the place of `dvalue`, and the rest you have written already.",
        "Run forward first: `z`, then `y`. Then backward: the derivative of the square at `y`, "
        "the slope of ReLU, and the other factor of each product.",
        "`dz` is twice the output of an active neuron, and 0 for a dead one, whose output is 0 "
        "anyway. `dw` is `dz` times the inputs, `db` is `dz`.",
    ],
)

EXERCISES = [NEURON_GRADIENTS, GRADIENT_STEP, SQUARED_LOSS_GRADIENT]
