"""Set up `.venv`, or bring it up to date: what `make` does before everything else.

Needs nothing installed. pip does the work, because pip is what people have told of their mirror,
their proxy and their certificates. Where nothing is to do, it is done at once.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
PIP_LOCK = VENV / "pip.lock"  # what LOCK says of pip
READY = VENV / "ready"  # what was set up the last time, as `wanted` says it
OLDEST = (3, 11)

TOO_OLD = "Python 3.11 or newer is needed, {} is {}: try make PYTHON=python3.12"
NOT_INSTALLED = """
The packages could not be installed. pip says why, above: without a connection, connect and run the
same command again; behind a proxy, a mirror or an authority of your own, see the README, "When
something fails"."""

# The place of the packages, and so the way from them to this folder, stay the same when it moves.
SITE = "import sysconfig; print(sysconfig.get_path('purelib'))"
# What a learner keeps beside the chapters can be imported, but hides no package and nothing of
# Python's own, be it called random.py or nnfs.py: it comes last.
KERNEL = ["-P", "-m", "ipykernel_launcher"]
OWN_FILES_LAST = "--IPKernelApp.exec_lines=__import__('sys').path.append('')"


def main():
    """Do what is left to do."""
    if not is_sound():
        make_environment()
    if not is_up_to_date():
        install(LOCK)
        find_this_folder()
        protect_kernels()
        run("-c", "import matplotlib.font_manager")  # finds its fonts once, and not in a chapter
        READY.write_text(wanted(), encoding="utf-8")


def is_sound():
    """Tell whether .venv has a Python that starts, is new enough and finds its own packages.

    It does not when that Python was removed, or when another version came in its place.
    """
    question = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return run("-c", question, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def is_up_to_date():
    """Tell whether .venv holds what this lock and this file ask for."""
    return READY.exists() and READY.read_text(encoding="utf-8") == wanted()


def wanted():
    """Return what has to be set up, as one hash."""
    return hashlib.sha256(LOCK.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def make_environment():
    """Make a new .venv that holds only pip: the locked one, which takes half the time."""
    if sys.version_info < OLDEST:
        sys.exit(TOO_OLD.format(sys.executable, sys.version.split()[0]))
    print("Setting up .venv, once: about 600 MB, a minute or less.", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        sys.exit(made.returncode)  # it has said why
    pip = re.search(r"^pip==.*?(?=^\S|\Z)", LOCK.read_text(encoding="utf-8"), re.M | re.S)
    PIP_LOCK.write_text(pip[0], encoding="utf-8")
    install(PIP_LOCK)


def install(lock):
    """Install every version that a file locks, and is not there yet."""
    options = ["--require-hashes", "--no-deps", "--no-compile", "--disable-pip-version-check"]
    # `user = true` among a learner's settings is an error in a virtual environment.
    environment = {**os.environ, "PIP_USER": "0"}
    if run("-m", "pip", "install", *options, "-r", str(lock), env=environment).returncode:
        sys.exit(NOT_INSTALLED)


def find_this_folder():
    """Let .venv find course_lib here; by a relative path, so that the folder may be moved."""
    site = Path(run("-c", SITE, stdout=subprocess.PIPE, text=True).stdout.strip())
    (site / "course_lib.pth").write_text(os.path.relpath(ROOT, site), encoding="utf-8")


def protect_kernels():
    """Let no file beside the chapters keep a kernel from starting, or hide a package from it."""
    path = VENV / "share/jupyter/kernels/python3/kernel.json"
    kernel = json.loads(path.read_text(encoding="utf-8"))
    kernel["argv"] = ["python", *KERNEL, OWN_FILES_LAST, "-f", "{connection_file}"]
    path.write_text(json.dumps(kernel), encoding="utf-8")


def run(*arguments, **options):
    """Run .venv's Python, apart from a learner's files, variables and other packages."""
    return subprocess.run([str(PYTHON), "-I", *arguments], cwd=str(ROOT), **options)


if __name__ == "__main__":
    main()
