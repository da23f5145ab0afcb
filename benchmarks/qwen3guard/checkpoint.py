"""Makes a folder with a model of Qwen3Guard-Gen-0.6B's shape and random weights.

`model` is laid out as the official folder. `exchanged` has the same weights, and a tokenizer in which
the ids of the words Safe and Unsafe are exchanged: what is Safe to the one is Unsafe to the other,
which then writes the whole answer.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from transformers import Qwen3Config, Qwen3ForCausalLM

_SEED = 1
_PROMPT_FILES = ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja")


def _model() -> Qwen3ForCausalLM:
    torch.manual_seed(_SEED)
    torch.set_default_dtype(torch.bfloat16)
    config = Qwen3Config(
        vocab_size=151936,
        hidden_size=1024,
        intermediate_size=3072,
        num_hidden_layers=28,
        num_attention_heads=16,
        num_key_value_heads=8,
        head_dim=128,
        max_position_embeddings=32768,
        rope_theta=1e6,
        rms_norm_eps=1e-6,
        tie_word_embeddings=True,
    )
    return Qwen3ForCausalLM(config)


def _exchange(model: Path, exchanged: Path) -> None:
    exchanged.mkdir()
    for file in model.iterdir():
        if file.name != "tokenizer.json":
            (exchanged / file.name).symlink_to(file.resolve())
    tokenizer = json.loads((model / "tokenizer.json").read_text(encoding="utf-8"))
    ids = tokenizer["model"]["vocab"]
    ids["ĠSafe"], ids["ĠUnsafe"] = ids["ĠUnsafe"], ids["ĠSafe"]
    text = json.dumps(tokenizer, ensure_ascii=False)
    (exchanged / "tokenizer.json").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prompts", type=Path, help="a folder with tokenizer and chat template")
    parser.add_argument("folder", type=Path, help="where the two are made")
    arguments = parser.parse_args()
    model = arguments.folder / "model"
    _model().save_pretrained(model)
    for name in _PROMPT_FILES:
        if (arguments.prompts / name).exists():
            shutil.copyfile(arguments.prompts / name, model / name)
    _exchange(model, arguments.folder / "exchanged")


if __name__ == "__main__":
    main()
