"""Fine-tunes one language's encoder into the guard and saves the averaged weights.

python -m menshen_lite.train --language en --data DIR --out weights.pt --epochs 2
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from menshen_lite.augment import Augmenter
from menshen_lite.batching import padded_length, token_budget_batches
from menshen_lite.data import Row, draw_epoch, read_folder, weigh_safe_posts
from menshen_lite.encoder import (
    ENCODERS,
    GuardNetwork,
    default_maven_repository,
    load_pretrained,
    load_tokenizer,
    special_tokens,
)
from menshen_lite.objective import loss
from menshen_lite.windows import SpecialTokens, Window, pair_windows, text_windows


@dataclass(frozen=True)
class Settings:
    """Hyper-parameters of a run."""

    epochs: float
    minutes: float | None = None
    learning_rate: float = 1e-4
    head_learning_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.02
    warmup: float = 0.06
    dropout: float = 0.1
    token_mask: float = 0.03
    window_tokens: int = 256
    batch_tokens: int = 3072
    batch_rows: int = 80
    average_decay: float = 0.994
    freeze_words: bool = True
    seed: int = 17


def learning_rate_factor(progress: float, warmup: float) -> float:
    """Linear warm-up over the first `warmup` of the run, then linear decay to 2 %."""
    if progress < warmup:
        return max(progress / warmup, 0.01)
    return max((1.0 - progress) / (1.0 - warmup), 0.02)


def parameter_groups(network: GuardNetwork, settings: Settings) -> list[dict]:
    """Heads at their own rate; each layer below learns `layer_decay` as fast as the one above."""
    layers = len(network.encoder.encoder.layer)
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if not name.startswith("encoder."):
            rate = settings.head_learning_rate
        elif name.startswith("encoder.encoder.layer."):
            depth = layers - 1 - int(name.split(".")[3])
            rate = settings.learning_rate * settings.layer_decay**depth
        else:
            rate = settings.learning_rate * settings.layer_decay**layers
        decay = settings.weight_decay if parameter.dim() > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "base_lr": rate, "weight_decay": decay}
        for (rate, decay), parameters in groups.items()
    ]


class AveragedWeights:
    """An exponential moving average of a network's parameters, with a short memory at first."""

    def __init__(self, network: GuardNetwork, decay: float) -> None:
        self._network = network
        trained = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
        self._names = [name for name, _ in trained]
        self._parameters = [parameter for _, parameter in trained]
        self._average = [parameter.detach().clone() for parameter in self._parameters]
        self._decay = decay
        self._updates = 0

    def update(self) -> None:
        """Takes the current parameters into the average."""
        self._updates += 1
        decay = min(self._decay, self._updates / (self._updates + 9))
        with torch.no_grad():
            torch._foreach_lerp_(self._average, self._parameters, 1 - decay)

    def state(self) -> dict[str, Tensor]:
        """All parameters by name: averages of the trained ones, frozen ones as they are."""
        frozen = {name: parameter.detach() for name, parameter in self._network.named_parameters()}
        return frozen | dict(zip(self._names, self._average, strict=True))


def encode(
    rows: Sequence[Row],
    tokenizer: Tokenizer,
    special: SpecialTokens,
    window_tokens: int,
    generator: random.Random,
) -> list[Window]:
    """One window per row: the first of a long text, now and then another one."""
    texts = tokenizer.encode_batch([row.text for row in rows], add_special_tokens=False)
    responses = tokenizer.encode_batch(
        [row.response or "" for row in rows], add_special_tokens=False
    )
    windows = []
    for row, text, response in zip(rows, texts, responses, strict=True):
        if row.response is None:
            choice = text_windows(text.ids, special, window_tokens, window_tokens // 4)
        else:
            choice = pair_windows(
                text.ids, response.ids, special, window_tokens, window_tokens // 4
            )
        windows.append(choice[0] if generator.random() < 0.7 else generator.choice(choice))
    return windows


def collate(
    windows: Sequence[Window],
    special: SpecialTokens,
    token_mask: float = 0.0,
    generator: torch.Generator | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """Padded ids, attention mask and token types [batch, length]; some ids become [MASK]."""
    length = padded_length(max(len(window.ids) for window in windows))
    ids = torch.full((len(windows), length), special.padding, dtype=torch.long)
    mask = torch.zeros_like(ids)
    types = torch.zeros_like(ids)
    for index, window in enumerate(windows):
        ids[index, : len(window.ids)] = torch.tensor(window.ids)
        types[index, : len(window.ids)] = torch.tensor(window.types)
        mask[index, : len(window.ids)] = 1
    if token_mask > 0:
        content = (mask == 1) & (ids != special.classifier) & (ids != special.separator)
        hidden = torch.rand(ids.shape, generator=generator) < token_mask
        ids[content & hidden] = special.mask
    return ids, mask, types


def train(
    network: GuardNetwork,
    tokenizer: Tokenizer,
    rows: dict[str, list[Row]],
    language: str,
    settings: Settings,
    out: Path,
) -> None:
    """Trains in bf16 autocast and saves the averaged fp32 weights to `out`."""
    generator = random.Random(settings.seed)
    mask_generator = torch.Generator().manual_seed(settings.seed)
    special = special_tokens(tokenizer)
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(not settings.freeze_words)
    augment = Augmenter(rows, language, generator)
    optimizer = torch.optim.AdamW(
        parameter_groups(network, settings), betas=(0.9, 0.98), eps=1e-6, fused=True
    )
    average = AveragedWeights(network, settings.average_decay)
    epoch_rows = len(draw_epoch(rows, random.Random(settings.seed)))
    total_rows = settings.epochs * epoch_rows
    print(f"{epoch_rows} rows per epoch, {sum(map(len, rows.values()))} read", flush=True)
    started, seen, step, tokens, smooth, progress = time.monotonic(), 0, 0, 0, 0.0, 0.0
    network.train()
    while progress < 1.0:
        drawn = [augment(row) for row in draw_epoch(rows, generator)]
        windows = encode(drawn, tokenizer, special, settings.window_tokens, generator)
        lengths = [len(window.ids) for window in windows]
        for batch in token_budget_batches(
            lengths, settings.batch_tokens, settings.batch_rows, generator
        ):
            elapsed = time.monotonic() - started
            progress = seen / total_rows
            if settings.minutes is not None:
                progress = elapsed / (60 * settings.minutes)
            if progress >= 1.0:
                break
            factor = learning_rate_factor(progress, settings.warmup)
            for group in optimizer.param_groups:
                group["lr"] = group["base_lr"] * factor
            inputs = collate(
                [windows[index] for index in batch], special, settings.token_mask, mask_generator
            )
            with torch.autocast("cpu", torch.bfloat16):
                severity, category = network(*inputs)
            value = loss(severity.float(), category.float(), [drawn[index] for index in batch])
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            average.update()
            seen += len(batch)
            step += 1
            tokens += sum(lengths[index] for index in batch)
            smooth = value.item() if step == 1 else 0.98 * smooth + 0.02 * value.item()
            if step % 25 == 0:
                print(
                    f"step {step} epochs {seen / epoch_rows:.3f} progress {progress:.3f} "
                    f"loss {smooth:.3f} {elapsed:.0f} s {tokens / elapsed:.0f} tokens/s",
                    flush=True,
                )
            if step % 250 == 0:
                torch.save(average.state(), out)
    torch.save(average.state(), out)
    print(f"saved {out}: {step} steps, {seen / epoch_rows:.3f} epochs", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=sorted(ENCODERS), required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--minutes", type=float, help="stop by the clock instead of by epochs")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument(
        "--safe-posts", type=float, default=1.0, help="factor on the weight of harmless posts"
    )
    parser.add_argument("--head-learning-rate", type=float, default=Settings.head_learning_rate)
    parser.add_argument("--learning-rate", type=float, default=Settings.learning_rate)
    parser.add_argument("--layer-decay", type=float, default=Settings.layer_decay)
    parser.add_argument("--train-words", action="store_true", help="train word embeddings too")
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--maven-repository", type=Path, default=default_maven_repository())
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    settings = Settings(
        epochs=options.epochs,
        minutes=options.minutes,
        learning_rate=options.learning_rate,
        head_learning_rate=options.head_learning_rate,
        layer_decay=options.layer_decay,
        freeze_words=not options.train_words,
        seed=options.seed,
    )
    source = ENCODERS[options.language]
    tokenizer = load_tokenizer(source, options.maven_repository)
    network = load_pretrained(options.language, options.maven_repository, settings.dropout)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    rows = read_folder(options.data / "train", options.language)
    rows = weigh_safe_posts(rows, options.safe_posts)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    train(network, tokenizer, rows, options.language, settings, options.out)


if __name__ == "__main__":
    main()
