"""Chooses temperature and thresholds on dev and writes lite.json.

python -m menshen_lite.calibrate --language en --model DIR --data DIR
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from menshen_lite.encoder import ENCODERS, MAXIMUM_TOKENS
from menshen_lite.evaluate import figures, table
from menshen_lite.inference import GuardModel, Settings, sigmoid
from menshen_lite.labels import SAFE, UNSAFE
from menshen_lite.scoring import Scored, is_ordinary, score_folder

VERSION = "2026.11"
TRAINED = "2026-11-24"
WINDOW_TOKENS = 128
OVERLAP_TOKENS = 32
ROWS_THAT_COUNT = 300


def file_weights(scores: dict[str, list[Scored]]) -> dict[str, float]:
    """A row's weight by file: large files count as ROWS_THAT_COUNT rows."""
    return {source: min(1.0, ROWS_THAT_COUNT / len(rows)) for source, rows in scores.items()}


def fit_temperature(scores: list[Scored], weights: np.ndarray) -> float:
    """The temperature that minimises the log loss of Safe against not Safe, sides balanced."""
    truth = np.array([scored.flagged_truth for scored in scores])
    balance = np.where(truth, weights / weights[truth].sum(), weights / weights[~truth].sum())
    best, best_loss = 1.0, np.inf
    for temperature in np.arange(0.6, 3.01, 0.05):
        safe = np.array([scored.probabilities(temperature)[SAFE] for scored in scores])
        right = np.clip(np.where(truth, 1 - safe, safe), 1e-9, 1)
        loss = -(balance * np.log(right)).sum()
        if loss < best_loss:
            best, best_loss = float(temperature), loss
    return round(best, 2)


def weighted_quantile_threshold(values: np.ndarray, weights: np.ndarray, rate: float) -> float:
    """The smallest threshold at which at most `rate` of the weight lies at or above it."""
    order = np.argsort(-values)
    passed = np.cumsum(weights[order]) / weights.sum()
    allowed = int(np.searchsorted(passed, rate, side="right"))
    return float(values[order][allowed]) + 1e-6 if allowed < len(values) else 0.0


def best_unsafe_threshold(flagged: np.ndarray, unsafe_truth: np.ndarray) -> float:
    """The threshold on p[Unsafe] that best tells Unsafe from Controversial, sides balanced."""
    candidates = np.arange(0.2, 0.901, 0.05)
    accuracy = [
        (flagged[unsafe_truth] >= candidate).mean() + (flagged[~unsafe_truth] < candidate).mean()
        for candidate in candidates
    ]
    return round(float(candidates[int(np.argmax(accuracy))]), 2)


def best_category_threshold(scores: list[Scored]) -> float:
    """The threshold with the best micro F1 over flagged rows whose categories are known."""
    known = [scored for scored in scores if scored.flagged_truth and scored.row.categories]
    probabilities = np.stack([sigmoid(scored.category_logits).max(axis=0) for scored in known])
    truth = np.zeros_like(probabilities, dtype=bool)
    for index, scored in enumerate(known):
        truth[index, list(scored.row.categories)] = True
    candidates = np.arange(0.2, 0.71, 0.05)
    f1 = []
    for candidate in candidates:
        named = probabilities >= candidate
        named[np.arange(len(named)), probabilities.argmax(axis=1)] = True
        f1.append(2 * (named & truth).sum() / (named.sum() + truth.sum()))
    return round(float(candidates[int(np.argmax(f1))]), 2)


def calibrate(scores: dict[str, list[Scored]], false_alarms: float) -> Settings:
    """The settings for one language's scored dev rows."""
    by_file = file_weights(scores)
    rows = [scored for found in scores.values() for scored in found]
    prompts = [scored for scored in rows if scored.row.response is None]
    weights = np.array([by_file[scored.row.source] for scored in prompts])
    temperature = fit_temperature(prompts, weights)
    score = np.array([1 - scored.probabilities(temperature)[SAFE] for scored in prompts])
    ordinary = np.array([is_ordinary(scored) for scored in prompts])
    not_safe = weighted_quantile_threshold(score[ordinary], weights[ordinary], false_alarms)
    not_safe = round(min(max(not_safe, 0.05), 0.95), 3)
    caught = np.array([scored.flagged_truth for scored in prompts]) & (score >= not_safe)
    unsafe = best_unsafe_threshold(
        np.array([scored.probabilities(temperature)[UNSAFE] for scored in prompts])[caught],
        np.array([scored.row.severity == UNSAFE for scored in prompts])[caught],
    )
    responses = [scored for scored in rows if scored.row.response is not None]
    response = not_safe
    if responses:
        safe = [scored for scored in responses if not scored.flagged_truth]
        values = np.array([1 - scored.probabilities(temperature)[SAFE] for scored in safe])
        response = weighted_quantile_threshold(values, np.ones(len(values)), 0.15)
        response = round(min(max(response, 0.05), 0.95), 3)
    return Settings(
        WINDOW_TOKENS, OVERLAP_TOKENS, temperature, not_safe, unsafe,
        best_category_threshold(prompts), response,
    )  # fmt: skip


def document(language: str, settings: Settings, measured: dict) -> dict:
    """The content of lite.json."""
    return {
        "name": f"menshen-lite-{language}",
        "version": VERSION,
        "language": language,
        "maxTokens": MAXIMUM_TOKENS,
        "windowTokens": settings.window_tokens,
        "overlapTokens": settings.overlap_tokens,
        "temperature": settings.temperature,
        "thresholds": {
            "notSafe": settings.not_safe,
            "unsafe": settings.unsafe,
            "category": settings.category,
            "response": settings.response,
        },
        "base": ENCODERS[language].base,
        "trained": TRAINED,
        "figures": measured,
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=sorted(ENCODERS), required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx")
    parser.add_argument("--data", type=Path, required=True, help="folder with dev/")
    parser.add_argument("--false-alarms", type=float, default=0.025)
    options = parser.parse_args()
    scores = score_folder(
        GuardModel(options.model), options.data / "dev", options.language,
        WINDOW_TOKENS, OVERLAP_TOKENS,
    )  # fmt: skip
    settings = calibrate(scores, options.false_alarms)
    measured = figures(scores, settings)
    path = options.model / "lite.json"
    content = json.dumps(document(options.language, settings, measured), indent=2)
    path.write_text(content + "\n", encoding="utf-8")
    print(content)
    print(table(scores, settings))


if __name__ == "__main__":
    main()
