"""Fields that the file has no result for: those whose words stand in the instruction show them."""

from __future__ import annotations

import pytest
from equations import bare_field
from traces import faces, lines_of, set_pages
from word_files import PAGE, paragraph, word_file
from word_parts import field, of_runs, run

from report_builder.diagnostics import Findings, Severity
from report_builder.typesetting.proof import prove_text
from report_builder.typesetting.typeset import typeset
from report_builder.word.packages import open_package

CHOICES = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
    "</w:ddList></w:ffData>"
)
BEGUN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
TICKED = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'


def text_of(*content: str) -> str:
    return "".join(lines_of(set_pages(word_file(of_runs(*content))).pages[0]))


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (' SYMBOL 254 \\f "Wingdings" ', "☑"),
        (" SYMBOL 0x2264 \\u ", "≤"),
        (" SYMBOL 177 ", "±"),
        (" SYMBOL 41703 ", bytes([0xA2, 0xE7]).decode("gbk")),
        (" MACROBUTTON NoMacro 【点击此处输入】 ", "【点击此处输入】 "),
        (" GOTOBUTTON 书签 见第二节", "见第二节"),
        (' QUOTE "第一章" \\* MERGEFORMAT ', "第一章"),
        (" AUTONUM ", "1."),
        (" AUTONUM \\* CHINESENUM3 \\s 、", "一、"),
        (" AUTONUMOUT ", "I."),
        (" LISTNUM ", "1)"),
        (" LISTNUM LegalDefault \\l 2 \\s 3 ", "1.3."),
        (" LISTNUM NumberDefault \\l 4", "(1)"),
    ],
)
def test_a_field_without_a_result_shows_the_words_of_its_instruction(instruction: str, shown: str) -> None:
    assert text_of(run("前"), bare_field(instruction), run("后")) == f"前{shown}后"


def test_fields_that_number_themselves_count_on() -> None:
    body = "".join(of_runs(bare_field(" AUTONUM "), run(word)) for word in ("甲", "乙"))
    body += of_runs(bare_field(" LISTNUM \\l 1"), bare_field(" LISTNUM "), run("丙"))

    page = set_pages(word_file(body)).pages[0]

    assert lines_of(page) == ["1.甲", "2.乙", "1)2)丙"]


def test_the_words_of_a_button_keep_their_look() -> None:
    button = bare_field(" MACROBUTTON NoMacro ", ("请输入", '<w:color w:val="FF0000"/>'))

    (found,) = set_pages(word_file(of_runs(button))).pages[0].runs

    assert (found.text, found.look.colour) == ("请输入", "FF0000")


def test_a_form_shows_its_choice_and_its_tick() -> None:
    shown = text_of(bare_field(" FORMDROPDOWN ", form=CHOICES), bare_field(" FORMCHECKBOX ", form=TICKED))

    assert shown == "乙☑"


def test_a_result_that_the_file_has_is_shown_as_it_stands() -> None:
    assert text_of(field(" = 1 + 2 ", run("3")), field(' QUOTE "甲" ', run("乙"))) == "3乙"


@pytest.mark.parametrize("simple", [True, False])
def test_a_number_of_pages_in_the_text_shows_what_the_file_has_for_it(simple: bool) -> None:  # noqa: FBT001
    inside = run("12")
    shown = (
        f'<w:fldSimple w:instr=" NUMPAGES ">{inside}</w:fldSimple>' if simple else field(" NUMPAGES ", inside)
    )

    assert text_of(run("共"), shown, run("页")) == "共12页"


@pytest.mark.parametrize("instruction", ["DATE", "STYLEREF 1", "= SUM(ABOVE)", "NUMPAGES", "REF 书签"])
def test_a_field_that_has_no_result_and_no_words_is_named(instruction: str) -> None:
    findings = Findings()
    body = of_runs(run("前"), bare_field(f" {instruction} "), run("后"))

    pages = set_pages(word_file(body), findings)

    (finding,) = findings
    assert lines_of(pages.pages[0]) == ["前后"]
    assert (finding.code, finding.severity) == ("docx.unsupported", Severity.WARNING)
    assert instruction.split(maxsplit=1)[0] in finding.message


@pytest.mark.parametrize(
    "instruction", ["XE 词条", "TC 目录项", "SET 名 值", 'HYPERLINK "https://a.cn"', "PRIVATE"]
)
def test_a_field_that_shows_nothing_by_what_it_is_needs_no_word(instruction: str) -> None:
    assert text_of(run("前"), bare_field(f" {instruction} "), run("后")) == "前后"


def test_the_pages_of_a_section_are_counted_in_its_footer() -> None:
    footer = f"<w:ftr><w:p>{run('共')}{field(' SECTIONPAGES ', run('9'))}{run('页')}</w:p></w:ftr>"
    reference = '<w:footerReference w:type="default" r:id="footer1"/>'
    ends = f"<w:p><w:pPr><w:sectPr>{reference}{PAGE}</w:sectPr></w:pPr></w:p>"
    turned = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    docx = word_file(turned + ends + paragraph("乙"), parts={"footer1": footer})

    pages = set_pages(docx).pages

    assert [lines_of(page)[-1] for page in pages] == ["共2页", "共2页", "共1页"]


def test_a_page_number_may_be_written_in_hanzi() -> None:
    number = field(" PAGE \\* CHINESENUM3 ", run("9"))
    footer = f"<w:ftr><w:p>{number}</w:p></w:ftr>"
    section = '<w:footerReference w:type="default" r:id="footer1"/>' + PAGE

    pages = set_pages(word_file(paragraph("文"), section=section, parts={"footer1": footer})).pages

    assert lines_of(pages[0]) == ["文", "一"]


@pytest.mark.parametrize(
    "piece",
    [bare_field(" MACROBUTTON NoMacro 请输入"), bare_field(" EQ \\f(甲数,乙)"), bare_field(' QUOTE "引文"')],
)
def test_the_proof_misses_the_words_of_an_instruction_that_no_page_shows(piece: str) -> None:
    empty = typeset(word_file(paragraph("前")), "样张.docx", faces(), Findings())
    findings = Findings()

    prove_text(open_package(word_file(of_runs(run("前"), piece)), "样张.docx"), empty, findings)

    assert [finding.code for finding in findings] == ["docx.text_lost"]


def test_words_of_an_instruction_that_the_text_has_as_well_do_not_stand_there_twice() -> None:
    assert text_of(run("请输入(1)"), bare_field(" MACROBUTTON NoMacro 请输入(1)")) == "请输入(1)请输入(1)"


@pytest.mark.parametrize(
    "broken",
    [
        '<w:fldSimple w:instr="PAGE"><w:r><w:fldChar w:fldCharType="end"/></w:r></w:fldSimple>',
        BEGUN
        + "<w:r><w:instrText>EQ 甲</w:instrText></w:r>"
        + '<w:fldSimple w:instr="QUOTE 乙"><w:r><w:fldChar w:fldCharType="end"/></w:r></w:fldSimple>',
        '<w:fldSimple w:instr="EQ \\f(1,2)"><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o\\ac(</w:instrText></w:r>',
    ],
)
def test_fields_that_end_where_they_should_not_break_nothing(broken: str) -> None:
    pages = set_pages(word_file(of_runs(run("前"), broken) + paragraph("后")), Findings()).pages

    assert lines_of(pages[0])[-1] == "后"
