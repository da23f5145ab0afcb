"""Measures a shipped guard on the dev files.

python -m menshen_lite.evaluate --language en --model DIR --data DIR

Truth positive: the label is not Safe. Strict: the verdict is not Safe; loose: it is Unsafe.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from menshen_lite.encoder import ENCODERS
from menshen_lite.inference import GuardModel, Settings, severity_of
from menshen_lite.labels import SAFE, UNSAFE
from menshen_lite.scoring import Scored, is_ordinary, is_red_team, score_folder


def rates(truth: np.ndarray, verdict: np.ndarray) -> dict[str, float | None]:
    """F1, precision, recall and false-positive rate in percent; None where undefined."""
    hits = int((truth & verdict).sum())

    def percent(part: float, whole: float) -> float | None:
        return round(100 * part / whole, 1) if whole else None

    return {
        "f1": percent(2 * hits, truth.sum() + verdict.sum()) if truth.any() else None,
        "precision": percent(hits, verdict.sum()) if truth.any() else None,
        "recall": percent(hits, truth.sum()),
        "fpr": percent((~truth & verdict).sum(), (~truth).sum()),
    }


def measure(rows: list[Scored], settings: Settings) -> dict:
    """Rows, positives, AUC in percent, strict and loose rates of some scored rows."""
    truth = np.array([scored.flagged_truth for scored in rows])
    probabilities = np.stack([scored.probabilities(settings.temperature) for scored in rows])
    severity = np.array(
        [
            severity_of(
                probability,
                settings.not_safe if scored.row.response is None else settings.response,
                settings.unsafe,
            )
            for scored, probability in zip(rows, probabilities, strict=True)
        ]
    )
    auc = None
    if truth.any() and not truth.all():
        auc = round(100 * float(roc_auc_score(truth, 1 - probabilities[:, SAFE])), 1)
    return {
        "rows": len(rows),
        "positives": int(truth.sum()),
        "auc": auc,
        "strict": rates(truth, severity != SAFE),
        "loose": rates(truth, severity == UNSAFE),
    }


def groups(scores: dict[str, list[Scored]]) -> dict[str, list[Scored]]:
    """The rows by what they stand for; responses are kept apart."""
    rows = [scored for found in scores.values() for scored in found]
    prompts = [scored for scored in rows if scored.row.response is None]
    found = {
        "ordinary": [scored for scored in prompts if is_ordinary(scored)],
        "redTeam": [scored for scored in prompts if is_red_team(scored)],
        "jailbreaks": [scored for scored in prompts if "jailbreak" in scored.row.source],
        "posts": [
            scored
            for scored in prompts
            if scored.row.source.startswith(("toxic2_", "multilingual_hatecheck", "safetybench"))
        ],
        "all": prompts,
        "responses": [scored for scored in rows if scored.row.response is not None],
    }
    return {name: members for name, members in found.items() if members}


def figures(scores: dict[str, list[Scored]], settings: Settings) -> dict:
    """The dev figures by group, for lite.json."""
    return {name: measure(members, settings) for name, members in groups(scores).items()}


def table(scores: dict[str, list[Scored]], settings: Settings) -> str:
    """A Markdown table of every file and group."""
    header = ["set", "rows", "positives", "auc"]
    header += [f"{mode} {name}" for mode in ("strict", "loose") for name in rates_names()]
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    named = dict(sorted(scores.items())) | {
        f"**{name}**": members for name, members in groups(scores).items()
    }
    for name, rows in named.items():
        found = measure(rows, settings)
        cells = [name, found["rows"], found["positives"], found["auc"]]
        cells += [found[mode][rate] for mode in ("strict", "loose") for rate in rates_names()]
        lines.append("| " + " | ".join("" if cell is None else str(cell) for cell in cells) + " |")
    return "\n".join(lines)


def rates_names() -> tuple[str, ...]:
    """The names of the rates, in the table's order."""
    return ("f1", "precision", "recall", "fpr")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=sorted(ENCODERS), required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of the shipped files")
    parser.add_argument("--data", type=Path, required=True, help="folder with dev/")
    options = parser.parse_args()
    settings = Settings.read(options.model / "lite.json")
    scores = score_folder(
        GuardModel(options.model), options.data / "dev", options.language,
        settings.window_tokens, settings.overlap_tokens,
    )  # fmt: skip
    print(table(scores, settings))


if __name__ == "__main__":
    main()
