"""Medians of few values, as fast as they are needed on a board of two hundred people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis import robust

LEVELS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


@given(LEVELS)
def test_middle_is_the_median(levels: list[float]) -> None:
    assert robust.middle(np.array(levels)) == pytest.approx(float(np.median(levels)), abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 6), st.floats(-1e6, 1e6)), max_size=60))
def test_middles_are_the_medians_of_their_groups(more: list[tuple[int, float]]) -> None:
    pairs = [(group, float(group)) for group in range(7)] + more
    group, levels = np.array([one for one, _ in pairs]), np.array([value for _, value in pairs])

    found = robust.middles(levels, group, 7)

    assert found.tolist() == pytest.approx([float(np.median(levels[group == one])) for one in range(7)], abs=1e-9)
