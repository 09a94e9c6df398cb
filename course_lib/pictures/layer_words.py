"""What became of the neurons of a layer in training, in words."""

import numpy as np

from course_lib.drawing.numbers import plain

NOTHING = 1e-12  # sums closer to 0 differ from it by rounding alone


def end_of(z):
    """Return the step at which a sum is no longer above 0, and whether it only came to rest."""
    with np.errstate(invalid="ignore"):
        still = np.flatnonzero(z <= NOTHING)
    return (int(still[0]), abs(z[still[0]]) <= NOTHING) if still.size else None


def fate(end, step):
    """Return whether a neuron with such an end is alive at `step`, with a sign before it."""
    if end is None:
        return "● alive to the end"
    last, rests = end
    if step < last:
        return f"● alive, until step {last}"
    if rests:
        return f"○ down to 0 at step {last}"
    return f"✕ dead since step {last}" if last else "✕ dead from the start"


def in_words(sums, ends, step, learning_rate, y, fall):
    """Return what the picture shows."""
    words = f"Step {step} of {len(sums) - 1} at learning rate {plain(learning_rate)}: the loss is "
    words += f"{plain(y**2)}. "
    fates = [fate(end, step)[2:] for end in ends]
    words += "Neuron" + "; neuron".join(
        f" {j}: z = {plain(z)}, {fate}"
        for j, (z, fate) in enumerate(zip(sums[step], fates, strict=True))
    )
    dead = [end is not None and step >= end[0] and not end[1] for end in ends]
    if all(dead):
        return words + ". All are dead, so the loss is 0 and no gradient moves any weight again."
    if not learning_rate:
        return words + ". The learning rate is 0: nothing moves."
    if y**2 <= NOTHING:
        return words + ". The layer has learned to answer 0, but for rounding."
    return words + f". The next step takes {plain(fall)} off every z above 0."


def overflow(step, learning_rate):
    """Return what there is to say where there is nothing to draw."""
    words = f"The numbers became too large for floating point at step {step} (learning rate "
    return words + f"{plain(learning_rate)}): smaller inputs, weights or steps are needed."
