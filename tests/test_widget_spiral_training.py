"""The spiral in training: by hand, step by step, and on an event loop as in a notebook."""

import asyncio
import base64
import gc
import io
import re
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from nnfs.datasets import spiral_data
from PIL import Image

from course_lib import (
    ActivationReLU,
    ActivationSoftmaxLossCategoricalCrossentropy,
    LayerDense,
    OptimizerAdam,
    OptimizerSGD,
    pictures,
    widgets,
)
from course_lib.panel import player
from course_lib.pictures.region_map import region_image
from course_lib.widgets import live_training
from course_lib.widgets.spiral import N_UNSEEN, OVERFLOW, Training, spiral
from tests.reading import numbers

HISTORY = ("epoch", "loss", "accuracy", "unseen_loss", "unseen_accuracy", "norm1", "norm2")


def picture(regions=None, points=None, *, state="paused", n_epochs=100, **last):
    values = {"epoch": 50, "loss": 0.5, "accuracy": 0.9, "unseen_loss": 0.55} | last
    values = {"unseen_accuracy": 0.8, "norm1": 0.1, "norm2": 0.2} | values
    points = points or (np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.arange(3))
    return pictures.spiral_training(
        np.zeros((8, 8), int) if regions is None else regions, points, points,
        {name: [values[name]] for name in HISTORY},
        n_epochs=n_epochs, learning_rate=0.05, state=state,
    )  # fmt: skip


def test_the_picture_shows_every_number_it_was_given():
    shown = numbers(picture(loss=0.25, norm2=3.5))
    assert shown == {
        "epoch": 50, "loss": 0.25, "accuracy": 0.9, "unseen_loss": 0.55, "unseen_accuracy": 0.8,
        "norm1": 0.1, "norm2": 3.5, "learning_rate": 0.05,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ({"epoch": 0, "loss": 1.0986}, "it knows nothing"),
        ({"unseen_loss": 1.4}, "It does worse on points it has not seen."),
        ({"norm1": 0, "norm2": 0}, "every hidden neuron is dead"),
        ({"loss": 1.09}, "than even bets"),
        ({"loss": 12.0, "unseen_loss": 40.0}, "than even bets"),
        ({}, "Epoch 50 of 100, paused. Loss 0.500 on the 3 points it trains on, 0.550 on the 3 it"),
        ({}, "The gradients' lengths are 0.1 and 0.2."),
    ],
)
def test_the_words_say_what_the_numbers_mean(last, words):
    assert words in picture(**last).text


HEARD = {  # what has to be so for it to be said; h is the history, of which the last was drawn
    r"Epoch (\d+) of 100, paused\.": lambda m, h: int(m[1]) == h["epoch"][-1],
    r"Loss (\S+) on the 3 points it trains on, (\S+) on the 3 it has not seen; accuracy (\S+) and "
    r"(\S+)\.": lambda m, h: (
        [float(each) for each in m.groups()]
        == pytest.approx([h[name][-1] for name in READ], abs=0.0051)
    ),
    r"All gradients of its weights are 0: every hidden neuron is dead, as happens when the "
    r"learning rate is too high\.": lambda m, h: (
        h["norm1"][-1] == h["norm2"][-1] == 0 < h["loss"][-1]
    ),
    r"Before training it knows nothing: .*": lambda m, h: h["epoch"][-1] == 0,
    r"That is no better, or not by much, than even bets with ln 3 = 1\.099\.": lambda m, h: (
        h["loss"][-1] > 1.05
    ),
    r"Its gradients have all but vanished: their lengths are (\S+) and (\S+)\.": lambda m, h: (
        max(h["norm1"][-1], h["norm2"][-1]) < 1e-6
    ),
    r"The loss on unseen points was lowest, (\S+), at epoch (\d+), and has risen since: it learns "
    r"its own points by heart\.": lambda m, h: (
        h["accuracy"][-1] >= 0.9
        and h["accuracy"][-1] - h["unseen_accuracy"][-1] >= 0.15
        and h["unseen_loss"][-1] > 1.2 * min(h["unseen_loss"])
        and h["unseen_loss"][h["epoch"].index(int(m[2]))] == min(h["unseen_loss"])
        and float(m[1]) == pytest.approx(min(h["unseen_loss"]), abs=6e-4)
    ),
    r"It does worse on points it has not seen\.": lambda m, h: (
        h["unseen_loss"][-1] > h["loss"][-1] + 0.1
    ),
    r"The gradients' lengths are (\S+) and (\S+)\.": lambda m, h: True,
}
READ = ("loss", "unseen_loss", "accuracy", "unseen_accuracy")


def histories():
    """Yield what may be measured, and a few that no chance brings."""
    rng = np.random.default_rng(0)
    for _ in range(300):
        h = {name: rng.choice([0.1, 1.0, 3.0], 3) * rng.random(3) for name in HISTORY}
        h |= {name: rng.random(3) for name in ("accuracy", "unseen_accuracy")}
        h |= {name: 10.0 ** rng.integers(-12, 1, 3) for name in ("norm1", "norm2")}
        yield {name: values.tolist() for name, values in h.items()} | {"epoch": [0, 5, 10]}
    for last in (
        [0, 1.09, 0.38, 1.10, 0.38, 0.1, 0.2],
        [90, 1.046, 0.38, 1.60, 0.38, 4e-25, 9e-26],  # learned nothing
        [90, 1.00, 0.40, 1.10, 0.40, 0.0, 0.0],
        [90, 0.05, 0.99, 2.50, 0.70, 0.1, 0.2],
        [90, 0.05, 0.97, 0.20, 0.95, 0.1, 0.2],  # good on either, if not equally
    ):
        yield {name: [value / 2, value] for name, value in zip(HISTORY, last, strict=True)}


def test_every_sentence_is_true_of_the_training():
    said, points = set(), (np.zeros((3, 2)), np.arange(3))
    for history in histories():
        arguments = {"n_epochs": 100, "learning_rate": 0.05, "state": "paused"}
        regions = np.zeros((4, 4), int)
        text = pictures.spiral_training(regions, points, points, history, **arguments).text
        for sentence in re.split(r"(?<=\.) ", text):
            patterns = [p for p in HEARD if re.fullmatch(p, sentence)]
            assert patterns, sentence
            assert all(HEARD[p](re.fullmatch(p, sentence), history) for p in patterns), text
            said.update(patterns)
    assert said == set(HEARD)


@pytest.mark.parametrize("epochs", [1, 2, 120, 121, 122, 5000])
def test_a_curve_ends_at_the_last_epoch_however_long(epochs):
    history = {name: list(range(epochs)) for name in HISTORY}
    points = np.zeros((3, 2)), np.arange(3)
    drawing = pictures.spiral_training(
        np.zeros((4, 4), int), points, points, history,
        n_epochs=epochs, learning_rate=1.0, state="done",
    )  # fmt: skip
    curves = re.findall(r'<polyline points="([^"]+)"', drawing.svg)
    assert len(curves) == 6
    for curve in curves:
        assert min(epochs, 60) <= len(curve.split()) <= 121
    assert numbers(drawing)["epoch"] == epochs - 1
    assert len(drawing.svg) < 25_000


def test_the_map_is_a_small_image_with_a_pattern_for_each_class():
    regions = np.repeat(np.arange(3), 12)[:, np.newaxis].repeat(36, axis=1)
    data = base64.b64decode(region_image(regions).removeprefix("data:image/png;base64,"))
    pixels = np.asarray(Image.open(io.BytesIO(data)))
    np.testing.assert_array_equal(pixels % 3, regions)
    assert [len(np.unique(pixels[regions == kind])) for kind in range(3)] == [1, 2, 2]
    assert len(data) < 2000


def test_the_spiral_is_that_of_nnfs_but_for_the_random_numbers():
    class NoNoise:
        def standard_normal(self, size):
            return np.zeros(size)

    inputs, y_true = spiral(100, 0.2, NoNoise())
    state = np.random.get_state()
    book_inputs, book_y_true = spiral_data(samples=100, classes=3)
    np.random.set_state(state)
    np.testing.assert_array_equal(y_true, book_y_true)
    radius = np.linalg.norm(book_inputs, axis=1)
    np.testing.assert_allclose(np.linalg.norm(inputs, axis=1), radius, atol=1e-7)
    difference = np.angle((book_inputs @ [1, 1j]) / (inputs @ [1, 1j] + 1e-300))[1:100]
    assert 0.3 < np.std(difference[np.isfinite(difference)]) < 0.7  # 2.5 times 0.2


def test_random_numbers_of_others_are_left_alone():
    before = np.random.get_state()[1].copy()
    panel = widgets.spiral_training()
    panel.press("step")
    np.testing.assert_array_equal(np.random.get_state()[1], before)
    assert repr(panel) == repr(stepped(widgets.spiral_training()))
    assert repr(panel) != repr(stepped(widgets.spiral_training(seed=2)))


def stepped(panel, times=1):
    for _ in range(times):
        panel.press("step")
    return panel


@pytest.mark.parametrize(
    ("name", "optimizer"),
    [("SGD", OptimizerSGD(0.5, 0.001, 0.8)), ("Adam", OptimizerAdam(0.5, 0.001))],
)
def test_stepping_is_training_with_the_classes(name, optimizer):
    start = {"learning_rate": 0.5, "decay": 0.001, "momentum": 0.8, "n_neurons": 8}
    panel = stepped(widgets.spiral_training(**start, optimizer=name, n_samples=20, noise=0.1), 4)
    rngs = [np.random.default_rng([1, part]) for part in range(3)]
    inputs, y_true = spiral(20, 0.1, rngs[0])
    unseen, unseen_y_true = spiral(N_UNSEEN, 0.1, rngs[1])
    dense1, dense2 = LayerDense(2, 8, rng=rngs[2]), LayerDense(8, 3, rng=rngs[2])
    relu, loss = ActivationReLU(), ActivationSoftmaxLossCategoricalCrossentropy()

    def forward(inputs, y_true):
        dense1.forward(inputs)
        relu.forward(dense1.output)
        dense2.forward(relu.output)
        value = loss.forward(dense2.output, y_true)
        return value, np.mean(np.argmax(loss.output, axis=1) == y_true)

    for epoch in range(21):
        unseen_measured, measured = forward(unseen, unseen_y_true), forward(inputs, y_true)
        loss.backward(loss.output, y_true)
        dense2.backward(loss.dinputs)
        relu.backward(dense2.dinputs)
        dense1.backward(relu.dinputs)
        if epoch < 20:
            optimizer.pre_update_params()
            optimizer.update_params(dense1)
            optimizer.update_params(dense2)
            optimizer.post_update_params()
    shown = numbers(panel.drawing)
    assert shown["epoch"] == 20
    assert [shown["loss"], shown["accuracy"]] == pytest.approx(measured)
    assert [shown["unseen_loss"], shown["unseen_accuracy"]] == pytest.approx(unseen_measured)
    norms = [np.sqrt(np.sum(layer.dweights**2)) for layer in (dense1, dense2)]
    assert [shown["norm1"], shown["norm2"]] == pytest.approx(norms)
    assert shown["learning_rate"] == pytest.approx(0.5 / 1.02)


def test_it_learns_and_stops_at_its_end():
    panel = widgets.spiral_training(n_epochs=220)
    panel.move(speed=50)
    stepped(panel, 6)
    shown = numbers(panel.drawing)
    assert shown["epoch"] == 220
    assert shown["accuracy"] > 0.6
    assert panel.text.startswith("Epoch 220 of 220, done.")


def test_rates_act_at_once_and_the_rest_starts_again():
    panel = stepped(widgets.spiral_training(n_neurons=8, n_samples=20), 2)
    panel.move(learning_rate=0.1, decay=0.01, momentum=0.5, speed=7)
    shown = numbers(panel.drawing)
    assert shown["epoch"] == 10
    assert shown["learning_rate"] == pytest.approx(0.1 / 1.1)
    assert numbers(stepped(panel).drawing)["epoch"] == 17
    for change in ({"n_neurons": 9}, {"optimizer": "SGD"}, {"n_samples": 30}, {"noise": 0.3}):
        panel.move(**change)
        assert numbers(panel.drawing)["epoch"] == 0
        assert numbers(stepped(panel).drawing)["epoch"] == 7


def test_the_still_is_of_a_trained_network_and_says_so():
    panel = widgets.spiral_training()
    start = time.process_time()
    still = panel.still()
    assert time.process_time() - start < 1.0  # 0.1 on a quiet machine
    found = numbers(still)
    assert found["epoch"] == 500
    assert found["accuracy"] > 0.7
    assert "trained on the spiral for 500 epochs" in still.text
    assert "untrained, at epoch 0" in still.text
    assert re.findall(r"\d+", still.text) == ["500", "0"]  # nothing that another machine changes
    assert panel.text.startswith("Epoch 0 of 1000, not yet trained.")
    assert stepped(panel).still() is panel.drawing


def test_reset_gives_the_first_picture_again():
    panel = widgets.spiral_training()
    before = panel.svg
    stepped(panel, 3).press("reset")
    assert panel.svg == before


def test_momentum_switched_off_and_on_again_starts_from_rest():
    training = Training(4, "SGD", 10, 0.2, 1)
    training.tune(0.1, 0.0, 0.9)
    training.advance(3)
    training.tune(0.1, 0.0, 0.0)
    assert not training.optimizer.last_steps


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
@pytest.mark.parametrize("learning_rate", [0.001, 10.0])
@pytest.mark.parametrize("n_neurons", [1, 128])
@pytest.mark.parametrize("noise", [0.0, 0.6])
def test_a_training_at_the_extremes_is_sound(optimizer, learning_rate, n_neurons, noise):
    panel = widgets.spiral_training(
        learning_rate, 0.0, 0.99, n_neurons, optimizer, n_samples=10, noise=noise
    )
    panel.move(speed=50)
    stepped(panel, 3)
    assert "cannot be shown" not in panel.text
    assert not re.search(r"\b(nan|inf)\b", panel.svg + panel.text)
    assert numbers(panel.drawing)["epoch"] == 150


def overflowing(panel):
    live = panel
    live.training.dense2.weights = live.training.dense2.weights * 1e308
    live.training.dense1.weights = live.training.dense1.weights * 1e308
    return live


def test_an_overflow_stops_the_training_with_words_and_reset_helps():
    panel = stepped(widgets.spiral_training())
    overflowing(panel)
    stepped(panel, 2)
    assert f"stopped after epoch 5: {OVERFLOW}" in panel.text
    assert numbers(panel.drawing)["epoch"] == 5
    assert not re.search(r"\b(nan|inf)\b", panel.svg)
    panel.press("reset")
    assert "not yet trained" in panel.text


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"learning_rate": "fast"}, TypeError, "learning_rate must be a number, got 'fast'"),
        ({"learning_rate": 0.0}, ValueError, "learning_rate is 0.0, expected 0.001 to 10"),
        ({"decay": -1}, ValueError, "decay is -1, expected 0 to 0.01"),
        ({"momentum": 1}, ValueError, "momentum is 1, expected 0 to 0.99"),
        ({"n_neurons": 0}, ValueError, "n_neurons is 0, expected 1 or more"),
        ({"n_neurons": 2.5}, TypeError, "n_neurons must be a whole number, got 2.5"),
        ({"optimizer": "RMSProp"}, ValueError, "optimizer is 'RMSProp', expected one of"),
        ({"n_samples": 5}, ValueError, "n_samples is 5, expected 10 to 300"),
        ({"noise": float("nan")}, ValueError, "noise is nan, expected"),
        ({"n_epochs": 10_001}, ValueError, "n_epochs is 10001, expected 1 to 10000"),
        ({"seed": -1}, ValueError, "seed is -1, expected 0 or more"),
        ({"seed": None}, TypeError, "seed must be a whole number, got None"),
    ],
)
def test_bad_arguments_are_told(arguments, error, words):
    with pytest.raises(error, match=words):
        widgets.spiral_training(**arguments)


def by_itself(action, *arguments):
    """Do something in a thread of its own: that of the tests may have Playwright's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(action, *arguments).result()


def test_without_an_event_loop_play_says_so():
    panel = widgets.spiral_training()
    by_itself(panel.press, "play")
    assert "playing takes a notebook; press Step on instead" in panel.text
    stepped(panel)
    assert panel.text.startswith("Epoch 5 of 1000, paused.")


def played(panel, *moments):
    """Play on an event loop, doing at each moment (seconds, action) what a learner may do."""

    async def watch():
        panel.press("play")
        for seconds, action in moments:
            await asyncio.sleep(seconds)
            action()
        await asyncio.sleep(0.15)
        return panel.player.playing

    return by_itself(asyncio.run, watch())


def test_play_and_pause():
    panel, seen = widgets.spiral_training(n_neurons=8, n_samples=20), []
    panel.observe(lambda change: seen.append(time.monotonic()), "svg")
    assert not played(panel, (0.6, lambda: panel.press("pause")))
    assert 3 <= len(seen) <= 0.75 * 25 + 3  # never more than the browser can follow
    epoch = numbers(panel.drawing)["epoch"]
    assert epoch > 0
    assert panel.text.startswith(f"Epoch {epoch:.0f} of 1000, paused.")


def test_playing_goes_to_the_end_and_shows_it():
    panel = widgets.spiral_training(n_neurons=4, n_samples=10, n_epochs=7)
    assert not played(panel, (0.3, lambda: None))
    assert panel.text.startswith("Epoch 7 of 7, done.")
    assert not played(panel, (0.3, lambda: None))  # from the start again
    assert panel.text.startswith("Epoch 7 of 7, done.")


@pytest.mark.parametrize("button", ["step", "reset"])
def test_step_and_reset_stop_the_playing(button):
    panel = widgets.spiral_training(n_neurons=4, n_samples=10)
    assert not played(panel, (0.2, lambda: panel.press(button)))
    assert {"step": "paused", "reset": "not yet trained"}[button] in panel.text


def test_controls_act_while_it_plays():
    panel = widgets.spiral_training(n_neurons=4, n_samples=10)
    still = played(panel, (0.1, lambda: panel.move(n_neurons=5, learning_rate=1.0)))
    assert still
    assert panel.setting["n_neurons"] == 5
    assert panel.training.optimizer.learning_rate == 1.0


def test_a_cell_run_again_or_a_widget_closed_stops_its_training():
    panel, other = widgets.spiral_training(n_samples=10), widgets.spiral_training(n_samples=10)
    assert not played(panel, (0.1, lambda: widgets.spiral_training(n_samples=10)))
    assert not played(other, (0.1, other.close))
    gc.collect()


@pytest.mark.parametrize("breaks", [overflowing, "unexpected"])
def test_what_goes_wrong_while_it_plays_is_told(breaks, monkeypatch):
    panel = widgets.spiral_training(n_neurons=4, n_samples=10)

    def fail(*_):
        raise ZeroDivisionError("by hand")

    def action():
        if breaks == "unexpected":
            monkeypatch.setattr(panel.training, "advance", fail)
        else:
            overflowing(panel)

    assert not played(panel, (0.1, action))
    told = "ZeroDivisionError: by hand" if breaks == "unexpected" else OVERFLOW
    assert told in panel.text


def test_a_training_may_start_from_any_seed():
    texts = {repr(stepped(widgets.spiral_training(seed=seed))) for seed in (0, np.int64(1), 2)}
    assert len(texts) == 3


@pytest.mark.parametrize("by", ["step", "play"])
def test_a_mistake_in_the_training_is_not_called_an_overflow(by, monkeypatch):
    def fail(_):
        raise ValueError("by hand")

    panel = stepped(widgets.spiral_training(n_neurons=4, n_samples=10))
    monkeypatch.setattr(Training, "_step", fail)
    panel.press("step") if by == "step" else played(panel)
    assert "ValueError: by hand" in panel.text
    assert "overflow" not in panel.text


def test_words_are_true_of_the_picture_above_them_while_it_plays():
    panel, seen = widgets.spiral_training(n_neurons=4, n_samples=10), []
    panel.observe(lambda _: seen.append((numbers(panel.drawing)["epoch"], panel.text)), "number")
    played(panel, (0.3, lambda: panel.press("pause")))
    *playing, paused = seen
    assert len(playing) > 3
    for epoch, text in playing:
        assert text.startswith(f"Epoch {epoch:.0f} of 1000, training")
    assert paused[1].startswith(f"Epoch {paused[0]:.0f} of 1000, paused")


def test_a_picture_of_fewer_epochs_than_asked_for_says_so(monkeypatch):
    monkeypatch.setattr(live_training, "SECONDS", 0.0)
    panel, texts = widgets.spiral_training(n_neurons=4, n_samples=10), []
    panel.observe(lambda _: texts.append(panel.text), "text")
    played(panel, (0.2, lambda: None))
    assert "Epoch 1 of 1000, training, 1 epoch a picture." in texts[1]


def pictures_in(panel, seconds, *, taking):
    """Play with a view that takes every picture, or none; return how many came."""
    before = panel.number

    def take(_change):
        panel._handle_custom_msg({"view": "one", "taken": panel.number}, [])

    panel._handle_custom_msg({"view": "one", "taken": panel.number}, [])
    if taking:
        panel.observe(take, "number")
    played(panel, (seconds, lambda: panel.press("pause")))
    return panel.number - before


def test_the_next_picture_is_sent_when_a_view_has_taken_the_last(monkeypatch):
    panel = widgets.spiral_training(n_neurons=4, n_samples=10)
    assert pictures_in(panel, 0.6, taking=False) <= 3  # of Play, one that is not taken, of Pause
    assert pictures_in(panel, 0.6, taking=True) > 4
    panel = widgets.spiral_training(n_neurons=4, n_samples=10)
    monkeypatch.setattr(player, "AGAIN", 0.05)
    assert pictures_in(panel, 0.6, taking=False) > 4  # one that was lost on its way stops nothing


def test_a_training_that_nobody_takes_pictures_of_stops(monkeypatch):
    monkeypatch.setattr(player, "AGAIN", 0.05)
    monkeypatch.setattr(player, "UNSEEN", 0.2)
    panel = widgets.spiral_training(n_neurons=4, n_samples=10)
    panel._handle_custom_msg({"view": "one"}, [])
    assert not played(panel, (0.5, lambda: None))
    assert ", paused." in panel.text
    assert not panel.playing


def test_the_training_goes_on_until_the_last_view_has_gone():
    panel = widgets.spiral_training(n_neurons=4, n_samples=10)

    def close(view):
        return lambda: panel._handle_custom_msg({"view": view, "gone": True}, [])

    for view in ("one", "two"):
        panel._handle_custom_msg({"view": view}, [])
    assert played(panel, (0.1, close("one")))
    assert not played(panel, (0.1, close("two")))


def test_an_interrupted_player_does_not_count_as_playing(monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    panel = stepped(widgets.spiral_training(n_neurons=4, n_samples=10))
    monkeypatch.setattr(panel.training, "advance", interrupt)
    assert not played(panel, (0.1, lambda: None))
    assert ", paused." in panel.text
    monkeypatch.undo()
    assert played(panel, (0.1, lambda: None))
