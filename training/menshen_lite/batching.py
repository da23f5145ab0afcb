"""Length-bucketed batches under a token budget: little padding, even memory, shuffled order."""

from __future__ import annotations

import random
from collections.abc import Sequence

LENGTH_STEP = 4


def padded_length(length: int) -> int:
    """The length rounded up, so that few shapes occur (kernels are prepared once per shape)."""
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def token_budget_batches(
    lengths: Sequence[int],
    budget: int,
    maximum_rows: int,
    generator: random.Random,
    pool_rows: int = 4096,
) -> list[list[int]]:
    """Indices of `lengths` in batches whose padded size (rows x longest) stays within `budget`.

    Rows are shuffled, sorted by length inside pools of `pool_rows`, cut into batches, and the
    batches shuffled. A row longer than the budget is a batch of its own.
    """
    order = list(range(len(lengths)))
    generator.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), pool_rows):
        pool = sorted(order[start : start + pool_rows], key=lambda index: lengths[index])
        batch: list[int] = []
        for index in pool:
            if batch and (
                len(batch) == maximum_rows
                or (len(batch) + 1) * padded_length(lengths[index]) > budget
            ):
                batches.append(batch)
                batch = []
            batch.append(index)
        if batch:
            batches.append(batch)
    generator.shuffle(batches)
    return batches
