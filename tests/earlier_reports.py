"""A built report → the report of the year before as an office might have it: other words, other figures."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# What stands in its text for what the built report says; every other sentence is repeated.
CHANGED: Final[Mapping[str, str]] = {
    "作为推进依法行政、办好人民满意教育的一项基础工作": "作为建设服务型机关的一项基础工作",
    "方便群众按目录检索": "方便公众按目录检索",
}


def write_year_before(
    built: Path, to: Path, year: int, figures: Mapping[str, int], changed: Mapping[str, str] = CHANGED
) -> Path:
    """Write the Word report and its ``statistics.json`` into a folder; gives the report.

    The year takes the place of the report's wherever this is named; ``figures`` are others by their paths.
    """
    report = next(built.glob("*年度报告.docx"))
    statistics = json.loads((built / "statistics.json").read_bytes())
    names = {str(statistics["year"]): str(year), **changed}
    to.mkdir(parents=True)
    target = to / _renamed(report.name, names)
    with zipfile.ZipFile(report) as source, zipfile.ZipFile(target, "w") as parts:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("document.xml") or name.startswith("customXml/item"):
                data = _renamed(data.decode(), names).encode()
            parts.writestr(name, data)
    statistics["year"] = year
    statistics["shown"] = {
        _renamed(tag, names): _renamed(text, names) for tag, text in statistics["shown"].items()
    }
    for path, value in figures.items():
        *steps, last = path.split(".")
        holder = statistics
        for step in steps:
            holder = holder[step]
        assert last in holder
        holder[last] = value
    (to / "statistics.json").write_text(json.dumps(statistics, ensure_ascii=False), encoding="utf-8")
    return target


def _renamed(text: str, names: Mapping[str, str]) -> str:
    for now, then in names.items():
        text = text.replace(now, then)
    return text
