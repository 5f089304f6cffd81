"""From a trained network to the files that ship: the encoder as ONNX in 8 bits, the heads as arrays.

Weights of the encoder are quantised dynamically, per channel and with a reduced range: per tensor the quality falls.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from kg.train.loop import Network


def export(network: Network, vocabulary: Path, folder: Path) -> None:
    """Write ``encoder.onnx``, ``heads.npz`` and ``vocab.txt``, each in one step.

    Args:
        vocabulary: the file of wordpieces that the encoder was pretrained with.
        folder: where to; it is made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        plain, small = Path(scratch, "plain.onnx"), Path(scratch, "encoder.onnx")
        ids = torch.ones(1, 8, dtype=torch.long)
        network.encoder.eval()
        with warnings.catch_warnings():
            # the newer exporter needs a package more, and writes what the quantiser does not read
            warnings.simplefilter("ignore", DeprecationWarning)
            torch.onnx.export(
                network.encoder,
                (ids, ids),
                str(plain),
                input_names=["ids", "shapes"],
                output_names=["vectors"],
                dynamic_axes={name: {1: "pieces"} for name in ("ids", "shapes", "vectors")},
                opset_version=17,
                dynamo=False,
            )
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        heads = Path(scratch, "heads.npz")
        arrays = {name: value.detach().numpy().astype(np.float16) for name, value in network.heads.state_dict().items()}
        np.savez_compressed(heads, **arrays)
        words = Path(scratch, "vocab.txt")
        shutil.copyfile(vocabulary, words)
        for file in (small, heads, words):
            os.replace(file, folder / file.name)
