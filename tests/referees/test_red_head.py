"""A report with a red head, set by us and by LibreOffice: the same distances on the page."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  pytest reads the fixtures' annotations
from typing import TYPE_CHECKING, Final

import pytest
from libreoffice import without_controls
from make_template import TEMPLATE
from msgspec.structs import replace
from page_marks import Band, bands, black, picture, red
from sample_reports import SETTINGS, SIGNED_ON, annex, seven_sections
from traces import faces, set_pages

from report_builder.diagnostics import Findings
from report_builder.manuscript.filling import fill_report
from report_builder.painting.pdf import paint_pdf
from report_builder.settings import RedHeadSettings

if TYPE_CHECKING:
    from libreoffice import LibreOffice

pytestmark = pytest.mark.referee

NEAR: Final = 0.3  # mm
RED_HEADS: Final = {
    "plain": RedHeadSettings(number="柳教发〔2017〕1号", secrecy="秘密★1年"),
    "one signer": RedHeadSettings(number="柳教发〔2017〕1号", signers=("张三",)),
    "signed": RedHeadSettings(
        number="柳教发〔2017〕1号", signers=("张三", "李四四", "王五"), copied_to=("甲局",) * 20
    ),
}


@pytest.fixture(scope="module", params=RED_HEADS)
def pdfs(
    request: pytest.FixtureRequest, libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """The same report by us and by LibreOffice."""
    folder = tmp_path_factory.mktemp("red")
    settings = replace(SETTINGS, red_head=RED_HEADS[request.param])
    data = fill_report(TEMPLATE, seven_sections(), annex(), settings, 2016, SIGNED_ON, Findings())
    assert data is not None
    (folder / "ours.pdf").write_bytes(paint_pdf(set_pages(data), faces()))
    (folder / "theirs.docx").write_bytes(without_controls(data))
    libreoffice.convert([folder / "theirs.docx"], "pdf", folder)
    return folder / "ours.pdf", folder / "theirs.pdf"


def edges(found: list[Band]) -> list[float]:
    """Where the bands begin and end, from the head of the page down."""
    return [edge for band in found for edge in (band.top, band.bottom)]


def test_mark_and_rule_stand_at_the_same_heights(pdfs: tuple[Path, Path]) -> None:
    ours, theirs = ([*bands(red(picture(pdf, 0)))] for pdf in pdfs)

    assert len(ours) == 2
    assert edges(ours) == pytest.approx(edges(theirs), abs=NEAR)


def test_the_lines_of_the_head_and_the_title_stand_at_the_same_heights(pdfs: tuple[Path, Path]) -> None:
    ours, theirs = ([*bands(black(picture(pdf, 0)))] for pdf in pdfs)
    heading = [band for band in ours if band.top < 120]  # down to the title

    assert edges(heading) == pytest.approx(edges(theirs[: len(heading)]), abs=NEAR)


def test_the_imprint_stands_at_the_foot_with_the_same_rules(pdfs: tuple[Path, Path]) -> None:
    ours, theirs = (
        [band for band in bands(black(picture(pdf, -1)), gap=1) if band.width > 155 and band.height < 0.7][
            -3:
        ]
        for pdf in pdfs
    )

    assert edges(ours) == pytest.approx(edges(theirs), abs=NEAR)
