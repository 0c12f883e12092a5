"""A format's name → a copy of its folder under ``styles`` of the working folder, to be edited.

``copy_format`` is what ``report-builder new --template`` calls. All files come or none, and none is replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.checks.sections import check_sections
from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.filing.new_files import place_new_files
from report_builder.formats.choosing import find_format
from report_builder.formats.definitions import load_format
from report_builder.manuscript.narrative import read_unfilled
from report_builder.manuscript.narrative_files import TEXT_FILE
from report_builder.manuscript.read_back import as_report
from report_builder.new_year.starting import StartResult

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER: Final = "styles"
_SUFFIXES: Final = frozenset({".docx", ".toml", ".md"})


def copy_format(name: str, shipped: Path, working_folder: Path) -> StartResult:
    """Copy a format of the ``shipped`` ones; raises ``ReportError`` having written nothing."""
    findings = Findings()
    source = find_format(name, (shipped,), findings)
    target = working_folder / _FOLDER / name
    if source is not None and target.exists():
        findings.error(
            "format.exists",
            Place(str(target)),
            "已经有这个文件夹，没有复制",
            remedy="要从头改起，请先把它改名或移走；要接着改的，直接改里面的文件",
        )
    findings.stop_on_errors()
    if source is None:  # never without an error
        raise ReportError(findings)
    files = {path.name: path.read_bytes() for path in sorted(source.iterdir()) if path.suffix in _SUFFIXES}
    if not _fits(source):
        del files[TEXT_FILE]
        findings.notice(
            "format.narrative",
            Place(str(target)),
            "没有复制附带的正文，它的标题与这个格式的不一致",
            remedy=f"请照 format.toml 里的 heading 写一份 {TEXT_FILE}",
        )
    left = place_new_files(working_folder, {f"{_FOLDER}/{name}/{each}": data for each, data in files.items()})
    return StartResult(tuple(target / each for each in files), (), (*findings, *left))


def _fits(source: Path) -> bool:
    """Whether the narrative that comes with a format has the sections that the format demands."""
    report_format = load_format(source, Findings())
    narrative = read_unfilled(source / TEXT_FILE) if (source / TEXT_FILE).is_file() else None
    if report_format is None or narrative is None:
        return not (source / TEXT_FILE).is_file()
    return all(found.code == "section.empty" for found in check_sections(as_report(narrative), report_format))
