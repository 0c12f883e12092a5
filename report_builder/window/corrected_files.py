"""Files that have come and those that were there → which may be the corrected ones of which."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# What an office adds to a file's name when it sends it again: （修订版）, 改正稿, （2）, v2, 副本.
_VERSION: Final = re.compile(
    r"[(\[【]?(?:第?[一二三四五六七八九十\d]{1,2}次?)?"
    r"(?:修订|修改|修正|改正|更正|订正|补正|调整|最终|最新|正式|送审|上报|报送|盖章|重报|补报|定|终|新|改)+"
    r"(?:版|稿|后|件)*[)\]】]?|[(\[]\d{1,2}[)\]]|v\d+(?:\.\d+)*|副本|[-_—\s]",
    re.IGNORECASE,
)
MOST: Final = 50


class LikelyCorrection(Struct, frozen=True):
    """A file that was there, the one that may be meant to take its place, and whose they are, where known."""

    old: str
    new: str
    agency: str = ""


def likely_corrections(
    placed: Iterable[str], before: Iterable[str], whose: Callable[[str], str]
) -> tuple[LikelyCorrection, ...]:
    """Pairs of one kind of file and one agency; ``whose`` tells an agency by a file's name, or is empty.

    Where nobody knows whose they are, names that differ by a version alone are taken for one agency's.
    """
    known = [(name, whose(name), _plain(name)) for name in before]
    found = [
        LikelyCorrection(old, new, agency or other)
        for new, agency, plain in [(name, whose(name), _plain(name)) for name in placed]
        for old, other, plain_old in known
        if _suffix(old) == _suffix(new) and (agency == other if agency and other else plain == plain_old)
    ]
    return tuple(found[:MOST])


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _plain(name: str) -> str:
    """A file's name without its version."""
    return _VERSION.sub("", normalize("NFKC", PurePosixPath(name).stem))
