"""The pretrained encoder: one forward pass over title and abstract, by onnxruntime on one thread.

One thread and one sequence at a time: the same text gives the same bytes whatever else is in the batch.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from kg.errors import ResourceError
from kg.extract.learned.onnx import with_outputs
from kg.extract.learned.wordpieces import Pieces

ENCODER: Final = "encoder.onnx"
ENCODER_HASH: Final = "encoder"
"""The key by which a file says upon which encoder its weights were trained."""
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
INNER: Final = tuple(f"/layers.{number}/norm_2/LayerNormalization_output_0" for number in (1, 3))
"""The outputs of the second and the fourth layer, as the export names them."""


class Encoder:
    """Turns pieces into one vector a piece."""

    def __init__(self, path: Path) -> None:
        """Load the weights.

        Raises:
            ResourceError: if the file is missing or no ONNX model.
        """
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            model = with_outputs(path.read_bytes(), INNER)
            self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except OSError as error:
            raise ResourceError(f"{path}: cannot read the encoder: {error.strerror}") from error
        except Exception as error:  # onnxruntime has no common base class for its own
            raise ResourceError(f"{path}: not an encoder that onnxruntime can load; reinstall the package") from error

    def __call__(self, pieces: Pieces) -> Floats:
        """Return the vectors of the pieces, shape (pieces, 384)."""
        return self._run(pieces, ("vectors",))[0]

    def deep(self, pieces: Pieces) -> tuple[Floats, Floats]:
        """Return the vectors, and beside them those of the second, the fourth and the last layer, (pieces, 3 * 384).

        Both come from one pass; the first are the same bytes as those of a call.
        """
        vectors, *inner = self._run(pieces, ("vectors", *INNER))
        return vectors, np.concatenate([*inner, vectors], axis=1)

    def _run(self, pieces: Pieces, names: tuple[str, ...]) -> list[Floats]:
        feed = {
            "ids": np.asarray([pieces.ids], dtype=np.int64),
            "shapes": np.asarray([pieces.shapes], dtype=np.int64),
        }
        return [np.asarray(found[0], dtype=np.float32) for found in self._session.run(list(names), feed)]


@lru_cache(maxsize=2)
def encoder(path: Path) -> Encoder:
    """Load an encoder once."""
    return Encoder(path)


def file_hash(path: Path) -> str:
    """Return what a file is known by."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def made_upon(path: Path) -> bool:
    """Tell whether a JSON file was made upon the encoder that stands beside it; one that cannot be read was not."""
    try:
        made_on = json.loads(path.read_text("utf-8")).get(ENCODER_HASH)
        return bool(made_on == file_hash(path.with_name(ENCODER)))
    except (OSError, ValueError, AttributeError):
        return False
