"""A drawing as a still picture, for wherever there is no kernel: the only file that knows resvg.

A still has no background, so that it suits a light page as well as a dark one. Where a page lets
style sheets through, a dark one turns the lightness of its colours round. A notebook that is not
trusted yet lets none through: there the plates of paper under all texts keep them readable.
"""

import re
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import numpy as np

from course_lib.drawing.palette import INK, LIGHT
from course_lib.drawing.shapes import tag

SCALE = 2  # pixels to each CSS pixel: sharp letters on a page at 200 %
COLOURS = 96  # of a stored picture, the shades at the edges of letters among them
FONT = "DejaVu Sans"
SVG = "{http://www.w3.org/2000/svg}"
PLATE = {"fill": LIGHT["paper"]}
STYLE = """<style>
:is([data-jp-theme-light="false"], .vscode-dark, html[theme="dark"]) .course-still img {
  filter: invert(0.93) hue-rotate(180deg);
}
@media (forced-colors: active) {
  .course-still img { filter: none !important; forced-color-adjust: none; background: white; }
}
</style>"""


def bundle(drawing, note: str = "") -> tuple[dict, dict]:
    """Return a drawing in all forms that a notebook stores, and what there is to know of these.

    HTML stands above all, with a `note` below the picture. The bare PNG, with its words and its
    size, is for what prints notebooks on paper.
    """
    if find_spec("resvg_py"):
        picture = b64encode(png(drawing)).decode()
        forms, address = {"image/png": picture}, f"data:image/png;base64,{picture}"
    else:
        svg = b64encode(in_light_colours(drawing.svg).encode()).decode()
        forms, address = {}, f"data:image/svg+xml;base64,{svg}"
    forms |= {"text/html": html(drawing, address, note), "text/plain": drawing.text}
    size = {"width": round(drawing.width), "height": round(drawing.height)}
    return forms, {"image/png": {"alt": drawing.text, **size}} if "image/png" in forms else {}


def html(drawing, address: str, note: str = "") -> str:
    """Return the picture at an address as a piece of a page, with its words, and a `note` below.

    It keeps its size and scrolls inside itself, so that its letters grow when the page is zoomed.
    """
    size = f'width="{drawing.width:.0f}" height="{drawing.height:.0f}"'
    style = 'style="max-width: none"'
    picture = f'<img alt="{escape(drawing.text)}" {size} {style} src="{address}">'
    below = f"<p><em>{escape(note)}</em></p>" if note else ""
    return f'<div class="course-still" style="overflow-x: auto">{picture}</div>{below}{STYLE}'


def png(drawing) -> bytes:
    """Return the picture as PNG, on no background, with a small palette."""
    import resvg_py  # only where a still is wanted
    from PIL import Image

    whole = resvg_py.svg_to_bytes(
        svg_string=for_any_page(drawing.svg),
        font_files=fonts(),
        font_family=FONT,
        skip_system_fonts=True,
        width=round(SCALE * drawing.width),
        height=round(SCALE * drawing.height),
    )
    small = BytesIO()
    with_palette(Image.open(BytesIO(whole))).save(small, "PNG", optimize=True)
    return small.getvalue()


def with_palette(picture):
    """Return a picture with few colours; white stays white, or one would see plates on a page."""
    few = picture.quantize(COLOURS, method=2)  # an octree: the only method that keeps what is clear
    white = (np.asarray(picture) == 255).all(axis=-1)
    if white.any():
        entry, palette = 4 * int(np.asarray(few)[white][0]), few.getpalette("RGBA")
        palette[entry : entry + 4] = [255] * 4
        few.putpalette(palette, "RGBA")
    return few


def in_light_colours(svg: str) -> str:
    """Return an SVG without the custom properties that only a style sheet could set."""
    return re.sub(r"var\(--\w+, (#\w+)\)", r"\1", svg)


def for_any_page(svg: str) -> str:
    """Return an SVG that can be read on white and on black."""
    svg = re.sub(r"<(?!text)[^>]*>", lambda shape: shape[0].replace(INK, LIGHT["faint"]), svg)
    svg = in_light_colours(svg)
    return svg.replace(">", ">" + "".join(plates(svg)), 1)


def plates(svg: str) -> Iterator[str]:
    """Draw the paper under the cells and the texts of an SVG: it lies below all else."""
    for shape in ElementTree.fromstring(svg):
        if shape.get("class") == "cell":
            box = {name: shape[0].get(name) for name in ("x", "y", "width", "height")}
            yield tag("rect", **box, **PLATE)
        else:
            yield from (plate(text) for text in shape.iter(f"{SVG}text") if text.text)


def plate(text: ElementTree.Element) -> str:
    """Draw a rounded plate, a little larger than a text."""
    size = float(text.get("font-size"))
    width = font(size, text.get("font-weight") == "bold").getlength(text.text)
    before = {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
    place = {
        "x": float(text.get("x")) - before * width - 4,
        "y": float(text.get("y")) - 0.95 * size,
    }
    turn = {"transform": text.get("transform")}
    return tag("rect", **place, width=width + 8, height=1.3 * size, rx=4, **PLATE, **turn)


@cache
def font(size: float, bold: bool):
    """Return the font of the still, to measure a text with."""
    from PIL import ImageFont

    return ImageFont.truetype(fonts()[bold], size)


def fonts() -> list[str]:
    """Return the files of matplotlib's own font, plain and bold, without loading matplotlib."""
    folder = Path(find_spec("matplotlib").origin).parent / "mpl-data" / "fonts" / "ttf"
    return [str(folder / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
