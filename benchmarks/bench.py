"""How fast the classes are, as ratios to a rival in the same run: `make bench`.

All take turns, so that all see the same machine; a ratio is the median over the turns. What counts
is the processor time of one thread, the only one that anybody gets here: what else runs on the
machine then hardly matters. A ratio travels from machine to machine better than a time, but not
perfectly: the floor beside it (the np.dot calls alone, a bare copy of the array) says what no
numpy code can go below.
"""

import platform
import subprocess
import sys
import warnings
from contextlib import ExitStack
from statistics import median
from time import thread_time
from unittest.mock import patch

import numpy as np
import sklearn
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

import course_lib
from benchmarks import book
from course_lib import activations, layers, losses
from course_lib.checks import CHECKS
from course_lib.checks.judge import judge

TURNS = 15
N_NEURONS = 64
ADAM = {"learning_rate": 0.05, "decay": 5e-7}
# points: epochs in a turn, the bar to the book's way
SIZES = {300: (300, 0.65), 3_000: (40, 0.65), 30_000: (5, 0.70)}
TO_TORCH = 0.42  # the bar at 300 points


def race(runners, n_calls):
    """Return for each runner its times per call, in seconds, one for each turn."""
    times = {name: [] for name in runners}
    for _ in range(TURNS + 1):  # the first turn warms up
        for name, run in runners.items():
            start = thread_time()
            run(n_calls)
            times[name].append((thread_time() - start) / n_calls)
    return {name: of_runner[1:] for name, of_runner in times.items()}


def repeated(call):
    """Return a runner: a function that makes this call so many times."""

    def run(n_calls):
        for _ in range(n_calls):
            call()

    return run


def ratio(times, ours, rival):
    return median(a / b for a, b in zip(times[ours], times[rival], strict=True))


def verdict(value, bar):
    return f"{value:7.3f}  (bar {bar:5.2f}, {'held' if value <= bar else 'MISSED'})"


def report(what, times, ours, rival, bar, floor=None):
    line = f"{what:58} {verdict(ratio(times, ours, rival), bar)}"
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


def numpy_epoch(library, dense1, dense2, inputs, y_true):
    """One epoch as chapter 7's `train` and the book have it, with the classes of either."""
    activation1 = library.ActivationReLU()
    loss_activation = library.ActivationSoftmaxLossCategoricalCrossentropy()
    optimizer = library.OptimizerAdam(**ADAM)

    def epoch():
        dense1.forward(inputs)
        activation1.forward(dense1.output)
        dense2.forward(activation1.output)
        loss_activation.forward(dense2.output, y_true)
        np.mean(np.argmax(loss_activation.output, axis=1) == y_true)
        loss_activation.backward(loss_activation.output, y_true)
        dense2.backward(loss_activation.dinputs)
        activation1.backward(dense2.dinputs)
        dense1.backward(activation1.dinputs)
        optimizer.pre_update_params()
        optimizer.update_params(dense1)
        optimizer.update_params(dense2)
        optimizer.post_update_params()

    return epoch


def book_epoch(inputs, y_true, weights1, weights2):
    dense1, dense2 = book.LayerDense(weights1), book.LayerDense(weights2)
    return numpy_epoch(book, dense1, dense2, inputs, y_true)


def our_epoch(inputs, y_true, weights1, weights2):
    dense1, dense2 = course_lib.LayerDense(2, N_NEURONS), course_lib.LayerDense(N_NEURONS, 3)
    dense1.weights, dense2.weights = weights1, weights2
    return numpy_epoch(course_lib, dense1, dense2, inputs, y_true)


def torch_epoch(inputs, y_true, weights1, weights2):
    inputs, y_true = torch.from_numpy(inputs), torch.from_numpy(y_true)
    weights = [torch.tensor(w, requires_grad=True) for w in (weights1, weights2)]
    biases = [
        torch.zeros((1, w.shape[1]), dtype=torch.float64, requires_grad=True) for w in weights
    ]
    optimizer = torch.optim.Adam(weights + biases, lr=ADAM["learning_rate"], eps=1e-7)

    def epoch():
        hidden = torch.relu(inputs @ weights[0] + biases[0])
        logits = hidden @ weights[1] + biases[1]
        loss = torch.nn.functional.cross_entropy(logits, y_true)
        loss.item()
        (logits.argmax(dim=1) == y_true).double().mean().item()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return epoch


def sklearn_epochs(inputs, y_true, *_):
    """Return a runner of scikit-learn's: it starts from its own weights, and tells no accuracy."""
    settings = {"alpha": 0.0, "learning_rate_init": ADAM["learning_rate"], "epsilon": 1e-7}

    def run(n_epochs):
        network = MLPClassifier(
            (N_NEURONS,),
            batch_size=len(inputs),
            max_iter=n_epochs,
            n_iter_no_change=n_epochs,
            **settings,
        )
        with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):
            network.fit(inputs, y_true)

    return run


def dots_alone(inputs, y_true, weights1, weights2):
    hidden = np.dot(inputs, weights1)
    logits = np.dot(hidden, weights2)

    def epoch():
        np.dot(inputs, weights1)
        np.dot(hidden, weights2)
        np.dot(hidden.T, logits)
        np.dot(logits, weights2.T)
        np.dot(inputs.T, hidden)
        np.dot(hidden, weights1.T)

    return epoch


def bench_epochs():
    """Print a table: an epoch of 2-64-3 with loss and accuracy, everybody's time to the book's."""
    print("an epoch of 2-64-3, the book's way = 1")
    print(f"{'points':>8}   PyTorch eager   scikit-learn   np.dot alone   course_lib")
    for n_samples, (n_epochs, bar) in SIZES.items():
        network = data(n_samples)
        runners = {
            "book": repeated(book_epoch(*network)),
            "PyTorch": repeated(torch_epoch(*network)),
            "scikit-learn": sklearn_epochs(*network),
            "np.dot": repeated(dots_alone(*network)),
            "course_lib": repeated(our_epoch(*network)),
        }
        times = race(runners, n_epochs)
        torch_, sklearn_, floor, ours = (ratio(times, name, "book") for name in list(runners)[1:])
        print(
            f"{n_samples:8,} {torch_:15.3f} {sklearn_:14.3f} {floor:14.3f}   {verdict(ours, bar)}"
            f"   {median(times['course_lib']) * 1e6:,.0f} µs"
        )
        if n_samples == 300:
            to_torch = ratio(times, "course_lib", "PyTorch")
    print(f"{'at 300 points, course_lib to PyTorch eager':58} {verdict(to_torch, TO_TORCH)}")


def let_pass(name, values, *_):
    return values


def bare_one_hot(name, y_true, y_pred):
    return (np.arange(y_pred.shape[1])[:, np.newaxis] == y_true).T


UNGUARDED = [
    (layers, {"as_batch": let_pass, "as_shaped": let_pass, "as_upstream": let_pass}),
    (activations, {"as_batch": let_pass, "as_floats": let_pass, "as_upstream": let_pass}),
    (losses, {"as_logits": let_pass, "as_probabilities": let_pass, "as_labels": let_pass}),
    (losses, {"as_one_hot": bare_one_hot}),
]


def unguarded(run):
    """Return `run` with every guard of a training step replaced by one that lets all pass."""

    def run_unguarded(n_calls):
        with ExitStack() as stack:
            for module, replaced in UNGUARDED:
                stack.enter_context(patch.multiple(module, **replaced))
            run(n_calls)

    return run_unguarded


def bench_guards():
    network = data(300)
    guarded, bare = repeated(our_epoch(*network)), unguarded(repeated(our_epoch(*network)))
    times = race({"guarded": guarded, "unguarded": bare}, 300)
    report("guards: an epoch with them to one without", times, "guarded", "unguarded", 1.05)


def seconds_to(imports):
    """Return the processor time that these imports take in a fresh Python."""
    code = f"from time import process_time as t; start = t(); {imports}; print(t() - start)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(done.stdout)


def bench_imports():
    chapter = "from course_lib import checks, gradcheck, nnfs_mode, pictures, widgets"
    imports = {"chapter": chapter, "matplotlib": "import matplotlib.figure"}
    turns = [{name: seconds_to(line) for name, line in imports.items()} for _ in range(TURNS + 1)]
    times = {name: [turn[name] for turn in turns[1:]] for name in imports}
    report("what a chapter imports, to matplotlib.figure", times, "chapter", "matplotlib", 1.60)


def bench_softmax():
    rng = np.random.default_rng(0)
    inputs, dvalues = rng.normal(size=(2, 300, 3))
    loop, closed = book.ActivationSoftmax(), course_lib.ActivationSoftmax()
    loop.forward(inputs)
    closed.forward(inputs)
    runners = {
        "loop": lambda: loop.backward(dvalues),
        "closed form": lambda: closed.backward(dvalues),
        "a copy": dvalues.copy,
    }
    times = race({name: repeated(call) for name, call in runners.items()}, 50)
    what = "softmax backward at 300 x 3, to the Jacobian loop"
    report(what, times, "closed form", "loop", 1 / 50, "a copy")


def bench_fused():
    softmax_outputs = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
    class_targets = np.array([0, 1, 1])

    def separate():  # as document 002 writes it, construction of the objects included
        activation = book.ActivationSoftmax()
        activation.output = softmax_outputs
        loss = book.LossCategoricalCrossentropy()
        loss.backward(softmax_outputs, class_targets)
        activation.backward(loss.dinputs)

    def fused():
        course_lib.ActivationSoftmaxLossCategoricalCrossentropy().backward(
            softmax_outputs, class_targets
        )

    runners = {"separate": separate, "fused": fused, "a copy": softmax_outputs.copy}
    times = race({name: repeated(call) for name, call in runners.items()}, 500)
    what = "fused backward at 3 x 3, to document 002's separate pair"
    report(what, times, "fused", "separate", 1 / 3, "a copy")


def bench_checks():
    """Print the slowest check: of a wrong answer, which tries all known mistakes."""

    def wrong_answer(exercise):
        results = tuple(np.zeros_like(result) for (result, *_) in exercise.expected.values())
        return results[0] if len(results) == 1 else results

    def runner(exercise):
        answer = wrong_answer(exercise)
        return repeated(lambda: judge(exercise, lambda **arguments: answer))

    times = race({name: runner(check.exercise) for name, check in CHECKS.items()}, 1)
    slowest = max(times, key=lambda name: median(times[name]))
    milliseconds = median(times[slowest]) * 1e3
    print(f"slowest check of {len(times)}, {slowest}: {verdict(milliseconds, 100)} ms")


def main():
    versions = f"numpy {np.__version__}, torch {torch.__version__}, sklearn {sklearn.__version__}"
    print(f"{versions}, {platform.machine()}; medians of {TURNS} interleaved turns")
    torch.set_num_threads(1)
    benches = bench_epochs, bench_guards, bench_imports, bench_softmax, bench_fused, bench_checks
    with threadpool_limits(1):
        for bench in benches:
            bench()


if __name__ == "__main__":
    main()
