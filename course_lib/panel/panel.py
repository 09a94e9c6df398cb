"""A picture and the controls that move it: what all widgets of the course share.

One widget, not a dozen glued together: the browser holds the controls, and sends all their values
at once; the kernel answers with the new picture and its words. ipywidgets keeps one message under
way and merges what comes meanwhile, so that under a drag only the newest values are computed.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from course_lib.drawing import Drawing, message
from course_lib.drawing.still import html
from course_lib.panel.controls import Button, Control, gathered

HERE = Path(__file__).parent
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

    _esm = HERE / "panel.js"
    _css = HERE / "panel.css"
    title = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    svg = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)  # the values that the picture was drawn for

    def __init__(self, title: str, controls: Sequence[Control], draw: Callable[..., Drawing]):
        self._controls = {control.name: control for control in controls}
        self._draw = draw
        start = {c.name: c.value for c in controls if not isinstance(c, Button)}
        specs = [control.spec() for control in controls]
        super().__init__(title=title, controls=specs, start=start, values=start)
        self.redraw()
        self.observe(self.redraw, "values")
        self.on_msg(self._pressed)

    def redraw(self, _change=None) -> None:
        """Draw the picture for the values as they are."""
        self._guarded(lambda: self.show(self._draw(**gathered(self.values))))

    def show(self, drawing: Drawing) -> None:
        """Show `drawing`."""
        self.drawing = drawing
        with self.hold_sync():
            self.svg, self.text, self.shown = drawing.svg, drawing.text, self.values

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

    def _pressed(self, _widget, content, _buffers):
        self.press(content["press"])

    def _guarded(self, action):
        """Do something; a notebook shows no errors of callbacks, so the picture has to."""
        try:
            with np.errstate(all="ignore"):  # a picture says in words what overflowed
                action()
        except Exception as error:
            self.show(message(f"This cannot be shown. {type(error).__name__}: {error}"))

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **kwargs):
        """Return the live widget, and for wherever there is no kernel a still and its words."""
        live, metadata = super()._repr_mimebundle_(**kwargs)
        still = {"text/html": html(self.drawing, STILL), "text/plain": self.text}
        return {**live, **still}, metadata
