"""How fast the classes are, as ratios to a rival in the same run: `make bench`.

Rival and ours take turns, so that both see the same machine; a ratio is the median over the turns.
A ratio travels from machine to machine better than a time, but not perfectly: the floor beside it
(the np.dot calls alone, a bare copy of the array) says what no numpy code can go below.
"""

import platform
from contextlib import ExitStack
from statistics import median
from time import perf_counter
from unittest.mock import patch

import numpy as np
import torch

import course_lib
from benchmarks import book
from course_lib import activations, layers, losses
from course_lib.checks import CHECKS
from course_lib.checks.judge import judge

TURNS = 15
N_NEURONS = 64


def race(runners, n_calls):
    """Return for each runner its times per call, in seconds, one for each turn."""
    times = {name: [] for name in runners}
    for _ in range(TURNS + 1):  # the first turn warms up
        for name, run in runners.items():
            start = perf_counter()
            for call in range(n_calls):
                run(call)
            times[name].append((perf_counter() - start) / n_calls)
    return {name: of_runner[1:] for name, of_runner in times.items()}


def ratio(times, ours, rival):
    return median(a / b for a, b in zip(times[ours], times[rival], strict=True))


def report(what, times, ours, rival, bar, floor=None):
    value = ratio(times, ours, rival)
    line = f"{what:58} {value:7.3f}  (bar {bar:5.2f}, {'held' if value <= bar else 'MISSED'})"
    if floor:
        line += f"  floor {ratio(times, floor, rival):.3f}: {floor}"
    print(f"{line}   {median(times[ours]) * 1e6:,.1f} µs")


def data(n_samples):
    rng = np.random.default_rng(0)
    inputs, y_true = rng.normal(size=(n_samples, 2)), rng.integers(0, 3, n_samples)
    return (
        inputs,
        y_true,
        0.01 * rng.normal(size=(2, N_NEURONS)),
        0.01 * rng.normal(size=(N_NEURONS, 3)),
    )


def back_and_step(loss_activation, dense2, activation1, dense1, optimizer):
    """What both ways do alike, behind the gradient of the loss."""
    dense2.backward(loss_activation.dinputs)
    activation1.backward(dense2.dinputs)
    dense1.backward(activation1.dinputs)
    optimizer.pre_update_params()
    optimizer.update_params(dense1)
    optimizer.update_params(dense2)
    optimizer.post_update_params()


def book_epoch(inputs, y_true, weights1, weights2):
    dense1, activation1, dense2 = (
        book.LayerDense(weights1),
        book.ActivationReLU(),
        book.LayerDense(weights2),
    )
    loss_activation = book.ActivationSoftmaxLossCategoricalCrossentropy()
    optimizer = book.OptimizerAdam(learning_rate=0.05, decay=5e-7)

    def epoch(_):
        dense1.forward(inputs)
        activation1.forward(dense1.output)
        dense2.forward(activation1.output)
        loss_activation.forward(dense2.output, y_true)
        np.mean(np.argmax(loss_activation.output, axis=1) == y_true)
        loss_activation.backward(loss_activation.output, y_true)
        back_and_step(loss_activation, dense2, activation1, dense1, optimizer)

    return epoch


def our_epoch(inputs, y_true, weights1, weights2):
    dense1, dense2 = course_lib.LayerDense(2, N_NEURONS), course_lib.LayerDense(N_NEURONS, 3)
    dense1.weights, dense2.weights = weights1, weights2
    activation1, softmax = course_lib.ActivationReLU(), course_lib.ActivationSoftmax()
    loss_activation = course_lib.ActivationSoftmaxLossCategoricalCrossentropy()
    optimizer = course_lib.OptimizerAdam(learning_rate=0.05, decay=5e-7)

    def epoch(number):
        dense1.forward(inputs)
        activation1.forward(dense1.output)
        dense2.forward(activation1.output)
        softmax.forward(dense2.output)
        if number % 100 == 0:
            loss_activation.forward(dense2.output, y_true)
            np.mean(np.argmax(softmax.output, axis=1) == y_true)
        loss_activation.backward(softmax.output, y_true)
        back_and_step(loss_activation, dense2, activation1, dense1, optimizer)

    return epoch


def torch_epoch(inputs, y_true, weights1, weights2):
    torch.set_num_threads(1)
    inputs, y_true = torch.from_numpy(inputs), torch.from_numpy(y_true)
    weights = [torch.tensor(w, requires_grad=True) for w in (weights1, weights2)]
    biases = [
        torch.zeros((1, w.shape[1]), dtype=torch.float64, requires_grad=True) for w in weights
    ]
    optimizer = torch.optim.Adam(weights + biases, lr=0.05, eps=1e-7)

    def epoch(number):
        hidden = torch.relu(inputs @ weights[0] + biases[0])
        logits = hidden @ weights[1] + biases[1]
        loss = torch.nn.functional.cross_entropy(logits, y_true)
        if number % 100 == 0:
            loss.item()
            (logits.argmax(dim=1) == y_true).double().mean().item()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return epoch


def dots_alone(inputs, y_true, weights1, weights2):
    hidden = np.dot(inputs, weights1)
    logits = np.dot(hidden, weights2)

    def epoch(_):
        np.dot(inputs, weights1)
        np.dot(hidden, weights2)
        np.dot(hidden.T, logits)
        np.dot(logits, weights2.T)
        np.dot(inputs.T, hidden)

    return epoch


def let_pass(name, values, *_):
    return values


def bare_one_hot(name, y_true, y_pred):
    return y_true[:, np.newaxis] == np.arange(y_pred.shape[1])


UNGUARDED = [
    (layers, {"as_batch": let_pass, "as_shaped": let_pass, "as_upstream": let_pass}),
    (activations, {"as_batch": let_pass, "as_floats": let_pass, "as_upstream": let_pass}),
    (losses, {"as_probabilities": let_pass, "as_one_hot": bare_one_hot}),
]


def unguarded(run):
    """Return `run` with every guard of a training step replaced by one that lets all pass."""

    def run_unguarded(number):
        with ExitStack() as stack:
            for module, replaced in UNGUARDED:
                stack.enter_context(patch.multiple(module, **replaced))
            run(number)

    return run_unguarded


def hundred(epoch):
    def run(number):
        for each in range(100 * number + 1, 100 * number + 100):
            epoch(each)

    return run


def bench_epochs():
    for n_samples, n_calls, bar in [(300, 300, 0.50), (3_000, 40, 0.65), (30_000, 5, 0.80)]:
        network = data(n_samples)
        runners = {
            "book": book_epoch(*network),
            "course_lib": our_epoch(*network),
            "five np.dot": dots_alone(*network),
        }
        if n_samples == 300:
            runners["torch"] = torch_epoch(*network)
        times = race(runners, n_calls)
        what = f"epoch of 2-64-3 on {n_samples:,} points, to the book's way"
        report(what, times, "course_lib", "book", bar, "five np.dot")
        if "torch" in runners:
            report("  the same, to PyTorch eager on one thread", times, "course_lib", "torch", 0.35)


def bench_guards():
    network = data(300)
    guarded, other = hundred(our_epoch(*network)), hundred(our_epoch(*network))
    times = race({"guarded": guarded, "unguarded": unguarded(other)}, 2)
    report("guards: an epoch with them to one without", times, "guarded", "unguarded", 1.05)


def bench_softmax():
    rng = np.random.default_rng(0)
    inputs, dvalues = rng.normal(size=(2, 300, 3))
    loop, closed = book.ActivationSoftmax(), course_lib.ActivationSoftmax()
    loop.forward(inputs)
    closed.forward(inputs)
    times = race(
        {
            "loop": lambda _: loop.backward(dvalues),
            "closed form": lambda _: closed.backward(dvalues),
            "a copy": lambda _: dvalues.copy(),
        },
        50,
    )
    what = "softmax backward at 300 x 3, to the Jacobian loop"
    report(what, times, "closed form", "loop", 1 / 50, "a copy")


def bench_fused():
    softmax_outputs = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
    class_targets = np.array([0, 1, 1])

    def separate(_):  # as document 002 writes it, construction of the objects included
        activation = book.ActivationSoftmax()
        activation.output = softmax_outputs
        loss = book.LossCategoricalCrossentropy()
        loss.backward(softmax_outputs, class_targets)
        activation.backward(loss.dinputs)

    def fused(_):
        course_lib.ActivationSoftmaxLossCategoricalCrossentropy().backward(
            softmax_outputs, class_targets
        )

    times = race(
        {"separate": separate, "fused": fused, "a copy": lambda _: softmax_outputs.copy()}, 500
    )
    what = "fused backward at 3 x 3, to document 002's separate pair"
    report(what, times, "fused", "separate", 1 / 3, "a copy")


def bench_checks():
    """Print the slowest check: of a wrong answer, which tries all known mistakes."""

    def wrong_answer(exercise):
        results = tuple(np.zeros_like(result) for (result, *_) in exercise.expected.values())
        return results[0] if len(results) == 1 else results

    def runner(exercise):
        answer = wrong_answer(exercise)
        return lambda _: judge(exercise, lambda **arguments: answer)

    times = race({name: runner(check.exercise) for name, check in CHECKS.items()}, 1)
    slowest = max(times, key=lambda name: median(times[name]))
    milliseconds = median(times[slowest]) * 1e3
    verdict = "held" if milliseconds < 100 else "MISSED"
    print(f"slowest check of {len(times)}, {slowest}: {milliseconds:.1f} ms  (bar 100, {verdict})")


if __name__ == "__main__":
    versions = f"numpy {np.__version__}, torch {torch.__version__}, {platform.machine()}"
    print(f"{versions}, medians of {TURNS} interleaved turns")
    for bench in (bench_epochs, bench_guards, bench_softmax, bench_fused, bench_checks):
        bench()
