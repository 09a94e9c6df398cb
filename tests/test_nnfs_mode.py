import inspect

import nnfs
import numpy as np
import pytest

from course_lib.nnfs_mode import (
    PATCHED,
    nnfs_in_force,
    nnfs_mode,
    numpy_mode,
    numpys_own,
    undo_nnfs_init,
)

OWN = [getattr(owner, name) for owner, name in PATCHED]


def functions():
    return [getattr(owner, name) for owner, name in PATCHED]


@pytest.fixture(autouse=True)
def _numpy_is_left_as_it_was():
    before, state = functions(), np.random.get_state()[1].copy()
    yield
    assert functions() == before
    np.testing.assert_array_equal(np.random.get_state()[1], state)


def test_inside_numpy_is_as_after_nnfs_init():
    with nnfs_mode():
        assert np.zeros(2).dtype == np.eye(2).dtype == np.random.randn(2).dtype == np.float32
        assert np.dot(np.ones((2, 2)), np.ones((2, 2))).dtype == np.float32
        np.random.seed(0)
        drawn = np.random.randn(3)
    with nnfs_mode():
        np.testing.assert_array_equal(np.random.randn(3), drawn)


def test_an_exception_leaves_numpy_as_it_was():
    before = functions()
    with pytest.raises(ZeroDivisionError), nnfs_mode():
        raise ZeroDivisionError
    assert functions() == before


def test_blocks_nest_without_piling_up():
    with nnfs_mode():
        outer, after_one = functions(), np.random.randn(2)
        with nnfs_mode():
            nested = inspect.getclosurevars(np.dot).nonlocals["orig_dot"]
            assert nested is OWN[0]  # wrapped once
            np.testing.assert_array_equal(np.random.randn(2), after_one)
        assert functions() == outer


@pytest.fixture
def _after_init():
    """Call nnfs.init() twice, as a learner does who runs a cell again; undo it at the end."""
    state = np.random.get_state()
    nnfs.init()
    nnfs.init()
    yield
    for (owner, name), function in zip(PATCHED, OWN, strict=True):
        setattr(owner, name, function)
    np.random.set_state(state)


@pytest.mark.usefixtures("_after_init")
def test_a_learner_who_called_init_keeps_it():
    patched = functions()
    with nnfs_mode():
        assert np.dot(np.ones((2, 2)), np.ones((2, 2))).dtype == np.float32
    with numpy_mode():
        assert functions() == OWN
        assert not nnfs_in_force()
    assert functions() == patched
    assert nnfs_in_force()


@pytest.mark.usefixtures("_after_init")
def test_init_is_undone_and_that_is_said(capsys):
    undo_nnfs_init()
    assert functions() == OWN
    assert "nnfs.init() was in force" in capsys.readouterr().out
    undo_nnfs_init()
    assert capsys.readouterr().out == ""  # nothing was to be done


@pytest.mark.parametrize(
    "arguments", [{}, {"dot_precision_workaround": False}, {"default_dtype": "float64"}]
)
def test_numpys_own_functions_are_found_below_every_init(arguments):
    with numpy_mode():
        state = np.random.get_state()
        for _ in range(3):
            nnfs.init(**arguments)
        np.random.set_state(state)
        assert functions() != OWN
        assert [numpys_own(function) for function in functions()] == OWN


def test_everything_that_init_replaces_is_put_back():
    before = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")}
    with nnfs_mode():
        changed = {name for name, value in before.items() if getattr(np, name) is not value}
    assert changed == {name for owner, name in PATCHED if owner is np}
