"""Reads labelled JSON lines into rows of one language, ready for training or measuring."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from menshen_lite.labels import CATEGORIES, SAFE, UNETHICAL, category_indices, severity_index
from menshen_lite.sources import SourcePolicy, policy_of

LANGUAGES = ("en", "zh")
MAXIMUM_CHARACTERS = {"en": 6000, "zh": 3000}
_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class Row:
    """One labelled text, or a response with its prompt (then the label is the response's).

    category_known has one flag per category: whether the row says anything about it.
    """

    text: str
    response: str | None
    severity: int
    categories: tuple[int, ...]
    category_known: tuple[bool, ...]
    source: str
    weight: float = 1.0
    smoothing: float = 0.0
    original_label: str = ""


def script_language(text: str) -> str:
    """Returns "zh" when at least 15 % of the text's visible characters are Han, else "en"."""
    visible = len(_SPACE.sub("", text))
    return "zh" if len(_HAN.findall(text)) >= 0.15 * max(1, visible) else "en"


def known_categories(
    severity: int, categories: tuple[int, ...], safe_means_not_hate: bool
) -> tuple[bool, ...]:
    """Which categories a row says something about.

    A flagged row without a category says nothing about any; a Safe row says that none applies,
    or, where Safe only means "not hate", that "Unethical Acts" does not.
    """
    if severity == SAFE:
        if safe_means_not_hate:
            return tuple(index == UNETHICAL for index in range(len(CATEGORIES)))
        return (True,) * len(CATEGORIES)
    return (bool(categories),) * len(CATEGORIES)


def _row(record: dict, source: str, policy: SourcePolicy) -> Row:
    severity = severity_index(record["severity"])
    categories = category_indices(record["categories"])
    original = str(record.get("orig_label") or "")
    return Row(
        text=record.get("text") or record["prompt"],
        response=record.get("response") if record["task"] == "response" else None,
        severity=severity,
        categories=categories,
        category_known=known_categories(severity, categories, policy.safe_means_not_hate),
        source=source,
        weight=policy.weight_of(severity, original),
        smoothing=policy.smoothing,
        original_label=original,
    )


def read_source(path: Path, language: str) -> Iterator[Row]:
    """The rows of one file that are in the language (other languages are left out)."""
    policy = policy_of(path.stem)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["lang"] not in LANGUAGES:
                continue
            row = _row(record, path.stem, policy)
            if script_language(row.text + (row.response or "")) == language:
                limit = MAXIMUM_CHARACTERS[language]
                yield replace(
                    row, text=row.text[:limit], response=row.response and row.response[:limit]
                )


def read_folder(folder: Path, language: str) -> dict[str, list[Row]]:
    """All rows of a folder in one language, by source, in the files' order."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise FileNotFoundError(f"no *.jsonl in {folder}; pass the data folder with --data")
    rows = {path.stem: list(read_source(path, language)) for path in paths}
    return {source: found for source, found in rows.items() if found}


def weigh_safe_posts(rows: dict[str, list[Row]], factor: float) -> dict[str, list[Row]]:
    """The rows with the weight of harmless posts in hate-speech sources multiplied by `factor`."""
    return {
        source: [
            replace(row, weight=row.weight * factor) if row.severity == SAFE else row
            for row in found
        ]
        if policy_of(source).safe_means_not_hate
        else found
        for source, found in rows.items()
    }


def draw_epoch(rows: dict[str, list[Row]], generator: random.Random) -> list[Row]:
    """One epoch: every source thinned or repeated as its policy says, rows of weight 0 dropped."""
    drawn: list[Row] = []
    for source, found in rows.items():
        policy = policy_of(source)
        useful = [row for row in found if row.weight > 0]
        if len(useful) > policy.rows:
            useful = generator.sample(useful, policy.rows)
        drawn.extend(useful * policy.repeat)
    generator.shuffle(drawn)
    return drawn
