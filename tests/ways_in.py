"""The README's ways in, as it prints them, in a fresh clone: `make ways`. They need the network.

Where root runs this, one of them is an ordinary user's, with that user's own Python and home.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0
NOBODY = 65534 if IS_ROOT else None  # a user who may do nothing that others may not
OUR_OWN = ("PYTHON", "VIRTUAL_ENV", "JUPYTER", "MAKE")


class Newcomer:
    """Somebody with an empty folder, and a clone of the project in it."""

    def __init__(self, folder: Path, user: int | None):
        self.clone, self.user = folder / "clone", user
        subprocess.run(["git", "clone", "--quiet", ROOT, self.clone], check=True)
        shutil.copy(Path(sys.executable).with_name("uv"), folder)
        if user:
            subprocess.run(["chown", "-R", str(user), folder], check=True)
        path = "/usr/local/bin:/usr/bin:/bin" if user else os.environ["PATH"]
        own = {"HOME": str(folder), "PATH": f"{folder}:{path}", "PIP_NO_COMPILE": "1"}
        self.variables = {k: v for k, v in os.environ.items() if not k.startswith(OUR_OWN)} | own

    def popen(self, command):
        """Start a command."""
        options = {"cwd": self.clone, "env": self.variables, "shell": True}
        who = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        return subprocess.Popen(command, start_new_session=True, **options, **who)

    def run(self, command):
        """Run a command, and insist that it works."""
        assert self.popen(command).wait() == 0, command

    @contextmanager
    def lab(self, command):
        """Run a command that starts JupyterLab; yield when it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = f"--no-browser --port={port} --IdentityProvider.token= --allow-root"
        make = command.startswith("make")
        lab = self.popen(f"{command} ROOT='{options}'" if make else f"{command} {options}")
        try:
            yield answer(lab, f"http://127.0.0.1:{port}/lab")
        finally:
            os.killpg(lab.pid, 15)
            lab.wait(30)


def answer(lab, address):
    """Return what JupyterLab answers as soon as it does."""
    while lab.poll() is None:
        try:
            with urlopen(address) as page:
                return page.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"it ended with {lab.returncode}")


def commands(before):
    """Return the first commands that the README prints behind these words."""
    return re.search(r"```\n(.*?)```", README.split(before, 1)[1], re.DOTALL)[1].splitlines()


@pytest.fixture
def folder():
    """Return an empty folder that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize(("before", "user"), [("**Without make**", NOBODY), ("**uv**", None)])
def test_a_newcomer_gets_in_without_make(folder, before, user):
    newcomer = Newcomer(folder, user)
    *first, last = commands(before)
    for command in first:
        newcomer.run(command)
    with newcomer.lab(last) as page:
        assert "<title>JupyterLab</title>" in page
    newcomer.run("cd notebooks && ../.venv/bin/python -c 'import course_lib.widgets'")


def test_make_lab_needs_no_help_from_a_python_that_is_gone_nor_from_a_place(folder):
    newcomer = Newcomer(folder, None)
    (newcomer.clone / ".venv/bin").mkdir(parents=True)
    (newcomer.clone / ".venv/bin/python").symlink_to("gone")
    newcomer.variables["PIP_USER"] = "1"
    (command,) = commands("## Start")
    for place in "clone", "another place":
        newcomer.clone = newcomer.clone.rename(folder / place)
        with newcomer.lab(command) as page:
            assert "<title>JupyterLab</title>" in page
    newcomer.run("make doctor")
