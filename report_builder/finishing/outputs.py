"""The signed report → the files that are made from it, output by output: ``OUTPUTS`` lists every kind.

To add one, write a function from ``SignedReport`` to its files by their names, and a line in ``OUTPUTS``.
"""
# ruff: noqa: PLC0415  (a painter is loaded when its turn has come)

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from report_builder.drafts import Steps, WrittenReport
    from report_builder.painting.seal_places import SealPlace
    from report_builder.reports.report import Report
    from report_builder.settings import Settings
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.pages import Pages


class SignedReport(Struct, frozen=True):
    """What all outputs are made from: the copy that leaves the house, as it is read and as it is typeset.

    ``name`` is what its files are called without the suffix; ``drafted`` holds the year's figures; ``seal``
    is where the PDF waits for one; ``attaches`` says that the OFD carries the figures.
    """

    name: str
    docx: bytes
    report: Report
    pages: Pages
    faces: Faces
    drafted: WrittenReport
    settings: Settings
    day: date
    seal: SealPlace | None = None
    attaches: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return self.report.title or self.name


class OutputKind(Struct, frozen=True):
    """Files of one kind: what is told while they are made, how, and in whose packages they go.

    ``make`` is told which files have been made so far, to speak of them.
    """

    stage: str
    make: Callable[[SignedReport, Mapping[str, bytes]], Mapping[str, bytes]]
    for_office: bool = True
    for_rooms: bool = True


class MadeOutputs(Struct, frozen=True):
    """All files by their names, and those of them that go to the leading-group office and to the rooms.

    ``pdf`` is the PDF as it was painted, ``sealed`` the name of one that carries the seal, if any.
    """

    files: Mapping[str, bytes]
    for_office: Mapping[str, bytes]
    for_rooms: Mapping[str, bytes]
    pdf: bytes
    sealed: str = ""

    @property
    def report_digest(self) -> str:
        """By which a version of the report is known: the SHA-256 of its PDF, which every package has."""
        return sha256(self.pdf).hexdigest()


def make_outputs(signed: SignedReport) -> Steps[MadeOutputs]:
    """Every kind of output, one after the other."""
    files: dict[str, bytes] = {}
    for_office: dict[str, bytes] = {}
    for_rooms: dict[str, bytes] = {}
    for kind in OUTPUTS:
        yield kind.stage
        made = kind.make(signed, files)
        files |= made
        for_office |= made if kind.for_office else {}
        for_rooms |= made if kind.for_rooms else {}
    return MadeOutputs(files, for_office, for_rooms, files[f"{signed.name}.pdf"])


def _word(signed: SignedReport, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {f"{signed.name}.docx": signed.docx}


def _pdf(signed: SignedReport, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    from report_builder.painting.pdf import paint_pdf

    return {f"{signed.name}.pdf": paint_pdf(signed.pages, signed.faces, seal=signed.seal)}


def _ofd(signed: SignedReport, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    from report_builder.painting.attachments import Attachment
    from report_builder.painting.ofd.package import paint_ofd
    from report_builder.year_folders import STATISTICS

    attached = [Attachment(STATISTICS, signed.drafted.figures, "Data")] if signed.attaches else []
    return {f"{signed.name}.ofd": paint_ofd(signed.pages, signed.faces, attached)}


def _figures(signed: SignedReport, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return signed.drafted.figure_files()


def _open_data(signed: SignedReport, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    from report_builder.filing.open_data import open_data_files

    return open_data_files(signed.drafted.statistics, signed.day)


def _of_open_data(made: Mapping[str, bytes]) -> dict[str, bytes]:
    from report_builder.filing.open_data import METADATA

    return {name: data for name, data in made.items() if name.endswith(".csv") or name == METADATA}


def _web_page(signed: SignedReport, made: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The page links to the files that a citizen may want beside it."""
    from report_builder.filing.open_data import dataset_of
    from report_builder.page_formats import other_formats, page_names
    from report_builder.painting.html.facts import facts_of
    from report_builder.painting.html.page import paint_html

    facts, data = facts_of(signed.report, signed.settings), _of_open_data(made)
    dataset = dataset_of(signed.drafted.statistics, data, signed.day)
    page = paint_html(signed.report, signed.pages, facts, other_formats(made), dataset)
    return {page_names(signed.name)[0]: page}


def _web_fragment(signed: SignedReport, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    from report_builder.page_formats import page_names
    from report_builder.painting.html.page import paint_fragment

    return {page_names(signed.name)[1]: paint_fragment(signed.report, signed.pages)}


OUTPUTS: Final = (
    OutputKind("整理 Word 报告", _word, for_rooms=False),
    OutputKind("生成 PDF", _pdf),
    OutputKind("生成 OFD", _ofd),
    OutputKind("写统计数据", _figures, for_rooms=False),
    OutputKind("写开放数据", _open_data, for_office=False),  # the web page, which rooms get, leads to it
    OutputKind("写网页", _web_page, for_office=False),
    OutputKind("写网页正文", _web_fragment, for_office=False, for_rooms=False),
)
