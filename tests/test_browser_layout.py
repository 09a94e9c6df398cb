"""In no picture of a widget is a text cut, does it lie over another, or does it leave its cell.

Measured in a browser, as letters have no width elsewhere: at the start, at both ends of each
control, and in 60 random states. The pictures are drawn here and put on one plain page.
"""

import numpy as np
import pytest

from course_lib import widgets
from course_lib.panel import Panel
from tests.states import states

WIDGETS = {
    "single_neuron": widgets.single_neuron,
    "single_neuron of 5 inputs": lambda: widgets.single_neuron([1.5] * 5, [-2.5] * 5),
    "neuron_training": widgets.neuron_training,
    "relu": widgets.relu,
    "relu of 6 by 5": lambda: widgets.relu(np.full((6, 5), -1.25), np.full((6, 5), 12.75)),
    "layer": widgets.layer,
    "batch": widgets.batch,
    "batch of 5 inputs": lambda: widgets.batch(np.full((3, 5), -1.375), np.full((3, 3), 2.125)),
    "softmax_jacobian": widgets.softmax_jacobian,
    "softmax_jacobian of 10": lambda: widgets.softmax_jacobian(np.arange(10.0), -np.arange(10.0)),
    "fused_loss": widgets.fused_loss,
    "fused_loss of 2": lambda: widgets.fused_loss([1.0, -2.0], 0),
    "spiral_training": widgets.spiral_training,
}
# What letters cover, without the room that a font leaves above and below them; a cell is a rim
# around a fill. Both in pixels, as a picture is drawn in its own size.
MEASURE = """(pictures) => pictures.flatMap((picture, place) => {
    const problems = [];
    const say = (text, what, by) => problems.push([place, text.textContent, what, Math.round(by)]);
    const around = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll('text')].filter((text) => text.textContent.trim());
    const boxes = texts.map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(text).fontSize);
        return { left, right, top: top + 0.22 * size, bottom: bottom - 0.22 * size };
    });
    const cells = [...picture.querySelectorAll('rect[stroke]:not([fill=none])')]
        .map((rect) => rect.getBoundingClientRect()).sort((a, b) => a.width - b.width);
    texts.forEach((text, i) => {
        const box = boxes[i];
        const out = Math.max(around.left - box.left, box.right - around.right,
            around.top - box.top, box.bottom - around.bottom);
        if (out > 0.5) say(text, 'is cut at the edge', out);
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        const cell = cells.find((c) => c.left < x && x < c.right && c.top < y && y < c.bottom);
        const over = cell ? Math.max(cell.left - box.left, box.right - cell.right) : 0;
        if (over > 0.5) say(text, 'leaves its cell', over);
        for (let j = i + 1; j < texts.length; j++) {
            const other = boxes[j];
            const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
            if (wide > 1 && high > 1) say(text, `lies over "${texts[j].textContent}"`, wide);
        }
    });
    return problems;
})"""


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


def drawn(panel):
    """Return every state, and its picture; what trains has trained for one picture."""
    drawings = []
    for state in states(panel):
        panel.move(**state)
        if "step" in panel._controls and "play" in panel._controls:
            panel.press("step")
        drawings.append((state, panel.svg))
    return drawings


@pytest.mark.parametrize("name", WIDGETS)
def test_no_text_is_cut_or_lies_over_another_or_leaves_its_cell(page, name):
    drawings = drawn(WIDGETS[name]())
    panels = (f'<div class="course-panel"><div>{svg}</div></div>' for _, svg in drawings)
    page.set_content(f"<style>{Panel._css}</style>{''.join(panels)}")
    problems = {}
    for theme in ("light", "dark"):
        page.evaluate("(theme) => document.documentElement.setAttribute('theme', theme)", theme)
        for place, *problem in page.locator(".course-panel svg").evaluate_all(MEASURE):
            problems.setdefault(place, {})[tuple(problem)] = None
    told = [
        f'{drawings[place][0]}: "{text}" {what} by {by} px'
        for place in problems
        for text, what, by in problems[place]
    ]
    share = f"{len(problems)} of {len(drawings)} states"
    assert not told, "\n".join([f"{name}: {share}", *told[:12]])
