"""A folder of ``styles`` → ``ReportFormat``: the sections and the annex that a report format demands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from report_builder.formats.annex_definitions import AnnexDefinition, check_references
from report_builder.resources import packaged_folder
from report_builder.toml_files import place_of, read_toml, validate

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.settings import Settings

_CLOSED: Final[dict[str, Any]] = {"extra": "forbid", "str_strip_whitespace": True}
_LAST_GUANGXI_YEAR: Final = 2018
_LAST_TRIAL_YEAR: Final = 2020


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSpan:
    """The reporting years that a format is made for; ``None`` for an open end."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CLOSED

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredSection:
    """A section by its bare heading (without 一、) and the bare headings (without （一）) it must hold."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CLOSED

    heading: str
    subsections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _FormatFile:
    """``format.toml`` as it is written; ``annex`` names the annex's file in the same folder."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CLOSED

    title: str
    years: YearSpan
    sections: tuple[RequiredSection, ...]
    annex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFormat:
    """What a report format demands; ``name`` is its folder's."""

    name: str
    title: str
    years: YearSpan
    sections: tuple[RequiredSection, ...]
    annex: AnnexDefinition | None


def choose_format(settings: Settings, year: int, findings: Findings) -> str:
    """The format that the settings name, else the one that the year demands.

    Without a name, a format that does not ship with the package is an error; a named one is looked for by
    ``load_format``, since the user may have it.
    """
    lawful = _format_of(year)
    if settings.format:
        if settings.format != lawful and _ships(settings.format):
            findings.warn(
                "format.year",
                None,
                f"{year}年度报告按“{settings.format}”编制，而这一年度应当使用“{lawful}”",
                evidence="依据：国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
                remedy="请核对 agency.toml 或 report.toml 里的 format",
            )
        return settings.format
    if not _ships(lawful):
        findings.error(
            "format.unavailable",
            None,
            f"{year}年度报告应当使用格式“{lawful}”，本版本还没有这个格式",
            remedy=f'已自备该格式的，放在 styles/{lawful}/，并在 agency.toml 写明 format = "{lawful}"',
        )
    return lawful


def load_format(folder: Path, findings: Findings) -> ReportFormat | None:
    """The format that ``folder`` describes; ``None`` with a finding for every fault in its files."""
    file = read_toml(folder / "format.toml", "format", findings)
    if file is None:
        return None
    written = validate(_FormatFile, file.tables, (file,), "format", findings)
    if written is None:
        return None
    before = len(findings.errors)
    if written.annex and written.annex != Path(written.annex).name:
        findings.error(
            "format.invalid",
            place_of((file,), ("annex",)),
            "“annex”只能写同一文件夹里的文件名",
            evidence=f"写作：{written.annex}",
        )
        return None
    annex = _load_annex(folder / written.annex, findings) if written.annex else None
    if len(findings.errors) > before:
        return None
    return ReportFormat(
        name=folder.name,
        title=written.title,
        years=written.years,
        sections=written.sections,
        annex=annex,
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


def _format_of(year: int) -> str:
    """The format that a reporting year demands (国办公开办函〔2019〕60号, 〔2021〕30号)."""
    if year <= _LAST_GUANGXI_YEAR:
        return "guangxi-seven-part"
    return "national-2019" if year <= _LAST_TRIAL_YEAR else "national-2021"


def _ships(name: str) -> bool:
    """Whether the package brings this format."""
    return (packaged_folder("styles") / name / "format.toml").is_file()
