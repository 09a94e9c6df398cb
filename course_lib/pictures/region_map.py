"""What a network answers anywhere in the plane, with points on top, as part of a drawing."""

from base64 import b64encode
from io import BytesIO

import numpy as np
from PIL import Image

from course_lib.drawing.palette import BACKWARD, FAINT, FORWARD, GOOD, PAPER
from course_lib.drawing.shapes import label, tag

COLOURS = (FORWARD, BACKWARD, GOOD)
# Classes 0 to 2 plain, then the same with their pattern: class 1 is striped, class 2 is dotted.
PALETTE = bytes.fromhex("0072B2 BF5300 00805B 0072B2 BF5300 00805B")
OPACITY = bytes([80, 65, 65, 80, 115, 115])
# A line of no length is as large as its pen: thousands of points stay a few kilobytes of text.
MARKS = (
    ("h0", {"stroke_linecap": "round", "stroke_width": 6.0}),
    ("h0", {"stroke_linecap": "square", "stroke_width": 4.8}),
    ("m0,-3.4l3,5h-6z", {"stroke_width": 1.2}),
)


def region_image(regions: np.ndarray) -> str:
    """Return class labels (rows, columns) as the address of a small image, coloured and patterned.

    The first row is the uppermost.
    """
    row, column = np.indices(regions.shape, sparse=True)
    stripes, dots = (row + column) % 6 < 2, (row % 6 < 2) & (column % 6 < 2)
    patterned = (stripes & (regions == 1)) | (dots & (regions == 2))
    image = Image.fromarray((regions + 3 * patterned).astype(np.uint8))
    image.putpalette(PALETTE)
    png = BytesIO()
    image.save(png, "PNG", transparency=OPACITY)
    return "data:image/png;base64," + b64encode(png.getvalue()).decode()


def region_map(image: str, points, box, reach: float, *, title: str) -> list[str]:
    """Draw an image from -reach to reach with `points` (inputs, y_true) in the square `box`."""
    left, top, side = box
    inputs, y_true = points
    place = {"x": left, "y": top, "width": side, "height": side}
    where = (left + side / 2 + np.multiply(inputs, (1, -1)) * side / (2 * reach)) - (0, left - top)
    shapes = [
        label(left, top - 10, title, anchor="start", bold=True),
        tag("image", **place, href=image, style="image-rendering: pixelated"),
        tag("rect", **place, fill="none", stroke=FAINT),
    ]
    for kind, ((mark, look), colour) in enumerate(zip(MARKS, COLOURS, strict=True)):
        path = "".join(f"M{x:.1f},{y:.1f}{mark}" for x, y in where[y_true == kind].tolist())
        rim = {**look, "stroke_width": look["stroke_width"] + 2.4}  # or it is lost on its own hue
        shapes.append(tag("path", d=path, fill=PAPER, stroke=PAPER, **rim))
        shapes.append(tag("path", d=path, fill=colour, stroke=colour, **look))
    return shapes
