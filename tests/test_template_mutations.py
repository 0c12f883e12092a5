"""A template edited as people edit it → the right report, or findings that say why not, edit by edit."""

from __future__ import annotations

import io
import re
import shutil
from functools import cache
from typing import TYPE_CHECKING, Final

import docx
import pytest
from docx.oxml.ns import qn
from make_template import TEMPLATE
from msgspec import Struct
from msgspec.structs import replace
from sample_reports import SETTINGS, SIGNED_ON, annex, seven_sections
from template_files import part_of, rewritten
from template_mutations import (
    DOCUMENT,
    LINKS,
    LOGO,
    SEAL,
    STYLES,
    TEXT_BOX,
    TYPES,
    above_the_title,
    as_wps_splits,
    both,
    changed,
    deleted,
    field,
    inserted,
    instead_of,
    letter_by_letter,
    line,
    renumbered,
    replaced,
    with_header,
    written,
)
from traces import lines_of, set_pages

from report_builder.diagnostics import Findings
from report_builder.format_review import review_format
from report_builder.manuscript.filling import fill_report
from report_builder.settings import RedHeadSettings

if TYPE_CHECKING:
    from pathlib import Path

    from template_mutations import Change

    Parts = dict[str, bytes]

SIGNATURE: Final = "{{ 署名 }}"
DATE: Final = "{{ 成文日期 }}"
SENT_TO: Final = "送：{{ 送 }}"
SIGNED: Final = '<w:p><w:pPr><w:pStyle w:val="署名"/></w:pPr>'
A4: Final = '<w:pgSz w:w="11906" w:h="16838"/>'
ON_ITS_SIDE: Final = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
A_SECTION: Final = f"<w:p><w:pPr><w:sectPr>{A4}</w:sectPr></w:pPr></w:p>"
IN_A_CELL: Final = (
    '<w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="8845"/>'
    '</w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="8845" w:type="dxa"/></w:tcPr>'
    rf"{SIGNED}\1</w:p></w:tc></w:tr></w:tbl>"
)
DATED: Final = '<w:p><w:pPr><w:pStyle w:val="成文日期"/></w:pPr>'
CONTENTS: Final = r"TOC \o"
DASH: Final = '<w:t xml:space="preserve">{} </w:t>'
NAME: Final = '<w:name w:val="{}"/>'
FIRST_HEADING: Final = '<w:name w:val="heading 1"/><w:aliases w:val="一级标题"/>'
OF_THE_TEXT: Final = 'w:eastAsia="{}" w:cs="Times New Roman" w:hint="eastAsia"/><w:spacing'
OWN_FACE: Final = '<w:rFonts w:hint="eastAsia"{}/></w:rPr><w:t xml:space="preserve">送：'
LOOK_CHANGE: Final = '<w:rPrChange w:id="3" w:author="李"><w:rPr/></w:rPrChange></w:rPr>'
TAKEN_OUT: Final = (
    '<w:p><w:pPr><w:pStyle w:val="正文"/><w:rPr><w:del w:id="4" w:author="李"/></w:rPr></w:pPr>'
    f"{deleted('旧的红头')}</w:p>"
)
ELSEWHERE: Final = (
    '<Relationship Id="rId9" Type="http://x/image" Target="file:///D:/a.png" TargetMode="External"/>'
)
KIND: Final = "wordprocessingml.document.main+xml"
RED_HEAD: Final = RedHeadSettings(number="某教发〔2017〕1号", copied_to=("市委办公室",))


class Edit(Struct, frozen=True):
    """What somebody does to the template; what is then told, and what the report says beyond the usual.

    ``told`` are the codes of a review's findings. Without an error among them, the report has to say all that
    it says from the shipped template, and every one of ``shows`` on its pages.
    """

    name: str
    change: Change
    told: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    fails: bool = False


def right(name: str, change: Change, *shows: str) -> Edit:
    """An edit that is taken as it is, without a word."""
    return Edit(name, change, (), shows)


def mentioned(name: str, change: Change, code: str, *shows: str) -> Edit:
    """An edit that is taken, and mentioned."""
    return Edit(name, change, (code,), shows)


def refused(name: str, change: Change, *codes: str) -> Edit:
    """An edit that no report can be made of as it stands."""
    return Edit(name, change, codes, (), fails=True)


def spoilt(part: str, data: bytes) -> Change:
    """Something else in the place of a part."""

    def change(parts: Parts) -> None:
        parts[part] = data

    return change


def without(part: str) -> Change:
    """The package without a part."""

    def change(parts: Parts) -> None:
        del parts[part]

    return change


EDITS: Final = (
    # --- what an office adds --------------------------------------------------------
    right("a letterhead in the text", above_the_title(line("某某市教育局（公开）")), "某某市教育局（公开）"),
    right(
        "a letterhead with the agency's name",
        with_header(line("{{ 单位名称 }}公文用纸")),
        "柳州市教育局公文用纸",
    ),
    right("a logo above the title", LOGO),
    right("a seal upon the text", SEAL),
    right("a number line", above_the_title(line("柳教办〔{{ 年份 }}〕8号")), "柳教办〔2016〕8号"),
    right(
        "a note in small print",
        replaced("<w:sectPr>", f"{line('（此件公开发布）')}<w:sectPr>"),
        "（此件公开发布）",
    ),
    right(
        "the agency's name twice by its own placeholder",
        above_the_title(line("{{ 单位名称 }}编")),
        "柳州市教育局编",
    ),
    right("a watermark's text in the header", with_header(line("内部资料")), "内部资料"),
    right(
        "a comment",
        replaced(
            written(SIGNATURE),
            f'<w:commentRangeStart w:id="5"/>{written(SIGNATURE)}<w:commentRangeEnd w:id="5"/>',
        ),
    ),
    right(
        "a bookmark over a placeholder",
        replaced(
            written(DATE),
            f'<w:bookmarkStart w:id="7" w:name="日期"/>{written(DATE)}<w:bookmarkEnd w:id="7"/>',
        ),
    ),
    # --- the page -------------------------------------------------------------------
    right("another page size", replaced(A4, '<w:pgSz w:w="10433" w:h="14742"/>')),
    right("wider margins", replaced('w:left="1587"', 'w:left="1800"')),
    right("a sheet on its side", replaced(A4, ON_ITS_SIDE)),
    right("a section of its own for the title", above_the_title(A_SECTION)),
    right(
        "a page number in other words",
        replaced(DASH.format("—"), DASH.format("第"), "word/footer1.xml"),
        "第 1 —",
    ),
    right("no page numbers at all", changed(r"<w:footerReference[^>]*/>", "")),
    # --- where things stand -----------------------------------------------------------
    right(
        "the signature in a table's cell",
        changed(
            f"{re.escape(SIGNED)}(.*?)</w:p>",
            IN_A_CELL,
        ),
    ),
    right("the signature in a text box", changed(f"{re.escape(SIGNED)}.*?</w:p>", TEXT_BOX)),
    right(
        "the date in the signature's paragraph",
        both(
            replaced(f"{SIGNED}{written(SIGNATURE)}", f"{SIGNED}{written(f'{SIGNATURE}　{DATE}')}"),
            changed(f"{DATED}.*?</w:p>", ""),
        ),
        "柳州市教育局　2016年12月31日",
    ),
    right(
        "a placeholder in a content control",
        replaced(
            written(SIGNATURE), f"<w:sdt><w:sdtPr/><w:sdtContent>{written(SIGNATURE)}</w:sdtContent></w:sdt>"
        ),
    ),
    right("words around a placeholder", replaced(SENT_TO, "报送：{{ 送 }}（电子版）"), "（电子版）"),
    right(
        "a level of the annex's rows left out, which the last one then takes",
        changed(r"<w:tr>(?:(?!</w:tr>).)*elif 行\.层级 == 3.*?</w:tr><w:tr>.*?</w:tr>", ""),
    ),
    # --- how programs write it ---------------------------------------------------------
    right("every letter in a run of its own", letter_by_letter),
    right("runs parted as WPS parts them", as_wps_splits),
    right("styles renumbered by a Chinese Word", renumbered),
    right(
        "a style of ours that Word has numbered", replaced(NAME.format("正文"), NAME.format("正文1"), STYLES)
    ),
    right("headings without their aliases, as WPS saves them", changed(r"<w:aliases[^>]*/>", "", STYLES)),
    right(
        "headings by our own names alone, as in earlier templates",
        changed(r'<w:name w:val="heading \d"/><w:aliases (w:val="[^"]*")/>', r"<w:name \1/>", STYLES),
    ),
    right("typographic quotation marks in an instruction", replaced('== "文末"', "== “文末”")),
    right("a placeholder without its spaces", replaced(SIGNATURE, "{{署名}}")),
    # --- revisions ----------------------------------------------------------------------
    mentioned(
        "a placeholder that a revision adds", instead_of(DATE, inserted(written(DATE))), "template.revisions"
    ),
    mentioned(
        "a placeholder that a revision parts",
        instead_of(SIGNATURE, f"{written('{{ 署')}{inserted(written('名'))}{written(' }}')}"),
        "template.revisions",
    ),
    mentioned(
        "a word of a placeholder that a revision mends",
        instead_of(
            SIGNATURE, f"{written('{{ ')}{deleted('单位名称')}{inserted(written('署名'))}{written(' }}')}"
        ),
        "template.revisions",
    ),
    mentioned(
        "a look that a revision changes",
        instead_of(DATE, written(DATE).replace("</w:rPr>", LOOK_CHANGE)),
        "template.revisions",
    ),
    mentioned("a paragraph that a revision takes out", above_the_title(TAKEN_OUT), "template.revisions"),
    # --- looks -----------------------------------------------------------------------------
    mentioned(
        "another face for the text",
        replaced(OF_THE_TEXT.format("仿宋_GB2312"), OF_THE_TEXT.format("宋体"), STYLES),
        "template.face",
    ),
    mentioned(
        "another size for the title",
        replaced('<w:sz w:val="44"/>', '<w:sz w:val="36"/>', STYLES),
        "template.face",
    ),
    mentioned(
        "a face of its own for one text",
        replaced(OWN_FACE.format(""), OWN_FACE.format(' w:eastAsia="隶书"')),
        "template.direct_face",
    ),
    # --- fields ----------------------------------------------------------------------------
    mentioned(
        "a date that Word changes",
        above_the_title(f"<w:p>{field('DATE', '2015年3月1日')}</w:p>"),
        "template.field",
        "2015年3月1日",
    ),
    mentioned(
        "a date as a simple field",
        above_the_title(
            f'<w:p><w:fldSimple w:instr=" SAVEDATE ">{written("2015年3月1日")}</w:fldSimple></w:p>'
        ),
        "template.field",
    ),
    mentioned(
        "a table of contents that is stale",
        above_the_title(f"<w:p>{field(CONTENTS, '一、总体情况')}</w:p>"),
        "template.field",
    ),
    # --- slips with placeholders ----------------------------------------------------------------
    refused("a misspelt placeholder", replaced(DATE, "{{ 成文曰期 }}"), "template.placeholder"),
    refused("full-width brackets", replaced(SIGNATURE, "｛｛ 署名 ｝｝"), "template.syntax"),
    refused("one full-width bracket among them", replaced(SIGNATURE, "{｛ 署名 }}"), "template.syntax"),
    refused(
        "full-width brackets around an instruction",
        replaced("{%p if 送 %}", "｛％p if 送 ％｝"),
        "template.syntax",
    ),
    refused("single brackets", replaced(SIGNATURE, "{ 署名 }"), "template.syntax"),
    refused("a space between two brackets", replaced(SIGNATURE, "{ { 署名 } }"), "template.syntax"),
    refused("a bracket too few", replaced(SIGNATURE, "{{ 署名 }"), "template.syntax"),
    refused("an instruction without its end", replaced("{%p endfor %}", ""), "template.syntax"),
    refused("a function in a placeholder", replaced(SIGNATURE, "{{ 署名.upper() }}"), "template.syntax"),
    refused("the title twice", above_the_title(line("{{ 标题 }}", "Title")), "template.twice"),
    refused("the signature twice", replaced("<w:sectPr>", f"{line(SIGNATURE)}<w:sectPr>"), "template.twice"),
    refused("no place for the signature", changed(f"{re.escape(SIGNED)}.*?</w:p>", ""), "template.lost_text"),
    refused("no place for the recipients", replaced(SENT_TO, "送：各单位"), "template.lost_text"),
    refused(
        "no place for plain paragraphs",
        changed(r"<w:p><w:pPr><w:pStyle w:val=\"正文\"/></w:pPr>.*?</w:p>", ""),
        "template.lost_text",
    ),
    refused("half of the red head", replaced("抄送：{{ 红头.抄送 }}", "抄送：各单位"), "template.lost_text"),
    refused(
        "no choice of where it is signed",
        both(
            replaced('{%p if 落款 == "文末" %}', "{%p if 署名 %}"),
            replaced('{%p if 落款 == "题下" %}', "{%p if 1 == 2 %}"),
        ),
        "template.choice",
    ),
    # --- styles and files that are gone ------------------------------------------------------------
    refused("no style 正文", replaced(NAME.format("正文"), NAME.format("文字"), STYLES), "template.style"),
    refused("no style 页码", replaced(NAME.format("页码"), NAME.format("页脚"), STYLES), "template.style"),
    refused(
        "no style for headings", replaced(FIRST_HEADING, NAME.format("大标题"), STYLES), "template.style"
    ),
    refused(
        "a picture on another computer",
        replaced("</Relationships>", f"{ELSEWHERE}</Relationships>", LINKS),
        "template.external",
    ),
    refused(
        "a template with macros",
        replaced(KIND, "ms-word.document.macroEnabled.main+xml", TYPES),
        "template.unreadable",
    ),
    refused(
        "a .dotx by another name",
        replaced(KIND, "wordprocessingml.template.main+xml", TYPES),
        "template.unreadable",
    ),
    refused("text that is no XML", spoilt(DOCUMENT, b"<w:document>"), "template.unreadable"),
    refused("a package without its styles", without(STYLES), "template.unreadable"),
)


def format_with(folder: Path, change: Change) -> Path:
    """The Guangxi format with its template edited."""
    shutil.copytree(TEMPLATE.parent, folder / "本局格式")
    rewritten(folder / "本局格式", change)
    return folder / "本局格式"


def fill(template: Path, red_head: RedHeadSettings | None = None) -> tuple[bytes | None, Findings]:
    """The report of every kind of text, and what was found."""
    findings, settings = Findings(), replace(SETTINGS, red_head=red_head)
    return fill_report(template, seven_sections(), annex(), settings, 2016, SIGNED_ON, findings), findings


def texts(data: bytes) -> list[str]:
    """What each paragraph of the report says."""
    body = part_of(data, DOCUMENT)
    return ["".join(each.text or "" for each in found.iter(qn("w:t"))) for found in body.iter(qn("w:p"))]


@cache
def usual() -> tuple[str, ...]:
    """What the report says from the shipped template."""
    data, _ = fill(TEMPLATE)
    assert data is not None
    return tuple(filter(None, texts(data)))


def test_there_are_at_least_forty_edits_and_each_is_another() -> None:
    assert len({edit.name for edit in EDITS}) == len(EDITS) >= 40


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_what_a_review_tells(tmp_path: Path, edit: Edit) -> None:
    found = review_format(format_with(tmp_path, edit.change), None)

    assert {each.code for each in found} == set(edit.told), list(map(str, found))
    assert any(each.severity.value == "error" for each in found) == edit.fails


@pytest.mark.parametrize("edit", [edit for edit in EDITS if not edit.fails], ids=lambda edit: edit.name)
def test_what_the_report_says(tmp_path: Path, edit: Edit) -> None:
    data, findings = fill(format_with(tmp_path, edit.change) / "template.docx")

    assert data is not None, list(map(str, findings))
    said = "\n".join(texts(data))
    pages = "".join("".join(lines_of(page)) for page in set_pages(data, Findings()).pages)
    assert [text for text in usual() if text not in said] == []
    assert "{{" not in pages
    assert "{%" not in pages
    assert [text for text in edit.shows if text.replace(" ", "") not in pages.replace(" ", "")] == []
    docx.Document(io.BytesIO(data))


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit.fails], ids=lambda edit: edit.name)
def test_no_report_is_made_where_the_template_cannot_carry_it(tmp_path: Path, edit: Edit) -> None:
    if edit.told in {("template.twice",), ("template.choice",)}:
        return  # a report says so much; only a review knows that it is too much, or not always enough
    red_head = RED_HEAD if "red head" in edit.name else None

    data, findings = fill(format_with(tmp_path, edit.change) / "template.docx", red_head)

    assert data is None
    assert {each.code for each in findings.errors} == set(edit.told)
