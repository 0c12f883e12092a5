"""The proof, place by place: what is lost or doubled in a note, a box, a turned cell or a header is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from drawing_files import SPACES, anchored, box, run
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from traces import faces
from word_files import PAGE, cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings, Severity
from report_builder.typesetting.placed.pages import StructureRole
from report_builder.typesetting.proof import prove_text
from report_builder.typesetting.typeset import typeset
from report_builder.word.packages import open_package

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_builder.diagnostics import Finding
    from report_builder.typesetting.placed.pages import GlyphRun, Pages

TEXT: Final = "春夏秋"
# Nowhere else in the documents.
OTHER: Final = "正文"


def referring(kind: str = "footnote") -> str:
    return f'<w:p><w:r><w:t>据</w:t></w:r><w:r><w:{kind}Reference w:id="2"/></w:r></w:p>'


def noted(content: str, kind: str = "footnote") -> dict[str, str]:
    return {f"{kind}s": f'<w:{kind}s><w:{kind} w:id="2">{content}</w:{kind}></w:{kind}s>'}


def holding(drawing: str) -> str:
    return f"<w:p><w:r><w:t>旁</w:t></w:r>{run(drawing)}</w:p>"


def boxed(content: str) -> str:
    return holding(anchored(box(content), 200, 60))


def boxed_of_old(content: str) -> str:
    style = "position:absolute;width:200pt;height:60pt"
    shape = (
        f'<v:shape type="#_x0000_t202" style="{style}"><v:textbox><w:txbxContent>{content}</w:txbxContent>'
    )
    return holding(f"<w:pict {SPACES}>{shape}</v:textbox></v:shape></w:pict>")


def turned(content: str, direction: str) -> str:
    return table([1500], row(cell(content, f'<w:textDirection w:val="{direction}"/>')))


def furnished(tag: str, content: str, kind: str = "default", section: str = "") -> bytes:
    root = {"header": "hdr", "footer": "ftr"}[tag]
    reference = f'<w:{tag}Reference w:type="{kind}" r:id="{tag}1"/>'
    parts = {f"{tag}1": f"<w:{root}>{content}</w:{root}>"}
    return word_file(paragraph(OTHER), parts=parts, section=reference + PAGE + section)


OWN: Final = paragraph(TEXT)
NOTE: Final = noted(OWN)
PLACES: Final = {
    "the body": word_file(OWN),
    "a heading": word_file(paragraph(TEXT, '<w:outlineLvl w:val="0"/>')),
    "a frame": word_file(paragraph(TEXT, '<w:framePr w:yAlign="bottom"/>') + paragraph(OTHER)),
    "a link": word_file(f'<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{TEXT}</w:t></w:r></w:hyperlink></w:p>'),
    "a content control": word_file(f"<w:sdt><w:sdtContent>{OWN}</w:sdtContent></w:sdt>"),
    "a cell": word_file(table([3000], row(cell(TEXT)))),
    "a table in a cell": word_file(
        table([3000], row(cell(table([2000], row(cell(TEXT))) + paragraph("后"))))
    ),
    "a cell that runs down": word_file(turned(OWN, "tbRl")),
    "a cell that runs up": word_file(turned(OWN, "btLr")),
    "a text box": word_file(boxed(OWN)),
    "a text box of older Word": word_file(boxed_of_old(OWN)),
    "a text box in a text box": word_file(boxed(boxed(OWN))),
    "a text box in a cell": word_file(table([5000], row(cell(boxed(OWN))))),
    "a table in a text box": word_file(boxed(table([2000], row(cell(TEXT))) + paragraph("后"))),
    "a footnote": word_file(referring(), parts=NOTE),
    "an endnote": word_file(referring("endnote"), parts=noted(OWN, "endnote")),
    "a footnote of a cell": word_file(table([3000], row(cell(referring()))), parts=NOTE),
    "a footnote of a cell that runs down": word_file(turned(referring(), "tbRl"), parts=NOTE),
    "a footnote of a cell that runs up": word_file(turned(referring(), "btLr"), parts=NOTE),
    "a footnote of a text box": word_file(boxed(referring()), parts=NOTE),
    "a footnote of a text box of older Word": word_file(boxed_of_old(referring()), parts=NOTE),
    "an endnote of a text box": word_file(boxed(referring("endnote")), parts=noted(OWN, "endnote")),
    "a text box in a footnote": word_file(referring(), parts=noted(boxed(OWN))),
    "a table in a footnote": word_file(
        referring(), parts=noted(table([2000], row(cell(TEXT))) + paragraph("后"))
    ),
}
FURNITURE: Final = {
    "a header": furnished("header", OWN),
    "a footer": furnished("footer", OWN),
    "a table in a footer": furnished("footer", table([3000], row(cell(TEXT))) + paragraph("")),
    "a text box in a header": furnished("header", boxed(OWN)),
    "a frame in a header": furnished("header", paragraph(TEXT, '<w:framePr w:wrap="around"/>')),
    "the header of a first page": furnished("header", OWN, "first", "<w:titlePg/>"),
}


def typeset_with_findings(docx: bytes) -> tuple[Pages, list[Finding]]:
    findings = Findings()
    pages = typeset(docx, "样张.docx", faces(), findings)
    return pages, [finding for finding in findings if finding.severity is Severity.ERROR]


def spoilt(pages: Pages, change: Callable[[tuple[GlyphRun, ...]], tuple[GlyphRun, ...]]) -> Pages:
    """The pages with the runs of each changed."""
    return replace(pages, pages=tuple(replace(page, runs=change(page.runs)) for page in pages.pages))


def prove(docx: bytes, pages: Pages) -> list[Finding]:
    findings = Findings()
    prove_text(open_package(docx, "样张.docx"), pages, findings)
    return list(findings)


def says_text(run: GlyphRun) -> bool:
    return bool(set(run.text) & set(TEXT))


@pytest.mark.parametrize("place", [*PLACES, *FURNITURE])
def test_text_is_set_wherever_it_stands(place: str) -> None:
    pages, errors = typeset_with_findings({**PLACES, **FURNITURE}[place])

    shown = "".join(run.text for page in pages.pages for run in page.runs if says_text(run))
    assert errors == []
    assert shown == TEXT


@pytest.mark.parametrize("place", [*PLACES, *FURNITURE])
def test_text_that_is_lost_is_found_wherever_it_stands(place: str) -> None:
    docx = {**PLACES, **FURNITURE}[place]
    pages, _ = typeset_with_findings(docx)

    found = prove(docx, spoilt(pages, lambda runs: tuple(run for run in runs if not says_text(run))))

    assert [(finding.code, finding.evidence) for finding in found] == [("docx.text_lost", f"“{TEXT}”")]


@pytest.mark.parametrize("place", PLACES)
def test_text_that_is_doubled_is_found_wherever_it_stands(place: str) -> None:
    docx = PLACES[place]
    pages, _ = typeset_with_findings(docx)

    found = prove(docx, spoilt(pages, lambda runs: (*runs, *(run for run in runs if says_text(run)))))

    assert [finding.code for finding in found] == ["docx.text_lost"]
    assert "多排" in found[0].message


def test_figures_and_marks_that_stand_twice_are_found_where_nothing_is_numbered() -> None:
    docx = word_file(paragraph("第3条，（二）"))
    pages, _ = typeset_with_findings(docx)

    (finding,) = prove(docx, spoilt(pages, lambda runs: (*runs, *runs)))

    assert set(finding.evidence.strip("“”")) == set("第3条，（二）")


@pytest.mark.parametrize(
    "docx",
    [
        furnished("header", OWN, "first"),
        furnished("header", OWN, section="<w:titlePg/>"),
        furnished("header", OWN, "even"),
        furnished("header", f"<w:p><w:del><w:r><w:delText>{TEXT}</w:delText></w:r></w:del></w:p>"),
        furnished("footer", '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>春</w:t></w:r></w:fldSimple></w:p>'),
    ],
    ids=["of no first page", "of a second page", "of no even page", "deleted", "computed"],
)
def test_furniture_that_no_page_has_to_show_is_no_loss(docx: bytes) -> None:
    _, errors = typeset_with_findings(docx)

    assert errors == []


# All of Unicode but what no XML can hold.
ANYTHING: Final = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff<&>"), max_size=60
)


@settings(max_examples=150, deadline=None)
@given(ANYTHING, st.integers(800, 9000))
def test_any_text_is_set_once_at_any_width(text: str, width: int) -> None:
    docx = word_file(table([width], row(cell(paragraph(text)))) + paragraph(text))

    _, errors = typeset_with_findings(docx)

    assert errors == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.data())
def test_any_character_that_is_taken_out_is_missed(seed: int, data: st.DataObject) -> None:
    docx = PLACES[data.draw(st.sampled_from(sorted(PLACES)))]
    pages, _ = typeset_with_findings(docx)
    own = [
        (number, index)
        for number, page in enumerate(pages.pages)
        for index, run in enumerate(page.runs)
        if run.text.strip()
        and pages.elements[run.element].role not in {StructureRole.ARTIFACT, StructureRole.LABEL}
        and pages.elements[run.element].role is not StructureRole.REFERENCE
    ]
    number, index = own[seed % len(own)]
    page = pages.pages[number]
    run = page.runs[index]
    at = seed % len(run.text)
    cut = replace(run, text=run.text[:at] + run.text[at + 1 :])
    runs = (*page.runs[:index], cut, *page.runs[index + 1 :])
    whole = (*pages.pages[:number], replace(page, runs=runs), *pages.pages[number + 1 :])

    found = prove(docx, replace(pages, pages=whole))

    assert [finding.evidence for finding in found] == [f"“{run.text[at]}”"]
