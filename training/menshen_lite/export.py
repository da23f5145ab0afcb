"""Turns trained weights into the shipped int8 ONNX file and its tokenizer.

python -m menshen_lite.export --language en --weights weights.pt --out DIR
"""

from __future__ import annotations

import argparse
import math
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from menshen_lite.encoder import (
    ENCODERS,
    GuardNetwork,
    default_maven_repository,
    load_tokenizer,
)

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("severity", "categories")
OPSET = 17


def export_fp32(network: GuardNetwork, path: Path) -> None:
    """Writes the network as plain fp32 ONNX with dynamic batch and length."""
    network.eval()
    ids = torch.randint(1000, 2000, (2, 16))
    example = (ids, torch.ones_like(ids), torch.zeros_like(ids))
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS} | {
        name: {0: "batch"} for name in OUTPUTS
    }
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network, example, path, input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip


def normalize_attention(path: Path, heads: int, hidden_size: int) -> None:
    """Rewrites attention into the form that the optimizer knows; values stay the same.

    Scores are divided by sqrt(d) instead of multiplied (the mask is a product too, and the matcher
    takes the first product that it meets for the mask), and reshapes get constant shapes.
    """
    model = onnx.load(path)
    head_size = hidden_size // heads
    constants = {
        "score_divisor": np.array(math.sqrt(head_size), np.float32),
        "heads_shape": np.array([0, 0, heads, head_size], np.int64),
        "merged_shape": np.array([0, 0, hidden_size], np.int64),
    }
    for name, value in constants.items():
        model.graph.initializer.append(numpy_helper.from_array(value, name))
    for node in model.graph.node:
        if "attention/self/" not in node.name:
            continue
        if node.op_type == "Mul":
            node.op_type = "Div"
            node.input[1] = "score_divisor"
        elif node.op_type == "Reshape":
            node.input[1] = "merged_shape" if node.name.endswith("Reshape_3") else "heads_shape"
    onnx.save(model, path)


def fuse(fp32: Path, fused: Path, heads: int, hidden_size: int) -> None:
    """Fuses attention, layer norms and GELU into ONNX Runtime's own operators."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False  # keeps the embedding table a Gather, hence int8
    model = optimize_model(
        str(fp32), model_type="bert", num_heads=heads, hidden_size=hidden_size, opt_level=0,
        optimization_options=options,
    )  # fmt: skip
    print("fused:", model.get_fused_operator_statistics())
    model.save_model_to_file(str(fused))


def quantize(fused: Path, out: Path) -> None:
    """Quantises matrices and embeddings to int8: per channel, seven bits, activations at run time.

    Seven bits (`reduce_range`) keep AVX2 without VNNI from saturating, so that every CPU agrees.
    """
    quantize_dynamic(
        fused, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Attention", "Gather"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


def export(language: str, weights: Path, out: Path, maven_repository: Path) -> None:
    """Writes model.onnx (int8) and tokenizer.json into `out`, fp32 ONNX beside the weights."""
    source = ENCODERS[language]
    network = GuardNetwork(source)
    network.load_state_dict(torch.load(weights, weights_only=True), strict=True)
    out.mkdir(parents=True, exist_ok=True)
    fp32 = weights.with_suffix(".fp32.onnx")
    export_fp32(network, fp32)
    normalize_attention(fp32, source.heads, source.hidden_size)
    with tempfile.TemporaryDirectory() as folder:
        fused = Path(folder) / "fused.onnx"
        fuse(fp32, fused, source.heads, source.hidden_size)
        quantize(fused, out / "model.onnx")
    onnx.checker.check_model(str(out / "model.onnx"))
    load_tokenizer(source, maven_repository).save(str(out / "tokenizer.json"), pretty=False)
    print(f"{out / 'model.onnx'}: {(out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=sorted(ENCODERS), required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--maven-repository", type=Path, default=default_maven_repository())
    options = parser.parse_args()
    export(options.language, options.weights, options.out, options.maven_repository)


if __name__ == "__main__":
    main()
