"""Batches stay within their budget and hold every row once."""

from __future__ import annotations

import random

from menshen_lite.batching import token_budget_batches


def test_every_row_is_in_exactly_one_batch() -> None:
    lengths = [random.Random(1).randint(3, 256) for _ in range(1000)]
    batches = token_budget_batches(lengths, 2048, 64, random.Random(2), pool_rows=300)
    assert sorted(index for batch in batches for index in batch) == list(range(1000))


def test_padded_batches_stay_within_budget_and_row_limit() -> None:
    lengths = [random.Random(3).randint(3, 256) for _ in range(1000)]
    for batch in token_budget_batches(lengths, 2048, 64, random.Random(4)):
        assert len(batch) <= 64
        assert len(batch) * max(lengths[index] for index in batch) <= 2048


def test_a_row_longer_than_the_budget_is_a_batch_of_its_own() -> None:
    batches = token_budget_batches([5, 5000, 5], 100, 8, random.Random(5))
    assert [1] in batches


def test_the_same_seed_gives_the_same_batches() -> None:
    lengths = list(range(1, 200))
    first = token_budget_batches(lengths, 512, 16, random.Random(6))
    assert first == token_budget_batches(lengths, 512, 16, random.Random(6))
