"""A real JupyterLab and a real browser, for the tests of what moves, and for its benchmark."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
TOKEN = "course"
# A learner's own settings and workspaces are neither used nor changed.
SETTINGS = ["JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
NOTIFICATIONS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
# JupyterLab's own, for the cell that has the focus: new cells, Markdown, cut, undo, delete, others.
SHORTCUTS = ["b", "a", "m", "x", "z", "d", "d", "ArrowUp", "ArrowDown", "j", "k"]
# What a page may complain of without being broken.
HARMLESS = ("favicon", "Failed to load resource: net::ERR_INTERNET_DISCONNECTED")


def lacking() -> str | None:
    """Return why there can be no browser here, or None."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is not installed: pip install playwright"
    return None if CHROMIUM else "there is no Chromium: install it, or set CHROMIUM to its path"


@contextmanager
def running_lab(folder: Path):
    """Start `jupyter lab` on a free loopback port with `folder` as its root; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    options += [f"--IdentityProvider.token={TOKEN}", "--LabApp.expose_app_in_browser=True"]
    options += ["--allow-root"]
    own = {name: str(folder / f".{name.lower()}") for name in SETTINGS}
    no_news = Path(own["JUPYTERLAB_SETTINGS_DIR"], NOTIFICATIONS)
    no_news.parent.mkdir(parents=True)
    no_news.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    with (folder / ".lab.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder, env={**os.environ, **own}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_for(server, port, folder / ".lab.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(server, port, log):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"jupyter lab did not start: {log.read_text(encoding='utf-8')[-2000:]}")


@contextmanager
def running_chromium():
    """Start Chromium; yield a Playwright context, whose pages share a cache."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser.new_context()
        finally:
            browser.close()


def write_notebook(folder: Path, name: str, *cells: str) -> str:
    """Write a notebook with these code cells, not yet run; return its file's name."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, folder / f"{name}.ipynb")
    return f"{name}.ipynb"


_free = set()  # pages with JupyterLab and no notebook: to load it takes seconds


def _page(browser, address):
    """Return a page that shows JupyterLab and nothing in it."""
    for page in _free:
        if page.context is browser and not page.is_closed():
            _free.remove(page)
            return page
    page = browser.new_page()
    page.goto(f"{address}/lab?token={TOKEN}&reset")
    page.wait_for_function("() => window.jupyterapp?.commands.hasCommand('docmanager:open')")
    page.evaluate("() => window.jupyterapp.restored")
    return page


class Lab:
    """A page with a notebook open in JupyterLab.

    Attributes
    ----------
    page : Playwright's page
    complaints : what the console and the page reported as errors
    """

    def __init__(self, browser, address: str, notebook: str, size=(1280, 1000), dark=False):
        self.page = _page(browser, address)
        self.complaints, self.closed = [], False
        self._listeners = {
            "console": self._note,
            "pageerror": lambda error: self.complaints.append(str(error)),
        }
        for event, listener in self._listeners.items():
            self.page.on(event, listener)
        self.command("docmanager:open", {"path": notebook})
        self.page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
        self.resize(*size)
        self.theme(dark)
        self._wait_until_idle()

    def theme(self, dark: bool):
        """Choose JupyterLab's dark theme, or its light one."""
        self.command(
            "apputils:change-theme", {"theme": f"JupyterLab {'Dark' if dark else 'Light'}"}
        )

    def resize(self, width: int, height: int):
        """Give the page another size; where it is narrow, without the list of files."""
        self.page.set_viewport_size({"width": width, "height": height})
        with_files = self.page.evaluate("() => !window.jupyterapp.shell.leftCollapsed")
        if with_files != (width > 1000):
            self.command("application:toggle-left-area")
        self.page.wait_for_function("(width) => window.innerWidth === width", arg=width)
        frame = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
        self.page.evaluate(frame)  # laid out anew

    def _wait_until_idle(self):
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status"
            " === 'idle'",
            timeout=60_000,
        )

    def command(self, name: str, arguments: dict | None = None):
        """Run one of JupyterLab's commands."""
        self.page.evaluate(
            """async ([name, arguments]) => {
                await window.jupyterapp.commands.execute(name, arguments);
            }""",  # and not what it returns: to bring a notebook over takes long, or fails
            [name, arguments or {}],
        )

    def run_all(self):
        """Run every cell, and wait until the kernel is done."""
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget;
                const cells = [...panel.content.model.cells].filter((cell) => cell.type === 'code');
                return cells.every((cell) => cell.executionCount)
                    && panel.sessionContext.session.kernel.status === 'idle';
            }""",
            timeout=120_000,
        )

    def go_to(self, cell_id: str):
        """Make a cell the active one and bring it into view; return it as Playwright's locator."""
        self.page.evaluate(
            """async (id) => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                const place = notebook.widgets.findIndex((cell) => cell.model.id === id);
                notebook.activeCellIndex = place;
                await notebook.scrollToItem(place, 'center');
            }""",
            cell_id,
        )
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell.jp-mod-active")

    def run_cell(self, cell_id: str) -> str:
        """Run one cell, and return what it shows."""
        cell = self.go_to(cell_id)
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.content.activeCell.model.clearExecution()"
        )
        self.command("notebook:run-cell")
        self.page.wait_for_function(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget;
                return panel.content.activeCell.model.executionCount
                    && panel.sessionContext.session.kernel.status === 'idle';
            }""",
            timeout=60_000,
        )
        output = cell.locator(".jp-Cell-outputArea")
        return output.inner_text() if output.count() else ""

    def type_and_run(self, cell_id: str, source: str) -> str:
        """Replace a cell's source by typing, run it, and return what it shows."""
        editor = self.go_to(cell_id).locator(".cm-content")
        editor.click()
        editor.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)
        return self.run_cell(cell_id)

    def cell_id(self, place: int) -> str:
        """Return the id of a cell."""
        return self.do(f"return panel.content.model.cells.get({place}).id")

    def put(self, place: int, source: str):
        """Replace the source of a cell, and make it the active one."""
        self.go_to(self.cell_id(place))
        source = json.dumps(source)
        self.do(f"panel.content.activeCell.model.sharedModel.setSource({source})")

    def ask(self, source: str) -> str:
        """Run something in the kernel, by the last cell, and return what it comes to."""
        last = self.do("return panel.content.model.cells.length - 1")
        self.put(last, source)
        return self.run_cell(self.cell_id(last)).splitlines()[-1].strip()  # the first: [3]

    def wait_until_asked(self, source: str, answer: str):
        """Ask the kernel until it answers this: it may hear of what was done a little later."""
        for _ in range(40):
            if (said := self.ask(source)) == answer:
                return
        raise AssertionError(f"{source} stays {said}, expected {answer}")

    def errors(self) -> list[str]:
        """Return what went wrong in the kernel, on the page and in its console."""
        outputs = self.page.evaluate(
            """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
                .filter((cell) => cell.type === 'code')
                .flatMap((cell) => cell.outputs.toJSON())
                .filter((output) => output.output_type === 'error' || output.name === 'stderr')
                .map((output) => output.evalue ?? output.text)"""
        )
        return [*outputs, *self.complaints]

    def panel(self, title: str) -> "PanelPage":
        """Return the widget of this name."""
        return PanelPage(self.page.get_by_role("group", name=title, exact=True))

    def do(self, action: str):
        """Run JavaScript that calls the notebook's panel `panel`; return what it returns."""
        return self.page.evaluate(
            f"async () => {{ const panel = window.jupyterapp.shell.currentWidget; {action} }}"
        )

    def cells(self) -> list:
        """Return which cell is the active one, and of which type each is."""
        return self.do(
            "const types = [...panel.content.model.cells].map((cell) => cell.type);"
            "return [panel.content.activeCellIndex, types];"
        )

    def leave(self):
        """Close the page; the kernel goes on."""
        self.page.close()
        self.closed = True

    def close(self):
        """Shut the kernel down, and close the notebook without saving it."""
        if self.closed:
            return
        self.closed = True
        self.do("await panel.sessionContext.shutdown(); panel.dispose()")
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        _free.add(self.page)

    def _note(self, message):
        if message.type == "error" and not any(each in message.text for each in HARMLESS):
            self.complaints.append(message.text)


class PanelPage:
    """A widget as a browser shows it."""

    def __init__(self, root):
        self.root = root

    def sliders(self) -> list:
        """Return the sliders, in their order."""
        return self.root.get_by_role("slider").all()

    def slider(self, label: str):
        """Return a slider by its accessible name."""
        return self.root.get_by_role("slider", name=label, exact=True)

    def words(self) -> str:
        """Return the words below the picture."""
        return self.root.locator(".words").inner_text()

    def spoken(self) -> str:
        """Return what a screen reader was told last."""
        return self.root.get_by_role("status").inner_text()

    def numbers(self) -> dict[str, float]:
        """Return the numbers in the picture by their names."""
        return self.root.locator("svg[role=img]").evaluate(
            """(picture) => Object.fromEntries(
                [...picture.querySelectorAll('[data-key]')]
                    .map((each) => [each.dataset.key, Number(each.dataset.value)]))"""
        )

    def settle(self):
        """Wait until the picture is that of the controls as they stand."""
        self.root.locator(".picture[aria-busy=false]").wait_for(timeout=20_000)

    def wait_for_state(self, state: str):
        """Wait until the panel is "live", "waiting" for its kernel, or has "lost" it."""
        self.root.and_(self.root.page.locator(f"[data-state={state}]")).wait_for(timeout=20_000)

    def notice(self) -> str:
        """Return what the panel says of its kernel."""
        return self.root.locator(".notice").inner_text()

    def press(self, name: str):
        """Press a button by keyboard."""
        self.root.get_by_role("button", name=name).press("Enter")

    def wait_for_words(self, text: str):
        """Wait until the words below the picture read `text`, and are spoken."""
        for words in (self.root.locator(".words"), self.root.get_by_role("status")):
            words.get_by_text(text, exact=True).wait_for(timeout=20_000)

    def drag(self, label: str, positions, per_second: float = 60.0):
        """Move a slider through `positions`, counted in steps, as a pointer would under a drag."""
        self.slider(label).evaluate(
            """async (input, [positions, pause]) => {
                const start = performance.now();
                for (const [i, position] of positions.entries()) {
                    input.value = position * Number(input.step);
                    input.dispatchEvent(new Event('input', {bubbles: true}));
                    const wait = start + (i + 1) * pause - performance.now();
                    await new Promise((done) => setTimeout(done, Math.max(wait, 0)));
                }
            }""",
            [list(positions), 1000 / per_second],
        )
