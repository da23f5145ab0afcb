"""Times the original way: transformers in fp32, the whole prompt, greedy, an answer of ten tokens."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM

_ANSWER_TOKENS = 10  # "Safety: Unsafe\nCategories: Violent<|im_end|>" are 8, several categories more


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("threads", type=int)
    parser.add_argument("--dtype", default="float32", choices=("float32", "bfloat16"))
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model = AutoModelForCausalLM.from_pretrained(
        arguments.model, dtype=getattr(torch, arguments.dtype)
    ).eval()
    for text in json.loads(arguments.texts.read_text())["texts"]:
        ids = torch.tensor([text["ids"]])
        start = time.perf_counter()
        with torch.no_grad():
            # The weights are random, so they would go on for ever, or end early.
            model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                do_sample=False,
                min_new_tokens=_ANSWER_TOKENS,
                max_new_tokens=_ANSWER_TOKENS,
            )
        if not text["warmUp"]:
            print(f"answer\t{text['tokens']}\t{(time.perf_counter() - start) * 1000:.1f}", flush=True)


if __name__ == "__main__":
    main()
