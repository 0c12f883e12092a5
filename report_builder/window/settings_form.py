"""The settings in their files ↔ a form: what was changed is written, everything else stays as it is."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

import tomlkit
from msgspec import Struct
from tomlkit.exceptions import TOMLKitError

from report_builder.budgets import USUAL
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.plain_files import open_plain
from report_builder.settings import PLACEHOLDER, read_settings
from report_builder.system_faults import reason_of
from report_builder.window.keeping import Exchange, exchange, stamp_of
from report_builder.window.settings_rows import ROWS, Rows, rows_in, rows_typed, write_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from pathlib import Path

    from report_builder.window.office import Office

AGENCY: Final = "agency.toml"
_MARK: Final = b"\xef\xbb\xbf"  # which Notepad puts at a file's head


class FormField(Struct, frozen=True):
    """A setting as the form asks for it: its path in its file, and how it is filled in."""

    key: str
    label: str
    help: str
    path: tuple[str, ...]
    kind: Literal["text", "lines", "choice", "date"] = "text"
    choices: tuple[tuple[str, str], ...] = ()
    is_of_year: bool = False


FIELDS: Final = (
    FormField("name", "单位全称", "用于标题和落款", ("name",)),
    FormField("short_name", "正文里用的简称", "如：市教育局", ("short_name",)),
    FormField(
        "kind", "单位性质", "", ("kind",), "choice", (("department", "部门"), ("government", "人民政府"))
    ),
    FormField("region", "所在的省、市、县或者乡镇、街道", "如：柳州市", ("region",)),
    FormField("office", "负责解答的办公机构", "写在报告开头", ("contact", "office")),
    FormField("address", "办公地址", "", ("contact", "address")),
    FormField("postcode", "邮政编码", "六位数字", ("contact", "postcode")),
    FormField("telephone", "联系电话", "带区号，如：0772-2822960", ("contact", "telephone")),
    FormField("fax", "传真", "没有的不填", ("contact", "fax")),
    FormField("email", "电子邮箱", "没有的不填", ("contact", "email")),
    FormField("sent_to", "版记中的“送”", "报送的机关，没有的不填", ("sent_to",)),
    FormField("reading_rooms", "查阅场所", "一行写一个", ("reading_rooms",), "lines"),
    FormField("platform", "政府信息公开平台", "没有的不填", ("platform",)),
    FormField("portal", "门户网站", "没有的不填", ("portal",)),
    FormField(
        "charts",
        "图解",
        "附在报告末尾",
        ("charts",),
        "choice",
        (("", "不要"), ("mono", "黑白"), ("colour", "彩色")),
    ),
    FormField(
        "signed_on", "成文日期", "报告签发的那一天，只对这一年", ("signed_on",), "date", is_of_year=True
    ),
)


class SettingsForm(Struct, frozen=True):
    """The form as the files stand: each field's text, its lists, and what the files were when it was made."""

    values: Mapping[str, str]
    rows: Mapping[str, Rows]
    stamp: str


class _TomlText(Struct):
    """A settings file that is there or not, opened to be changed."""

    path: Path
    data: bytes | None
    tables: tomlkit.TOMLDocument

    @property
    def text(self) -> bytes:
        """The file as it is to be written."""
        mark = _MARK if (self.data or b"").startswith(_MARK) else b""
        return mark + tomlkit.dumps(self.tables).encode()


def read_form(office: Office, year: int) -> SettingsForm:
    """The form of a year; raises ``ReportError`` where a file cannot be changed here."""
    agency, report = _open(office.data / AGENCY), _open(_report(office, year))
    values = {field.key: _value(report if field.is_of_year else agency, field) for field in FIELDS}
    rows = {field.key: rows_in(agency.tables, field) for field in ROWS}
    return SettingsForm(values, rows, _stamp(agency, report))


def write_form(office: Office, year: int, form: Mapping[str, str]) -> tuple[Finding, ...]:
    """Write what was changed, and give what else is to be seen to.

    Raises ``ReportError``, with the files as they were, where something is filled in wrongly, or the files
    have changed since the form was made.
    """
    agency, report = _open(office.data / AGENCY), _open(_report(office, year))
    if form.get("stamp", "") != _stamp(agency, report):
        message = "单位设置在别处改过了，这次填的没有写进去"
        remedy = "请看一看下面现在的内容，再改一次"
        raise ReportError([Finding("file.changed", Severity.ERROR, Place(AGENCY), message, remedy=remedy)])
    for field in FIELDS:
        opened = report if field.is_of_year else agency
        typed = form.get(field.key, "").replace("\r\n", "\n").strip()
        if typed != _value(opened, field):
            _set(opened.tables, field, typed)
    for rows in ROWS:
        if f"{rows.key}-name-0" in form:
            known = len(rows_in(agency.tables, rows))
            write_rows(agency.tables, rows, rows_typed(form, rows, known))
    return _write(office, year, (agency, report))


def _report(office: Office, year: int) -> Path:
    return office.data / str(year) / "report.toml"


def _open(path: Path) -> _TomlText:
    try:
        with open_plain(path) as opened:
            data: bytes | None = opened.read(USUAL.text_bytes + 1)
    except FileNotFoundError:
        data = None
    except OSError as fault:
        raise ReportError([_shut(path, reason_of(fault))]) from fault
    if data is not None and len(data) > USUAL.text_bytes:  # a part of them must never be saved
        raise ReportError([_shut(path, f"设置文件超过 {USUAL.text_kilobytes} 千字节")])
    try:
        return _TomlText(path, data, tomlkit.parse((data or b"").decode("utf-8-sig")))
    except (TOMLKitError, UnicodeDecodeError, RecursionError) as fault:
        raise ReportError([_shut(path, "")]) from fault


def _shut(path: Path, evidence: str) -> Finding:
    return Finding(
        "settings.unreadable",
        Severity.ERROR,
        Place(str(path)),
        "这个文件在这里改不了",
        evidence,
        "请用记事本打开它，照“台账”一页下面列出的问题改正",
    )


def _stamp(*files: _TomlText) -> str:
    return sha256(b"\x00".join(each.data or b"" for each in files)).hexdigest()[:16]


def _value(opened: _TomlText, field: FormField) -> str:
    """What stands in the file, as the form shows it; empty for what is still to be filled in."""
    found: object = opened.tables
    for key in field.path:
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, list):
        return "\n".join(str(each) for each in found)
    if isinstance(found, bool):
        return "mono" if found and field.key == "charts" else ""
    text = "" if found is None else found.isoformat() if isinstance(found, date) else str(found)
    return "" if PLACEHOLDER in text else text


def _set(tables: tomlkit.TOMLDocument, field: FormField, typed: str) -> None:
    """Put a value in its place; one that was emptied goes, but for what may not be empty."""
    table: MutableMapping[str, object] = tables
    for key in field.path[:-1]:
        if not isinstance(table.get(key), dict):
            table[key] = tomlkit.table()
        table = table[key]  # type: ignore[assignment]  # a table by now
    name = field.path[-1]
    if not typed and field.kind != "lines" and name in table and field.key not in _NEEDED:
        del table[name]
    elif field.kind == "lines":
        table[name] = [line.strip() for line in typed.split("\n") if line.strip()]
    elif field.kind == "date" and typed:
        table[name] = _day(typed)
    elif typed or name in table:
        table[name] = typed


_NEEDED: Final = frozenset(
    {"name", "short_name", "region", "office", "address", "postcode", "telephone", "kind"}
)


def _day(typed: str) -> date:
    """The day; raises ``ReportError`` where it is none."""
    try:
        return date.fromisoformat(typed)
    except ValueError as fault:
        message, remedy = f"成文日期“{typed}”不是日期", "请写成 2017-01-20 这样"
        finding = Finding("settings.invalid", Severity.ERROR, None, message, remedy=remedy)
        raise ReportError([finding]) from fault


def _write(office: Office, year: int, files: tuple[_TomlText, _TomlText]) -> tuple[Finding, ...]:
    """Both files in their places, once the settings are right; gives what is not filled in yet."""
    agency, _ = files
    findings = Findings()
    read_settings(agency.text, str(agency.path), findings)
    if wrong := [each for each in findings.errors if each.code != "settings.placeholder"]:
        raise ReportError(wrong)
    names = {each.path.relative_to(office.data).as_posix(): each for each in files}
    placed = {name: each.text for name, each in names.items() if each.text != (each.data or b"")}
    seen = {name: stamp_of(each.data) for name, each in names.items()}
    exchange(office, year, Exchange(placed, seen=seen, is_kept=False), "设置")
    return findings.errors
