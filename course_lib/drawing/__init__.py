"""The kit that pictures are made of: SVG and its words, cells, axes, numbers as text, stills."""

from course_lib.drawing.drawing import Drawing, message

__all__ = ["Drawing", "message"]
