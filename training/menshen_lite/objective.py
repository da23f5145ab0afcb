"""The training loss."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from menshen_lite.data import Row
from menshen_lite.labels import CATEGORIES, SAFE, UNSAFE

WEIGHT_OF_STEP = 0.3
WEIGHT_OF_CATEGORIES = 0.35


def severity_loss(logits: Tensor, severity: Tensor, smoothing: Tensor) -> Tensor:
    """Per row [batch]: Safe against not Safe, and, weighted less, Controversial against Unsafe.

    With p = softmax(logits) the three-way cross entropy is the sum of exactly these two terms; the
    second is the less certain one in every source. `smoothing` [batch] moves mass to the wrong
    side of the first.
    """
    log_safe = functional.log_softmax(logits, dim=1)[:, SAFE]
    log_flagged = torch.logsumexp(functional.log_softmax(logits, dim=1)[:, 1:], dim=1)
    flagged = (severity != SAFE).float()
    target = flagged * (1 - smoothing) + (1 - flagged) * smoothing
    first = -(target * log_flagged + (1 - target) * log_safe)
    step = logits[:, UNSAFE] - logits[:, 1]
    second = functional.binary_cross_entropy_with_logits(
        step, 0.9 * (severity == UNSAFE).float() + 0.05, reduction="none"
    )
    return first + WEIGHT_OF_STEP * flagged * second


def category_loss(logits: Tensor, categories: Tensor, known: Tensor) -> Tensor:
    """Per row [batch]: binary cross entropy summed over the categories that the row knows."""
    return (
        functional.binary_cross_entropy_with_logits(logits, categories, reduction="none") * known
    ).sum(1)


def targets(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Severity, smoothing, weight [batch], categories and known flags [batch, 9]."""
    categories = torch.zeros(len(rows), len(CATEGORIES))
    for index, row in enumerate(rows):
        categories[index, list(row.categories)] = 1.0
    return (
        torch.tensor([row.severity for row in rows]),
        torch.tensor([row.smoothing for row in rows]),
        torch.tensor([row.weight for row in rows]),
        categories,
        torch.tensor([row.category_known for row in rows]).float(),
    )


def loss(severity_logits: Tensor, category_logits: Tensor, rows: Sequence[Row]) -> Tensor:
    """The weighted mean over a batch."""
    severity, smoothing, weight, categories, known = targets(rows)
    per_row = severity_loss(severity_logits, severity, smoothing)
    per_row = per_row + WEIGHT_OF_CATEGORIES * category_loss(category_logits, categories, known)
    return (per_row * weight).sum() / weight.sum()
