"""A folder of ``styles`` → ``ReportFormat``: the sections, tables and annex that a report format demands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.formats.annex_definitions import AnnexDefinition, check_references
from report_builder.formats.folders import DEFINITION, format_file
from report_builder.formats.forms import (
    USUAL_SIGNATURES,
    USUAL_TITLES,
    TitleForm,
    faults_of_forms,
)
from report_builder.formats.request_rows import check_rows, with_added
from report_builder.formats.table_definitions import TableFile, check_tables
from report_builder.ledgers.sheets import SHEETS
from report_builder.request_rows import RequestRow, shipped_rows
from report_builder.settings import SignaturePlace  # noqa: TC001  msgspec reads the annotation
from report_builder.toml_files import TomlTable, place_of, read_toml, validate

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.formats.table_definitions import TableDefinition
    from report_builder.toml_files import TomlFile


class YearSpan(TomlTable, frozen=True, kw_only=True):
    """The reporting years that a format is made for; ``None`` for an open end."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def __str__(self) -> str:
        if self.first is None or self.last is None:
            first = "" if self.first is None else f"{self.first}年度起"
            return first or ("各年度" if self.last is None else f"{self.last}年度及以前")
        return f"{self.first}年度" if self.first == self.last else f"{self.first}至{self.last}年度"


class RequiredSection(TomlTable, frozen=True, kw_only=True):
    """A section by its bare heading (without 一、) and the bare headings (without （一）) it must hold.

    ``variants`` are other wordings of the heading that are in use and taken as they are.
    """

    heading: str
    variants: tuple[str, ...] = ()
    subsections: tuple[str, ...] = ()


class FormatFile(TomlTable, frozen=True, kw_only=True):
    """``format.toml`` as it is written; ``annex`` and ``tables`` name files in the same folder.

    ``needs`` are the ledgers' sheets that a report of the format cannot do without.
    The settings may choose among ``titles`` and ``signatures``; the first of each is the usual one.
    ``contents`` asks for a table of contents (目录).
    """

    title: str
    notice: str = ""
    years: YearSpan
    sections: tuple[RequiredSection, ...]
    titles: tuple[TitleForm, ...] = USUAL_TITLES
    signatures: tuple[SignaturePlace, ...] = USUAL_SIGNATURES
    contents: bool = False
    annex: str = ""
    tables: str = ""
    needs: tuple[str, ...] = ()


class ReportFormat(Struct, frozen=True, kw_only=True):
    """What a report format demands; ``folder`` holds its files, ``notice`` is what prescribes it.

    ``request_rows`` are the rows of its table of applications, ``needs`` the sheets that must be handed in.
    """

    folder: Path
    title: str
    years: YearSpan
    sections: tuple[RequiredSection, ...]
    annex: AnnexDefinition | None
    tables: tuple[TableDefinition, ...] = ()
    notice: str = ""
    request_rows: tuple[RequestRow, ...] = field(default_factory=shipped_rows)
    needs: tuple[str, ...] = ()
    titles: tuple[TitleForm, ...] = USUAL_TITLES
    signatures: tuple[SignaturePlace, ...] = USUAL_SIGNATURES
    contents: bool = False

    @property
    def name(self) -> str:
        """Its folder's name, by which the settings choose it."""
        return self.folder.name

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the figures that its tables show."""
        rows = self.annex.rows if self.annex else ()
        cells = (cell for table in self.tables for row in table.rows for cell in table.cells(row))
        return frozenset(
            path
            for paths in (*((row.figure, *row.sum_of) for row in rows), *(cell.paths for cell in cells))
            for path in paths
            if path
        )

    @property
    def sections_with_tables(self) -> frozenset[int]:
        """The numbers of the sections that a table belongs to, and that need no text."""
        return frozenset(table.section for table in self.tables)


def load_format(folder: Path, findings: Findings) -> ReportFormat | None:
    """The format that ``folder`` describes; ``None`` with a finding for every fault in its files."""
    path = format_file(folder, DEFINITION, findings)
    file = path and read_toml(path, "format", findings)
    if not file:
        return None
    written = validate(FormatFile, file.tables, (file,), "format", findings)
    if written is None:
        return None
    before = len(findings.errors)
    _refuse_other_folders(file, written, findings)
    for fault in faults_of_forms(written.titles, written.signatures):
        findings.error("format.invalid", place_of((file,), ("titles",)), fault)
    if len(findings.errors) > before:
        return None
    annex = _load_annex(folder / written.annex, findings) if written.annex else None
    sections = len(written.sections)
    tables = _load_tables(folder / written.tables, sections, findings) if written.tables else None
    _refuse_unknown_sheets(file, written, findings)
    if len(findings.errors) > before:
        return None
    return ReportFormat(
        folder=folder,
        title=written.title,
        years=written.years,
        sections=written.sections,
        annex=annex,
        tables=tables.tables if tables else (),
        notice=written.notice,
        request_rows=with_added(tables.request_rows if tables else ()),
        needs=written.needs,
        titles=written.titles,
        signatures=written.signatures,
        contents=written.contents,
    )


def _refuse_other_folders(file: TomlFile, written: FormatFile, findings: Findings) -> None:
    """A format is complete in its folder, so that it can be copied and sent."""
    for key, name in (("annex", written.annex), ("tables", written.tables)):
        if name and (name != Path(name).name or "\\" in name):
            findings.error(
                "format.invalid",
                place_of((file,), (key,)),
                f"“{key}”只能写同一文件夹里的文件名",
                evidence=f"写作：{name}",
            )


def _load_annex(path: Path, findings: Findings) -> AnnexDefinition | None:
    """The annex's definition, its rows' references to each other checked."""
    file = read_toml(path, "format", findings)
    if file is None:
        return None
    annex = validate(AnnexDefinition, file.tables, (file,), "format", findings)
    for keys, message in check_references(annex) if annex else ():
        findings.error("format.invalid", place_of((file,), keys), message)
    return annex


def _load_tables(path: Path, sections: int, findings: Findings) -> TableFile | None:
    """The tables' definitions, their cells checked to fill the grid."""
    file = read_toml(path, "format", findings)
    if file is None:
        return None
    written = validate(TableFile, file.tables, (file,), "format", findings)
    faults = (*check_tables(written.tables, sections), *check_rows(written.request_rows)) if written else ()
    for keys, message in faults:
        findings.error("format.invalid", place_of((file,), keys), message)
    return written


def _refuse_unknown_sheets(file: TomlFile, written: FormatFile, findings: Findings) -> None:
    """A sheet that nobody can hand in would be missed every year."""
    for number, sheet in enumerate(written.needs):
        if sheet not in SHEETS:
            findings.error(
                "format.invalid",
                place_of((file,), ("needs", number)),
                f"“needs”里的“{sheet}”不是台账的工作表",
                remedy=f"可以写：{'、'.join(SHEETS)}",
            )
