"""Lines over an axis: losses, accuracies, timings."""

import numpy as np
from matplotlib.ticker import LogLocator

from course_lib.pictures.picture import CYCLE, Picture, new_figure

STYLES = ["-", "--", "-.", ":"]


def curves(
    lines: dict, *, x_label: str, y_label: str, title: str, log_x=False, log_y=False, marks=False
) -> Picture:
    """Draw each of `lines`, a label -> y values, or a label -> (x values, y values).

    Lines differ in colour and in dash. `marks` puts a dot on every point; `log_x` and `log_y`
    make an axis logarithmic.
    """
    figure = new_figure(680, 320)
    axes = figure.add_subplot(xlabel=x_label, ylabel=y_label)
    axes.set_title(title, loc="left")
    words = []
    for number, (label, line) in enumerate(lines.items()):
        x, y = line if isinstance(line, tuple) else (np.arange(len(line)), line)
        style = STYLES[number // len(CYCLE) % 4 if marks else number % 4]
        axes.plot(x, y, style, label=label, color=CYCLE[number % 6], marker="o" if marks else None)
        words.append(_in_words(label, np.asarray(y, dtype=float)))
    if log_x:
        axes.set_xscale("log")
    if log_y:
        axes.set_yscale("log")
        low, high = axes.get_ylim()
        if high < 100 * low:  # few powers of ten: write the numbers out
            axes.yaxis.set_minor_locator(LogLocator(subs=(2, 3, 5)))
            axes.yaxis.set_minor_formatter("{x:g}")
            axes.yaxis.set_major_formatter("{x:g}")
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    if len(lines) > 1:
        axes.legend(frameon=False)
    return Picture(figure, f"{title}: {y_label} over {x_label}. {'; '.join(words)}")


def _in_words(label, y):
    ends = f"from {y[0]:.3g} to {y[-1]:.3g}"
    return f"{label}: {ends}, lowest {np.min(y):.3g}, highest {np.max(y):.3g}"
