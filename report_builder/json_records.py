"""What the program keeps for itself ↔ JSON that spells every name, also one that is no text.

The names of files that another computer has packed may be bytes that are no UTF-8 (PEP 383); JSON has an
escape for them, which msgspec neither writes nor reads.
"""

from __future__ import annotations

import json
from typing import TypeVar

import msgspec

Record = TypeVar("Record")


def record_json(value: object, *, is_indented: bool = False) -> bytes:
    """A value as JSON, in one line or, for people, in several."""
    try:
        spelt = msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), indent=2 if is_indented else None).encode()
    return msgspec.json.format(spelt, indent=2) if is_indented else spelt


def read_record(data: bytes, kind: type[Record]) -> Record:
    """The value; raises ``ValueError`` or ``RecursionError`` where it is none of the kind."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(data), kind)
