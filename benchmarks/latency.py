"""How soon a picture answers a slider, in a real JupyterLab in a real browser: `make bench`.

Three take turns on one page: our widget; the rival, `interact` that shows the same picture anew;
and the floor, a text that echoes its slider. Times run from the key press to the frame after the
picture has changed. Under a drag the pointer moves 60 times a second, and what counts is how long
after its last move the last picture comes. Then the spiral plays, on this processor and on one
eight times as slow: how many pictures come in a second, and how long after Pause the last one.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from course_lib import widgets
from tests.browser import Lab, lacking, running_chromium, running_lab, write_notebook

TURNS, MOVES = 4, 10
DRAG_SECONDS, PER_SECOND = 3.0, 60
OF_RIVAL, OF_FLOOR, LATE = 1 / 4, 1.2, 3.0  # the bars
LEAST_PICTURES, LONGEST_PAUSE = 24, 200  # a second at least, and milliseconds at most
SET_UP = """from IPython.display import display
from ipywidgets import HTML, Checkbox, FloatLogSlider, FloatSlider, VBox, interact
from course_lib import widgets"""
FLOOR = """slider, echo = FloatSlider(0, min=-5, max=5, step=0.1), HTML("0")
slider.observe(lambda change: setattr(echo, "value", f"{change.new:.1f}"), "value")
VBox([slider, echo])"""
RIVAL = """still{place} = widgets.{name}()
still{place}.close()  # no widget: interact shows its picture
@interact(**{{"{control}": {widget}}})
def _(**values):
    still{place}.move(**values)
    display(still{place}.drawing)"""
OURS = ".course-panel small + input, .course-panel input[type=checkbox]"  # no stepper
THEIRS = ".noUi-handle, input[type=checkbox]"
WATCH = """(root) => {
    const look = () => root.querySelector('.drawing, .widget-html-content')?.innerHTML
        ?? root.querySelector('img')?.src ?? before;
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

COUNT = """(drawing) => {
    window.changes = [];
    new MutationObserver(() => window.changes.push(performance.now()))
        .observe(drawing, {childList: true});
}"""
RATE = """async () => {
    const before = window.changes.length;
    await new Promise((done) => setTimeout(done, 2000));
    return (window.changes.length - before) / 2;
}"""
PAUSE = """async (root) => {
    const press = [...root.querySelectorAll('button')].find((b) => b.textContent.includes('Pause'));
    const pressed = performance.now();
    press.click();
    await new Promise((done) => setTimeout(done, 1500));
    return window.changes.at(-1) - pressed;
}"""


class Mover:
    """One cell of the page with a slider and a picture."""

    def __init__(self, lab, cell, slider):
        self.page = lab.page
        self.cell = self.page.locator(".jp-Cell").nth(cell)
        self.slider = self.cell.locator(slider).first
        self.keys = ("ArrowLeft", "ArrowRight")
        if self.slider.get_attribute("type") == "checkbox":
            self.keys = ("Space", "Space")
        self.times, self.late, self.rate = [], [], []

    def press(self):
        """Press an arrow key `MOVES` times, and note each time until the picture changed."""
        self._watch()
        for move in range(MOVES):
            count = self.page.evaluate("window.seen.count")
            self.slider.press(self.keys[move % 2])
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


def moved_control(name):
    """Return of a widget the control that is moved: its first slider, or else its first switch."""
    controls = getattr(widgets, name)().controls
    kinds = ("slider", "switch")
    found = [c for kind in kinds for c in controls if c["kind"] == kind and not c.get("stepper")]
    return found[0]


def rival(place, name):
    """Return a cell with `interact` and the same control and picture."""
    control = moved_control(name)
    if control["kind"] == "switch":
        widget = f"Checkbox({control['value']})"
    else:
        kind = "FloatLogSlider" if control["log"] else "FloatSlider"
        ends = f"min={control['low']}, max={control['high']}, step={control['step']}"
        widget = f"{kind}({control['value']}, {ends})"
    return RIVAL.format(place=place, name=name, control=control["name"], widget=widget)


def bench(lab, name, cell):
    """Let widget, rival and floor take turns, and report."""
    movers = {
        "ours": Mover(lab, cell, OURS),
        "interact": Mover(lab, cell + 1, THEIRS),
        "echo": Mover(lab, 1, THEIRS),
    }
    for _ in range(TURNS):
        for mover in movers.values():
            mover.press()
    slides = moved_control(name)["kind"] == "slider"
    print(f"{name}: key press to changed picture over {TURNS * MOVES} moves; drag of 60 a second")
    for who, mover in movers.items():
        p95 = quantiles(mover.times, n=20)[-1]
        print(f"  {who:9} p50 {median(mover.times):6.1f} ms  p95 {p95:6.1f} ms", end="")
        if slides:
            mover.drag()
            late = f"the last {mover.late[0]:6.1f} ms late"
            print(f"   drag: {mover.rate[0]:4.1f} pictures a second, {late}", end="")
        print()
    p50 = {who: median(mover.times) for who, mover in movers.items()}
    report("p50 to interact with the same picture", p50["ours"] / p50["interact"], OF_RIVAL)
    report("p50 to the bare round trip", p50["ours"] / p50["echo"], OF_FLOOR)
    if slides:
        late = movers["ours"].late[0] / p50["echo"]
        report("last picture of a drag, in round trips", late, LATE)


def bench_play(lab):
    """Let the spiral play on this processor and on a slow one, and report."""
    panel = lab.panel("Training on the spiral")
    panel.root.scroll_into_view_if_needed()
    panel.root.locator(".drawing").evaluate(COUNT)
    slow = lab.page.context.new_cdp_session(lab.page)
    for slower in (1, 8):
        slow.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        rates, waits = [], []
        for _ in range(TURNS):
            panel.press("Reset training")
            panel.press("Play")
            lab.page.wait_for_timeout(500)
            rates.append(panel.root.evaluate(RATE))
            waits.append(panel.root.evaluate(PAUSE))
        print(f"spiral_training plays, processor / {slower}: {median(rates):.0f} pictures a second")
        if slower == 1:
            report(
                f"{LEAST_PICTURES} pictures a second, of what came",
                LEAST_PICTURES / median(rates),
                1.0,
            )
        report("milliseconds from Pause to the last picture", max(waits), LONGEST_PAUSE)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def report(what, value, bar):
    print(f"    {what:43} {value:6.2f}  (bar {bar:.2f}, {'held' if value <= bar else 'MISSED'})")


def main():
    if why := lacking():
        sys.exit(f"no latency measured: {why}")
    names = widgets.__all__
    cells = [cell for i, name in enumerate(names) for cell in (f"widgets.{name}()", rival(i, name))]
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        notebook = write_notebook(Path(folder), "latency", SET_UP, FLOOR, *cells)
        with running_lab(Path(folder)) as address:
            lab = Lab(browser, address, notebook)
            lab.run_all()
            lab.page.wait_for_timeout(1000)
            for number, name in enumerate(names):
                bench(lab, name, 2 + 2 * number)
            bench_play(lab)
            assert lab.errors() == []


if __name__ == "__main__":
    main()
