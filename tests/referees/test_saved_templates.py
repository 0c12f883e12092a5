"""Our templates, opened and really saved by LibreOffice: their reports are the same as before."""

from __future__ import annotations

import io
import shutil
from pathlib import Path  # noqa: TC003  pytest reads the fixtures' annotations
from typing import TYPE_CHECKING, Final

import docx
import pytest
from make_national_template import TEMPLATES
from make_template import TEMPLATE
from msgspec.structs import replace
from sample_reports import SETTINGS, SIGNED_ON, annex, seven_sections
from shown_styles import shown_name
from traces import lines_of, set_pages

from report_builder.diagnostics import Findings
from report_builder.format_review import review_format
from report_builder.formats.forms import ReportForm
from report_builder.manuscript.filling import fill_report
from report_builder.settings import RedHeadSettings

if TYPE_CHECKING:
    from libreoffice import LibreOffice

    from report_builder.settings import Settings, SignaturePlace

pytestmark = pytest.mark.referee

FORMATS: Final = {path.parent.name: path for path in (TEMPLATE, *TEMPLATES)}
RED_HEAD: Final = RedHeadSettings(number="某教发〔2017〕1号", secrecy="秘密★1年", copied_to=("市委办公室",))
CHOICES: Final[dict[str, tuple[Settings, SignaturePlace]]] = {
    "plain": (SETTINGS, "文末"),
    "signed below the title": (SETTINGS, "题下"),
    "red head": (replace(SETTINGS, red_head=RED_HEAD), "文末"),
}


@pytest.fixture(scope="module")
def saved(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The formats' folders, with their templates as LibreOffice has saved them."""
    folder = tmp_path_factory.mktemp("saved")
    for name, path in FORMATS.items():
        shutil.copytree(path.parent, folder / name)
        shutil.copy(path, folder / f"{name}.docx")
    libreoffice.convert([folder / f"{name}.docx" for name in FORMATS], "docx", folder / "out")
    for name in FORMATS:
        shutil.copy(folder / "out" / f"{name}.docx", folder / name / "template.docx")
    return folder


def report(template: Path, choice: str) -> bytes:
    """The report of every kind of text from a template."""
    settings, signature = CHOICES[choice]
    findings = Findings()
    data = fill_report(
        template,
        seven_sections(),
        annex() if template.parent.name == TEMPLATE.parent.name else None,
        settings,
        2016,
        SIGNED_ON,
        findings,
        form=ReportForm(signature=signature),
    )
    assert data is not None, list(map(str, findings))
    return data


def styled(data: bytes) -> list[tuple[str, str]]:
    """Every paragraph of the text with the name of its style."""
    return [(shown_name(each), each.text) for each in docx.Document(io.BytesIO(data)).paragraphs]


def shown(data: bytes) -> list[list[tuple[int, str]]]:
    """The pages, line by line, each with its height on the page in points."""
    return [
        list(zip(sorted({round(run.baseline) for run in page.runs}), lines_of(page), strict=False))
        for page in set_pages(data, Findings()).pages
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_review_finds_nothing_wrong_with_it(saved: Path, name: str) -> None:
    assert review_format(saved / name, None) == ()


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_paragraph_has_its_style(saved: Path, name: str, choice: str) -> None:
    ours, theirs = (styled(report(path, choice)) for path in (FORMATS[name], saved / name / "template.docx"))

    assert theirs == ours


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_page_has_its_lines(saved: Path, name: str, choice: str) -> None:
    ours, theirs = (shown(report(path, choice)) for path in (FORMATS[name], saved / name / "template.docx"))

    assert theirs == ours
