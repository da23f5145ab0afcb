"""The label scheme: three severities and nine categories, in the order of the model's outputs."""

from __future__ import annotations

SEVERITIES: tuple[str, ...] = ("Safe", "Controversial", "Unsafe")
SAFE, CONTROVERSIAL, UNSAFE = range(3)

CATEGORIES: tuple[str, ...] = (
    "Violent",
    "Non-violent Illegal Acts",
    "Sexual Content or Sexual Acts",
    "PII",
    "Suicide & Self-Harm",
    "Unethical Acts",
    "Politically Sensitive Topics",
    "Copyright Violation",
    "Jailbreak",
)
UNETHICAL = CATEGORIES.index("Unethical Acts")
JAILBREAK = CATEGORIES.index("Jailbreak")


def severity_index(name: str) -> int:
    """The severity's position in the model's output; raises ValueError for an unknown name."""
    return SEVERITIES.index(name)


def category_indices(names: list[str]) -> tuple[int, ...]:
    """The positions of the named categories in the model's output, ascending, without repeats."""
    return tuple(sorted({CATEGORIES.index(name) for name in names}))
