"""Further outputs for an ONNX file, without the package ``onnx``.

A protobuf message that is appended to another is merged with it: lists grow. So a few bytes behind the file, a model
with nothing but outputs, make values inside the graph its outputs, and the weights stay as they are. Field numbers are
those of ``onnx.proto``: graph 7 of ModelProto, output 12 of GraphProto, name 1 and type 2 of ValueInfoProto.
"""

from __future__ import annotations

from collections.abc import Iterable

_MESSAGE = 2
_FLOAT = bytes([1 << 3, 1])
"""``elem_type``: float32."""


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """Return the model with these values, float arrays of three axes, among its outputs."""
    axes = b"".join(_field(1, _field(2, axis)) for axis in (b"batch", b"pieces", b"width"))
    kind = _field(2, _field(1, _FLOAT + _field(2, axes)))
    return model + _field(7, b"".join(_field(12, _field(1, name.encode()) + kind) for name in names))


def _field(number: int, payload: bytes) -> bytes:
    return bytes([number << 3 | _MESSAGE]) + _varint(len(payload)) + payload


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])
