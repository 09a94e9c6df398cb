"""What a picture is: a drawing, and the same in words."""

from base64 import b64encode
from io import BytesIO

from matplotlib.figure import Figure

from course_lib.terminal import printable

# Okabe and Ito's colours: told apart by colour-blind eyes too.
FORWARD, BACKWARD, ACCENT = "#0072B2", "#D55E00", "#009E73"
CYCLE = [FORWARD, BACKWARD, ACCENT, "#CC79A7", "#56B4E9", "#E69F00"]
GREY = "#666666"
CSS_PIXELS = 96  # to the inch: text of 10 points is as large as the page's own


class Picture:
    """A matplotlib figure with its alternative text.

    A notebook shows the drawing; a screen reader, a terminal and the tests get the text. The
    figure never passes through pyplot, so that nothing else that draws can disturb it.
    """

    def __init__(self, figure: Figure, text: str):
        self.figure = figure
        self.text = text

    def __repr__(self) -> str:
        return printable(self.text)

    def _repr_mimebundle_(self, include=None, exclude=None):
        png = BytesIO()
        self.figure.savefig(png, format="png", dpi=1.5 * CSS_PIXELS, facecolor="white")
        width, height = (round(size * CSS_PIXELS) for size in self.figure.get_size_inches())
        data = {"image/png": b64encode(png.getvalue()).decode(), "text/plain": self.text}
        return data, {"image/png": {"alt": self.text, "width": width, "height": height}}


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of `width` by `height` CSS pixels."""
    return Figure(figsize=(width / CSS_PIXELS, height / CSS_PIXELS), layout="constrained")
