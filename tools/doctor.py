"""Name what may be wrong with this machine's set-up, one line each with what to do: `make doctor`.

Needs nothing installed, and changes nothing. A line that begins with `wrong` has to be put right,
and makes the exit status 1; one that begins with `note` may explain what you see.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec

from set_up import OLDEST, PYTHON, ROOT, TOO_OLD, VENV, is_sound, is_up_to_date

NEEDED = 10**9  # bytes, for .venv and while it is set up
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SOUND = is_sound()
ELSEWHERE = ("target", "prefix", "root", "no-index")  # with these, pip installs nothing in .venv

# Asked of .venv's Python.
WHAT_A_CHAPTER_FINDS = """
import importlib.util, json, sys
from jupyter_client.kernelspec import KernelSpecManager
print(json.dumps({
    "packages": {name: importlib.util.find_spec(name).origin for name in ("course_lib", "numpy")},
    "kernel": KernelSpecManager().get_kernel_spec("python3").argv[0],
}))
"""
NAMES_TAKEN = """
import json, pkgutil, sys
modules = [m.name for m in pkgutil.iter_modules() if "site-packages" in m.module_finder.path]
print(json.dumps([*modules, *sys.stdlib_module_names]))
"""


def old_python():
    """Look for a Python that is too old to set up .venv with."""
    if sys.version_info < OLDEST and not SOUND:
        yield TOO_OLD.format(sys.executable, sys.version.split()[0])


def no_ensurepip():
    """Look for a Python without what makes environments, as Debian's is."""
    if find_spec("ensurepip") is None and not SOUND:
        yield "ensurepip is not available: sudo apt install python3-venv, or its like"


def another_python():
    """Look for a .venv whose Python was upgraded or removed."""
    if VENV.exists() and not SOUND:
        yield "the Python of .venv is gone, or another one: make lab sets .venv up again"


def no_space():
    """Look for a disk that is too full."""
    free = shutil.disk_usage(str(ROOT)).free
    if not SOUND and free < NEEDED:
        yield f"the disk has {free / 1e6:.0f} MB left: .venv needs {NEEDED / 1e6:.0f}, make room"


def not_writable():
    """Look for what another user has set up, root perhaps."""
    folder = VENV if VENV.exists() else ROOT
    if not os.access(str(folder), os.W_OK):
        yield f"you may not write in {folder}: give it to yourself, with chown"


def found_elsewhere():
    """Look for packages, or a Python for the kernels, from another place."""
    if not (SOUND and is_up_to_date()):
        return
    try:
        found, alone = (ask(WHAT_A_CHAPTER_FINDS, option) for option in ("-P", "-I"))
    except subprocess.CalledProcessError:
        yield "the packages in .venv do not work: remove .venv, then make lab"
        return
    for name, origin in found["packages"].items():
        if origin != alone["packages"][name]:
            yield f"{name} comes from {origin}: unset PYTHONPATH"
    if found["kernel"] not in ("python", str(PYTHON)):
        yield f"Jupyter starts its kernels with {found['kernel']}: unset JUPYTER_PATH"


def packages_elsewhere():
    """Look for settings that let pip install in another place than .venv."""
    for name, value in pip_settings().items():
        if name in ELSEWHERE:
            variable = "PIP_" + name.upper().replace("-", "_")
            yield f"pip is told {name} = {value}: unset {variable}, or pip config unset it"


def no_environment():
    """Look for what make lab still has to install."""
    if not VENV.exists():
        yield "there is no .venv yet: make lab sets it up"
    elif SOUND and not is_up_to_date():
        yield "requirements.lock is newer than .venv: make lab installs what is missing"


def moved():
    """Look for scripts that begin with the path of another folder."""
    script = PYTHON.with_name("jupyter")
    if script.exists() and str(VENV) not in script.read_text(encoding="utf-8", errors="replace"):
        yield "the folder was moved: make works, .venv/bin/jupyter not until you remove .venv"


def own_files():
    """Look for files beside the chapters that have the name of a package or a part of Python."""
    taken = ask(NAMES_TAKEN, "-I") if SOUND else sys.builtin_module_names
    for path in sorted([*ROOT.glob("*.py"), *ROOT.glob("notebooks/*.py")]):
        if path.stem in taken:
            yield f"{path} has the name of a package, and can hide it: rename your file"


def a_mirror():
    """Look for settings of pip that uv does not know."""
    if {"index-url", "extra-index-url", "cert", "proxy"} & set(pip_settings()):
        yield "pip has settings for the network; make uses them, uv does not: see the README"


def user_installs():
    """Look for a setting of pip that is an error in a virtual environment."""
    if "user" in pip_settings():
        yield "pip has a setting for user; make does without, and pip after: export PIP_USER=0"


def no_browser():
    """Look for the browser that some tests need."""
    if not os.environ.get("CHROMIUM") and not any(map(shutil.which, BROWSERS)):
        yield "there is no Chromium: make test skips the tests that need a browser"


WRONG = [
    *(old_python, no_ensurepip, another_python, no_space, not_writable),
    *(found_elsewhere, packages_elsewhere),
]
NOTES = [no_environment, moved, own_files, a_mirror, user_installs, no_browser]


def ask(question, option):
    """Return what .venv's Python answers: with -I by itself, with -P by what is set around it."""
    command = [str(PYTHON), option, "-c", question]
    return json.loads(subprocess.check_output(command, cwd=str(ROOT), stderr=subprocess.DEVNULL))


def pip_settings():
    """Return what pip is told by its files and by the environment, by name."""
    python = str(PYTHON) if SOUND else sys.executable
    command = [python, "-I", "-m", "pip", "config", "list"]
    listed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    lines = listed.stdout.decode(errors="replace")
    return dict(re.findall(r"^(?::env:|global|install)\.([\w-]+)='(.*)'", lines, re.MULTILINE))


def main():
    """Print every trap that is there, and return how many of them are wrong."""
    wrong = [line for trap in WRONG for line in trap()]
    notes = [line for trap in NOTES for line in trap()]
    for line in wrong:
        print(f"wrong: {line}")
    for line in notes:
        print(f"note:  {line}")
    if not wrong:
        print(f"Nothing is wrong in {ROOT}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
