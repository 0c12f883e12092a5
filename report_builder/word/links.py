"""The address of a hyperlink, or the instruction of its field → where it leads, if a file may lead so."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

# Whatever else an address may start — a program, a file on the author's disk — stays plain text.
_SCHEMES: Final = frozenset(("http", "https", "mailto"))
_WORDS: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
MAX_ADDRESS: Final = 2_000


def read_instruction(instruction: str) -> tuple[str, str] | None:
    r"""Address and bookmark of ``HYPERLINK "address" \\l "bookmark"`` (ECMA-376 17.16.5.25).

    ``None`` for the instruction of any other field.
    """
    words = [quoted.replace('\\"', '"') or plain for quoted, plain in _WORDS.findall(instruction)]
    if not words or words[0].upper() != "HYPERLINK":
        return None
    address = anchor = ""
    switch = ""
    for word in words[1:]:
        if word.startswith("\\") and word[1:].isalpha():
            switch = word[1:].lower()
            continue
        if switch == "l":
            anchor = word
        elif switch not in {"o", "t"} and not address:
            address = word
        switch = ""
    return address, anchor


def is_public(address: str) -> bool:
    """Whether an address leads to where anybody may look, or write to."""
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return False
    return scheme in _SCHEMES and len(address) <= MAX_ADDRESS and address.isprintable()
