"""Take the README's two pictures anew from a browser: `python -m tools.readme_pictures`."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.browser import Lab, running_chromium, running_lab, write_notebook

FOLDER = Path(__file__).parent.parent / ".github"
SET_UP = """from course_lib import widgets
neuron, spiral = widgets.single_neuron(), widgets.spiral_training()
neuron.move(step=12)
spiral.move(speed=50)
while "done" not in spiral.text:
    spiral.press("step")"""
PICTURES = {"neuron": "A single neuron: the backward pass", "spiral": "Training on the spiral"}


def main() -> None:
    """Show both widgets in JupyterLab, and store what is seen of each."""
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        notebook = write_notebook(Path(folder), "pictures", SET_UP, *PICTURES)
        with running_lab(Path(folder)) as address:
            lab = Lab(browser, address, notebook)
            lab.run_all()
            for name, title in PICTURES.items():
                panel = lab.panel(title)
                panel.settle()
                seen = Image.open(BytesIO(panel.root.screenshot())).convert("RGB")
                seen.quantize(128).save(FOLDER / f"{name}.png", optimize=True)
            lab.close()


if __name__ == "__main__":
    main()
