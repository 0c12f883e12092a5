"""``agency.toml`` and a year's ``report.toml`` → ``Settings``: who reports, and in which format."""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003  msgspec reads the annotation at run time
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import field

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings, Place
from report_builder.finding_codes import current_codes
from report_builder.toml_faults import spell
from report_builder.toml_files import TomlFile, TomlTable, look_up, parse_toml, place_of, read_toml, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from report_builder.toml_lines import Keys

# What stands in for an answer that was not given to ``new``; every line that still has it is told.
PLACEHOLDER: Final = "〔请填写"

# 政府信息公开情况统计表 groups what an agency calls its channels into these five.
ChannelKind = Literal["政府公报", "政府网站", "政务微博", "政务微信", "其他方式"]

# Where the report is signed: below the text, below the title, or nowhere.
SignaturePlace = Literal["文末", "题下", "不署名"]

# The output files and the format's folder are named after these, so they may not lead out of a folder.
_NAMES_OF_FILES: Final[tuple[Keys, ...]] = (("name",), ("format",))
_NOT_IN_FILE_NAMES: Final = frozenset('/\\:*?"<>|')
_DOCUMENT_NUMBER: Final = re.compile(r"[^〔〕\[\]()（）\s]+〔(?:19|20)\d\d〕[1-9]\d*号")
_NEVER_BLANK: Final[tuple[Keys, ...]] = (
    ("name",),
    ("short_name",),
    ("region",),
    ("contact", "office"),
    ("contact", "address"),
    ("contact", "postcode"),
    ("contact", "telephone"),
    ("red_head", "number"),
)


class Contact(TomlTable, frozen=True, kw_only=True):
    """Whom a citizen may ask about the report."""

    office: str
    address: str
    postcode: str
    telephone: str
    fax: str = ""
    email: str = ""


class Channel(TomlTable, frozen=True, kw_only=True):
    """A channel of publication (公开渠道) by the name that the ledgers use."""

    name: str
    kind: ChannelKind


class CategoryGroup(TomlTable, frozen=True, kw_only=True):
    """Categories of information (信息类别) that the report counts together under one name."""

    name: str
    categories: tuple[str, ...]


class Answer(TomlTable, frozen=True, kw_only=True):
    """What somebody said to a question about the ledgers, or to a finding, by its fingerprint, and why."""

    question: str
    answer: str
    note: str = ""


class RedHeadSettings(TomlTable, frozen=True, kw_only=True):
    """What a report with a red head (红头) shows beside its text (GB/T 9704-2012, 7.2 and 7.4).

    ``mark`` (发文机关标志) is the agency's name and 文件 where it is not given, ``printed_by`` (印发机关) the
    office of ``contact``, ``printed_on`` (印发日期) the day of the signature; what else is empty is left out.
    """

    number: str
    mark: str = ""
    signers: tuple[str, ...] = ()
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    copied_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None


class ArchiveSettings(TomlTable, frozen=True, kw_only=True):
    """What an archive notes of the report that only the agency can say; empty where it has not said it.

    ``fonds`` is 全宗号, ``matter`` 机构或问题, ``retention`` 保管期限, ``secrecy`` 密级.
    """

    fonds: str = ""
    matter: str = ""
    retention: Literal["", "永久", "定期30年", "定期10年"] = ""
    secrecy: str = "公开"


class PageNames(TomlTable, frozen=True, kw_only=True):
    """What a government's web pages call the facts about a document; each region has words of its own."""

    index_number: str = "索引号"
    publisher: str = "发布机构"
    signed_on: str = "成文日期"
    title: str = "名称"
    topic: str = "主题分类"


class WebPage(TomlTable, frozen=True, kw_only=True):
    """What the web page says about the report; ``publisher`` is the agency where it is empty."""

    index_number: str = ""
    publisher: str = ""
    topic: str = ""
    names: PageNames = PageNames()


class Settings(TomlTable, frozen=True, kw_only=True):
    """The agency as ``agency.toml`` describes it, with what ``report.toml`` overrides for the year."""

    name: str
    short_name: str
    kind: Literal["department", "government"]
    region: str
    contact: Contact
    sent_to: str = ""
    reading_rooms: tuple[str, ...] = ()
    format: str = ""
    signed_on: date | None = None
    platform: str = ""
    portal: str = ""
    channels: tuple[Channel, ...] = ()
    category_groups: tuple[CategoryGroup, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    title: str = ""  # one of the wordings that the format allows, by its name
    signature: SignaturePlace | Literal[""] = ""  # one of the places that the format allows
    signature_field: bool = False  # whether the PDF has an empty field where the seal goes
    red_head: RedHeadSettings | None = None
    archive: ArchiveSettings = ArchiveSettings()
    web_page: WebPage = WebPage()
    charts: bool | Literal["mono", "colour"] = False  # 图解; true is black and white
    ignored_sheets: tuple[str, ...] = ()  # sheets of the ledgers that are left out on purpose
    columns: dict[str, dict[str, str]] = field(default_factory=dict)  # by sheet: its headers → our columns
    answers: tuple[Answer, ...] = ()
    limits: Budget = USUAL  # how much of a file is read
    switched_off: tuple[str, ...] = ()  # codes of findings that this agency does not want to be told

    @property
    def chart_style(self) -> Literal["", "mono", "colour"]:
        """How charts (图解) are to be drawn; empty where the report shall have none."""
        return "mono" if self.charts is True else self.charts or ""

    @property
    def codes_off(self) -> frozenset[str]:
        """The codes that are switched off, as they are called now."""
        return current_codes(self.switched_off)

    @property
    def categories(self) -> tuple[str, ...]:
        """Every category that the ledgers may use; empty where any is allowed."""
        return tuple(name for group in self.category_groups for name in group.categories)


def load_settings(data: Path, year: int | None, findings: Findings) -> Settings | None:
    """The settings of ``data/agency.toml`` with what ``data/<year>/report.toml`` overrides, key by key.

    Of no one year they are the agency's alone. ``None`` with a finding for every fault where they cannot be
    used.
    """
    agency = read_toml(data / "agency.toml", "settings", findings)
    if agency is None:
        if not (data / "agency.toml").exists():
            _tell_misnamed(data / "agency.toml", findings)
        return None
    if year is None:
        return _settle(agency.tables, (agency,), findings)
    override = data / str(year) / "report.toml"
    if not override.exists():
        _tell_misnamed(override, findings)
        return _settle(agency.tables, (agency,), findings)
    report = read_toml(override, "settings", findings)
    if report is None:
        return None
    return _settle(_overlay(agency.tables, report.tables), (report, agency), findings)


def sound_settings(data: Path, year: int | None = None) -> Settings | None:
    """The settings, where there are any without a fault; the check of a year tells what is wrong."""
    return load_settings(data, year, Findings()) if (data / "agency.toml").is_file() else None


def limits_of(data: Path) -> Budget:
    """How much of a file is read, as ``agency.toml`` has it; the usual where that is at fault."""
    settings = sound_settings(data)
    return settings.limits if settings else USUAL


def _tell_misnamed(wanted: Path, findings: Findings) -> None:
    """Tell of a file beside the wanted one that Windows or an editor gave another ending: report.toml.txt."""
    for path in sorted(wanted.parent.glob(f"{wanted.name}.*")) if wanted.parent.is_dir() else ():
        remedy = f"请把它改名为 {wanted.name}；看不到扩展名的，先在资源管理器里勾选“文件扩展名”"
        findings.warn(
            "settings.misnamed", Place(str(path)), f"这个文件的名字不是 {wanted.name}，没有读取", "", remedy
        )


def read_settings(agency: bytes, name: str, findings: Findings) -> Settings | None:
    """The settings of an ``agency.toml`` that is not filed yet; ``name`` is where it will be."""
    file = parse_toml(agency, Place(name), "settings", findings)
    return _settle(file.tables, (file,), findings) if file else None


def _overlay(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of ``under`` where ``over`` says nothing; a table is overridden key by key, a list whole."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _overlay(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _settle(tables: Mapping[str, Any], files: tuple[TomlFile, ...], findings: Findings) -> Settings | None:
    """The settings once every value has been looked at."""
    before = len(findings.errors)
    for keys in _NEVER_BLANK:
        if isinstance(value := look_up(tables, keys), str) and not value.strip():
            findings.error("settings.invalid", place_of(files, keys), f"“{spell(keys)}”不能空着")
    for keys in _NAMES_OF_FILES:
        if isinstance(value := look_up(tables, keys), str) and not may_name_a_file(value):
            findings.error(
                "settings.invalid",
                place_of(files, keys),
                f"“{spell(keys)}”要用作文件名，含有不能用的字符",
                evidence=f"写作：{value[:80]!r}",
                remedy='不能含有 / \\ : * ? " < > | 和换行，也不能以点开头',
            )
    settings = validate(Settings, tables, files, "settings", findings)
    usable = len(findings.errors) == before
    if settings is not None and settings.red_head is not None:
        _tell_document_number(settings.red_head.number, files, findings)
    # A placeholder is a value like others: it stops a build, but not the check of everything else.
    _tell_placeholders(tables, files, findings)
    return settings if usable else None


def _tell_document_number(number: str, files: tuple[TomlFile, ...], findings: Findings) -> None:
    """A number is written with the whole year in 〔〕 and without 第 or a leading nought (7.2.5)."""
    if PLACEHOLDER not in number and not _DOCUMENT_NUMBER.fullmatch(number):
        findings.warn(
            "settings.document_number",
            place_of(files, ("red_head", "number")),
            "发文字号的写法不合规定",
            evidence=f"写作：{number[:80]}",
            remedy="年份写全，用六角括号〔〕；顺序号不加“第”，不编虚位，如“柳教发〔2017〕1号”",
        )


def _tell_placeholders(tables: Mapping[str, Any], files: tuple[TomlFile, ...], findings: Findings) -> None:
    """Every value that ``report-builder new`` left for somebody to fill in."""
    for keys, text in _texts(tables, ()):
        if PLACEHOLDER in text:
            findings.error(
                "settings.placeholder",
                place_of(files, keys),
                f"“{_wanted(text) or spell(keys)}”还没有填写",
                evidence=f"写作：{text[:80]}",
                remedy="请用记事本打开这个文件，把〔〕连同里面的字换成本单位的内容",
            )


def _wanted(text: str) -> str:
    """What a placeholder asks for: 单位全称 of 〔请填写单位全称〕; empty where it was changed."""
    found = re.fullmatch(rf"{PLACEHOLDER}([^〕]+)〕", text.strip())
    return found[1] if found else ""


def _texts(value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every text in the tables, with the path of its key."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(below, (*keys, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _texts(below, (*keys, number))


def may_name_a_file(name: str) -> bool:
    """Whether every system takes the name for a file in the folder where it is put."""
    name = name.strip()
    return not name.startswith(".") and all(
        letter.isprintable() and letter not in _NOT_IN_FILE_NAMES for letter in name
    )
