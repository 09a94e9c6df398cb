"""How soon a picture answers a slider, in a real JupyterLab in a real browser: `make bench`.

Three take turns on one page: our widget; the rival, `interact` that draws the same picture, or a
simpler one, as a new matplotlib figure; and the floor, a text that echoes its slider. Times run
from the key press to the frame after the picture has changed. Under a drag the pointer moves 60
times a second, and what counts is how long after its last move the last picture comes.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from tests.browser import Lab, lacking, running_chromium, running_lab, write_notebook

TURNS, MOVES = 4, 10
DRAG_SECONDS, PER_SECOND = 3.0, 60
OF_RIVAL, OF_FLOOR, LATE = 1 / 4, 2.5, 3.0  # the bars
SET_UP = """%matplotlib inline
from IPython.display import display
from ipywidgets import HTML, FloatSlider, VBox, interact
from course_lib import widgets
from course_lib.widgets.single_neuron import B, W, X, train
import sys
layer_start = sys.modules["course_lib.widgets.layer"]  # the name is that of the widget, too
from course_lib.widgets.relu import DVALUES, Z
from course_lib.widgets.softmax_jacobian import backward
import numpy as np
"""
SET_UP += (Path(__file__).parent / "rivals.py").read_text(encoding="utf-8")
FLOOR = """slider, echo = FloatSlider(0, min=-5, max=5, step=0.1), HTML("0")
slider.observe(lambda change: setattr(echo, "value", f"{change.new:.1f}"), "value")
VBox([slider, echo])"""
RIVALS = {
    "single_neuron": """@interact(x0=FloatSlider(1, min=-5, max=5, step=0.1))
def _(x0):
    display(neuron_graph([x0, *X[1:]], W, B))""",
    "neuron_training": """@interact(lr=FloatSlider(0.001, min=0, max=0.08, step=0.001))
def _(lr):
    losses, _ = train(np.array(X), np.array(W), B, lr, 200)
    display(curve(np.array(losses) + 1e-12, "loss"))""",
    "relu": """@interact(shift=FloatSlider(0, min=-8, max=8, step=0.1))
def _(shift):
    z = np.array(Z) + shift
    dinputs = np.where(z > 0, DVALUES, 0.0)
    grids = {"z": z, "mask": z > 0, "dvalues": DVALUES, "dinputs": dinputs}
    display(matrices(grids))""",
    "layer": """@interact(lr=FloatSlider(0.001, min=0, max=0.02, step=0.0001, readout_format=".4f"))
def _(lr):
    start = [np.array(each) for each in (layer_start.X, layer_start.W, layer_start.B)]
    _, weights = layer_start.train(*start, lr, 200)
    moved = (weights - weights[0]).transpose(2, 1, 0).reshape(12, 201)
    labels = [f"neuron {j}, input {i}" for j in range(3) for i in range(4)]
    display(heat_map(moved, labels, "How far each weight has moved"))""",
    "softmax_jacobian": """@interact(z0=FloatSlider(1.95, min=-10, max=10, step=0.05))
def _(z0):
    s, jacobian, d, dinputs = backward(np.array([z0, 0.0, 0.7]), np.array([1.0, -2.0, 4.0]))
    grids = {"s": s[:, None], "J": jacobian, "d": d[:, None], "dinputs": dinputs[:, None]}
    display(matrices(grids))""",
    "fused_loss": """@interact(z0=FloatSlider(3, min=-50, max=50, step=0.5))
def _(z0):
    z, y = np.array([[z0, 0.0, 1.0]]), np.array([[0.0, 1.0, 0.0]])
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    grids = {"z": z, "y_pred": p, "Jacobian": np.diag(p[0]) - np.outer(p, p), "dinputs": p - y}
    display(matrices(grids))""",
}
SLIDERS = {"single_neuron": "x₀ input", "neuron_training": "learning rate lr"}
SLIDERS["relu"] = "shift of all z"
SLIDERS["fused_loss"] = "z₀ logit of class 0"
SLIDERS["softmax_jacobian"] = "z₀ logit"
SLIDERS["layer"] = "learning rate lr"
WATCH = """(root) => {
    const look = () => root.querySelector('.drawing, .widget-html-content')?.innerHTML
        ?? root.querySelector('.jp-RenderedImage img')?.src ?? before;
    let before = look();
    window.seen = {moved: 0, changed: 0, count: 0};
    const moved = () => (window.seen.moved = performance.now());
    root.addEventListener('keydown', moved, true);
    window.addEventListener('pointermove', moved, true);
    const observer = new MutationObserver(() => requestAnimationFrame(() => {
        const now = look();
        if (now === before) return;
        before = now;
        Object.assign(window.seen, {changed: performance.now(), count: window.seen.count + 1});
    }));
    observer.observe(root, {childList: true, subtree: true, attributes: true, characterData: true});
    window.unwatch = () => {
        observer.disconnect();
        root.removeEventListener('keydown', moved, true);
        window.removeEventListener('pointermove', moved, true);
    };
}"""


class Mover:
    """One cell of the page with a slider and a picture."""

    def __init__(self, lab, cell, slider):
        self.page = lab.page
        self.cell = self.page.locator(".jp-Cell").nth(cell)
        self.slider = self.cell.locator(slider).first
        self.times, self.late, self.rate = [], [], []

    def press(self):
        """Press an arrow key `MOVES` times, and note each time until the picture changed."""
        self._watch()
        for move in range(MOVES):
            count = self.page.evaluate("window.seen.count")
            self.slider.press("ArrowRight" if move % 2 else "ArrowLeft")
            self.page.wait_for_function("count => window.seen.count > count", arg=count)
            self.page.wait_for_timeout(60)  # let a rival finish its second change
            self.times.append(self.page.evaluate("window.seen.changed - window.seen.moved"))
        self.page.evaluate("window.unwatch()")

    def drag(self):
        """Drag the slider to and fro, and note how late the last picture came."""
        self._watch()
        box = self.slider.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        start = time.perf_counter()
        for event in range(int(DRAG_SECONDS * PER_SECOND)):
            time.sleep(max(0.0, start + event / PER_SECOND - time.perf_counter()))
            self.page.mouse.move(x + abs(event % 80 - 40) - 20, y)
        self.page.mouse.up()
        during = self.page.evaluate("window.seen.count")
        self.page.wait_for_timeout(1500)
        self.late.append(self.page.evaluate("window.seen.changed - window.seen.moved"))
        self.rate.append(during / DRAG_SECONDS)
        self.page.evaluate("window.unwatch()")

    def _watch(self):
        self.slider.scroll_into_view_if_needed()
        self.slider.focus()
        self.cell.evaluate(WATCH)


def bench(lab, name, cell):
    """Let widget, rival and floor take turns, and report."""
    movers = {
        "ours": Mover(lab, cell, f"input[aria-label='{SLIDERS[name]}']"),
        "interact": Mover(lab, cell + 1, ".noUi-handle"),
        "echo": Mover(lab, 1, ".noUi-handle"),
    }
    for _ in range(TURNS):
        for mover in movers.values():
            mover.press()
    for mover in movers.values():
        mover.drag()
    print(f"{name}: key press to changed picture over {TURNS * MOVES} moves; drag of 60 a second")
    for who, mover in movers.items():
        p95 = quantiles(mover.times, n=20)[-1]
        print(
            f"  {who:9} p50 {median(mover.times):6.1f} ms  p95 {p95:6.1f} ms   drag: "
            f"{mover.rate[0]:4.1f} pictures a second, the last {mover.late[0]:6.1f} ms late"
        )
    p50 = {who: median(mover.times) for who, mover in movers.items()}
    report("p50 to interact and matplotlib", p50["ours"] / p50["interact"], OF_RIVAL)
    report("p50 to the bare round trip", p50["ours"] / p50["echo"], OF_FLOOR)
    report("last picture of a drag, in round trips", movers["ours"].late[0] / p50["echo"], LATE)


def report(what, value, bar):
    print(f"    {what:40} {value:6.2f}  (bar {bar:.2f}, {'held' if value <= bar else 'MISSED'})")


def main():
    if why := lacking():
        sys.exit(f"no latency measured: {why}")
    cells = [cell for name in RIVALS for cell in (f"widgets.{name}()", RIVALS[name])]
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        notebook = write_notebook(Path(folder), "latency", SET_UP, FLOOR, *cells)
        with running_lab(Path(folder)) as address:
            lab = Lab(browser, address, notebook)
            lab.run_all()
            lab.page.wait_for_timeout(1000)
            for number, name in enumerate(RIVALS):
                bench(lab, name, 2 + 2 * number)
            assert lab.errors() == []


if __name__ == "__main__":
    main()
