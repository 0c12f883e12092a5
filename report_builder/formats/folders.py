"""A format's folder → the files in it, or findings that name what lies there instead; names like a name."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from report_builder.diagnostics import Findings

DEFINITION: Final = "format.toml"
TEMPLATE: Final = "template.docx"
_ALIKE: Final = 0.7
_WORD_FILES: Final = frozenset({".docx", ".doc", ".dotx", ".docm", ".wps", ".wpt", ".odt"})


def format_file(folder: Path, name: str, findings: Findings) -> Path | None:
    """That file of the format; else an error that names the file which may have been meant.

    A format is complete in its folder: no file of another one of the same name stands in for what it lacks.
    """
    path = folder / name
    if path.is_file():
        return path
    message = f"报告格式“{folder.name}”的文件夹里没有 {name}"
    remedy = f"请把程序附带的格式里的 {name} 复制到这个文件夹里再修改"
    near = _misnamed(folder, name)
    if near:
        evidence = f"这个文件夹里有：{'、'.join(near)}"
        remedy = f"如果“{near[0]}”就是要用的文件，请把它改名为 {name}"
        findings.error("format.missing", Place(str(path)), message, evidence, remedy)
    else:
        findings.error("format.missing", Place(str(path)), message, remedy=remedy)
    return None


def _misnamed(folder: Path, name: str) -> list[str]:
    """The files that could be meant by a name, the likeliest first; an open Word's own are none."""
    files = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    meant = [each for each in files if not each.name.startswith(("~", ".")) and _may_be(each.name, name)]
    return nearest(name, (each.name for each in meant))


def _may_be(name: str, wanted: str) -> bool:
    """Whether a file of that name may be the wanted one: any Word file may be a template."""
    if wanted == TEMPLATE:
        return PurePath(name).suffix.casefold() in _WORD_FILES
    return likeness(name, wanted) > _ALIKE


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """The names, those first that are most like the one that was meant."""
    return sorted(names, key=lambda each: (-likeness(name, each), each))


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1, whatever the case of their letters."""
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
