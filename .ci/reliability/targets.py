"""Bytes of anybody's → what each reader makes of them; anything but a finding that comes out is a fault.

A mutation of a Word file or a workbook goes into its parts, and one of a PDF into its objects: packed bytes
are refused at the door.
"""

from __future__ import annotations

import io
import random
import sys
import zipfile
from contextlib import suppress
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

_CHECKOUT: Final = Path(__file__).parent.parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(_CHECKOUT), str(_CHECKOUT / "tests")]

import pdfs
from lxml import etree

from report_builder.diagnostics import Findings, ReportError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from report_builder.formats.definitions import ReportFormat
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.typesetting.fonts.faces import Faces

CORPUS: Final = Path(__file__).parent / "corpus"
# Where the readers that want a path find their file.
ROOM = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / "report-builder-fuzz"  # noqa: S108
_MOST_UNPACKED: Final = 3_000_000


def put(name: str, data: bytes) -> Path:
    path = ROOM / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def settings(data: bytes) -> None:
    from report_builder.settings import read_settings

    read_settings(data, "agency.toml", Findings())


def statistics(data: bytes) -> None:
    from report_builder.statistics.archive import read_archive

    read_archive(put("statistics.json", data), 2016, "柳州市教育局", Findings())


@cache
def _year() -> tuple[Settings, Statistics]:
    """A small year's settings and figures, counted once."""
    import records

    from report_builder.statistics.counting import count_statistics

    settings = records.settings(groups=(("财务招生", ("财务", "招生")),))
    return settings, count_statistics(records.ledgers(), settings, 2016, Findings())


def _compose(path: Path) -> None:
    from report_builder.manuscript.narrative import write_manuscript

    write_manuscript(path, *_year(), Findings())


def narrative(data: bytes) -> None:
    _compose(put("narrative.md", data))


def word_narrative(data: bytes) -> None:
    _compose(put("narrative.docx", data))


def report(data: bytes) -> None:
    from report_builder.checks.lint.linting import lint_report
    from report_builder.reports.reading import read_report_text

    lint_report(read_report_text(data, "报告.docx"))


@cache
def _faces() -> Faces:
    from report_builder.resources import packaged_folder
    from report_builder.typesetting.fonts.faces import load_faces

    return load_faces([packaged_folder("fonts")])


def pages(data: bytes) -> None:
    from report_builder.painting.html.facts import facts_of
    from report_builder.painting.html.page import paint_fragment, paint_html
    from report_builder.reports.reading import read_report_text
    from report_builder.reports.recognition import recognise
    from report_builder.typesetting.typeset import typeset

    typeset_pages = typeset(data, "报告.docx", _faces(), Findings())
    found = recognise(read_report_text(data, "报告.docx"), [])
    paint_html(found, typeset_pages, facts_of(found, None))
    paint_fragment(found, typeset_pages)


def template(data: bytes) -> None:
    from sample_reports import SETTINGS, SIGNED_ON, report

    from report_builder.manuscript.filling import fill_report

    path = put("guangxi-seven-part/template.docx", data)
    fill_report(path, report("正文。"), None, SETTINGS, 2016, SIGNED_ON, Findings())


def _ledger(name: str, data: bytes) -> None:
    from ledger_folders import SETTINGS

    from report_builder.ledgers.reading import read_ledgers

    path = put(f"ledgers-{name.rpartition('.')[2]}/{name}", data)
    read_ledgers(path.parent, SETTINGS, 2016, Findings())


def workbook(data: bytes) -> None:
    _ledger("台账.xlsx", data)


def open_document(data: bytes) -> None:
    _ledger("台账.ods", data)


def old_workbook(data: bytes) -> None:
    _ledger("台账.xls", data)


def web_page(data: bytes) -> None:
    _ledger("台账.html", data)


def web_archive(data: bytes) -> None:
    _ledger("台账.mht", data)


def xml_spreadsheet(data: bytes) -> None:
    _ledger("台账.xml", data)


def comma_text(data: bytes) -> None:
    _ledger("主动公开.csv", data)


def picture(data: bytes) -> None:
    from report_builder.picture_files import bare

    bare(data)


def manifest(data: bytes) -> None:
    from report_builder.filing.verifying import verify_folder

    verify_folder(put("2016/manifest.json", data).parent)


def package(data: bytes) -> None:
    from report_builder.filing.package_verifying import verify_package

    verify_package(put("package.zip", data))


def register(data: bytes) -> None:
    from report_builder.filing.register_sheets import UnfitRegisterError, with_rows

    with suppress(UnfitRegisterError):
        with_rows(data, [{"送交单位": "档案馆", "版本": 2}])


def sealed_pdf(data: bytes) -> None:
    from report_builder.checks.sealed_pdf import compare_sealed
    from report_builder.checks.sealed_signatures import check_signatures
    from report_builder.signing import check_keys

    list(compare_sealed(data, b"", "盖章.pdf"))
    list(check_signatures(data, "盖章.pdf"))
    list(check_keys(data, "盖章.pdf"))


def _key() -> bytes:
    """A key of the kind that is quickest to open and to sign with."""
    import signing_keys

    return signing_keys.key_file(kind="ec", is_quick=True)


def unsigned_pdf(data: bytes) -> None:
    import signing_keys

    from report_builder.signing import SignRequest, sign_file

    source, key, target = put("报告.pdf", data), put("单位.p12", _key()), put("签.pdf", b"")
    target.unlink()
    sign_file(SignRequest(source, key, signing_keys.PASSWORD, signing_keys.MOMENT, target))


def signing_key(data: bytes) -> None:
    import signing_keys

    from report_builder.signing import SignRequest, sign_file

    source, target = CORPUS / "unsigned_pdf" / "report.pdf", put("签.pdf", b"")
    target.unlink()
    request = SignRequest(source, put("单位.p12", data), signing_keys.PASSWORD, signing_keys.MOMENT, target)
    sign_file(request)


@cache
def _formats() -> tuple[ReportFormat, ...]:
    from report_builder.formats.library import load_formats
    from report_builder.resources import packaged_folder

    return load_formats(packaged_folder("styles"))


def foreign_pdf(data: bytes) -> None:
    from report_builder.checks.report_registry import check_report
    from report_builder.checks.subject import Subject
    from report_builder.reports.pdf.reading import read_pdf_report
    from report_builder.reports.recognition import recognise

    report = recognise(read_pdf_report(data, "报告.pdf").report, _formats())
    chosen = next((each for each in _formats() if each.name == report.format_name), None)
    list(check_report(Subject(report, chosen, None, None, None)))


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    each.__name__: each
    for each in (
        settings, statistics, narrative, word_narrative, report, pages, template, workbook, open_document,
        old_workbook, web_page, web_archive, xml_spreadsheet, comma_text, picture, manifest, package,
        register, sealed_pdf, unsigned_pdf, signing_key, foreign_pdf,
    )
}  # fmt: skip


def run(name: str, data: bytes) -> None:
    """Give bytes to a reader; what it tells as findings is as it should be."""
    with suppress(ReportError):
        TARGETS[name](data)


def _repacked(data: bytes, seed: int, mutate: Callable[[bytes], bytes]) -> bytes:
    """A packed file with one of its parts changed: its bytes, or an element dropped, doubled or moved."""
    chance = random.Random(seed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _MOST_UNPACKED:
                return data
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001  no archive any more
        return mutate(data)
    if not parts or chance.random() < 0.05:
        return mutate(data)
    name = chance.choice(sorted(parts))
    changed = _grafted(parts[name], chance) if chance.random() < 0.7 else mutate(parts[name])
    if chance.random() < 0.02:
        del parts[name]
    else:
        parts[name] = changed
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return packed.getvalue()


_VALUES: Final = ("", "0", "-1", "1", "99999999999999999999", "x", "1.5", "NaN", "正文", "&", "100%", "auto")


def _grafted(data: bytes, chance: random.Random) -> bytes:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return data
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    one, other = chance.choice(elements), chance.choice(elements)
    parent = one.getparent()
    match chance.randrange(6):
        case 0 if parent is not None:
            parent.remove(one)
        case 1 if parent is not None:
            parent.append(deepcopy(one))
        case 2 if other is not one:
            other.append(deepcopy(one))
        case 3:
            one.tag = other.tag
        case 4 if one.attrib:
            one.set(chance.choice(sorted(map(str, one.attrib))), chance.choice(_VALUES))
        case _:
            one.text = chance.choice(_VALUES)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


# Who knows what is inside of a reader's files, and changes that.
MUTATING: Final[Mapping[str, Callable[[bytes, int, Callable[[bytes], bytes]], bytes]]] = {
    **dict.fromkeys(
        ("word_narrative", "report", "pages", "template", "workbook", "open_document", "package", "register"),
        _repacked,
    ),
    **dict.fromkeys(("foreign_pdf", "unsigned_pdf"), pdfs.mutated),
}
