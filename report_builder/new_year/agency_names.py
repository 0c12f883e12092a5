"""An agency's full name → its region, short name and kind, and the office that answers for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

# The levels that a name goes down by (宪法 第三十条; 地方组织法 第八十五条), the longer before those that
# they end in. A town is one only before its government: 城乡建设局 is none of a 乡's.
_PIECE: Final = re.compile(
    r".{1,8}?(?P<level>特别行政区|自治区|自治州|自治县|自治旗|地区|开发区|新区|省|市|盟|县|区|旗"
    r"|(?:民族)?乡(?=人民政府|政府)|(?:民族)?苏木(?=人民政府|政府)|镇(?=人民政府|政府)|街道(?=办事处))"
)
# Words that end like a place and are none: 城市管理局, 社区建设办公室, 住房和城市建设局.
_NO_PLACE: Final = re.compile(
    r"(?:城市|都市|社区|园区|景区|库区|灌区|林区|牧区|山区)|.+[和与及局委办厅].*|.*政府.*"
)
_AS_IN_TEXT: Final = {"自治州": "州", "自治县": "县", "自治旗": "旗", "民族乡": "乡", "民族苏木": "苏木"}
_BARE_LEVELS: Final = frozenset({"自治区", "自治州", "自治县", "自治旗", "特别行政区"})
_OFFICE: Final = re.compile(r"办公[厅室]$")
_HIGHEST: Final = frozenset({"省", "自治区"})
_LOWEST: Final = frozenset({"乡", "镇", "街道", "苏木"})


def guess_region(name: str) -> str:
    """The region in an agency's full name: 柳州市 for 柳州市教育局; empty where the name has none."""
    return "".join(piece for piece, _ in _places(name))


def guess_short_name(name: str) -> str:
    """How an agency is called in its own region: 市教育局 for 柳州市教育局; empty where nobody can know."""
    rest = name.removeprefix(guess_region(name)).replace("人民政府", "政府")
    if level := _level(name):
        return f"{level}{rest}"
    return rest if rest.startswith((*_BARE_LEVELS, "省", "市", "州", "县", "区", "旗", "政府")) else ""


def guess_kind(name: str) -> Literal["department", "government"]:
    """Whether the agency is a government itself; its office is a department."""
    return "government" if name.endswith("政府") else "department"


def guess_office(name: str) -> str:
    """The office that answers questions about the report, as such offices are mostly called."""
    if not name or _OFFICE.search(name):
        return name
    level = _level(name)
    if level in _LOWEST:
        return f"{guess_region(name)}党政办公室"
    is_high = guess_kind(name) == "government" and level in _HIGHEST
    return f"{name}办公{'厅' if is_high else '室'}"


def _level(name: str) -> str:
    """The lowest level of the region, as running text calls it."""
    levels = [_AS_IN_TEXT.get(level, level) for _, level in _places(name)]
    return levels[-1] if levels else ""


def _places(name: str) -> Iterator[tuple[str, str]]:
    """The places that a name begins with, and the level of each: 柳州市 and 市, 柳北区 and 区."""
    at = 0
    while (found := _PIECE.match(name, at)) and not _NO_PLACE.fullmatch(found[0]):
        if found[0] in _BARE_LEVELS:  # 自治区教育厅: which one is not said
            return
        yield found[0], found["level"]
        at = found.end()
