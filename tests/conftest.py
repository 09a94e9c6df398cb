"""A JupyterLab and a browser, one of each for every test process that needs them."""

import os

import pytest

from tests.browser import lacking, running_chromium, running_lab


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Return the folder that JupyterLab shows."""
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="session")
def browser():
    """Return a running Chromium."""
    if why := lacking():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no browser test: {why}")
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def address(browser, folder):
    """Return the address of a running JupyterLab."""
    with running_lab(folder) as address:
        yield address
