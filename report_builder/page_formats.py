"""A Word report and its pages → the files that are asked for: PDF, OFD, a web page and its text for a CMS.

The painters are imported where they are called: whoever asks for a PDF loads nothing else.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.drafts import TypesetReport
    from report_builder.painting.html.links import OtherFormat
    from report_builder.reports.report import Report
    from report_builder.settings import Settings
    from report_builder.word.packages import Package

# What a web page has links to, by the suffix of the file: what the link says, and the media type.
_LINKED: Final = {".pdf": ("PDF 版", "application/pdf"), ".ofd": ("OFD 版", "application/ofd")}


class TypesetRequest(Struct, frozen=True):
    """Which Word report to typeset, and the PDF to write.

    ``strict`` refuses a report with anything in it that cannot be typeset. ``ofd`` and ``html`` ask for the
    same as OFD, and as a web page with its text for a CMS, beside the PDF.
    """

    source: Path
    target: Path
    working_folder: Path
    modified: int | None = None
    strict: bool = False
    ofd: bool = False
    html: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files that it asks for, the PDF's first."""
        name = self.target.stem
        ofd = (f"{name}.ofd",) if self.ofd else ()
        return (self.target.name, *ofd, *(page_names(name) if self.html else ()))

    @property
    def kinds(self) -> str:
        """What it asks for, in words."""
        return "、".join(("PDF", *(("OFD",) if self.ofd else ()), *(("网页",) if self.html else ())))


def page_names(name: str) -> tuple[str, str]:
    """The web page of a report of this name, and its text for a CMS."""
    return f"{name}.html", f"{name}（网页正文）.html"


def paint_files(package: Package, typeset: TypesetReport, request: TypesetRequest) -> dict[str, bytes]:
    """The files that are asked for, by their names."""
    from report_builder.painting.pdf import paint_pdf

    outputs = {request.target.name: paint_pdf(typeset.pages, typeset.faces)}
    name = request.target.stem
    if request.ofd:
        from report_builder.painting.ofd.package import paint_ofd

        outputs[f"{name}.ofd"] = paint_ofd(typeset.pages, typeset.faces)
    if request.html:
        from report_builder.painting.html.facts import facts_of
        from report_builder.painting.html.page import paint_fragment, paint_html

        report = _recognised(package, request.working_folder / "styles")
        facts = facts_of(report, _settings_of(report, request.working_folder / "data"))
        page, text = page_names(name)
        outputs[page] = paint_html(report, typeset.pages, facts, other_formats(outputs))
        outputs[text] = paint_fragment(report, typeset.pages)
    return outputs


def other_formats(outputs: Mapping[str, bytes]) -> tuple[OtherFormat, ...]:
    """The links of a web page to the files that will lie beside it."""
    from report_builder.painting.html.links import OtherFormat

    return tuple(
        OtherFormat(_LINKED[suffix][0], name, _LINKED[suffix][1], len(data))
        for name, data in outputs.items()
        if (suffix := Path(name).suffix) in _LINKED
    )


def _recognised(package: Package, styles: Path) -> Report:
    """The report that a file is, as far as it is recognised."""
    from report_builder.formats.library import load_formats
    from report_builder.reports.reading import read_package
    from report_builder.reports.recognition import recognise

    return recognise(read_package(package), load_formats(styles))


def _settings_of(report: Report, data: Path) -> Settings | None:
    """The settings of the agency whose report it is, where they lie in the working folder."""
    from report_builder.reports.outline import agency_of, year_of
    from report_builder.settings import sound_settings

    settings = sound_settings(data, year_of(report))
    return settings if settings is not None and settings.name == agency_of(report) else None
