"""What there is to say about a softmax, its Jacobian and an upstream gradient."""

import numpy as np

from course_lib.drawing.numbers import brief, in_brackets, plain, subscript

SURE = 0.99  # a probability above is called saturated


def captions(output, jacobian, dvalues, dinputs) -> list[tuple]:
    """Return the lines below the picture, each with the name and value of a number, if any."""
    mean = float(output @ dvalues)
    i = int(np.abs(dinputs).argmax())
    if not dinputs[i]:
        return _nothing(dvalues, mean)
    z, s, d = (subscript(letter, i) for letter in "zsd")
    pairs = zip(jacobian[i], dvalues, strict=True)
    row = " + ".join(f"{_factor(entry)} × {_factor(dvalue)}" for entry, dvalue in pairs)
    above = f"{_factor(output[i])} × ({brief(dvalues[i])} − {_factor(mean)})"
    exact = np.allclose(output, output.round(3), rtol=0, atol=1e-12)
    result = f"{'=' if exact else '≈'} {brief(dinputs[i])}"
    if len(dvalues) > 4:
        row = f"the entries of row {i} times those of d, all added up"
    return [
        (None, None, _most(dinputs, z)),
        (None, None, f"row {i} of J times d: {row} {result}"),
        ("mean", mean, f"or {s} × ({d} − mean of d, weighted with s) = {above} {result}"),
    ]


def _most(dinputs, z):
    leaders = _leaders(dinputs)
    size = _factor(np.abs(dinputs).max())
    if len(leaders) > 1:
        names = " ".join(subscript("z", i) for i in leaders)
        return f"{names} matter most, equally: {size} of loss per unit"
    effect = "raises" if dinputs[leaders[0]] > 0 else "lowers"
    return f"{z} matters most: raising it {effect} the loss, {size} per unit"


def _nothing(dvalues, mean):
    if _constant(dvalues):
        each = brief(dvalues[0])
        return [
            (None, None, "d is the same for all classes: no nudge of a logit changes the loss."),
            (None, None, f"each row of J times d = row sum × {_factor(dvalues[0])} = 0"),
            ("mean", mean, f"or s × (d − mean of d) = s × ({each} − {_factor(mean)}) = 0"),
        ]
    return [
        (None, None, "Nothing gets through: no nudge of a logit changes the loss."),
        (None, None, "every entry of J is 0, or too small to count"),
        ("mean", mean, f"mean of d, weighted with s: {brief(mean)}"),
    ]


def in_words(output, jacobian, dvalues, dinputs) -> str:
    """Return what the picture shows in three sentences."""
    words = f"The probabilities are {_row(output)}{_saturation(output, jacobian)}. "
    zero_sums = "Each row of the Jacobian sums to 0, so"
    if _constant(dvalues):
        words += f"{zero_sums} the constant upstream gradient {plain(dvalues[0])} gives dinputs 0: "
        return words + "no nudge of a logit changes the loss."
    words += f"The upstream gradient {_row(dvalues)} comes back as dinputs {_row(dinputs)}: "
    leaders = [f"z{i}" for i in _leaders(dinputs)]
    if not leaders:
        words += "no nudge of a logit changes the loss."
    elif len(leaders) == 1:
        slope = plain(dinputs[int(leaders[0][1:])])
        words += f"a nudge of {leaders[0]} matters most, it changes the loss by {slope} per unit."
    else:
        words += f"nudges of {' and '.join(leaders)} matter most, and equally."
    return f"{words} {zero_sums} a constant upstream gradient would give 0."


def _saturation(output, jacobian):
    i = int(output.argmax())
    if output[i] <= SURE:
        return ""
    rest, largest = np.delete(output, i).sum(), np.abs(jacobian).max()
    words = f": softmax is saturated, class {i} takes all but {plain(rest)}, "
    if not largest:
        return words + "the Jacobian is 0 to the last digit, and no gradient gets through"
    return words + f"no slope exceeds {plain(largest)}, and hardly any gradient gets through"


def _constant(dvalues):
    return np.ptp(dvalues) == 0


def _leaders(dinputs):
    """Return the classes of which the gradient is the largest, in size: none if all are 0."""
    sizes = np.abs(dinputs)
    return np.flatnonzero((sizes > 0) & (sizes >= sizes.max() * (1 - 1e-9))).tolist()


def _row(values):
    return " ".join(plain(value) for value in values)


def _factor(value):
    return in_brackets(value, brief)
