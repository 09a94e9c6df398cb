"""Widgets without a browser: controls are moved, and the picture is looked at."""

import itertools
import re
import warnings
from html import escape

import numpy as np
import pytest

from course_lib import ActivationReLU, LayerDense, widgets
from course_lib.drawing import message
from course_lib.panel import Button, Choice, Panel, Slider, Switch
from tests.reading import numbers

EVERY = [
    widgets.single_neuron,
    widgets.neuron_training,
    widgets.relu,
    widgets.softmax_jacobian,
    widgets.fused_loss,
    widgets.layer,
    widgets.batch,
    widgets.spiral_training,
]
every_widget = pytest.mark.parametrize("widget", EVERY, ids=lambda widget: widget.__name__)


def ends(panel):
    """Return for every control the values at its ends, or all it can take."""
    for control in panel._controls.values():
        if isinstance(control, Slider):
            yield control.name, control.ends
        elif isinstance(control, Choice | Switch):
            yield control.name, getattr(control, "options", (False, True))


def assert_sound(panel):
    assert "cannot be shown" not in panel.text
    assert not re.search(r"\b(nan|inf)\b", panel.svg + panel.text)
    assert len(panel.text) > 40


@every_widget
def test_at_the_ends_of_each_control_there_is_a_sound_picture(widget):
    panel = widget()
    for name, values in ends(panel):
        for value in values:
            panel.move(**{name: value})
            assert_sound(panel)
        panel.move(**panel.start)


@every_widget
def test_at_the_ends_of_all_controls_together_there_is_a_sound_picture(widget):
    panel = widget()
    names, values = zip(*ends(panel), strict=True)
    for corner in itertools.islice(itertools.product(*values), 600):
        panel.move(**dict(zip(names, corner, strict=True)))
        assert_sound(panel)


@every_widget
def test_moving_there_and_back_gives_the_same_picture(widget):
    panel = widget()
    before = panel.svg
    for name, values in ends(panel):
        panel.move(**{name: values[0]})
    assert panel.svg != before
    panel.move(**panel.start)
    assert panel.svg == before


@every_widget
def test_a_notebook_gets_the_live_widget_a_still_and_its_words(widget):
    panel = widget()
    data, _ = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == repr(panel) == repr(widget())
    assert f'<img alt="{escape(panel.still().text)}"' in data["text/html"]


@every_widget
def test_every_control_is_named_and_starts_inside_its_range(widget):
    for spec in widget().controls:
        assert len(spec["label"]) > 5
        if spec["kind"] == "slider":
            assert spec["low"] <= spec["value"] <= spec["high"]
            steps = (spec["high"] - spec["low"]) / spec["step"]
            assert steps == pytest.approx(round(steps))


def test_single_neuron_shows_the_gradients_of_the_classes():
    panel = widgets.single_neuron(x=[0.5, 2.0], w=[1.0, -0.3], b=0.2)
    panel.move(**{"x[1]": -1.5, "w[0]": 2.5, "b": -0.4, "dvalue": -2.0, "step": 10})
    layer, activation = LayerDense(2, 1), ActivationReLU()
    layer.weights, layer.biases = np.array([[2.5], [-0.3]]), np.array([[-0.4]])
    layer.forward([[0.5, -1.5]])
    activation.forward(layer.output)
    activation.backward(-2.0 * 2 * activation.output)
    layer.backward(activation.dinputs)
    shown = numbers(panel.drawing)
    assert [shown["w[0].gradient"], shown["w[1].gradient"]] == pytest.approx(layer.dweights[:, 0])
    assert [shown["x[0].gradient"], shown["x[1].gradient"]] == pytest.approx(layer.dinputs[0])


@pytest.mark.parametrize("learning_rate", [0.0, 0.001, 0.02, 0.033, 0.034, 0.08])
def test_neuron_training_is_that_of_the_classes(learning_rate):
    layer, activation = LayerDense(3, 1), ActivationReLU()
    layer.weights, layer.biases = np.array([[-3.0], [-1.0], [2.0]]), np.array([[1.0]])
    for _ in range(201):
        layer.forward([[1.0, -2.0, 3.0]])
        activation.forward(layer.output)
        activation.backward(2 * activation.output)
        layer.backward(activation.dinputs)
        layer.weights = layer.weights - learning_rate * layer.dweights
        layer.biases = layer.biases - learning_rate * layer.dbiases
    shown = numbers(widgets.neuron_training(learning_rate=learning_rate).drawing)
    assert shown["loss"] == pytest.approx(activation.output[0, 0] ** 2, rel=1e-6, abs=1e-20)
    assert shown["factor"] == pytest.approx(1 - 30 * learning_rate)
    assert shown["measured"] == pytest.approx(shown["factor"])


def test_layers_of_the_course_are_taken_as_they_are():
    rng = np.random.default_rng(0)
    square, neuron = LayerDense(3, 3, rng=rng), LayerDense(3, 1, rng=rng)
    square.biases, neuron.biases = square.biases + 0.3, neuron.biases + 0.4
    x = [1.0, 2.0, 3.0]
    square.forward([x])
    panel = widgets.layer(x, square)
    panel.move(step=0)
    shown = numbers(panel.drawing)
    assert [shown[f"z[{j}]"] for j in range(3)] == pytest.approx(square.output[0])
    assert shown["weight[0,2]"] == square.weights[0, 2]
    pairs = [
        (widgets.layer, (x, square), ([x], square.weights, square.biases)),
        (widgets.layer, (x, square), (x, square.weights, square.biases[0])),
        (widgets.single_neuron, (x, neuron), ([x], neuron.weights, neuron.biases)),
        (widgets.neuron_training, (x, neuron), (x, neuron.weights[:, 0], 0.4)),
        (widgets.softmax_jacobian, (x, x), ([x], [x])),
        (widgets.fused_loss, (x, 1), ([x], [[0, 1, 0]])),
    ]
    for widget, one, other in pairs:
        assert widget(*one).svg == widget(*other).svg


@pytest.mark.parametrize(
    ("widget", "moves"),
    [
        (widgets.single_neuron, {"step": np.int64(3), "w[0]": np.float32(0.5), "b": 2}),
        (widgets.spiral_training, {"noise": np.float32(0.6), "n_neurons": np.int16(7)}),
        (widgets.spiral_training, {"n_samples": 20.0, "learning_rate": np.float16(10)}),
        (widgets.batch, {"sample[1]": np.bool_(False), "loss": "mean over samples"}),
    ],
)
def test_numbers_of_numpy_are_taken_as_they_read(widget, moves):
    panel = widget()
    panel.move(**moves)
    assert_sound(panel)
    for name, value in moves.items():
        assert str(panel.values[name]).removesuffix(".0") == str(value).removesuffix(".0")
        assert type(panel.values[name]) in (bool, int, float, str)


def test_the_book_s_seed_is_taken():
    assert widgets.spiral_training(seed=0).svg != widgets.spiral_training(seed=1).svg


def test_vectors_that_could_be_a_batch_are_refused():
    with pytest.raises(ValueError, match=r"x has shape \(3, 1\), expected 1 to 5 numbers in a row"):
        widgets.single_neuron([[1], [2], [3]])


def test_relu_shifts_and_scales():
    z, dvalues = np.array([[0.5, -1.0, 2.0]]), np.array([[1.0, -2.0, 0.3]])
    panel = widgets.relu(z, dvalues)
    panel.move(shift=1.1, scale=-0.5)
    shown = numbers(panel.drawing)
    assert [shown[f"z[0,{i}]"] for i in range(3)] == pytest.approx([1.6, 0.1, 3.1])
    assert [shown[f"dinputs[0,{i}]"] for i in range(3)] == pytest.approx([-0.5, 1.0, -0.15])


@pytest.mark.parametrize("shift", [1.1, -2.2])
def test_a_pre_activation_that_should_be_zero_is_zero(shift):
    panel = widgets.relu([[-shift * 3]], [[1.0]])
    panel.move(shift=shift * 3)
    assert "1 is exactly 0" in panel.text


def test_a_tiny_pre_activation_is_not_zero():
    assert numbers(widgets.relu([[1e-13]], [[1.0]]).drawing)["dinputs[0,0]"] == 1.0


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (
            lambda: widgets.single_neuron(x=[1, 2]),
            ValueError,
            r"w has shape \(3,\), expected \(2,\)",
        ),
        (lambda: widgets.single_neuron(x=[]), ValueError, r"x has shape \(0,\), expected 1 to 5"),
        (lambda: widgets.single_neuron(x="abc"), TypeError, "x must hold real numbers"),
        (lambda: widgets.single_neuron(b="much"), TypeError, "b must be a number, got 'much'"),
        (lambda: widgets.single_neuron(dvalue=np.nan), ValueError, "dvalue is nan, expected"),
        (lambda: widgets.single_neuron(w=[1, np.inf, 2]), ValueError, "w holds NaN or infinity"),
        (lambda: widgets.neuron_training(learning_rate=1), ValueError, "expected 0 to 0.08"),
        (lambda: widgets.neuron_training(n_steps=0), ValueError, "n_steps is 0, expected 1"),
        (lambda: widgets.relu(z=[1.0, 2.0]), ValueError, r"z has shape \(2,\), expected 1 to 6"),
        (lambda: widgets.relu(dvalues=[[1.0]]), ValueError, r"dvalues has shape \(1, 1\)"),
        (lambda: widgets.relu().move(shift=99), ValueError, "shift is 99, expected -8 to 8"),
        (lambda: widgets.relu().move(shift="up"), TypeError, "shift must be a number, got 'up'"),
        (lambda: widgets.relu().move(slide=1), ValueError, "there is no control 'slide'"),
    ],
)
def test_bad_arguments_are_told(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_one_message_carries_one_picture():
    panel, sent = widgets.relu(), []
    panel.comm.send = lambda data, **_: sent.append(data)  # what would go to the browser
    panel.set_state({"values": {**panel.values, "shift": 2.0}})
    pictures_sent = [set(data["state"]) for data in sent if "svg" in data.get("state", {})]
    assert pictures_sent == [{"svg", "text", "shown", "number"}]


def demo(draw=None):
    def press(panel):
        panel.move(on=False)

    def fail(panel):
        raise ZeroDivisionError("by hand")

    controls = [
        Slider("rate", "learning rate", 0.1, -3, 0, 0.1, log=True),
        Choice("mode", "how to add", "sum", ["sum", "mean"]),
        Switch("on", "sample 1", True),
        Button("off", "Switch off", press),
        Button("fail", "Fail", fail),
    ]
    return Panel("Demo", controls, draw or (lambda **v: message(f"Values {v}")))


def test_what_draw_raises_is_shown_and_the_next_picture_again():
    def draw(rate, mode, on):
        if mode == "mean":
            raise ValueError("mean of nothing")
        return message("All is well.")

    panel = demo(draw)
    panel.move(mode="mean")
    assert panel.text == "This cannot be shown. ValueError: mean of nothing"
    assert "mean of nothing" in panel.svg
    panel.move(mode="sum")
    assert panel.text == "All is well."


def test_an_overflow_is_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        panel = demo(lambda **_: message(f"{np.exp(np.float64(1e4))}"))
    assert panel.text == "inf"


def said(panel, view="one", **content):
    """Let a view say something."""
    panel._handle_custom_msg({"view": view, **content}, [])


def test_buttons_act_and_their_errors_are_shown():
    panel = demo()
    said(panel, press="off")
    assert panel.values == {"rate": 0.1, "mode": "sum", "on": False}
    said(panel, press="fail")
    assert "ZeroDivisionError: by hand" in panel.text


def test_a_view_is_answered_when_its_button_has_acted():
    panel, seen = demo(), []
    panel.observe(lambda _: seen.append(panel.values["on"]), "answered")
    said(panel, press="off", ask=7)
    assert (panel.answered, seen) == ({"one": 7}, [False])
    said(panel, view="two", press="fail", ask=1)
    assert panel.answered == {"one": 7, "two": 1}
    said(panel, view="one", gone=True)
    said(panel, view="two", ask=2)
    assert panel.answered == {"two": 2}


def test_a_picture_is_taken_when_a_view_says_so_or_there_is_none():
    panel = demo()
    assert panel.taken()
    said(panel, view="one", ask=1)
    assert not panel.taken()
    said(panel, view="two", taken=panel.number)
    assert panel.taken()
    panel.move(on=False)
    assert not panel.taken()
    said(panel, view="one", gone=True)
    assert not panel.taken()
    said(panel, view="two", gone=True)
    assert panel.taken()


def test_controls_take_numbers_and_truths_of_numpy():
    panel = demo()
    panel.move(rate=np.float32(0.5), on=np.bool_(False))
    assert panel.values == {"rate": 0.5, "mode": "sum", "on": False}
    assert [type(value) for value in panel.values.values()] == [float, str, bool]
    panel = widgets.single_neuron()
    panel.move(step=np.int64(3))
    assert type(panel.values["step"]) is int
    assert Slider("n", "number", np.int64(3), 0, 9, 1).spec()["value"] == 3


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        ({"rate": 2.0}, ValueError, "rate is 2.0, expected 0.001 to 1"),
        ({"mode": "max"}, ValueError, "mode is 'max', expected one of"),
        ({"on": 1}, TypeError, "on must be True or False, got 1"),
        ({"on": np.int64(1)}, TypeError, "on must be True or False, got 1"),
        ({"rate": np.bool_(True)}, TypeError, "rate must be a number, got True"),
    ],
)
def test_controls_refuse_what_they_cannot_show(value, error, words):
    with pytest.raises(error, match=words):
        demo().move(**value)
