"""Lines over an axis: losses, accuracies, timings. Scales and legends are matplotlib's."""

import re
from html import unescape
from io import StringIO

import numpy as np

from course_lib.drawing.drawing import WIDTH, Drawing
from course_lib.drawing.numbers import number
from course_lib.drawing.palette import INK, LIGHT, colour
from course_lib.drawing.shapes import label

HEIGHT, TITLE = 330, 30  # of the whole, and of the room for the title in it
INCH = 72  # so many of matplotlib's points, which are our CSS pixels
CYCLE = [LIGHT[name] for name in ("forward", "backward", "good", "fourth", "positive", "ink")]
DASHES, MARKS = ["-", "--", "-.", ":"], ["o-", "s-", "^-", "D-"]
LOOK = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "course",  # the same picture each time
    "font.size": 13,
    "text.color": LIGHT["ink"],
    "axes.labelcolor": LIGHT["ink"],
    "axes.edgecolor": LIGHT["faint"],
    "grid.color": LIGHT["faint"],
    "grid.alpha": 0.3,
    "xtick.color": LIGHT["faint"],
    "ytick.color": LIGHT["faint"],
    "xtick.labelcolor": LIGHT["ink"],
    "ytick.labelcolor": LIGHT["ink"],
    "lines.linewidth": 2.2,
}
TEXT = re.compile(
    r'<text style="font-size: ([\d.]+)px;[^"]*?text-anchor: (\w+)[^"]*"'
    r' x="([-\d.]+)" y="([-\d.]+)" transform="([^"]*)">([^<]*)</text>'
)


def curves(
    lines: dict, *, x_label: str, y_label: str, title: str, log_x=False, log_y=False, marks=False
) -> Drawing:
    """Draw each of `lines`, a label -> y values, or a label -> (x values, y values).

    Lines differ in colour and in dash, or with `marks` in the mark on every point. `log_x` and
    `log_y` make an axis logarithmic.
    """
    lines = {
        name: line if isinstance(line, tuple) else (np.arange(len(line)), line)
        for name, line in lines.items()
    }
    scales = {"xscale": "log" if log_x else "linear", "yscale": "log" if log_y else "linear"}
    plot = _plot(lines, marks, xlabel=x_label, ylabel=y_label, **scales)
    heading = label(5, 18, title, anchor="start", bold=True)
    words = "; ".join(_in_words(name, np.asarray(y, dtype=float)) for name, (_, y) in lines.items())
    return Drawing([heading, plot], f"{title}: {y_label} over {x_label}. {words}", HEIGHT)


def _plot(lines, marks, **settings):
    """Return the lines and their axes as SVG."""
    from matplotlib import rc_context  # takes a second to load: only where curves are drawn
    from matplotlib.figure import Figure  # never through pyplot, whose state is everybody's

    svg = StringIO()
    with rc_context(LOOK):
        figure = Figure((WIDTH / INCH, HEIGHT / INCH), layout="constrained")
        figure.get_layout_engine().set(rect=(0, 0, 1, 1 - TITLE / HEIGHT))
        axes = figure.add_subplot(**settings)
        for place, (name, (x, y)) in enumerate(lines.items()):
            look = MARKS[place % len(MARKS)] if marks else DASHES[place % len(DASHES)]
            axes.plot(x, y, look, label=name, color=CYCLE[place % len(CYCLE)])
        _write_numbers(axes.xaxis)
        _write_numbers(axes.yaxis)
        axes.grid()
        axes.spines[["top", "right"]].set_visible(False)
        if len(lines) > 1:
            axes.legend(frameon=False)
        figure.savefig(svg, format="svg", transparent=True, metadata={"Date": None}, dpi=INCH)
    return _with_our_texts_and_colours(svg.getvalue())


def _write_numbers(axis):
    """Write ticks as all numbers here are written, more of them where powers of ten are few."""
    from matplotlib.ticker import LogLocator, NullFormatter

    low, high = axis.get_view_interval()
    axis.set_major_formatter(lambda value, _: number(value))
    axis.set_minor_formatter(NullFormatter())
    if axis.get_scale() == "log" and high < 100 * low:
        axis.set_minor_locator(LogLocator(subs=(2, 3, 5)))
        axis.set_minor_formatter(lambda value, _: number(value))


def _with_our_texts_and_colours(svg):
    """Return the inside of matplotlib's SVG, made of what our own drawings are made of."""
    svg = svg[svg.index('<g id="figure_1">') : svg.rindex("</svg>")].replace("xlink:", "")
    for name, light in LIGHT.items():
        svg = svg.replace(light.lower(), colour(name))
    return TEXT.sub(_text, svg)


def _text(found):
    size, anchor, x, y, turn, text = found.groups()
    style = {"size": float(size), "anchor": anchor, "colour": INK, "halo": None}
    turn = turn if turn.startswith("rotate(-90") else None
    return label(float(x), float(y), unescape(text), transform=turn, **style)


def _in_words(name, y):
    ends = f"from {y[0]:.3g} to {y[-1]:.3g}"
    return f"{name}: {ends}, lowest {np.min(y):.3g}, highest {np.max(y):.3g}"
