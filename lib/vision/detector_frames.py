"""What the app and the process with the model say to each other: a header in JSON, then bytes, lengths first."""

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

Header = Mapping[str, Any]

LENGTHS = struct.Struct("!II")
# A photo of 1280 pixels is 400 KB, the answer to it 20 KB: more than this is no frame of ours.
MOST_HEADER = 1_000_000
MOST_BYTES = 30_000_000


def write(pipe: BinaryIO, header: Header, body: bytes = b"") -> None:
    text = json.dumps(header).encode()
    pipe.write(LENGTHS.pack(len(text), len(body)) + text + body)
    pipe.flush()


def read(pipe: BinaryIO) -> tuple[Header, bytes]:
    """Raises EOFError when the other side is gone, ValueError when it says what nobody here would."""
    header_length, body_length = LENGTHS.unpack(_exactly(pipe, LENGTHS.size))
    if header_length > MOST_HEADER or body_length > MOST_BYTES:
        raise ValueError("a frame of impossible length")
    header = json.loads(_exactly(pipe, header_length))
    if not isinstance(header, dict):
        raise ValueError("a frame without a header")
    return header, _exactly(pipe, body_length)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found
