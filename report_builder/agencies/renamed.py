"""Names that a list lacks, and names of it without a report → which of them may be one agency renamed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from report_builder.agencies.agency_lists import bare, region_of
from report_builder.diagnostics import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_KIND: Final = re.compile("(?:委员会|办公室|中心|局|委|办|厅|处|院)$")
# Words that many agencies' names have tell nothing of what one is about.
_COMMON: Final = re.compile(
    "人民政府|街道|办事处|管理|监督|行政|工作|服务|事务|事业|综合|发展|保障|中心|和|与|及"
)
_ALIKE: Final = 2  # characters that both names have in a row
# What the reforms of 2018 and 2023 called otherwise, where no two characters in a row stayed.
_REFORMED: Final = (
    ("工商", "市场"),
    ("质量技术", "市场"),
    ("食品药品", "市场"),
    ("安全生产", "应急"),
    ("旅游", "文化"),
    ("水利", "水务"),
    ("水务", "水利"),
    ("扶贫", "乡村振兴"),
    ("扶贫", "农业农村"),
    ("法制", "司法"),
    ("规划", "自然资源"),
    ("信访局", "社会工作"),
)


def likely_renamed(unlisted: Iterable[str], absent: Collection[str]) -> Mapping[str, str]:
    """The new name by the listed one that it may have had; only pairs that nobody else claims."""
    pairs = [(old, new) for new in dict.fromkeys(unlisted) for old in absent if _may_be_one(old, new)]
    olds, news = Counter(old for old, _ in pairs), Counter(new for _, new in pairs)
    return {old: new for old, new in pairs if olds[old] == 1 == news[new]}


def renaming(old: str, new: str, place: Place) -> Finding:
    """What is told of such a pair, once."""
    return Finding(
        "review.renamed",
        Severity.WARNING,
        place,
        f"名单里没有“{new}”，可能就是名单里还没有报告的“{old}”改了名",
        "",
        f"是改名的，请把名单里的“{old}”改成“{new}”，原来的名称写进“曾用名”一列；不是的，请把“{new}”加进名单",
    )


def _may_be_one(old: str, new: str) -> bool:
    (region, was), (other_region, now) = _parted(old), _parted(new)
    if region and other_region and region != other_region:
        return False
    if any(before in was and after in now for before, after in _REFORMED):
        return True
    parts = (was[at : at + _ALIKE] for at in range(len(was) - _ALIKE + 1))
    return any("　" not in part and part in now for part in parts)


def _parted(name: str) -> tuple[str, str]:
    """Where an agency is, and what it is about."""
    whole = bare(name)
    region = region_of(whole)
    return region, _COMMON.sub("　", _KIND.sub("", whole[len(region) :]))
