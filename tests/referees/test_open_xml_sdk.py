"""Microsoft's Open XML SDK, which knows what Word and Excel accept, finds no fault with our files."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path  # noqa: TC003  pytest reads the fixtures' annotations
from typing import TYPE_CHECKING, Final

import pytest
from drawing_files import inline, photograph, picture, with_files
from golden_suqian import SUQIAN_2023, write_year
from make_national_template import TEMPLATES
from make_template import TEMPLATE
from msgspec.structs import replace
from openpyxl import load_workbook
from PIL import Image
from sample_reports import SETTINGS, SIGNED_ON, annex, seven_sections
from word_files import cell, row, table, word_file
from word_narratives import STYLES, aligned, compose_bytes, compose_word
from word_parts import mark, notes, of_runs, run

from report_builder.charted_figures import DrawnChart
from report_builder.diagnostics import Findings
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.editing import RefreshRequest, refresh_file
from report_builder.formats.forms import ReportForm
from report_builder.manuscript.filling import fill_report
from report_builder.new_year.agency_file import AgencyAnswers
from report_builder.new_year.starting import StartRequest, start_year
from report_builder.pipeline import build
from report_builder.settings import RedHeadSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from narratives import Composed

    from report_builder.manuscript.blocks import Manuscript

    Judge = Callable[[Path], list[str]]

pytestmark = pytest.mark.referee

ALL_TEMPLATES: Final = (TEMPLATE, *TEMPLATES)
RED_HEAD: Final = RedHeadSettings(
    number="某教发〔2017〕1号",
    copy_number="000001",
    secrecy="秘密★1年",
    copied_to=("市委办公室", "市政协办公室"),
    signers=("张三", "李四四", "王五"),
)


@pytest.fixture(scope="session")
def judge(open_xml_sdk: tuple[str, ...]) -> Judge:
    """What the SDK has against a file, in its own words."""

    def judged(path: Path) -> list[str]:
        done = subprocess.run([*open_xml_sdk, str(path)], capture_output=True, check=False)
        found = json.loads(done.stdout)
        return [f"{each['path']} {each['xPath']}: {each['description']}" for each in found["errors"]]

    return judged


def test_it_does_find_a_fault(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file("<w:p><w:r><w:t/><w:rPr/></w:r></w:p>"))

    assert judge(tmp_path / "a.docx") != []


@pytest.mark.parametrize("template", ALL_TEMPLATES, ids=lambda path: path.parent.name)
def test_the_templates_are_sound(judge: Judge, template: Path) -> None:
    assert judge(template) == []


def test_the_sample_year_s_report_and_statistics_are_sound(judge: Judge, built: Path) -> None:
    files = [*built.glob("*.docx"), *built.glob("*.xlsx")]

    assert len(files) == 2
    assert [judge(path) for path in files] == [[], []]


@pytest.mark.parametrize("year", [2020, 2023])
def test_a_report_with_statutory_tables_is_sound(judge: Judge, tmp_path: Path, year: int) -> None:
    write_year(tmp_path / "data", replace(SUQIAN_2023, year=year), older=(9, 977))

    result = outcome_of(build(BuildRequest(tmp_path / "data", year, tmp_path / "out", tmp_path)))

    [word], [sheet] = result.folder.glob("*.docx"), result.folder.glob("*.xlsx")
    assert (judge(word), judge(sheet)) == ([], [])


def test_a_refreshed_report_is_sound(judge: Judge, built: Path, own_data: Path) -> None:
    folder = own_data.parent / "out" / "2016"
    shutil.copytree(built, folder)
    [report] = folder.glob("*.docx")
    ledger = own_data / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(ledger)
    book["新媒体"]["D2"].value = 5650
    book.save(ledger)

    result = outcome_of(
        refresh_file(RefreshRequest(report, None, own_data, None, own_data.parent / "out", own_data.parent))
    )

    assert result.target is not None
    assert judge(result.target) == []


def drawn() -> DrawnChart:
    """A chart whose picture is a white sheet."""
    packed = io.BytesIO()
    Image.new("L", (184, 80), 255).save(packed, "PNG")
    return DrawnChart("分类情况", "条形图。甲3条。", packed.getvalue(), 441.6, 192.0)


def noted(folder: Path) -> Composed:
    """A text with footnotes and raised letters."""
    body = of_runs(
        run("10m"), run("3", '<w:vertAlign w:val="superscript"/>'), mark(1), run("，甲。"), mark(2)
    )
    return compose_word(folder, body, **notes("footnote", "数据截至年底。", "不含直属单位。"))


def illustrated(folder: Path) -> Composed:
    """A text with a table, a picture and their names."""
    body = (
        aligned("表1　政策解读", "center")
        + table([1], row(cell("甲")))
        + table([1, 2], row(cell("甲"), cell("乙")))
        + of_runs(inline(picture("a.jpg"), 100, 50, ""))
        + aligned("图1　办公楼", "right")
    )
    return compose_bytes(folder, with_files(word_file(body, styles=STYLES), {"a.jpg": photograph()}))


@pytest.mark.parametrize("template", ALL_TEMPLATES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("text", [noted, illustrated, None], ids=["notes", "pictures", "headings"])
@pytest.mark.parametrize("red_head", [None, RED_HEAD], ids=["plain", "red"])
def test_a_report_with_everything_is_sound(
    judge: Judge,
    tmp_path: Path,
    template: Path,
    text: Callable[[Path], Composed] | None,
    red_head: RedHeadSettings | None,
) -> None:
    manuscript: Manuscript | None = seven_sections() if text is None else text(tmp_path).manuscript
    assert manuscript is not None
    data = fill_report(
        template,
        manuscript,
        annex() if template == TEMPLATE else None,
        replace(SETTINGS, red_head=red_head),
        2016,
        SIGNED_ON,
        Findings(),
        charts=[drawn()],
        form=ReportForm(signature="题下" if red_head else "文末"),
    )
    assert data is not None
    (tmp_path / "report.docx").write_bytes(data)

    assert judge(tmp_path / "report.docx") == []


def test_a_new_year_s_blank_workbook_is_sound(judge: Judge, tmp_path: Path) -> None:
    result = start_year(StartRequest(tmp_path / "data", 2026, agency=AgencyAnswers(name="某局")))

    [workbook] = [path for path in result.created if path.suffix == ".xlsx"]
    assert judge(workbook) == []
