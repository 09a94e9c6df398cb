"""A still: its words in HTML, its letters on white and on black, and how it is kept small."""

import base64
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from course_lib import widgets
from course_lib.drawing import still
from tests.drawings import DRAWINGS


class Tags(HTMLParser):
    """The attributes of every element of a piece of HTML, and its text."""

    def __init__(self, html):
        super().__init__()
        self.images, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.images.append(dict(attrs))

    def handle_data(self, data):
        self.text += data


def picture(drawing):
    return Image.open(BytesIO(still.png(drawing))).convert("RGBA")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_notebook_gets_the_words_and_a_picture_that_carries_them(name):
    drawing = DRAWINGS[name]()
    bundle, metadata = drawing._repr_mimebundle_()
    assert bundle["text/plain"] == repr(drawing)
    (image,) = Tags(bundle["text/html"]).images
    assert image["alt"] == repr(drawing)
    assert (int(image["width"]), int(image["height"])) == (
        round(drawing.width),
        round(drawing.height),
    )
    start, png = image["src"].split(",")
    assert start == "data:image/png;base64"
    assert png == bundle["image/png"]
    assert metadata["image/png"]["alt"] == image["alt"]
    assert base64.b64decode(png).startswith(b"\x89PNG")


def test_a_panel_s_still_says_that_it_stands_still():
    panel = widgets.relu()
    bundle = panel._repr_mimebundle_()[0]
    html = Tags(bundle["text/html"])
    assert html.images[0]["alt"] == bundle["text/plain"] == panel.text
    assert (
        "This picture stands still. Open the notebook in JupyterLab and run its cell" in html.text
    )


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_still_is_the_same_each_time_small_and_without_a_background(name):
    drawing = DRAWINGS[name]()
    png = still.png(drawing)
    assert png == still.png(drawing)
    assert len(png) < 100_000
    image = Image.open(BytesIO(png))
    assert image.mode == "P"
    assert image.width == round(2 * drawing.width)
    corners = [(0, 0), (image.width - 1, 0), (0, image.height - 1)]
    assert 0 in [image.convert("RGBA").getpixel(corner)[3] for corner in corners]


@pytest.mark.parametrize("name", DRAWINGS)
def test_plates_are_white_so_that_a_white_page_shows_none(name):
    pixels = np.asarray(picture(DRAWINGS[name]())).reshape(-1, 4)
    white = (pixels == 255).all(axis=1)
    nearly = (pixels > [235, 235, 235, 200]).all(axis=1) & ~white
    assert nearly.sum() < 0.05 * white.sum()


def luminance(pixels):
    """Return the relative luminance of sRGB pixels (..., 3), as WCAG has it."""
    share = pixels / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def boxes(drawing):
    """Return the box of every text, in pixels of the still."""
    for text in ElementTree.fromstring(drawing.svg).iter(f"{still.SVG}text"):
        if text.text and not text.get("transform"):
            box = ElementTree.fromstring(still.plate(text)).attrib
            x, y, width, height = (float(box[each]) for each in ("x", "y", "width", "height"))
            yield text.text, [round(2 * each) for each in (x + 4, y, x + width - 4, y + height)]


@pytest.mark.parametrize("page", ["#FFFFFF", "#111111"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_every_text_stands_out_on_a_white_page_and_on_a_black_one(name, page):
    drawing = DRAWINGS[name]()
    image = picture(drawing)
    whole = Image.new("RGBA", image.size, page)
    whole.alpha_composite(image)
    light = luminance(np.asarray(whole.convert("RGB"), dtype=float))
    for text, (left, top, right, bottom) in boxes(drawing):
        around = light[max(top, 0) : bottom, max(left, 0) : right]
        ink, paper = (
            around.min(),
            np.quantile(around, 0.75),
        )  # a letter fills less than half its box
        assert (paper + 0.05) / (ink + 0.05) >= 4.5, text


def test_without_resvg_the_still_is_the_svg_itself(monkeypatch):
    monkeypatch.setattr(still, "find_spec", lambda name: None)
    drawing = DRAWINGS["relu"]()
    bundle, metadata = drawing._repr_mimebundle_()
    assert metadata == {}
    assert "image/png" not in bundle
    (image,) = Tags(bundle["text/html"]).images
    start, svg = image["src"].split(",")
    assert start == "data:image/svg+xml;base64"
    svg = base64.b64decode(svg).decode()
    assert "var(" not in svg
    assert ElementTree.fromstring(svg).get("aria-label") == image["alt"] == repr(drawing)
