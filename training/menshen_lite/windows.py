"""How a text becomes windows of token ids. The Java side does the same; keep them alike.

A window is [CLS] ids [SEP], or [CLS] prompt [SEP] response [SEP] with token types 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SpecialTokens:
    """Ids of the encoder's special tokens."""

    classifier: int
    separator: int
    padding: int
    mask: int
    unknown: int


@dataclass(frozen=True)
class Window:
    """One model input of a text, not padded."""

    ids: tuple[int, ...]
    types: tuple[int, ...]


def spans(length: int, capacity: int, overlap: int) -> list[tuple[int, int]]:
    """Start and end of each window's content: full windows, `overlap` shared, the last one shorter.

    A text that fits (also the empty one) is one span.
    """
    if length <= capacity:
        return [(0, length)]
    if not 0 <= overlap < capacity:
        raise ValueError(f"overlap {overlap} must be at least 0 and less than capacity {capacity}")
    found, start = [], 0
    while True:
        end = min(start + capacity, length)
        found.append((start, end))
        if end == length:
            return found
        start = end - overlap


def text_windows(
    ids: list[int], special: SpecialTokens, window_tokens: int, overlap_tokens: int
) -> list[Window]:
    """Windows of a single text's ids (without special tokens)."""
    windows = []
    for start, end in spans(len(ids), window_tokens - 2, overlap_tokens):
        content = (special.classifier, *ids[start:end], special.separator)
        windows.append(Window(content, (0,) * len(content)))
    return windows


def prompt_share(prompt: int, response: int, window_tokens: int) -> int:
    """How many of a pair's prompt tokens stay in each window: all if both fit.

    The prompt is cut first, down to a quarter of the window; only then is the response windowed.
    """
    room = window_tokens - 3
    return min(prompt, max(room - response, window_tokens // 4))


def pair_windows(
    prompt: list[int],
    response: list[int],
    special: SpecialTokens,
    window_tokens: int,
    overlap_tokens: int,
) -> list[Window]:
    """Windows of a response, each part of it behind the prompt's last tokens."""
    share = prompt_share(len(prompt), len(response), window_tokens)
    kept = prompt[len(prompt) - share :]
    windows = []
    for start, end in spans(len(response), window_tokens - 3 - share, overlap_tokens):
        first = (special.classifier, *kept, special.separator)
        second = (*response[start:end], special.separator)
        windows.append(Window(first + second, (0,) * len(first) + (1,) * len(second)))
    return windows
