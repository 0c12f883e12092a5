"""A name as somebody typed it, of a column, a sheet, a label → the key by which it is known."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from report_builder.ledgers.cells import RawCell

_SHORT: Final = 60  # letters; longer ones are no names, and are not kept
_REQUIRED_MARK: Final = re.compile(
    r"^[*★☆※]+|(?:[*★☆※:]|[(\[【「](?:\*|必填项?|必须填写|选填项?|可选)[)\]】」])+$"
)
# The traditional forms of the letters that headers are written with.
_SIMPLIFIED: Final = str.maketrans(
    "稱號類別發開間時導備註處結項數額減請單責部門網鏈標題內讀對廢製訂關訴訟複議審種質態賬號閱單値報執",
    "称号类别发开间时导备注处结项数额减请单责部门网链标题内读对废制订关诉讼复议审种质态账号阅单值报执",
)


def name_key(cell: RawCell) -> str:
    """A name without spaces, line breaks, required marks, full-width brackets and traditional letters."""
    text = str(cell)
    return _kept_key(text) if len(text) <= _SHORT else _key_of(text)


def _key_of(text: str) -> str:
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    return _REQUIRED_MARK.sub("", bare.translate(_SIMPLIFIED))


_kept_key: Final = lru_cache(maxsize=4096)(_key_of)  # the same headers and labels come again and again
