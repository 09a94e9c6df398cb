"""The project hangs together: who imports whom, and one list of dependencies."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

MAY_IMPORT = {
    "guards": {"numpy"},
    "layers": {"numpy", "guards"},
    "activations": {"numpy", "guards"},
    "losses": {"numpy", "guards", "activations"},
    "optimizers": {"numpy", "guards"},
    "gradcheck": {"numpy", "guards"},
    "nnfs_mode": {"numpy", "nnfs"},
    "exercises": {"numpy", "gradcheck", "exercises"},
    "checks": {"numpy", "exercises", "checks"},
    "drawing": {"numpy", "PIL", "resvg_py", "drawing"},
    "pictures": {"numpy", "matplotlib", "PIL", "drawing", "pictures"},
    "panel": {"numpy", "anywidget", "traitlets", "guards", "drawing", "panel"},
    "widgets": {
        *("numpy", "guards", "drawing", "pictures", "panel", "widgets"),
        *("layers", "activations", "losses", "optimizers"),
    },
    "__init__": {"layers", "activations", "losses", "optimizers"},
}


def imported(path):
    """Return what a module imports: parts of course_lib by their own name, others by package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            first, *rest = node.module.split(".")
            if first != "course_lib":
                yield first
            else:  # `from course_lib.pictures import x` and `from course_lib import pictures`
                yield from rest[:1] or (name.name for name in node.names)


@pytest.mark.parametrize("path", sorted((ROOT / "course_lib").rglob("*.py")), ids=str)
def test_modules_import_only_what_is_below_them(path):
    part = path.relative_to(ROOT / "course_lib").parts[0].removesuffix(".py")
    outside = {name for name in imported(path) if name not in sys.stdlib_module_names}
    assert outside <= MAY_IMPORT[part]


def test_the_classes_load_neither_matplotlib_nor_ipywidgets():
    code = "import course_lib, json, sys; print(json.dumps(sorted(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    heavier = {"matplotlib", "ipywidgets", "anywidget", "nnfs", "IPython"}
    assert not heavier & set(json.loads(loaded))


def test_everything_a_chapter_imports_is_a_dependency():
    names = {Requirement(line).name for line in PROJECT["dependencies"]}
    assert {"numpy", "nnfs", "jupyterlab", "matplotlib", "ipywidgets", "tqdm"} <= names


def test_environment_yml_is_python_pip_and_this_project():
    python, pip, project = ENVIRONMENT["dependencies"]
    assert pip == "pip"
    assert project == {"pip": ["-e ."]}
    assert ENVIRONMENT["name"] == PROJECT["name"]
    assert SpecifierSet(python.removeprefix("python")) == SpecifierSet(PROJECT["requires-python"])


def test_the_lock_has_hashes_and_no_address():
    for line in LOCK.splitlines():
        assert re.fullmatch(
            r"[a-z0-9._-]+==[\w.]+( ; .*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    #.*", line
        ), line
    assert "://" not in LOCK


def test_the_lock_answers_every_dependency():
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([\w.]+)", LOCK, re.MULTILINE))
    for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]:
        wanted = Requirement(line)
        assert locked[wanted.name.replace("_", "-")] in wanted.specifier, line


def test_the_extras_are_test_and_bench():
    assert set(PROJECT["optional-dependencies"]) == {"test", "bench"}


def test_the_readme_tells_of_every_chapter_what_the_chapter_says():
    rows = re.findall(r"^\| (\d) \| \[(.+)\]\((.+)\) \| (\d+) \| (\d+) \|", README, re.MULTILINE)
    assert [ROOT / path for _, _, path, *_ in rows] == sorted((ROOT / "notebooks").glob("*.ipynb"))
    for number, title, path, minutes, more in rows:
        cells = json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"]
        first, text = cells[0]["source"], "".join("".join(cell["source"]) for cell in cells)
        exercises = re.findall(r"\*Difficulty: \w+\. About (\d+) minutes\.\*", text)
        assert sum(map(int, exercises)) == int(more)
        assert f"# {number} · {title}\n" in "".join(first)
        assert f"**About {minutes} minutes.** The exercises take {more} more." in "".join(first)


def test_what_the_readme_points_at_is_there():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_ci_runs_the_command_of_the_readme():
    assert "\nmake test\n" in README
    assert "\nmake test\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "make test" in (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
