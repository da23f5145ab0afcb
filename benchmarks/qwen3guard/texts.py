"""Writes the texts that every engine reads: {"start": ids, "verdicts": ids, "texts": [...]}."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from prompts import Prompts

_LENGTHS = (32, 128, 512)
_WARM_UP = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("count", type=int, help="how many texts of each length")
    arguments = parser.parse_args()
    prompts = Prompts(arguments.model)
    texts = []
    for tokens in _LENGTHS:
        for i in range(_WARM_UP + arguments.count):
            text = prompts.text(tokens, len(texts))
            ids = prompts.ids(text)
            texts.append({"tokens": tokens, "text": text, "ids": ids, "warmUp": i < _WARM_UP})
    verdicts = [prompts.plain(word)[0] for word in (" Safe", " Unsafe", " Controversial")]
    print(json.dumps({"start": prompts.plain("Safety:"), "verdicts": verdicts, "texts": texts}))


if __name__ == "__main__":
    main()
