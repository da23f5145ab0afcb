"""Labels map to the model's outputs, and a source's policy says what a row does not know."""

from __future__ import annotations

import random

import pytest

from menshen_lite.data import Row, draw_epoch, known_categories, script_language
from menshen_lite.labels import (
    CATEGORIES,
    SAFE,
    UNETHICAL,
    UNSAFE,
    category_indices,
    severity_index,
)
from menshen_lite.sources import SourcePolicy, policy_of


def row(source: str, weight: float = 1.0) -> Row:
    return Row("text", None, SAFE, (), (True,) * len(CATEGORIES), source, weight)


def test_names_map_to_output_positions() -> None:
    assert severity_index("Unsafe") == UNSAFE
    assert category_indices(["Jailbreak", "Violent", "Violent"]) == (0, 8)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError):
        severity_index("Harmless")
    with pytest.raises(ValueError):
        category_indices(["Spam"])


def test_a_flagged_row_without_category_knows_no_category() -> None:
    assert not any(known_categories(UNSAFE, (), safe_means_not_hate=False))


def test_safe_in_a_hate_corpus_only_denies_unethical_acts() -> None:
    known = known_categories(SAFE, (), safe_means_not_hate=True)
    assert [index for index, flag in enumerate(known) if flag] == [UNETHICAL]


def test_language_follows_the_share_of_han_characters() -> None:
    assert script_language("怎么用 Python 写一个 hello world 程序") == "zh"
    assert script_language("please translate 苹果 into English for my homework") == "en"
    assert script_language("") == "en"


def test_a_policy_weighs_by_original_label_then_by_severity() -> None:
    policy = SourcePolicy(weight=2.0, safe_weight=0.5, by_label={"Topic": 0.1})
    assert policy.weight_of(UNSAFE, "Topic:x") == 0.1
    assert policy.weight_of(SAFE, "other") == 0.5
    assert policy.weight_of(UNSAFE, "other") == 2.0


def test_an_epoch_repeats_thins_and_drops_rows_as_the_policies_say() -> None:
    rows = {
        "synthetic_zh_safe": [row("synthetic_zh_safe")] * 3,
        "clinc150_benign": [row("clinc150_benign")] * 5000,
        "xsafety": [row("xsafety", weight=0.0)] * 4,
    }
    drawn = draw_epoch(rows, random.Random(1))
    assert (
        len(drawn) == 3 * policy_of("synthetic_zh_safe").repeat + policy_of("clinc150_benign").rows
    )
