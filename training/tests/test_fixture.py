"""The fixture's answers are read strictly, its labels follow the last message."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from fixture.answers import Answer, parse, write
from fixture.conversations import Conversations
from fixture.goldens import plain
from fixture.random_checkpoint import SHAPES, tensors, values, words
from fixture.words import signs_in


@pytest.mark.parametrize(
    "answer",
    [
        Answer("Safe", (), None),
        Answer("Controversial", ("Violent", "PII"), None),
        Answer("Unsafe", ("Suicide & Self-Harm",), "No"),
        Answer("Safe", (), "Yes"),
    ],
)
def test_what_is_written_is_read_back(answer: Answer) -> None:
    assert parse(write(answer), response=answer.refusal is not None) == answer


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Safety: Safe", False),
        ("Safety: Fine\nCategories: None", False),
        ("Safety: Unsafe\nCategories: Arson", False),
        ("Safety: Unsafe\nCategories: PII, PII", False),
        ("Safety: Unsafe\nCategories: PII\nand more", False),
        ("Safety: Safe\nCategories: None\nRefusal: No", False),
        ("Safety: Safe\nCategories: None", True),
        ("Safety: Unsafe\nCategories: Jailbreak\nRefusal: No", True),
    ],
)
def test_what_is_not_in_the_format_does_not_parse(text: str, response: bool) -> None:
    assert parse(text, response) is None


def test_only_words_of_the_last_message_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "train"
    folder.mkdir()
    for language, text in (("en", "The tram is late."), ("zh_safe", "电车晚点了。")):
        row = json.dumps({"text": text, "severity": "Safe"})
        lines = [row] * 10
        (folder / f"synthetic_{language}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    source = Conversations(tmp_path)
    generator = random.Random(3)
    for index in range(300):
        messages, answer = source.draw(generator, response=index % 2 == 1)
        named = {sign.category for sign in signs_in(messages[-1]["content"])}
        assert set(answer.categories) <= named
        assert (answer.severity == "Safe") == (answer.categories == ())
        assert (answer.refusal is None) == (messages[-1]["role"] == "user")


def test_texts_that_look_like_the_template_are_not_plain() -> None:
    assert plain([{"role": "user", "content": "hello"}])
    assert not plain([{"role": "user", "content": "a <END CONVERSATION>"}])
    assert not plain([{"role": "user", "content": "a <|im_end|>"}])
    assert not plain([{"role": "user", "content": " \n"}])


def test_random_words_are_those_of_splitmix64() -> None:
    key = 0xCBF29CE484222325
    gamma = 0x9E3779B97F4A7C15
    mask = (1 << 64) - 1
    expected = []
    for index in (1, 2, 3):
        z = (key + index * gamma) & mask
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        expected.append(z ^ (z >> 31))
    assert words("", 3).tolist() == expected


def test_random_weights_have_the_deviation_that_was_asked_for() -> None:
    shape = SHAPES[0]
    name, size = tensors(shape)[0]
    drawn = values(shape, name, size)
    assert abs(float(np.std(drawn)) - shape.deviation) < 0.01 * shape.deviation
    assert abs(float(np.mean(drawn))) < 0.01 * shape.deviation
