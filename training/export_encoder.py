"""Turns the fine-tuned encoder into the int8 ONNX file and the vocabulary that ship with the package.

Usage: python training/export_encoder.py ENCODER_FOLDER WEIGHTS.pt OUTPUT_FOLDER
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from train_encoder import Tagger


def main() -> None:
    """Export, quantise, copy the vocabulary."""
    folder, weights, output = map(Path, sys.argv[1:4])
    model = Tagger(folder)
    model.load_state_dict(torch.load(weights))
    model.eval()
    sample = torch.ones(2, 8, dtype=torch.long)
    names = ("ids", "mask", "kinds")
    with tempfile.TemporaryDirectory() as work:
        full = Path(work) / "full.onnx"
        torch.onnx.export(
            model,
            (sample, sample, sample),
            str(full),
            input_names=list(names),
            output_names=["scores"],
            dynamic_axes={name: {0: "batch", 1: "width"} for name in (*names, "scores")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(full, output / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(folder / "vocab.txt", output / "vocab.txt")
    print(f"{(output / 'encoder.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
