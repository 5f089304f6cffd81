"""The pretrained encoder: one forward pass over title and abstract, by onnxruntime on one thread.

One thread and one sequence at a time: the same text gives the same bytes whatever else is in the batch.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from kg.errors import ResourceError
from kg.extract.learned.wordpieces import Pieces

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


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
            self._session = ort.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
        except OSError as error:
            raise ResourceError(f"{path}: cannot read the encoder: {error.strerror}") from error
        except Exception as error:  # onnxruntime has no common base class for its own
            raise ResourceError(f"{path}: not an encoder that onnxruntime can load; reinstall the package") from error

    def __call__(self, pieces: Pieces) -> Floats:
        """Return the vectors of the pieces, shape (pieces, 384)."""
        feed = {
            "ids": np.asarray([pieces.ids], dtype=np.int64),
            "shapes": np.asarray([pieces.shapes], dtype=np.int64),
        }
        (vectors,) = self._session.run(["vectors"], feed)
        result: Floats = np.asarray(vectors[0], dtype=np.float32)
        return result


@lru_cache(maxsize=2)
def encoder(path: Path) -> Encoder:
    """Load an encoder once."""
    return Encoder(path)
