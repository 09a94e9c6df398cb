"""A picture and the controls that move it: what all widgets of the course share.

One widget, not a dozen glued together: the browser holds the controls, and sends all their values
at once; the kernel answers with the new picture and its words. ipywidgets keeps one message under
way and merges what comes meanwhile, so that under a drag only the newest values are computed.

A view, of which there may be none or several, speaks to its panel in messages of its own: that it
is there, which picture it has taken, which button was pressed, that it goes. What asks for an
answer has a number, and the answer the same: so a view knows when nobody is there any more.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import uuid4

import anywidget
import numpy as np
import traitlets

from course_lib.drawing import Drawing, message, still
from course_lib.panel.controls import Button, Control, gathered
from course_lib.terminal import printable

HERE = Path(__file__).parent
SCRIPTS = ("controls.js", "kernel.js", "notebook.js", "panel.js")  # the browser takes them as one
STILL = (
    "This picture stands still. Open the notebook in JupyterLab and run its cell: then it moves."
)


class Panel(anywidget.AnyWidget):
    """Controls around a picture.

    Parameters
    ----------
    title : str
        What a screen reader calls the whole.
    controls : list of Slider, Choice, Switch and Button
    draw : function
        Called with the value of every control by its name, and with those of z[0], z[1], ... as one
        array z; returns a Drawing. Whatever it raises is shown in place of the picture.

    Attributes
    ----------
    drawing : Drawing
        The picture as it stands.
    values : dict
        The value of every control. To set some of them, use `move`.
    """

    _esm = "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    _css = HERE / "panel.css"
    key = traitlets.Unicode().tag(sync=True)  # the model's own name, which a notebook's output has
    title = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    svg = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)  # the values that the picture was drawn for
    number = traitlets.Int().tag(sync=True)  # of the picture: one more with each
    playing = traitlets.Bool().tag(sync=True)  # whether more pictures come by themselves
    answered = traitlets.Dict().tag(sync=True)  # the last question of each view that has its answer

    def __init__(self, title: str, controls: Sequence[Control], draw: Callable[..., Drawing]):
        self._controls = {control.name: control for control in controls}
        self._draw = draw
        self._views, self._taken = set(), 0
        start = {c.name: c.value for c in controls if not isinstance(c, Button)}
        specs = [control.spec() for control in controls]
        key = uuid4().hex
        super().__init__(
            model_id=key, key=key, title=title, controls=specs, start=start, values=start
        )
        self.redraw()
        self.observe(self.redraw, "values")
        self.on_msg(self._heard)

    def redraw(self, _change=None) -> None:
        """Draw the picture for the values as they are."""
        self._guarded(lambda: self.show(self._draw(**gathered(self.values))))

    def show(self, drawing: Drawing) -> None:
        """Show `drawing`."""
        self.drawing = drawing
        with self.hold_sync():
            self.svg, self.text, self.shown = drawing.svg, drawing.text, self.values
            self.number += 1

    def still(self) -> Drawing:
        """Return what is shown wherever there is no kernel."""
        return self.drawing

    def move(self, **values) -> None:
        """Set controls, as the learner would by hand.

        Raises
        ------
        TypeError, ValueError
            If there is no such control, or the value is not one it can take.
        """
        for name in values:
            if name not in self.start:
                raise ValueError(f"there is no control {name!r}, expected one of {[*self.start]}")
        taken = {name: self._controls[name].taken(value) for name, value in values.items()}
        self.values = {**self.values, **taken}

    def press(self, name: str) -> None:
        """Press a button, as the learner would by hand."""
        self._guarded(lambda: self._controls[name].press(self))

    def taken(self) -> bool:
        """Return whether a view has the newest picture, or there is none to take it."""
        return not self._views or self._taken >= self.number

    def unseen(self) -> None:
        """Do what is to be done when the last view has gone; a subclass may have something."""
        self._views.clear()

    def _heard(self, _widget, content, _buffers):
        """Take in what a view says, and answer it where it asks."""
        view = content["view"]
        if "gone" in content:
            self._views.discard(view)
            return self._views or self.unseen()
        self._views.add(view)
        self._taken = max(self._taken, content.get("taken", 0))
        if "press" in content:
            self.press(content["press"])
        if "ask" in content:  # answered by a trait: that comes behind the picture, not before it
            asked = {view: content["ask"]}
            self.answered = {v: n for v, n in self.answered.items() if v in self._views} | asked

    def _guarded(self, action):
        """Do something; a notebook shows no errors of callbacks, so the picture has to."""
        try:
            with np.errstate(all="ignore"):  # a picture says in words what overflowed
                action()
        except Exception as error:
            self.show(message(f"This cannot be shown. {type(error).__name__}: {error}"))

    def __repr__(self) -> str:
        return printable(self.text)

    def _repr_mimebundle_(self, **kwargs):
        """Return the live widget, and for wherever there is no kernel a still and its words."""
        live, _ = super()._repr_mimebundle_(**kwargs)
        forms, metadata = still.bundle(self.still(), STILL)
        return {**live, **forms, "text/plain": self.text}, metadata
