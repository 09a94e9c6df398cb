"""The widgets in a real JupyterLab in a real browser, moved by keyboard as a learner may."""

import pytest

from course_lib import widgets
from tests.browser import SHORTCUTS, Lab, write_notebook
from tests.reading import numbers

WIDGETS = {
    "single_neuron": "A single neuron: the backward pass",
    "neuron_training": "A single neuron: the learning rate",
    "relu": "ReLU: what passes and what stops",
    "layer": "A layer in training",
    "batch": "A batch: every sample adds its table",
    "softmax_jacobian": "Softmax and its Jacobian",
    "fused_loss": "Softmax and loss: separate and fused",
    "spiral_training": "Training on the spiral",
}
CELLS = [f"widgets.{name}()" for name in WIDGETS]
NOTEBOOK = (
    "return [panel.content.activeCellIndex, [...panel.content.model.cells].map((c) => c.type)]"
)
DEMO = """
from course_lib.drawing import message
from course_lib.panel import Button, Choice, Panel, Slider, Switch

def draw(rate, mode, on):
    if mode == "mean":
        raise ValueError("mean of nothing")
    return message(f"The rate is {rate}, {mode}, {on}.")

Panel("Demo", [
    Slider("rate", "learning rate", 0.1, -3, 0, 0.1, unit="per step", log=True),
    Choice("mode", "how to add", "sum", ["sum", "mean"]),
    Switch("on", "sample 1", True),
    Button("off", "Switch off", lambda panel: panel.move(on=False)),
], draw)
"""


@pytest.fixture(scope="session")
def lab(browser, address, folder):
    write_notebook(folder, "live", "from course_lib import widgets", *CELLS, DEMO)
    lab = Lab(browser, address, "live.ipynb")
    lab.run_all()
    yield lab
    lab.close()


@pytest.fixture
def panel(lab):
    """Return a function from a title to that widget, in its state at the start."""

    def at_the_start(title):
        panel = lab.panel(title)
        panel.root.scroll_into_view_if_needed()
        panel.root.get_by_role("button", name="Back to the start").press("Enter")
        return panel

    yield at_the_start
    assert lab.errors() == []


def assert_shows(panel, expected):
    panel.settle()
    assert panel.numbers() == pytest.approx(numbers(expected.drawing), rel=1e-9, abs=1e-12)
    assert panel.words() == panel.spoken() == expected.text
    name = panel.root.get_by_role("img").get_attribute("aria-label")
    assert name == f"{expected.title}: picture, described below"


def turn(panel, control, last):
    """Take a control to its last or first value by keyboard; return its name with that value."""
    kind, label = control["kind"], control["label"]
    if kind == "slider":
        panel.slider(label).press("End" if last else "Home")
        end = control["high" if last else "low"]
        return {control["name"]: 10**end if control["log"] else end}
    if kind == "choice":
        panel.root.get_by_role("combobox", name=label).press("End" if last else "Home")
        return {control["name"]: control["options"][-1 if last else 0]}
    box = panel.root.get_by_role("checkbox", name=label, exact=True)
    if box.is_checked() != last:
        box.press("Space")
    return {control["name"]: last}


def turned(widget):
    """Return the controls of a widget that have a value."""
    return [control for control in widget.controls if control["kind"] != "button"]


@pytest.mark.parametrize("name", WIDGETS)
def test_every_control_goes_to_both_ends_and_back_by_keyboard(panel, name):
    panel, expected = panel(WIDGETS[name]), getattr(widgets, name)()
    assert_shows(panel, expected)
    kinds = [control["kind"] for control in turned(expected)]
    assert len(panel.sliders()) == kinds.count("slider")
    for control in turned(expected):
        for last in (True, False):
            expected.move(**turn(panel, control, last))
            assert_shows(panel, expected)
        panel.root.get_by_role("button", name="Back to the start").press("Enter")
        expected.move(**expected.start)
        assert_shows(panel, expected)
        if control["kind"] == "slider":
            said = panel.slider(control["label"]).get_attribute("aria-valuetext")
            assert f"{control['value']:g}" in said.replace("−", "-")


@pytest.mark.parametrize("name", WIDGETS)
def test_all_controls_together_at_their_ends(panel, name):
    panel, expected = panel(WIDGETS[name]), getattr(widgets, name)()
    for last in (True, False):
        for control in turned(expected):
            expected.move(**turn(panel, control, last))
        assert_shows(panel, expected)


def test_arrow_keys_and_buttons_take_the_backward_pass_step_by_step(panel):
    panel, expected = panel(WIDGETS["single_neuron"]), widgets.single_neuron()
    panel.slider("backward step").press("Home")
    panel.slider("backward step").press("ArrowRight")
    expected.move(step=1)
    assert_shows(panel, expected)
    panel.root.get_by_role("button", name="on: backward step").press("Enter")
    expected.move(step=2)
    assert_shows(panel, expected)
    panel.root.get_by_role("button", name="back: backward step").click()
    expected.move(step=1)
    assert_shows(panel, expected)


def test_after_a_drag_the_picture_is_that_of_the_last_value(panel):
    panel, expected = panel(WIDGETS["relu"]), widgets.relu()
    panel.drag("shift of all z", range(-50, 71))
    expected.move(shift=7.0)
    assert_shows(panel, expected)


def test_choices_switches_and_buttons_work_by_keyboard_and_errors_are_seen(panel):
    panel = panel("Demo")
    assert panel.slider("learning rate").get_attribute("aria-valuetext") == "0.1 per step"
    panel.slider("learning rate").press("ArrowRight")
    panel.root.get_by_role("checkbox", name="sample 1").press("Space")
    panel.wait_for_words("The rate is 0.13, sum, False.")
    panel.root.get_by_role("combobox", name="how to add").press("ArrowDown")
    panel.wait_for_words("This cannot be shown. ValueError: mean of nothing")
    panel.root.get_by_role("button", name="Back to the start").press("Space")
    panel.wait_for_words("The rate is 0.1, sum, True.")
    panel.root.get_by_role("button", name="Switch off").press("Enter")
    panel.wait_for_words("The rate is 0.1, sum, False.")


@pytest.mark.parametrize("title", [WIDGETS["single_neuron"], WIDGETS["spiral_training"]])
def test_keys_on_a_button_never_reach_the_notebook(lab, title):
    lab.panel(title).root.scroll_into_view_if_needed()
    for button in lab.panel(title).root.get_by_role("button").all():
        button.focus()
        before = lab.cells()
        for key in SHORTCUTS:
            lab.page.keyboard.press(key)
        assert lab.cells() == before
        assert button.evaluate("(button) => button === document.activeElement")
    assert lab.errors() == []


# CSS pixels: a window, the same at 200 %, which is half as many, and a phone.
SIZES = {"window": (1280, 1000), "200 %": (640, 500), "phone": (390, 844)}
LOOK = """(panel) => {
    const box = (each) => each.getBoundingClientRect();
    const all = (names) => [...panel.querySelectorAll(names)];
    const letters = all('text, small, span, p').filter((each) => each.textContent.trim());
    return {
        letters: Math.min(...letters.map((each) => parseFloat(getComputedStyle(each).fontSize))),
        targets: Math.min(...all('input, button, select').map(box)
            .flatMap(({ width, height }) => [width, height])),
        picture: box(panel.querySelector('svg')).width,
        shown: box(panel.querySelector('.drawing')).height,
        sticksOut: panel.scrollWidth - panel.clientWidth,
        topOfPicture: box(panel.querySelector('.shown')).top,
        topOfControls: box(panel.querySelector('.controls')).top,
    };
}"""
CONTRASTS = """(panel) => {
    const paper = document.createElement('div');
    paper.style.background = 'Canvas';
    panel.append(paper);
    const luminance = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number)
        .map((each) => each / 255)
        .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
        .reduce((sum, each, i) => sum + each * [0.2126, 0.7152, 0.0722][i], 0);
    const back = luminance(getComputedStyle(paper).backgroundColor);
    paper.remove();
    return [...panel.querySelectorAll('svg text')].map((text) => {
        const ink = luminance(getComputedStyle(text).fill);
        return (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
    });
}"""


@pytest.fixture
def looked_at(lab):
    """Return a function from a size and what to measure to what comes of it for every panel."""

    def look(size, measure):
        lab.resize(*SIZES[size])
        roots = [lab.panel(title).root for title in WIDGETS.values()]
        for root in roots:
            root.scroll_into_view_if_needed()
            yield root.evaluate(measure)

    yield look
    lab.resize(*SIZES["window"])
    lab.page.emulate_media(forced_colors="none", color_scheme="no-override")
    lab.theme(dark=False)
    assert lab.errors() == []


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_keeps_its_size_and_scrolls_inside_itself(lab, looked_at, size):
    for seen in looked_at(size, LOOK):
        assert seen["picture"] == 720
        assert seen["letters"] >= 11
        assert seen["targets"] >= 24
        assert seen["sticksOut"] <= 0
        if size == "phone":  # what one looks at comes first, and leaves room for what one moves
            assert seen["topOfPicture"] < seen["topOfControls"]
            assert seen["shown"] <= SIZES["phone"][1] / 2
    assert lab.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]


@pytest.mark.parametrize("dark", [False, True], ids=["light theme", "dark theme"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_systems_colours_are_readable_in_every_theme(lab, looked_at, dark, scheme):
    lab.theme(dark)
    lab.page.emulate_media(forced_colors="active", color_scheme=scheme)
    for contrasts in looked_at("window", CONTRASTS):
        assert min(contrasts) >= 4.5
