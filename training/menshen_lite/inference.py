"""Runs a shipped guard (model.onnx, tokenizer.json, lite.json) the way the Java side does.

Every window is a batch of its own: dynamic quantisation takes its scale from the whole batch, so a
window's logits would otherwise depend on what it happens to be batched with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from menshen_lite.encoder import special_tokens
from menshen_lite.labels import CATEGORIES, CONTROVERSIAL, SAFE, SEVERITIES, UNSAFE
from menshen_lite.windows import Window, pair_windows, text_windows


@dataclass(frozen=True)
class Settings:
    """The part of lite.json that decides; `response` replaces `not_safe` for responses."""

    window_tokens: int
    overlap_tokens: int
    temperature: float
    not_safe: float
    unsafe: float
    category: float
    response: float

    @staticmethod
    def read(path: Path) -> Settings:
        """Reads lite.json."""
        document = json.loads(path.read_text(encoding="utf-8"))
        thresholds = document["thresholds"]
        return Settings(
            window_tokens=document["windowTokens"],
            overlap_tokens=document["overlapTokens"],
            temperature=document["temperature"],
            not_safe=thresholds["notSafe"],
            unsafe=thresholds["unsafe"],
            category=thresholds["category"],
            response=thresholds.get("response", thresholds["notSafe"]),
        )


@dataclass(frozen=True)
class Verdict:
    """What the guard says: probabilities in the order of SEVERITIES, categories by probability."""

    severity: str
    probabilities: tuple[float, ...]
    categories: tuple[tuple[str, float], ...]


def softmax(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Softmax of logits [..., n] divided by the temperature."""
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Logistic function."""
    return 1.0 / (1.0 + np.exp(-logits.astype(np.float64)))


def severity_probabilities(severity_logits: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities [3] of the window (of logits [windows, 3]) that is least likely Safe."""
    probabilities = softmax(severity_logits, temperature)
    return probabilities[int(np.argmin(probabilities[:, SAFE]))]


def severity_of(probabilities: np.ndarray, not_safe: float, unsafe: float) -> int:
    """The severity's index: Safe below `not_safe`, Unsafe from `unsafe` on, else Controversial."""
    if 1.0 - probabilities[SAFE] < not_safe:
        return SAFE
    return UNSAFE if probabilities[UNSAFE] >= unsafe else CONTROVERSIAL


def named_categories(probabilities: np.ndarray, threshold: float) -> list[int]:
    """Indices of a flagged text's categories, most probable first; at least one."""
    order = [int(index) for index in np.argsort(-probabilities, kind="stable")]
    return [index for index in order if probabilities[index] >= threshold] or order[:1]


def decide(
    severity_logits: np.ndarray, category_logits: np.ndarray, settings: Settings, response: bool
) -> Verdict:
    """The verdict from the logits [windows, 3] and [windows, 9] of a text."""
    probabilities = severity_probabilities(severity_logits, settings.temperature)
    not_safe = settings.response if response else settings.not_safe
    severity = severity_of(probabilities, not_safe, settings.unsafe)
    named: list[tuple[str, float]] = []
    if severity != SAFE:
        by_category = sigmoid(category_logits).max(axis=0)
        named = [
            (CATEGORIES[index], float(by_category[index]))
            for index in named_categories(by_category, settings.category)
        ]
    return Verdict(SEVERITIES[severity], tuple(map(float, probabilities)), tuple(named))


class GuardModel:
    """A guard's session and tokenizer."""

    def __init__(self, folder: Path, model_file: Path | None = None, threads: int = 2) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model_file or folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._special = special_tokens(self._tokenizer)

    def token_ids(self, text: str) -> list[int]:
        """The text's ids without special tokens."""
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def windows(
        self, text: str, response: str | None, window_tokens: int, overlap_tokens: int
    ) -> list[Window]:
        """The windows of a text, or of a response with its prompt."""
        ids = self.token_ids(text)
        if response is None:
            return text_windows(ids, self._special, window_tokens, overlap_tokens)
        answer = self.token_ids(response)
        return pair_windows(ids, answer, self._special, window_tokens, overlap_tokens)

    def logits(self, windows: list[Window]) -> tuple[np.ndarray, np.ndarray]:
        """Severity logits [windows, 3] and category logits [windows, 9]."""
        outputs = []
        for window in windows:
            ids = np.array([window.ids], dtype=np.int64)
            types = np.array([window.types], dtype=np.int64)
            outputs.append(
                self._session.run(
                    ["severity", "categories"],
                    {
                        "input_ids": ids,
                        "attention_mask": np.ones_like(ids),
                        "token_type_ids": types,
                    },
                )
            )
        return (
            np.concatenate([severity for severity, _ in outputs]),
            np.concatenate([categories for _, categories in outputs]),
        )
