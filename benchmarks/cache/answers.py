"""Asks a service for its answers and writes them, or compares them with those that were written.

    answers.py URL TEXTS > ANSWERS           fails unless every text is answered 200
    answers.py URL TEXTS ANSWERS             fails unless each answer has the shape of the one in ANSWERS
"""

import json
import sys
import urllib.request


def ask(url: str, text: str) -> dict:
    request = urllib.request.Request(
        url + "/api/v1/moderate",
        json.dumps({"text": text}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        if response.status != 200:
            sys.exit(f"answers.py: {url} answered {response.status}")
        return json.load(response)


def shape(value: object) -> object:
    """The names and types in an answer, without what differs from one to the next."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return "number" if isinstance(value, (int, float)) else type(value).__name__


url, texts, *expected = sys.argv[1:]
with open(texts, encoding="utf-8") as lines:
    answers = [{"text": text, "answer": ask(url, text)} for text in lines.read().splitlines()]
if expected:
    with open(expected[0], encoding="utf-8") as lines:
        for answer, line in zip(answers, map(json.loads, lines), strict=True):
            if shape(answer) != shape(line):
                sys.exit(f"answers.py: {url} answers in another shape: {shape(answer)}, not {shape(line)}")
else:
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
