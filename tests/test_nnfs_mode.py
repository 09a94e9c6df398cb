import nnfs
import numpy as np
import pytest

from course_lib.nnfs_mode import PATCHED, nnfs_mode


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
            assert functions() == outer
            np.testing.assert_array_equal(np.random.randn(2), after_one)
        assert functions() == outer


def test_a_learner_who_called_init_keeps_it():
    before, state = functions(), np.random.get_state()
    try:
        nnfs.init()
        patched = functions()
        with nnfs_mode():
            assert functions() == patched
        assert functions() == patched
    finally:
        for (owner, name), function in zip(PATCHED, before, strict=True):
            setattr(owner, name, function)
        np.random.set_state(state)


def test_everything_that_init_replaces_is_put_back():
    before = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")}
    with nnfs_mode():
        changed = {name for name, value in before.items() if getattr(np, name) is not value}
    assert changed == {name for owner, name in PATCHED if owner is np}
