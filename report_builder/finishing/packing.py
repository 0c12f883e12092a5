"""The finished outputs → a package for the leading-group office, and one for each reading room.

As in ``pipeline``, stages are imported where they are called.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Findings
from report_builder.filing.manifests import manifest_json
from report_builder.filing.metadata import (
    METADATA_JSON,
    METADATA_XML,
    ReportFacts,
    describe,
    metadata_json,
    metadata_xml,
)
from report_builder.filing.packages import package_files, recipients_of
from report_builder.resources import find_resource
from report_builder.year_folders import CHECKS, MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from report_builder.filing.manifests import Finishing
    from report_builder.filing.metadata import DescribedFile, ReportMetadata
    from report_builder.filing.packages import Recipient
    from report_builder.finishing.outputs import SignedReport
    from report_builder.manuscript.letters import Words

# The forms by the names of their templates: what they are called where they go.
FORMS: Final = {"covering-note.docx": "送审函", "catalogue-card.docx": "著录卡", "receipt.docx": "回执"}
_OF_OFFICE: Final = ("covering-note.docx",)
_OF_ROOMS: Final = ("catalogue-card.docx", "receipt.docx")
_FOR_PROGRAMS: Final = ("语种", "形成软件")
_GROUP: Final = 8  # digits of a SHA-256 that a person compares at a time


class Sent(Struct, frozen=True):
    """What goes into the packages: the outputs for the office and for the rooms, and the page for strangers.

    ``sealed`` is the name of a PDF that carries the seal, where there is one.
    """

    for_office: Mapping[str, bytes]
    for_rooms: Mapping[str, bytes]
    page: bytes
    finishing: Finishing
    sealed: str = ""


def make_packages(
    signed: SignedReport, sent: Sent, working_folder: Path, findings: Findings
) -> dict[Recipient, dict[str, bytes]]:
    """The files of each recipient's package by their names below the year's folder.

    Raises ``ReportError`` where a form cannot be filled.
    """
    packages, of_forms = {}, Findings()
    recipients = recipients_of(signed.settings)
    if not recipients:
        _tell_nobody(findings)
    for recipient in recipients:
        is_office = recipient.purpose == "报送"
        outputs = dict(sent.for_office if is_office else sent.for_rooms)
        if is_office:
            manifest = manifest_json(outputs, finishing=sent.finishing)
            outputs |= {CHECKS: sent.page, MANIFEST: manifest}
        metadata = _describe(signed, sent, outputs)
        payload = {
            **outputs,
            METADATA_XML: metadata_xml(metadata),
            METADATA_JSON: metadata_json(metadata),
        }
        words = _words(signed, sent, recipient, metadata)
        for template in _OF_OFFICE if is_office else _OF_ROOMS:
            path = find_resource(working_folder, "styles", template)
            payload |= _form(path, FORMS[template], words, signed, of_forms)
        packages[recipient] = package_files(recipient, payload, signed.settings, signed.title, signed.day)
    findings.extend(dict.fromkeys(of_forms))  # every room's form says the same
    findings.stop_on_errors()
    return packages


def _tell_nobody(findings: Findings) -> None:
    findings.notice(
        "finish.no_recipients",
        None,
        "单位设置里没有写报送单位和查阅场所，没有打包，也没有登记",
        remedy="要打包的，请在 agency.toml 里写 sent_to 和 reading_rooms，再运行一次",
    )


def _describe(signed: SignedReport, sent: Sent, outputs: Mapping[str, bytes]) -> ReportMetadata:
    year = signed.drafted.statistics.year
    facts = ReportFacts(signed.title, year, signed.day, len(signed.pages.pages), sent.finishing.version)
    return describe(facts, signed.settings, outputs, sent.sealed)


def _words(signed: SignedReport, sent: Sent, recipient: Recipient, metadata: ReportMetadata) -> Words:
    """What the forms can say; ``styles/README.md`` lists it."""
    contact, finishing = signed.settings.contact, sent.finishing
    return {
        "标题": signed.title,
        "单位名称": signed.settings.name,
        "收件单位": recipient.name,
        "版本": finishing.version,
        "更正": finishing.version > 1,
        "理由": finishing.reason.rstrip("。"),
        "成文日期": f"{signed.day.year}年{signed.day.month}月{signed.day.day}日",
        "件数": len(metadata.files),
        "文件": [_file_words(each) for each in metadata.files],
        "著录": list(_card_words(recipient, metadata)),
        "联系部门": contact.office,
        "联系电话": contact.telephone,
        "地址": contact.address,
        "邮编": contact.postcode,
    }


def _file_words(file: DescribedFile) -> Mapping[str, str]:
    digits = (file.sha256[at : at + _GROUP] for at in range(0, len(file.sha256), _GROUP))
    return {"名称": file.name, "格式": file.format, "字节": str(file.size), "校验码": " ".join(digits)}


def _card_words(recipient: Recipient, metadata: ReportMetadata) -> Iterable[Mapping[str, str]]:
    # What nobody has said stays blank, to be written in by hand.
    fields = ((name, value) for name, value in metadata.fields if name not in _FOR_PROGRAMS)
    yield from ({"名称": name, "内容": value} for name, value in fields)
    formats = dict.fromkeys(each.format for each in metadata.files if each.format)
    yield {"名称": "格式", "内容": "、".join(formats)}
    yield {"名称": "查阅场所", "内容": recipient.name}


def _form(
    template: Path, name: str, words: Words, signed: SignedReport, findings: Findings
) -> dict[str, bytes]:
    """A form as a Word file, to be filled in, and as a PDF, to be printed; nothing with a finding."""
    from report_builder.manuscript.letters import fill_letter
    from report_builder.manuscript.properties import Properties
    from report_builder.painting.pdf import paint_pdf
    from report_builder.typesetting.typeset import typeset_package
    from report_builder.word.packages import open_package

    title = f"{name}：{signed.title}"
    properties = Properties(title, name, "".join(signed.settings.name.split()), signed.day)
    budget = signed.settings.limits
    docx = fill_letter(template, words, properties, findings, budget)
    if docx is None:
        return {}
    package = open_package(docx, f"styles/{template.name}", budget)
    pages = typeset_package(package, signed.faces, findings)
    return {f"{name}.docx": docx, f"{name}.pdf": paint_pdf(pages, signed.faces)}
