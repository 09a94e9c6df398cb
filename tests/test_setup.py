"""`make` sets up, whatever people's machines are like; `make doctor` names what it cannot cure.

Each test has a project of its own, whose .venv borrows the packages that this test runs on: so
nothing is downloaded, and no test needs a network.
"""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).parent.parent
KERNELS = Path("share", "jupyter", "kernels", "python3")
NOWHERE = "http://127.0.0.1:9/"  # nobody listens there
IN_TOOLS, OLD = "import sys; sys.path[0] = 'tools'", "sys.version_info = (3, 10)"
OURS = ("PIP_", "PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS")  # of who runs these tests
BIN = "Scripts" if os.name == "nt" else "bin"

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="there is no make")


class Project:
    """A small copy of this project, in a folder with a space and a letter beyond ASCII."""

    def __init__(self, folder: Path, mirror: Path):
        self.folder, self.mirror = folder, mirror
        for name in "tools", "notebooks", "course_lib":
            (folder / name).mkdir(parents=True)
        for name in "Makefile", "tools/set_up.py", "tools/doctor.py":
            shutil.copy(ROOT / name, folder / name)
        (folder / "course_lib/__init__.py").touch()
        self.lock("pip", "numpy")

    def lock(self, *names, **wheels):
        """Ask for installed packages, and for wheels of the mirror; only these have true hashes."""
        lines = [f"{name}=={version(name)} --hash=sha256:{'0' * 64}\n" for name in names]
        lines += [f"{name}==1 --hash=sha256:{known}\n" for name, known in wheels.items()]
        (self.folder / "requirements.lock").write_text("".join(lines), encoding="utf-8")

    def borrow(self):
        """Make a .venv that finds the packages of this test's Python."""
        command = [sys.executable, "-m", "venv", "--without-pip", self.folder / ".venv"]
        subprocess.run(command, check=True)
        borrowed = self.site() / "borrowed.pth"
        borrowed.write_text(sysconfig.get_path("purelib"), encoding="utf-8")
        shutil.copytree(Path(sys.prefix, KERNELS), self.folder / ".venv" / KERNELS)

    def site(self):
        """Return where the packages of .venv are."""
        return next((self.folder / ".venv").glob("[Ll]ib/**/site-packages"))

    def run(self, *command, **variables):
        """Run a command here, without a network and without what is set for these tests."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        closed = {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
        options = {"cwd": self.folder, "env": kept | closed | variables, "encoding": "utf-8"}
        return subprocess.run(command, capture_output=True, check=False, **options)

    def make(self, *arguments, **variables):
        """Run make with this test's Python."""
        nowhere = {"PIP_INDEX_URL": NOWHERE}
        return self.run(
            "make", f"PYTHON={Path(sys.executable).as_posix()}", *arguments, **nowhere | variables
        )

    def set_up(self, **variables):
        """Set up, and insist that it works."""
        made = self.make(".venv/ready", **variables)
        assert made.returncode == 0, made.stdout + made.stderr
        return made.stdout

    def finds(self, name):
        """Return which file .venv's Python finds when it imports something."""
        ask = f"import {name}; print({name}.__file__)"
        return Path(self.run(f".venv/{BIN}/python", "-I", "-c", ask).stdout.strip())

    def doctor(self, **variables):
        """Return the exit status of `make doctor`, and its lines."""
        told = self.run(sys.executable, "tools/doctor.py", **variables)
        assert told.stderr == ""
        return told.returncode, told.stdout.splitlines()


def wheel(mirror, name, **files):
    """Put a wheel with these files into a mirror; return its hash."""
    path = mirror / name / f"{name}-1-py3-none-any.whl"
    path.parent.mkdir(parents=True)
    info = f"{name}-1.dist-info"
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any"
        )
        archive.writestr(f"{info}/RECORD", "")
        for file, text in files.items():
            archive.writestr(file, text)
    (path.parent / "index.html").write_text(f'<a href="{path.name}">{path.name}</a>')
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def bare(tmp_path):
    """Return a project without .venv."""
    return Project(tmp_path / "my cours\u00e9", tmp_path / "mirror")


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """Set up one project, of which each test takes a copy."""
    project = Project(tmp_path_factory.mktemp("ready") / "course", Path())
    project.borrow()
    project.set_up()
    return project.folder


@pytest.fixture
def project(bare, ready):
    """Return a project that is set up."""
    shutil.copytree(ready, bare.folder, symlinks=True, dirs_exist_ok=True)
    return bare


def test_nothing_is_done_twice(project):
    assert project.set_up() == ""


def test_a_folder_that_was_moved_works_as_before(project):
    project.folder = project.folder.rename(project.folder.with_name("elsewhere"))
    commands = project.make("--dry-run", "lab", "test", "outputs").stdout
    assert not re.findall(rf"^\.venv/{BIN}/(?!python -P -m ).*", commands, re.MULTILINE)
    assert project.finds("course_lib") == project.folder / "course_lib/__init__.py"


def test_python_that_took_the_place_of_another_is_seen(project):
    shutil.move(project.site(), project.site().with_name("packages-of-another-version"))
    status, lines = project.doctor()
    assert status == 1
    assert (
        "wrong: the Python of .venv is gone, or another one: make lab sets .venv up again" in lines
    )


def test_python_that_is_too_old_is_named(bare):
    told = bare.run(sys.executable, "-c", f"{IN_TOOLS}; import set_up; {OLD}; set_up.main()")
    assert told.returncode == 1
    assert told.stderr.startswith("Python 3.11 or newer is needed")
    assert not (bare.folder / ".venv").exists()


@pytest.mark.parametrize("path", sorted((ROOT / "tools").glob("*.py")), ids=str)
def test_the_tools_can_be_read_by_an_old_python(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_settings_of_pip_are_followed_but_for_user(bare):
    bare.borrow()
    bare.lock("pip", extra=wheel(bare.mirror, "extra", **{"extra.py": ""}))
    settings = bare.folder / "pip.conf"
    settings.write_text(f"[global]\nindex-url = {bare.mirror.as_uri()}\nuser = true\n")
    variables = {"PIP_CONFIG_FILE": str(settings), "PIP_INDEX_URL": ""}
    bare.set_up(**variables)
    assert bare.finds("extra") == bare.site() / "extra.py"


def test_a_newer_lock_needs_no_network_when_all_is_installed(project):
    (project.folder / "requirements.lock").touch()
    assert project.set_up() == ""
    project.lock("numpy", "pip")
    assert "already satisfied: numpy" in project.set_up()


def test_what_cannot_be_installed_is_said_and_the_next_run_goes_on(project):
    project.lock("pip", extra=wheel(project.mirror, "extra", **{"extra.py": ""}))
    failed = project.make("test")
    assert failed.returncode
    assert "The packages could not be installed." in failed.stderr
    assert "ruff" not in failed.stdout
    assert "requirements.lock is newer than .venv: make lab" in str(project.doctor())
    project.set_up(PIP_INDEX_URL=project.mirror.as_uri())
    assert project.set_up() == ""


def test_no_file_beside_the_chapters_hides_a_package_or_stops_a_kernel(project, monkeypatch):
    beside = project.folder / "notebooks"
    for name in "random", "types", "token", "numpy", "nnfs", "IPython":
        (beside / f"{name}.py").write_text("raise SystemExit('this is mine')")
    (beside / "mine.py").write_text("value = 5")
    monkeypatch.setenv("JUPYTER_PATH", str(project.folder / ".venv/share/jupyter"))
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(beside))
    try:
        code = "import random, token, numpy, nnfs, mine; assert mine.value == 5"
        assert client.execute_interactive(code, timeout=60)["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    said = re.findall(r"(\w+)\.py has the name of a package", str(project.doctor()))
    assert said == ["IPython", "nnfs", "numpy", "random", "token", "types"]


def test_where_nnfs_is_hidden_the_import_says_so(tmp_path):
    (tmp_path / "nnfs.py").touch()
    code = f"import sys; sys.path[1:1] = [{str(ROOT)!r}]; import course_lib.nnfs_mode"
    options = {"cwd": tmp_path, "capture_output": True, "encoding": "utf-8"}
    told = subprocess.run([sys.executable, "-c", code], check=False, **options)
    path = tmp_path / "nnfs.py"
    assert told.stderr.endswith(
        f"{path} hides the package nnfs: rename it and restart the kernel\n"
    )


def test_the_doctor_finds_nothing_wrong_where_nothing_is(project):
    assert project.doctor(CHROMIUM="here") == (0, [f"Nothing is wrong in {project.folder}"])


def test_the_doctor_names_what_is_set_amiss(project):
    hiding = project.folder / "hiding"
    kernel = hiding / "kernels/python3/kernel.json"
    kernel.parent.mkdir(parents=True)
    (hiding / "numpy.py").touch()
    kernel.write_text('{"argv": ["/another/python"], "display_name": "", "language": "python"}')
    (project.folder / ".venv" / BIN / "jupyter").write_text("#!/another/folder/.venv/bin/python\n")
    said = {
        "wrong: pip is told target = somewhere: ": {"PIP_TARGET": "somewhere"},
        "wrong: pip is told no-index = 1: ": {"PIP_NO_INDEX": "1"},
        f"wrong: numpy comes from {hiding}": {"PYTHONPATH": str(hiding)},
        "wrong: Jupyter starts its kernels with /another/": {"JUPYTER_PATH": str(hiding)},
        "note:  pip has settings for the network; ": {"PIP_CERT": "ours.pem"},
        "note:  pip has a setting for user; ": {"PIP_USER": "1"},
        "note:  there is no Chromium: ": {"CHROMIUM": "", "PATH": ""},
        "note:  the folder was moved: ": {},
    }
    variables = {name: value for of_one in said.values() for name, value in of_one.items()}
    assert_told(project.doctor(**variables), said)


def test_the_doctor_names_what_the_machine_lacks(bare):
    said = {
        "wrong: the disk has 5 MB left": "doctor.shutil.disk_usage = lambda _: Namespace(free=5e6)",
        "wrong: Python 3.11 or newer is needed": OLD,
        "wrong: ensurepip is not available: ": "doctor.find_spec = lambda name: None",
        "wrong: you may not write in ": "doctor.os.access = lambda *_: False",
        "note:  there is no .venv yet: make lab sets it up": "",
    }
    code = [IN_TOOLS, "import doctor; from argparse import Namespace"]
    code += [*said.values(), "doctor.NOTES.remove(doctor.no_browser)", "sys.exit(doctor.main())"]
    told = bare.run(sys.executable, "-c", "\n".join(code))
    assert_told((told.returncode, told.stdout.splitlines()), said)


def assert_told(told, said):
    """Insist that a doctor said just these things, each once, and that something is wrong."""
    status, lines = told
    assert status == 1
    assert len(lines) == len(said), lines
    for start in said:
        assert sum(line.startswith(start) for line in lines) == 1, (start, lines)


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_line_endings_stay_when_git_is_set_for_windows(tmp_path):
    def git(*arguments):
        name = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
        subprocess.run(["git", *name, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "from")
    for name in ".gitattributes", "Makefile", ".ci/run", "requirements.lock":
        (tmp_path / "from" / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "from" / name)
    git("-C", "from", "add", ".")
    git("-C", "from", "commit", "-m", "all")
    git("-c", "core.autocrlf=true", "clone", "from", "to")
    files = [*tmp_path.glob("to/[!.]*"), tmp_path / "to/.ci/run"]
    assert not [path for path in files if b"\r" in path.read_bytes()]
