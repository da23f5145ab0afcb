"""Windowing covers every token once per stride and cuts a pair's prompt before its response."""

from __future__ import annotations

import pytest

from menshen_lite.windows import SpecialTokens, pair_windows, prompt_share, spans, text_windows

SPECIAL = SpecialTokens(classifier=101, separator=102, padding=0, mask=103, unknown=100)


def test_a_text_that_fits_is_one_span() -> None:
    assert spans(10, 10, 3) == [(0, 10)]
    assert spans(0, 10, 3) == [(0, 0)]


def test_spans_overlap_and_end_at_the_last_token() -> None:
    assert spans(25, 10, 3) == [(0, 10), (7, 17), (14, 24), (21, 25)]


def test_an_overlap_as_large_as_the_capacity_is_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        spans(25, 10, 10)


def test_text_windows_have_special_tokens_and_fit() -> None:
    windows = text_windows(list(range(1000, 1030)), SPECIAL, window_tokens=12, overlap_tokens=2)
    assert all(len(window.ids) <= 12 for window in windows)
    assert all(window.ids[0] == 101 and window.ids[-1] == 102 for window in windows)
    assert {token for window in windows for token in window.ids[1:-1]} == set(range(1000, 1030))


def test_an_empty_text_is_one_window_of_special_tokens() -> None:
    assert [window.ids for window in text_windows([], SPECIAL, 12, 2)] == [(101, 102)]


def test_a_pair_that_fits_keeps_its_whole_prompt() -> None:
    (window,) = pair_windows([1, 2, 3], [4, 5], SPECIAL, 16, 2)
    assert window.ids == (101, 1, 2, 3, 102, 4, 5, 102)
    assert window.types == (0, 0, 0, 0, 0, 1, 1, 1)


def test_the_prompt_is_cut_from_its_start_down_to_a_quarter_of_the_window() -> None:
    assert prompt_share(prompt=100, response=10, window_tokens=64) == 51
    assert prompt_share(prompt=100, response=500, window_tokens=64) == 16
    windows = pair_windows(list(range(100)), [7] * 500, SPECIAL, 64, 8)
    assert all(window.ids[1:17] == tuple(range(84, 100)) for window in windows)
    assert all(len(window.ids) <= 64 and len(window.ids) == len(window.types) for window in windows)


def test_a_long_prompt_before_a_short_response_is_one_window() -> None:
    (window,) = pair_windows(list(range(100)), [7, 8], SPECIAL, 64, 8)
    assert len(window.ids) == 64
