"""The decision rule and the threshold search."""

from __future__ import annotations

import numpy as np
import pytest

from menshen_lite.calibrate import weighted_quantile_threshold
from menshen_lite.inference import Settings, decide, named_categories, severity_probabilities
from menshen_lite.labels import CATEGORIES

SETTINGS = Settings(256, 64, 1.0, not_safe=0.5, unsafe=0.4, category=0.5, response=0.7)


def categories(**logits: float) -> np.ndarray:
    values = np.full((1, len(CATEGORIES)), -5.0)
    for name, logit in logits.items():
        values[0, [c.split()[0] for c in CATEGORIES].index(name)] = logit
    return values


def test_the_window_least_likely_safe_decides() -> None:
    logits = np.array([[5.0, 0.0, 0.0], [0.0, 0.0, 5.0]])
    assert severity_probabilities(logits, 1.0).argmax() == 2


def test_safe_controversial_and_unsafe_follow_the_two_thresholds() -> None:
    safe = decide(np.array([[3.0, 0.0, 0.0]]), categories(Violent=3.0), SETTINGS, False)
    mild = decide(np.array([[0.0, 2.0, 0.0]]), categories(Violent=3.0), SETTINGS, False)
    unsafe = decide(np.array([[0.0, 0.0, 2.0]]), categories(Violent=3.0), SETTINGS, False)
    assert (safe.severity, mild.severity, unsafe.severity) == ("Safe", "Controversial", "Unsafe")
    assert safe.categories == ()
    assert unsafe.categories[0][0] == "Violent"


def test_responses_have_their_own_threshold() -> None:
    logits = np.log(np.array([[0.4, 0.0001, 0.6]]))
    assert decide(logits, categories(), SETTINGS, False).severity == "Unsafe"
    assert decide(logits, categories(), SETTINGS, True).severity == "Safe"


def test_a_flagged_text_names_its_best_category_even_below_the_threshold() -> None:
    assert named_categories(np.array([0.1, 0.3, 0.2]), 0.5) == [1]
    assert named_categories(np.array([0.9, 0.3, 0.7]), 0.5) == [0, 2]


def test_the_threshold_lets_at_most_the_rate_through() -> None:
    values = np.linspace(0, 1, 1000)
    threshold = weighted_quantile_threshold(values, np.ones(1000), 0.03)
    assert (values >= threshold).mean() == pytest.approx(0.03, abs=0.002)
