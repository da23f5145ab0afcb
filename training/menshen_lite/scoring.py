"""Scores the dev files once and keeps what calibration and the table need."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from menshen_lite.data import Row, read_folder
from menshen_lite.inference import GuardModel, severity_probabilities
from menshen_lite.labels import SAFE, UNSAFE

ORDINARY_PREFIXES = ("benign2_", "clinc150_benign", "benign_instructions_apache", "synthetic_")
RED_TEAM = (
    "advbench", "jbb_harmful", "malicious_instruct", "synthetic_en", "synthetic_zh_flag",
)  # fmt: skip


@dataclass(frozen=True)
class Scored:
    """A row with the logits of its windows: severity [windows, 3], categories [windows, 9]."""

    row: Row
    severity_logits: np.ndarray
    category_logits: np.ndarray

    @property
    def flagged_truth(self) -> bool:
        """Whether the label is not Safe."""
        return self.row.severity != SAFE

    def probabilities(self, temperature: float) -> np.ndarray:
        """Severity probabilities [3] of the window that decides."""
        return severity_probabilities(self.severity_logits, temperature)


def is_ordinary(scored: Scored) -> bool:
    """Whether the row is an ordinary chat request or text that must not be flagged."""
    return not scored.flagged_truth and scored.row.source.startswith(ORDINARY_PREFIXES)


def is_red_team(scored: Scored) -> bool:
    """Whether the row is a request for harm labelled Unsafe."""
    return scored.row.severity == UNSAFE and scored.row.source in RED_TEAM


def score_folder(
    model: GuardModel, folder: Path, language: str, window_tokens: int, overlap_tokens: int
) -> dict[str, list[Scored]]:
    """Logits of every row of a folder in the language, by file."""
    scores: dict[str, list[Scored]] = {}
    for source, rows in read_folder(folder, language).items():
        scores[source] = [
            Scored(
                row,
                *model.logits(model.windows(row.text, row.response, window_tokens, overlap_tokens)),
            )
            for row in rows
        ]
    return scores
